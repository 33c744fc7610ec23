"""Rules for the agenda: adding, editing, moving and parking items, and going from one to the next."""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.agenda import AgendaItem, ItemState
from bot.procedure.decide import course
from bot.procedure.decide.draft import Draft
from bot.procedure.floor import TurnEnd
from bot.procedure.formats import When
from bot.procedure.meeting import Meeting, Status
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.transitions import WHY_NOT
from bot.procedure.values import MINUTE, Instant, Localized, Milliseconds

TITLE_LENGTH = 150
QUESTION_LENGTH = 1000
LONGEST_BUDGET: Milliseconds = 24 * 60 * MINUTE


def add(meeting: Meeting, command: c.AddItem, now: Instant) -> tuple[e.Event, ...] | Refusal:
    if not meeting.organizes(command.by):
        return refuse(Code.ORGANIZERS_ONLY)
    item = command.item
    if meeting.find_item(item.key) is not None:
        return refuse(Code.ITEM_EXISTS, item=item.key)
    fault = _fault(item.title, item.question, item.budget)
    if fault is not None:
        return fault
    end = len(meeting.agenda)
    position = end if command.position is None else max(0, min(command.position, end))
    fresh = AgendaItem(item.key, item.title, item.question, item.budget, item.sources, item.stage)
    return (e.ItemAdded(fresh, position),)


def edit(meeting: Meeting, command: c.EditItem, now: Instant) -> tuple[e.Event, ...] | Refusal:
    item = _editable(meeting, command.by, command.item)
    if isinstance(item, Refusal):
        return item
    fault = _fault(command.title, command.question, command.budget)
    if fault is not None:
        return fault
    return (e.ItemEdited(item.key, command.title, command.question, command.budget),)


def move(meeting: Meeting, command: c.MoveItem, now: Instant) -> tuple[e.Event, ...] | Refusal:
    item = _editable(meeting, command.by, command.item)
    if isinstance(item, Refusal):
        return item
    position = max(0, min(command.position, len(meeting.agenda) - 1))
    if meeting.agenda[position].key == item.key:
        return ()
    return (e.ItemMoved(item.key, position),)


def park(meeting: Meeting, command: c.ParkItem, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Set an item aside. Parking the open one ends its turn and goes on to the next item."""
    item = _editable(meeting, command.by, command.item)
    if isinstance(item, Refusal):
        return item
    if item.state is ItemState.PARKED:
        return ()
    if item.state is ItemState.PENDING:
        return (e.ItemParked(item.key, ()),)
    if not meeting.chairs(command.by):
        return refuse(Code.CO_CHAIRS_ONLY)
    if meeting.status is not Status.OPEN:
        return refuse(WHY_NOT[meeting.status])  # going on would give somebody the floor
    draft = Draft(meeting, now)
    _leave_item(draft)
    draft.add(e.ItemParked(item.key, course.waiting(draft.meeting)))
    course.open_item(draft, None)
    return draft.events


def next_item(meeting: Meeting, command: c.NextItem, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Close the open item and go on. A parked item may be gone back to, even from the closing."""
    if not meeting.chairs(command.by):
        return refuse(Code.CO_CHAIRS_ONLY)
    current = meeting.item
    open_now = "" if current is None else current.key
    if command.seen_item is not None and command.seen_item != open_now:
        return refuse(Code.STALE_ITEM, item=open_now)
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
    _leave_item(draft)
    course.close_item(draft)
    course.open_item(draft, command.item)
    return draft.events


def begin_closing(
    meeting: Meeting, command: c.BeginClosing, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    if not meeting.chairs(command.by):
        return refuse(Code.CO_CHAIRS_ONLY)
    if _closing(meeting):
        return refuse(Code.CLOSING_ALREADY)
    draft = Draft(meeting, now)
    _leave_item(draft)
    course.close_item(draft)
    for item in meeting.agenda:
        if item.state is ItemState.PENDING:
            draft.add(e.ItemParked(item.key, ()))
    course.begin_closing(draft)
    return draft.events


def _leave_item(draft: Draft) -> None:
    draft.end_all(TurnEnd.ITEM_CLOSED)
    if draft.meeting.phase is not None:
        draft.add(e.PhaseEnded(draft.meeting.phase.key))


def _closing(meeting: Meeting) -> bool:
    """Whether the closing phases are running or done."""
    phase = meeting.phase
    if phase is not None:
        return phase.when is When.MEETING_END
    return meeting.item is None and meeting.next_item is None


def _editable(meeting: Meeting, by: str, key: str) -> AgendaItem | Refusal:
    if not meeting.organizes(by):
        return refuse(Code.ORGANIZERS_ONLY)
    item = meeting.find_item(key)
    if item is None:
        return refuse(Code.UNKNOWN_ITEM, item=key)
    if item.state is ItemState.CLOSED:
        return refuse(Code.ITEM_DONE, item=key)
    return item


def _fault(title: Localized, question: Localized, budget: Milliseconds) -> Refusal | None:
    for texts, most in ((title, TITLE_LENGTH), (question, QUESTION_LENGTH)):
        for _, text in texts.texts:
            if not text.strip():
                return refuse(Code.EMPTY_TEXT)
            if len(text) > most:
                return refuse(Code.TOO_LONG, length=len(text), most=most)
    if not MINUTE <= budget <= LONGEST_BUDGET:
        return refuse(Code.BAD_BUDGET)
    return None
