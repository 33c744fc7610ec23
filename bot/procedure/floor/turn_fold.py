"""What becomes of the state when somebody is given the floor, has it, writes, and gives it up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.procedure import events as e
from bot.procedure.floor.floor_values import Granted, Heard, Interpretation, PointOfOrder, Turn
from bot.procedure.floor.request_fold import without_request
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.meeting.timekeeping import plus, start, stop
from bot.procedure.record.record_fold import fetching, heard, owing
from bot.procedure.replacing import replace
from bot.procedure.state import Ledger, Meeting
from bot.procedure.table.seats import Circle
from bot.procedure.values import Instant

ANSWERED = 3
"""How many of the last turns may still be answered."""


def _started(meeting: Meeting, event: e.TurnStarted, at: Instant) -> Meeting:
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
        warned=event.limit < 2 * meeting.format.warning,
        place=event.place,
        interprets=event.interprets,
        answers=event.answers,
    )
    begun = replace(
        without_request(meeting, event.request),
        floor=turn,
        last_turn=event.turn,
        ledger=_counted(meeting.ledger, event),
        talk=replace(meeting.talk, granted=_granted(meeting.talk.granted, event)),
    )
    match event.kind:
        case Kind.POINT_OF_ORDER:
            point = PointOfOrder(event.turn, event.person)
            return replace(begun, points=(*meeting.points, point))
        case Kind.INTERPRETATION:
            return replace(begun, interpretation=None)
    rota = meeting.rota
    if event.place:
        rota = replace(
            rota,
            places=rota.places[1:],
            placed=(*rota.placed, event.person),
            thinking_until=None,
        )
    return replace(
        begun,
        last_side=event.side,
        heard=(Heard(event.turn, event.person), *meeting.heard)[:ANSWERED],
        rota=rota,
        circle=_turn_in(meeting.circle, event.person),
    )


def _counted(ledger: Ledger, event: e.TurnStarted) -> Ledger:
    if event.kind is Kind.INTERPRETATION:
        return ledger
    return replace(
        ledger,
        turns=plus(ledger.turns, event.person, 1),
        turns_by_side=plus(ledger.turns_by_side, event.side, 1),
    )


def _granted(granted: Granted, event: e.TurnStarted) -> Granted:
    match event.kind:
        case Kind.DIRECT_REPLY:
            answers = event.answers or 0
            replies_to = {**granted.replies_to, answers: granted.replies_to.get(answers, 0) + 1}
            by = plus(granted.replies_by, event.person, 1)
            return replace(granted, replies_to=replies_to, replies_by=by)
        case Kind.RIGHT_OF_REPLY:
            return replace(granted, rights_of=plus(granted.rights_of, event.side, 1))
        case Kind.POINT_OF_ORDER:
            return replace(granted, points_of=plus(granted.points_of, event.person, 1))
    return granted


def _turn_in(circle: Circle, person: str) -> Circle:
    if person not in circle.seated:
        return circle
    return replace(circle, turns=plus(circle.turns, person, 1))


def _interrupted(meeting: Meeting, event: e.TurnInterrupted, at: Instant) -> Meeting:
    turn = stop(meeting.floor, at)
    # The room has something else to listen to, so its silence says nothing.
    return replace(meeting, interrupted=turn and replace(turn, asked_until=None), floor=None)


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


def _grace(meeting: Meeting, event: e.GraceProlonged, at: Instant) -> Meeting:
    turn = meeting.floor
    return _with_floor(meeting, grace=event.by + (0 if turn is None else turn.grace))


def _more(meeting: Meeting, event: e.MoreAnnounced, at: Instant) -> Meeting:
    return _with_floor(meeting, more=True)


def _more_asked(meeting: Meeting, event: e.MoreTimeAsked, at: Instant) -> Meeting:
    return _with_floor(meeting, asked_until=at + event.window, objected=False)


def _more_refused(meeting: Meeting, event: e.MoreTimeRefused, at: Instant) -> Meeting:
    return _with_floor(meeting, asked_until=None, objected=True)


def _extended(meeting: Meeting, event: e.TurnExtended, at: Instant) -> Meeting:
    turn = meeting.floor
    if turn is None:
        raise ValueError("nobody has the floor")
    longer = replace(turn, limit=turn.limit + event.by, extensions=turn.extensions + 1)
    left = longer.left(at)
    return _with_floor(
        meeting,
        limit=longer.limit,
        extensions=longer.extensions,
        time_up=left <= 0,
        warned=left <= meeting.format.warning,
        grace=0,
        asked_until=None,
        objected=False,
    )


def _cut(meeting: Meeting, event: e.TurnCut, at: Instant) -> Meeting:
    turn = meeting.floor
    if turn is None:
        raise ValueError("nobody has the floor")
    left = replace(turn, limit=event.limit).left(at)
    warned = turn.warned or left <= meeting.format.warning
    return _with_floor(meeting, limit=event.limit, warned=warned)


def _ended(meeting: Meeting, event: e.TurnEnded, at: Instant) -> Meeting:
    if meeting.interrupted is not None and meeting.interrupted.number == event.turn:
        return replace(meeting, interrupted=None)
    return replace(meeting, floor=None)


def _ruled(meeting: Meeting, event: e.PointRuled, at: Instant) -> Meeting:
    return replace(meeting, points=tuple(p for p in meeting.points if p.turn != event.turn))


def _interpretation_due(meeting: Meeting, event: e.InterpretationDue, at: Instant) -> Meeting:
    due = Interpretation(event.turn, event.person, event.limit)
    return replace(meeting, interpretation=due)


def _interpretation_skipped(
    meeting: Meeting, event: e.InterpretationSkipped, at: Instant
) -> Meeting:
    return replace(meeting, interpretation=None)


def _unclear(meeting: Meeting, event: e.ClarityAsked, at: Instant) -> Meeting:
    turn = meeting.floor
    if turn is None or turn.number != event.turn:
        return meeting
    return _with_floor(meeting, unclear=(*turn.unclear, event.person))


def _said(meeting: Meeting, event: e.ContributionMade, at: Instant) -> Meeting:
    meeting = heard(fetching(meeting, event), event.message)
    if event.turn is None:
        ledger, talk = meeting.ledger, meeting.talk
        return replace(
            meeting,
            ledger=replace(
                ledger,
                posts=plus(ledger.posts, event.person, 1),
                posts_by_side=plus(ledger.posts_by_side, event.side, 1),
            ),
            talk=replace(talk, wrote=talk.wrote | {event.person}),
        )
    turn = meeting.floor
    if turn is None or turn.number != event.turn or (turn.spoke and not turn.more):
        return meeting
    return _with_floor(meeting, spoke=True, more=False)


def _held(meeting: Meeting, event: e.MessageHeld, at: Instant) -> Meeting:
    meeting = replace(heard(meeting, event.message), last_held=event.held)
    return owing(meeting, event) if event.owed else meeting


APPLY: Mapping[type[Any], Callable[[Meeting, Any, Instant], Meeting]] = {
    e.TurnStarted: _started,
    e.TurnInterrupted: _interrupted,
    e.TurnTakenUp: _taken_up,
    e.TurnWarned: _warned,
    e.TurnTimeUp: _time_up,
    e.GraceProlonged: _grace,
    e.MoreAnnounced: _more,
    e.MoreTimeAsked: _more_asked,
    e.MoreTimeRefused: _more_refused,
    e.TurnExtended: _extended,
    e.TurnCut: _cut,
    e.TurnEnded: _ended,
    e.PointRuled: _ruled,
    e.InterpretationDue: _interpretation_due,
    e.InterpretationSkipped: _interpretation_skipped,
    e.ClarityAsked: _unclear,
    e.ContributionMade: _said,
    e.MessageHeld: _held,
}
