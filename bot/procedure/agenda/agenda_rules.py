"""Rules for the agenda: adding, editing, moving and parking items, going from one to the next, and
what becomes of one whose time is used up."""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.agenda.agenda_values import AgendaItem, ItemState, Leaving
from bot.procedure.draft import Draft
from bot.procedure.floor import calling
from bot.procedure.formats import RunsOut, When
from bot.procedure.meeting import progress
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting, Status
from bot.procedure.transitions import WHY_NOT
from bot.procedure.values import MINUTE, Instant, Localized, Milliseconds, visible

TITLE_LENGTH = 150
QUESTION_LENGTH = 1000
MOST_ITEMS = 100
LONGEST_BUDGET: Milliseconds = 24 * 60 * MINUTE


def add(meeting: Meeting, command: c.AddItem, now: Instant) -> tuple[e.Event, ...] | Refusal:
    item = command.item
    if len(meeting.agenda) >= MOST_ITEMS:
        return refuse(Code.AGENDA_FULL, most=MOST_ITEMS)
    if meeting.find_item(item.key) is not None:
        return refuse(Code.ITEM_EXISTS, item=item.key)
    fault = wording_fault(item.title, item.question, item.budget)
    if fault is not None:
        return fault
    end = len(meeting.agenda)
    position = end if command.position is None else max(0, min(command.position, end))
    fresh = AgendaItem(item.key, item.title, item.question, item.budget, item.sources, item.stage)
    return (e.ItemAdded(fresh, position),)


def edit(meeting: Meeting, command: c.EditItem, now: Instant) -> tuple[e.Event, ...] | Refusal:
    item = _editable(meeting, command.item)
    if isinstance(item, Refusal):
        return item
    fault = wording_fault(command.title, command.question, command.budget)
    if fault is not None:
        return fault
    draft = Draft(meeting, now)
    draft.add(e.ItemEdited(item.key, command.title, command.question, command.budget))
    if meeting.status is Status.OPEN:
        calling.cut_to_item(draft)
        if progress.ran_out(draft.meeting):
            progress.go_on(draft)  # it has been given less time than was used already
    return draft.events


def move(meeting: Meeting, command: c.MoveItem, now: Instant) -> tuple[e.Event, ...] | Refusal:
    item = _editable(meeting, command.item)
    if isinstance(item, Refusal):
        return item
    position = max(0, min(command.position, len(meeting.agenda) - 1))
    if meeting.agenda[position].key == item.key:
        return ()
    return (e.ItemMoved(item.key, position),)


