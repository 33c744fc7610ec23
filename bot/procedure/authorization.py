"""Whether somebody may do something, by the table of `capabilities`.

What must not live here: a list of who may what, or anything that a rule of some subject knows better.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure import commands as c
from bot.procedure.agenda.agenda_values import ItemState
from bot.procedure.capabilities import (
    CAPABILITIES,
    COMMANDS_OF,
    EXPORTS,
    OF_CAPACITY,
    SEATED,
    Action,
    Agreed,
    Role,
)
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting, Status
from bot.procedure.table.seats import Capacity, Seat
from bot.procedure.transitions import refusal_code
from bot.procedure.values import PersonId

_OF_COMMAND = {
    command: action
    for action, command in COMMANDS_OF.items()
    if action.name.replace("_", "") == command.__name__.upper()
}


@dataclass(frozen=True, slots=True)
class Bearing:
    """How somebody stands to a meeting, as far as it decides what they may do."""

    roles: frozenset[Role]
    agreed: Agreed = Agreed.NOTHING
    early: bool = False
    """The meeting has not been opened yet."""


def bearing(meeting: Meeting, person: PersonId | None) -> Bearing:
    """How this person stands to this meeting; None is Cochair itself."""
    early = meeting.opened_at is None
    if person is None:
        return Bearing(frozenset({Role.ITSELF}), early=early)
    seat = meeting.seat(person)
    return Bearing(
        _roles(_at_the_table(meeting, person, seat), convened=person == meeting.convener),
        _agreed(seat),
        early,
    )


def _roles(role: Role, *, convened: bool) -> frozenset[Role]:
    return frozenset({role, Role.CONVENER}) if convened else frozenset({role})


def _at_the_table(meeting: Meeting, person: PersonId, seat: Seat | None) -> Role:
    if seat is not None:
        return OF_CAPACITY[seat.capacity]
    return Role.GONE if person in meeting.sat else Role.OUTSIDER


def _agreed(seat: Seat | None) -> Agreed:
    if seat is None or seat.accepted is None:
        return Agreed.NOTHING
    return Agreed.RECORDING if seat.accepted.recorded else Agreed.RULES


def at_the_close(capacity: Capacity | None, *, accepted: bool, convened: bool) -> Bearing:
    """The same from what a list of meetings tells: the seat that somebody has, or had at the close."""
    role = Role.OUTSIDER if capacity is None else OF_CAPACITY[capacity]
    agreed = Agreed.RULES if accepted else Agreed.NOTHING
    return Bearing(_roles(role, convened=convened), agreed)


def lacking(action: Action, of: Bearing) -> Code | None:
    """Why somebody who stands so may not do it; None if they may."""
    row = CAPABILITIES[action]
    before = None if row.beyond is None else lacking(row.beyond, of)
    if before is not None:
        return before
    may = row.who | row.early if of.early else row.who
    if of.roles & (may - SEATED):
        return None
    seat = of.roles & SEATED
    if not seat:
        return row.refusal if row.unseated is None else row.unseated
    if not seat & may:
        return row.refusal
    if of.agreed < row.agreed:
        return row.unbound if of.agreed is Agreed.NOTHING else row.unrecorded
    return None


def may(meeting: Meeting, action: Action, person: PersonId | None) -> bool:
    """Whether this person may do it, as far as it depends on who asks."""
    return lacking(action, bearing(meeting, person)) is None


def fault(meeting: Meeting, action: Action, person: PersonId | None) -> Refusal | None:
    """Why this person may not do it, as a refusal."""
    match lacking(action, bearing(meeting, person)):
        case None:
            return None
        case Code.NOT_A_SPEAKER:
            return refuse(Code.NOT_A_SPEAKER, person=person or "")
        case Code.NOT_SEATED:
            return refuse(Code.NOT_SEATED, person=person or "")
        case code:
            return refuse(code)


def unheard(meeting: Meeting, action: Action, person: PersonId) -> Refusal | None:
    """Why this person cannot begin to do it now: the meeting does not hear it, or not from them. What a
    form or a panel is not opened for."""
    command = COMMANDS_OF.get(action)
    code = None if command is None else refusal_code(meeting.status, command)
    return fault(meeting, action, person) if code is None else refuse(code)


def action_of(meeting: Meeting, command: c.Command) -> Action:
    """The row that this command falls under in this state: where a command means several things, the
    one that it would do."""
    match command:
        case c.Resume() if meeting.status is Status.SUSPENDED:
            return Action.RESUME_SUSPENDED
        case c.ParkItem(_, key) if _is_open(meeting, key):
            return Action.PARK_OPEN_ITEM
        case c.LeaveSeat(by, person) if by != person:
            return Action.UNSEAT
        case c.Withdraw(by, number) if number is not None and _is_of_another(meeting, by, number):
            return Action.TAKE_DOWN
        case c.TakeExport(rule=rule):
            return EXPORTS[rule]
        case _:
            return _OF_COMMAND[type(command)]


def _is_open(meeting: Meeting, key: str) -> bool:
    item = meeting.find_item(key)
    return item is not None and item.state is ItemState.OPEN


def _is_of_another(meeting: Meeting, by: PersonId, number: int) -> bool:
    request = meeting.request(number)
    return request is not None and request.person != by
