"""At the table: who presides, going round it, the inner circle, the quiet and the loud."""

from __future__ import annotations

from typing import Any

import pytest

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import (
    BalanceRules,
    Calls,
    ChairRules,
    CircleRules,
    Policy,
    Speakers,
    When,
)
from bot.procedure.meeting.deadlines import next_deadline
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
    GUEST,
    PLENARY,
    RULES,
    TALK,
    TOM,
    URSULA,
    WEST,
    Room,
    phase,
    speaker,
    talking,
)

# The chair -----------------------------------------------------------------------------------------


def test_the_chair_is_handed_over_and_taken_over() -> None:
    room = talking()
    assert room.state.presiding == CHAIR_E
    room.do(c.PassChair(CHAIR_E))
    assert room.state.presiding == CHAIR_W
    (taken,) = room.do(c.PassChair(CHAIR_E))
    assert taken == e.ChairTaken(CHAIR_E, e.ChairHow.TAKEN_OVER)
    assert room.refused(c.PassChair(ANNA)).code is Code.CO_CHAIRS_ONLY
    assert room.refused(c.PassChair(CHAIR_E, TOM)).code is Code.NO_CO_CHAIR
    assert room.refused(c.PassChair(CHAIR_W, CHAIR_E)).code is Code.PRESIDES_ALREADY


def test_the_other_co_chair_keeps_all_powers() -> None:
    room = talking()
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    room.do(c.CallNext(CHAIR_W))
    assert speaker(room) == ANNA


def test_the_chair_alternates_with_the_items() -> None:
    room = talking(chair=ChairRules(alternates=True))
    presided = [room.state.presiding]
    room.do(c.NextItem(CHAIR_E))
    presided.append(room.state.presiding)
    assert presided == [CHAIR_E, CHAIR_W]


@pytest.mark.parametrize("how", ["leaves", "becomes a participant"])
def test_when_whoever_presides_drops_out_the_other_takes_over_by_itself(how: str) -> None:
    room = talking()
    if how == "leaves":
        room.do(c.LeaveSeat(CHAIR_E, CHAIR_E))
    else:
        room.do(c.AssignSeat(CONVENER, CHAIR_E, EAST, Capacity.PARTICIPANT, "en", Words("name")))
    assert room.events[-1] == e.ChairTaken(CHAIR_W, e.ChairHow.DROPPED_OUT)
    assert room.state.presiding == CHAIR_W


def test_a_new_co_chair_presides_when_there_was_none_left() -> None:
    room = talking()
    room.do(c.LeaveSeat(CHAIR_E, CHAIR_E))
    room.do(c.LeaveSeat(CHAIR_W, CHAIR_W))
    assert room.state.presiding is None
    room.do(c.AssignSeat(CONVENER, ANNA, EAST, Capacity.CO_CHAIR, "en", Words("Anna")))
    assert room.state.presiding == ANNA


def test_a_chair_who_lets_the_room_wait_is_relieved_once() -> None:
    room = talking(chair=ChairRules(absent=3 * MINUTE))
    room.after(600).tick()
    assert room.state.presiding == CHAIR_E, "nobody waited"
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    began = room.now
    room.now = next_deadline(room.state) or 0
    room.tick()
    assert room.now - began == 3 * MINUTE
    assert room.state.presiding == CHAIR_W
    assert room.after(300).tick() == (), "the chair is not passed to and fro"
    room.do(c.CallNext(CHAIR_W))
    room.do(c.Ask(TOM, Kind.STATEMENT))
    room.after(30).do(c.Yield(ANNA))
    room.after(180).tick()
    assert room.state.presiding == CHAIR_E


def test_nobody_is_relieved_while_there_is_nobody_else() -> None:
    room = talking(chair=ChairRules(absent=3 * MINUTE))
    room.do(c.LeaveSeat(CHAIR_W, CHAIR_W))
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    room.after(600).tick()
    assert room.state.presiding == CHAIR_E


# Going round ---------------------------------------------------------------------------------------

ROUND = phase("round", When.EACH_ITEM, Speakers.GO_ROUND, Calls.AUTO, 60, thinking=30 * SECOND)


