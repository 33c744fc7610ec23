"""`evolve`: what an event makes of the state. No rule is asked here: what has happened has happened.

Folding a meeting's events with `evolve` gives the same state on any machine at any time. The clock is
counted first (`timekeeping`), then the event itself is applied; so every millisecond between the opening
and the closing lands in exactly one bucket of the ledger. What each event does stands beside this file
by subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.procedure import events as e
from bot.procedure.agenda import agenda_fold
from bot.procedure.event import name_of
from bot.procedure.floor import request_fold, turn_fold
from bot.procedure.meeting import meeting_fold
from bot.procedure.meeting.timekeeping import count
from bot.procedure.minutes import minutes_fold
from bot.procedure.proposal import proposal_fold
from bot.procedure.record import record_fold
from bot.procedure.replacing import replace
from bot.procedure.state import Meeting
from bot.procedure.table import table_fold
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
        return meeting_fold.convened(event, at)
    if meeting is None:
        raise ValueError(f"{name_of(event)} before the meeting was convened")
    status = TRANSITIONS.get((meeting.status, type(event)), meeting.status)
    if type(event) in _STATUS_EVENTS and (meeting.status, type(event)) not in TRANSITIONS:
        raise ValueError(f"{name_of(event)} while {meeting.status}")
    counted = count(meeting, event, at)
    apply = _APPLY.get(type(event))
    changed = counted if apply is None else apply(counted, event, at)
    if type(event) in _STEERING:
        changed = replace(changed, steered_at=at)
    return _watched(replace(changed, status=status, events=meeting.events + 1), at)


def fold(records: Iterable[e.Recorded]) -> Meeting | None:
    """The state that these records lead to; None when there are none."""
    meeting: Meeting | None = None
    for each in records:
        meeting = evolve(meeting, each.event, each.at)
    return meeting


def _watched(meeting: Meeting, at: Instant) -> Meeting:
    """With the moment since when the room waits for its chair, if it does."""
    awaits = meeting.awaits_call
    if awaits == (meeting.awaited_since is not None):
        return meeting
    return replace(meeting, awaited_since=at if awaits else None, chair_missed=False)


_STEERING = frozenset(
    {e.ItemOpened, e.ItemClosed, e.ItemParked, e.RepliesBegun, e.ItemExtended, e.TurnExtended}
)
"""What somebody who types a command at the same moment has not seen yet."""

_STATUS_EVENTS = frozenset(event for _, event in TRANSITIONS)

_APPLY: Mapping[type[Any], Callable[[Meeting, Any, Instant], Meeting]] = {
    **meeting_fold.APPLY,
    **table_fold.APPLY,
    **record_fold.APPLY,
    **minutes_fold.APPLY,
    **proposal_fold.APPLY,
    **agenda_fold.APPLY,
    **request_fold.APPLY,
    **turn_fold.APPLY,
}
