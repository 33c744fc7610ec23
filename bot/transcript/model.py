"""The transcript as a value: what a reader is shown of one meeting, whatever page it is printed on.

Only data and small questions asked of it. How it comes out of the journal's events stands in `build`;
how it looks stands in `markdown`, `html` and `as_json`. Every moment is an `Instant`, every length is
in milliseconds. Whatever a person said or is called stays typed `Words`, so that a repr shows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from bot.procedure.agenda.agenda_values import ItemKey, ItemState
from bot.procedure.events import HeldBecause, PassReason
from bot.procedure.floor.floor_values import RequestNumber, TurnEnd, TurnNumber
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Format
from bot.procedure.state import Status
from bot.procedure.table.seats import Capacity, Dialogue, SideKey
from bot.procedure.values import (
    Instant,
    Localized,
    MeetingId,
    Milliseconds,
    PersonId,
    Words,
)
from bot.transcript.contributions import Contribution as Contribution
from bot.transcript.contributions import FileLine as FileLine
from bot.transcript.contributions import Sign as Sign
from bot.transcript.contributions import Wording as Wording
from bot.transcript.floor_values import Floor as Floor
from bot.transcript.floor_values import FloorTime as FloorTime
from bot.transcript.papers import AmendmentLine as AmendmentLine
from bot.transcript.papers import DrawnLine as DrawnLine
from bot.transcript.papers import Erasure as Erasure
from bot.transcript.papers import ExportLine as ExportLine
from bot.transcript.papers import MinutesText as MinutesText
from bot.transcript.papers import Papers as Papers
from bot.transcript.papers import PointLine as PointLine


class Attribution(StrEnum):
    """The rule that a transcript is given out under; every page says which on its face.

    BY_SIDE: side and capacity instead of names. CHATHAM_HOUSE: neither identity nor affiliation. What
    makes them of a full record stands in `attribution`.
    """

    FULL = "full-record"
    BY_SIDE = "by-side"
    CHATHAM_HOUSE = "chatham-house"


NO_SIDE: SideKey = ""
"""The side of whoever is shown without one. No side bears this key."""


class BreakKind(StrEnum):
    PAUSE = "pause"
    CAUCUS = "caucus"
    SUSPENSION = "suspension"
    OFF_RECORD = "off-record"
    OUTAGE = "outage"


class Outcome(StrEnum):
    """What became of a request for the floor."""

    SPOKEN = "spoken"
    WITHDRAWN = "withdrawn"
    UNSPOKEN = "unspoken"
    WAITING = "waiting"


class MoveKind(StrEnum):
    """What changed the procedure on the way."""

    POLICY = "policy"
    ROUND = "round"
    CHAIR = "chair"
    LIST_CLOSED = "list-closed"
    LIST_REOPENED = "list-reopened"
    INTERPRETATION_ON = "interpretation-on"
    INTERPRETATION_OFF = "interpretation-off"
    ITEM_EXTENDED = "item-extended"
    SIDE_SPENT = "side-spent"
    REPLIES = "replies"
    CIRCLE_ENTERED = "circle-entered"
    CIRCLE_LEFT = "circle-left"
    DATE = "date"
    VENUE = "venue"


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to `end`; `end` is None for what goes on when the record stops."""

    start: Instant
    end: Instant | None


