"""A format: the procedure of a meeting as data. Reading one from a file happens elsewhere.

Here stand the choices that a format can make, and what each of them is called. What a choice leads to
stands with the rules. Every field that was added later has a default under which a meeting goes as it
did before, since a format is kept in the journal with its meeting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.procedure.floor.request_kinds import Kind
from bot.procedure.table.seats import Capacity
from bot.procedure.values import MINUTE, SECOND, Localized, Milliseconds


class Policy(StrEnum):
    """How the speakers list is ordered, among requests of the same standing; `order` says what makes
    each of them fair. A go-round is a policy while it lasts: everybody is called once, and then the
    policy from before holds again."""

    FIRST_COME = "first-come"
    ALTERNATE_SIDES = "alternate-sides"
    LEAST_HEARD = "least-heard"
    GO_ROUND = "go-round"


LIST_POLICIES = tuple(policy for policy in Policy if policy is not Policy.GO_ROUND)
"""The policies that order a list."""


class Enforcement(StrEnum):
    """How firmly the floor is kept.

    LOCK: only the speaker can write. HOLD: anyone can type, and what is out of turn is taken aside
    and given back. OPEN: nothing is taken; the bot keeps time.
    """

    LOCK = "lock"
    HOLD = "hold"
    OPEN = "open"


class When(StrEnum):
    """Where in a meeting a phase stands."""

    MEETING_START = "meeting-start"
    EACH_ITEM = "each-item"
    MEETING_END = "meeting-end"


class Speakers(StrEnum):
    """Who is called in a phase.

    From a rota known beforehand: the co-chairs, the rapporteurs, one of each side, everybody with the
    sides taking turns, or everybody around the table (a go-round, whose starter and direction vary).
    From the speakers list: everybody, or the inner circle only (a fishbowl). Or nobody is called and
    anyone may write (talks over days).
    """

    CO_CHAIRS = "co-chairs"
    RAPPORTEURS = "rapporteurs"
    ONE_PER_SIDE = "one-per-side"
    EVERYONE = "everyone"
    GO_ROUND = "go-round"
    LIST = "list"
    CIRCLE = "circle"
    ANYONE = "anyone"

    @property
    def listed(self) -> bool:
        """Whether speakers are called from the speakers list."""
        return self in (Speakers.LIST, Speakers.CIRCLE)

    @property
    def on_rota(self) -> bool:
        return not self.listed and self is not Speakers.ANYONE


class Calls(StrEnum):
    """Who gives the floor to the next speaker: a co-chair, or the format by itself."""

    CHAIR = "chair"
    AUTO = "auto"


class Accepts(StrEnum):
    """What may be written in a phase in which anyone may write."""

    ANYTHING = "anything"
    REPLIES = "replies"


class RunsOut(StrEnum):
    """What becomes of an item whose time is used up.

    STAY: the co-chairs are told, and it goes on. CLOSE: it closes, and what was not said on it stays on
    the speakers list. PARK: it is set aside together with what was not said on it.
    """

    STAY = "stay"
    CLOSE = "close"
    PARK = "park"


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a meeting with one way of calling speakers.

    `limit` None: the limit by kind. `policy` None: the format's. `thinking`: how long everybody thinks
    before the first is called. `lasts`: the phase ends by itself after this long, a date instead of
    minutes; whoever has not written is reminded once, `remind` before that.
    """

    key: str
    title: Localized
    when: When
    speakers: Speakers
    calls: Calls
    limit: Milliseconds | None = None
    policy: Policy | None = None
    thinking: Milliseconds = 0
    lasts: Milliseconds | None = None
    remind: Milliseconds | None = None
    accepts: Accepts = Accepts.ANYTHING


@dataclass(frozen=True, slots=True)
class Rations:
    """How much of what would otherwise be overused; None: as much as anybody likes.

    Direct replies to one turn, and by one person on one item; rights of reply by one side on one item
    (UN practice: two, the second shorter); points of order by one person on one item.
    """

    replies_to_a_turn: int | None = None
    replies_by_a_person: int | None = None
    rights_of_a_side: int | None = None
    points_of_a_person: int | None = None


