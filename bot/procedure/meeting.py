"""The state of one meeting: everything that a decision needs, and nothing that grows with talk.

Contributions are not kept here (they are in the journal), so that a message costs the same in the
third hour as in the first. Questions asked of the state live here too; what follows from events
stands in `evolve`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.procedure.agenda import AgendaItem, ItemKey, ItemState
from bot.procedure.floor import Place, PointOfOrder, Request, RequestNumber, Turn, TurnNumber
from bot.procedure.formats import Format, Phase
from bot.procedure.people import Capacity, Dialogue, Seat, Side, SideKey
from bot.procedure.values import Instant, Localized, MeetingId, Milliseconds, PersonId


class Status(StrEnum):
    CONVENED = "convened"
    OPEN = "open"
    PAUSED = "paused"
    SUSPENDED = "suspended"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where the time of the meeting went. Every millisecond since the opening is in one bucket:
    somebody's floor, idle, or paused (pauses, suspensions, outages)."""

    floor: Mapping[PersonId, Milliseconds] = field(default_factory=dict)
    by_side: Mapping[SideKey, Milliseconds] = field(default_factory=dict)
    turns: Mapping[PersonId, int] = field(default_factory=dict)
    idle: Milliseconds = 0
    paused: Milliseconds = 0
    counted_to: Instant | None = None

    @property
    def total(self) -> Milliseconds:
        return sum(self.floor.values()) + self.idle + self.paused


@dataclass(frozen=True, slots=True)
class Meeting:
    """One roundtable, as its events have made it."""

    id: MeetingId
    dialogue: Dialogue
    number: int
    title: Localized
    venue: str
    convener: PersonId
    format: Format
    rules: str
    status: Status
    agenda: tuple[AgendaItem, ...]
    convened_at: Instant
    seats: tuple[Seat, ...] = ()
    opened_at: Instant | None = None
    closed_at: Instant | None = None
    phase_index: int | None = None
    rota: tuple[Place, ...] = ()
    floor: Turn | None = None
    interrupted: Turn | None = None
    points: tuple[PointOfOrder, ...] = ()
    requests: tuple[Request, ...] = ()
    last_turn: TurnNumber = 0
    last_request: RequestNumber = 0
    last_held: int = 0
    last_side: SideKey | None = None
    items_opened: int = 0
    ledger: Ledger = Ledger()

    @property
    def phase(self) -> Phase | None:
        return None if self.phase_index is None else self.format.phases[self.phase_index]

    @property
    def item(self) -> AgendaItem | None:
        """The agenda item under discussion."""
        return next((item for item in self.agenda if item.state is ItemState.OPEN), None)

    @property
    def next_item(self) -> AgendaItem | None:
        return next((item for item in self.agenda if item.state is ItemState.PENDING), None)

    @property
    def sides(self) -> tuple[Side, ...]:
        return self.dialogue.sides

    @property
    def over(self) -> bool:
        """Whether every phase has been gone through, so that only closing is left."""
        return (
            self.status is Status.OPEN and self.phase_index is None and self.opened_at is not None
        )

    def find_item(self, key: ItemKey) -> AgendaItem | None:
        return next((item for item in self.agenda if item.key == key), None)

    def seat(self, person: PersonId) -> Seat | None:
        return next((seat for seat in self.seats if seat.person == person), None)

    def members(self, side: SideKey) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.side == side)

    def co_chairs(self) -> tuple[Seat, ...]:
        """The co-chairs, in the order of the sides."""
        return tuple(
            seat
            for side in self.sides
            for seat in self.members(side.key)
            if seat.capacity is Capacity.CO_CHAIR
        )

    def chairs(self, person: PersonId) -> bool:
        """Whether this person may command the floor and the clock."""
        seat = self.seat(person)
        return seat is not None and seat.capacity is Capacity.CO_CHAIR

    def organizes(self, person: PersonId) -> bool:
        """Whether this person may seat people, edit the agenda, suspend and close."""
        return person == self.convener or self.chairs(person)

    def requests_of(self, person: PersonId) -> tuple[Request, ...]:
        return tuple(request for request in self.requests if request.person == person)

    def request(self, number: RequestNumber) -> Request | None:
        return next((request for request in self.requests if request.number == number), None)
