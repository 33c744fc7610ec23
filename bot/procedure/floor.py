"""The floor: requests for it, and turns on it. Values only; how they are ordered stands in `order`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.procedure.agenda import ItemKey
from bot.procedure.formats import Kind
from bot.procedure.people import SideKey
from bot.procedure.values import Instant, Milliseconds, PersonId, Words

TurnNumber = int
RequestNumber = int


class TurnEnd(StrEnum):
    """How a turn ended."""

    YIELDED = "yielded"
    EXPIRED = "expired"
    CALLED = "called"  # a co-chair gave the floor to somebody else, or took it back
    RULED = "ruled"  # the co-chair's ruling ended a point of order
    LEFT = "left"  # the speaker left the table
    ITEM_CLOSED = "item-closed"
    MEETING_CLOSED = "meeting-closed"


@dataclass(frozen=True, slots=True)
class Request:
    """A raised hand. `note` says what it is about, and may come later. `item` is where it was made:
    a request that outlives its item keeps it, so that nothing queued is lost."""

    number: RequestNumber
    person: PersonId
    side: SideKey
    kind: Kind
    asked_at: Instant
    item: ItemKey | None
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A granted floor. `spent` is what had been used when the clock last stopped; `running_since` is
    None while it stands still (pause, suspension, a point of order)."""

    number: TurnNumber
    person: PersonId
    side: SideKey
    kind: Kind
    item: ItemKey | None
    phase: str | None
    limit: Milliseconds
    started_at: Instant
    running_since: Instant | None
    spent: Milliseconds = 0
    extensions: int = 0
    warned: bool = False
    time_up: bool = False

    def used(self, now: Instant) -> Milliseconds:
        """Floor time used by `now`."""
        running = 0 if self.running_since is None else max(0, now - self.running_since)
        return self.spent + running

    def left(self, now: Instant) -> Milliseconds:
        """Floor time left at `now`; negative in the grace period."""
        return self.limit - self.used(now)

    @property
    def ends_at(self) -> Instant | None:
        """When the limit is reached; None while the clock stands still."""
        return None if self.running_since is None else self.running_since + self.limit - self.spent


@dataclass(frozen=True, slots=True)
class PointOfOrder:
    """A point of order that waits for a co-chair's ruling."""

    turn: TurnNumber
    person: PersonId


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a phase's rota: a person, or a side whose speaker is chosen when it comes up."""

    side: SideKey
    person: PersonId | None = None
