"""Raising a hand: every kind of request, rations, changing one's mind, letting others go first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.agenda.agenda_values import ItemState
from bot.procedure.floor.ordering_policies import place_of, speakers_list
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Calls, Format, Policy, Rations, Speakers, When
from bot.procedure.refusals import Code
from bot.procedure.values import SECOND, Words
from tests.procedure.samples import (
    ANNA,
    BORIS,
    CHAIR_E,
    CHAIR_W,
    PLENARY,
    TOM,
    URSULA,
    Room,
    phase,
    speaker,
)

FIRST_COME = replace(PLENARY, policy=Policy.FIRST_COME)
RATIONED = replace(FIRST_COME, rations=Rations(2, 1, 2, 1), again=30 * SECOND)


def discussing(form: Format = FIRST_COME) -> Room:
    return Room(form).in_discussion()


def order(room: Room) -> list[str]:
    return [request.person for request in speakers_list(room.state)]


def called(room: Room) -> list[str | None]:
    """Everybody on the list, as a co-chair calls them one after the other."""
    people = []
    while room.state.requests:
        room.do(c.CallNext(CHAIR_E))
        people.append(speaker(room))
    return people


# What a request answers ----------------------------------------------------------------------------


def test_a_direct_reply_is_tied_to_what_was_in_view_when_it_was_asked_for() -> None:
    room = discussing()
    room.do(c.Grant(CHAIR_E, ANNA))
    seen = room.state.last_turn
    room.do(c.Grant(CHAIR_E, BORIS))
    room.do(c.Ask(TOM, Kind.DIRECT_REPLY, answers=seen))
    room.do(c.Ask(URSULA, Kind.CLARIFICATION))
    assert [(r.person, r.answers, r.to) for r in room.state.requests] == [
        (TOM, seen, ANNA),
        (URSULA, seen + 1, BORIS),
    ]
    room.do(c.CallNext(CHAIR_E))
    assert room.state.floor is not None
    assert (room.state.floor.person, room.state.floor.answers) == (TOM, seen)


def test_a_reply_to_a_point_of_order_is_about_what_was_said_before_it() -> None:
    room = discussing()
    room.do(c.Grant(CHAIR_E, ANNA))
    turn = room.state.last_turn
    room.do(c.Ask(BORIS, Kind.POINT_OF_ORDER))
    room.do(c.Ask(TOM, Kind.DIRECT_REPLY, answers=room.state.last_turn))
    assert room.state.requests[-1].answers == turn


def test_what_was_said_long_ago_is_not_replied_to_directly() -> None:
    room = discussing()
    room.do(c.Grant(CHAIR_E, ANNA))
    seen = room.state.last_turn
    for person in (BORIS, URSULA, BORIS):
        room.do(c.Grant(CHAIR_E, person))
    refusal = room.refused(c.Ask(TOM, Kind.DIRECT_REPLY, answers=seen))
    assert refusal.code is Code.TOO_LATE_TO_REPLY


def test_nobody_replies_to_oneself() -> None:
    room = discussing()
    room.do(c.Grant(CHAIR_E, ANNA))
    assert room.refused(c.Ask(ANNA, Kind.DIRECT_REPLY)).code is Code.HAVE_THE_FLOOR
    room.do(c.Yield(ANNA))
    assert room.refused(c.Ask(ANNA, Kind.DIRECT_REPLY)).code is Code.OWN_TURN


def test_an_interpretation_is_asked_for_by_nobody() -> None:
    assert discussing().refused(c.Ask(ANNA, Kind.INTERPRETATION)).code is Code.NOT_ASKED_FOR


# Rations -------------------------------------------------------------------------------------------


def test_direct_replies_to_one_turn_are_few() -> None:
    room = discussing(RATIONED)
    room.do(c.Grant(CHAIR_E, ANNA))
    room.do(c.Ask(TOM, Kind.DIRECT_REPLY))
    room.do(c.Ask(URSULA, Kind.DIRECT_REPLY))
    refusal = room.refused(c.Ask(BORIS, Kind.DIRECT_REPLY))
    assert (refusal.code, refusal.facts["most"]) == (Code.REPLIES_SPENT, 2)
    room.do(c.Withdraw(URSULA))
    room.do(c.Ask(BORIS, Kind.DIRECT_REPLY))


def test_one_person_has_few_direct_replies_on_an_item() -> None:
    room = discussing(RATIONED)
    room.do(c.Grant(CHAIR_E, ANNA))
    room.do(c.Ask(TOM, Kind.DIRECT_REPLY))
    room.do(c.CallNext(CHAIR_E))
    room.do(c.Grant(CHAIR_E, BORIS))
    assert room.refused(c.Ask(TOM, Kind.DIRECT_REPLY)).code is Code.OWN_REPLIES_SPENT
    room.do(c.NextItem(CHAIR_E))
    room.do(c.Grant(CHAIR_E, BORIS))
    room.do(c.Ask(TOM, Kind.DIRECT_REPLY))


def test_a_side_has_two_rights_of_reply_and_the_second_is_shorter() -> None:
    room = discussing(RATIONED)
    room.do(c.Ask(TOM, Kind.RIGHT_OF_REPLY))
    room.do(c.Ask(URSULA, Kind.RIGHT_OF_REPLY))
    assert room.refused(c.Ask(CHAIR_W, Kind.RIGHT_OF_REPLY)).code is Code.RIGHTS_SPENT
    room.do(c.Ask(ANNA, Kind.RIGHT_OF_REPLY))
    room.do(c.NextItem(CHAIR_E))
    limits = []
    while room.state.leaving is not None:
        assert room.state.floor is not None
        limits.append((room.state.floor.person, room.state.floor.limit // SECOND))
        room.do(c.Yield(room.state.floor.person))
    assert limits == [(TOM, 120), (URSULA, 30), (ANNA, 120)]


def test_points_of_order_are_rationed_by_person_and_item() -> None:
    room = discussing(RATIONED)
    room.do(c.Ask(TOM, Kind.POINT_OF_ORDER))
    room.do(c.RulePoint(CHAIR_E, sustained=False))
    assert room.refused(c.Ask(TOM, Kind.POINT_OF_ORDER)).code is Code.POINTS_SPENT
    room.do(c.Ask(URSULA, Kind.POINT_OF_ORDER))
    assert speaker(room) == URSULA


# Right of reply at the end -------------------------------------------------------------------------


def test_rights_of_reply_are_heard_before_the_item_is_left_and_by_themselves() -> None:
    room = discussing()
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    room.do(c.Ask(TOM, Kind.RIGHT_OF_REPLY))
    begun = room.do(c.NextItem(CHAIR_E, None, "one", False))
    assert e.RepliesBegun in map(type, begun)
    assert speaker(room) == TOM
    room.do(c.Ask(BORIS, Kind.RIGHT_OF_REPLY))
    room.do(c.Yield(TOM))
    assert speaker(room) == BORIS
    room.do(c.Yield(BORIS))
    assert room.state.item is not None
    assert (room.state.item.key, speaker(room)) == ("two", CHAIR_W)
    assert [request.person for request in room.state.requests] == [ANNA]


def test_both_co_chairs_press_next_item_and_the_rights_of_reply_are_heard_all_the_same() -> None:
    room = discussing()
    room.do(c.Ask(TOM, Kind.RIGHT_OF_REPLY))
    room.do(c.NextItem(CHAIR_E, None, "one", False))
    refusal = room.refused(c.NextItem(CHAIR_W, None, "one", False))
    assert refusal.code is Code.REPLIES_FIRST
    assert speaker(room) == TOM


def test_a_co_chair_may_go_on_although_rights_of_reply_wait() -> None:
    room = discussing()
    room.do(c.Ask(TOM, Kind.RIGHT_OF_REPLY))
    room.do(c.Ask(ANNA, Kind.RIGHT_OF_REPLY))
    room.do(c.NextItem(CHAIR_E, None, "one", False))
    room.do(c.NextItem(CHAIR_W, None, "one", True))
    assert room.state.item is not None
    assert room.state.item.key == "two"
    assert [request.person for request in room.state.requests] == [ANNA], "carried over"


def test_where_the_list_calls_by_itself_a_right_of_reply_waits_for_the_end_of_the_item() -> None:
    auto = replace(
        PLENARY, phases=(phase("talk", When.EACH_ITEM, Speakers.LIST, Calls.AUTO, None),)
    )
    room = Room(auto).opened()
    room.do(c.Ask(TOM, Kind.RIGHT_OF_REPLY))
    assert speaker(room) is None
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    assert speaker(room) == ANNA
    room.do(c.NextItem(CHAIR_E))
    assert speaker(room) == TOM


# The closed list -----------------------------------------------------------------------------------


def test_a_closed_list_takes_no_statements_but_a_point_of_order_is_heard() -> None:
    room = discussing()
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    room.do(c.CloseList(CHAIR_W))
    assert room.refused(c.Ask(TOM, Kind.STATEMENT)).code is Code.LIST_CLOSED
    assert room.refused(c.CloseList(CHAIR_E)).code is Code.LIST_CLOSED_ALREADY
    room.do(c.Ask(TOM, Kind.POINT_OF_ORDER))
    assert speaker(room) == TOM
    room.do(c.RulePoint(CHAIR_E, sustained=True))
    room.do(c.Ask(TOM, Kind.RIGHT_OF_REPLY))
    room.do(c.CallNext(CHAIR_E))
    assert speaker(room) == ANNA
    room.do(c.NextItem(CHAIR_E))
    assert speaker(room) == TOM
    room.do(c.ReopenList(CHAIR_E))
    room.do(c.Ask(TOM, Kind.STATEMENT))


def test_the_list_is_open_again_on_the_next_item() -> None:
    room = discussing()
    room.do(c.CloseList(CHAIR_W))
    room.do(c.NextItem(CHAIR_E))
    room.do(c.Ask(TOM, Kind.STATEMENT))


# Changing one's mind -------------------------------------------------------------------------------


def test_the_time_waited_counts_towards_what_is_no_more_urgent() -> None:
    room = discussing()
    room.do(c.Grant(CHAIR_E, CHAIR_W))
    room.do(c.Ask(ANNA, Kind.CLARIFICATION))
    room.do(c.Ask(TOM, Kind.STATEMENT))
    room.do(c.ChangeKind(ANNA, 1, Kind.STATEMENT))
    assert order(room) == [ANNA, TOM]
    assert room.state.requests[0].answers is None


def test_who_comes_to_want_something_urgent_stands_behind_those_who_did_before() -> None:
    room = discussing()
    room.do(c.Grant(CHAIR_E, CHAIR_W))
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    room.do(c.Ask(TOM, Kind.DIRECT_REPLY))
    room.do(c.ChangeKind(ANNA, 1, Kind.DIRECT_REPLY))
    assert order(room) == [TOM, ANNA]
    room.do(c.ChangeKind(ANNA, 1, Kind.STATEMENT))
    room.do(c.Ask(BORIS, Kind.STATEMENT))
    assert order(room) == [TOM, ANNA, BORIS], "but keeps what was waited since"


@pytest.mark.parametrize(
    ("kind", "code"),
    [(Kind.POINT_OF_ORDER, Code.RAISE_POINT), (Kind.DIRECT_REPLY, Code.ALREADY_ASKED)],
)
def test_what_a_request_cannot_become(kind: Kind, code: Code) -> None:
    room = discussing()
    room.do(c.Grant(CHAIR_E, CHAIR_W))
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    room.do(c.Ask(ANNA, Kind.DIRECT_REPLY))
    assert room.refused(c.ChangeKind(ANNA, 1, kind)).code is code
    assert room.refused(c.ChangeKind(TOM, 1, kind)).code is Code.NOT_YOUR_REQUEST


# Letting others go first ---------------------------------------------------------------------------


@pytest.mark.parametrize("policy", [Policy.FIRST_COME, Policy.ALTERNATE_SIDES, Policy.LEAST_HEARD])
def test_who_defers_is_called_after_all_who_waited_and_before_who_comes_later(
    policy: Policy,
) -> None:
    room = discussing(replace(PLENARY, policy=policy))
    for person in (ANNA, TOM, URSULA):
        room.do(c.Ask(person, Kind.STATEMENT))
    room.do(c.Defer(ANNA))
    assert order(room)[-1] == ANNA
    assert room.refused(c.Defer(ANNA)).code is Code.NOBODY_BEHIND
    room.do(c.Ask(BORIS, Kind.STATEMENT))
    people = called(room)
    assert people.index(ANNA) > max(people.index(TOM), people.index(URSULA))
    if policy is Policy.FIRST_COME:
        assert people == [TOM, URSULA, ANNA, BORIS]


def test_two_who_defer_to_each_other_do_not_wait_for_ever() -> None:
    room = discussing()
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    room.do(c.Ask(TOM, Kind.STATEMENT))
    room.do(c.Defer(ANNA))
    room.do(c.Defer(TOM))
    assert order(room) == [ANNA, TOM]


def test_nobody_to_let_go_first() -> None:
    room = discussing()
    assert room.refused(c.Defer(ANNA)).code is Code.NOTHING_ASKED
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    assert room.refused(c.Defer(ANNA)).code is Code.NOBODY_BEHIND


# Nothing queued is lost ----------------------------------------------------------------------------


def test_what_was_asked_on_a_parked_item_waits_with_it_and_comes_back() -> None:
    room = discussing()
    room.do(c.Ask(TOM, Kind.STATEMENT, Words("the river")))
    room.do(c.ParkItem(CHAIR_E, "one"))
    assert not room.state.requests
    assert [request.person for request in room.state.aside] == [TOM]
    room.do(c.NextItem(CHAIR_E, "one"))
    assert room.state.item is not None
    assert room.state.item.state is ItemState.OPEN
    assert [request.person for request in room.state.requests] == [TOM]
    room.do(c.Yield(CHAIR_E))
    assert speaker(room) == TOM, "who asked speaks for the side"
    assert not room.state.aside


def test_what_was_set_aside_is_listed_at_the_close() -> None:
    room = discussing()
    room.do(c.Ask(TOM, Kind.STATEMENT))
    room.do(c.ParkItem(CHAIR_E, "one"))
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    closed = room.do(c.Close(CHAIR_E))[-1]
    assert closed == e.MeetingClosed((2, 1))


def test_who_leaves_has_no_hand_up_on_a_parked_item_either() -> None:
    room = discussing()
    room.do(c.Ask(TOM, Kind.STATEMENT))
    room.do(c.ParkItem(CHAIR_E, "one"))
    room.do(c.LeaveSeat(TOM, TOM))
    assert room.state.aside == ()


def test_place_note_and_waiting_time_are_ones_own_to_see() -> None:
    room = discussing()
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    room.after(30).do(c.Ask(TOM, Kind.STATEMENT, Words("the river")))
    (mine,) = room.state.requests_of(TOM)
    assert place_of(room.state, mine) == 2
    assert (mine.asked_at, mine.note) == (room.now, Words("the river"))
