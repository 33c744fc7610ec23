"""The record itself: off it and back, unrecorded speakers, how long words are kept, what is erased."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Enforcement, RecordRules
from bot.procedure.refusals import Code
from bot.procedure.state import Status
from bot.procedure.table.seats import Capacity
from bot.procedure.values import ERASED, SECOND, Words
from tests.procedure.samples import (
    ANNA,
    CHAIR_E,
    CHAIR_W,
    CONVENER,
    EAST,
    GUEST,
    PLENARY,
    RULES,
    TOM,
    Room,
    speaker,
    talking,
)


def off_record() -> Room:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    room.after(30).do(c.GoOffRecord(CHAIR_E))
    room.do(c.GoOffRecord(CHAIR_W))
    return room


# Off the record ------------------------------------------------------------------------------------


def test_it_takes_both_sides_to_go_off_the_record_and_both_to_come_back() -> None:
    room = talking()
    assert room.refused(c.GoOffRecord(ANNA)).code is Code.CO_CHAIRS_ONLY
    room.do(c.GoOffRecord(CHAIR_E))
    assert room.status() is Status.OPEN
    assert room.refused(c.GoOffRecord(CHAIR_E)).code is Code.AGREED_ALREADY
    assert room.refused(c.GoOnRecord(CHAIR_W)).code is Code.IS_ON_RECORD
    room.do(c.GoOffRecord(CHAIR_W))
    assert room.status() is Status.OFF_RECORD
    room.do(c.GoOnRecord(CHAIR_W))
    assert room.status() is Status.OFF_RECORD
    room.do(c.GoOnRecord(CHAIR_E))
    assert room.status() is Status.OPEN


def test_without_a_co_chair_of_each_side_it_stays_on_the_record() -> None:
    room = talking()
    room.do(c.LeaveSeat(CHAIR_W, CHAIR_W))
    refused = room.refused(c.GoOffRecord(CHAIR_E))
    assert (refused.code, refused.facts) == (Code.CO_CHAIRS_MISSING_NOW, {"sides": "west"})


def test_off_the_record_the_floor_rests_and_goes_on_with_the_time_left() -> None:
    room = off_record()
    room.after(600)
    assert room.refused(c.CallNext(CHAIR_E)).code is Code.IS_OFF_RECORD
    assert room.refused(c.Ask(TOM, Kind.STATEMENT)).code is Code.IS_OFF_RECORD
    room.do(c.GoOnRecord(CHAIR_E))
    room.do(c.GoOnRecord(CHAIR_W))
    floor = room.state.floor
    assert floor is not None
    assert (speaker(room), floor.left(room.now)) == (ANNA, 90 * SECOND)
    assert room.state.ledger.paused == 600 * SECOND


@pytest.mark.parametrize("enforcement", Enforcement)
def test_of_what_is_said_off_the_record_nothing_is_kept(enforcement: Enforcement) -> None:
    room = talking(enforcement=enforcement)
    room.do(c.Grant(CHAIR_E, ANNA))
    room.do(c.GoOffRecord(CHAIR_E))
    room.do(c.GoOffRecord(CHAIR_W))
    before = len(room.events)
    for person in (ANNA, TOM, GUEST):
        assert room.do(c.Say(person, f"m{person}", Words("apart"))) == ()
    assert room.refused(c.Reword(ANNA, "1", Words("apart"))).code is Code.IS_OFF_RECORD
    assert room.refused(c.React(ANNA, "1", Words("+"), added=True)).code is Code.IS_OFF_RECORD
    assert len(room.events) == before


def test_what_was_said_on_it_may_still_be_taken_out() -> None:
    room = off_record()
    assert room.do(c.MarkDeleted("1")) == (e.ContributionRemoved("1"),)
    assert room.do(c.MarkDeleted("2", TOM, by_others=True)) == (e.ContributionRemoved("2", True),)


@pytest.mark.parametrize("command", [c.Suspend(CHAIR_E), c.Close(CHAIR_E), c.LoseRoom()])
def test_a_meeting_that_stops_then_is_on_the_record_again(command: c.Command) -> None:
    room = off_record()
    done = room.after(5).do(command)
    assert done[0] == e.OffRecordEnded()
    assert room.state.record.since == room.now


def test_when_a_co_chair_leaves_those_who_have_agreed_are_all_that_are_needed() -> None:
    room = off_record()
    room.do(c.GoOnRecord(CHAIR_E))
    room.do(c.LeaveSeat(CHAIR_W, CHAIR_W))
    assert room.status() is Status.OPEN
    assert speaker(room) == ANNA


# Consent -------------------------------------------------------------------------------------------


def test_whoever_withdraws_consent_speaks_on_unrecorded() -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    room.do(c.WithdrawConsent(ANNA))
    assert room.refused(c.WithdrawConsent(ANNA)).code is Code.NOT_RECORDED
    assert speaker(room) == ANNA
    assert room.state.partly_recorded
    assert room.do(c.Say(ANNA, "1", Words("apart"))) == ()
    assert room.do(c.Reword(ANNA, "0", Words("apart"))) == ()
    assert room.do(c.React(ANNA, "0", Words("+"), added=True)) == ()
    room.do(c.Yield(ANNA))
    room.do(c.Ask(ANNA, Kind.STATEMENT, Words("on what")))
    assert room.state.requests[0].note is None
    assert room.refused(c.SetNote(ANNA, 1, Words("on what"))).code is Code.NOT_RECORDED
    held = room.do(c.Say(ANNA, "2", Words("out of turn")))
    assert isinstance(held[0], e.MessageHeld)
    assert held[0].words is None
    assert not any("apart" in repr(vars(x) if hasattr(x, "__dict__") else x) for x in room.events)


def test_consent_that_is_given_again_holds_again() -> None:
    room = talking()
    room.do(c.WithdrawConsent(ANNA))
    room.do(c.AcceptRules(ANNA, RULES, "ru"))
    assert not room.state.partly_recorded
    assert room.refused(c.AcceptRules(ANNA, RULES, "ru")).code is Code.ALREADY_ACCEPTED
    room.do(c.Grant(CHAIR_E, ANNA))
    assert isinstance(room.do(c.Say(ANNA, "1", Words("on record")))[0], e.ContributionMade)


def heard_of_late(room: Room, sent: int) -> tuple[object, ...]:
    """What becomes of a message of Anna's that was sent then, and heard of only now."""
    done = room.late(ANNA, f"late {sent}", sent)
    return (*done, *room.do(c.Reword(ANNA, "0", Words("late"), edited=sent)))