def park(meeting: Meeting, command: c.ParkItem, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Set an item aside, and with it what was asked on it. Parking the open one goes on to the next."""
    item = _editable(meeting, command.item)
    if isinstance(item, Refusal):
        return item
    fault = _stale_item(meeting, command.seen_item)
    if fault is not None:
        return fault
    if item.state is ItemState.PARKED:
        return ()
    if item.state is ItemState.PENDING:
        return (e.ItemParked(item.key, ()),)
    if meeting.status is not Status.OPEN:
        return refuse(WHY_NOT[meeting.status])  # going on would give somebody the floor
    draft = Draft(meeting, now)
    progress.leave_item(draft, Leaving(RunsOut.PARK))
    return draft.events


def next_item(meeting: Meeting, command: c.NextItem, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Close the open item and go on. A parked item may be gone back to, even from the closing.

    Given once more while the rights of reply are heard, it leaves those that still wait unspoken.
    """
    fault = _stale_item(meeting, command.seen_item)
    if fault is not None:
        return fault
    if command.seen_replies is not None and command.seen_replies != (meeting.leaving is not None):
        return refuse(Code.REPLIES_FIRST) if meeting.leaving is not None else _gone_on(meeting)
    if command.item is not None:
        target = meeting.find_item(command.item)
        if target is None:
            return refuse(Code.UNKNOWN_ITEM, item=command.item)
        if target.state is ItemState.OPEN:
            return refuse(Code.STALE_ITEM, item=target.key)
        if target.state is ItemState.CLOSED:
            return refuse(Code.ITEM_DONE, item=target.key)
    elif meeting.next_item is None and _closing(meeting):
        return refuse(Code.NO_MORE_ITEMS)
    draft = Draft(meeting, now)
    progress.leave_item(draft, Leaving(_outcome(meeting), command.item))
    return draft.events


def _outcome(meeting: Meeting) -> RunsOut:
    """What becomes of an item that a co-chair leaves: closed, unless it was being parked already."""
    return RunsOut.CLOSE if meeting.leaving is None else meeting.leaving.outcome


def begin_closing(
    meeting: Meeting, command: c.BeginClosing, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """Go into the closing; items that are still pending are parked."""
    fault = _stale_item(meeting, command.seen_item)
    if fault is not None:
        return fault
    if _closing(meeting):
        return refuse(Code.CLOSING_ALREADY)
    draft = Draft(meeting, now)
    progress.leave_item(draft, Leaving(_outcome(meeting), closing=True))
    return draft.events


def set_runs_out(
    meeting: Meeting, command: c.SetRunsOut, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """Choose what becomes of the open item at the end of its time; at once, if that has passed. A turn
    under way is cut so that the item can end on time."""
    item = _timed(meeting, command.seen_item)
    if isinstance(item, Refusal):
        return item
    draft = Draft(meeting, now)
    if command.outcome is not meeting.runs_out:
        draft.add(e.RunOutChosen(item.key, command.outcome))
    calling.cut_to_item(draft)
    if meeting.status is Status.OPEN and progress.ran_out(draft.meeting):
        progress.go_on(draft)
    return draft.events


def extend_item(
    meeting: Meeting, command: c.ExtendItem, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    item = _timed(meeting, command.seen_item)
    if isinstance(item, Refusal):
        return item
    if command.seen_budget is not None and command.seen_budget != item.budget:
        return refuse(Code.ITEM_EXTENDED)
    if not MINUTE <= command.more <= LONGEST_BUDGET - item.budget:
        return refuse(Code.BAD_BUDGET)
    return (e.ItemExtended(item.key, command.more),)


def _timed(meeting: Meeting, seen: str | None) -> AgendaItem | Refusal:
    """The open item, whose end a co-chair may choose."""
    fault = _stale_item(meeting, seen)
    if fault is not None:
        return fault
    if meeting.item is None or meeting.leaving is not None:
        return refuse(Code.NO_OPEN_ITEM)
    if meeting.format.by_date:
        return refuse(Code.BY_DATE)
    return meeting.item


def _stale_item(meeting: Meeting, seen: str | None) -> Refusal | None:
    open_now = "" if meeting.item is None else meeting.item.key
    return None if seen in (None, open_now) else _gone_on(meeting)


def _gone_on(meeting: Meeting) -> Refusal:
    return refuse(Code.STALE_ITEM, item="" if meeting.item is None else meeting.item.key)


def _closing(meeting: Meeting) -> bool:
    """Whether the closing phases are running or done."""
    phase = meeting.phase
    if phase is not None:
        return phase.when is When.MEETING_END
    return meeting.item is None and meeting.next_item is None


def _editable(meeting: Meeting, key: str) -> AgendaItem | Refusal:
    item = meeting.find_item(key)
    if item is None:
        return refuse(Code.UNKNOWN_ITEM, item=key)
    if item.state is ItemState.CLOSED:
        return refuse(Code.ITEM_DONE, item=key)
    return item


def wording_fault(title: Localized, question: Localized, budget: Milliseconds) -> Refusal | None:
    """Why an item cannot be called this, ask this, or have this much time."""
    for texts, most in ((title, TITLE_LENGTH), (question, QUESTION_LENGTH)):
        for _, text in texts.texts:
            if not visible(text):
                return refuse(Code.EMPTY_TEXT)
            if len(text) > most:
                return refuse(Code.TOO_LONG, length=len(text), most=most)
    if not MINUTE <= budget <= LONGEST_BUDGET:
        return refuse(Code.BAD_BUDGET)
    return None