@dataclass(frozen=True, slots=True)
class SeatSpan:
    """One seat that somebody held, and when."""

    side: SideKey
    capacity: Capacity
    start: Instant
    end: Instant | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """When a member accepted the rules with this digest, and the language they were read in (None where
    it isn't told)."""

    at: Instant
    rules: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who sat at the table. The last of `seats` is the current one; they are empty only where
    a rule keeps back who sat where, and then nothing is said of acceptances either.

    `language` is None where it isn't told; `former` are names that the member bore before, for those
    who take names out: no page prints them.
    """

    person: PersonId
    name: Words
    language: str | None
    seats: tuple[SeatSpan, ...]
    accepted: tuple[Accepted, ...] = ()
    withdrawn_at: Instant | None = None
    former: tuple[Words, ...] = ()

    @property
    def side(self) -> SideKey:
        return self.seats[-1].side if self.seats else NO_SIDE

    @property
    def capacity(self) -> Capacity:
        return self.seats[-1].capacity


@dataclass(frozen=True, slots=True)
class Opening:
    """One stretch in which an item was on the table. `how`: what it became when the stretch ended.

    `unspoken` lists the requests that nobody came to; `ran_out`: its time was used up.
    """

    seq: int
    start: Instant
    end: Instant | None = None
    how: ItemState = ItemState.OPEN
    unspoken: tuple[RequestNumber, ...] = ()
    ran_out: bool = False


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An agenda item and what became of it. `spent` leaves breaks out; `edited` gives the moments at
    which its wording or budget was changed; `added_at` is None for what stood on it from the start."""

    key: ItemKey
    title: Localized
    question: Localized
    budget: Milliseconds
    sources: tuple[int, ...]
    stage: int | None
    state: ItemState
    spent: Milliseconds = 0
    openings: tuple[Opening, ...] = ()
    added_at: Instant | None = None
    edited: tuple[Instant, ...] = ()
    budget_spent_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """A phase that was gone through; `item` is None for those at the meeting's start and end."""

    seq: int
    key: str
    title: Localized
    item: ItemKey | None
    start: Instant
    end: Instant | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """`silently`: given by the room, nobody having objected; else by a co-chair."""

    at: Instant
    by: Milliseconds
    silently: bool = False


@dataclass(frozen=True, slots=True)
class TurnLine:
    """A turn. `limit` is what was granted at first (None where that isn't told), `used` its floor time,
    `running` the stretches in which its clock ran. `end` is None while it still goes on, `how` then and
    where it isn't told. `answers` and `interprets` are the turns that it answers or interprets;
    `unclear` counts those who asked for simpler words or a translation. `unrecorded`: the speaker had
    agreed to no recording, so that nothing of what was said is kept."""

    seq: int
    number: TurnNumber
    person: PersonId
    side: SideKey
    kind: Kind
    phase: str | None
    item: ItemKey | None
    start: Instant
    limit: Milliseconds | None
    request: RequestNumber | None = None
    out_of_order: bool = False
    place: bool = False
    end: Instant | None = None
    how: TurnEnd | None = None
    used: Milliseconds = 0
    extensions: tuple[Extension, ...] = ()
    interrupted_by: tuple[TurnNumber, ...] = ()
    time_up_at: Instant | None = None
    running: tuple[Span, ...] = ()
    answers: TurnNumber | None = None
    interprets: TurnNumber | None = None
    unclear: int = 0
    unrecorded: bool = False

    @property
    def allowed(self) -> Milliseconds | None:
        """The limit with its extensions."""
        if self.limit is None:
            return None
        return self.limit + sum(extension.by for extension in self.extensions)

    @property
    def over(self) -> Milliseconds:
        """How far the turn went past what it was allowed."""
        return 0 if self.allowed is None else max(0, self.used - self.allowed)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A co-chair's ruling on the point of order that was raised in `turn`."""

    seq: int
    at: Instant
    turn: TurnNumber
    by: PersonId | None
    sustained: bool
    note: Words | None


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request for the floor and what became of it; `turn` is the one it was granted in."""

    seq: int
    number: RequestNumber
    person: PersonId
    side: SideKey
    kind: Kind
    asked_at: Instant
    item: ItemKey | None
    note: Words | None
    outcome: Outcome = Outcome.WAITING
    turn: TurnNumber | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """A place on a rota that was passed over."""

    seq: int
    at: Instant
    side: SideKey
    person: PersonId | None
    reason: PassReason


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A change of the procedure: another order of the list, another chair, a closed list, and the like.

    `by` brought it about (None: the bot). `detail` is a policy's, a way's or an outcome's own name;
    `person`, `side`, `length` and `until` are what it concerns, where it concerns them.
    """

    seq: int
    at: Instant
    kind: MoveKind
    by: PersonId | None
    detail: str = ""
    person: PersonId | None = None
    side: SideKey | None = None
    length: Milliseconds | None = None
    until: Instant | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A pause, a caucus, a suspension, a time off the record, or one in which the bot was away."""

    seq: int
    kind: BreakKind
    start: Instant
    end: Instant | None = None


@dataclass(frozen=True, slots=True)
class HeldLine:
    """That a message was held, and when; its words are no part of the record.

    `person` is None for people without a seat: they agreed to no recording, so they aren't named.
    """

    at: Instant
    person: PersonId | None
    reason: HeldBecause


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A name that stands for whoever held a role, where a rule keeps back who it was: "a co-chair"."""

    person: PersonId
    name: Words


