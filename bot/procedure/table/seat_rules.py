"""Rules for seats, and for accepting the rules of the room and its recording."""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.draft import Draft
from bot.procedure.floor import request_rules, rotas
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.meeting import progress
from bot.procedure.record import record_rules
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting, Status
from bot.procedure.table import chair_rules, circle_rules
from bot.procedure.table.seats import Capacity, SideKey
from bot.procedure.values import Instant, PersonId

_OWN_CHOICE = (Capacity.PARTICIPANT, Capacity.OBSERVER)
"""What one may seat oneself as; the other capacities are given."""


def take(meeting: Meeting, command: c.TakeSeat, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Before the opening anyone may choose and change; afterwards the side one sat on is changed by a
    co-chair only, so that nobody crosses the table between two remarks, not even by leaving it."""
    if meeting.dialogue.side(command.side) is None:
        return _unknown_side(meeting)
    seat = meeting.seat(command.by)
    if seat is not None and (seat.side, seat.capacity) == (command.side, command.capacity):
        return _seated(meeting, now, command, command.by)  # only the language, or the name
    if command.capacity not in _OWN_CHOICE:
        return refuse(Code.SEAT_BY_CO_CHAIR)
    if seat is not None and seat.capacity not in _OWN_CHOICE:
        return refuse(Code.SEAT_BY_CO_CHAIR)
    before = meeting.sat.get(command.by)
    if meeting.status is not Status.CONVENED and before not in (None, command.side):
        return refuse(Code.SEAT_BY_CO_CHAIR)
    if _speaking(meeting, command.by):
        return refuse(Code.SPEAKER_SEAT)
    return _seated(meeting, now, command, command.by)


def assign(meeting: Meeting, command: c.AssignSeat, now: Instant) -> tuple[e.Event, ...] | Refusal:
    if meeting.dialogue.side(command.side) is None:
        return _unknown_side(meeting)
    if _speaking(meeting, command.person):
        return refuse(Code.SPEAKER_SEAT)
    if command.capacity is Capacity.CO_CHAIR:
        holder = _co_chair_of(meeting, command.side)
        if holder is not None and holder != command.person:
            return refuse(Code.CO_CHAIR_TAKEN, person=holder, side=command.side)
    return _seated(meeting, now, command, command.person)


def _seated(
    meeting: Meeting, now: Instant, command: c.TakeSeat | c.AssignSeat, person: PersonId
) -> tuple[e.Event, ...]:
    """Take the seat. Who cannot speak there has no hand up any more; who changes sides gives up a
    chair in the inner circle; and somebody presides who can."""
    draft = Draft(meeting, now)
    before = meeting.seat(person)
    if before is not None and before.side != command.side:
        circle_rules.give_up(draft, person)
    draft.add(e.SeatTaken(person, command.side, command.capacity, command.language, command.name))
    if not command.capacity.speaks:
        circle_rules.give_up(draft, person)
        request_rules.withdraw_all(draft, person)
    _welcome(draft, person)
    return draft.events


def _welcome(draft: Draft, person: PersonId) -> None:
    chair_rules.settle(draft)
    seat = draft.meeting.seat(person)
    if seat is not None:
        rotas.welcome(draft, seat)


def leave(meeting: Meeting, command: c.LeaveSeat, now: Instant) -> tuple[e.Event, ...] | Refusal:
    if meeting.seat(command.person) is None:
        return refuse(Code.NOT_SEATED, person=command.person)
    draft = Draft(meeting, now)
    _fall_silent(draft, command.person)
    draft.add(e.SeatLeft(command.person))
    chair_rules.settle(draft)
    record_rules.settle(draft)
    if meeting.status is Status.OPEN:
        progress.go_on(draft)
    return draft.events


def accept(meeting: Meeting, command: c.AcceptRules, now: Instant) -> tuple[e.Event, ...] | Refusal:
    if command.rules != meeting.rules:
        return refuse(Code.RULES_CHANGED)
    seat = meeting.seat(command.by)
    if seat is not None and seat.recorded:
        return refuse(Code.ALREADY_ACCEPTED)
    draft = Draft(meeting, now)
    draft.add(e.RulesAccepted(command.by, command.rules, command.language))
    _welcome(draft, command.by)
    return draft.events


def withdraw_consent(
    meeting: Meeting, command: c.WithdrawConsent, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """Only the recording ends. Whoever wants to speak unrecorded may, and the card tells the room."""
    return (e.ConsentWithdrawn(command.by),)


def _fall_silent(draft: Draft, person: PersonId) -> None:
    """End this person's turn, spoken or interrupted, take the raised hands down, and give up a chair
    in the inner circle."""
    for turn in (draft.meeting.floor, draft.meeting.interrupted):
        if turn is not None and turn.person == person:
            draft.end(turn, TurnEnd.LEFT)
    request_rules.withdraw_all(draft, person)
    circle_rules.give_up(draft, person)


def _speaking(meeting: Meeting, person: PersonId) -> bool:
    return any(
        turn is not None and turn.person == person for turn in (meeting.floor, meeting.interrupted)
    )


def _co_chair_of(meeting: Meeting, side: SideKey) -> PersonId | None:
    return next((seat.person for seat in meeting.co_chairs() if seat.side == side), None)


def _unknown_side(meeting: Meeting) -> Refusal:
    return refuse(Code.UNKNOWN_SIDE, sides=",".join(side.key for side in meeting.sides))
