"""What has happened at a roundtable: frozen, in the past tense, with what a reader needs in ten years.

An event is never changed once a version of Cochair has written one: a new need gets a new event or a
new field with a default. What people said and what they are called is typed `Words`, which the
journal keeps apart so that it can be erased.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import get_args

from bot.procedure.agenda import AgendaItem, ItemKey
from bot.procedure.floor import Place, RequestNumber, TurnEnd, TurnNumber
from bot.procedure.formats import Format, Kind
from bot.procedure.people import Capacity, Dialogue, SideKey
from bot.procedure.values import (
    Instant,
    Localized,
    MeetingId,
    Milliseconds,
    PersonId,
    Words,
)


@dataclass(frozen=True, slots=True)
class MeetingConvened:
    """`venue` names the place on the chat platform; `rules` is the digest of the rules of the room.
    The whole format is kept, so that a replay does not depend on a file that was edited since."""

    meeting: MeetingId
    dialogue: Dialogue
    number: int
    title: Localized
    venue: str
    convener: PersonId
    format: Format
    rules: str
    agenda: tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """Somebody took a seat, or was given one (then the actor of the record is somebody else)."""

    person: PersonId
    side: SideKey
    capacity: Capacity
    language: str
    name: Words


@dataclass(frozen=True, slots=True)
class SeatLeft:
    person: PersonId


@dataclass(frozen=True, slots=True)
class RulesAccepted:
    """The member accepted the rules with this digest, read in this language, and the recording."""

    person: PersonId
    rules: str
    language: str


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """From here on nothing that this member says may be recorded."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class MeetingOpened:
    pass


@dataclass(frozen=True, slots=True)
class MeetingPaused:
    pass


@dataclass(frozen=True, slots=True)
class MeetingSuspended:
    """Adjourned to another time; the floor, the list and the agenda stay as they are."""


@dataclass(frozen=True, slots=True)
class MeetingResumed:
    """After a pause or a suspension."""


@dataclass(frozen=True, slots=True)
class OutageNoted:
    """The bot was away from `since` until the moment of this record; the speaker gets that time back."""

    since: Instant


@dataclass(frozen=True, slots=True)
class MeetingClosed:
    """`unspoken` lists the requests that nobody came to."""

    unspoken: tuple[RequestNumber, ...]


@dataclass(frozen=True, slots=True)
class PhaseEntered:
    phase: str
    index: int
    rota: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class PhaseEnded:
    phase: str


@dataclass(frozen=True, slots=True)
class ItemAdded:
    item: AgendaItem
    position: int


@dataclass(frozen=True, slots=True)
class ItemEdited:
    """The item's new title, question and budget; its state and time used stay."""

    item: ItemKey
    title: Localized
    question: Localized
    budget: Milliseconds


@dataclass(frozen=True, slots=True)
class ItemMoved:
    """`position` is counted from 0 over the whole agenda."""

    item: ItemKey
    position: int


@dataclass(frozen=True, slots=True)
class ItemOpened:
    item: ItemKey


@dataclass(frozen=True, slots=True)
class ItemParked:
    """Set aside, to be come back to. `unspoken`: requests carried over from it."""

    item: ItemKey
    unspoken: tuple[RequestNumber, ...]


@dataclass(frozen=True, slots=True)
class ItemClosed:
    """Dealt with. `unspoken`: requests carried over from it."""

    item: ItemKey
    unspoken: tuple[RequestNumber, ...]


@dataclass(frozen=True, slots=True)
class ItemBudgetSpent:
    item: ItemKey


@dataclass(frozen=True, slots=True)
class FloorRequested:
    request: RequestNumber
    person: PersonId
    side: SideKey
    kind: Kind
    item: ItemKey | None
    note: Words | None


@dataclass(frozen=True, slots=True)
class NoteSet:
    """The member now says what the request is about."""

    request: RequestNumber
    note: Words


@dataclass(frozen=True, slots=True)
class RequestWithdrawn:
    request: RequestNumber
    person: PersonId


class PassReason(StrEnum):
    """Why a place on a rota was passed over."""

    NOBODY_SEATED = "nobody-seated"
    NOT_ACCEPTED = "rules-not-accepted"
    CALLED_ON = "called-on"


