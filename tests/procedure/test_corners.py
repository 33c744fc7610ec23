"""Corners where two rules meet: each of these was a bug once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.agenda.agenda_values import ItemState
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import (
    Calls,
    ChairRules,
    CircleRules,
    ItemRules,
    Policy,
    Rations,
    RunsOut,
    Speakers,
    When,
)
from bot.procedure.refusals import Code
from bot.procedure.table.seats import Capacity
from bot.procedure.values import MINUTE, SECOND, Words
from tests.procedure.samples import (
    ANNA,
    BORIS,
    CHAIR_E,
    CHAIR_W,
    CONVENER,
    EAST,
    INTERPRETER,
    PLENARY,
    RULES,
    START,
    TALK,
    TOM,
    URSULA,
    WEST,
    Room,
    phase,
    speaker,
    talking,
    until,
)

ROUND = phase("round", When.EACH_ITEM, Speakers.GO_ROUND, Calls.CHAIR, 60)


def minutes(room: Room) -> float:
    return (room.now - START) / MINUTE


def states(room: Room) -> list[ItemState]:
    return [item.state for item in room.state.agenda]


# Seats ---------------------------------------------------------------------------------------------


def test_nobody_crosses_the_table_by_leaving_it() -> None:
    room = talking()
    room.do(c.LeaveSeat(TOM, TOM))
    crossing = c.TakeSeat(TOM, EAST, Capacity.OBSERVER, "en", Words("Tom"))
    assert room.refused(crossing).code is Code.SEAT_BY_CO_CHAIR
    room.do(replace(crossing, side=WEST))
    room.do(c.AssignSeat(CHAIR_E, TOM, EAST, Capacity.PARTICIPANT, "en", Words("Tom")))
    assert room.refused(replace(crossing, side=WEST)).code is Code.SEAT_BY_CO_CHAIR


def test_before_the_opening_one_may_still_choose() -> None:
    room = Room().seat_all()
    room.do(c.LeaveSeat(TOM, TOM))
    room.do(c.TakeSeat(TOM, EAST, Capacity.PARTICIPANT, "en", Words("Tom")))
    assert room.state.members(EAST)[-1].person == TOM


def test_nobody_sits_down_in_a_caucus_uncalled() -> None:
    room = talking()
    room.do(c.BeginCaucus(CHAIR_E, 10 * MINUTE))
    sits = c.TakeSeat("300", EAST, Capacity.OBSERVER, "en", Words("guest"))
    assert room.refused(sits).code is Code.IN_CAUCUS
    room.do(c.AssignSeat(CHAIR_E, "300", EAST, Capacity.OBSERVER, "en", Words("guest")))


# An item's end -------------------------------------------------------------------------------------


def test_an_item_that_ran_out_and_was_parked_can_be_gone_back_to() -> None:
    room = talking(item=ItemRules(RunsOut.PARK))
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    until(room, e.ItemParked)
    room.do(c.NextItem(CHAIR_E, "one"))
    assert states(room) == [ItemState.OPEN, ItemState.CLOSED]
    assert [request.person for request in room.state.requests] == [ANNA]
    assert room.state.runs_out is RunsOut.STAY, "its time is used up, so it ends when they say so"


@pytest.mark.parametrize("started", [18 * 60, 19 * 60])
def test_the_silence_of_the_room_does_not_carry_a_turn_beyond_the_item(started: int) -> None:
    limits = {Kind.STATEMENT: 180 * SECOND}
    room = talking(item=ItemRules(RunsOut.CLOSE), consent=10 * SECOND, limits=limits)
    room.after(started).tick()
    room.do(c.Grant(CHAIR_E, ANNA))
    room.after(40)
    assert room.refused(c.AskMore(ANNA)).code is Code.ITEM_ENDS
    until(room, e.ItemClosed)
    assert minutes(room) <= 20 + PLENARY.grace / MINUTE


def test_nor_does_what_was_asked_before_the_co_chairs_chose() -> None:
    limits = {Kind.STATEMENT: 180 * SECOND}
    room = talking(item=ItemRules(RunsOut.STAY), consent=60 * SECOND, limits=limits)
    room.after(17 * 60).tick()
    room.do(c.Grant(CHAIR_E, ANNA))
    room.after(150).do(c.AskMore(ANNA))
    room.do(c.SetRunsOut(CHAIR_E, RunsOut.CLOSE, "one"))
    until(room, e.ItemClosed)
    assert minutes(room) <= 21.5, "no more than the silence that had begun, and the grace"


def test_a_point_of_order_does_not_carry_a_turn_beyond_the_item() -> None:
    limits = {Kind.STATEMENT: 180 * SECOND, Kind.POINT_OF_ORDER: 60 * SECOND}
    room = talking(item=ItemRules(RunsOut.CLOSE), limits=limits)
    room.after(18 * 60 + 50).tick()
    room.do(c.Grant(CHAIR_E, ANNA))
    room.after(20).do(c.Ask(TOM, Kind.POINT_OF_ORDER))
    until(room, e.ItemClosed)
    assert minutes(room) <= 20.5
    room = talking(item=ItemRules(RunsOut.CLOSE), limits=limits)
    room.after(19 * 60).tick()
    room.do(c.Grant(CHAIR_E, ANNA))
    room.after(30).do(c.Ask(TOM, Kind.POINT_OF_ORDER))
    until(room, e.ItemClosed)
    assert minutes(room) <= 20 + (60 + 10) / 60


def test_a_turn_under_way_is_cut_when_the_item_is_to_close_on_time() -> None:
    room = talking(item=ItemRules(RunsOut.STAY), limits={Kind.STATEMENT: 600 * SECOND})
    room.after(18 * 60).tick()
    room.do(c.Grant(CHAIR_E, ANNA))
    room.after(60).tick()
    room.do(c.SetRunsOut(CHAIR_E, RunsOut.CLOSE, "one"))
    floor = room.state.floor
    assert floor is not None
    assert floor.limit == 120 * SECOND
    until(room, e.ItemClosed)
    assert minutes(room) <= 20 + PLENARY.grace / MINUTE


def test_what_was_granted_on_the_item_counts_no_more_in_the_closing() -> None:
    end = phase("end", When.MEETING_END, Speakers.LIST, Calls.CHAIR, None)
    room = talking(phases=(TALK, end), rations=Rations(1, 1, 1, 1))
    room.do(c.Ask(ANNA, Kind.POINT_OF_ORDER))
    room.do(c.Yield(ANNA))
    room.do(c.CloseList(CHAIR_E))
    room.do(c.BeginClosing(CHAIR_E))
    room.do(c.Ask(TOM, Kind.STATEMENT))
    room.do(c.Ask(ANNA, Kind.POINT_OF_ORDER))


def test_an_item_gone_back_to_has_the_times_and_rations_it_had() -> None:
    rules = ItemRules(RunsOut.STAY, of_a_side=60 * SECOND)
    room = talking(item=rules, rations=Rations(None, None, None, 1))
    room.do(c.Grant(CHAIR_E, ANNA))
    room.after(70).tick()
    room.do(c.Yield(ANNA))
    room.do(c.Ask(TOM, Kind.POINT_OF_ORDER))
    room.do(c.Yield(TOM))
    before = room.state.talk
    room.do(c.ParkItem(CHAIR_E, "one"))
    assert room.state.talk.by_side == {}
    room.do(c.NextItem(CHAIR_E, "one"))
    assert room.state.talk.by_side == before.by_side
    assert room.state.talk.sides_spent == {EAST}
    assert room.refused(c.Ask(TOM, Kind.POINT_OF_ORDER)).code is Code.POINTS_SPENT


def test_a_right_of_reply_is_asked_for_on_an_item() -> None:
    room = talking()
    room.do(c.BeginClosing(CHAIR_E))
    assert room.refused(c.Ask(TOM, Kind.RIGHT_OF_REPLY)).code is Code.REPLY_TO_WHAT


def test_a_side_alone_is_not_cut_short_for_having_used_its_share() -> None:
    room = talking(item=ItemRules(RunsOut.STAY, of_a_side=60 * SECOND))
    room.do(c.Grant(CHAIR_E, ANNA))
    room.after(70).tick()
    room.do(c.Yield(ANNA))
    room.do(c.Ask(BORIS, Kind.STATEMENT))
    room.do(c.CallNext(CHAIR_E))
    assert room.state.floor is not None
    assert room.state.floor.limit == 120 * SECOND
    room.do(c.Yield(BORIS))
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    room.do(c.Ask(TOM, Kind.STATEMENT))
    room.do(c.Grant(CHAIR_E, ANNA))
    assert room.state.floor is not None
    assert room.state.floor.limit == 30 * SECOND, "somebody of the other side waits"


def test_an_agenda_of_any_length_that_nobody_can_speak_to_is_gone_through() -> None:
    rapporteurs = phase("r", When.EACH_ITEM, Speakers.RAPPORTEURS, Calls.AUTO, 60)
    phases = tuple(replace(rapporteurs, key=f"r{nth}") for nth in range(20))
    room = Room(replace(PLENARY, phases=phases), items=tuple(f"i{nth}" for nth in range(100)))
    room.seat_all().do(c.Open(CHAIR_E))
    assert set(states(room)) == {ItemState.CLOSED}
    full = c.AddItem(CHAIR_E, replace(room.state.agenda[0], key="more"))
    assert room.refused(full).code is Code.AGENDA_FULL


@pytest.mark.parametrize("calls", Calls)
def test_an_item_that_is_given_less_time_than_it_has_used_ends(calls: Calls) -> None:
    form = replace(PLENARY, phases=(replace(TALK, calls=calls),), item=ItemRules(RunsOut.PARK))
    room = Room(form).opened()
    room.after(600).tick()
    one = room.state.agenda[0]
    room.do(c.EditItem(CHAIR_E, "one", one.title, one.question, 5 * MINUTE))
    assert room.state.item is not None
    assert room.state.item.key == "two"


# Both co-chairs ------------------------------------------------------------------------------------


def test_what_was_meant_for_another_item_is_refused() -> None:
    room = talking()
    room.do(c.NextItem(CHAIR_W, None, "one"))
    assert room.refused(c.ParkItem(CHAIR_E, "two", "one")).code is Code.STALE_ITEM
    assert room.refused(c.BeginClosing(CHAIR_E, "one")).code is Code.STALE_ITEM
    room.do(c.ParkItem(CHAIR_E, "two", "two"))


def test_the_chair_is_not_passed_twice_by_two_who_press_at_once() -> None:
    room = talking()
    room.do(c.PassChair(CHAIR_E, None, CHAIR_E))
    assert room.refused(c.PassChair(CHAIR_W, None, CHAIR_E)).code is Code.PRESIDES_ALREADY
    assert room.state.presiding == CHAIR_W


def test_the_chair_is_not_absent_while_the_bot_is() -> None:
    room = talking(chair=ChairRules(absent=120 * SECOND))
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    room.after(5)
    since = room.now
    room.after(600).do(c.NoteOutage(since))
    assert room.tick() == ()
    room.after(116).tick()
    assert room.state.presiding == CHAIR_W


def test_a_right_of_reply_waits_for_the_end_of_the_item_and_not_for_the_chair() -> None:
    room = talking(chair=ChairRules(absent=120 * SECOND))
    room.do(c.Ask(ANNA, Kind.RIGHT_OF_REPLY))
    room.after(121).tick()
    assert room.state.presiding == CHAIR_E
    assert room.refused(c.CallNext(CHAIR_E)).code is Code.RIGHTS_AT_THE_END
    room.do(c.NextItem(CHAIR_E))
    assert speaker(room) == ANNA


def test_a_point_is_ruled_on_while_the_meeting_is_paused() -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    room.do(c.Ask(TOM, Kind.POINT_OF_ORDER))
    room.after(5).do(c.Pause(CHAIR_E))
    room.do(c.RulePoint(CHAIR_E, sustained=True))
    assert speaker(room) is None
    room.after(60).do(c.Resume(CHAIR_E))
    assert speaker(room) == ANNA


def test_a_date_is_set_when_the_meeting_goes_on() -> None:
    days = phase("days", When.EACH_ITEM, Speakers.ANYONE, Calls.CHAIR, None, lasts=72 * 60 * MINUTE)
    room = talking(phases=(days,))
    room.do(c.Pause(CHAIR_E))
    later = c.SetPhaseEnd(CHAIR_E, room.now + 24 * 60 * MINUTE)
    assert room.refused(later).code is Code.MEETING_PAUSED


# Calling somebody ----------------------------------------------------------------------------------


def with_interpreter() -> Room:
    room = talking(interpreted=True)
    seat = c.AssignSeat(CONVENER, INTERPRETER, EAST, Capacity.INTERPRETER, "ru", Words("i"))
    room.do(seat)
    room.do(c.AcceptRules(INTERPRETER, RULES, "en"))
    room.do(c.Grant(CHAIR_E, ANNA))
    room.after(20).do(c.Say(ANNA, "m", Words("said")))
    return room


@pytest.mark.parametrize("command", [c.Grant(CHAIR_E, TOM), c.NextItem(CHAIR_E)])
def test_an_interpretation_that_is_passed_over_is_on_the_record(command: c.Command) -> None:
    room = with_interpreter()
    turn = room.state.last_turn
    assert e.InterpretationSkipped(turn) in room.do(command)


def test_whoever_is_called_away_has_had_a_turn_in_the_circle() -> None:
    bowl = phase("bowl", When.EACH_ITEM, Speakers.CIRCLE, Calls.CHAIR, None)
    room = talking(phases=(bowl,), circle=CircleRules(2, 1))
    first, second = room.state.circle.seated
    waits = BORIS if first == ANNA else ANNA
    room.do(c.EnterCircle(waits))
    room.do(c.Grant(CHAIR_E, first))
    room.do(c.Grant(CHAIR_E, second))
    assert room.state.circle.seated == (second, waits)


def test_a_granted_place_leaves_what_was_asked_for_something_else() -> None:
    room = talking(phases=(ROUND, TALK))
    first = room.state.rota.places[0].person
    assert first is not None
    room.do(c.Ask(first, Kind.RIGHT_OF_REPLY))
    room.do(c.Grant(CHAIR_E, first))
    assert [request.kind for request in room.state.requests] == [Kind.RIGHT_OF_REPLY]


@pytest.mark.parametrize("calls", Calls)
def test_in_a_go_round_nobody_has_two_turns_by_being_called_early(calls: Calls) -> None:
    room = talking(phases=(replace(ROUND, calls=calls), TALK))
    last = room.state.rota.places[-1].person
    assert last is not None
    room.do(c.Grant(CHAIR_E, last))
    called = [last]
    while room.state.phase is not None and room.state.phase.key == "round":
        who = speaker(room)
        room.do(c.CallNext(CHAIR_E) if who is None else c.Yield(who))
        if speaker(room) is not None and room.state.phase.key == "round":
            called.append(speaker(room) or "")
    assert called.count(last) == 1


def test_when_the_last_lets_it_pass_the_round_is_over() -> None:
    room = talking(phases=(ROUND, TALK))
    while room.state.rota.places:
        room.do(c.Pass(room.state.rota.places[0].person or ""))
    assert room.state.phase is not None
    assert room.state.phase.key == "talk"


def test_everybody_thinks_when_nobody_speaks() -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    room.do(c.SetPolicy(CHAIR_E, Policy.GO_ROUND))
    room.after(90).tick()
    room.do(c.Yield(ANNA))
    assert speaker(room) is None
    assert room.state.rota.thinking_until == room.now + 60 * SECOND
    until(room, e.ThinkingEnded)
    assert speaker(room) is not None


def test_next_after_the_speaker_begins_the_thinking_too() -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    room.do(c.SetPolicy(CHAIR_E, Policy.GO_ROUND))
    room.do(c.CallNext(CHAIR_E))
    assert speaker(room) is None
    room.do(c.CallNext(CHAIR_E))
    assert speaker(room) is not None, "pressed once more, it ends the thinking"


def test_in_a_circle_too_no_side_speaks_twice_while_another_waits() -> None:
    bowl = phase("bowl", When.EACH_ITEM, Speakers.CIRCLE, Calls.CHAIR, None)
    room = Room(replace(PLENARY, phases=(bowl,), circle=CircleRules(4, 1))).seat_all()
    for person, side in (("103", EAST), ("203", WEST)):
        room.do(c.AssignSeat(CONVENER, person, side, Capacity.PARTICIPANT, "en", Words(person)))
        room.do(c.AcceptRules(person, RULES, "en"))
    room.do(c.Open(CHAIR_E))
    room.do(c.EnterCircle("103"))
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    room.do(c.CallNext(CHAIR_E))
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    room.do(c.Yield(ANNA))
    for person in (TOM, URSULA, BORIS):
        room.do(c.Ask(person, Kind.STATEMENT))
    called = []
    for _ in range(3):
        room.do(c.CallNext(CHAIR_E))
        called.append(speaker(room))
    assert called == [TOM, BORIS, URSULA]


def test_calling_somebody_by_name_respects_that_more_is_coming() -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    room.do(c.MoreComing(ANNA))
    assert room.refused(c.Grant(CHAIR_W, TOM)).code is Code.MORE_COMING
    room.do(c.Grant(CHAIR_W, TOM, sure=True))
    assert speaker(room) == TOM
