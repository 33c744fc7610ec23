"""Events of the floor: requests, the order they are called in, turns and what happens in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.floor.floor_values import RequestNumber, TurnEnd, TurnNumber
from bot.procedure.formats import Kind, Policy
from bot.procedure.table.seats import SideKey
from bot.procedure.values import Milliseconds, PersonId, Words


@dataclass(frozen=True, slots=True)
class FloorRequested:
    """`answers` is the turn that a reply or a question is about, `to` whose turn that was."""

    request: RequestNumber
    person: PersonId
    side: SideKey
    kind: Kind
    item: ItemKey | None
    note: Words | None
    answers: TurnNumber | None = None
    to: PersonId | None = None


@dataclass(frozen=True, slots=True)
class NoteSet:
    """The member now says what the request is about."""

    request: RequestNumber
    note: Words


@dataclass(frozen=True, slots=True)
class KindChanged:
    """The member wants the floor for something else. `keeps_place`: the request stands among those of
    its new kind as early as it was made; else it stands behind them."""

    request: RequestNumber
    kind: Kind
    keeps_place: bool
    answers: TurnNumber | None = None
    to: PersonId | None = None


@dataclass(frozen=True, slots=True)
class RequestDeferred:
    """The member lets everybody go first who waits with the same kind of request now."""

    request: RequestNumber


@dataclass(frozen=True, slots=True)
class RequestWithdrawn:
    request: RequestNumber
    person: PersonId


@dataclass(frozen=True, slots=True)
class ListClosed:
    """Nobody may ask to make a statement on this item any more."""


@dataclass(frozen=True, slots=True)
class ListReopened:
    pass


@dataclass(frozen=True, slots=True)
class PolicySet:
    """A co-chair chose how the speakers list is ordered from now on."""

    policy: Policy


class PassReason(StrEnum):
    """Why a place on a rota was passed over."""

    NOBODY_SEATED = "nobody-seated"
    NOT_ACCEPTED = "rules-not-accepted"
    CALLED_ON = "called-on"
    PASSED = "passed"  # the member chose to
    RAN_OUT = "ran-out"  # the item's time was used up
    CALLED_EARLY = "called-early"  # a co-chair had called the member ahead of this place


@dataclass(frozen=True, slots=True)
class PlacePassed:
    side: SideKey
    person: PersonId | None
    reason: PassReason


@dataclass(frozen=True, slots=True)
class TurnStarted:
    """`request` is None when nobody had asked. `out_of_order`: a co-chair called this person ahead of
    the order that the policy gave. `place`: this turn takes the next place of the rota. `answers`,
    `interprets`: the turn that this one answers or interprets."""

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
    answers: TurnNumber | None = None
    interprets: TurnNumber | None = None


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
class GraceProlonged:
    """The speaker was seen typing when the time was up: what is being typed is
    taken this much longer."""

    turn: TurnNumber
    by: Milliseconds


@dataclass(frozen=True, slots=True)
class MoreAnnounced:
    """The speaker says that more is coming."""

    turn: TurnNumber


@dataclass(frozen=True, slots=True)
class MoreTimeAsked:
    """The speaker asks the room for more time, and has it if nobody objects within `window`."""

    turn: TurnNumber
    window: Milliseconds


@dataclass(frozen=True, slots=True)
class MoreTimeRefused:
    """Somebody objected to more time for the speaker; None: the item would not have closed on time."""

    turn: TurnNumber
    person: PersonId | None


@dataclass(frozen=True, slots=True)
class TurnExtended:
    """`silently`: by the room's consent, nobody having objected; else by a co-chair."""

    turn: TurnNumber
    by: Milliseconds
    silently: bool = False


@dataclass(frozen=True, slots=True)
class TurnCut:
    """The turn under way has only this much left in all, extensions included, so that the item closes on
    time."""

    turn: TurnNumber
    limit: Milliseconds


@dataclass(frozen=True, slots=True)
class TurnEnded:
    """`used` is the floor time of the whole turn."""

    turn: TurnNumber
    person: PersonId
    side: SideKey
    how: TurnEnd
    used: Milliseconds


@dataclass(frozen=True, slots=True)
class InterpretationDue:
    """The turn that has just ended is to be interpreted by this member, in at most `limit`."""

    turn: TurnNumber
    person: PersonId
    limit: Milliseconds


@dataclass(frozen=True, slots=True)
class InterpretationSkipped:
    """The turn is not interpreted after all."""

    turn: TurnNumber


@dataclass(frozen=True, slots=True)
class InterpretationSet:
    """A co-chair turned consecutive interpretation on or off."""

    on: bool


@dataclass(frozen=True, slots=True)
class ClarityAsked:
    """A member asks the speaker for simpler words or a translation, without taking the floor."""

    turn: TurnNumber
    person: PersonId


@dataclass(frozen=True, slots=True)
class PointRuled:
    """A co-chair's ruling on a point of order."""

    turn: TurnNumber
    sustained: bool
    note: Words | None


@dataclass(frozen=True, slots=True)
class QuietInvited:
    """Somebody who has hardly spoken was invited to, in private."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class LoudTold:
    """Somebody who has spoken far more than others was told so, in private."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class BalanceSet:
    """Whether the quiet are invited, and whether the loud are told, as a co-chair chose."""

    invite_quiet: bool
    tell_loud: bool
