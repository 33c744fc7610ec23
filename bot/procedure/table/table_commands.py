"""Commands at the table: seats, consent, the chair, the chairs of an inner circle."""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.command import Command
from bot.procedure.table.seats import Capacity, SideKey
from bot.procedure.values import PersonId, Words


@dataclass(frozen=True, slots=True)
class TakeSeat(Command):
    """A person seats herself, as a participant or observer."""

    by: PersonId
    side: SideKey
    capacity: Capacity
    language: str
    name: Words


@dataclass(frozen=True, slots=True)
class AssignSeat(Command):
    """An organizer or co-chair seats somebody, in any capacity."""

    by: PersonId
    person: PersonId
    side: SideKey
    capacity: Capacity
    language: str
    name: Words


@dataclass(frozen=True, slots=True)
class LeaveSeat(Command):
    """`person` leaves the table; `by` is the same person, or an organizer."""

    by: PersonId
    person: PersonId


@dataclass(frozen=True, slots=True)
class AcceptRules(Command):
    """`rules` is the digest of the text that was shown, in `language`."""

    by: PersonId
    rules: str
    language: str


@dataclass(frozen=True, slots=True)
class WithdrawConsent(Command):
    by: PersonId


@dataclass(frozen=True, slots=True)
class PassChair(Command):
    """Let another co-chair preside: the one named, or else, by whoever presides, the next; by anybody
    else, oneself. `seen` presided when the button was drawn; None: not said."""

    by: PersonId
    to: PersonId | None = None
    seen: PersonId | None = None


@dataclass(frozen=True, slots=True)
class EnterCircle(Command):
    """Take a chair in the inner circle, or wait for one."""

    by: PersonId


@dataclass(frozen=True, slots=True)
class LeaveCircle(Command):
    """Give up a chair in the inner circle, or the wait for one."""

    by: PersonId
