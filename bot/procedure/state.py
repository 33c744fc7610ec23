"""The state of one meeting: everything that a decision needs, and nothing that grows with talk.

Contributions are not kept here (they are in the journal), so that a message costs the same in the
third hour as in the first. Questions asked of the state live here too; what follows from events
stands in `evolve`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.procedure.agenda.agenda_values import AgendaItem, ItemKey, ItemState, Leaving
from bot.procedure.contributions.contribution_events import HeldBecause
from bot.procedure.floor.floor_values import (
    Granted,
    Heard,
    Interpretation,
    Place,
    PointOfOrder,
    Request,
    RequestNumber,
    Turn,
    TurnNumber,
)
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Calls, Format, Phase, Policy, RunsOut, Speakers
from bot.procedure.minutes.minutes_values import Minutes
from bot.procedure.proposal.proposal_values import Drawing
from bot.procedure.table.seats import Capacity, Circle, Dialogue, Seat, Side, SideKey
from bot.procedure.values import Instant, Localized, MeetingId, Milliseconds, PersonId


class Status(StrEnum):
    CONVENED = "convened"
    OPEN = "open"
    PAUSED = "paused"
    CAUCUS = "caucus"
    OFF_RECORD = "off-record"
    SUSPENDED = "suspended"
    CLOSED = "closed"


IN_SESSION = frozenset({Status.OPEN, Status.PAUSED, Status.CAUCUS, Status.OFF_RECORD})
"""While people sit together."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where the time of the meeting went. Every millisecond since the opening is in one bucket:
    somebody's floor, an interpreter's, idle, or paused (pauses, caucuses, suspensions, outages).

    `posts` counts what was written where nobody needs the floor.
    """

    floor: Mapping[PersonId, Milliseconds] = field(default_factory=dict)
    by_side: Mapping[SideKey, Milliseconds] = field(default_factory=dict)
    turns: Mapping[PersonId, int] = field(default_factory=dict)
    turns_by_side: Mapping[SideKey, int] = field(default_factory=dict)
    posts: Mapping[PersonId, int] = field(default_factory=dict)
    posts_by_side: Mapping[SideKey, int] = field(default_factory=dict)
    interpreted: Milliseconds = 0
    idle: Milliseconds = 0
    paused: Milliseconds = 0
    counted_to: Instant | None = None

    @property
    def total(self) -> Milliseconds:
        return sum(self.floor.values()) + self.interpreted + self.idle + self.paused


@dataclass(frozen=True, slots=True)
class Rota:
    """Who is called without asking, in this order. `placed` are those who have been called already.

    `round` numbers a go-round; `called`: a co-chair called for it, in the middle of a list. Nobody is
    called before `thinking_until`; `thinking` is how long everybody will think once nobody speaks.
    """

    places: tuple[Place, ...] = ()
    placed: tuple[PersonId, ...] = ()
    round: int | None = None
    called: bool = False
    thinking_until: Instant | None = None
    thinking: Milliseconds = 0


@dataclass(frozen=True, slots=True)
class Talk:
    """What is known of the phase and the item under way, and begins anew with them.

    Of the phase: when it ends, who has written in it, whether the others were reminded. Of the item:
    whether the list is closed, what was granted of what is rationed, the sides' floor time and which
    of them have used theirs up, and who was spoken to in private.
    """

    until: Instant | None = None
    wrote: frozenset[PersonId] = frozenset()
    reminded: bool = False
    list_closed: bool = False
    granted: Granted = field(default_factory=Granted)
    by_side: Mapping[SideKey, Milliseconds] = field(default_factory=dict)
    sides_spent: frozenset[SideKey] = frozenset()
    nudged: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class Caucus:
    until: Instant
    warned: bool = False


@dataclass(frozen=True, slots=True)
class Fetching:
    """How many attachments a contribution has, and the numbers of those that were kept or left out."""

    person: PersonId
    files: int
    done: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Owed:
    """A message that was held. `kept`: its words are in the journal; else in the channel only."""

    person: PersonId
    message: str
    reason: HeldBecause
    kept: bool


RECENT = 64
"""How many messages are remembered: a second telling comes soon, and the journal knows them all."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of the meeting. `agreed` are the co-chairs who have agreed to go off the record, or
    back on it; `since` is when it was opened, last came back on the record, or was last taken up after a
    suspension: nothing that was sent before is kept any more. `keep_days` is how long words are kept
    after the close, None: until somebody erases them. `fetching` are the contributions, by message,
    that attachments are fetched of; `owed` the held messages, by number, that are still to be given
    back, and `recent` the latest messages that became either, by which a second telling is known."""

    agreed: frozenset[PersonId] = frozenset()
    since: Instant | None = None
    keep_days: int | None = None
    fetching: Mapping[str, Fetching] = field(default_factory=dict)
    owed: Mapping[int, Owed] = field(default_factory=dict)
    recent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Switches:
    """What the co-chairs have turned on or off; None: as the format says."""

    policy: Policy | None = None
    interpreted: bool | None = None
    invite_quiet: bool | None = None
    tell_loud: bool | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One roundtable, as its events have made it.

    `sat` is the side that each who ever had a seat sat on last, `left_off` what was known of the talk
    on each parked item. `aside` are the requests that wait with a parked item; `heard` the last turns
    that may be answered, the latest first; `stopped_at` when the clock was last stopped, while it is;
    `awaited_since` since when a free floor and raised hands wait for the chair, `chair_missed` whether
    the other co-chair has taken over because of that. `steered_at` is when the meeting last went on,
    or an item or a turn was given more time; `moved_at` since when it is held where it is now, if it has
    been moved. `edition` is that of the rules that decided last. `events`
    counts what has happened: the number of an event
    in the journal.
    """

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
    by_voice: bool = False
    seats: tuple[Seat, ...] = ()
    sat: Mapping[PersonId, SideKey] = field(default_factory=dict)
    opened_at: Instant | None = None
    closed_at: Instant | None = None
    phase_index: int | None = None
    rota: Rota = Rota()
    rounds: int = 0
    floor: Turn | None = None
    interrupted: Turn | None = None
    interpretation: Interpretation | None = None
    points: tuple[PointOfOrder, ...] = ()
    requests: tuple[Request, ...] = ()
    aside: tuple[Request, ...] = ()
    heard: tuple[Heard, ...] = ()
    talk: Talk = Talk()
    left_off: Mapping[ItemKey, Talk] = field(default_factory=dict)
    leaving: Leaving | None = None
    circle: Circle = field(default_factory=Circle)
    caucus: Caucus | None = None
    record: Record = field(default_factory=Record)
    minutes: Minutes = field(default_factory=Minutes)
    drawing: Drawing = field(default_factory=Drawing)
    switches: Switches = Switches()
    presides: PersonId | None = None
    awaited_since: Instant | None = None
    chair_missed: bool = False
    stopped_at: Instant | None = None
    steered_at: Instant | None = None
    moved_at: Instant | None = None
    last_turn: TurnNumber = 0
    last_request: RequestNumber = 0
    last_ticket: int = 0
    last_deferral: int = 0
    last_held: int = 0
    last_side: SideKey | None = None
    items_opened: int = 0
    edition: int = 0
    events: int = field(default=1, compare=False)
    ledger: Ledger = Ledger()

    # The course -----------------------------------------------------------------------------------

    @property
    def phase(self) -> Phase | None:
        return None if self.phase_index is None else self.format.phases[self.phase_index]

    @property
    def policy(self) -> Policy:
        """How the speakers list is ordered now."""
        phase = self.phase
        of_phase = None if phase is None else phase.policy
        return self.switches.policy or of_phase or self.format.policy

    @property
    def interpreted(self) -> bool:
        on = self.switches.interpreted
        return self.format.interpreted if on is None else on

    @property
    def invites_quiet(self) -> bool:
        on = self.switches.invite_quiet
        return self.format.balance.invite_quiet if on is None else on

    @property
    def tells_loud(self) -> bool:
        on = self.switches.tell_loud
        return self.format.balance.tell_loud if on is None else on

    @property
    def item(self) -> AgendaItem | None:
        """The agenda item under discussion."""
        return next((item for item in self.agenda if item.state is ItemState.OPEN), None)

    @property
    def next_item(self) -> AgendaItem | None:
        return next((item for item in self.agenda if item.state is ItemState.PENDING), None)

    @property
    def runs_out(self) -> RunsOut:
        """What becomes of the open item when its time is used up."""
        chosen = None if self.item is None else self.item.runs_out
        return self.format.item.runs_out if chosen is None else chosen

    @property
    def sides(self) -> tuple[Side, ...]:
        return self.dialogue.sides

    @property
    def over(self) -> bool:
        """Whether every phase has been gone through, so that only closing is left."""
        return (
            self.status is Status.OPEN
            and self.phase_index is None
            and self.leaving is None
            and self.opened_at is not None
        )

    @property
    def written_freely(self) -> bool:
        """Whether anyone may write now, without the floor."""
        phase = self.phase
        return phase is not None and phase.speakers is Speakers.ANYONE

    @property
    def open_to_all(self) -> bool:
        """Whether anyone at the table may write in the channel now."""
        if self.status is Status.OFF_RECORD:
            return True
        return self.status is Status.OPEN and self.written_freely

    @property
    def partly_recorded(self) -> bool:
        """Whether somebody at the table speaks without being recorded."""
        return any(seat.accepted is not None and not seat.recorded for seat in self.seats)

    @property
    def all_are_called(self) -> bool:
        """Whether everybody has a place on the rota that is under way, and so may let it pass."""
        phase = self.phase
        if self.rota.called:
            return True
        return phase is not None and phase.speakers in (Speakers.EVERYONE, Speakers.GO_ROUND)

    @property
    def awaits_call(self) -> bool:
        """Whether the floor is free and somebody waits for a co-chair to give it."""
        phase = self.phase
        if self.status is not Status.OPEN or self.floor is not None or phase is None:
            return False
        if phase.calls is not Calls.CHAIR or self.rota.thinking_until is not None:
            return False
        if self.rota.places:
            return not self.rota.called
        return phase.speakers.listed and any(
            self.may_be_called(request)
            for request in self.requests
            if not request.kind.rules.at_items_end or self.item is None
        )

    def find_item(self, key: ItemKey) -> AgendaItem | None:
        return next((item for item in self.agenda if item.key == key), None)

    # People ---------------------------------------------------------------------------------------

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

    @property
    def presiding(self) -> PersonId | None:
        """The co-chair who presides: who is turned to first. All co-chairs have the same powers."""
        person = self.presides
        return person if person is not None and self.chairs(person) else None

    def chairs(self, person: PersonId) -> bool:
        """Whether this person sits there as a co-chair. What that allows stands in `capabilities`."""
        seat = self.seat(person)
        return seat is not None and seat.capacity.presides

    def may_speak(self, person: PersonId) -> bool:
        seat = self.seat(person)
        return seat is not None and seat.may_speak

    def records(self, person: PersonId) -> bool:
        """Whether what this person says is kept: a member who has agreed, and on the record."""
        seat = self.seat(person)
        return seat is not None and seat.recorded and self.status is not Status.OFF_RECORD

    def too_early(self, person: PersonId, sent: Instant | None) -> bool:
        """Whether this was sent while nothing of this person's was kept, so that it is let be, whenever
        it is heard of: before the opening, off the record, during a suspension, or before the person
        agreed to the recording (again). None: it is sent just now."""
        seat = self.seat(person)
        accepted = None if seat is None else seat.accepted
        since = max(self.record.since or 0, 0 if accepted is None else accepted.since)
        return sent is not None and sent <= since

    # Requests -------------------------------------------------------------------------------------

    def requests_of(self, person: PersonId) -> tuple[Request, ...]:
        return tuple(request for request in self.requests if request.person == person)

    def request(self, number: RequestNumber) -> Request | None:
        return next((request for request in self.requests if request.number == number), None)

    def outside(self, person: PersonId, kind: Kind) -> bool:
        """Whether this person would have to sit in the inner circle to be called for this."""
        phase = self.phase
        if phase is None or phase.speakers is not Speakers.CIRCLE:
            return False
        return kind.rules.from_circle and person not in self.circle.seated

    def may_be_called(self, request: Request) -> bool:
        """Whether the floor can be given for this request now."""
        return self.may_speak(request.person) and not self.outside(request.person, request.kind)
