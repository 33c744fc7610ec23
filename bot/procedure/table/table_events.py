"""Events at the table: seats, consent, the chair, and the chairs of an inner circle."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.procedure.event import Event, named
from bot.procedure.table.seats import Capacity, SideKey
from bot.procedure.values import PersonId, Words


@named("SeatTaken")
@dataclass(frozen=True, slots=True)
class SeatTaken(Event):
    """Somebody took a seat, or was given one (then the actor of the record is somebody else)."""

    person: PersonId
    side: SideKey
    capacity: Capacity
    language: str
    name: Words


@named("SeatLeft")
@dataclass(frozen=True, slots=True)
class SeatLeft(Event):
    person: PersonId


@named("RulesAccepted")
@dataclass(frozen=True, slots=True)
class RulesAccepted(Event):
    """The member accepted the rules with this digest, read in this language, and the recording."""

    person: PersonId
    rules: str
    language: str


@named("ConsentWithdrawn")
@dataclass(frozen=True, slots=True)
class ConsentWithdrawn(Event):
    """From here on nothing that this member says may be recorded."""

    person: PersonId


class ChairHow(StrEnum):
    """How somebody came to preside."""

    OPENING = "opening"
    ALTERNATION = "alternation"  # the chair changes with the item
    HANDED_OVER = "handed-over"  # by whoever presided
    TAKEN_OVER = "taken-over"  # by the other co-chair, of one's own accord
    DROPPED_OUT = "dropped-out"  # whoever presided has left the table
    ABSENT = "absent"  # whoever presided let the room wait too long


@named("ChairTaken")
@dataclass(frozen=True, slots=True)
class ChairTaken(Event):
    """This co-chair presides from now on. The others keep their powers."""

    person: PersonId
    how: ChairHow


@named("CircleSeated")
@dataclass(frozen=True, slots=True)
class CircleSeated(Event):
    """The inner circle as it begins; who sat in an earlier one sits there no more."""

    people: tuple[PersonId, ...]


@named("CircleSought")
@dataclass(frozen=True, slots=True)
class CircleSought(Event):
    """Somebody waits for a chair in the inner circle."""

    person: PersonId


@named("CircleEntered")
@dataclass(frozen=True, slots=True)
class CircleEntered(Event):
    person: PersonId


@named("CircleLeft")
@dataclass(frozen=True, slots=True)
class CircleLeft(Event):
    """Somebody gave up a chair in the inner circle, or the wait for one."""

    person: PersonId
