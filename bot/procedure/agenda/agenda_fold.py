"""What becomes of the state when the agenda changes, or the meeting moves along it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.procedure import events as e
from bot.procedure.agenda.agenda_values import AgendaItem, ItemKey, ItemState, Leaving
from bot.procedure.formats import RunsOut
from bot.procedure.replacing import replace
from bot.procedure.state import Meeting, Talk
from bot.procedure.values import Instant


def _with_item(
    meeting: Meeting, key: ItemKey, change: Callable[[AgendaItem], AgendaItem]
) -> Meeting:
    agenda = tuple(change(item) if item.key == key else item for item in meeting.agenda)
    return replace(meeting, agenda=agenda)


def _inserted(agenda: tuple[AgendaItem, ...], item: AgendaItem, at: int) -> tuple[AgendaItem, ...]:
    return (*agenda[:at], item, *agenda[at:])


def _added(meeting: Meeting, event: e.ItemAdded, at: Instant) -> Meeting:
    return replace(meeting, agenda=_inserted(meeting.agenda, event.item, event.position))


def _edited(meeting: Meeting, event: e.ItemEdited, at: Instant) -> Meeting:
    return _with_item(
        meeting,
        event.item,
        lambda item: _budgeted(
            replace(item, title=event.title, question=event.question), event.budget
        ),
    )


def _budgeted(item: AgendaItem, budget: int) -> AgendaItem:
    """With this budget; what had been told of the old one may have to be told anew."""
    spent = item.spent >= budget
    return replace(item, budget=budget, budget_told=spent, warned=spent)


def _moved(meeting: Meeting, event: e.ItemMoved, at: Instant) -> Meeting:
    moved = next(item for item in meeting.agenda if item.key == event.item)
    rest = tuple(item for item in meeting.agenda if item.key != event.item)
    return replace(meeting, agenda=_inserted(rest, moved, event.position))


def _opened(meeting: Meeting, event: e.ItemOpened, at: Instant) -> Meeting:
    """The item begins, or is gone back to: then what was set aside with it comes back to the list, and
    what had been granted on it still counts. If its time was used up, a co-chair ends it."""
    opened = _with_item(
        meeting,
        event.item,
        lambda item: replace(
            item,
            state=ItemState.OPEN,
            runs_out=RunsOut.STAY if item.budget_told else item.runs_out,
        ),
    )
    back = tuple(request for request in meeting.aside if request.item == event.item)
    return replace(
        opened,
        items_opened=meeting.items_opened + 1,
        requests=(*meeting.requests, *back),
        aside=tuple(request for request in meeting.aside if request.item != event.item),
        talk=meeting.left_off.get(event.item, Talk()),
        left_off={key: talk for key, talk in meeting.left_off.items() if key != event.item},
        leaving=None,
    )


def _parked(meeting: Meeting, event: e.ItemParked, at: Instant) -> Meeting:
    if meeting.item is not None and meeting.item.key == event.item:
        meeting = replace(
            meeting, talk=Talk(), left_off={**meeting.left_off, event.item: meeting.talk}
        )
    parked = _with_item(meeting, event.item, lambda item: replace(item, state=ItemState.PARKED))
    with_it = tuple(request for request in meeting.requests if request.item == event.item)
    return replace(
        parked,
        requests=tuple(request for request in meeting.requests if request.item != event.item),
        aside=(*meeting.aside, *with_it),
        leaving=None,
    )


def _closed(meeting: Meeting, event: e.ItemClosed, at: Instant) -> Meeting:
    closed = _with_item(meeting, event.item, lambda item: replace(item, state=ItemState.CLOSED))
    return replace(closed, talk=Talk(), leaving=None)


def _warned(meeting: Meeting, event: e.ItemWarned, at: Instant) -> Meeting:
    return _with_item(meeting, event.item, lambda item: replace(item, warned=True))


def _budget_spent(meeting: Meeting, event: e.ItemBudgetSpent, at: Instant) -> Meeting:
    return _with_item(
        meeting, event.item, lambda item: replace(item, warned=True, budget_told=True)
    )


def _run_out_chosen(meeting: Meeting, event: e.RunOutChosen, at: Instant) -> Meeting:
    return _with_item(meeting, event.item, lambda item: replace(item, runs_out=event.outcome))


def _extended(meeting: Meeting, event: e.ItemExtended, at: Instant) -> Meeting:
    return _with_item(meeting, event.item, lambda item: _budgeted(item, item.budget + event.by))


def _side_spent(meeting: Meeting, event: e.SideBudgetSpent, at: Instant) -> Meeting:
    talk = meeting.talk
    return replace(meeting, talk=replace(talk, sides_spent=talk.sides_spent | {event.side}))


def _replies_begun(meeting: Meeting, event: e.RepliesBegun, at: Instant) -> Meeting:
    leaving = Leaving(event.outcome, event.goal, event.closing, event.ran_out)
    return replace(meeting, leaving=leaving)


APPLY: Mapping[type[Any], Callable[[Meeting, Any, Instant], Meeting]] = {
    e.ItemAdded: _added,
    e.ItemEdited: _edited,
    e.ItemMoved: _moved,
    e.ItemOpened: _opened,
    e.ItemParked: _parked,
    e.ItemClosed: _closed,
    e.ItemWarned: _warned,
    e.ItemBudgetSpent: _budget_spent,
    e.RunOutChosen: _run_out_chosen,
    e.ItemExtended: _extended,
    e.SideBudgetSpent: _side_spent,
    e.RepliesBegun: _replies_begun,
}
