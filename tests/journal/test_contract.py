"""Both journals keep the contract, and agree whatever is asked of them in whatever order."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Coroutine, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.journal.memory import MemoryJournal
from bot.journal.port import Journal
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.procedure.events import Event
from tests import strategies as some
from tests.journal.contract import JournalContract

T = TypeVar("T")


async def opened(path: Path) -> SqliteJournal:
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    return journal


class TestMemory(JournalContract):
    @pytest.fixture
    def journal(self) -> Journal:
        return MemoryJournal()


class TestSqlite(JournalContract):
    @pytest.fixture
    async def journal(self, tmp_path: Path) -> AsyncIterator[Journal]:
        journal = await opened(tmp_path / "cochair.db")
        yield journal
        await journal.close()


MEETINGS = ("trust-1", "arms-1")
meetings = st.sampled_from(MEETINGS)
batches = st.lists(some.events | some.talk, max_size=4)


class Agreement(RuleBasedStateMachine):
    """The file and the memory, under random operations, with the file now and then reopened."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "cochair.db"
        self.memory: Journal = MemoryJournal()
        self.file: Journal = self.run(opened(self.path))
        self.lengths = dict.fromkeys(MEETINGS, 0)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    @rule(
        meeting=meetings,
        drift=st.sampled_from((0, 0, 0, 0, -1, 1)),
        at=some.instants,
        actor=st.none() | some.people,
        events=batches,
    )
    def append(
        self, meeting: str, drift: int, at: int, actor: str | None, events: Sequence[Event]
    ) -> None:
        expected = max(0, self.lengths[meeting] + drift)
        one = self.run(self.memory.append(meeting, expected, at, actor, events))
        two = self.run(self.file.append(meeting, expected, at, actor, events))
        assert one == two
        if isinstance(one, tuple):
            self.lengths[meeting] += len(one)

    @rule(meeting=meetings, key=some.keys, value=st.none() | some.hostile_text)
    def set_note(self, meeting: str, key: str, value: str | None) -> None:
        for journal in (self.memory, self.file):
            self.run(journal.set_note(meeting, key, value))
        assert self.run(self.memory.note(meeting, key)) == self.run(self.file.note(meeting, key))

    @rule(at=some.instants)
    def beat(self, at: int) -> None:
        for journal in (self.memory, self.file):
            self.run(journal.beat(at))
        assert self.run(self.memory.last_beat()) == self.run(self.file.last_beat())

    @rule()
    def reopen(self) -> None:
        self.run(self.file.close())
        self.file = self.run(opened(self.path))

    @rule(
        meeting=meetings,
        message=some.messages,
        number=some.numbers,
        dialogue=some.keys,
        person=some.people,
    )
    def ask(self, meeting: str, message: str, number: int, dialogue: str, person: str) -> None:
        one, two = self.memory, self.file
        run = self.run
        assert run(one.contribution(meeting, message)) == run(two.contribution(meeting, message))
        assert run(one.held(meeting, number)) == run(two.held(meeting, number))
        assert run(one.next_number(dialogue)) == run(two.next_number(dialogue))
        assert run(one.meetings_with(person)) == run(two.meetings_with(person))
        assert run(one.places_of(person)) == run(two.places_of(person))

    @invariant()
    def agree(self) -> None:
        one, two = self.memory, self.file
        for meeting in MEETINGS:
            assert self.run(one.read(meeting)) == self.run(two.read(meeting))
        assert self.run(one.meetings()) == self.run(two.meetings())
        assert self.run(one.running()) == self.run(two.running())

    def teardown(self) -> None:
        self.run(self.file.close())
        self.runner.close()
        self.folder.cleanup()


TestAgreement = Agreement.TestCase
TestAgreement.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
