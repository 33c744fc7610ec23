"""What comes out of the events: turns, clocks, words, and who spoke how long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.procedure import events as ev
from bot.procedure.agenda.agenda_values import ItemState
from bot.procedure.events import Recorded
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.state import Status
from bot.procedure.values import ERASED, MINUTE, SECOND, Words
from bot.transcript.build import build
from bot.transcript.clock import covered
from bot.transcript.model import BreakKind, Outcome
from bot.transcript.sections import TurnPart, sections
from tests.transcript.sample import MEETING, START, sample

RECORDS = sample()
T = build(RECORDS, head="c0ffee")


def test_every_turn_is_there_with_its_times_and_its_end() -> None:
    started = [r for r in RECORDS if isinstance(r.event, ev.TurnStarted)]
    ended = {r.event.turn: r for r in RECORDS if isinstance(r.event, ev.TurnEnded)}
    assert [turn.number for turn in T.turns] == list(range(1, 13))
    for turn, start in zip(T.turns, started, strict=True):
        end = ended[turn.number]
        assert isinstance(end.event, ev.TurnEnded)
        assert (turn.start, turn.end) == (start.at, end.at)
        assert (turn.how, turn.used) == (end.event.how, end.event.used)


def test_the_clock_of_a_turn_stands_still_when_it_should() -> None:
    for turn in T.turns:
        assert covered(turn.running, T.until) == turn.used, turn.number
    fourth = T.turn(4)
    assert fourth is not None
    assert fourth.interrupted_by == (5,)
    assert len(fourth.running) == 3


def test_an_overrun_shows() -> None:
    third = T.turn(3)
    assert third is not None
    assert (third.limit, third.allowed, third.over) == (3 * MINUTE, 4 * MINUTE, 15 * SECOND)
    assert third.how is TurnEnd.EXPIRED
    assert third.time_up_at is not None


def test_floor_time_adds_up_in_every_way() -> None:
    floor, used = T.floor, sum(turn.used for turn in T.turns)
    assert sum(line.used for line in floor.sides) == used
    assert sum(line.used for line in floor.people) == used
    assert floor.total == used
    assert sum(line.turns for line in floor.people) == len(T.turns)
    assert T.closed_at is not None and T.opened_at is not None
    assert floor.length == T.closed_at - T.opened_at == used + floor.idle + floor.paused
    assert floor.paused == 4 * MINUTE
    assert "p7" not in {line.person for line in floor.people}, "an observer has no floor"


def test_words_edits_and_removals() -> None:
    made = [r for r in RECORDS if isinstance(r.event, ev.ContributionMade)]
    assert [c.seq for c in T.contributions] == [r.seq for r in made]
    edited = T.contributions[2]
    assert [w.at for w in edited.wordings] == sorted(w.at for w in edited.wordings)
    assert len(edited.wordings) == 2
    assert edited.words == edited.wordings[-1].words
    removed = [c for c in T.contributions if c.removed]
    assert len(removed) == 1
    assert removed[0].wordings == ()
    assert removed[0].removed_by == "p6"


def test_the_agenda_tells_what_became_of_each_item() -> None:
    ferry, fog, harbour = T.agenda
    states = (ferry.state, fog.state, harbour.state)
    assert states == (ItemState.CLOSED, ItemState.PARKED, ItemState.PENDING)
    assert ferry.openings[0].unspoken == (4,)
    assert ferry.openings[0].end is not None
    assert ferry.spent == ferry.openings[0].end - ferry.openings[0].start - 3 * MINUTE
    assert harbour.openings == ()


def test_what_became_of_requests() -> None:
    outcomes = {request.number: request.outcome for request in T.requests}
    assert outcomes == {
        1: Outcome.SPOKEN,
        2: Outcome.SPOKEN,
        3: Outcome.WITHDRAWN,
        4: Outcome.UNSPOKEN,
    }
    assert [request.number for request in T.unspoken] == [4]


def test_held_messages_are_counted_and_strangers_not_named() -> None:
    assert [held.person for held in T.held] == ["p4", "p4", None, "p3"]


def test_breaks() -> None:
    assert [stop.kind for stop in T.breaks] == [BreakKind.PAUSE, BreakKind.OUTAGE]
    assert all(stop.end is not None for stop in T.breaks)


def test_a_transcript_shows_no_words_in_its_repr() -> None:
    text = repr(T)
    assert "ferry is not a boat" not in text
    assert "Lanternwright" not in text


def test_nothing_held_or_removed_is_anywhere_in_the_value() -> None:
    words = [w.words.text for c in T.contributions for w in c.wordings]
    assert not any("SECRET" in (text or "") for text in words)


def test_a_meeting_that_is_still_open() -> None:
    records = sample(closed=False)
    t = build(records)
    assert (t.status, t.closed, t.until) == (Status.OPEN, False, records[-1].at)
    ninth = t.turns[-1]
    assert (ninth.number, ninth.end, ninth.how) == (9, None, None)
    assert ninth.used == 20 * SECOND
    assert t.agenda[0].openings[0].end is None
    assert t.floor.total == sum(turn.used for turn in t.turns)


@given(st.integers(1, len(RECORDS)))
def test_every_beginning_of_a_meeting_has_a_transcript(length: int) -> None:
    t = build(RECORDS[:length])
    assert t.records == length
    assert t.floor.total == sum(turn.used for turn in t.turns)
    assert sum(line.used for line in t.floor.people) == t.floor.total
    assert t.floor.total + t.floor.paused <= t.floor.length
    parts = [e for s in sections(t) for e in s.entries if isinstance(e, TurnPart)]
    told = [c.seq for part in parts for c in part.contributions]
    assert told == [c.seq for c in t.contributions]
    begun = [part.turn.number for part in parts if part.turn and not part.continued]
    assert begun == [turn.number for turn in t.turns]


def test_sections_follow_the_agenda() -> None:
    named = [
        (s.item.key if s.item else None, s.phase.key if s.phase else None) for s in sections(T)
    ]
    assert named == [(None, "opening"), ("ferry", None), ("fog", None), (None, "closing")]


def test_an_item_that_is_taken_up_again_gets_a_second_section() -> None:
    again: tuple[ev.Event, ...] = (ev.ItemOpened("fog"), ev.ItemClosed("fog", ()))
    more = [
        Recorded(MEETING, 900 + i, START + 3600_000 + i, None, event)
        for i, event in enumerate(again)
    ]
    t = build([*RECORDS[:-4], *more])
    assert [s.again for s in sections(t) if s.item and s.item.key == "fog"] == [False, True]
    assert len({s.anchor for s in sections(t)}) == len(sections(t))


def test_erased_words_and_names_are_taken_as_they_are() -> None:
    def erased(record: Recorded) -> Recorded:
        match record.event:
            case ev.ContributionMade(message, turn, item, person, side, _):
                event: ev.Event = ev.ContributionMade(message, turn, item, person, side, ERASED)
            case ev.SeatTaken(person, side, capacity, language, _):
                event = ev.SeatTaken(person, side, capacity, language, Words(None))
            case _:
                return record
        return Recorded(record.meeting, record.seq, record.at, record.actor, event)

    t = build([erased(record) for record in RECORDS])
    assert all(c.wordings[0].words.erased for c in t.contributions if not c.removed)
    assert all(member.name.erased for member in t.members)


def test_records_that_do_not_begin_at_the_beginning_are_refused() -> None:
    with pytest.raises(ValueError):
        build(())
    with pytest.raises(ValueError):
        build(RECORDS[1:])


def test_the_language_of_a_contribution_follows_its_script() -> None:
    assert T.contributions[1].language == "ru"
    ninth = next(c for c in T.contributions if c.turn == 9)
    assert ninth.language == "en", "a Russian seat, English words"
