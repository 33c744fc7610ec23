"""What becomes of the minutes: points, drafts, amendments, adoption."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.procedure import events as e
from bot.procedure.minutes.minutes_values import Amendment, Point
from bot.procedure.replacing import replace
from bot.procedure.state import Meeting
from bot.procedure.values import Instant


def _with(meeting: Meeting, **changes: Any) -> Meeting:
    return replace(meeting, minutes=replace(meeting.minutes, **changes))


def _noted(meeting: Meeting, event: e.PointNoted, at: Instant) -> Meeting:
    point = Point(
        event.number,
        event.kind,
        event.item,
        event.person,
        event.text,
        event.message,
        event.owner,
        event.due,
        meeting.events + 1,
    )
    return _with(meeting, points=(*meeting.minutes.points, point), last_point=event.number)


def _dropped(meeting: Meeting, event: e.PointDropped, at: Instant) -> Meeting:
    left = tuple(point for point in meeting.minutes.points if point.number != event.number)
    return _with(meeting, points=left)


def _drafted(meeting: Meeting, event: e.MinutesDrafted, at: Instant) -> Meeting:
    return _with(
        meeting,
        text=event.text,
        revision=event.revision,
        event=meeting.events + 1,
        adopted_by=frozenset(),
    )


def _proposed(meeting: Meeting, event: e.AmendmentProposed, at: Instant) -> Meeting:
    amendment = Amendment(event.number, event.person, event.instead, event.text, meeting.events + 1)
    waiting = (*meeting.minutes.amendments, amendment)
    return _with(meeting, amendments=waiting, last_amendment=event.number)


def _decided(meeting: Meeting, event: e.AmendmentDecided, at: Instant) -> Meeting:
    left = tuple(each for each in meeting.minutes.amendments if each.number != event.number)
    return _with(meeting, amendments=left)


def _adopted(meeting: Meeting, event: e.MinutesAdopted, at: Instant) -> Meeting:
    return _with(meeting, adopted_by=meeting.minutes.adopted_by | {event.person})


def _frozen(meeting: Meeting, event: e.MinutesFrozen, at: Instant) -> Meeting:
    return _with(meeting, digest=event.digest)


APPLY: Mapping[type[Any], Callable[[Meeting, Any, Instant], Meeting]] = {
    e.PointNoted: _noted,
    e.PointDropped: _dropped,
    e.MinutesDrafted: _drafted,
    e.AmendmentProposed: _proposed,
    e.AmendmentDecided: _decided,
    e.MinutesAdopted: _adopted,
    e.MinutesFrozen: _frozen,
}
