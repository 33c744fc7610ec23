"""Rules for raising a hand: what one may ask for and how often, changing one's mind, letting others
go first, withdrawing."""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.draft import Draft
from bot.procedure.floor.calling import hear_point
from bot.procedure.floor.floor_values import Heard, Request, TurnNumber
from bot.procedure.floor.ordering_policies import place_of
from bot.procedure.floor.request_kinds import Kind, no_more_urgent
from bot.procedure.meeting import progress
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting, Status
from bot.procedure.table.seats import Seat
from bot.procedure.values import Instant, PersonId, Words, visible

NOTE_LENGTH = 200


def ask(meeting: Meeting, command: c.Ask, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Raise a hand. One waits at most once with a request of each kind."""
    seat = _seat(meeting, command.by)
    fault = note_fault(command.note)
    if fault is not None:
        return fault
    heard = _wanted(meeting, seat, command.kind, command.answers)
    if isinstance(heard, Refusal):
        return heard
    draft = Draft(meeting, now)
    item = meeting.item
    draft.add(
        e.FloorRequested(
            request=meeting.last_request + 1,
            person=command.by,
            side=seat.side,
            kind=command.kind,
            item=None if item is None else item.key,
            note=command.note if seat.recorded else None,
            answers=None if heard is None else heard.turn,
            to=None if heard is None else heard.person,
        )
    )
    if meeting.status is Status.OPEN:
        if command.kind.rules.interrupts:
            hear_point(draft)
        elif draft.meeting.floor is None:
            _call_if_listed(draft)
    return draft.events


def _call_if_listed(draft: Draft) -> None:
    """A hand goes up while the floor is free: where the list calls by itself, it is called."""
    meeting = draft.meeting
    phase = meeting.phase
    if meeting.leaving is not None or (phase is not None and phase.speakers.listed):
        progress.go_on(draft)


def _wanted(
    meeting: Meeting, seat: Seat, kind: Kind, seen: TurnNumber | None
) -> Heard | Refusal | None:
    """Whether this member may want the floor for this now; what it answers, if it answers a turn."""
    for request in meeting.requests_of(seat.person):
        if request.kind is kind:
            return refuse(Code.ALREADY_ASKED, kind=kind.value, place=place_of(meeting, request))
    if kind.rules.standing is None:
        return refuse(Code.NOT_ASKED_FOR)
    if not kind.rules.interrupts and meeting.written_freely:
        return refuse(Code.JUST_WRITE)
    if kind.rules.listed and meeting.talk.list_closed:
        return refuse(Code.LIST_CLOSED)
    if meeting.outside(seat.person, kind):
        return refuse(Code.OUTSIDE_CIRCLE)
    if kind.rules.answers:
        return _answered(meeting, seat, kind, seen)
    match kind:
        case Kind.RIGHT_OF_REPLY:
            if meeting.item is None:
                return refuse(Code.REPLY_TO_WHAT)
            most = meeting.format.rations.rights_of_a_side
            had = meeting.talk.granted.rights_of.get(seat.side, 0)
            waiting = sum(r.kind is kind and r.side == seat.side for r in meeting.requests)
            if most is not None and had + waiting >= most:
                return refuse(Code.RIGHTS_SPENT, most=most, side=seat.side)
        case Kind.POINT_OF_ORDER:
            turn = meeting.floor
            if turn is not None and turn.person == seat.person and turn.kind is kind:
                return refuse(Code.HAVE_THE_FLOOR)
            most = meeting.format.rations.points_of_a_person
            if most is not None and meeting.talk.granted.points_of.get(seat.person, 0) >= most:
                return refuse(Code.POINTS_SPENT, most=most)
    return None


def _answered(meeting: Meeting, seat: Seat, kind: Kind, seen: TurnNumber | None) -> Heard | Refusal:
    """The turn that a reply or a question is about: the one that was in view, or else the latest."""
    if not meeting.heard:
        return refuse(Code.NOTHING_TO_REPLY_TO)
    heard = meeting.heard[0]
    if seen is not None:
        # What was in view may have been a point of order or an interpretation: it is about what
        # was said before that.
        heard = next((each for each in meeting.heard if each.turn <= seen), meeting.heard[-1])
        if heard.turn > seen:
            return refuse(Code.TOO_LATE_TO_REPLY)
    turn = meeting.floor
    if turn is not None and turn.person == seat.person:
        return refuse(Code.HAVE_THE_FLOOR)
    if heard.person == seat.person:
        return refuse(Code.OWN_TURN)
    if kind is Kind.DIRECT_REPLY:
        fault = _reply_fault(meeting, seat, heard)
        if fault is not None:
            return fault
    return heard


def _reply_fault(meeting: Meeting, seat: Seat, heard: Heard) -> Refusal | None:
    """Direct replies are easily overused, so they are few: to one turn, and by one person."""
    rations, granted = meeting.format.rations, meeting.talk.granted
    replies = [r for r in meeting.requests if r.kind is Kind.DIRECT_REPLY]
    to_it = granted.replies_to.get(heard.turn, 0) + sum(r.answers == heard.turn for r in replies)
    most = rations.replies_to_a_turn
    if most is not None and to_it >= most:
        return refuse(Code.REPLIES_SPENT, most=most, person=heard.person)
    most = rations.replies_by_a_person
    if most is not None and granted.replies_by.get(seat.person, 0) >= most:
        return refuse(Code.OWN_REPLIES_SPENT, most=most)
    return None


def change_kind(
    meeting: Meeting, command: c.ChangeKind, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """Want the floor for something else. The time waited counts where that is fair: towards what is
    no more urgent. Whoever comes to want something more urgent stands behind those who did before."""
    request = _own(meeting, command.by, command.request)
    if isinstance(request, Refusal):
        return request
    if command.kind is request.kind:
        return ()
    if command.kind.rules.interrupts:
        return refuse(Code.RAISE_POINT)
    seat = _seat(meeting, command.by)
    heard = _wanted(meeting, seat, command.kind, command.answers)
    if isinstance(heard, Refusal):
        return heard
    draft = Draft(meeting, now)
    draft.add(
        e.KindChanged(
            request=request.number,
            kind=command.kind,
            keeps_place=no_more_urgent(command.kind, request.kind),
            answers=None if heard is None else heard.turn,
            to=None if heard is None else heard.person,
        )
    )
    if meeting.status is Status.OPEN and meeting.floor is None:
        _call_if_listed(draft)
    return draft.events


def set_note(meeting: Meeting, command: c.SetNote, now: Instant) -> tuple[e.Event, ...] | Refusal:
    request = _own(meeting, command.by, command.request)
    if isinstance(request, Refusal):
        return request
    fault = note_fault(command.note)
    if fault is not None:
        return fault
    return (e.NoteSet(request.number, command.note),)


def defer(meeting: Meeting, command: c.Defer, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Let everybody go first who waits with the same kind of request now."""
    request = _own(meeting, command.by, command.request)
    if isinstance(request, Refusal):
        return request
    others = [r for r in meeting.requests if r.kind is request.kind and r is not request]
    if not others or all(request.behind(other) for other in others):
        return refuse(Code.NOBODY_BEHIND)
    return (e.RequestDeferred(request.number),)


def withdraw(meeting: Meeting, command: c.Withdraw, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """One's own request; an organizer may take down anybody's."""
    request = _meant(meeting, command.by, command.request)
    if request is None:
        return refuse(Code.NOTHING_ASKED)
    return (e.RequestWithdrawn(request.number, request.person),)


def withdraw_all(draft: Draft, person: PersonId) -> None:
    """Take down every hand of this person, those set aside with a parked item too."""
    for request in (*draft.meeting.requests, *draft.meeting.aside):
        if request.person == person:
            draft.add(e.RequestWithdrawn(request.number, person))


def _meant(meeting: Meeting, by: PersonId, number: int | None) -> Request | None:
    if number is not None:
        return meeting.request(number)
    return next(reversed(meeting.requests_of(by)), None)


def _own(meeting: Meeting, by: PersonId, number: int | None) -> Request | Refusal:
    request = _meant(meeting, by, number)
    if request is None:
        return refuse(Code.NOTHING_ASKED)
    return request if request.person == by else refuse(Code.NOT_YOUR_REQUEST)


def _seat(meeting: Meeting, person: PersonId) -> Seat:
    seat = meeting.seat(person)
    assert seat is not None, "only those at the table may ask for the floor"
    return seat


def note_fault(note: Words | None) -> Refusal | None:
    if note is None or note.text is None:
        return None
    if len(note.text) > NOTE_LENGTH:
        return refuse(Code.TOO_LONG, length=len(note.text), most=NOTE_LENGTH)
    return None if visible(note.text) else refuse(Code.EMPTY_TEXT)
