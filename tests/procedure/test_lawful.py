"""Which events the rules could have written where they stand. `test_machine` tries it on random
meetings, and `conftest` on every meeting that a test of the rules drives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.causes import CAUSES, TOLD_BY
from bot.procedure.commands import COMMANDS
from bot.procedure.decide import decide
from bot.procedure.edition import EDITION
from bot.procedure.events import EVENTS
from bot.procedure.evolve import evolve
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.lawful import MOST_NAMED, Unlawful, Why, unlawful
from bot.procedure.refusals import Refusal
from bot.procedure.state import Meeting, Status
from bot.procedure.transitions import LAWFUL
from bot.procedure.values import SECOND, Words
from bot.simulation.play import play
from tests import strategies as some
from tests.procedure import golden
from tests.procedure.samples import (
    ANNA,
    BORIS,
    CHAIR_E,
    CHAIR_W,
    EAST,
    PLENARY,
    TOM,
    URSULA,
    WEST,
    Room,
)

RULES, TIME, EDITED = Why.RULES, Why.TIME, Why.EDITION


def talk() -> Room:
    """Anna has spoken, and Tom has the floor."""
    room = Room().in_discussion()
    room.after(1).do(c.Ask(ANNA, Kind.STATEMENT))
    room.after(1).do(c.CallNext(CHAIR_E))
    room.after(5).do(c.Say(ANNA, "1", Words("one")))
    room.after(5).do(c.Yield(ANNA))
    room.after(5).do(c.Grant(CHAIR_W, TOM))
    room.after(5).do(c.Say(TOM, "2", Words("two")))
    return room


def inserted(
    room: Room, seq: int, event: e.Event, actor: str | None, at: int | None = None
) -> list[e.Recorded]:
    """The records with this event as number `seq`; at the moment of the one before it, if not said."""
    before = room.records[seq - 2]
    new = e.Recorded("trust-1", seq, before.at if at is None else at, actor, event)
    added = [*room.records[: seq - 1], new, *room.records[seq - 1 :]]
    return [replace(each, seq=nth) for nth, each in enumerate(added, 1)]


def appended(
    room: Room, event: e.Event, actor: str | None, later: int = SECOND
) -> list[e.Recorded]:
    return inserted(room, len(room.records) + 1, event, actor, room.now + later)


def found(records: Sequence[e.Recorded]) -> list[tuple[int, Why]]:
    return [(each.seq, each.why) for each in unlawful(records)]


def seq_of(room: Room, kind: type[e.Event], last: bool = True) -> int:
    seqs = [each.seq for each in room.records if isinstance(each.event, kind)]
    return seqs[-1] if last else seqs[0]


def test_a_meeting_as_it_went() -> None:
    room = talk()
    room.after(1).do(c.Close(CHAIR_E))
    assert unlawful(room.records) == ()
    assert unlawful(()) == ()


@pytest.mark.parametrize("seed", [1, 2])
def test_a_meeting_that_was_played(seed: int) -> None:
    assert unlawful(play(PLENARY, items=2, minutes=10, seed=seed).records) == ()


# What is named -----------------------------------------------------------------------------------


def test_words_of_somebody_without_the_floor() -> None:
    room = talk()
    forged = e.ContributionMade("9", room.state.last_turn, "one", ANNA, EAST, Words("x"))
    records = appended(room, forged, ANNA)
    assert unlawful(records) == (Unlawful(len(records), "ContributionMade", RULES),)


def test_words_in_a_turn_that_is_over() -> None:
    room = talk()
    forged = e.ContributionMade("9", room.state.last_turn - 1, "one", ANNA, EAST, Words("x"))
    seq = len(room.records) + 1
    assert found(appended(room, forged, ANNA)) == [(seq, RULES)]
    old = next(r.at for r in room.records if isinstance(r.event, e.ContributionMade))
    assert found(inserted(room, seq, forged, ANNA, old)) == [(seq, TIME)]


def test_an_event_between_those_that_one_command_brought_about() -> None:
    room = talk()
    seq = seq_of(room, e.PhaseEntered)
    assert room.records[seq - 2].at == room.records[seq - 1].at
    for actor in (room.records[seq - 2].actor, URSULA, None):
        assert found(inserted(room, seq, e.ListClosed(), actor)) == [(seq, RULES)]


def test_an_event_that_stands_in_anothers_place() -> None:
    room = talk()
    seq = seq_of(room, e.PhaseEntered)
    records = list(room.records)
    records[seq - 1] = replace(records[seq - 1], event=e.ListClosed())
    assert found(records)[0] == (seq, RULES)


def test_an_end_that_was_cut_off_between_what_belongs_together() -> None:
    """Where it is cut off behind all of it, nothing shows: only a head that was kept elsewhere tells."""
    room = talk()
    last = seq_of(room, e.PhaseEntered)
    assert room.records[last - 2].at == room.records[last - 1].at
    assert found(room.records[: last - 1]) == [(last - 1, Why.CUT)]
    assert unlawful(room.records[: last - 1], whole=False) == ()
    assert found(room.records[:last]) == []


def test_a_file_of_nothing_but_forgeries_has_an_end() -> None:
    room = talk()
    last = room.records[-1]
    forged = [replace(last, seq=last.seq + nth, event=e.MeetingOpened(1)) for nth in range(1, 3000)]
    assert len(unlawful([*room.records, *forged])) == MOST_NAMED


def test_much_at_one_moment_takes_no_longer_than_its_length() -> None:
    """Each of these is lawful by itself, and could have come with any of the others."""
    room = Room().opened()
    for _ in range(2_000):
        room.do(c.TakeExport(CHAIR_E, e.ExportRule.FULL, e.ExportForm.MD, "en"))
    assert unlawful(room.records) == ()


def test_what_follows_from_a_forged_event_is_not_blamed() -> None:
    """Whoever took it for true, as the bot does that has restarted since, has done nothing wrong."""
    room = talk()
    ended = e.TurnEnded(room.state.last_turn, TOM, WEST, TurnEnd.EXPIRED, 99)
    records = appended(room, ended, None)
    seq = records[-1].seq
    misled: Meeting | None = evolve(room.state, ended, records[-1].at)
    commands: list[c.Command] = [c.Grant(CHAIR_E, BORIS), c.Say(BORIS, "3", Words("three"))]
    for command in commands:
        at = records[-1].at + 5 * SECOND
        decision = decide(misled, command, at)
        assert not isinstance(decision, Refusal) and len(decision) == 1
        misled = evolve(misled, decision[0], at)
        records.append(e.Recorded("trust-1", len(records) + 1, at, c.actor(command), decision[0]))
    assert found(records) == [(seq, RULES)]


@pytest.mark.parametrize("actor", [None, ANNA, CHAIR_W])
def test_an_act_under_another_name(actor: str | None) -> None:
    room = talk()
    room.after(1).do(c.CloseList(CHAIR_W))
    last = room.records[-1]
    records = [*room.records[:-1], replace(last, actor=actor)]
    assert found(records) == ([] if actor == CHAIR_W else [(last.seq, RULES)])


def test_time_that_runs_backwards() -> None:
    room = talk()
    last = room.records[-1]
    records = [*room.records[:-1], replace(last, at=room.records[-2].at - 1)]
    assert found(records) == [(last.seq, TIME)]


def test_a_meeting_that_does_not_begin_with_its_convening() -> None:
    room = talk()
    records = [replace(each, seq=nth) for nth, each in enumerate(room.records[1:], 1)]
    assert found(records)[0] == (1, RULES)
    again = [replace(each, seq=nth) for nth, each in enumerate(room.records * 2, 1)]
    assert found(again)[0] == (len(room.records) + 1, TIME)


@given(some.events)
def test_nothing_of_the_talk_stands_behind_the_close(event: e.Event) -> None:
    room = talk()
    room.after(1).do(c.Close(CHAIR_E))
    late = {cause.command for cause in TOLD_BY.get(type(event), ())} & LAWFUL[Status.CLOSED]
    if not late:
        seq = len(room.records) + 1
        why = [EDITED, RULES]
        ((named, because),) = found(appended(room, event, getattr(event, "person", None)))
        assert named == seq and because in why


# What nobody can tell: it could have been so ----------------------------------------------------


def test_a_lawful_addition_is_not_told_from_the_truth() -> None:
    room = talk()
    turn = room.state.last_turn
    more = e.ContributionMade("9", turn, "one", TOM, WEST, Words("I concede everything."))
    assert found(appended(room, more, TOM)) == []
    room.after(1).do(c.Close(CHAIR_E))
    given = e.ExportGiven(CHAIR_E, e.ExportRule.FULL, e.ExportForm.MD, "en")
    assert found(appended(room, given, CHAIR_E)) == []


# Editions --------------------------------------------------------------------------------------


def of_edition(records: Sequence[e.Recorded], edition: int) -> list[e.Recorded]:
    return [
        replace(each, event=replace(each.event, edition=edition))
        if isinstance(each.event, e.MeetingConvened | e.MeetingOpened | e.OutageNoted)
        else each
        for each in records
    ]


def test_what_earlier_rules_have_decided_is_not_held_to_these() -> None:
    """Two seconds too many in a turn: these rules would have counted otherwise. Who knows those?"""
    room = talk()
    seq = seq_of(room, e.TurnEnded)
    records = list(room.records)
    event = records[seq - 1].event
    assert isinstance(event, e.TurnEnded)
    records[seq - 1] = replace(records[seq - 1], event=replace(event, used=event.used + 2000))
    assert found(records)[0] == (seq, RULES)
    assert found(of_edition(records, 0)) == []


@pytest.mark.parametrize(
    "event",
    [
        e.ContributionMade("9", 5, "one", TOM, WEST, Words("x")),
        e.ContributionMade("9", None, "one", "777", WEST, Words("x")),
        e.TurnStarted(6, URSULA, WEST, Kind.STATEMENT, None, "one", None, 1000),
        e.TurnEnded(6, ANNA, EAST, TurnEnd.YIELDED, 1),
        e.FloorRequested(1, ANNA, EAST, Kind.STATEMENT, "one", None),
        e.MessageHeld(7, "9", ANNA, e.HeldBecause.NOT_YOUR_TURN, None),
        e.MeetingOpened(0),
        e.CaucusEnded(),
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_has_always_held_is_asked_of_them(event: e.Event) -> None:
    room = talk()
    assert room.state.last_turn == 6
    records = of_edition(appended(room, event, getattr(event, "person", None)), 0)
    assert found(records) == [(len(records), RULES)]


@given(some.events)
def test_nothing_of_the_talk_has_ever_stood_behind_the_close(event: e.Event) -> None:
    room = talk()
    room.after(1).do(c.Close(CHAIR_E))
    if not {cause.command for cause in TOLD_BY.get(type(event), ())} & LAWFUL[Status.CLOSED]:
        records = of_edition(appended(room, event, getattr(event, "person", None)), 0)
        named = [seq for seq, _ in found(records)]
        assert named == ([] if isinstance(event, e.MinutesFrozen) else [len(records)])


def test_a_meeting_goes_over_to_these_rules_and_never_back() -> None:
    room = talk()
    earlier = of_edition(room.records, 0)
    room.after(60).do(c.NoteOutage(room.now - 30 * SECOND))
    room.after(5).do(c.Say(TOM, "3", Words("three")))
    records = [*earlier, *room.records[len(earlier) :]]
    assert found(records) == []
    forged = e.ContributionMade("9", None, "one", ANNA, EAST, Words("x"))
    added = [*records, e.Recorded("trust-1", len(records) + 1, room.now, ANNA, forged)]
    assert found(added) == [(len(added), RULES)], "these rules hold now, and lock the floor"
    for edition in (0, EDITION + 1):
        back = e.OutageNoted(room.now, edition)
        added = [*records, e.Recorded("trust-1", len(records) + 1, room.now + 1, None, back)]
        assert found(added) == [(len(added), EDITED)]


# The table of causes ---------------------------------------------------------------------------


def test_every_command_has_a_row_but_the_clocks_own() -> None:
    assert {cause.command for cause in CAUSES} == set(COMMANDS) - {c.Tick}


def test_what_is_told_by_no_command_only_follows_or_comes_of_time() -> None:
    assert {kind for kind in EVENTS if kind not in TOLD_BY} == {
        *(e.CaucusWarned, e.CircleSeated, e.InterpretationDue, e.InterpretationSkipped),
        *(e.ItemBudgetSpent, e.ItemWarned, e.LoudTold, e.MinutesFrozen, e.OffRecordBegun),
        *(e.OffRecordEnded, e.PhaseReminded, e.PlaceAdded, e.ProposalAdopted, e.QuietInvited),
        *(e.RoundBegun, e.RoundEnded, e.SideBudgetSpent, e.ThinkingBegun, e.TurnInterrupted),
        *(e.TurnTakenUp, e.TurnTimeUp, e.TurnWarned),
    }


def test_a_change_of_the_rules_has_an_edition_of_its_own() -> None:
    """If this fails, meetings that were decided before would be called unlawful: raise EDITION, and keep
    meetings of the new one (`golden`). Between two releases the file may be written anew instead."""
    for records in golden.meetings(EDITION):
        assert unlawful(records) == ()
