"""Commands about the minutes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.command import Command
from bot.procedure.minutes.minutes_events import PointKind
from bot.procedure.values import Instant, PersonId, Words


@dataclass(frozen=True, slots=True)
class NotePoint(Command):
    """`message` is the contribution that the point rests on, `owner` and `due` an undertaking's."""

    by: PersonId
    kind: PointKind
    text: Words
    message: str | None = None
    owner: Words | None = None
    due: Instant | None = None


@dataclass(frozen=True, slots=True)
class DropPoint(Command):
    by: PersonId
    number: int


@dataclass(frozen=True, slots=True)
class DraftMinutes(Command):
    """The bot has written the draft."""

    text: Words


@dataclass(frozen=True, slots=True)
class ProposeAmendment(Command):
    by: PersonId
    text: Words
    instead: Words | None = None


@dataclass(frozen=True, slots=True)
class DecideAmendment(Command):
    by: PersonId
    number: int
    accepted: bool


@dataclass(frozen=True, slots=True)
class AdoptMinutes(Command):
    """`revision` is the one that was in view."""

    by: PersonId
    revision: int
