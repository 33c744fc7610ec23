"""Giving the floor: who is called next from the list or the rota, and for how long.

What follows when a turn ends stands in `course`, what a person must do to be called in `requests`.
"""

from __future__ import annotations

from bot.procedure import events as e
from bot.procedure.draft import Draft
from bot.procedure.floor.floor_values import Place, Request, TurnNumber
from bot.procedure.floor.ordering_policies import callable_list
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import RunsOut
from bot.procedure.state import Meeting, Status
from bot.procedure.table.seats import Seat, SideKey
from bot.procedure.values import SECOND, Instant, Milliseconds, PersonId

SHORTEST: Milliseconds = 30 * SECOND
"""No turn is cut shorter than this because an item's or a side's time runs out."""


def hear_point(draft: Draft) -> bool:
    """A point of order is heard at once: whoever speaks is interrupted, unless on a point already."""
    meeting = draft.meeting
    point = next(
        (
            request
            for request in meeting.requests
            if request.kind.rules.interrupts and meeting.may_speak(request.person)
        ),
        None,
    )
    if point is None:
        return False
    if meeting.floor is not None:
        if meeting.floor.kind.rules.interrupts:
            return False
        draft.add(e.TurnInterrupted(meeting.floor.number))
    start(draft, point.person, point.kind, point)
    return True


def call_from_list(draft: Draft, *, replies: bool = True) -> bool:
    """Give the floor to the first on the speakers list to whom it can be given. False: nobody waits.

    `replies` False: rights of reply wait for the end of the item.
    """
    for request in callable_list(draft.meeting):
        if replies or not request.kind.rules.at_items_end:
            start(draft, request.person, request.kind, request)
            return True
    return False


def call_right_of_reply(draft: Draft) -> bool:
    for request in callable_list(draft.meeting):
        if request.kind.rules.at_items_end:
            start(draft, request.person, request.kind, request)
            return True
    return False


def call_place(draft: Draft) -> bool:
    """Give the floor to the next place of the rota that somebody can take. False: none is left."""
    while draft.meeting.rota.places:
        place = draft.meeting.rota.places[0]
        seat, request = _speaker_for(draft.meeting, place)
        if seat is not None and seat.may_speak:
            start(draft, seat.person, Kind.STATEMENT, request, place=True)
            return True
        reason = e.PassReason.NOBODY_SEATED if seat is None else e.PassReason.NOT_ACCEPTED
        draft.add(e.PlacePassed(place.side, place.person, reason))
    return False


def call_for_side(draft: Draft, side: SideKey) -> bool:
    """Give the floor to the first of this side who asked to make a statement, in the place that its
    co-chair has just given up. False: nobody has asked."""
    meeting = draft.meeting
    seat, request = _speaker_for(meeting, Place(side))
    if seat is None or request is None:
        return False
    limit = allowed(meeting, seat, Kind.STATEMENT, draft.now, place=True)
    start(draft, seat.person, Kind.STATEMENT, request, limit=limit)
    return True


def _speaker_for(meeting: Meeting, place: Place) -> tuple[Seat | None, Request | None]:
    """Who takes this place. A side is spoken for by the first of its members who asked to make a
    statement, or else by its co-chair."""
    if place.person is not None:
        return meeting.seat(place.person), None
    for request in callable_list(meeting):
        if request.side == place.side and request.kind is Kind.STATEMENT:
            return meeting.seat(request.person), request
    chair = next((seat for seat in meeting.co_chairs() if seat.side == place.side), None)
    return chair, None


def start(
    draft: Draft,
    person: PersonId,
    kind: Kind,
    request: Request | None,
    *,
    place: bool = False,
    out_of_order: bool = False,
    interprets: TurnNumber | None = None,
    limit: Milliseconds | None = None,
) -> None:
    """Begin a turn. `limit` None: as the format, the item and the side allow."""
    meeting = draft.meeting
    seat = meeting.seat(person)
    assert seat is not None, "rules look up the seat before they give the floor"
    phase, item = meeting.phase, meeting.item
    draft.add(
        e.TurnStarted(
            turn=meeting.last_turn + 1,
            person=person,
            side=seat.side,
            kind=kind,
            request=None if request is None else request.number,
            item=None if item is None else item.key,
            phase=None if phase is None else phase.key,
            limit=allowed(meeting, seat, kind, draft.now, place=place) if limit is None else limit,
            out_of_order=out_of_order,
            place=place,
            answers=None if request is None else request.answers,
            interprets=interprets,
        )
    )


def allowed(meeting: Meeting, seat: Seat, kind: Kind, now: Instant, *, place: bool) -> Milliseconds:
    """How long this member's turn may last: what the format gives, cut so that the item ends on time
    and the side keeps to its share, but never below `SHORTEST`."""
    phase = meeting.phase
    on_rota = phase is not None and phase.speakers.on_rota
    limit = meeting.format.limit(kind, phase if place or not on_rota else None, seat.capacity)
    again = meeting.talk.granted.rights_of.get(seat.side, 0) > 0
    if kind is Kind.RIGHT_OF_REPLY and again and meeting.format.again is not None:
        limit = meeting.format.again
    if kind.rules.uncut:
        return limit
    for left in (item_left(meeting, now), _share_left(meeting, seat, now)):
        if left is not None:
            limit = min(limit, max(left, SHORTEST))
    return limit


def _share_left(meeting: Meeting, seat: Seat, now: Instant) -> Milliseconds | None:
    """What the side has left of its share; a side that alone has something to say is not cut short."""
    others_wait = any(request.side != seat.side for request in callable_list(meeting))
    return side_left(meeting, seat.side, now) if others_wait else None


def cut_to_item(draft: Draft) -> None:
    """Let the turn under way end with the item, which is to be left on time; no turn is cut shorter than
    `SHORTEST` from now."""
    meeting, turn = draft.meeting, draft.meeting.floor
    left = item_left(meeting, draft.now)
    if turn is None or turn.kind.rules.uncut or left is None:
        return
    limit = turn.used(draft.now) + max(left, SHORTEST)
    if limit < turn.limit:
        draft.add(e.TurnCut(turn.number, limit))


def item_left(meeting: Meeting, now: Instant) -> Milliseconds | None:
    """What the open item has left, if it ends by itself when that is used up."""
    ends = item_ends(meeting)
    return None if ends is None or meeting.runs_out is RunsOut.STAY else ends - now


def item_ends(meeting: Meeting) -> Instant | None:
    """When the open item's time is used up; None when that has been told, or no item is open, or it
    has no time of its own."""
    item, counted = meeting.item, meeting.ledger.counted_to
    if item is None or item.budget_told or counted is None or meeting.status is not Status.OPEN:
        return None
    if meeting.format.by_date or meeting.leaving is not None:
        return None
    return counted + item.budget - item.spent


def side_left(meeting: Meeting, side: str, now: Instant) -> Milliseconds | None:
    """What this side has left of its floor time on the open item, with a turn under way counted up to
    now; None where there is no such budget."""
    budget = meeting.format.item.of_a_side
    if budget is None or meeting.item is None:
        return None
    left = budget - meeting.talk.by_side.get(side, 0)
    turn, counted = meeting.floor, meeting.ledger.counted_to
    running = turn is not None and turn.running_since is not None and turn.side == side
    if running and counted is not None and turn is not None and not turn.kind.rules.aside:
        left -= max(0, now - counted)
    return left
