"""The course of a meeting: what follows by itself when a turn ends, a phase ends, an item opens.

Opening phases, then every item's phases, then the closing phases. A phase with a rota ends when the
rota is spent; a discussion from the list ends when a co-chair goes on with the agenda, or when the
item's time is used up; a phase that ends by a date ends then. Before an item is left, the rights of
reply that wait are heard.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from bot.procedure import events as e
from bot.procedure.agenda.agenda_values import ItemKey, ItemState, Leaving
from bot.procedure.draft import Draft
from bot.procedure.floor import rotas
from bot.procedure.floor.calling import (
    call_from_list,
    call_place,
    call_right_of_reply,
    hear_point,
    start,
)
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.floor.ordering_policies import callable_list, speakers_list
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.floor.turn_end import cut_off, may_interpret
from bot.procedure.formats import Calls, RunsOut, Speakers, When
from bot.procedure.state import Meeting
from bot.procedure.table.chair_rules import alternate
from bot.procedure.table.circle_rules import seat_circle

Rest = ParamSpec("Rest")


def _step(
    rule: Callable[Concatenate[Draft, Rest], None],
) -> Callable[Concatenate[Draft, Rest], None]:
    """A rule that may bring about the next one, as the last thing that it does."""

    @wraps(rule)
    def stepped(draft: Draft, /, *args: Rest.args, **kwargs: Rest.kwargs) -> None:
        draft.step(lambda: rule(draft, *args, **kwargs))

    return stepped


@_step
def go_on(draft: Draft) -> None:
    """The floor has just become free: give it to whoever has it by right, or leave it free."""
    if draft.meeting.floor is not None or hear_point(draft):
        return
    late = draft.meeting.leaving is None and ran_out(draft.meeting)
    if draft.meeting.interrupted is not None and not late:
        draft.add(e.TurnTakenUp(draft.meeting.interrupted.number))
        return
    if _interpret(draft):
        return
    meeting = draft.meeting
    if meeting.leaving is not None:
        if not call_right_of_reply(draft):
            _left(draft, meeting.leaving)
    elif ran_out(meeting):
        leave_item(draft, Leaving(meeting.runs_out, ran_out=True))
    else:
        _call(draft)


def _interpret(draft: Draft) -> bool:
    due = draft.meeting.interpretation
    if due is None:
        return False
    if not may_interpret(draft.meeting.seat(due.person)):
        draft.add(e.InterpretationSkipped(due.turn))
        return False
    start(draft, due.person, Kind.INTERPRETATION, None, interprets=due.turn, limit=due.limit)
    return True


def ran_out(meeting: Meeting) -> bool:
    """Whether the open item's time is used up and it is to be left for that."""
    item = meeting.item
    return item is not None and item.budget_told and meeting.runs_out is not RunsOut.STAY


def _call(draft: Draft) -> None:
    """Whoever the phase calls by itself."""
    meeting = draft.meeting
    phase, rota = meeting.phase, meeting.rota
    if rota.thinking:
        draft.add(e.ThinkingBegun(rota.thinking))
        return
    if phase is None or rota.thinking_until is not None:
        return
    if rota.places:
        if (phase.calls is Calls.AUTO or rota.called) and not call_place(draft):
            _rota_spent(draft)
    elif phase.speakers.on_rota or rota.called:
        _rota_spent(draft)
    elif phase.speakers.listed and phase.calls is Calls.AUTO:
        call_from_list(draft, replies=False)


def _rota_spent(draft: Draft) -> None:
    """Everybody on it has been called: a go-round in a list gives way to the list, a phase ends."""
    rota = draft.meeting.rota
    if rota.called and rota.round is not None:
        draft.add(e.RoundEnded(rota.round))
        go_on(draft)
    else:
        end_phase(draft)


def call_place_or_end(draft: Draft) -> None:
    """Call the next place of the rota; if none can be called, the rota is spent."""
    if not call_place(draft):
        _rota_spent(draft)


# Phases ----------------------------------------------------------------------------------------


