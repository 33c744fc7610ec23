"""What was said, read from events: messages, their edits and removals, attachments, signs, and the
messages that were held. Part of `build`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.procedure import events as ev
from bot.procedure.events import Recorded
from bot.procedure.formats import RecordRules
from bot.procedure.values import Instant, PersonId
from bot.transcript.language import language_of
from bot.transcript.model import Contribution, FileLine, HeldLine, Member, Sign, Wording


class WordReading:
    """What has been read so far of what was said. `languages` are the dialogue's, `rules` say what is
    kept of what was taken out, `unlawful` are the records that are not lawful."""

    def __init__(
        self, languages: tuple[str, ...], rules: RecordRules, unlawful: frozenset[int]
    ) -> None:
        self.languages = languages
        self.rules = rules
        self.unlawful = unlawful
        self.contributions: dict[str, Contribution] = {}
        self.held: list[HeldLine] = []

    def take(self, record: Recorded, members: Mapping[PersonId, Member]) -> None:
        if record.seq not in self.unlawful:
            self._take(record, members)
            return
        before = dict(self.contributions)
        message = getattr(record.event, "message", "")
        if isinstance(record.event, ev.ContributionMade):
            # Never in the place of what was said before.
            self.contributions.pop(message, None)
        self._take(record, members)
        made = self.contributions.get(message)
        if made is None:
            return
        marked = replace(made, unlawful=True)
        if isinstance(record.event, ev.ContributionMade):
            self.contributions = {**before, f"{message} {record.seq}": marked}
        else:
            self.contributions[message] = marked

    def _take(self, record: Recorded, members: Mapping[PersonId, Member]) -> None:
        at = record.at
        match record.event:
            case ev.ContributionMade() as event:
                self._contribute(event, record.seq, at, members.get(event.person))
            case ev.ContributionEdited(message, _, words):
                made = self.contributions.get(message)
                if made is not None and not made.removed:
                    wordings = (*made.wordings, Wording(at, words))
                    self.contributions[message] = replace(made, wordings=wordings)
            case ev.ContributionRemoved(message, by_others):
                self._remove(message, at, record.actor, kept=self.rules.removed or by_others)
            case ev.MessageHeld(_, _, person, reason, _):
                self.held.append(HeldLine(at, person if person in members else None, reason))
            case ev.FileKept(message, number, _, name, digest, size, kind):
                self._attach(message, FileLine(number, name, digest, size, kind))
            case ev.FileLeftOut(message, number, _, name, why):
                self._attach(message, FileLine(number, name, why=why))
            case ev.FileWithdrawn(message, number, _):
                self._withdraw(message, number)
            case ev.SignsCleared(message, sign):
                self._clear(message, None if sign is None else sign.text)
            case ev.ReactionAdded(message, person, sign):
                self._sign(message, person, Sign(sign, (person,)))
            case ev.ReactionTaken(message, person, sign):
                self._unsign(message, person, sign.text)
            case _:
                pass

    def _contribute(
        self, event: ev.ContributionMade, seq: int, at: Instant, member: Member | None
    ) -> None:
        languages = self.languages
        own = (member.language if member else None) or languages[0]
        self.contributions[event.message] = Contribution(
            seq=seq,
            message=event.message,
            at=at,
            turn=event.turn,
            item=event.item,
            person=event.person,
            side=event.side,
            language=language_of(event.words.text or "", own, languages),
            wordings=(Wording(at, event.words),),
            files=event.files,
            reply_to=event.reply_to,
        )

    def _remove(self, message: str, at: Instant, by: PersonId | None, *, kept: bool) -> None:
        made = self.contributions.get(message)
        if made is None or made.removed:
            return
        gone = replace(made, removed_at=at, removed_by=by, signs=())
        if not kept:
            gone = replace(gone, wordings=(), attached=())
        self.contributions[message] = gone

    def _attach(self, message: str, line: FileLine) -> None:
        made = self.contributions.get(message)
        # One that was still being fetched when its message was taken out belongs to nothing any more.
        if made is not None and (made.wordings or not made.removed):
            self.contributions[message] = replace(made, attached=(*made.attached, line))

    def _withdraw(self, message: str, number: int) -> None:
        made = self.contributions.get(message)
        if made is None:
            return
        lines = [each for each in made.attached if each.number != number]
        line = next((each for each in made.attached if each.number == number), None)
        if line is None or not self.rules.removed:
            line = FileLine(number, None if line is None else line.name)
        lines.append(replace(line, why=ev.LeftOut.WITHDRAWN))
        lines.sort(key=lambda each: each.number)
        self.contributions[message] = replace(made, attached=tuple(lines))

    def _clear(self, message: str, text: str | None) -> None:
        made = self.contributions.get(message)
        if made is not None:
            left = () if text is None else tuple(s for s in made.signs if s.sign.text != text)
            self.contributions[message] = replace(made, signs=left)

    def _sign(self, message: str, person: PersonId, new: Sign) -> None:
        made = self.contributions.get(message)
        if made is None or made.removed:
            return
        # Erased signs are all alike, so they are told one by one.
        same = next((s for s in made.signs if s.sign == new.sign and not s.sign.erased), None)
        if same is None:
            signs = (*made.signs, new)
        else:
            both = Sign(same.sign, (*same.people, person))
            signs = tuple(both if each is same else each for each in made.signs)
        self.contributions[message] = replace(made, signs=signs)

    def _unsign(self, message: str, person: PersonId, text: str | None) -> None:
        made = self.contributions.get(message)
        if made is None:
            return
        left = list(made.signs)
        for number, each in enumerate(left):
            if person in each.people and each.sign.text == text:
                people = list(each.people)
                people.remove(person)
                left[number : number + 1] = [Sign(each.sign, tuple(people))] if people else []
                break
        self.contributions[message] = replace(made, signs=tuple(left))