@dataclass(frozen=True, slots=True)
class PlacePassed:
    side: SideKey
    person: PersonId | None
    reason: PassReason


@dataclass(frozen=True, slots=True)
class TurnStarted:
    """`request` is None when nobody had asked. `out_of_order`: a co-chair called this person ahead of
    the order that the policy gave. `place`: this turn takes the next place of the rota."""

    turn: TurnNumber
    person: PersonId
    side: SideKey
    kind: Kind
    request: RequestNumber | None
    item: ItemKey | None
    phase: str | None
    limit: Milliseconds
    out_of_order: bool = False
    place: bool = False


@dataclass(frozen=True, slots=True)
class TurnInterrupted:
    """A point of order was raised: the turn's clock stands still until it is dealt with."""

    turn: TurnNumber


@dataclass(frozen=True, slots=True)
class TurnTakenUp:
    """The interrupted turn goes on, with the time that it had left."""

    turn: TurnNumber


@dataclass(frozen=True, slots=True)
class TurnWarned:
    turn: TurnNumber
    left: Milliseconds


@dataclass(frozen=True, slots=True)
class TurnTimeUp:
    """The limit is reached; what is being typed is still taken for the grace period."""

    turn: TurnNumber


@dataclass(frozen=True, slots=True)
class TurnExtended:
    turn: TurnNumber
    by: Milliseconds


@dataclass(frozen=True, slots=True)
class TurnEnded:
    """`used` is the floor time of the whole turn."""

    turn: TurnNumber
    person: PersonId
    side: SideKey
    how: TurnEnd
    used: Milliseconds


@dataclass(frozen=True, slots=True)
class PointRuled:
    """A co-chair's ruling on a point of order."""

    turn: TurnNumber
    sustained: bool
    note: Words | None


@dataclass(frozen=True, slots=True)
class ContributionMade:
    """One message by whoever had the floor (or, where the floor is not enforced, by anyone).

    `message` is the platform's id of it; `files` counts its attachments.
    """

    message: str
    turn: TurnNumber | None
    item: ItemKey | None
    person: PersonId
    side: SideKey
    words: Words
    files: int = 0
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class ContributionEdited:
    message: str
    person: PersonId
    words: Words


@dataclass(frozen=True, slots=True)
class ContributionRemoved:
    """The author (or a moderator) took the message out of the channel."""

    message: str


class HeldBecause(StrEnum):
    NOT_YOUR_TURN = "not-your-turn"
    FLOOR_PAUSED = "floor-paused"
    RULES_NOT_ACCEPTED = "rules-not-accepted"
    NO_SEAT = "no-seat"


@dataclass(frozen=True, slots=True)
class MessageHeld:
    """What was typed out of turn, taken out of the channel to be given back to its author.

    `words` is None for people who have not agreed to any recording: theirs are given back at once and
    kept nowhere.
    """

    held: int
    message: str
    person: PersonId
    reason: HeldBecause
    words: Words | None


Event = (
    MeetingConvened
    | SeatTaken
    | SeatLeft
    | RulesAccepted
    | ConsentWithdrawn
    | MeetingOpened
    | MeetingPaused
    | MeetingSuspended
    | MeetingResumed
    | OutageNoted
    | MeetingClosed
    | PhaseEntered
    | PhaseEnded
    | ItemAdded
    | ItemEdited
    | ItemMoved
    | ItemOpened
    | ItemParked
    | ItemClosed
    | ItemBudgetSpent
    | FloorRequested
    | NoteSet
    | RequestWithdrawn
    | PlacePassed
    | TurnStarted
    | TurnInterrupted
    | TurnTakenUp
    | TurnWarned
    | TurnTimeUp
    | TurnExtended
    | TurnEnded
    | PointRuled
    | ContributionMade
    | ContributionEdited
    | ContributionRemoved
    | MessageHeld
)

EVENTS: tuple[type[Event], ...] = get_args(Event)
"""Every kind of event there is; the journal stores each under its class's name."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands in the journal. `seq` counts from 1 within its meeting; `actor` is who
    brought it about, None for the clock or the bot itself."""

    meeting: MeetingId
    seq: int
    at: Instant
    actor: PersonId | None
    event: Event
