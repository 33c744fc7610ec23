"""`evolve`: what an event makes of the state. No rule is asked here: what has happened has happened.

Folding a meeting's events with `evolve` gives the same state on any machine at any time. The clock is
counted first (`timekeeping`), then the event itself is applied; so every millisecond between the opening
and the closing lands in exactly one bucket of the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.procedure import events as e
from bot.procedure.agenda import AgendaItem, ItemKey, ItemState
from bot.procedure.floor import PointOfOrder, Request, Turn
from bot.procedure.meeting import Meeting, Status
from bot.procedure.people import Acceptance, Seat
from bot.procedure.timekeeping import count, plus, start, stop
from bot.procedure.transitions import TRANSITIONS
from bot.procedure.values import Instant


def evolve(meeting: Meeting | None, event: e.Event, at: Instant) -> Meeting:
    """The state after `event`, which happened at `at`.

    Raises ValueError where a journal could not have been written by these rules: an event before the
    meeting was convened, or a change of status that the table does not know.
    """
    if isinstance(event, e.MeetingConvened):
        if meeting is not None:
            raise ValueError("a meeting is convened once")
        return _convened(event, at)
    if meeting is None:
        raise ValueError(f"{type(event).__name__} before the meeting was convened")
    counted = count(meeting, event, at)
    apply = _APPLY.get(type(event))
    changed = counted if apply is None else apply(counted, event, at)
    status = TRANSITIONS.get((meeting.status, type(event)))
    if status is None:
        if type(event) in _STATUS_EVENTS:
            raise ValueError(f"{type(event).__name__} while {meeting.status}")
        return changed
    return replace(changed, status=status)


def fold(records: Iterable[e.Recorded]) -> Meeting | None:
    """The state that these records lead to; None when there are none."""
    meeting: Meeting | None = None
    for record in records:
        meeting = evolve(meeting, record.event, record.at)
    return meeting


_STATUS_EVENTS = frozenset(event for _, event in TRANSITIONS)


# The meeting -----------------------------------------------------------------------------------


def _convened(event: e.MeetingConvened, at: Instant) -> Meeting:
    return Meeting(
        id=event.meeting,
        dialogue=event.dialogue,
        number=event.number,
        title=event.title,
        venue=event.venue,
        convener=event.convener,
        format=event.format,
        rules=event.rules,
        status=Status.CONVENED,
        agenda=event.agenda,
        convened_at=at,
    )


def _opened(meeting: Meeting, event: e.MeetingOpened, at: Instant) -> Meeting:
    return replace(meeting, opened_at=at)


def _stopped(meeting: Meeting, event: e.MeetingPaused | e.MeetingSuspended, at: Instant) -> Meeting:
    return replace(meeting, floor=stop(meeting.floor, at))


def _resumed(meeting: Meeting, event: e.MeetingResumed, at: Instant) -> Meeting:
    return replace(meeting, floor=start(meeting.floor, at))


def _outage(meeting: Meeting, event: e.OutageNoted, at: Instant) -> Meeting:
    turn = meeting.floor
    if turn is None or turn.running_since is None:
        return meeting
    since = max(event.since, turn.running_since)
    return replace(meeting, floor=start(stop(turn, min(since, at)), at))


def _closed(meeting: Meeting, event: e.MeetingClosed, at: Instant) -> Meeting:
    return replace(meeting, closed_at=at, requests=(), points=())


def _phase_entered(meeting: Meeting, event: e.PhaseEntered, at: Instant) -> Meeting:
    return replace(meeting, phase_index=event.index, rota=event.rota)


def _phase_ended(meeting: Meeting, event: e.PhaseEnded, at: Instant) -> Meeting:
    return replace(meeting, phase_index=None, rota=())


# Seats -----------------------------------------------------------------------------------------


def _seat_taken(meeting: Meeting, event: e.SeatTaken, at: Instant) -> Meeting:
    before = meeting.seat(event.person)
    seat = Seat(
        person=event.person,
        side=event.side,
        capacity=event.capacity,
        language=event.language,
        name=event.name,
        accepted=before.accepted if before else None,
    )
    others = tuple(other for other in meeting.seats if other.person != event.person)
    requests = tuple(
        replace(request, side=event.side) if request.person == event.person else request
        for request in meeting.requests
    )
    return replace(meeting, seats=(*others, seat), requests=requests)


def _seat_left(meeting: Meeting, event: e.SeatLeft, at: Instant) -> Meeting:
    return replace(meeting, seats=tuple(s for s in meeting.seats if s.person != event.person))


def _accepted(meeting: Meeting, event: e.RulesAccepted, at: Instant) -> Meeting:
    return _with_acceptance(meeting, event.person, Acceptance(event.rules, event.language))


def _withdrawn(meeting: Meeting, event: e.ConsentWithdrawn, at: Instant) -> Meeting:
    return _with_acceptance(meeting, event.person, None)


def _with_acceptance(meeting: Meeting, person: str, acceptance: Acceptance | None) -> Meeting:
    seats = tuple(
        replace(seat, accepted=acceptance) if seat.person == person else seat
        for seat in meeting.seats
    )
    return replace(meeting, seats=seats)


# The agenda ------------------------------------------------------------------------------------


def _with_item(
    meeting: Meeting, key: ItemKey, change: Callable[[AgendaItem], AgendaItem]
) -> Meeting:
    agenda = tuple(change(item) if item.key == key else item for item in meeting.agenda)
    return replace(meeting, agenda=agenda)


def _inserted(agenda: tuple[AgendaItem, ...], item: AgendaItem, at: int) -> tuple[AgendaItem, ...]:
    return (*agenda[:at], item, *agenda[at:])


def _item_added(meeting: Meeting, event: e.ItemAdded, at: Instant) -> Meeting:
    return replace(meeting, agenda=_inserted(meeting.agenda, event.item, event.position))


def _item_edited(meeting: Meeting, event: e.ItemEdited, at: Instant) -> Meeting:
    return _with_item(
        meeting,
        event.item,
        lambda item: replace(
            item,
            title=event.title,
            question=event.question,
            budget=event.budget,
            budget_told=item.spent >= event.budget,
        ),
    )


def _item_moved(meeting: Meeting, event: e.ItemMoved, at: Instant) -> Meeting:
    moved = next(item for item in meeting.agenda if item.key == event.item)
    rest = tuple(item for item in meeting.agenda if item.key != event.item)
    return replace(meeting, agenda=_inserted(rest, moved, event.position))


def _item_opened(meeting: Meeting, event: e.ItemOpened, at: Instant) -> Meeting:
    opened = _with_item(meeting, event.item, lambda item: replace(item, state=ItemState.OPEN))
    return replace(opened, items_opened=meeting.items_opened + 1)


def _item_parked(meeting: Meeting, event: e.ItemParked, at: Instant) -> Meeting:
    return _with_item(meeting, event.item, lambda item: replace(item, state=ItemState.PARKED))


def _item_closed(meeting: Meeting, event: e.ItemClosed, at: Instant) -> Meeting:
    return _with_item(meeting, event.item, lambda item: replace(item, state=ItemState.CLOSED))


def _budget_spent(meeting: Meeting, event: e.ItemBudgetSpent, at: Instant) -> Meeting:
    return _with_item(meeting, event.item, lambda item: replace(item, budget_told=True))


# The floor -------------------------------------------------------------------------------------


def _requested(meeting: Meeting, event: e.FloorRequested, at: Instant) -> Meeting:
    request = Request(
        event.request, event.person, event.side, event.kind, at, event.item, event.note
    )
    return replace(meeting, requests=(*meeting.requests, request), last_request=event.request)


def _noted(meeting: Meeting, event: e.NoteSet, at: Instant) -> Meeting:
    requests = tuple(
        replace(request, note=event.note) if request.number == event.request else request
        for request in meeting.requests
    )
    return replace(meeting, requests=requests)


def _request_withdrawn(meeting: Meeting, event: e.RequestWithdrawn, at: Instant) -> Meeting:
    return _without_request(meeting, event.request)


def _without_request(meeting: Meeting, number: int | None) -> Meeting:
    return replace(meeting, requests=tuple(r for r in meeting.requests if r.number != number))


def _passed(meeting: Meeting, event: e.PlacePassed, at: Instant) -> Meeting:
    return replace(meeting, rota=meeting.rota[1:])


def _turn_started(meeting: Meeting, event: e.TurnStarted, at: Instant) -> Meeting:
    turn = Turn(
        number=event.turn,
        person=event.person,
        side=event.side,
        kind=event.kind,
        item=event.item,
        phase=event.phase,
        limit=event.limit,
        started_at=at,
        running_since=at,
    )
    ledger = replace(meeting.ledger, turns=plus(meeting.ledger.turns, event.person, 1))
    return replace(
        _without_request(meeting, event.request),
        floor=turn,
        last_turn=event.turn,
        last_side=event.side,
        ledger=ledger,
        rota=meeting.rota[1:] if event.place else meeting.rota,
        points=(
            (*meeting.points, PointOfOrder(event.turn, event.person))
            if event.kind.value == "point-of-order"
            else meeting.points
        ),
    )


def _interrupted(meeting: Meeting, event: e.TurnInterrupted, at: Instant) -> Meeting:
    return replace(meeting, interrupted=stop(meeting.floor, at), floor=None)


def _taken_up(meeting: Meeting, event: e.TurnTakenUp, at: Instant) -> Meeting:
    return replace(meeting, floor=start(meeting.interrupted, at), interrupted=None)


def _with_floor(meeting: Meeting, **changes: Any) -> Meeting:
    if meeting.floor is None:
        raise ValueError("nobody has the floor")
    return replace(meeting, floor=replace(meeting.floor, **changes))


def _warned(meeting: Meeting, event: e.TurnWarned, at: Instant) -> Meeting:
    return _with_floor(meeting, warned=True)


def _time_up(meeting: Meeting, event: e.TurnTimeUp, at: Instant) -> Meeting:
    return _with_floor(meeting, warned=True, time_up=True)


def _extended(meeting: Meeting, event: e.TurnExtended, at: Instant) -> Meeting:
    turn = meeting.floor
    if turn is None:
        raise ValueError("nobody has the floor")
    longer = replace(
        turn, limit=turn.limit + event.by, extensions=turn.extensions + 1, time_up=False
    )
    return _with_floor(
        meeting,
        limit=longer.limit,
        extensions=longer.extensions,
        time_up=longer.left(at) <= 0,
        warned=longer.left(at) <= meeting.format.warning,
    )


def _turn_ended(meeting: Meeting, event: e.TurnEnded, at: Instant) -> Meeting:
    if meeting.interrupted is not None and meeting.interrupted.number == event.turn:
        return replace(meeting, interrupted=None)
    return replace(meeting, floor=None)


def _ruled(meeting: Meeting, event: e.PointRuled, at: Instant) -> Meeting:
    return replace(meeting, points=tuple(p for p in meeting.points if p.turn != event.turn))


def _held(meeting: Meeting, event: e.MessageHeld, at: Instant) -> Meeting:
    return replace(meeting, last_held=event.held)


_APPLY: Mapping[type[Any], Callable[[Meeting, Any, Instant], Meeting]] = {
    e.MeetingOpened: _opened,
    e.MeetingPaused: _stopped,
    e.MeetingSuspended: _stopped,
    e.MeetingResumed: _resumed,
    e.OutageNoted: _outage,
    e.MeetingClosed: _closed,
    e.PhaseEntered: _phase_entered,
    e.PhaseEnded: _phase_ended,
    e.SeatTaken: _seat_taken,
    e.SeatLeft: _seat_left,
    e.RulesAccepted: _accepted,
    e.ConsentWithdrawn: _withdrawn,
    e.ItemAdded: _item_added,
    e.ItemEdited: _item_edited,
    e.ItemMoved: _item_moved,
    e.ItemOpened: _item_opened,
    e.ItemParked: _item_parked,
    e.ItemClosed: _item_closed,
    e.ItemBudgetSpent: _budget_spent,
    e.FloorRequested: _requested,
    e.NoteSet: _noted,
    e.RequestWithdrawn: _request_withdrawn,
    e.PlacePassed: _passed,
    e.TurnStarted: _turn_started,
    e.TurnInterrupted: _interrupted,
    e.TurnTakenUp: _taken_up,
    e.TurnWarned: _warned,
    e.TurnTimeUp: _time_up,
    e.TurnExtended: _extended,
    e.TurnEnded: _turn_ended,
    e.PointRuled: _ruled,
    e.MessageHeld: _held,
}
