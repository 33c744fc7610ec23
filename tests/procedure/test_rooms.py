"""Two languages, withdrawing among one's own, and talking over days."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Accepts, Calls, Enforcement, Format, Speakers, When
from bot.procedure.meeting.deadlines import next_deadline
from bot.procedure.refusals import Code
from bot.procedure.state import Status
from bot.procedure.table.seats import Capacity
from bot.procedure.values import DAY, MINUTE, SECOND, Words
from tests.procedure.samples import (
    ANNA,
    CHAIR_E,
    CHAIR_W,
    CONVENER,
    GUEST,
    INTERPRETER,
    PLENARY,
    RULES,
    START,
    TOM,
    URSULA,
    WEST,
    Room,
    phase,
    speaker,
    talking,
)

# Interpretation ------------------------------------------------------------------------------------


def interpreted(*, on: bool = True, language: str = "ru", by_voice: bool = False) -> Room:
    room = talking(interpreted=on, by_voice=by_voice)
    room.do(
        c.AssignSeat(
            CONVENER, INTERPRETER, WEST, Capacity.INTERPRETER, language, Words("interpreter")
        )
    )
    room.do(c.AcceptRules(INTERPRETER, RULES, language))
    room.do(c.Grant(CHAIR_E, ANNA))
    return room


def test_after_a_turn_the_interpreter_has_the_floor_for_a_quarter_longer() -> None:
    room = interpreted()
    turn = room.state.last_turn
    room.do(c.Ask(TOM, Kind.STATEMENT))
    room.do(c.Say(ANNA, "1", Words("said")))
    room.after(80).do(c.Yield(ANNA))
    floor = room.state.floor
    assert floor is not None
    assert (floor.person, floor.kind, floor.interprets, floor.limit) == (
        INTERPRETER,
        Kind.INTERPRETATION,
        turn,
        100 * SECOND,
    )
    (made,) = room.after(60).do(c.Say(INTERPRETER, "2", Words("interpreted")))
    assert isinstance(made, e.ContributionMade)
    assert made.turn == floor.number
    room.do(c.Yield(INTERPRETER))
    room.do(c.CallNext(CHAIR_E))
    assert speaker(room) == TOM
    assert room.state.ledger.interpreted == 60 * SECOND
    assert INTERPRETER not in room.state.ledger.turns
    assert INTERPRETER not in room.state.ledger.floor


@pytest.mark.parametrize("why", ["off", "nothing said", "no interpreter"])
def test_nothing_is_interpreted_where_there_is_nothing_or_nobody_to_do_it(why: str) -> None:
    room = interpreted(on=why != "off")
    if why != "nothing said":
        room.do(c.Say(ANNA, "1", Words("said")))
    if why == "no interpreter":
        room.do(c.LeaveSeat(INTERPRETER, INTERPRETER))
    room.do(c.Yield(ANNA))
    assert speaker(room) is None


def test_a_turn_that_somebody_did_not_understand_is_interpreted_all_the_same() -> None:
    room = interpreted(on=False)
    room.do(c.AskClarity(TOM, room.state.last_turn))
    assert room.refused(c.AskClarity(TOM)).code is Code.CLARITY_ASKED
    assert room.refused(c.AskClarity(ANNA)).code is Code.HAVE_THE_FLOOR
    assert room.refused(c.AskClarity(GUEST)).code is Code.NO_SEAT
    assert speaker(room) == ANNA, "the sign takes the floor from nobody"
    room.do(c.Say(ANNA, "1", Words("said")))
    room.do(c.Yield(ANNA))
    assert speaker(room) == INTERPRETER


def test_the_sign_carries_the_turn_that_it_was_meant_for() -> None:
    room = interpreted()
    seen = room.state.last_turn
    room.do(c.Grant(CHAIR_E, TOM))
    assert room.refused(c.AskClarity(URSULA, seen)).code is Code.STALE_TURN


def test_the_interpreter_of_the_other_language_is_called() -> None:
    room = interpreted(language="en")
    second = GUEST
    room.do(c.AssignSeat(CONVENER, second, WEST, Capacity.INTERPRETER, "ru", Words("second")))
    room.do(c.AcceptRules(second, RULES, "ru"))
    room.do(c.Say(ANNA, "1", Words("said")))
    room.do(c.Yield(ANNA))
    assert speaker(room) == second


def test_a_point_of_order_comes_before_the_interpretation_and_does_not_lose_it() -> None:
    room = interpreted()
    room.do(c.Say(ANNA, "1", Words("said")))
    room.do(c.Pause(CHAIR_E))
    room.do(c.Ask(TOM, Kind.POINT_OF_ORDER))
    room.do(c.Yield(ANNA))
    room.do(c.Resume(CHAIR_E))
    assert speaker(room) == TOM
    room.do(c.RulePoint(CHAIR_W, sustained=False))
    assert speaker(room) == INTERPRETER


def test_a_co_chair_turns_it_on_and_off() -> None:
    room = interpreted(on=False)
    room.do(c.SetInterpretation(CHAIR_E, True))
    assert room.do(c.SetInterpretation(CHAIR_W, True)) == ()
    assert room.state.interpreted
    assert room.refused(c.SetInterpretation(ANNA, False)).code is Code.CO_CHAIRS_ONLY


def test_where_people_speak_by_voice_a_turn_without_a_text_is_interpreted_too() -> None:
    room = interpreted(by_voice=True)
    room.do(c.Yield(ANNA))
    assert speaker(room) == INTERPRETER


# Caucus --------------------------------------------------------------------------------------------


def test_each_side_withdraws_for_so_many_minutes_and_is_called_back() -> None:
    room = Room().in_discussion()
    room.do(c.Grant(CHAIR_E, ANNA))
    room.after(40).do(c.BeginCaucus(CHAIR_W, 10 * MINUTE))
    assert room.status() is Status.CAUCUS
    began = room.now
    happened = []
    while (deadline := next_deadline(room.state)) is not None:
        room.now = deadline
        happened += [(type(event), room.now - began) for event in room.tick()]
    assert happened == [(e.CaucusWarned, 9 * MINUTE), (e.CaucusEnded, 10 * MINUTE)]
    assert room.status() is Status.PAUSED, "people need a moment to come back"
    room.after(30).do(c.Resume(CHAIR_E))
    assert room.state.floor is not None
    assert room.state.floor.left(room.now) == 80 * SECOND
    assert room.state.ledger.paused == 10 * MINUTE + 30 * SECOND


def test_a_caucus_can_be_ended_early_and_by_going_on_at_once() -> None:
    room = Room().in_discussion()
    room.do(c.BeginCaucus(CHAIR_W, 10 * MINUTE))
    assert room.refused(c.EndCaucus(ANNA)).code is Code.CO_CHAIRS_ONLY
    room.do(c.EndCaucus(CHAIR_E))
    assert room.status() is Status.PAUSED
    assert room.refused(c.EndCaucus(CHAIR_E)).code is Code.NO_CAUCUS
    room.do(c.BeginCaucus(CHAIR_W, 10 * MINUTE))
    room.do(c.Resume(CHAIR_W))
    assert room.status() is Status.OPEN
    assert room.state.caucus is None


@pytest.mark.parametrize("command", [c.Suspend(CHAIR_E), c.Close(CHAIR_E)])
def test_a_meeting_in_caucus_may_be_suspended_or_closed(command: c.Command) -> None:
    room = Room().in_discussion()
    room.do(c.BeginCaucus(CHAIR_W, 10 * MINUTE))
    room.do(command)
    assert room.state.caucus is None


@pytest.mark.parametrize("minutes", [0, 241])
def test_a_caucus_has_a_sensible_length(minutes: int) -> None:
    refusal = Room().in_discussion().refused(c.BeginCaucus(CHAIR_W, minutes * MINUTE))
    assert refusal.code is Code.BAD_CAUCUS


def test_what_is_typed_in_the_room_meanwhile_is_held_and_hands_may_be_raised() -> None:
    room = Room().in_discussion()
    room.do(c.BeginCaucus(CHAIR_W, 10 * MINUTE))
    (held,) = room.do(c.Say(TOM, "m", Words("typed")))
    assert isinstance(held, e.MessageHeld)
    room.do(c.Ask(TOM, Kind.STATEMENT))
    assert room.refused(c.CallNext(CHAIR_E)).code is Code.IN_CAUCUS


# Over days -----------------------------------------------------------------------------------------


def days(enforcement: Enforcement = Enforcement.HOLD) -> Format:
    posts = phase(
        "posts", When.EACH_ITEM, Speakers.ANYONE, Calls.AUTO, None, lasts=3 * DAY, remind=DAY
    )
    replies = phase(
        "replies",
        When.EACH_ITEM,
        Speakers.ANYONE,
        Calls.AUTO,
        None,
        lasts=2 * DAY,
        accepts=Accepts.REPLIES,
    )
    return replace(PLENARY, phases=(posts, replies), enforcement=enforcement)


def test_talks_over_days_go_from_date_to_date() -> None:
    room = Room(days()).opened()
    happened = []
    while room.state.item is not None:
        deadline = next_deadline(room.state)
        assert deadline is not None
        room.now = deadline
        happened += [
            (type(event).__name__, (room.now - START) // DAY)
            for event in room.tick()
            if isinstance(event, e.PhaseReminded | e.PhaseEnded | e.ItemClosed)
        ]
    assert happened == [
        ("PhaseReminded", 2),
        ("PhaseEnded", 3),
        ("PhaseEnded", 5),
        ("ItemClosed", 5),
        ("PhaseReminded", 7),
        ("PhaseEnded", 8),
        ("PhaseEnded", 10),
        ("ItemClosed", 10),
    ]


def test_anyone_may_write_without_the_floor_and_those_who_have_not_are_reminded() -> None:
    room = Room(days()).opened()
    (made,) = room.do(c.Say(ANNA, "1", Words("post")))
    assert isinstance(made, e.ContributionMade)
    assert made.turn is None
    assert room.state.ledger.posts == {ANNA: 1}
    assert room.refused(c.Ask(TOM, Kind.STATEMENT)).code is Code.JUST_WRITE
    room.after(2 * 86_400)
    (reminded,) = room.tick()
    assert isinstance(reminded, e.PhaseReminded)
    assert ANNA not in reminded.people
    assert TOM in reminded.people


def test_where_only_answers_are_wanted_anything_else_is_given_back() -> None:
    room = Room(days()).opened()
    room.after(3 * 86_400).tick()
    (held,) = room.do(c.Say(ANNA, "1", Words("no answer")))
    assert isinstance(held, e.MessageHeld)
    assert (held.reason, held.words) == (e.HeldBecause.REPLIES_ONLY, Words("no answer"))
    (made,) = room.do(c.Say(ANNA, "2", Words("an answer"), reply_to="0"))
    assert isinstance(made, e.ContributionMade)
    (stranger,) = room.do(c.Say(GUEST, "3", Words("stranger"), reply_to="0"))
    assert isinstance(stranger, e.MessageHeld)
    assert stranger.words is None


def test_a_co_chair_sets_another_date() -> None:
    room = Room(days()).opened()
    room.do(c.SetPhaseEnd(CHAIR_E, START + 6 * DAY))
    assert next_deadline(room.state) == START + 5 * DAY
    assert room.refused(c.SetPhaseEnd(CHAIR_E, START - 1)).code is Code.BAD_DATE
    assert room.refused(c.SetPhaseEnd(ANNA, START + DAY)).code is Code.CO_CHAIRS_ONLY
    assert Room().in_discussion().refused(c.SetPhaseEnd(CHAIR_E, START)).code is Code.NO_DATE


def test_a_suspension_moves_the_date() -> None:
    room = Room(days()).opened()
    room.do(c.Suspend(CHAIR_E))
    room.after(86_400).do(c.Resume(CHAIR_E))
    assert room.state.talk.until == START + 4 * DAY


def test_items_that_go_by_dates_have_no_minutes() -> None:
    room = Room(days()).opened()
    assert room.refused(c.ExtendItem(CHAIR_E, 5 * MINUTE)).code is Code.BY_DATE
    room.after(30 * 60).tick()
    assert not any(isinstance(x, e.ItemBudgetSpent) for x in room.events)


def test_a_turn_may_be_granted_all_the_same() -> None:
    room = Room(days()).opened()
    room.do(c.Grant(CHAIR_E, ANNA))
    ended = room.do(c.Yield(ANNA))[0]
    assert isinstance(ended, e.TurnEnded)
    assert ended.how is TurnEnd.YIELDED


# Another channel -------------------------------------------------------------------------------


def test_a_suspended_meeting_can_be_held_elsewhere_and_goes_on_as_it_stood() -> None:
    room = Room().in_discussion()
    room.do(c.Grant(CHAIR_W, ANNA))
    room.after(30).do(c.LoseRoom())
    before = room.state
    assert room.refused(c.Move(ANNA, "1/2", Enforcement.HOLD)).code is Code.ORGANIZERS_ONLY
    [moved] = room.after(60).do(c.Move(CHAIR_W, "1/2", Enforcement.HOLD, by_voice=True))
    assert moved == e.MeetingMoved("1/2", Enforcement.HOLD, by_voice=True)
    assert room.do(c.Move(CHAIR_W, "1/2", Enforcement.HOLD)) == ()
    after = room.state
    assert (after.venue, after.by_voice, after.moved_at) == ("1/2", True, room.now)
    assert after.format == replace(before.format, enforcement=Enforcement.HOLD)
    assert (after.floor, after.agenda, after.seats) == (before.floor, before.agenda, before.seats)
    room.do(c.Resume(CHAIR_W))
    assert room.state.floor is not None
    assert room.state.floor.left(room.now) == 90 * SECOND
    assert room.refused(c.Move(CHAIR_W, "1/3", Enforcement.HOLD)).code is Code.ALREADY_OPEN


@pytest.mark.parametrize(
    ("was", "wished", "kept"),
    [
        (Enforcement.OPEN, Enforcement.LOCK, Enforcement.OPEN),
        (Enforcement.LOCK, Enforcement.OPEN, Enforcement.LOCK),
        (Enforcement.HOLD, Enforcement.LOCK, Enforcement.LOCK),
    ],
)
def test_whether_the_floor_is_kept_stays_as_people_agreed_to_it(
    was: Enforcement, wished: Enforcement, kept: Enforcement
) -> None:
    room = Room(replace(PLENARY, enforcement=was)).in_discussion()
    room.do(c.Suspend(CHAIR_E))
    room.do(c.Move(CHAIR_E, "1/2", wished))
    assert room.state.format.enforcement is kept
