"""Events of the floor: requests, the order they are called in, turns and what happens in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.event import Event, named
from bot.procedure.floor.floor_values import RequestNumber, TurnEnd, TurnNumber
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Policy
from bot.procedure.table.seats import SideKey
from bot.procedure.values import Milliseconds, PersonId, Words


@named("FloorRequested")
@dataclass(frozen=True, slots=True)
class FloorRequested(Event):
    """`answers` is the turn that a reply or a question is about, `to` whose turn that was."""

    request: RequestNumber
    person: PersonId
    side: SideKey
    kind: Kind
    item: ItemKey | None
    note: Words | None
    answers: TurnNumber | None = None
    to: PersonId | None = None


@named("NoteSet")
@dataclass(frozen=True, slots=True)
class NoteSet(Event):
    """The member now says what the request is about."""

    request: RequestNumber
    note: Words


@named("KindChanged")
@dataclass(frozen=True, slots=True)
class KindChanged(Event):
    """The member wants the floor for something else. `keeps_place`: the request stands among those of
    its new kind as early as it was made; else it stands behind them."""

    request: RequestNumber
    kind: Kind
    keeps_place: bool
    answers: TurnNumber | None = None
    to: PersonId | None = None


@named("RequestDeferred")
@dataclass(frozen=True, slots=True)
class RequestDeferred(Event):
    """The member lets everybody go first who waits with the same kind of request now."""

    request: RequestNumber


@named("RequestWithdrawn")
@dataclass(frozen=True, slots=True)
class RequestWithdrawn(Event):
    request: RequestNumber
    person: PersonId


@named("ListClosed")
@dataclass(frozen=True, slots=True)
class ListClosed(Event):
    """Nobody may ask to make a statement on this item any more."""


@named("ListReopened")
@dataclass(frozen=True, slots=True)
class ListReopened(Event):
    pass


@named("PolicySet")
@dataclass(frozen=True, slots=True)
class PolicySet(Event):
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


@named("PlacePassed")
@dataclass(frozen=True, slots=True)
class PlacePassed(Event):
    side: SideKey
    person: PersonId | None
    reason: PassReason


@named("TurnStarted")
@dataclass(frozen=True, slots=True)
class TurnStarted(Event):
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


@named("TurnInterrupted")
@dataclass(frozen=True, slots=True)
class TurnInterrupted(Event):
    """A point of order was raised: the turn's clock stands still until it is dealt with."""

    turn: TurnNumber


@named("TurnTakenUp")
@dataclass(frozen=True, slots=True)
class TurnTakenUp(Event):
    """The interrupted turn goes on, with the time that it had left."""

    turn: TurnNumber


@named("TurnWarned")
@dataclass(frozen=True, slots=True)
class TurnWarned(Event):
    turn: TurnNumber
    left: Milliseconds


@named("TurnTimeUp")
@dataclass(frozen=True, slots=True)
class TurnTimeUp(Event):
    """The limit is reached; what is being typed is still taken for the grace period."""

    turn: TurnNumber


@named("GraceProlonged")
@dataclass(frozen=True, slots=True)
class GraceProlonged(Event):
    """The speaker was seen typing when the time was up: what is being typed is
    taken this much longer."""

    turn: TurnNumber
    by: Milliseconds


@named("MoreAnnounced")
@dataclass(frozen=True, slots=True)
class MoreAnnounced(Event):
    """The speaker says that more is coming."""

    turn: TurnNumber


@named("MoreTimeAsked")
@dataclass(frozen=True, slots=True)
class MoreTimeAsked(Event):
    """The speaker asks the room for more time, and has it if nobody objects within `window`."""

    turn: TurnNumber
    window: Milliseconds


@named("MoreTimeRefused")
@dataclass(frozen=True, slots=True)
class MoreTimeRefused(Event):
    """Somebody objected to more time for the speaker; None: the item would not have closed on time."""

    turn: TurnNumber
    person: PersonId | None


@named("TurnExtended")
@dataclass(frozen=True, slots=True)
class TurnExtended(Event):
    """`silently`: by the room's consent, nobody having objected; else by a co-chair."""

    turn: TurnNumber
    by: Milliseconds
    silently: bool = False


@named("TurnCut")
@dataclass(frozen=True, slots=True)
class TurnCut(Event):
    """The turn under way has only this much left in all, extensions included, so that the item closes on
    time."""

    turn: TurnNumber
    limit: Milliseconds


@named("TurnEnded")
@dataclass(frozen=True, slots=True)
class TurnEnded(Event):
    """`used` is the floor time of the whole turn."""

    turn: TurnNumber
    person: PersonId
    side: SideKey
    how: TurnEnd
    used: Milliseconds


@named("InterpretationDue")
@dataclass(frozen=True, slots=True)
class InterpretationDue(Event):
    """The turn that has just ended is to be interpreted by this member, in at most `limit`."""

    turn: TurnNumber
    person: PersonId
    limit: Milliseconds


@named("InterpretationSkipped")
@dataclass(frozen=True, slots=True)
class InterpretationSkipped(Event):
    """The turn is not interpreted after all."""

    turn: TurnNumber


@named("InterpretationSet")
@dataclass(frozen=True, slots=True)
class InterpretationSet(Event):
    """A co-chair turned consecutive interpretation on or off."""

    on: bool


@named("ClarityAsked")
@dataclass(frozen=True, slots=True)
class ClarityAsked(Event):
    """A member asks the speaker for simpler words or a translation, without taking the floor."""

    turn: TurnNumber
    person: PersonId


@named("PointRuled")
@dataclass(frozen=True, slots=True)
class PointRuled(Event):
    """A co-chair's ruling on a point of order."""

    turn: TurnNumber
    sustained: bool
    note: Words | None


@named("QuietInvited")
@dataclass(frozen=True, slots=True)
class QuietInvited(Event):
    """Somebody who has hardly spoken was invited to, in private."""

    person: PersonId


@named("LoudTold")
@dataclass(frozen=True, slots=True)
class LoudTold(Event):
    """Somebody who has spoken far more than others was told so, in private."""

    person: PersonId


@named("BalanceSet")
@dataclass(frozen=True, slots=True)
class BalanceSet(Event):
    """Whether the quiet are invited, and whether the loud are told, as a co-chair chose."""

    invite_quiet: bool
    tell_loud: bool
