"""What people (and the clock) may ask of a meeting: imperative, frozen, with everything needed to
decide. Whether it is granted stands in `decide`.

`by` is whoever gives the command. `seen_turn` is the number of the last turn that had started when
that person pressed the button: if another has started since, the command was meant for something
that is over, and is refused. None means that no turn was in view (a typed command).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from bot.procedure.agenda import AgendaItem, ItemKey
from bot.procedure.floor import RequestNumber, TurnNumber
from bot.procedure.formats import Format, Kind
from bot.procedure.people import Capacity, Dialogue, SideKey
from bot.procedure.values import Instant, Localized, MeetingId, Milliseconds, PersonId, Words


@dataclass(frozen=True, slots=True)
class Convene:
    by: PersonId
    meeting: MeetingId
    dialogue: Dialogue
    number: int
    title: Localized
    venue: str
    format: Format
    rules: str
    agenda: tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True)
class TakeSeat:
    """A person seats herself, as a participant or observer."""

    by: PersonId
    side: SideKey
    capacity: Capacity
    language: str
    name: Words


@dataclass(frozen=True, slots=True)
class AssignSeat:
    """An organizer or co-chair seats somebody, in any capacity."""

    by: PersonId
    person: PersonId
    side: SideKey
    capacity: Capacity
    language: str
    name: Words


@dataclass(frozen=True, slots=True)
class LeaveSeat:
    """`person` leaves the table; `by` is the same person, or an organizer."""

    by: PersonId
    person: PersonId


@dataclass(frozen=True, slots=True)
class AcceptRules:
    """`rules` is the digest of the text that was shown, in `language`."""

    by: PersonId
    rules: str
    language: str


@dataclass(frozen=True, slots=True)
class WithdrawConsent:
    by: PersonId


@dataclass(frozen=True, slots=True)
class Open:
    by: PersonId


@dataclass(frozen=True, slots=True)
class Pause:
    by: PersonId


@dataclass(frozen=True, slots=True)
class Suspend:
    by: PersonId


@dataclass(frozen=True, slots=True)
class Resume:
    by: PersonId


@dataclass(frozen=True, slots=True)
class Close:
    by: PersonId


@dataclass(frozen=True, slots=True)
class NoteOutage:
    """The bot came back: it was away from `since` until now."""

    since: Instant


@dataclass(frozen=True, slots=True)
class LoseRoom:
    """The channel is gone, or the bot was shut out of it: the meeting waits."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed; whatever is due falls due."""


@dataclass(frozen=True, slots=True)
class AddItem:
    """`position` counts from 0; None: at the end."""

    by: PersonId
    item: AgendaItem
    position: int | None = None


@dataclass(frozen=True, slots=True)
class EditItem:
    by: PersonId
    item: ItemKey
    title: Localized
    question: Localized
    budget: Milliseconds


@dataclass(frozen=True, slots=True)
class MoveItem:
    by: PersonId
    item: ItemKey
    position: int


@dataclass(frozen=True, slots=True)
class ParkItem:
    by: PersonId
    item: ItemKey


@dataclass(frozen=True, slots=True)
class NextItem:
    """Close the open item and go to `item`, or to the next pending one, or into the closing.

    `seen_item` is the item that was open when the button was pressed, "" if none was; None: not said.
    """

    by: PersonId
    item: ItemKey | None = None
    seen_item: ItemKey | None = None


@dataclass(frozen=True, slots=True)
class BeginClosing:
    """Go into the closing phases now; items that are still pending are parked."""

    by: PersonId


@dataclass(frozen=True, slots=True)
class Ask:
    by: PersonId
    kind: Kind
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class SetNote:
    by: PersonId
    request: RequestNumber
    note: Words


@dataclass(frozen=True, slots=True)
class Withdraw:
    """`request` None: the one that this person made last."""

    by: PersonId
    request: RequestNumber | None = None


@dataclass(frozen=True, slots=True)
class CallNext:
    """A co-chair gives the floor to whoever is next, ending the present turn if there is one."""

    by: PersonId
    seen_turn: TurnNumber | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A co-chair gives the floor to this person, in or out of order."""

    by: PersonId
    person: PersonId
    seen_turn: TurnNumber | None = None


@dataclass(frozen=True, slots=True)
class Yield:
    by: PersonId
    seen_turn: TurnNumber | None = None


@dataclass(frozen=True, slots=True)
class Extend:
    """`more` None: as much as the format says. `seen_extensions`: how often the turn had been extended
    when the button was pressed, so that two presses do not give twice as much."""

    by: PersonId
    seen_turn: TurnNumber | None = None
    more: Milliseconds | None = None
    seen_extensions: int | None = None


@dataclass(frozen=True, slots=True)
class RulePoint:
    """`turn` is the point of order that is ruled on; None: the one that was raised last."""

    by: PersonId
    sustained: bool
    note: Words | None = None
    turn: TurnNumber | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """A message appeared in the channel."""

    by: PersonId
    message: str
    words: Words
    files: int = 0
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Reword:
    """The author edited a message that is on the record."""

    by: PersonId
    message: str
    words: Words


@dataclass(frozen=True, slots=True)
class Strike:
    """A message that is on the record was taken out of the channel."""

    message: str


Command = (
    Convene
    | TakeSeat
    | AssignSeat
    | LeaveSeat
    | AcceptRules
    | WithdrawConsent
    | Open
    | Pause
    | Suspend
    | Resume
    | Close
    | NoteOutage
    | LoseRoom
    | Tick
    | AddItem
    | EditItem
    | MoveItem
    | ParkItem
    | NextItem
    | BeginClosing
    | Ask
    | SetNote
    | Withdraw
    | CallNext
    | Grant
    | Yield
    | Extend
    | RulePoint
    | Say
    | Reword
    | Strike
)

COMMANDS: tuple[type[Command], ...] = get_args(Command)


def actor(command: Command) -> PersonId | None:
    """Who gave the command; None for the clock and the bot itself."""
    return getattr(command, "by", None)
