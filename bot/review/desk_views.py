"""What the pages of the review desk show, as values. Lengths are in milliseconds, moments `Instant`s.

Names stay typed `Words`, so that a repr shows nothing. What must not live here: SQL, markup, a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.table.seats import Side, SideKey
from bot.procedure.values import (
    Instant,
    Localized,
    MeetingId,
    Milliseconds,
    PersonId,
    Words,
)


@dataclass(frozen=True, slots=True)
class DialogueLine:
    """A dialogue in the list. `journal` is the file's name at the desk; `title` is None where the
    journal does not begin with the meeting's convening. `people`: all who had a seat, observers not
    counted, each once."""

    journal: str
    key: str
    title: Localized | None
    sides: tuple[Side, ...]
    languages: tuple[str, ...]
    meetings: int
    first: Instant
    last: Instant
    people: int
    turns: int
    contributions: int
    used: Milliseconds


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting of a dialogue. `at` is its opening, or its convening where it was never opened."""

    id: MeetingId
    number: int
    title: Localized
    status: str
    at: Instant
    closed_at: Instant | None
    people: int
    turns: int
    contributions: int
    used: Milliseconds


@dataclass(frozen=True, slots=True)
class SpeakingTotals:
    """How much somebody, or a side, was heard in one meeting."""

    used: Milliseconds = 0
    turns: int = 0
    posts: int = 0

    def __add__(self, other: SpeakingTotals) -> SpeakingTotals:
        return SpeakingTotals(
            self.used + other.used, self.turns + other.turns, self.posts + other.posts
        )


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody in a dialogue: the last name and side, and by meeting the capacity and what was heard."""

    person: PersonId
    name: Words
    side: SideKey
    capacities: dict[MeetingId, str]
    heard: dict[MeetingId, SpeakingTotals]

    @property
    def total(self) -> SpeakingTotals:
        return sum(self.heard.values(), SpeakingTotals())


@dataclass(frozen=True, slots=True)
class DialogueView:
    """Everything that the page of a dialogue shows. `by_side` has each side's share of each meeting."""

    line: DialogueLine
    meetings: tuple[MeetingLine, ...]
    people: tuple[PersonLine, ...]
    by_side: dict[tuple[MeetingId, SideKey], SpeakingTotals]

    @property
    def sides(self) -> tuple[SideKey, ...]:
        """The sides in the dialogue's own order, those that it no longer has after them."""
        own = [side.key for side in self.line.sides]
        seen = sorted({side for _, side in self.by_side} - set(own))
        return (*own, *seen)

    def side_total(self, side: SideKey) -> SpeakingTotals:
        return sum((each for (_, of), each in self.by_side.items() if of == side), SpeakingTotals())


@dataclass(frozen=True, slots=True)
class Hit:
    """A contribution that a search found. `seq` is its place in the transcript."""

    journal: str
    meeting: MeetingId
    dialogue: str
    number: int
    title: Localized
    item: Localized | None
    person: PersonId
    name: Words
    side: SideKey
    at: Instant
    seq: int
    words: Words


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who can be searched for: a person's last name in a dialogue."""

    journal: str
    dialogue: str
    person: PersonId
    side: SideKey
    name: Words


@dataclass(frozen=True, slots=True)
class Undertaking:
    """Something that was undertaken, as the minutes have it; the owner in words, as they were noted.
    `due` is None where no date was set."""

    journal: str
    meeting: MeetingId
    dialogue: str | None
    meeting_number: int | None
    number: int
    owner: Words
    words: Words
    due: Instant | None
    done: bool

    def overdue(self, now: Instant) -> bool:
        return not self.done and self.due is not None and self.due < now
