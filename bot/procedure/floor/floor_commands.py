"""Commands about the floor: asking for it, giving it, giving it up, and the order of the list."""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.command import Command
from bot.procedure.floor.floor_values import RequestNumber, TurnNumber
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Policy
from bot.procedure.values import Milliseconds, PersonId, Words


@dataclass(frozen=True, slots=True)
class Ask(Command):
    """Raise a hand. `answers` is the turn that was in view, for what answers one; None: the latest."""

    by: PersonId
    kind: Kind
    note: Words | None = None
    answers: TurnNumber | None = None


@dataclass(frozen=True, slots=True)
class SetNote(Command):
    by: PersonId
    request: RequestNumber
    note: Words


@dataclass(frozen=True, slots=True)
class ChangeKind(Command):
    """Want the floor for something else, with the same request."""

    by: PersonId
    request: RequestNumber
    kind: Kind
    answers: TurnNumber | None = None


@dataclass(frozen=True, slots=True)
class Defer(Command):
    """Let the others go first. `request` None: the one that this person made last."""

    by: PersonId
    request: RequestNumber | None = None


@dataclass(frozen=True, slots=True)
class Withdraw(Command):
    """`request` None: the one that this person made last."""

    by: PersonId
    request: RequestNumber | None = None


@dataclass(frozen=True, slots=True)
class CallNext(Command):
    """A co-chair gives the floor to whoever is next, ending the present turn if there is one.

    `sure`: also when the speaker has said that more is coming.
    """

    by: PersonId
    seen_turn: TurnNumber | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Grant(Command):
    """A co-chair gives the floor to this person, in or out of order. `sure`: although whoever speaks has
    said that more is coming."""

    by: PersonId
    person: PersonId
    seen_turn: TurnNumber | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Yield(Command):
    by: PersonId
    seen_turn: TurnNumber | None = None


@dataclass(frozen=True, slots=True)
class Pass(Command):
    """Let one's turn pass, when called or beforehand."""

    by: PersonId
    seen_turn: TurnNumber | None = None


@dataclass(frozen=True, slots=True)
class MoreComing(Command):
    """The speaker says that more is coming."""

    by: PersonId
    seen_turn: TurnNumber | None = None


@dataclass(frozen=True, slots=True)
class Extend(Command):
    """`more` None: as much as the format says. `seen_extensions`: how often the turn had been extended
    when the button was pressed, so that two presses do not give twice as much."""

    by: PersonId
    seen_turn: TurnNumber | None = None
    more: Milliseconds | None = None
    seen_extensions: int | None = None


@dataclass(frozen=True, slots=True)
class AskMore(Command):
    """The speaker asks the room for more time."""

    by: PersonId
    seen_turn: TurnNumber | None = None


@dataclass(frozen=True, slots=True)
class ObjectToMore(Command):
    """Object to the more time that was asked for in `turn`."""

    by: PersonId
    turn: TurnNumber | None = None


@dataclass(frozen=True, slots=True)
class AskClarity(Command):
    """Ask the speaker for simpler words or a translation."""

    by: PersonId
    seen_turn: TurnNumber | None = None


@dataclass(frozen=True, slots=True)
class RulePoint(Command):
    """`turn` is the point of order that is ruled on; None: the one that was raised last."""

    by: PersonId
    sustained: bool
    note: Words | None = None
    turn: TurnNumber | None = None


@dataclass(frozen=True, slots=True)
class SetPolicy(Command):
    """Order the list in another way; GO_ROUND calls everybody once."""

    by: PersonId
    policy: Policy


@dataclass(frozen=True, slots=True)
class CloseList(Command):
    by: PersonId


@dataclass(frozen=True, slots=True)
class ReopenList(Command):
    by: PersonId


@dataclass(frozen=True, slots=True)
class SetInterpretation(Command):
    by: PersonId
    on: bool


@dataclass(frozen=True, slots=True)
class SetBalance(Command):
    """Turn the private words to the quiet and the loud on or off; None: leave it."""

    by: PersonId
    invite_quiet: bool | None = None
    tell_loud: bool | None = None
