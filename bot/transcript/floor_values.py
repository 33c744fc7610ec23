"""Floor time as values: who spoke how long. Part of `model`; it is added up in `floor_time`."""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.table.seats import SideKey
from bot.procedure.values import Milliseconds, PersonId


@dataclass(frozen=True, slots=True)
class FloorTime:
    """Floor time of a side (`person` None) or of a person on a side; `posts` counts what was written
    where nobody needs the floor."""

    side: SideKey
    person: PersonId | None
    used: Milliseconds
    turns: int
    posts: int = 0


@dataclass(frozen=True, slots=True)
class Floor:
    """Who spoke how long. The sums over sides and over people are equal, unless there are no `sides`
    because they aren't told; `length` is the time from the opening to the end of the record, of which
    `paused` went to breaks, `interpreted` to the interpreters (it is nobody's floor time), and `idle`
    to nobody."""

    sides: tuple[FloorTime, ...]
    people: tuple[FloorTime, ...]
    length: Milliseconds
    paused: Milliseconds
    interpreted: Milliseconds = 0

    @property
    def lines(self) -> tuple[FloorTime, ...]:
        """Those whose sums are the whole: the sides, or the people where sides aren't told."""
        return self.sides or self.people

    @property
    def total(self) -> Milliseconds:
        return sum(line.used for line in self.lines)

    @property
    def posts(self) -> int:
        return sum(line.posts for line in self.lines)

    @property
    def written_freely(self) -> bool:
        """Whether people wrote without the floor and nobody was called: then posts are what counts."""
        return not any(line.turns for line in self.lines) and self.posts > 0

    @property
    def idle(self) -> Milliseconds:
        return max(0, self.length - self.total - self.interpreted - self.paused)
