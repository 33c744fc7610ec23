"""Retention: words go when their time is over, and an erasure that was left unfinished is finished."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.journal.port import MeetingSummary, Unfinished
from bot.journal.sqlite import SqliteJournal
from bot.procedure.formats import RecordRules
from bot.procedure.values import DAY
from bot.retention import RetentionWorker
from bot.roundtables import Roundtables
from tests.journal.dumps import raw
from tests.journal.examples import EN, STORY, convened, erase, tell
from tests.journal.test_erasing import looking_on
from tests.journal.test_files import opened

FOR_A_DAY = replace(convened(), format=replace(convened().format, record=RecordRules(days=1)))


class Watched:
    """A keeper over a journal with meetings that are kept for a day, and whom it told."""

    def __init__(self, journal: SqliteJournal) -> None:
        self.journal = journal
        self.told: list[str] = []
        self.now = 0
        self.keeper = RetentionWorker(Roundtables(journal, lambda: self.now), self._hear)

    async def _hear(self, summary: MeetingSummary) -> None:
        self.told.append(summary.id)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cochair.db"


@pytest.fixture
async def it(path: Path) -> AsyncIterator[Watched]:
    journal = await opened(path)
    for number in (1, 2):
        first = replace(FOR_A_DAY, meeting=f"trust-{number}", number=number)
        await tell(journal, (first, *STORY[1:]), first.meeting)

    async def no_nap(_: float) -> None:
        return

    journal.eraser.sleep = no_nap
    yield Watched(journal)
    await journal.close()


def holds(path: Path, word: str) -> bool:
    return any(word.encode() in each.read_bytes() for each in path.parent.iterdir())


async def test_not_before_and_not_twice(it: Watched, path: Path) -> None:
    it.now = DAY
    assert await it.keeper.look() == 0
    assert holds(path, EN)
    it.now = DAY + 16_000
    assert await it.keeper.look() == 2
    assert it.told == ["trust-1", "trust-2"]
    assert not holds(path, EN)
    assert await it.keeper.look() == 0
    assert it.told == ["trust-1", "trust-2"]


async def test_what_a_reader_kept_from_its_end_is_finished_at_a_later_look(
    it: Watched, path: Path
) -> None:
    it.now = 2 * DAY
    with looking_on(path):
        assert await it.keeper.look() == 2
        assert it.told == ["trust-1", "trust-2"], "they are erased, and nobody can read them"
        assert holds(path, EN), "or there is nothing to be tested"
    assert await it.keeper.look() == 0
    assert not holds(path, EN)


async def test_what_somebody_asked_for_is_finished_by_the_keeper_of_another_process(
    it: Watched, path: Path
) -> None:
    with looking_on(path):
        await erase(it.journal, 9, "words", 50)
        await erase(it.journal, 14, "words", 50)
        await erase(it.journal, 9, "words", 50, "trust-2")
        await erase(it.journal, 14, "words", 50, "trust-2")
        assert await it.journal.scrub(0) is Unfinished.IN_USE
        await it.journal.close()
    assert holds(path, EN)
    later = Watched(await opened(path))
    assert await later.keeper.look() == 0
    assert not holds(path, EN)
    await later.journal.close()


async def test_a_meeting_that_cannot_be_read_does_not_keep_the_others(
    it: Watched, path: Path
) -> None:
    it.now = 2 * DAY
    with raw(path) as db:
        db.execute("UPDATE events SET payload = '{}' WHERE meeting = 'trust-1' AND seq = 2")
    assert await it.keeper.look() == 1
    assert it.told == ["trust-2"]