def round_of(room: Room) -> list[str]:
    """Who was called, in order, until the rota was spent."""
    called = []
    for _ in range(20):
        if room.state.rota.thinking_until is not None:
            room.now = room.state.rota.thinking_until
            room.tick()
        turn = room.state.floor
        if turn is None or not turn.place:
            break
        called.append(turn.person)
        room.do(c.Yield(turn.person))
    return called


def test_everybody_thinks_first_and_is_called_once() -> None:
    room = talking(phases=(ROUND, TALK))
    assert (speaker(room), next_deadline(room.state)) == (None, room.now + 30 * SECOND)
    assert room.refused(c.Pass(GUEST)).code is Code.NO_SEAT
    assert round_of(room) == [ANNA, TOM, BORIS, URSULA, CHAIR_E, CHAIR_W]
    assert room.state.phase is not None
    assert room.state.phase.key == "talk"


def test_another_begins_and_the_direction_changes_from_round_to_round() -> None:
    room = talking(phases=(ROUND, TALK))
    first = round_of(room)
    room.do(c.NextItem(CHAIR_E))
    second = round_of(room)
    assert first == [ANNA, TOM, BORIS, URSULA, CHAIR_E, CHAIR_W]
    assert second == [TOM, ANNA, CHAIR_W, CHAIR_E, URSULA, BORIS]


def test_a_co_chair_may_cut_the_thinking_short() -> None:
    room = talking(phases=(ROUND, TALK))
    room.do(c.CallNext(CHAIR_E))
    assert speaker(room) == ANNA


def test_thinking_stands_still_in_a_pause() -> None:
    room = talking(phases=(ROUND, TALK))
    room.after(10).do(c.Pause(CHAIR_E))
    room.after(600).do(c.Resume(CHAIR_E))
    assert next_deadline(room.state) == room.now + 20 * SECOND


def test_one_may_pass_when_called_and_beforehand() -> None:
    room = talking(phases=(ROUND, TALK))
    room.do(c.Pass(BORIS))
    room.do(c.CallNext(CHAIR_E))
    room.do(c.Pass(ANNA))
    assert round_of(room) == [TOM, URSULA, CHAIR_E, CHAIR_W]


STATEMENTS = phase("statements", When.EACH_ITEM, Speakers.ONE_PER_SIDE, Calls.AUTO, 150)


@pytest.mark.parametrize("command", [c.Yield, c.Pass])
def test_a_co_chair_called_for_a_side_that_nobody_spoke_for_yet_gives_way_to_whoever_asks(
    command: type[c.Yield | c.Pass],
) -> None:
    room = talking(phases=(STATEMENTS, TALK))
    assert speaker(room) == CHAIR_E
    room.do(c.Ask(URSULA, Kind.STATEMENT))
    room.do(c.Ask(BORIS, Kind.STATEMENT))
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    room.do(command(CHAIR_E))
    assert speaker(room) == BORIS
    assert room.state.floor is not None
    assert room.state.floor.limit == 150 * SECOND
    room.do(command(BORIS))
    assert speaker(room) == URSULA, "each side speaks once"


def test_a_co_chair_who_has_spoken_for_the_side_gives_way_to_nobody() -> None:
    room = talking(phases=(STATEMENTS, TALK))
    room.do(c.Ask(BORIS, Kind.STATEMENT))
    room.do(c.Say(CHAIR_E, "1", Words("what the side thinks")))
    room.do(c.Yield(CHAIR_E))
    assert speaker(room) == CHAIR_W


def test_a_go_round_in_the_middle_of_the_discussion_and_the_list_goes_on_after_it() -> None:
    room = talking(policy=Policy.FIRST_COME)
    room.do(c.Ask(TOM, Kind.STATEMENT))
    begun = room.do(c.SetPolicy(CHAIR_W, Policy.GO_ROUND))
    assert [type(x) for x in begun] == [e.PolicySet, e.RoundBegun]
    assert room.refused(c.SetPolicy(CHAIR_E, Policy.GO_ROUND)).code is Code.ROUND_ALREADY
    assert len(round_of(room)) == 6
    assert room.state.policy is Policy.FIRST_COME
    room.do(c.CallNext(CHAIR_E))
    assert speaker(room) == TOM