@pytest.mark.parametrize("enforcement", Enforcement)
def test_what_was_sent_while_it_was_not_kept_is_not_kept_either_when_it_is_heard_of_later(
    enforcement: Enforcement,
) -> None:
    room = Room(replace(PLENARY, enforcement=enforcement)).seat_all()
    before_opening = room.now
    room.after(1).do(c.Open(CHAIR_E))
    room.after(1).do(c.WithdrawConsent(ANNA))
    withdrawn = room.after(1).now
    room.after(1).do(c.AcceptRules(ANNA, RULES, "en"))
    kept = room.after(1).now
    room.do(c.Suspend(CHAIR_E))
    suspended = room.after(1).now
    room.after(1).do(c.Resume(CHAIR_E))
    for sent in (before_opening, withdrawn, kept, suspended):
        assert heard_of_late(room, sent) == ()
    sent = room.after(1).now
    assert len(heard_of_late(room, sent)) == 2


def test_a_pause_is_no_reason_to_keep_nothing() -> None:
    room = talking(enforcement=Enforcement.OPEN)
    sent = room.after(1).now
    room.do(c.Pause(CHAIR_E))
    room.after(1).do(c.Resume(CHAIR_E))
    assert len(heard_of_late(room, sent)) == 2


def test_a_ruling_of_an_unrecorded_co_chair_is_kept_without_its_words() -> None:
    room = talking()
    room.do(c.WithdrawConsent(CHAIR_E))
    room.do(c.Ask(ANNA, Kind.POINT_OF_ORDER))
    ruled = room.do(c.RulePoint(CHAIR_E, sustained=True, note=Words("because")))
    assert ruled[0] == e.PointRuled(1, True, None)


# What is kept and erased ---------------------------------------------------------------------------


def test_words_are_kept_as_long_as_the_format_says_or_the_dialogue() -> None:
    room = Room(replace(PLENARY, record=RecordRules(days=30)))
    assert room.state.record.keep_days == 30
    room.do(c.SetKeeping(CONVENER, 90))
    assert room.state.record.keep_days == 90
    assert room.refused(c.SetKeeping(CONVENER, 0)).code is Code.BAD_KEEPING
    assert room.refused(c.SetKeeping(ANNA, 9)).code is Code.ORGANIZERS_ONLY
    assert room.do(c.SetKeeping(CONVENER, 90)) == ()


def test_after_the_opening_it_only_gets_shorter() -> None:
    room = Room(replace(PLENARY, record=RecordRules(days=30)))
    room.opened()
    for longer in (31, None):
        assert room.refused(c.SetKeeping(CHAIR_E, longer)).code is Code.KEEPING_LONGER
    room.do(c.SetKeeping(CHAIR_E, 7))
    assert room.state.record.keep_days == 7


