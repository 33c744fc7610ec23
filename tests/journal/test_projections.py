"""Read models say what the events say, and come back equal when they are filled anew."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.journal.port import JournalFault, Known
from bot.journal.projections import READ_MODELS, project, rebuild
from bot.journal.sql_stems import register
from bot.journal.sqlite import SqliteJournal, every_record, open_for_reading, open_journal
from bot.procedure.events import (
    EVENTS,
    ContributionEdited,
    ContributionRemoved,
    Event,
    ItemAdded,
    ItemMoved,
    MeetingClosed,
    Recorded,
    TurnEnded,
    TurnStarted,
)
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.values import Words
from tests import strategies as some
from tests.journal.dumps import dump, raw
from tests.journal.examples import STORY, convened, erase, item, said, tell

Batches = Sequence[tuple[str, Sequence[Event]]]


async def written(path: Path, batches: Batches) -> SqliteJournal:
    journal = await open_journal(path)
    assert not isinstance(journal, JournalFault)
    lengths: dict[str, int] = {}
    for nth, (meeting, events) in enumerate(batches):
        seq = lengths.get(meeting, 0)
        added = await journal.append(meeting, seq, nth, "101", events)
        assert isinstance(added, tuple | Known), added
        # A message that is there already is nothing new, and nothing was written.
        if not isinstance(added, Known):
            lengths[meeting] = seq + len(events)
    return journal


async def tables(path: Path, events: Sequence[Event]) -> dict[str, list[tuple[object, ...]]]:
    journal = await written(path, [("trust-1", [event]) for event in events])
    await journal.close()
    with raw(path) as db:
        return dump(db)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("trust-1", "arms-1")), st.lists(some.talk | some.events, max_size=6)
        ),
        max_size=10,
    )
)
@settings(max_examples=40, deadline=None)
def test_rebuilt_read_models_are_equal_row_for_row(batches: Batches) -> None:
    async def write(path: Path) -> None:
        await (await written(path, batches)).close()

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cochair.db"
        asyncio.run(write(path))
        with raw(path) as db:
            before = dump(db)
            # Spoiled first, so that a rebuild which does nothing is found out.
            db.execute("UPDATE meetings SET turns = -1, status = 'spoiled'")
            db.execute("DELETE FROM contributions")
            db.execute("INSERT INTO floor_time VALUES ('ghost', 'p', 's', 1, 1)")
            rebuild(db, every_record(db))
            assert dump(db) == before


async def test_after_an_erasure_they_still_are(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    journal = await written(path, [("trust-1", STORY)])
    for seq, field in ((9, "words"), (10, "words"), (14, "words"), (2, "name")):
        await erase(journal, seq, field, 99)
    await journal.close()
    with raw(path) as db:
        before = dump(db)
        assert before["said"] == []
        rebuild(db, every_record(db))
        assert dump(db) == before


async def test_the_story_in_the_read_models(tmp_path: Path) -> None:
    found = await tables(tmp_path / "cochair.db", STORY)
    one = "trust-1"
    assert found["seats"] == [(one, "101", "a", "participant", "en", 2, 1, None)]
    assert found["acceptances"] == [(one, 3, "101", "0" * 64, "en", 2, None)]
    assert found["requests"] == [
        (one, 1, "101", "a", "statement", "arms", 7, 6, "granted", 7),
    ]
    assert found["turns"] == [
        (
            one,
            1,
            "101",
            "a",
            "statement",
            "arms",
            None,
            1,
            180_000,
            0,
            7,
            15,
            "yielded",
            120_000,
            0,
            None,
            None,
        )
    ]
    assert found["floor_time"] == [(one, "101", "a", 1, 120_000)]
    assert [(row[1], row[-3], row[-2], row[-1]) for row in found["contributions"]] == [
        ("9001", 14, 13, None),
        ("9002", 10, None, None),
        ("9003", 11, None, 14),
    ]
    assert [(row[1], row[3], row[6]) for row in found["held_messages"]] == [
        (1, "102", 1),
        (2, "103", 0),
    ]
    assert {message for _, message, *_ in found["said"]} == {"9001", "9002"}
    assert set(found) == {*READ_MODELS, "said"}


async def test_floor_time_counts_each_turn_once(tmp_path: Path) -> None:
    start = TurnStarted(1, "101", "a", Kind.STATEMENT, None, None, None, 9)
    end = TurnEnded(1, "101", "a", TurnEnd.EXPIRED, 9)
    other = TurnEnded(2, "101", "a", TurnEnd.EXPIRED, 5)
    found = await tables(
        tmp_path / "cochair.db",
        [convened(), start, start, end, end, other],
    )
    assert found["floor_time"] == [("trust-1", "101", "a", 1, 9)]
    assert found["meetings"][0][9] == 1


async def test_what_does_not_fit_changes_nothing(tmp_path: Path) -> None:
    one = await tables(tmp_path / "one.db", [convened(), said("1", "one")])
    two = await tables(
        tmp_path / "two.db",
        [
            convened(),
            said("1", "one"),
            convened(7),
            said("1", "two"),
            ContributionEdited("2", "101", Words("three")),
            ContributionRemoved("2"),
            ItemMoved("nowhere", 0),
            TurnEnded(8, "101", "a", TurnEnd.EXPIRED, 5),
        ],
    )
    assert one == two


async def test_an_edit_does_not_bring_back_what_was_removed(tmp_path: Path) -> None:
    removed: list[Event] = [
        convened(),
        said("1", "one"),
        ContributionRemoved("1"),
        ContributionRemoved("1"),
    ]
    late = ContributionEdited("1", "101", Words("two"))
    found = await tables(tmp_path / "cochair.db", [*removed, late])
    assert found["said"] == []
    assert found["meetings"][0][10] == 0


async def test_unspoken_requests_are_listed(tmp_path: Path) -> None:
    hand = STORY[6]
    found = await tables(tmp_path / "cochair.db", [convened(), hand, MeetingClosed((1,))])
    assert [(row[1], row[-2], row[-1]) for row in found["requests"]] == [(1, "unspoken", 2)]


@given(
    st.lists(
        st.one_of(
            st.builds(ItemMoved, item=some.keys, position=st.integers(0, 7)),
            st.builds(ItemAdded, item=some.keys.map(item), position=st.integers(0, 7)),
        ),
        max_size=8,
    )
)
@settings(max_examples=40, deadline=None)
def test_the_agenda_is_in_the_order_that_a_list_would_give(
    events: Sequence[ItemMoved | ItemAdded],
) -> None:
    expected = ["arms", "visits"]
    for event in events:
        match event:
            case ItemMoved(key, position) if key in expected:
                expected.remove(key)
                expected.insert(position, key)
            case ItemAdded(added, position) if added.key not in expected:
                expected.insert(position, added.key)
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(tables(Path(folder) / "cochair.db", [convened(), *events]))
    agenda = sorted((row[2], row[1]) for row in found["agenda_items"])
    assert agenda == list(enumerate(expected))


@pytest.mark.parametrize("kind", EVENTS)
def test_no_statement_walks_through_a_meeting(kind: type[Event], tmp_path: Path) -> None:
    """What an event does is found by key: no step of any plan scans a table that grows with talk."""

    async def empty() -> None:
        await (await written(tmp_path / "cochair.db", [])).close()

    @given(some.event_of(kind))
    @settings(max_examples=5, database=None, deadline=None)
    def check(event: Event) -> None:
        if type(event) is type(convened()):
            return  # once in a meeting
        for sql, values in project(Recorded("trust-1", 1, 1, None, event)):
            plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
            for step in plan:
                assert not step.startswith(("SCAN contributions", "SCAN texts", "SCAN turns")), sql
                assert not step.startswith(("SCAN requests", "SCAN held", "SCAN events")), sql

    asyncio.run(empty())
    with raw(tmp_path / "cochair.db") as db:
        register(db)
        check()


FINDS = [
    ("verification", ["9001"]),
    ("VERIFICATION promises", ["9001"]),
    ("verif*", ["9001"]),
    ("verif", ["9001"]),
    ("проверки", ["9002"]),
    ("обещаниями", ["9002"]),
    ("проверка", ["9002"]),
    ("ПРОВЕРКА обещания", ["9002"]),
    ("обещ*", ["9002"]),
    ("всё", ["9002"]),
    ("все", ["9002"]),
    ("finger", []),  # removed
    ("always", ["9001"]),  # edited in
    ("here", []),  # held, not said
    ("verification проверка", []),
    ('"', []),
    ("", []),
    ("*", []),
    ('verification"', ["9001"]),
    ("verification OR nothing", []),
    ("words:verification", []),
    ("\x00", []),
    ("\ud800verification", ["9001"]),
]


@pytest.mark.parametrize(("asked", "messages"), FINDS)
async def test_search(tmp_path: Path, asked: str, messages: list[str]) -> None:
    path = tmp_path / "cochair.db"
    journal = await written(path, [("trust-1", STORY)])
    reader = await open_for_reading(path)
    assert not isinstance(reader, JournalFault)
    for each in (journal, reader):
        assert [found.message for found in await each.search(asked)] == messages
        assert [found.message for found in await each.search(asked, "trust-1")] == messages
        assert await each.search(asked, "trust-2") == ()
    await reader.close()
    await journal.close()


async def test_search_after_a_second_meeting_says_the_same(tmp_path: Path) -> None:
    journal = await written(tmp_path / "cochair.db", [("trust-1", STORY)])
    await tell(journal, meeting="trust-2")
    found = await journal.search("проверка")
    assert [each.meeting for each in found] == ["trust-1", "trust-2"]
    assert len(await journal.search("проверка", limit=1)) == 1
    await journal.close()