def test_who_comes_during_a_round_speaks_at_its_end_and_who_comes_back_is_not_called_twice() -> (
    None
):
    room = talking(phases=(ROUND, TALK))
    room.do(c.CallNext(CHAIR_E))
    room.do(c.Yield(ANNA))
    room.do(c.LeaveSeat(ANNA, ANNA))
    room.do(c.TakeSeat(ANNA, EAST, Capacity.PARTICIPANT, "en", Words("Anna")))
    room.do(c.AcceptRules(ANNA, RULES, "en"))
    room.do(c.TakeSeat(GUEST, WEST, Capacity.PARTICIPANT, "en", Words("late")))
    room.do(c.AcceptRules(GUEST, RULES, "en"))
    assert round_of(room) == [TOM, BORIS, URSULA, CHAIR_E, CHAIR_W, GUEST]


def test_there_is_no_go_round_outside_a_discussion() -> None:
    room = Room(PLENARY).opened()
    assert room.refused(c.SetPolicy(CHAIR_E, Policy.GO_ROUND)).code is Code.NO_ROUND_NOW


# Policies ------------------------------------------------------------------------------------------


def test_the_policy_is_switched_in_the_middle_and_recorded() -> None:
    room = talking(policy=Policy.FIRST_COME)
    for person in (ANNA, BORIS, TOM):
        room.do(c.Ask(person, Kind.STATEMENT))
    (chosen,) = room.do(c.SetPolicy(CHAIR_E, Policy.ALTERNATE_SIDES))
    assert chosen == e.PolicySet(Policy.ALTERNATE_SIDES)
    assert room.refused(c.SetPolicy(CHAIR_W, Policy.ALTERNATE_SIDES)).code is Code.POLICY_ALREADY
    called = []
    while room.state.requests:
        room.do(c.CallNext(CHAIR_E))
        called.append(speaker(room))
    assert called == [ANNA, TOM, BORIS]


def test_a_phase_may_have_a_policy_of_its_own() -> None:
    own = phase("talk", When.EACH_ITEM, Speakers.LIST, Calls.CHAIR, None, policy=Policy.LEAST_HEARD)
    room = talking(phases=(own,))
    assert room.state.policy is Policy.LEAST_HEARD


# The inner circle ----------------------------------------------------------------------------------

BOWL = phase("bowl", When.EACH_ITEM, Speakers.CIRCLE, Calls.CHAIR, 60)


def bowl(chairs: int = 2, turns: int = 1) -> Room:
    return talking(phases=(BOWL,), circle=CircleRules(chairs, turns), policy=Policy.FIRST_COME)


def test_only_those_in_the_circle_ask_for_the_floor_but_anyone_may_raise_a_point_of_order() -> None:
    room = bowl()
    assert room.state.circle.seated == (ANNA, TOM)
    assert room.refused(c.Ask(BORIS, Kind.STATEMENT)).code is Code.OUTSIDE_CIRCLE
    room.do(c.Ask(TOM, Kind.STATEMENT))
    room.do(c.Ask(BORIS, Kind.POINT_OF_ORDER))
    assert speaker(room) == BORIS


def test_a_chair_changes_hands_when_it_was_held_long_enough_and_somebody_waits() -> None:
    room = bowl()
    room.do(c.EnterCircle(BORIS))
    assert room.state.circle.waiting == (BORIS,)
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    room.do(c.CallNext(CHAIR_E))
    assert room.state.circle.seated == (ANNA, TOM), "whoever speaks sits there"
    room.do(c.Yield(ANNA))
    assert room.state.circle.seated == (TOM, BORIS)
    room.do(c.Ask(TOM, Kind.STATEMENT))
    room.do(c.CallNext(CHAIR_E))
    room.do(c.Yield(TOM))
    assert room.state.circle.seated == (TOM, BORIS), "nobody of that side waits"
    room.do(c.EnterCircle(URSULA))
    assert room.state.circle.seated == (BORIS, URSULA), "now somebody does"


