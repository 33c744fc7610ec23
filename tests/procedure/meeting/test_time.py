"""Time: limits and who has them, items and sides that run out, more time by silence, the grace."""

from __future__ import annotations

import pytest

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.agenda.agenda_values import ItemState
from bot.procedure.floor.calling import SHORTEST
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Calls, Format, ItemRules, RunsOut, Speakers, When
from bot.procedure.refusals import Code
from bot.procedure.table.seats import Capacity
from bot.procedure.values import MINUTE, SECOND, Words
from tests.procedure.samples import (
    ANNA,
    BORIS,
    CHAIR_E,
    CHAIR_W,
    EAST,
    GUEST,
    PLENARY,
    TALK,
    TOM,
    URSULA,
    Room,
    phase,
    speaker,
    talking,
    until,
)


def limit(room: Room, person: str) -> int:
    room.do(c.Grant(CHAIR_W, person))
    assert room.state.floor is not None
    return room.state.floor.limit // SECOND


# Limits --------------------------------------------------------------------------------------------


def test_a_turn_is_as_long_as_its_phase_or_else_its_seat_or_else_its_kind_says() -> None:
    seat_limits = {Capacity.CO_CHAIR: {Kind.STATEMENT: 40 * SECOND}}
    room = talking(seat_limits=seat_limits)
    assert [limit(room, person) for person in (ANNA, CHAIR_E)] == [120, 40]
    own = phase("talk", When.EACH_ITEM, Speakers.LIST, Calls.CHAIR, 77)
    room = talking((own,), seat_limits=seat_limits)
    assert [limit(room, person) for person in (ANNA, CHAIR_E)] == [77, 77]


# Items ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "state"), [(RunsOut.CLOSE, ItemState.CLOSED), (RunsOut.PARK, ItemState.PARKED)]
)
def test_an_item_that_runs_out_ends_on_time_and_says_what_stays_unspoken(
    outcome: RunsOut, state: ItemState
) -> None:
    room = talking(item=ItemRules(outcome, warning=2 * MINUTE))
    began = room.now
    for person in (ANNA, BORIS, TOM, URSULA):
        room.do(c.Ask(person, Kind.STATEMENT))
    warned = until(room, e.ItemWarned)
    assert (room.now - began, warned) == (18 * MINUTE, e.ItemWarned("one", 2 * MINUTE))
    room.do(c.CallNext(CHAIR_E))
    room.after(90).do(c.CallNext(CHAIR_E))
    assert room.state.floor is not None
    assert room.state.floor.limit == 30 * SECOND, "what the item has left"
    until(room, e.ItemBudgetSpent)
    assert room.now - began == 20 * MINUTE
    assert room.state.item is not None, "the speaker may finish what is being typed"
    until(room, e.TurnEnded)
    assert room.now - began == 20 * MINUTE + PLENARY.grace
    left = room.state.find_item("one")
    assert left is not None
    assert left.state is state
    assert room.state.item is not None
    assert room.state.item.key == "two"
    parted = [x for x in room.events if isinstance(x, e.ItemClosed | e.ItemParked)]
    assert [(x.unspoken, x.ran_out) for x in parted] == [((2, 4), True)]
    assert len(room.state.requests) == (2 if outcome is RunsOut.CLOSE else 0)
    assert len(room.state.aside) == (0 if outcome is RunsOut.CLOSE else 2)


def test_an_item_ends_on_time_also_when_nobody_speaks() -> None:
    room = talking(item=ItemRules(RunsOut.CLOSE))
    room.after(20 * 60).tick()
    assert room.state.item is not None
    assert room.state.item.key == "two"


def test_no_turn_is_cut_to_nothing_because_the_item_ends() -> None:
    room = talking(item=ItemRules(RunsOut.CLOSE))
    room.after(20 * 60 - 5).do(c.Grant(CHAIR_E, ANNA))
    assert room.state.floor is not None
    assert room.state.floor.limit == SHORTEST


def test_who_was_still_to_be_called_when_the_item_ran_out_is_named() -> None:
    statements = phase("statements", When.EACH_ITEM, Speakers.ONE_PER_SIDE, Calls.AUTO, 1500)
    room = talking((statements, TALK), item=ItemRules(RunsOut.CLOSE))
    until(room, e.ItemClosed)
    passed = [x for x in room.events if isinstance(x, e.PlacePassed)]
    assert [(x.side, x.reason) for x in passed] == [("west", e.PassReason.RAN_OUT)]


