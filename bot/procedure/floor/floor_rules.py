"""Rules for giving the floor and giving it up: calling, granting, yielding, passing, ruling."""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.draft import Draft
from bot.procedure.floor import calling, turn_end
from bot.procedure.floor.floor_values import Place, Turn, TurnEnd
from bot.procedure.floor.ordering_policies import callable_list
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.floor.request_rules import note_fault
from bot.procedure.floor.turn_end import finish
from bot.procedure.formats import Speakers
from bot.procedure.meeting import progress
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting, Status
from bot.procedure.table.seats import Seat
from bot.procedure.values import Instant, PersonId


def call_next(meeting: Meeting, command: c.CallNext, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Give the floor to whoever is next, ending the turn that there is. Pressed while everybody
    thinks, it ends that."""
    fault = stale(meeting, command.seen_turn)
    if fault is not None:
        return fault
    turn = meeting.floor
    rights_wait = meeting.item is not None
    if turn is None and not meeting.rota.places:
        waiting = callable_list(meeting)
        if not waiting:
            return refuse(Code.NOBODY_WAITING)
        later = all(request.kind.rules.at_items_end for request in waiting)
        if later and rights_wait and meeting.leaving is None:
            return refuse(Code.RIGHTS_AT_THE_END)
    if turn is not None and turn.more and not command.sure:
        return refuse(Code.MORE_COMING, speaker=turn.person)
    draft = Draft(meeting, now)
    if turn is not None:
        finish(draft, turn, TurnEnd.CALLED)
        progress.go_on(draft)
    elif meeting.rota.thinking_until is not None:
        draft.add(e.ThinkingEnded())
    rests = draft.meeting.rota.thinking_until is None
    if draft.meeting.floor is None and rests and _same_stretch(draft.meeting, meeting):
        if draft.meeting.rota.places:
            progress.call_place_or_end(draft)
        else:
            calling.call_from_list(draft, replies=not rights_wait)
    return draft.events or refuse(Code.NOBODY_WAITING)


def _same_stretch(after: Meeting, before: Meeting) -> bool:
    """Whether the meeting is still where the co-chair pressed for the next speaker."""
    return after.phase_index == before.phase_index and after.items_opened == before.items_opened


def grant(meeting: Meeting, command: c.Grant, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Call somebody, in or out of order; whoever has the floor gives it up."""
    fault = stale(meeting, command.seen_turn)
    if fault is not None:
        return fault
    seat = meeting.seat(command.person)
    if seat is None:
        return refuse(Code.NOT_SEATED, person=command.person)
    if not seat.may_speak:
        return refuse(Code.NOT_A_SPEAKER, person=command.person)
    if meeting.floor is not None and meeting.floor.person == command.person:
        return refuse(Code.STALE_TURN, speaker=command.person, turn=meeting.floor.number)
    if meeting.floor is not None and meeting.floor.more and not command.sure:
        return refuse(Code.MORE_COMING, speaker=meeting.floor.person)
    draft = Draft(meeting, now)
    turn_end.cut_off(draft, TurnEnd.CALLED)
    if _has_place(draft.meeting, seat):
        _call_on_place(draft, seat)
    else:
        _call_by_name(draft, seat)
    return draft.events


def _has_place(meeting: Meeting, seat: Seat) -> bool:
    """Whether this member is on the rota, or is called for a side whose place is next."""
    places = meeting.rota.places
    for_side = bool(places) and places[0] == Place(seat.side)
    return for_side or any(place.person == seat.person for place in places)


def _call_on_place(draft: Draft, seat: Seat) -> None:
    """Take the member's place on the rota now: nobody is called twice in a round, and what was asked for
    besides a statement stays on the list."""
    meeting = draft.meeting
    first = meeting.rota.places[0]
    next_ = first in (Place(seat.side, seat.person), Place(seat.side))
    limit = calling.allowed(meeting, seat, Kind.STATEMENT, draft.now, place=True)
    if not next_:
        draft.add(e.PlacePassed(seat.side, seat.person, e.PassReason.CALLED_EARLY))
    asked = (r for r in meeting.requests_of(seat.person) if r.kind is Kind.STATEMENT)
    calling.start(
        draft,
        seat.person,
        Kind.STATEMENT,
        next(asked, None),
        place=next_,
        out_of_order=not next_,
        limit=limit,
    )


def _call_by_name(draft: Draft, seat: Seat) -> None:
    ordered = callable_list(draft.meeting)
    request = next((r for r in ordered if r.person == seat.person), None)
    calling.start(
        draft,
        seat.person,
        Kind.STATEMENT if request is None else request.kind,
        request,
        out_of_order=not ordered or ordered[0].person != seat.person,
    )


def yield_(meeting: Meeting, command: c.Yield, now: Instant) -> tuple[e.Event, ...] | Refusal:
    turn = own_turn(meeting, command.by, command.seen_turn)
    if isinstance(turn, Refusal):
        return turn
    return _given_up(meeting, turn, TurnEnd.YIELDED, now)


def pass_(meeting: Meeting, command: c.Pass, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Let one's turn pass: the one that has begun, or a place that is still to come on a rota."""
    turn = meeting.floor
    if turn is not None and turn.person == command.by:
        own = own_turn(meeting, command.by, command.seen_turn)
        if isinstance(own, Refusal):
            return own
        return _given_up(meeting, own, TurnEnd.YIELDED if own.spoke else TurnEnd.PASSED, now)
    for place in meeting.rota.places:
        if place.person == command.by:
            draft = Draft(meeting, now)
            draft.add(e.PlacePassed(place.side, place.person, e.PassReason.PASSED))
            if meeting.status is Status.OPEN:
                progress.go_on(draft)  # it may have been the last
            return draft.events
    return refuse(Code.NOTHING_TO_PASS)


def _given_up(meeting: Meeting, turn: Turn, how: TurnEnd, now: Instant) -> tuple[e.Event, ...]:
    draft = Draft(meeting, now)
    finish(draft, turn, how)
    if meeting.status is Status.OPEN and not _gives_way(draft, turn, how):
        progress.go_on(draft)
    return draft.events


def _gives_way(draft: Draft, turn: Turn, how: TurnEnd) -> bool:
    """A co-chair is called for a side for which nobody has asked, and gives way to whoever has by now.
    Where people speak aloud, nobody knows whether one has spoken: there only passing gives way."""
    meeting = draft.meeting
    phase = meeting.phase
    if turn.spoke or (meeting.by_voice and how is not TurnEnd.PASSED):
        return False
    if not turn.place or not meeting.chairs(turn.person) or progress.ran_out(meeting):
        return False
    if phase is None or phase.speakers is not Speakers.ONE_PER_SIDE:
        return False
    return calling.call_for_side(draft, turn.side)


def rule_point(
    meeting: Meeting, command: c.RulePoint, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """Rule on a point of order. A ruling while it is being spoken ends that turn."""
    point = next(
        (p for p in reversed(meeting.points) if command.turn in (None, p.turn)),
        None,
    )
    if point is None:
        return refuse(Code.NO_POINT)
    fault = note_fault(command.note)
    if fault is not None:
        return fault
    draft = Draft(meeting, now)
    note = command.note if meeting.records(command.by) else None
    draft.add(e.PointRuled(point.turn, command.sustained, note))
    if meeting.floor is not None and meeting.floor.number == point.turn:
        finish(draft, meeting.floor, TurnEnd.RULED)
        if meeting.status is Status.OPEN:
            progress.go_on(draft)
    return draft.events


def stale(meeting: Meeting, seen: int | None) -> Refusal | None:
    """Another turn has started since this person looked: the command was meant for the old one."""
    if seen is None or seen == meeting.last_turn:
        return None
    turn = meeting.floor
    if turn is None:
        return refuse(Code.STALE_TURN, speaker="", turn=meeting.last_turn)
    return refuse(Code.STALE_TURN, speaker=turn.person, turn=turn.number)


def own_turn(meeting: Meeting, by: PersonId, seen: int | None) -> Turn | Refusal:
    """The turn under way, which must be this person's."""
    turn = meeting.floor
    if turn is None:
        return refuse(Code.NO_FLOOR)
    if turn.person != by:
        return refuse(Code.NOT_YOUR_FLOOR, speaker=turn.person)
    # A turn that was interrupted goes on under its own number, after the point's.
    if seen not in (None, turn.number, meeting.last_turn):
        return refuse(Code.STALE_TURN, speaker=turn.person, turn=turn.number)
    return turn