def test_a_chair_given_up_goes_to_whoever_waits_or_stands_free() -> None:
    room = bowl(turns=9)
    room.do(c.EnterCircle(BORIS))
    room.do(c.LeaveCircle(ANNA))
    assert room.state.circle.seated == (TOM, BORIS)
    room.do(c.LeaveSeat(TOM, TOM))
    room.do(c.EnterCircle(URSULA))
    assert room.state.circle.seated == (BORIS, URSULA)
    assert room.refused(c.EnterCircle(URSULA)).code is Code.IN_CIRCLE
    assert room.refused(c.LeaveCircle(ANNA)).code is Code.NOT_IN_CIRCLE
    assert room.refused(c.EnterCircle(GUEST)).code is Code.NO_SEAT
    room.do(c.AssignSeat(CHAIR_E, GUEST, EAST, Capacity.OBSERVER, "en", Words("late")))
    refused = room.refused(c.EnterCircle(GUEST))
    assert (refused.code, refused.facts) == (Code.NOT_A_SPEAKER, {"person": GUEST})


def test_a_hand_that_was_up_in_the_circle_waits_outside_and_is_not_lost() -> None:
    room = bowl(turns=9)
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    room.do(c.LeaveCircle(ANNA))
    assert [request.person for request in room.state.requests] == [ANNA]
    assert room.refused(c.CallNext(CHAIR_E)).code is Code.NOBODY_WAITING
    room.do(c.EnterCircle(ANNA))
    room.do(c.CallNext(CHAIR_E))
    assert speaker(room) == ANNA


def test_on_the_next_item_those_heard_least_sit_in_the_circle() -> None:
    room = bowl(turns=9)
    room.do(c.Grant(CHAIR_E, ANNA))
    room.after(60).do(c.NextItem(CHAIR_E))
    assert room.state.circle.seated == (BORIS, TOM)


def test_there_is_a_circle_only_in_its_phase() -> None:
    assert talking().refused(c.EnterCircle(ANNA)).code is Code.NO_CIRCLE


# The quiet and the loud ----------------------------------------------------------------------------


def balanced(**rules: Any) -> Room:
    room = talking(balance=BalanceRules(True, True, 25, 200, 4 * MINUTE), **rules)
    for person, seconds in ((ANNA, 110), (TOM, 100), (ANNA, 110), (ANNA, 110)):
        room.do(c.Grant(CHAIR_E, person))
        room.after(seconds).do(c.Yield(person))
    return room


def nudges(room: Room) -> list[object]:
    return [x for x in room.events if isinstance(x, e.QuietInvited | e.LoudTold)]


def test_those_who_hardly_spoke_are_invited_and_those_far_over_are_told_once() -> None:
    room = balanced()
    assert nudges(room) == [e.LoudTold(ANNA), e.QuietInvited(BORIS), e.QuietInvited(URSULA)]
    room.do(c.Grant(CHAIR_E, ANNA))
    room.after(100).do(c.Yield(ANNA))
    assert len(nudges(room)) == 3, "once an item"


def test_who_has_a_hand_up_is_not_invited_to_raise_it() -> None:
    room = talking(balance=BalanceRules(True, False, 25, 200, MINUTE))
    room.do(c.Ask(BORIS, Kind.STATEMENT))
    room.do(c.Grant(CHAIR_E, ANNA))
    room.after(100).do(c.Yield(ANNA))
    assert nudges(room) == [e.QuietInvited(TOM), e.QuietInvited(URSULA)]


def test_the_co_chairs_turn_each_of_them_off() -> None:
    room = talking(balance=BalanceRules(True, True, 25, 200, MINUTE))
    room.do(c.SetBalance(CHAIR_W, invite_quiet=False))
    assert (room.state.invites_quiet, room.state.tells_loud) == (False, True)
    room.do(c.SetBalance(CHAIR_E, tell_loud=False))
    assert room.do(c.SetBalance(CHAIR_E, tell_loud=False)) == ()
    assert room.refused(c.SetBalance(ANNA, True, True)).code is Code.CO_CHAIRS_ONLY
    room.do(c.Grant(CHAIR_E, ANNA))
    room.after(100).do(c.Yield(ANNA))
    assert nudges(room) == []
