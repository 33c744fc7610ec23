"""The table of transitions: complete, and obeyed by `decide` and `evolve` alike."""

from __future__ import annotations

import pytest

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.decide import decide
from bot.procedure.evolve import evolve
from bot.procedure.refusals import Refusal
from bot.procedure.state import Status
from bot.procedure.transitions import LAWFUL, TRANSITIONS, WHY_NOT, refusal_code
from bot.procedure.values import MINUTE, Words
from tests.procedure.samples import ANNA, CHAIR_E, CHAIR_W, Room


def in_status(status: Status) -> Room:
    room = Room()
    if status is Status.CONVENED:
        return room.seat_all()
    room.in_discussion()
    if status is Status.PAUSED:
        room.do(c.Pause(CHAIR_E))
    elif status is Status.CAUCUS:
        room.do(c.BeginCaucus(CHAIR_E, 10 * MINUTE))
    elif status is Status.OFF_RECORD:
        room.do(c.GoOffRecord(CHAIR_E))
        room.do(c.GoOffRecord(CHAIR_W))
    elif status is Status.SUSPENDED:
        room.do(c.Suspend(CHAIR_E))
    elif status is Status.CLOSED:
        room.do(c.Close(CHAIR_E))
    return room


def test_every_command_but_convene_is_lawful_somewhere() -> None:
    lawful = frozenset[type[c.Command]]().union(*LAWFUL.values())
    assert lawful == set(c.COMMANDS) - {c.Convene}


@pytest.mark.parametrize("status", Status)
def test_what_the_table_does_not_list_is_refused(status: Status) -> None:
    room = in_status(status)
    simple: list[c.Command] = [
        c.Open(CHAIR_E),
        c.Pause(CHAIR_E),
        c.Resume(CHAIR_E),
        c.CallNext(CHAIR_E),
        c.Say(ANNA, "m", Words("x")),
        c.Tick(),
        c.Withdraw(ANNA),
    ]
    for command in simple:
        code = refusal_code(status, type(command))
        assert (code is None) == (type(command) in LAWFUL[status])
        if code is not None:
            assert room.refused(command).code is code


@pytest.mark.parametrize("status", Status)
def test_an_event_that_the_table_does_not_know_is_no_lawful_history(status: Status) -> None:
    meeting = in_status(status).state
    changing: list[e.Event] = [
        e.MeetingOpened(),
        e.MeetingPaused(),
        e.MeetingResumed(),
        e.MeetingSuspended(),
        e.MeetingClosed(()),
        e.CaucusBegun(1),
        e.CaucusEnded(),
        e.OffRecordBegun(),
        e.OffRecordEnded(),
    ]
    assert {*map(type, changing), e.MeetingConvened} == {event for _, event in TRANSITIONS}
    for event in changing:
        if (status, type(event)) in TRANSITIONS:
            assert evolve(meeting, event, 0).status is TRANSITIONS[(status, type(event))]
        else:
            with pytest.raises(ValueError, match="while"):
                evolve(meeting, event, 0)


def test_every_status_has_a_reason_to_refuse() -> None:
    assert set(WHY_NOT) == set(Status) == set(LAWFUL)


def test_nothing_happens_before_convening_and_convening_happens_once() -> None:
    assert isinstance(decide(None, c.Tick(), 0), Refusal)
    with pytest.raises(ValueError, match="before the meeting"):
        evolve(None, e.MeetingOpened(), 0)