@_step
def enter_phase(draft: Draft, index: int) -> None:
    """Enter the phase with this index in the format, and call its first speaker if it calls itself."""
    meeting = draft.meeting
    phase = meeting.format.phases[index]
    nth = meeting.rounds + 1 if phase.speakers is Speakers.GO_ROUND else None
    places = rotas.rota(meeting, phase, nth)
    draft.add(
        e.PhaseEntered(
            phase=phase.key,
            index=index,
            rota=places,
            thinking=phase.thinking if places else 0,
            until=None if phase.lasts is None else draft.now + phase.lasts,
            round=nth,
        )
    )
    if phase.speakers is Speakers.CIRCLE:
        seat_circle(draft)
    go_on(draft)


@_step
def end_phase(draft: Draft) -> None:
    """The phase is over: go on to the one after it, wherever that stands."""
    meeting = draft.meeting
    index = meeting.phase_index
    assert index is not None, "only a phase that was entered ends"
    phase = meeting.format.phases[index]
    draft.add(e.PhaseEnded(phase.key))
    later = [i for i in meeting.format.of(phase.when) if i > index]
    if later:
        enter_phase(draft, later[0])
    elif phase.when is When.MEETING_START:
        open_item(draft, None)
    elif phase.when is When.EACH_ITEM:
        leave_item(draft, Leaving(RunsOut.CLOSE))


# Items -----------------------------------------------------------------------------------------


@_step
def leave_item(draft: Draft, leaving: Leaving) -> None:
    """Leave the open item, if there is one, and what lies around the items otherwise.

    The turn and the phase end; the rights of reply that wait are heard; then the item becomes what
    `leaving` says, and the meeting goes on.
    """
    cut_off(draft, TurnEnd.ITEM_CLOSED)
    _leave_phase(draft, ran_out=leaving.ran_out)
    item, under_way = draft.meeting.item, draft.meeting.leaving
    waits = any(r.kind.rules.at_items_end for r in callable_list(draft.meeting))
    if item is not None and waits and under_way is None:
        draft.add(
            e.RepliesBegun(
                item.key, leaving.outcome, leaving.goal, leaving.closing, leaving.ran_out
            )
        )
        go_on(draft)
    else:
        _left(draft, leaving)


def _leave_phase(draft: Draft, *, ran_out: bool) -> None:
    meeting = draft.meeting
    if meeting.phase is None:
        return
    if ran_out:
        for place in meeting.rota.places:
            draft.add(e.PlacePassed(place.side, place.person, e.PassReason.RAN_OUT))
    if meeting.rota.called and meeting.rota.round is not None:
        draft.add(e.RoundEnded(meeting.rota.round))
    draft.add(e.PhaseEnded(meeting.phase.key))


def _left(draft: Draft, leaving: Leaving) -> None:
    item = draft.meeting.item
    if item is not None:
        become = e.ItemParked if leaving.outcome is RunsOut.PARK else e.ItemClosed
        draft.add(become(item.key, waiting(draft.meeting), leaving.ran_out))
    if leaving.closing:
        for pending in draft.meeting.agenda:
            if pending.state is ItemState.PENDING:
                draft.add(e.ItemParked(pending.key, ()))
        begin_closing(draft)
    else:
        open_item(draft, leaving.goal)


def waiting(meeting: Meeting) -> tuple[int, ...]:
    return tuple(request.number for request in speakers_list(meeting))


@_step
def open_item(draft: Draft, key: ItemKey | None) -> None:
    """Open this item, or the next pending one, or begin the closing phases when there is none."""
    item = draft.meeting.next_item if key is None else draft.meeting.find_item(key)
    if item is None:
        begin_closing(draft)
        return
    draft.add(e.ItemOpened(item.key))
    alternate(draft)
    phases = draft.meeting.format.of(When.EACH_ITEM)
    if phases:
        enter_phase(draft, phases[0])


@_step
def begin_closing(draft: Draft) -> None:
    phases = draft.meeting.format.of(When.MEETING_END)
    if phases:
        enter_phase(draft, phases[0])