def test_one_erases_ones_own_texts_and_nobody_elses() -> None:
    room = talking()
    room.do(c.Ask(ANNA, Kind.STATEMENT, Words("on what")))
    seated = room.state.seat(ANNA)
    assert seated is not None
    mine = (e.TextAt(seated.event, "name"), e.TextAt(9, "note"))
    others = c.EraseTexts(TOM, ANNA, e.ErasedBecause.ASKED, mine)
    assert room.refused(others).code is Code.NOT_YOURS
    assert room.do(c.EraseTexts(ANNA, ANNA, e.ErasedBecause.ASKED, ())) == ()
    room.do(c.EraseTexts(ANNA, ANNA, e.ErasedBecause.ASKED, mine))
    seat = room.state.seat(ANNA)
    assert seat is not None
    assert seat.name == ERASED
    assert room.state.requests[0].note == ERASED
    other = room.state.seat(TOM)
    assert other is not None
    assert other.name != ERASED


@pytest.mark.parametrize("when", ["before", "open", "closed"])
def test_one_may_erase_at_any_time(when: str) -> None:
    room = Room().seat_all() if when == "before" else talking()
    if when == "closed":
        room.do(c.Close(CHAIR_E))
    room.do(c.EraseTexts(None, None, e.ErasedBecause.RETENTION, (e.TextAt(3, "words"),)))


def test_a_guest_without_a_seat_reacts_and_attaches_nothing() -> None:
    room = talking()
    assert room.do(c.React(GUEST, "1", Words("+"), added=True)) == ()
    kept = c.KeepFile(GUEST, "1", 1, Words("a.pdf"), Words("0" * 64), 9, "application/pdf")
    assert room.do(kept) == ()
    room.do(c.AssignSeat(CHAIR_E, GUEST, EAST, Capacity.OBSERVER, "en", Words("guest")))
    room.do(c.AcceptRules(GUEST, RULES, "en"))
    assert room.do(kept) == (), "it hangs on nothing that is on the record"
    assert room.do(c.React(GUEST, "1", Words("+"), added=False)) == (
        e.ReactionTaken("1", GUEST, Words("+")),
    )


def attached(number: int) -> c.KeepFile:
    return c.KeepFile(ANNA, "1", number, Words("a.pdf"), Words("0" * 64), 9, "application/pdf")


@pytest.mark.parametrize("keeps", [False, True])
def test_what_hung_on_a_message_that_was_taken_out_is_not_kept(keeps: bool) -> None:
    room = talking(record=RecordRules(removed=keeps))
    room.do(c.Grant(CHAIR_E, ANNA))
    room.do(c.Say(ANNA, "1", Words("three papers"), files=3))
    assert isinstance(room.do(attached(1))[0], e.FileKept)
    assert room.do(attached(1)) == (), "each once"
    assert room.do(attached(4)) == ()
    room.do(c.MarkDeleted("1"))
    left = c.LeaveFileOut(ANNA, "1", 3, Words("b.pdf"), e.LeftOut.KIND)
    assert [len(room.do(attached(2))), len(room.do(left))] == [int(keeps)] * 2
    assert not room.state.record.fetching


@pytest.mark.parametrize("when", ["open", "closed"])
def test_an_attachment_that_was_taken_out_is_waited_for_no_longer(when: str) -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    room.do(c.Say(ANNA, "1", Words("two papers"), files=2))
    if when == "closed":
        room.do(c.Close(CHAIR_E))
    assert room.do(c.WithdrawFile(ANNA, "1", 1)) == (e.FileWithdrawn("1", 1, ANNA),)
    assert room.do(attached(1)) == ()
    assert len(room.do(attached(2))) == 1
    assert not room.state.record.fetching


@pytest.mark.parametrize("sign", [None, Words("+")])
def test_signs_that_were_cleared_are_nobodys_taking_back(sign: Words | None) -> None:
    room = talking()
    assert room.do(c.ClearSigns("1", sign)) == (e.SignsCleared("1", sign),)


@pytest.mark.parametrize("whose", [ANNA, TOM, None])
def test_what_hung_on_words_that_were_erased_is_not_kept(whose: str | None) -> None:
    room = talking()
    room.do(c.Grant(CHAIR_E, ANNA))
    room.do(c.Say(ANNA, "1", Words("a paper"), files=1))
    because = e.ErasedBecause.ORGANIZER
    room.do(c.EraseTexts(None, whose, because, (e.TextAt(20, "words"),)))
    assert len(room.do(attached(1))) == (1 if whose == TOM else 0)


def test_an_edit_during_a_suspension_is_not_kept() -> None:
    room = talking()
    before = room.now
    room.after(5).do(c.Suspend(CHAIR_E))
    room.after(5)
    assert room.do(c.Reword(ANNA, "1", Words("otherwise"))) == ()
    assert room.do(c.Reword(ANNA, "1", Words("otherwise"), edited=room.now)) == ()
    assert room.do(c.Reword(ANNA, "1", Words("otherwise"), edited=before + SECOND)) != ()
    room.do(c.Resume(CHAIR_E))
    assert room.do(c.Reword(ANNA, "1", Words("otherwise"))) != ()