def test_rights_of_reply_are_heard_although_the_time_is_used_up() -> None:
    room = talking(item=ItemRules(RunsOut.CLOSE))
    room.do(c.Ask(TOM, Kind.RIGHT_OF_REPLY))
    until(room, e.ItemBudgetSpent)
    assert (speaker(room), room.state.leaving is not None) == (TOM, True)
    assert room.state.floor is not None
    assert room.state.floor.limit == 120 * SECOND
    room.do(c.Yield(TOM))
    assert room.state.item is not None
    assert room.state.item.key == "two"


def test_by_itself_an_item_that_stays_is_only_told_of() -> None:
    room = talking()
    until(room, e.ItemBudgetSpent)
    assert room.state.item is not None
    assert room.state.item.key == "one"


def test_the_co_chairs_choose_what_becomes_of_the_item_also_when_its_time_is_over() -> None:
    room = talking()
    room.do(c.SetRunsOut(CHAIR_E, RunsOut.PARK, "one"))
    assert room.refused(c.SetRunsOut(ANNA, RunsOut.STAY)).code is Code.CO_CHAIRS_ONLY
    room.do(c.SetRunsOut(CHAIR_W, RunsOut.STAY, "one"))
    until(room, e.ItemBudgetSpent)
    room.do(c.SetRunsOut(CHAIR_E, RunsOut.CLOSE, "one"))
    assert room.state.item is not None
    assert room.state.item.key == "two"
    assert room.refused(c.SetRunsOut(CHAIR_W, RunsOut.CLOSE, "one")).code is Code.STALE_ITEM


def test_more_time_for_the_item_is_given_once_when_both_press() -> None:
    room = talking(item=ItemRules(RunsOut.CLOSE, warning=MINUTE))
    until(room, e.ItemWarned)
    room.do(c.ExtendItem(CHAIR_E, 5 * MINUTE, "one", 20 * MINUTE))
    refusal = room.refused(c.ExtendItem(CHAIR_W, 5 * MINUTE, "one", 20 * MINUTE))
    assert refusal.code is Code.ITEM_EXTENDED
    began = room.state.opened_at
    assert began is not None
    until(room, e.ItemWarned)
    assert room.now - began == 24 * MINUTE
    until(room, e.ItemClosed)
    assert room.now - began == 25 * MINUTE


# Sides ---------------------------------------------------------------------------------------------


def test_a_side_that_has_used_its_time_comes_after_the_other() -> None:
    room = talking(item=ItemRules(of_a_side=3 * MINUTE))
    room.do(c.Ask(ANNA, Kind.STATEMENT))
    room.do(c.Ask(TOM, Kind.STATEMENT))
    room.do(c.Grant(CHAIR_E, BORIS))
    room.after(120).do(c.Grant(CHAIR_E, ANNA))
    assert room.state.floor is not None
    assert room.state.floor.limit == 60 * SECOND, "what the side has left"
    spent = until(room, e.SideBudgetSpent)
    assert spent == e.SideBudgetSpent("one", EAST)
    room.do(c.Ask(BORIS, Kind.STATEMENT))
    room.do(c.Ask(URSULA, Kind.STATEMENT))
    called = []
    while room.state.requests:
        room.do(c.CallNext(CHAIR_W))
        called.append(speaker(room))
    assert called == [TOM, URSULA, BORIS], "it may be called all the same"


def test_points_of_order_are_at_nobodys_expense() -> None:
    room = talking(item=ItemRules(of_a_side=3 * MINUTE))
    room.do(c.Ask(ANNA, Kind.POINT_OF_ORDER))
    room.after(50).do(c.RulePoint(CHAIR_E, sustained=True))
    assert room.state.talk.by_side == {}
    assert room.state.ledger.by_side == {EAST: 50 * SECOND}


# More time -----------------------------------------------------------------------------------------


def consenting() -> Room:
    room = talking(consent=15 * SECOND)
    room.do(c.Grant(CHAIR_E, ANNA))
    return room


def test_more_time_is_given_if_nobody_objects() -> None:
    room = consenting()
    room.after(100).do(c.AskMore(ANNA, room.state.last_turn))
    assert until(room, e.TurnExtended) == e.TurnExtended(
        room.state.last_turn, 60 * SECOND, silently=True
    )
    assert room.state.floor is not None
    assert room.state.floor.left(room.now) == 65 * SECOND


