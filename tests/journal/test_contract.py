"""The journal keeps its contract, and answers as the model does whatever is asked in whatever order."""

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

from bot.journal.port import Journal
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.procedure.events import Event
from tests import strategies as some
from tests.journal.contract import JournalContract
from tests.journal.model import JournalModel

T = TypeVar("T")


async def opened(path: Path) -> SqliteJournal:
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    return journal


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
    """The file and the model, under random operations, with the file now and then reopened."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "cochair.db"
        self.model = JournalModel()
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
        one = self.model.append(meeting, expected, at, actor, events)
        two = self.run(self.file.append(meeting, expected, at, actor, events))
        assert one == two
        if isinstance(one, tuple):
            self.lengths[meeting] += len(one)

    @rule(meeting=meetings, key=some.keys, value=st.none() | some.hostile_text)
    def set_note(self, meeting: str, key: str, value: str | None) -> None:
        self.model.set_note(meeting, key, value)
        self.run(self.file.set_note(meeting, key, value))
        assert self.run(self.file.note(meeting, key)) == self.model.note(meeting, key)

    @rule(at=some.instants)
    def beat(self, at: int) -> None:
        self.model.beat(at)
        self.run(self.file.beat(at))
        assert self.run(self.file.last_beat()) == self.model.last_beat()

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
        model, file, run = self.model, self.file, self.run
        assert run(file.contribution(meeting, message)) == model.contribution(meeting, message)
        assert run(file.held(meeting, number)) == model.held(meeting, number)
        assert run(file.next_number(dialogue)) == model.next_number(dialogue)
        assert run(file.meetings_with(person)) == model.meetings_with(person)
        assert run(file.places_of(person)) == model.places_of(person)

    @invariant()
    def agree(self) -> None:
        for meeting in MEETINGS:
            assert self.run(self.file.read(meeting)) == self.model.read(meeting)
        assert self.run(self.file.meetings()) == self.model.meetings()
        assert self.run(self.file.running()) == self.model.running()

    def teardown(self) -> None:
        self.run(self.file.close())
        self.runner.close()
        self.folder.cleanup()


TestAgreement = Agreement.TestCase
TestAgreement.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
