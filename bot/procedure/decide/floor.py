"""Rules for the floor: asking, withdrawing, calling, yielding, extending, ruling."""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.decide import course
from bot.procedure.decide.draft import Draft
from bot.procedure.floor import Turn, TurnEnd
from bot.procedure.formats import Kind, Speakers
from bot.procedure.meeting import Meeting, Status
from bot.procedure.order import speakers_list
from bot.procedure.people import Seat
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.values import Instant, PersonId, Words

NOTE_LENGTH = 200


def ask(meeting: Meeting, command: c.Ask, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Raise a hand. One waits at most once with a request of each kind."""
    seat = _speaker(meeting, command.by)
    if isinstance(seat, Refusal):
        return seat
    fault = _note_fault(command.note)
    if fault is not None:
        return fault
    for request in meeting.requests_of(command.by):
        if request.kind is command.kind:
            place = speakers_list(meeting).index(request) + 1
            return refuse(Code.ALREADY_ASKED, kind=request.kind.value, place=place)
    turn = meeting.floor
    if command.kind in (Kind.DIRECT_REPLY, Kind.CLARIFICATION):
        if meeting.last_turn == 0:
            return refuse(Code.NOTHING_TO_REPLY_TO)
        if turn is not None and turn.person == command.by:
            return refuse(Code.HAVE_THE_FLOOR)
    if (
        command.kind is Kind.POINT_OF_ORDER
        and turn is not None
        and turn.person == command.by
        and turn.kind is Kind.POINT_OF_ORDER
    ):
        return refuse(Code.HAVE_THE_FLOOR)
    draft = Draft(meeting, now)
    item = meeting.item
    draft.add(
        e.FloorRequested(
            request=meeting.last_request + 1,
            person=command.by,
            side=seat.side,
            kind=command.kind,
            item=None if item is None else item.key,
            note=command.note,
        )
    )
    if meeting.status is Status.OPEN:
        _follow_request(draft, command.kind)
    return draft.events


def _follow_request(draft: Draft, kind: Kind) -> None:
    if kind is Kind.POINT_OF_ORDER:
        course.hear_point(draft)
    elif draft.meeting.floor is None:
        phase = draft.meeting.phase
        if phase is not None and phase.speakers is Speakers.LIST:
            course.go_on(draft)


def set_note(meeting: Meeting, command: c.SetNote, now: Instant) -> tuple[e.Event, ...] | Refusal:
    request = meeting.request(command.request)
    if request is None:
        return refuse(Code.NOTHING_ASKED)
    if request.person != command.by:
        return refuse(Code.NOT_YOUR_REQUEST)
    fault = _note_fault(command.note)
    return fault if fault is not None else (e.NoteSet(request.number, command.note),)


def withdraw(meeting: Meeting, command: c.Withdraw, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """One's own request; an organizer may take down anybody's."""
    own = meeting.requests_of(command.by)
    if command.request is None:
        if not own:
            return refuse(Code.NOTHING_ASKED)
        request = own[-1]
    else:
        found = meeting.request(command.request)
        if found is None:
            return refuse(Code.NOTHING_ASKED)
        request = found
    if request.person != command.by and not meeting.organizes(command.by):
        return refuse(Code.NOT_YOUR_REQUEST)
    return (e.RequestWithdrawn(request.number, request.person),)


def call_next(meeting: Meeting, command: c.CallNext, now: Instant) -> tuple[e.Event, ...] | Refusal:
    fault = _chair_fault(meeting, command.by, command.seen_turn)
    if fault is not None:
        return fault
    on_rota = bool(meeting.rota)
    if meeting.floor is None and not on_rota and not meeting.requests:
        return refuse(Code.NOBODY_WAITING)
    draft = Draft(meeting, now)
    if meeting.floor is not None:
        draft.end(meeting.floor, TurnEnd.CALLED)
        course.go_on(draft)
    if draft.meeting.floor is None and draft.meeting.phase_index == meeting.phase_index:
        if draft.meeting.rota:
            course.call_place(draft)
        else:
            course.call_from_list(draft)
    if not draft.events:
        return refuse(Code.NOBODY_WAITING)
    return draft.events


def grant(meeting: Meeting, command: c.Grant, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Call somebody, in or out of order; whoever has the floor gives it up."""
    fault = _chair_fault(meeting, command.by, command.seen_turn)
    if fault is not None:
        return fault
    seat = meeting.seat(command.person)
    if seat is None:
        return refuse(Code.NOT_SEATED, person=command.person)
    if not seat.may_speak:
        return refuse(Code.NOT_A_SPEAKER, person=command.person)
    if meeting.floor is not None and meeting.floor.person == command.person:
        return refuse(Code.STALE_TURN, speaker=command.person, turn=meeting.floor.number)
    ordered = speakers_list(meeting)
    request = next((r for r in ordered if r.person == command.person), None)
    place = bool(meeting.rota) and (
        meeting.rota[0].person == command.person
        or (meeting.rota[0].person is None and meeting.rota[0].side == seat.side)
    )
    draft = Draft(meeting, now)
    draft.end_all(TurnEnd.CALLED)
    course.start(
        draft,
        command.person,
        Kind.STATEMENT if request is None or place else request.kind,
        request,
        place=place,
        out_of_order=not place and (not ordered or ordered[0].person != command.person),
    )
    return draft.events


def yield_(meeting: Meeting, command: c.Yield, now: Instant) -> tuple[e.Event, ...] | Refusal:
    turn = _own_turn(meeting, command.by, command.seen_turn)
    if isinstance(turn, Refusal):
        return turn
    draft = Draft(meeting, now)
    draft.end(turn, TurnEnd.YIELDED)
    if meeting.status is Status.OPEN:
        course.go_on(draft)
    return draft.events


def extend(meeting: Meeting, command: c.Extend, now: Instant) -> tuple[e.Event, ...] | Refusal:
    fault = _chair_fault(meeting, command.by, command.seen_turn)
    if fault is not None:
        return fault
    turn = meeting.floor
    if turn is None:
        return refuse(Code.NO_FLOOR)
    if command.seen_extensions is not None and command.seen_extensions != turn.extensions:
        return refuse(Code.ALREADY_EXTENDED)
    if turn.extensions >= meeting.format.extensions:
        return refuse(Code.NO_EXTENSIONS_LEFT, most=meeting.format.extensions)
    more = meeting.format.extension if command.more is None else command.more
    return (e.TurnExtended(turn.number, more),)


def rule_point(
    meeting: Meeting, command: c.RulePoint, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """Rule on a point of order. A ruling while it is being spoken ends that turn."""
    if not meeting.chairs(command.by):
        return refuse(Code.CO_CHAIRS_ONLY)
    point = next(
        (p for p in reversed(meeting.points) if command.turn in (None, p.turn)),
        None,
    )
    if point is None:
        return refuse(Code.NO_POINT)
    fault = _note_fault(command.note)
    if fault is not None:
        return fault
    draft = Draft(meeting, now)
    draft.add(e.PointRuled(point.turn, command.sustained, command.note))
    if meeting.floor is not None and meeting.floor.number == point.turn:
        draft.end(meeting.floor, TurnEnd.RULED)
        course.go_on(draft)
    return draft.events


def _speaker(meeting: Meeting, person: PersonId) -> Seat | Refusal:
    seat = meeting.seat(person)
    if seat is None:
        return refuse(Code.NO_SEAT)
    if not seat.capacity.speaks:
        return refuse(Code.NOT_A_SPEAKER, person=person)
    if seat.accepted is None:
        return refuse(Code.RULES_FIRST)
    return seat


def _chair_fault(meeting: Meeting, by: PersonId, seen: int | None) -> Refusal | None:
    if not meeting.chairs(by):
        return refuse(Code.CO_CHAIRS_ONLY)
    return _stale(meeting, seen)


def _stale(meeting: Meeting, seen: int | None) -> Refusal | None:
    """Another turn has started since this person looked: the command was meant for the old one."""
    if seen is None or seen == meeting.last_turn:
        return None
    turn = meeting.floor
    if turn is None:
        return refuse(Code.STALE_TURN, speaker="", turn=meeting.last_turn)
    return refuse(Code.STALE_TURN, speaker=turn.person, turn=turn.number)


def _own_turn(meeting: Meeting, by: PersonId, seen: int | None) -> Turn | Refusal:
    turn = meeting.floor
    if turn is None:
        return refuse(Code.NO_FLOOR)
    if turn.person != by:
        return refuse(Code.NOT_YOUR_FLOOR, speaker=turn.person)
    # A turn that was interrupted goes on under its own number, after the point's.
    if seen not in (None, turn.number, meeting.last_turn):
        return refuse(Code.STALE_TURN, speaker=turn.person, turn=turn.number)
    return turn


def _note_fault(note: Words | None) -> Refusal | None:
    if note is None or note.text is None:
        return None
    if len(note.text) > NOTE_LENGTH:
        return refuse(Code.TOO_LONG, length=len(note.text), most=NOTE_LENGTH)
    return None if note.text.strip() else refuse(Code.EMPTY_TEXT)
