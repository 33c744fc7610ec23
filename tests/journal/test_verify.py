"""Whatever is altered in a journal, `verify` names the row; whatever is not, it leaves in peace."""

from __future__ import annotations

import asyncio
import hashlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.journal.port import FaultKind, JournalFault
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.journal.verification import MeetingReport, Problem, Verification, Wrong, verify, walk
from bot.procedure.events import EVENTS
from tests.journal.dumps import raw
from tests.journal.everykind import groups
from tests.journal.everykind import write as everykind
from tests.journal.examples import STORY, tell
from tests.journal.flips import CELLS, KEYS, Flipped, count, flip_at, flip_one, keys_of
from tests.journal.forging import erase_by_hand

MEETINGS = {"trust-1", "trust-2"}
ROOT = Path(__file__).parents[2]


async def write(path: Path) -> None:
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    await tell(journal)
    await tell(journal, meeting="trust-2")
    await journal.close()
    # By hand, and as the format has it, so that nothing here hangs on how the bot goes about it.
    erase_by_hand(path, "trust-2", [(10, "words")], 99_000)


@pytest.fixture(scope="module")
def journal_file() -> Iterator[Path]:
    """A sound journal that no test changes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cochair.db"
        asyncio.run(write(path))
        yield path


@pytest.fixture
def copy(journal_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(journal_file, tmp_path / "copy.db"))


def problems(report: Verification) -> list[Problem]:
    return [each.problem for each in report.meetings if each.problem is not None]


def contents(folder: Path) -> dict[str, str]:
    return {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest()
        for each in sorted(folder.iterdir())
        if not each.name.endswith("-shm")  # only what connections share while they are open
    }


def test_a_sound_journal_verifies_and_stays_as_it_was(copy: Path) -> None:
    before = contents(copy.parent)
    report = verify(copy)
    assert report.sound and report.fault is None
    assert [(each.meeting, each.events, each.erased) for each in report.meetings] == [
        ("trust-1", len(STORY), 0),
        ("trust-2", len(STORY) + 1, 1),
    ]
    with raw(copy) as db:
        heads = [
            db.execute(
                "SELECT hex(hash) FROM events WHERE meeting = ? ORDER BY seq DESC", (meeting,)
            ).fetchone()[0]
            for meeting in ("trust-1", "trust-2")
        ]
    assert [each.head.upper() for each in report.meetings] == heads
    assert contents(copy.parent) == before


def the_row_is_named(path: Path, changed: Flipped, column: str) -> bool:
    """Whether the report names the row by the key that it had.

    Where its key itself was changed there are two: a row is missing where it was, and there is one
    too many where it went, and the first of them is named.
    """
    report = verify(path)
    assert not report.sound
    named = {(each.table, each.meeting, each.seq) for each in problems(report)}
    return named_in(named, changed, column, MEETINGS)


def named_in(
    named: set[tuple[str, str, int]], changed: Flipped, column: str, meetings: set[str]
) -> bool:
    if (changed.table, changed.meeting, changed.seq) in named:
        return True
    if column == "seq":
        return (changed.table, changed.meeting, changed.new) in named
    return column == "meeting" and bool({each[1] for each in named} - meetings)


@given(st.sampled_from(CELLS), st.integers(0, 10_000), st.integers(0, 10_000), st.integers(1, 255))
@settings(max_examples=250, deadline=None)
def test_one_changed_byte_anywhere_is_named(
    journal_file: Path, cell: tuple[str, str], nth: int, place: int, flip: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(journal_file, Path(folder) / "copy.db"))
        changed = flip_one(path, *cell, nth, place, flip)
        assume(changed is not None)
        assert changed is not None
        assert the_row_is_named(path, changed, cell[1])


@pytest.mark.parametrize("cell", CELLS, ids=".".join)
def test_a_changed_byte_in_every_row_is_named(journal_file: Path, cell: tuple[str, str]) -> None:
    """No row and no column is left out; which byte it is differs from row to row."""
    table, column = cell
    tried = 0
    with tempfile.TemporaryDirectory() as folder:
        for nth in range(count(journal_file, table)):
            path = Path(shutil.copy(journal_file, Path(folder) / "copy.db"))
            changed = flip_one(path, table, column, nth, 7 * nth, 1 << nth % 8)
            if changed is None:
                continue
            assert the_row_is_named(path, changed, column), changed
            tried += 1
    # Of some keys the changed one is taken.
    assert tried >= count(journal_file, table) // (2 if column == "seq" else 1)


def test_every_cell_of_a_journal_with_every_kind_of_event(tmp_path: Path) -> None:
    """Nothing is left out: each column of each row, whatever the kind of event; in memory, since there
    are many. Which byte it is a seed chooses."""
    path = tmp_path / "cochair.db"
    told = {f"meeting-{nth:02}x": events for nth, events in enumerate(groups())}
    asyncio.run(everykind(path, list(told.items())))
    chance = random.Random(20)
    tried: Counter[str] = Counter()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        with raw(path) as file:
            file.backup(db)
            kinds = {kind for (kind,) in file.execute("SELECT kind FROM events")}
        assert kinds == {event.__name__ for event in EVENTS}
        db.execute("PRAGMA ignore_check_constraints = ON")
        assert not any(each.problem for each in found_in(db))
        for table, column in CELLS:
            for key in keys_of(db, table):
                db.execute("SAVEPOINT whole")
                # The last letter of a meeting's name is one that no other meeting ends in.
                last = column == "meeting"
                place = len(str(key[0])) - 1 if last else chance.randrange(10_000)
                flip = 1 if last else 1 << chance.randrange(8)
                flipped = flip_at(db, table, column, key, place, flip)
                if flipped is not None:
                    tried[column] += 1
                    named = {
                        (each.problem.table, each.meeting, each.problem.seq)
                        for each in found_in(db)
                        if each.problem
                    }
                    assert named_in(named, flipped, column, set(told)), flipped
                db.execute("ROLLBACK TO whole")
        rows = {table: len(keys_of(db, table)) for table in KEYS}
    for table, column in CELLS:
        # Of some keys the changed one is taken: the same number, or the same field, of another row.
        expected = rows[table] // 2 if column in ("seq", "field") else rows[table]
        assert tried[column] >= expected, column


def found_in(db: sqlite3.Connection) -> list[MeetingReport]:
    """What `verify` walks over, on a connection of our own."""
    db.text_factory = bytes
    try:
        return list(walk(db))
    finally:
        db.text_factory = str


def changed(path: Path, *statements: str) -> list[Problem]:
    with raw(path) as db:
        for sql in statements:
            assert db.execute(sql).rowcount > 0
    report = verify(path)
    assert not report.sound
    return problems(report)


def test_a_row_taken_out_is_missing(copy: Path) -> None:
    found = changed(copy, "DELETE FROM events WHERE meeting = 'trust-1' AND seq = 4")
    assert found == [Problem("events", "trust-1", 4, None, Wrong.MISSING)]


def test_a_forged_row_with_a_hash_of_its_own_breaks_the_next(copy: Path) -> None:
    found = changed(
        copy,
        "UPDATE events SET hash = zeroblob(32) WHERE meeting = 'trust-2' AND seq = 17",
    )
    assert found == [Problem("events", "trust-2", 17, None, Wrong.HASH)]
    found = changed(
        copy,
        "UPDATE events SET prev_hash = zeroblob(32) WHERE meeting = 'trust-2' AND seq = 1",
    )
    assert found == [Problem("events", "trust-2", 1, None, Wrong.PREVIOUS)]


def test_a_chain_moved_to_another_meeting_does_not_hold(copy: Path) -> None:
    found = changed(
        copy,
        "UPDATE events SET meeting = 'trust-3' WHERE meeting = 'trust-1'",
        "UPDATE texts SET meeting = 'trust-3' WHERE meeting = 'trust-1'",
    )
    assert found == [Problem("events", "trust-3", 1, None, Wrong.PREVIOUS)]


def test_a_text_that_is_gone_without_a_mark_is_missing(copy: Path) -> None:
    found = changed(copy, "DELETE FROM texts WHERE meeting = 'trust-1' AND seq = 9")
    assert found == [Problem("texts", "trust-1", 9, "words", Wrong.TEXT_MISSING)]


def test_texts_without_an_event_are_named(copy: Path) -> None:
    found = changed(
        copy,
        "INSERT INTO texts VALUES ('trust-1', 4, 'words', zeroblob(32), 'x', NULL)",
        "INSERT INTO texts VALUES ('trust-2', 99, 'words', zeroblob(32), 'x', NULL)",
        "INSERT INTO texts VALUES ('trust-7', 1, 'words', zeroblob(32), 'x', NULL)",
    )
    assert found == [
        Problem("texts", "trust-1", 4, "words", Wrong.TEXT_ORPHANED),
        Problem("texts", "trust-2", 99, "words", Wrong.TEXT_ORPHANED),
        Problem("texts", "trust-7", 1, "words", Wrong.TEXT_ORPHANED),
    ]


def test_each_meeting_has_its_own_first_bad_row(copy: Path) -> None:
    found = changed(
        copy,
        "UPDATE events SET at = at + 1 WHERE seq IN (5, 8)",
        "UPDATE texts SET text = 'x' WHERE meeting = 'trust-2' AND seq = 2",
    )
    assert found == [
        Problem("events", "trust-1", 5, None, Wrong.HASH),
        Problem("texts", "trust-2", 2, "name", Wrong.TEXT_ALTERED),
    ]


def test_a_report_never_tells_what_was_said(copy: Path) -> None:
    changed(copy, "UPDATE texts SET text = 'Secretive' || text")
    assert "Secretive" not in repr(verify(copy))


def test_a_damaged_file_is_called_so_and_not_mended(copy: Path) -> None:
    size = copy.stat().st_size
    with copy.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x99" * (size - 4096))
    before = contents(copy.parent)
    assert verify(copy).fault is FaultKind.DAMAGED
    assert contents(copy.parent) == before


def test_a_file_cut_short_is_damaged(copy: Path) -> None:
    with copy.open("r+b") as file:
        file.truncate(copy.stat().st_size // 2)
    assert verify(copy).fault is FaultKind.DAMAGED


async def test_while_a_bot_writes(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    journal = await open_journal(path)
    assert not isinstance(journal, JournalFault)
    await tell(journal)
    report = verify(path)
    assert report.sound and report.meetings[0].events == len(STORY)
    await tell(journal, meeting="trust-2")
    assert len(verify(path).meetings) == 2
    await journal.close()


@pytest.mark.parametrize("lines", [1, 7, 40])
def test_what_was_acknowledged_survives_sigkill(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "cochair.db"
    writer = [sys.executable, "-m", "tests.journal.child_writer", str(path)]
    with subprocess.Popen(writer, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        told = [child.stdout.readline() for _ in range(lines)]
        child.send_signal(signal.SIGKILL)
        told += child.stdout.readlines()
    assert child.returncode == -signal.SIGKILL
    acknowledged: dict[str, int] = {}
    for line in told:
        if line.endswith("\n"):
            meeting, seq = line.split()
            acknowledged[meeting] = int(seq)
    before = contents(tmp_path)
    assert before["cochair.db-wal"]
    report = verify(path)
    assert report.sound, report
    kept = {each.meeting: each.events for each in report.meetings}
    assert acknowledged
    assert all(kept[meeting] >= seq for meeting, seq in acknowledged.items())
    # Three events at a time, after the first: no append is there in part.
    assert all(events % 3 == 1 for events in kept.values())
    assert contents(tmp_path) == before, "verifying changed something"

    async def reopened() -> None:
        journal = await open_journal(path)
        assert isinstance(journal, SqliteJournal), "a dead writer's lock must not outlive it"
        for meeting, events in kept.items():
            assert len(await journal.read(meeting)) == events
        await journal.close()

    asyncio.run(reopened())
    assert verify(path).sound


def test_an_erasure_that_no_event_tells_of_is_named(copy: Path) -> None:
    gone = "UPDATE texts SET text = NULL, salt = NULL, erased_at = 7"
    found = changed(copy, f"{gone} WHERE meeting = 'trust-1' AND seq = 9")
    assert found == [Problem("texts", "trust-1", 9, "words", Wrong.ERASED_UNSAID)]


def test_an_erased_text_that_is_there_again_is_named(copy: Path) -> None:
    with raw(copy) as db:
        salt, text = bytes(32), "Сначала проверка"
        db.execute(
            "UPDATE texts SET text = ?, salt = ?, erased_at = NULL"
            " WHERE meeting = 'trust-2' AND seq = 10",
            (text, salt),
        )
    (found,) = problems(verify(copy))
    assert (found.table, found.meeting, found.seq) == ("texts", "trust-2", 10)


def test_the_moment_of_an_erasure_is_the_events(copy: Path) -> None:
    found = changed(copy, "UPDATE texts SET erased_at = 98 WHERE erased_at = 99000")
    assert found == [Problem("texts", "trust-2", 10, "words", Wrong.ERASED_UNSAID)]
