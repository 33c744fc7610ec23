"""The runners: decided, committed, then told; one at a time; one timer; back after an outage."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.journal.port import Journal, JournalFault, UnwrittenJournal
from bot.journal.sqlite import open_journal
from bot.procedure import commands as c
from bot.procedure.events import OutageNoted, Recorded, TurnStarted, TurnWarned
from bot.procedure.evolve import fold
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.refusals import Code, Refusal
from bot.procedure.state import Meeting
from bot.procedure.values import SECOND, Instant, Words
from bot.roundtables import Change, MeetingRunner, Roundtables
from tests.full_disk import no_file_larger_than
from tests.patience import PATIENCE
from tests.procedure.samples import (
    CHAIR_E,
    CONVENER,
    DIALOGUE,
    PLENARY,
    RULES,
    START,
    TABLE,
    TOM,
    item,
)


@pytest.fixture
async def hand(tmp_path: Path) -> AsyncIterator[Hand]:
    journal = await open_journal(tmp_path / "cochair.db")
    assert not isinstance(journal, JournalFault)
    hand = Hand(journal)
    yield hand
    await hand.tables.close()
    await journal.close()


async def test_a_clock_that_is_set_back_turns_nothing_back(hand: Hand) -> None:
    """Nor before the opening and after the close, where no time is counted."""
    runner = await hand.opened()
    assert isinstance(runner, MeetingRunner)
    for step in range(3):
        hand.now -= 60 * SECOND
        await runner.give(c.AddItem(CONVENER, item(f"more-{step}")))
    await runner.give(c.Close(CHAIR_E))
    hand.now -= 60 * SECOND
    await runner.give(c.MarkDeleted("1"))
    again = await Roundtables(hand.journal, lambda: hand.now).fetch(runner.meeting.id)
    assert again is not None
    hand.now -= 60 * SECOND
    await again.give(c.MarkDeleted("2"))
    times = [record.at for record in await hand.journal.read(runner.meeting.id)]
    assert times == sorted(times)
    early = await hand.convene("3/4")
    assert isinstance(early, MeetingRunner)
    hand.now -= 60 * SECOND
    await early.give(c.AddItem(CONVENER, item("more")))
    times = [record.at for record in await hand.journal.read(early.meeting.id)]
    assert times == sorted(times)


async def test_what_a_command_rests_on_is_asked_when_its_turn_has_come(hand: Hand) -> None:
    """What was given before it is written by then, however slow the disk is."""
    runner = await hand.opened()
    assert runner.meeting.floor is not None
    hand.now += SECOND
    ended = hand.now
    yielding = asyncio.create_task(runner.give(c.Yield(runner.meeting.floor.person)))
    await asyncio.sleep(0)
    hand.now += SECOND
    seen: list[Meeting | None] = []

    async def made(now: Instant) -> None:
        seen.append(await runner.as_of(ended))

    change = await runner.give(made)
    assert isinstance(change, Change) and change.records == ()
    await yielding
    assert seen == [runner.meeting]
    runner.stop_clock()


class Hand:
    """A clock that is turned by hand; `told` is what the listener heard."""

    def __init__(self, journal: Journal) -> None:
        self.now = START
        self.journal = journal
        self.told: list[Change] = []
        self.tables = Roundtables(self.journal, lambda: self.now)
        self.tables.listen(self.told.append)

    async def convene(self, venue: str = "1/2") -> MeetingRunner | Refusal:
        return await self.tables.convene(
            DIALOGUE.key,
            venue,
            lambda number: c.Convene(
                CONVENER,
                f"{DIALOGUE.key}-{number}",
                DIALOGUE,
                number,
                DIALOGUE.title,
                venue,
                PLENARY,
                RULES,
                (item("one"), item("two")),
            ),
        )

    async def opened(self) -> MeetingRunner:
        runner = await self.convene()
        assert isinstance(runner, MeetingRunner)
        for person, side, capacity in TABLE:
            name = Words("a name")
            await runner.give(c.AssignSeat(CONVENER, person, side, capacity, "en", name))
            await runner.give(c.AcceptRules(person, RULES, "en"))
        await runner.give(c.Open(CHAIR_E))
        return runner


async def test_a_meeting_has_one_lane_for_as_long_as_anybody_holds_it(hand: Hand) -> None:
    """Whoever still has it in hand when the meeting is closed, and whoever asks for it then, give their
    commands to the same one; else the second of two would find another writer at work."""
    runner = await hand.opened()
    name = runner.meeting.id
    assert await hand.tables.fetch(name) is runner
    await runner.give(c.Close(CHAIR_E))
    assert hand.tables.get(name) is None
    found = await asyncio.gather(*(hand.tables.fetch(name) for _ in range(5)))
    assert all(each is runner for each in found)
    await runner.give(c.MarkDeleted("1"))
    later = await hand.tables.fetch(name)
    assert later is not None
    assert isinstance(await later.give(c.MarkDeleted("2")), Change)
    assert isinstance(await runner.give(c.MarkDeleted("3")), Change)


async def test_a_meeting_that_is_taken_up_twice_at_once_has_one_lane(hand: Hand) -> None:
    name = (await hand.opened()).meeting.id
    there = hand.tables.get(name)
    assert there is not None
    await there.give(c.Close(CHAIR_E))
    anew = Roundtables(hand.journal, lambda: hand.now)
    found = await asyncio.gather(*(anew.fetch(name) for _ in range(5)))
    assert found[0] is not None
    assert all(each is found[0] for each in found)
    running = await hand.convene("3/4")
    assert isinstance(running, MeetingRunner)
    await anew.start()
    assert await anew.fetch(running.meeting.id) is anew.get(running.meeting.id)
    await anew.close()


async def test_what_is_told_is_in_the_journal_already(hand: Hand) -> None:
    runner = await hand.opened()
    records = await hand.journal.read(runner.meeting.id)
    told = tuple(record for change in hand.told for record in change.records)
    assert told == records
    assert fold(records) == runner.meeting
    runner.stop_clock()


async def test_a_journal_that_fails_leaves_everything_as_it_was(hand: Hand, tmp_path: Path) -> None:
    runner = await hand.opened()
    before, heard = runner.meeting, len(hand.told)
    log = tmp_path / "cochair.db-wal"
    with no_file_larger_than(log.stat().st_size), pytest.raises(UnwrittenJournal):
        await runner.give(c.Ask(TOM, Kind.STATEMENT))
    assert runner.meeting is before
    assert len(hand.told) == heard
    assert isinstance(await runner.give(c.Ask(TOM, Kind.STATEMENT)), Change)
    runner.stop_clock()


async def test_a_command_cancelled_while_it_is_written_still_counts(hand: Hand) -> None:
    runner = await hand.opened()
    asking = asyncio.create_task(runner.give(c.Ask(TOM, Kind.STATEMENT)))
    await asyncio.sleep(0)  # it waits for the disk by now
    assert not runner.meeting.requests
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert [request.person for request in runner.meeting.requests] == [TOM]
    assert isinstance(await runner.give(c.Withdraw(TOM)), Change)
    runner.stop_clock()


async def test_commands_for_one_meeting_run_one_at_a_time(hand: Hand) -> None:
    runner = await hand.opened()
    outcomes = await asyncio.gather(
        *(runner.give(c.Ask(person, Kind.STATEMENT)) for person, _, _ in TABLE)
    )
    assert all(isinstance(outcome, Change) for outcome in outcomes)
    assert [request.number for request in runner.meeting.requests] == [1, 2, 3, 4, 5, 6]
    runner.stop_clock()


async def test_a_place_holds_one_meeting_and_two_convenings_get_two_numbers(hand: Hand) -> None:
    runners = await asyncio.gather(hand.convene("1/2"), hand.convene("1/3"), hand.convene("1/2"))
    numbers = sorted(
        runner.meeting.number for runner in runners if isinstance(runner, MeetingRunner)
    )
    refused = [one.code for one in runners if isinstance(one, Refusal)]
    assert (numbers, refused) == ([1, 2], [Code.ALREADY_CONVENED])


async def test_the_clock_wakes_by_itself_when_something_falls_due(hand: Hand) -> None:
    runner = await hand.opened()
    assert runner.meeting.floor is not None
    hand.now += runner.meeting.floor.limit - PLENARY.warning
    # The hand has jumped; the timer, asleep until then by the loop's own clock, is set anew.
    await runner.give(c.Ask(TOM, Kind.STATEMENT))
    runner.stop_clock()
    runner.start_clock()

    def warned() -> list[Recorded]:
        records = (record for change in hand.told for record in change.records)
        return [record for record in records if isinstance(record.event, TurnWarned)]

    async with asyncio.timeout(PATIENCE):
        while not warned():
            await asyncio.sleep(0.01)
    assert len(warned()) == 1
    runner.stop_clock()


async def test_after_an_outage_the_speaker_has_the_time_back(hand: Hand) -> None:
    runner = await hand.opened()
    runner.stop_clock()
    hand.now += 40 * SECOND
    await hand.journal.beat(hand.now)
    hand.now += 600 * SECOND

    back = Hand(hand.journal)
    back.now = hand.now
    last_beat = await hand.journal.last_beat()  # before the new heart begins to beat
    await back.tables.start()
    again = back.tables.at("1/2")
    assert again is not None
    hand.now = back.now = back.now + 120 * SECOND  # nothing falls due before the room is right
    await asyncio.sleep(0.01)
    assert not back.told
    await again.come_back(last_beat)
    again.start_clock()
    assert any(isinstance(r.event, OutageNoted) for change in back.told for r in change.records)
    floor = again.meeting.floor
    assert floor is not None
    assert floor.left(back.now) == floor.limit - 40 * SECOND
    await back.tables.close()


async def test_a_closed_meeting_leaves_its_place_free(hand: Hand) -> None:
    runner = await hand.opened()
    await runner.give(c.Close(CHAIR_E))
    assert hand.tables.at("1/2") is None
    second = await hand.convene()
    assert isinstance(second, MeetingRunner)
    assert second.meeting.number == 2


async def test_time_never_runs_backwards_in_a_meeting(hand: Hand) -> None:
    runner = await hand.opened()
    hand.now -= 3600 * SECOND
    change = await runner.give(c.Yield(CHAIR_E))
    assert isinstance(change, Change)
    assert all(record.at >= START for record in change.records)
    assert any(isinstance(record.event, TurnStarted) for record in change.records)
    runner.stop_clock()
