"""What a page says about a meeting, sentence by sentence; how it is laid out is the page's business.

Every text that a person typed goes through `quote`, which each page brings along: Markdown escapes it,
HTML prints hidden marks as numbers and leaves escaping to the template.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.data import Locales
from bot.procedure.agenda.agenda_values import ItemKey, ItemState
from bot.procedure.events import HeldBecause, PassReason
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.table.seats import SideKey
from bot.procedure.values import Localized, PersonId, Words
from bot.transcript.labels import Labels, labels
from bot.transcript.model import (
    NO_SIDE,
    Accepted,
    AgendaLine,
    Break,
    Contribution,
    Member,
    MoveKind,
    MoveLine,
    Passed,
    PhaseSpan,
    RequestLine,
    Ruling,
    Transcript,
    TurnLine,
)
from bot.transcript.sections import Section, TurnPart


@dataclass(frozen=True, slots=True)
class HeldCount:
    """How many messages of one person were held for one reason, and when; `person` may be None."""

    who: str
    reason: str
    times: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TranscriptPhrases:
    """Says things about one transcript in the words of `labels`.

    `names` gives names for people without a seat of their own in the record (the convener, perhaps);
    it never overrides a name that the record holds, nor one that was erased.
    """

    transcript: Transcript
    labels: Labels
    quote: Callable[[str], str]
    names: Mapping[PersonId, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        transcript: Transcript,
        quote: Callable[[str], str],
        *,
        language: str,
        zone: str,
        names: Mapping[PersonId, str] | None = None,
        locales: Locales | None = None,
    ) -> TranscriptPhrases:
        """A teller for a page in `language`, with times in the IANA zone `zone`; `locales` is where the
        catalogues lie. ValueError for a zone that isn't known."""
        day = transcript.opened_at or transcript.convened_at
        words = labels(language, zone, day=day, rounded=transcript.rounded, locales=locales)
        return cls(transcript, words, quote, names or {})

    def person(self, person: PersonId | None) -> str:
        """The name that a page prints for somebody; None is the bot."""
        if person is None:
            return self.labels.say("the-bot")
        member = self.transcript.member(person)
        if member is None:
            role = next((r.name.text for r in self.transcript.roles if r.person == person), None)
            known = self.names.get(person) if role is None else role
            return self.labels.say("no-name") if known is None else self.quote(known)
        if member.name.text is None:
            number = self.transcript.members.index(member) + 1
            return f"{self.labels.say('name-erased')} ({number})"
        return self.quote(member.name.text)

    def side(self, key: SideKey) -> str:
        """The side's name; empty where the side isn't told."""
        if key == NO_SIDE:
            return ""
        side = self.transcript.dialogue.side(key)
        return self.quote(key) if side is None else self.local(side.name)

    def side_of(self, person: PersonId, side: SideKey) -> str:
        """The side to print beside somebody's name: empty where it isn't told or is in the name."""
        name = self.side(side)
        return "" if name in self.person(person) else name

    def who(self, person: PersonId, side: SideKey) -> str:
        """Somebody's name with the side."""
        beside = self.side_of(person, side)
        return f"{self.person(person)} ({beside})" if beside else self.person(person)

    def local(self, text: Localized) -> str:
        return self.quote(text.into(self.labels.language))

    def others(self, text: Localized) -> tuple[tuple[str, str], ...]:
        """The same text in the other languages that it has, each with its code."""
        shown = text.into(self.labels.language)
        return tuple((code, self.quote(t)) for code, t in text.texts if t != shown)

    def words(self, words: Words | None) -> str:
        """A short text: a note, a subject."""
        if words is None:
            return ""
        return self.labels.say("words-erased") if words.text is None else self.quote(words.text)

    # People and agenda

    def groups(self) -> Iterator[tuple[SideKey, str | None, tuple[Member, ...]]]:
        """The members by side, with its key and name; all together, with None for a name, where sides
        aren't told."""
        transcript = self.transcript
        if not transcript.dialogue.sides:
            yield NO_SIDE, None, transcript.members
        for side in transcript.dialogue.sides:
            members = tuple(m for m in transcript.members if m.side == side.key)
            yield side.key, self.local(side.name), members

    def about(self, member: Member) -> tuple[str, ...]:
        """Capacity, seats and consent, as far as they are told."""
        return (*self.seat(member), *self.consent(member)) if member.seats else ()

    def seat(self, member: Member) -> Iterator[str]:
        say = self.labels.say
        if not member.seats:
            return
        yield say(f"capacity-{member.capacity}")
        for seat in member.seats[:-1]:
            if (seat.side, seat.capacity) != (member.side, member.capacity):
                yield say(
                    "earlier-seat",
                    capacity=say(f"capacity-{seat.capacity}"),
                    side=self.side(seat.side),
                    time=self.labels.time(member.seats[-1].start if seat.end is None else seat.end),
                )
        if (left := member.seats[-1].end) is not None:
            yield say("left", time=self.labels.time(left))

    def consent(self, member: Member) -> Iterator[str]:
        say = self.labels.say
        if not member.seats:
            return
        if not member.accepted:
            yield say("not-accepted")
        else:
            yield from map(self._acceptance, member.accepted)
        if member.withdrawn_at is not None:
            yield say("consent-withdrawn", time=self.labels.time(member.withdrawn_at))

    def _acceptance(self, accepted: Accepted) -> str:
        time = self.labels.time(accepted.at)
        if accepted.language is None:
            return self.labels.say("accepted", time=time)
        language = self.labels.language_name(accepted.language)
        return self.labels.say("accepted-in", time=time, language=language)

    def item_number(self, key: ItemKey) -> int:
        """The item's place on the agenda as it stood at last, counted from 1."""
        return next(i for i, line in enumerate(self.transcript.agenda, 1) if line.key == key)

    def item_notes(self, line: AgendaLine) -> Iterator[str]:
        say, labels = self.labels.say, self.labels
        if line.sources:
            paragraphs = ", ".join(str(number) for number in line.sources)
            yield say("sources", count=len(line.sources), paragraphs=paragraphs)
        if line.stage is not None:
            yield say("stage", number=line.stage)
        if line.added_at is not None:
            yield say("item-added", time=labels.time(line.added_at))
        for at in line.edited:
            yield say("item-edited", time=labels.time(at))
        if line.budget_spent_at is not None:
            yield say("budget-spent", time=labels.time(line.budget_spent_at))
        for opening in line.openings:
            if opening.ran_out:
                yield say("ran-out")
            if opening.unspoken:
                phrase = "set-aside" if opening.how is ItemState.PARKED else "carried-over"
                yield say(phrase, count=len(opening.unspoken))
                heard = [
                    str(request.turn)
                    for request in self.transcript.requests
                    if request.number in opening.unspoken and request.turn is not None
                ]
                if heard:
                    yield say("heard-later", count=len(heard), turns=", ".join(heard))

    def item_spent(self, line: AgendaLine) -> str:
        """How long the item took of what it had; where it goes by dates, how long it lasted."""
        if self.transcript.format.by_date:
            lasted = sum(
                (self.transcript.until if opening.end is None else opening.end) - opening.start
                for opening in line.openings
            )
            return self.labels.duration(lasted) if line.openings else "–"
        spent = self.labels.duration(line.spent)
        return self.labels.say("spent-of", spent=spent, budget=self.labels.duration(line.budget))

    def section_title(self, section: Section) -> str:
        if section.item is not None:
            return self.local(section.item.title)
        return (
            self.labels.say("before") if section.phase is None else self.local(section.phase.title)
        )

    # The proceedings

    def phase(self, phase: PhaseSpan) -> str:
        return self.local(phase.title)

    def phase_of(self, turn: TurnLine) -> str:
        phase = next((p for p in self.transcript.format.phases if p.key == turn.phase), None)
        return "" if phase is None else self.local(phase.title)

    def kind(self, line: TurnLine | RequestLine) -> str:
        return self.labels.say(f"kind-{line.kind}")

    def ended(self, turn: TurnLine) -> str:
        how: TurnEnd | None = turn.how
        if how is None:
            return self.labels.say("end-running") if turn.end is None else ""
        return self.labels.say(f"end-{how}")

    def allowed(self, turn: TurnLine) -> str:
        return "" if turn.allowed is None else self.labels.duration(turn.allowed)

    def used(self, turn: TurnLine) -> str:
        used = self.labels.duration(turn.used)
        if turn.allowed is None:
            return used
        return self.labels.say("used-of", used=used, limit=self.allowed(turn))

    def plainly(self, turn: TurnLine) -> Iterator[str]:
        """The kind and the ending of a turn, where they are not those of most turns."""
        if turn.kind is not Kind.STATEMENT:
            yield self.kind(turn)
        if turn.how is not TurnEnd.YIELDED and (ended := self.ended(turn)):
            yield ended

    def posts_of(self, section: Section) -> int:
        """How many contributions stand in the section that were written without the floor."""
        parts = (entry for entry in section.entries if isinstance(entry, TurnPart))
        return sum(len(part.contributions) for part in parts if part.turn is None)

    def remarks(self, turn: TurnLine) -> Iterator[str]:
        """What was out of the ordinary in a turn."""
        say, labels = self.labels.say, self.labels
        if turn.interprets is not None:
            yield say("interprets", turn=turn.interprets)
        if turn.answers is not None:
            yield say("answers", turn=turn.answers)
        if turn.out_of_order:
            yield say("out-of-order")
        if turn.extensions:
            added = labels.duration(sum(extension.by for extension in turn.extensions))
            yield say("extended", count=len(turn.extensions), time=added)
        if any(extension.silently for extension in turn.extensions):
            yield say("extended-silently")
        if turn.unrecorded:
            yield say("unrecorded")
        if turn.unclear:
            yield say("unclear", count=turn.unclear)
        if turn.over >= 1000:
            yield say("over", time=labels.duration(turn.over))
        for number in turn.interrupted_by:
            yield say("interrupted-by", turn=number)

    def contribution_notes(self, contribution: Contribution) -> Iterator[str]:
        say, labels = self.labels.say, self.labels
        if contribution.unlawful:
            yield say("unlawful")
        if contribution.reply_to is not None:
            for other in self.transcript.contributions:
                if other.message == contribution.reply_to and other.turn is not None:
                    yield say("reply-to", turn=other.turn)
        if contribution.files and not contribution.attached:
            yield say("files", count=contribution.files)
        if len(contribution.wordings) > 1:
            yield say("edited", time=labels.time(contribution.wordings[-1].at))

    def removed(self, contribution: Contribution) -> str:
        say = self.labels.say
        time = self.labels.time(contribution.removed_at or contribution.at)
        if contribution.removed_by is None:
            removed = say("removed", time=time)
        else:
            removed = say("removed-by", time=time, name=self.person(contribution.removed_by))
        return f"{removed} {say('removed-kept')}" if contribution.wordings else removed

    def ruling(self, ruling: Ruling) -> str:
        phrase = "ruling-sustained" if ruling.sustained else "ruling-dismissed"
        return self.labels.say(phrase, name=self.person(ruling.by))

    def passed(self, passed: Passed) -> str:
        who = self.side(passed.side) if passed.person is None else self.person(passed.person)
        reason: PassReason = passed.reason
        return self.labels.say(f"passed-{reason}", who=who)

    def move(self, move: MoveLine) -> str:
        """What was changed in the procedure, and by whom."""
        say = self.labels.say
        by = self.person(move.by)
        match move.kind:
            case MoveKind.POLICY:
                return say("move-policy", policy=say(f"policy-{move.detail}"), by=by)
            case MoveKind.CHAIR:
                return say(f"move-chair-{move.detail}", who=self.person(move.person))
            case MoveKind.CIRCLE_ENTERED | MoveKind.CIRCLE_LEFT:
                return say(f"move-{move.kind}", who=self.person(move.person))
            case MoveKind.SIDE_SPENT:
                return say("move-side-spent", side=self.side(move.side or ""))
            case MoveKind.ITEM_EXTENDED:
                length = self.labels.duration(move.length or 0)
                return say("move-item-extended", time=length, by=by)
            case MoveKind.DATE:
                until = self.labels.moment(move.until or move.at)
                return say("move-date", until=until, by=by)
        return say(f"move-{move.kind}", by=by)

    def floor_lines(self) -> Iterator[tuple[str, str]]:
        """Where the time went that was no side's: label and length."""
        floor, say = self.transcript.floor, self.labels.say
        if floor.written_freely:
            return
        yield say("total-floor"), self.labels.duration(floor.total)
        if floor.interpreted:
            yield say("in-interpretation"), self.labels.duration(floor.interpreted)
        yield say("idle"), self.labels.duration(floor.idle)
        yield say("in-breaks"), self.labels.duration(floor.paused)

    def stop(self, stop: Break) -> str:
        return self.labels.say(f"break-{stop.kind}")

    def stop_time(self, stop: Break) -> str:
        stretch = self.labels.stretch(stop.start, stop.end)
        if stop.end is None:
            return stretch
        return f"{stretch} ({self.labels.duration(stop.end - stop.start)})"

    def held(self) -> Iterator[HeldCount]:
        """Held messages by person and reason, in the order of each one's first."""
        lines = Counter((held.person, held.reason) for held in self.transcript.held)
        for person, reason in lines:
            times = tuple(
                self.labels.time(held.at)
                for held in self.transcript.held
                if (held.person, held.reason) == (person, reason)
            )
            because: HeldBecause = reason
            who = self.labels.say("no-name") if person is None else self.person(person)
            yield HeldCount(who, self.labels.say(f"held-{because}"), times)
