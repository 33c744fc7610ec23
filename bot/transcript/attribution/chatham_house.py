"""The Chatham House Rule: what was said, and neither who said it nor for whom.

The new transcript is put together field by field, so that what is added to the model later stays out
until somebody decides here that it may be told. What it looks like in texts stands in `cleaner`, how
time is rounded in `times`, the order and the numbers of what happened in `numbering`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Format, Phase, Speakers, When
from bot.procedure.table.seats import Dialogue
from bot.procedure.values import Localized, PersonId, Words
from bot.transcript.attribution.cleaned import Attributed, Cleaned
from bot.transcript.attribution.cleaner import Anonymizer
from bot.transcript.attribution.numbering import Numbering
from bot.transcript.attribution.people import cleaner_of
from bot.transcript.attribution.places_to_check import places_to_look_at, turns_by_role
from bot.transcript.attribution.pseudonyms import Pseudonyms, Realm
from bot.transcript.attribution.telling import AnonymousLines
from bot.transcript.attribution.times import Coarse
from bot.transcript.labels import Labels
from bot.transcript.model import Attribution, FloorTime, Member, Papers, RoleSpan, Transcript

TELLING = frozenset(
    {Speakers.CO_CHAIRS, Speakers.RAPPORTEURS, Speakers.ONE_PER_SIDE, Speakers.CIRCLE}
)
"""Phases in which it says something about a person to have been called."""


def chatham_house(
    transcript: Transcript, labels: Labels, key: bytes, also: Iterable[str] = ()
) -> Attributed:
    """The transcript under the Chatham House Rule, its own words in the language of `labels`.

    `key` is random and made for this export alone: pseudonyms, their order and all ids come from it.
    `also` are more names and phrases (an institute, a nickname) to take out of the texts.
    """
    desk = Anonymizer(cleaner_of(transcript, labels, also, sides=True))
    told = _ChathamHouse(transcript, labels, Pseudonyms(key), desk).told()
    looked = places_to_look_at(told, desk.cleaner, sides=True)
    taken = tuple(desk.taken)
    by_role = turns_by_role(transcript)
    return Attributed(replace(told, taken_out=len(taken)), Cleaned(taken, (*looked, *by_role)))


class _ChathamHouse:
    """One export being made. Lives only while `chatham_house` runs."""

    def __init__(
        self, transcript: Transcript, labels: Labels, names: Pseudonyms, desk: Anonymizer
    ) -> None:
        self.full = transcript
        self.labels = labels
        self.names = names
        self.desk = desk
        self.times = Coarse.of(transcript)
        self.phases = {
            phase.key: neutral
            for number, phase in enumerate(transcript.format.phases, start=1)
            if (neutral := self._phase(phase, number)) is not None
        }
        self.numbers = Numbering.of(transcript, frozenset(self.phases))
        self.speakers = {
            person: number for number, person in enumerate(names.shuffled(_spoke(transcript)), 1)
        }

    def told(self) -> Transcript:
        full, desk, times = self.full, self.desk, self.times
        told = AnonymousLines(
            full=full,
            names=self.names,
            desk=desk,
            times=times,
            numbers=self.numbers,
            phases=self.phases,
            speakers=frozenset(self.speakers),
        )
        title = desk.localized(full.title, "title")
        dialogue = Dialogue(
            key=self.names.id(Realm.DIALOGUE, full.dialogue.key),
            title=desk.localized(full.dialogue.title, "title"),
            sides=(),
            languages=full.dialogue.languages,
        )
        return Transcript(
            meeting=self.names.id(Realm.MEETING, full.meeting),
            dialogue=dialogue,
            number=full.number,
            title=title,
            venue=None,
            convener=None,
            format=Format(
                key=desk.text(full.format.key, "title"),
                title=desk.localized(full.format.title, "title"),
                phases=tuple(self.phases.values()),
            ),
            rules=None,
            attribution=Attribution.CHATHAM_HOUSE,
            status=full.status,
            convened_at=times.moment(full.convened_at),
            opened_at=times.moment(full.opened_at),
            closed_at=times.moment(full.closed_at),
            # Minutes are adopted days later; that is no part of how long the talk went on.
            until=times.moment(full.closed_at or full.until),
            records=None,
            head=None,
            members=tuple(
                Member(self.names.id(Realm.PERSON, person), self._name(number), None, ())
                for person, number in self.speakers.items()
            ),
            agenda=tuple(told.item(line) for line in full.agenda),
            phases=tuple(told.phase(p) for p in full.phases if p.key in self.phases),
            turns=tuple(told.turn(turn) for turn in full.turns),
            contributions=tuple(told.contribution(c) for c in full.contributions),
            rulings=tuple(told.ruling(ruling) for ruling in full.rulings),
            requests=tuple(told.request(request) for request in full.requests),
            passed=(),
            moves=told.moves(),
            breaks=tuple(told.stop(stop) for stop in full.breaks),
            held=tuple(told.held(held) for held in full.held),
            papers=Papers(points=tuple(told.point(point) for point in full.papers.points)),
            floor=times.floor(full.floor, self._floor_times()),
            roles=tuple(
                RoleSpan(self.names.id(Realm.ROLE, role), Words(self.labels.say(f"role-{role}")))
                for role in ("co-chair", "interpreter", "somebody")
            ),
            rounded=times.step,
        )

    def _name(self, number: int) -> Words:
        return Words(self.labels.say("speaker", number=number))

    def _phase(self, phase: Phase, number: int) -> Phase | None:
        """The phase without what it says about those who were called in it. None for one on an item
        whose very name is a role: what is said there is part of the talk on the item."""
        key = f"phase-{number}"
        if phase.speakers not in TELLING:
            title = self.desk.localized(phase.title, "title")
        elif phase.when is When.EACH_ITEM:
            return None
        else:
            own = self.labels.say(f"part-{phase.when}")
            title = Localized(((self.labels.language, own),))
        return Phase(key, title, phase.when, Speakers.LIST, phase.calls, lasts=phase.lasts)

    def _floor_times(self) -> tuple[FloorTime, ...]:
        """Floor time by pseudonym: that of somebody who changed sides is one line."""
        used: Counter[PersonId] = Counter()
        turns: Counter[PersonId] = Counter()
        posts: Counter[PersonId] = Counter()
        for line in self.full.floor.people:
            if line.person is not None:
                used[line.person] += line.used
                turns[line.person] += line.turns
                posts[line.person] += line.posts
        return tuple(
            FloorTime("", self.names.id(Realm.PERSON, each), used[each], turns[each], posts[each])
            for each in self.speakers
        )


def _spoke(transcript: Transcript) -> set[PersonId]:
    """Those who get a pseudonym: whoever spoke or asked to, in their own name."""
    interpreting = {t.number for t in transcript.turns if t.kind is Kind.INTERPRETATION}
    return {
        *(turn.person for turn in transcript.turns if turn.number not in interpreting),
        *(c.person for c in transcript.contributions if c.turn not in interpreting),
        *(request.person for request in transcript.requests),
    }