def test_one_objection_is_enough_and_nobody_is_asked_twice() -> None:
    room = consenting()
    room.do(c.AskMore(ANNA))
    assert room.refused(c.AskMore(ANNA)).code is Code.ASKED_ALREADY
    assert room.refused(c.ObjectToMore(ANNA)).code is Code.HAVE_THE_FLOOR
    assert room.refused(c.ObjectToMore(GUEST)).code is Code.NO_SEAT
    room.do(c.ObjectToMore(TOM, room.state.last_turn))
    assert room.refused(c.ObjectToMore(URSULA)).code is Code.NOTHING_TO_OBJECT_TO
    assert room.refused(c.AskMore(ANNA)).code is Code.OBJECTED_ALREADY
    room.do(c.Extend(CHAIR_W))


def test_a_turn_does_not_end_while_the_room_is_being_asked() -> None:
    room = consenting()
    room.after(125).tick()
    room.do(c.AskMore(ANNA))
    room.after(6).tick()
    assert speaker(room) == ANNA
    room.after(9).tick()
    assert room.state.floor is not None
    assert room.state.floor.extensions == 1


@pytest.mark.parametrize("away", ["pause", "outage", "point"])
def test_the_silence_of_people_who_are_not_listening_is_no_consent(away: str) -> None:
    room = consenting()
    room.do(c.AskMore(ANNA))
    if away == "pause":
        room.after(5).do(c.Pause(CHAIR_E))
        room.after(60).do(c.Resume(CHAIR_E))
    elif away == "outage":
        room.after(60).do(c.NoteOutage(room.now - 55 * SECOND))
    else:
        room.do(c.Ask(TOM, Kind.POINT_OF_ORDER))
        room.after(60).do(c.RulePoint(CHAIR_E, sustained=False))
    room.tick()
    assert room.state.floor is not None
    assert (room.state.floor.person, room.state.floor.extensions) == (ANNA, 0)


def test_a_co_chair_who_speaks_does_not_give_oneself_more_time() -> None:
    room = talking(consent=15 * SECOND)
    room.do(c.Grant(CHAIR_E, CHAIR_E))
    assert room.refused(c.Extend(CHAIR_E)).code is Code.OWN_EXTENSION
    room.do(c.AskMore(CHAIR_E))
    room.do(c.Extend(CHAIR_W))
    assert room.state.floor is not None
    assert room.state.floor.asked_until is None, "what was asked for is given"


def test_where_the_room_is_not_asked_the_co_chairs_give_more_time() -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    assert room.refused(c.AskMore(ANNA)).code is Code.CO_CHAIRS_EXTEND


# The end of a turn ---------------------------------------------------------------------------------


def test_who_is_seen_typing_when_the_time_is_up_has_the_grace_once_more() -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    began = room.now
    assert room.do(c.SeenTyping(ANNA)) == ()
    room.after(122).tick()
    assert room.do(c.SeenTyping(TOM)) == ()
    room.do(c.SeenTyping(ANNA))
    assert room.do(c.SeenTyping(ANNA)) == (), "once"
    until(room, e.TurnEnded)
    assert room.now - began == (120 + 10 + 10) * SECOND


def test_a_speaker_who_says_that_more_is_coming_is_not_cut_off_unawares() -> None:
    room = talking()
    room.do(c.Ask(TOM, Kind.STATEMENT))
    room.do(c.Grant(CHAIR_E, ANNA))
    room.do(c.MoreComing(ANNA, room.state.last_turn))
    refusal = room.refused(c.CallNext(CHAIR_E))
    assert (refusal.code, refusal.facts["speaker"]) == (Code.MORE_COMING, ANNA)
    room.do(c.CallNext(CHAIR_W, sure=True))
    assert speaker(room) == TOM


def test_what_was_coming_has_come_with_the_next_message() -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    room.do(c.MoreComing(ANNA))
    room.do(c.Say(ANNA, "m", Words("more")))
    assert room.state.floor is not None
    assert (room.state.floor.more, room.state.floor.spoke) == (False, True)


def test_a_turn_in_which_nothing_was_said_may_be_passed() -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    ended = room.do(c.Pass(ANNA, room.state.last_turn))[0]
    assert isinstance(ended, e.TurnEnded)
    assert ended.how is TurnEnd.PASSED
    assert room.refused(c.Pass(ANNA)).code is Code.NOTHING_TO_PASS


def test_formats_of_before_go_as_before() -> None:
    """A format that was written into a journal before there were these choices has none of them."""
    old = Format("old", PLENARY.title, PLENARY.phases)
    assert (old.consent, old.again, old.chair.absent, old.item.runs_out) == (
        None,
        None,
        None,
        RunsOut.STAY,
    )
    assert not (old.interpreted or old.balance.invite_quiet or old.balance.tell_loud)
