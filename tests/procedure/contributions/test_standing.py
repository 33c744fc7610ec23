"""A message is judged by what held when it was sent, is one thing once, and what is held stays owed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.contributions.author_standing import standing
from bot.procedure.evolve import evolve
from bot.procedure.formats import Enforcement
from bot.procedure.state import RECENT
from bot.procedure.values import Words
from tests.procedure.samples import ANNA, CHAIR_E, CHAIR_W, GUEST, PLENARY, TOM, Room, talking


def made(done: tuple[object, ...]) -> e.ContributionMade:
    (event,) = done
    assert isinstance(event, e.ContributionMade)
    return event


def held(done: tuple[object, ...]) -> e.MessageHeld:
    (event,) = done
    assert isinstance(event, e.MessageHeld)
    return event


def test_typed_in_the_turn_and_heard_of_after_it() -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    sent = room.after(5).now
    turn = room.state.floor
    assert turn is not None
    room.after(2).do(c.Yield(ANNA, turn.number))
    room.do(c.Grant(CHAIR_E, TOM))
    event = made(room.after(60).late(ANNA, "9", sent))
    assert (event.turn, event.sent) == (turn.number, sent)
    assert room.state.floor is not None and not room.state.floor.spoke, "Tom has said nothing yet"


def test_typed_out_of_turn_and_heard_of_in_the_turn() -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, TOM))
    sent = room.after(5).now
    room.after(2).do(c.Grant(CHAIR_E, ANNA))
    assert held(room.after(3).late(ANNA, "9", sent)).reason is e.HeldBecause.NOT_YOUR_TURN


def test_of_what_is_heard_as_it_is_sent_the_order_counts_but_for_a_turn_that_just_ended() -> None:
    """The two clocks may differ, and a message and the end of a turn may pass each other."""
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    room.after(5)
    then, turn, sent = standing(room.state, ANNA), room.state.floor, room.now
    before = standing(room.state, TOM)
    assert turn is not None
    room.after(0.2).do(c.Yield(ANNA, turn.number))
    assert made(room.do(c.Say(ANNA, "8", Words("x"), sent=sent, then=then))).turn == turn.number
    room.do(c.Grant(CHAIR_E, TOM))
    assert made(room.do(c.Say(TOM, "9", Words("x"), sent=sent, then=before))).sent is None
    now = standing(room.state, TOM)
    assert made(room.do(c.Say(TOM, "10", Words("x"), sent=room.now, then=now))).sent is None


def test_said_on_the_record_before_a_suspension_and_heard_of_in_it() -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    sent = room.after(5).now
    room.after(2).do(c.Suspend(CHAIR_E))
    assert made(room.after(9).late(ANNA, "9", sent)).person == ANNA
    assert room.late(ANNA, "10", room.now) == (), "and in the suspension nothing is heard"


def test_what_somebody_without_a_seat_typed_is_held_however_late_it_is_heard_of() -> None:
    room = talking()
    sent = room.after(5).now
    event = held(room.after(60).late(GUEST, "9", sent))
    assert (event.reason, event.words) == (e.HeldBecause.NO_SEAT, None)


def test_off_the_record_nothing_is_taken_whatever_the_clocks_say() -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    then, sent = standing(room.state, ANNA), room.now
    room.after(1).do(c.GoOffRecord(CHAIR_E))
    room.do(c.GoOffRecord(CHAIR_W))
    assert room.do(c.Say(ANNA, "8", Words("x"), sent=sent, then=then)) == ()
    assert room.late(ANNA, "9", sent) == ()


def test_whoever_withdrew_since_is_not_recorded() -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    sent = room.after(5).now
    room.after(2).do(c.WithdrawConsent(ANNA))
    assert room.after(9).late(ANNA, "9", sent) == ()


def test_whoever_left_the_table_since_has_said_it_all_the_same() -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    sent = room.after(5).now
    room.after(2).do(c.LeaveSeat(ANNA, ANNA))
    assert made(room.after(9).late(ANNA, "9", sent)).side == "east"


@pytest.mark.parametrize("enforcement", Enforcement)
def test_a_message_that_is_told_twice_is_nothing_new(enforcement: Enforcement) -> None:
    room = talking(enforcement=enforcement)
    room.do(c.Grant(CHAIR_E, ANNA))
    first = room.do(c.Say(ANNA, "8", Words("x")))
    out_of_turn = room.do(c.Say(TOM, "9", Words("y")))
    assert first and out_of_turn
    turn = room.state.floor
    assert turn is not None
    room.do(c.Yield(ANNA, turn.number))
    for person, message in ((ANNA, "8"), (TOM, "9")):
        assert room.do(c.Say(person, message, Words("x"))) == ()
        assert room.late(person, message, room.now) == ()
    assert len(room.state.record.recent) == 2 <= RECENT


def test_what_is_held_is_owed_until_it_is_given_back() -> None:
    room = Room(replace(PLENARY, enforcement=Enforcement.HOLD)).in_discussion()
    room.do(c.Grant(CHAIR_E, ANNA))
    number = held(room.do(c.Say(TOM, "9", Words("y")))).held
    assert {n: (its.person, its.kept) for n, its in room.state.record.owed.items()} == {
        number: (TOM, True)
    }
    room.do(c.Close(CHAIR_E))
    done = room.do(c.NoteReturned(number, e.Returned.PRIVATELY))
    assert done == (e.HeldReturned(number, e.Returned.PRIVATELY),)
    assert not room.state.record.owed
    assert room.do(c.NoteReturned(number, e.Returned.PRIVATELY)) == (), "once"


def test_what_an_earlier_version_held_is_owed_to_nobody() -> None:
    room = talking()
    before = e.MessageHeld(1, "9", TOM, e.HeldBecause.NOT_YOUR_TURN, Words("y"))
    assert not evolve(room.state, before, room.now).record.owed