@dataclass(frozen=True, slots=True)
class Transcript:
    """The record of one meeting.

    `until` is the moment of the last record that it was made from and `records` their number; `head`
    is the journal's chain hash at that record, if it was given; `broken` that it was asked whether the
    chain holds, and it does not; `unlawful` counts the records that the rules of procedure could not
    have written where they stand. `rules` is the digest of the rules of the room, `papers` holds their
    text, the minutes, and what was erased. `records`, `head`, `convener`, `rules` and `venue` are None
    where they aren't told.

    `rounded` is None where moments are exact. Else they are rounded down to so many milliseconds after
    the opening, and the opening is written as the first moment of its month in UTC: only the month and
    the time since the opening are facts. `taken_out` counts the places of the texts in which a mark
    stands for what a rule took out; None where texts stand as they were typed.
    """

    meeting: MeetingId
    dialogue: Dialogue
    number: int
    title: Localized
    venue: str | None
    convener: PersonId | None
    format: Format
    rules: str | None
    attribution: Attribution
    status: Status
    convened_at: Instant
    opened_at: Instant | None
    closed_at: Instant | None
    until: Instant
    records: int | None
    head: str | None
    members: tuple[Member, ...]
    agenda: tuple[AgendaLine, ...]
    phases: tuple[PhaseSpan, ...]
    turns: tuple[TurnLine, ...]
    contributions: tuple[Contribution, ...]
    rulings: tuple[Ruling, ...]
    requests: tuple[RequestLine, ...]
    passed: tuple[Passed, ...]
    moves: tuple[MoveLine, ...]
    breaks: tuple[Break, ...]
    held: tuple[HeldLine, ...]
    floor: Floor
    papers: Papers
    roles: tuple[RoleSpan, ...] = ()
    rounded: Milliseconds | None = None
    taken_out: int | None = None
    broken: bool = False
    unlawful: int = 0

    @property
    def closed(self) -> bool:
        return self.closed_at is not None

    @property
    def head_line(self) -> str | None:
        """`head` with the meeting and the seq that it belongs to, as `cochair head` prints it, so that
        `cochair verify --against` finds it in whatever this is written as."""
        if self.head is None:
            return None
        return f"cochair:{quote(self.meeting, safe='')}:{self.records}:{quote(self.head)}"

    def member(self, person: PersonId | None) -> Member | None:
        return next((member for member in self.members if member.person == person), None)

    def item(self, key: ItemKey) -> AgendaLine | None:
        return next((line for line in self.agenda if line.key == key), None)

    def turn(self, number: TurnNumber) -> TurnLine | None:
        return next((turn for turn in self.turns if turn.number == number), None)

    def said(self, message: str | None) -> Contribution | None:
        """The contribution that was sent as this message."""
        return next((each for each in self.contributions if each.message == message), None)

    def silent(self, number: TurnNumber) -> bool:
        """Whether nothing at all was written in this turn."""
        return all(contribution.turn != number for contribution in self.contributions)

    def subject(self, turn: TurnLine) -> Words | None:
        """What the speaker had said, when asking for the floor, that the turn would be about."""
        asked = (request for request in self.requests if request.number == turn.request)
        return next((request.note for request in asked), None)

    @property
    def unspoken(self) -> tuple[RequestLine, ...]:
        """Requests that nobody came to, and those that still wait if the meeting goes on."""
        left = (Outcome.UNSPOKEN, Outcome.WAITING)
        return tuple(request for request in self.requests if request.outcome in left)
