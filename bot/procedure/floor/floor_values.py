"""The floor: requests for it, and turns on it. Values only; how they are ordered stands in `order`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.table.seats import SideKey
from bot.procedure.values import Instant, Milliseconds, PersonId, Words

TurnNumber = int
RequestNumber = int


class TurnEnd(StrEnum):
    """How a turn ended."""

    YIELDED = "yielded"
    PASSED = "passed"  # the speaker was called and let it pass
    EXPIRED = "expired"
    CALLED = "called"  # a co-chair gave the floor to somebody else, or took it back
    RULED = "ruled"  # the co-chair's ruling ended a point of order
    LEFT = "left"  # the speaker left the table
    ITEM_CLOSED = "item-closed"
    MEETING_CLOSED = "meeting-closed"


@dataclass(frozen=True, slots=True)
class Deferral:
    """Somebody let the others go first: everybody whose request was made up to `horizon` and was not
    itself put off later than this one. `nth` counts the deferrals of the meeting."""

    nth: int
    horizon: RequestNumber


@dataclass(frozen=True, slots=True)
class Request:
    """A raised hand. `note` says what it is about, and may come later. `item` is where it was made:
    a request that outlives its item keeps it, so that nothing queued is lost.

    `ticket` is its place by arrival; it is its own until the kind becomes a more urgent one. `answers`
    is the turn that a reply or a question is about, `to` whose turn that was.
    """

    number: RequestNumber
    person: PersonId
    side: SideKey
    kind: Kind
    asked_at: Instant
    item: ItemKey | None
    note: Words | None = None
    ticket: int = 0
    deferral: Deferral | None = None
    answers: TurnNumber | None = None
    to: PersonId | None = None

    def behind(self, other: Request) -> bool:
        """Whether this one was put off in favour of `other`."""
        if self.deferral is None or other.number > self.deferral.horizon or other is self:
            return False
        return other.deferral is None or other.deferral.nth < self.deferral.nth


@dataclass(frozen=True, slots=True)
class Turn:
    """A granted floor. `spent` is what had been used when the clock last stopped; `running_since` is
    None while it stands still (pause, suspension, a point of order).

    `warned`: no warning is to come, since there has been one or the turn is too short for any. `grace`
    is what is still taken after the limit, beyond what the format gives. `spoke`: something was
    written in it. `more`: the speaker said that more is coming. `asked_until`: more time was asked for,
    and is given then if nobody objects; `objected`: somebody did. `unclear` are those who asked for
    simpler words or a translation. `interprets`, `answers`: the turn that it interprets or answers.
    """

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
    grace: Milliseconds = 0
    place: bool = False
    spoke: bool = False
    more: bool = False
    asked_until: Instant | None = None
    objected: bool = False
    unclear: tuple[PersonId, ...] = ()
    interprets: TurnNumber | None = None
    answers: TurnNumber | None = None

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
class Heard:
    """A turn that may be answered: whose it was. Points of order and interpretations are not."""

    turn: TurnNumber
    person: PersonId


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


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What waits to be interpreted: the turn, by whom, and how long that may take."""

    turn: TurnNumber
    person: PersonId
    limit: Milliseconds


@dataclass(frozen=True, slots=True)
class Granted:
    """What has been given of what is rationed, since the item was opened."""

    replies_to: Mapping[TurnNumber, int] = field(default_factory=dict)
    replies_by: Mapping[PersonId, int] = field(default_factory=dict)
    rights_of: Mapping[SideKey, int] = field(default_factory=dict)
    points_of: Mapping[PersonId, int] = field(default_factory=dict)