@dataclass(frozen=True, slots=True)
class ItemRules:
    """What happens around the end of an item's time: `warning` is how long before it the room is told.
    `of_a_side` is how much floor time each side has on one item; None: no such budget."""

    runs_out: RunsOut = RunsOut.STAY
    warning: Milliseconds = 0
    of_a_side: Milliseconds | None = None


@dataclass(frozen=True, slots=True)
class ChairRules:
    """Who presides. `alternates`: another co-chair with every item. `absent`: how long a free floor and
    raised hands may wait for a call before the other co-chair takes over; None: for ever."""

    alternates: bool = False
    absent: Milliseconds | None = None


@dataclass(frozen=True, slots=True)
class BalanceRules:
    """The quiet and the loud, by their part of an equal share of the floor time, in per cent.

    Nobody is spoken to before the room has had `after` of floor time.
    """

    invite_quiet: bool = False
    tell_loud: bool = False
    quiet_below: int = 25
    loud_above: int = 200
    after: Milliseconds = 10 * MINUTE


FILE_KINDS = (
    "application/pdf",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "text/plain",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
)
"""What a dialogue keeps of attachments unless it says otherwise: papers and pictures."""


@dataclass(frozen=True, slots=True)
class RecordRules:
    """What the dialogue keeps. `removed`: what its author took out of the channel is kept all the same
    (else it is erased). `days`: how long words are kept after the close, None: until somebody erases
    them. Attachments are kept up to `largest` bytes, if their kind is among `kinds`."""

    removed: bool = False
    days: int | None = None
    largest: int = 8 * 1024 * 1024
    kinds: tuple[str, ...] = FILE_KINDS


@dataclass(frozen=True, slots=True)
class CircleRules:
    """A fishbowl's inner circle: how many chairs it has, shared equally by the sides, and after how
    many turns one gives a chair up to whoever waits for it."""

    chairs: int = 4
    turns: int = 2


@dataclass(frozen=True, slots=True)
class Format:
    """A whole procedure.

    `limits` gives the length of a turn by kind, `seat_limits` another one for those with a certain
    capacity, `again` that of a side's second right of reply on an item. `warning` is how long before
    the end the speaker is told, `grace` how long after it a message being typed is still taken; an
    extension adds `extension`, at most `extensions` times a turn; a speaker who asks for one has it if
    nobody objects within `consent` (None: only a co-chair gives it). `interpreted`: every turn is
    followed by its interpretation, if there is an interpreter.
    """

    key: str
    title: Localized
    phases: tuple[Phase, ...]
    policy: Policy = Policy.ALTERNATE_SIDES
    enforcement: Enforcement = Enforcement.LOCK
    limits: Mapping[Kind, Milliseconds] = field(default_factory=dict)
    warning: Milliseconds = 30 * SECOND
    grace: Milliseconds = 10 * SECOND
    extension: Milliseconds = 60 * SECOND
    extensions: int = 2
    seat_limits: Mapping[Capacity, Mapping[Kind, Milliseconds]] = field(default_factory=dict)
    again: Milliseconds | None = None
    consent: Milliseconds | None = None
    rations: Rations = Rations()
    item: ItemRules = ItemRules()
    chair: ChairRules = ChairRules()
    balance: BalanceRules = BalanceRules()
    circle: CircleRules = CircleRules()
    interpreted: bool = False
    record: RecordRules = RecordRules()

    def limit(
        self, kind: Kind, phase: Phase | None, capacity: Capacity = Capacity.PARTICIPANT
    ) -> Milliseconds:
        """The length of a turn: by the phase, else by the seat, else by the kind.

        A rota's limit is for its own speakers, so it is given only for those whom the rota calls.
        """
        if phase is not None and phase.limit is not None and kind is Kind.STATEMENT:
            return phase.limit
        of_seat = self.seat_limits.get(capacity, {}).get(kind)
        return self.limits.get(kind, kind.rules.limit) if of_seat is None else of_seat

    def of(self, when: When) -> tuple[int, ...]:
        """Indexes of the phases that stand there, in their order."""
        return tuple(i for i, phase in enumerate(self.phases) if phase.when is when)

    @property
    def by_date(self) -> bool:
        """Whether the meeting goes by dates instead of minutes: then items have no time of their own."""
        return any(phase.lasts is not None for phase in self.phases)
