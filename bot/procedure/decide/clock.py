"""Rules that time alone brings about, and when they will next: warnings, expiry, spent budgets."""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.decide import course
from bot.procedure.decide.draft import Draft
from bot.procedure.floor import Turn, TurnEnd
from bot.procedure.meeting import Meeting, Status
from bot.procedure.refusals import Refusal
from bot.procedure.values import Instant


def tick(meeting: Meeting, command: c.Tick, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Whatever is due at `now`. A clock that wakes late skips the warning and ends the turn."""
    draft = Draft(meeting, now)
    turn = meeting.floor
    if turn is not None and turn.ends_at is not None:
        _turn_due(draft, turn, turn.ends_at)
    budget_ends = _budget_ends(meeting)
    if budget_ends is not None and now >= budget_ends and _same_item(draft, meeting):
        assert meeting.item is not None, "only an open item has a budget that ends"
        draft.add(e.ItemBudgetSpent(meeting.item.key))
    return draft.events


def _same_item(draft: Draft, meeting: Meeting) -> bool:
    """Whether the item is still open; a turn that ended may have closed it."""
    before, after = meeting.item, draft.meeting.item
    return before is not None and after is not None and before.key == after.key


def _turn_due(draft: Draft, turn: Turn, ends_at: Instant) -> None:
    now, rules = draft.now, draft.meeting.format
    if now >= ends_at + rules.grace:
        draft.end(turn, TurnEnd.EXPIRED)
        course.go_on(draft)
    elif now >= ends_at:
        if not turn.time_up:
            draft.add(e.TurnTimeUp(turn.number))
    elif now >= ends_at - rules.warning and not turn.warned:
        draft.add(e.TurnWarned(turn.number, turn.left(now)))


def next_deadline(meeting: Meeting) -> Instant | None:
    """When the clock must next be asked; None while nothing can fall due.

    What has fallen due already is answered with a moment in the past.
    """
    if meeting.status is not Status.OPEN:
        return None
    moments: list[Instant] = []
    turn = meeting.floor
    if turn is not None and turn.ends_at is not None:
        if turn.time_up:
            moments.append(turn.ends_at + meeting.format.grace)
        else:
            moments.append(turn.ends_at)
            if not turn.warned:
                moments.append(turn.ends_at - meeting.format.warning)
    budget_ends = _budget_ends(meeting)
    if budget_ends is not None:
        moments.append(budget_ends)
    return min(moments, default=None)


def _budget_ends(meeting: Meeting) -> Instant | None:
    """When the open item's time is used up; None when it has been told, or no item is open."""
    item, counted = meeting.item, meeting.ledger.counted_to
    if item is None or item.budget_told or counted is None or meeting.status is not Status.OPEN:
        return None
    return counted + item.budget - item.spent


def note_outage(
    meeting: Meeting, command: c.NoteOutage, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """The speaker gets the time back that passed while nobody could be heard.

    Whatever was recorded last shows that the bot was still there then.
    """
    counted = meeting.ledger.counted_to
    since = command.since if counted is None else max(command.since, counted)
    return (e.OutageNoted(since),) if since < now else ()
