"""What becomes of the state when somebody comes, goes, agrees, presides, or changes chairs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.procedure import events as e
from bot.procedure.floor.floor_values import Request
from bot.procedure.replacing import replace
from bot.procedure.state import Meeting
from bot.procedure.table.seats import Acceptance, Circle, Seat, SideKey
from bot.procedure.values import Instant, PersonId


def _seat_taken(meeting: Meeting, event: e.SeatTaken, at: Instant) -> Meeting:
    before = meeting.seat(event.person)
    seat = Seat(
        person=event.person,
        side=event.side,
        capacity=event.capacity,
        language=event.language,
        name=event.name,
        accepted=before.accepted if before else None,
        event=meeting.events + 1,
    )
    others = tuple(other for other in meeting.seats if other.person != event.person)
    return replace(
        meeting,
        seats=(*others, seat),
        sat={**meeting.sat, event.person: event.side},
        requests=_on_side(meeting.requests, event.person, event.side),
        aside=_on_side(meeting.aside, event.person, event.side),
    )


def _on_side(requests: tuple[Request, ...], person: PersonId, side: SideKey) -> tuple[Request, ...]:
    return tuple(
        replace(request, side=side) if request.person == person else request for request in requests
    )


def _seat_left(meeting: Meeting, event: e.SeatLeft, at: Instant) -> Meeting:
    return replace(meeting, seats=tuple(s for s in meeting.seats if s.person != event.person))


def _accepted(meeting: Meeting, event: e.RulesAccepted, at: Instant) -> Meeting:
    acceptance = Acceptance(event.rules, event.language, since=at)
    return _with_acceptance(meeting, event.person, acceptance)


def _withdrawn(meeting: Meeting, event: e.ConsentWithdrawn, at: Instant) -> Meeting:
    seat = meeting.seat(event.person)
    before = None if seat is None else seat.accepted
    if before is None:
        return meeting
    return _with_acceptance(meeting, event.person, replace(before, recorded=False))


def _with_acceptance(meeting: Meeting, person: str, acceptance: Acceptance) -> Meeting:
    seats = tuple(
        replace(seat, accepted=acceptance) if seat.person == person else seat
        for seat in meeting.seats
    )
    return replace(meeting, seats=seats)


def _chair_taken(meeting: Meeting, event: e.ChairTaken, at: Instant) -> Meeting:
    absent = event.how is e.ChairHow.ABSENT
    return replace(meeting, presides=event.person, chair_missed=absent or meeting.chair_missed)


def _circle_seated(meeting: Meeting, event: e.CircleSeated, at: Instant) -> Meeting:
    waiting = tuple(p for p in meeting.circle.waiting if p not in event.people)
    return replace(meeting, circle=Circle(event.people, waiting))


def _circle_sought(meeting: Meeting, event: e.CircleSought, at: Instant) -> Meeting:
    circle = meeting.circle
    return replace(meeting, circle=replace(circle, waiting=(*circle.waiting, event.person)))


def _circle_entered(meeting: Meeting, event: e.CircleEntered, at: Instant) -> Meeting:
    circle = _without(meeting.circle, event.person)
    return replace(meeting, circle=replace(circle, seated=(*circle.seated, event.person)))


def _circle_left(meeting: Meeting, event: e.CircleLeft, at: Instant) -> Meeting:
    return replace(meeting, circle=_without(meeting.circle, event.person))


def _without(circle: Circle, person: PersonId) -> Circle:
    return Circle(
        tuple(p for p in circle.seated if p != person),
        tuple(p for p in circle.waiting if p != person),
        {p: n for p, n in circle.turns.items() if p != person},
    )


APPLY: Mapping[type[Any], Callable[[Meeting, Any, Instant], Meeting]] = {
    e.SeatTaken: _seat_taken,
    e.SeatLeft: _seat_left,
    e.RulesAccepted: _accepted,
    e.ConsentWithdrawn: _withdrawn,
    e.ChairTaken: _chair_taken,
    e.CircleSeated: _circle_seated,
    e.CircleSought: _circle_sought,
    e.CircleEntered: _circle_entered,
    e.CircleLeft: _circle_left,
}
