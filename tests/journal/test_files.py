"""What a journal's file may be, who may write to it, and that a wrong one is left as it was."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.journal.journal_files import APPLICATION_ID, connect_writer
from bot.journal.migrate import own_migrations
from bot.journal.port import FaultKind, JournalFault
from bot.journal.sqlite import SqliteJournal, open_for_reading, open_journal
from bot.journal.sqlite_reader import SqliteReader
from bot.journal.verification import verify
from bot.procedure.events import ContributionMade
from tests.journal.child_opener import what_opens
from tests.journal.dumps import raw
from tests.journal.examples import RU, STORY, convened, erase, said, tell

ROOT = Path(__file__).parents[2]


async def opened(path: Path) -> SqliteJournal:
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    return journal


async def all_faults(path: Path) -> tuple[FaultKind | None, ...]:
    """To write, to read, to verify."""
    writing, reading = await open_journal(path), await open_for_reading(path)
    assert isinstance(writing, JournalFault) and isinstance(reading, JournalFault)
    assert writing.path == reading.path == str(path)
    return writing.kind, reading.kind, verify(path).fault


async def test_a_folder_in_its_place(tmp_path: Path) -> None:
    assert set(await all_faults(tmp_path)) == {FaultKind.DIRECTORY}


async def test_no_folder_to_be_in(tmp_path: Path) -> None:
    assert set(await all_faults(tmp_path / "away" / "cochair.db")) == {FaultKind.NO_FOLDER}


async def test_no_file_to_read(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    reading = await open_for_reading(path)
    assert reading == JournalFault(FaultKind.MISSING, str(path))
    assert verify(path).fault is FaultKind.MISSING
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"Dear diary", b"SQLite format 3\x00 or so it says", b"\x00"])
async def test_another_kind_of_file_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cochair.db"
    path.write_bytes(content)
    assert set(await all_faults(path)) == {FaultKind.NOT_A_DATABASE}
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
async def test_another_programs_database_is_left_alone(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "cochair.db"
    with raw(path) as db:
        db.execute(f"PRAGMA journal_mode = {mode}")
        db.execute("CREATE TABLE events (theirs)")
    before = path.read_bytes()
    assert set(await all_faults(path)) == {FaultKind.FOREIGN}
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


async def test_a_newer_versions_journal_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    journal = await opened(path)
    await tell(journal)
    await journal.close()
    with raw(path) as db:
        db.execute("PRAGMA user_version = 999")
    before = path.read_bytes()
    assert set(await all_faults(path)) == {FaultKind.NEWER}
    assert path.read_bytes() == before


async def test_ours_but_damaged(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    journal = await opened(path)
    await tell(journal)
    await journal.close()
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\x99" * 3996)
    before = path.read_bytes()
    assert set(await all_faults(path)) == {FaultKind.DAMAGED}
    assert path.read_bytes() == before


async def test_an_empty_file_becomes_a_journal(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    path.touch()
    reading = await open_for_reading(path)
    assert isinstance(reading, JournalFault) and reading.kind is FaultKind.NOT_A_DATABASE
    assert verify(path).fault is FaultKind.NOT_A_DATABASE
    journal = await opened(path)
    await tell(journal)
    await journal.close()
    assert verify(path).sound


async def test_it_opens_again_with_all_that_was_in_it(tmp_path: Path) -> None:
    path = tmp_path / "дневник № 1 #?%.db"
    journal = await opened(path)
    told = await tell(journal)
    await journal.set_note("trust-1", "card", "1")
    await journal.beat(7)
    await journal.close()
    journal = await opened(path)
    assert await journal.read("trust-1") == told
    assert (await journal.note("trust-1", "card"), await journal.last_beat()) == ("1", 7)
    await journal.close()
    assert verify(path).sound
    assert {each.name for each in tmp_path.iterdir()} == {path.name, path.name + ".lock"}


async def test_the_file_says_whose_it_is(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    await (await opened(path)).close()
    head = path.read_bytes()[:100]
    assert int.from_bytes(head[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(head[60:64], "big") == len(own_migrations())


async def test_the_log_and_the_full_flush_are_really_on(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    journal = await opened(path)
    assert (tmp_path / "cochair.db-wal").exists()
    connection = connect_writer(path)
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in (
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "secure_delete",
            "busy_timeout",
        )
    }
    connection.close()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 5_000,
    }
    await journal.close()


async def test_two_writers_are_one_too_many(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    journal = await opened(path)
    second = await open_journal(path)
    assert second == JournalFault(FaultKind.LOCKED, str(path))
    await tell(journal)
    await journal.close()
    journal = await opened(path)
    await journal.close()


async def test_another_process_is_refused_and_may_read(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    journal = await opened(path)
    await tell(journal)
    assert outside(path) == ["locked", f"read-{len(STORY)}", "sound"]
    await journal.close()
    assert outside(path)[0] == f"read-{len(STORY)}"


async def test_a_reader_sees_what_is_written_after_it_opened(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    journal = await opened(path)
    reader = await open_for_reading(path)
    assert type(reader) is SqliteReader
    assert await reader.read("trust-1") == ()
    told = await tell(journal)
    assert await reader.read("trust-1") == told
    await journal.close()
    assert await reader.meetings() != ()
    await reader.close()


def outside(path: Path) -> list[str]:
    """What another process finds."""
    done = subprocess.run(
        [sys.executable, "-B", "-m", "tests.journal.child_opener", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@contextmanager
def bound_by_modes() -> Iterator[None]:
    """Be a user whom file modes bind: root, whom they do not, becomes nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can reach, unlike tmp_path."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    folder.chmod(0o777)
    shutil.rmtree(folder)


CASES = [
    (0o444, 0o777, ["read-only", f"read-{len(STORY)}", "sound"]),
    (0o444, 0o555, ["read-only", f"read-{len(STORY)}", "sound"]),
    (0o666, 0o555, ["read-only", f"read-{len(STORY)}", "sound"]),
    (0o000, 0o777, ["unreadable"] * 3),
]


@pytest.mark.parametrize(("file_mode", "folder_mode", "expected"), CASES)
async def test_what_file_modes_forbid(
    open_folder: Path, file_mode: int, folder_mode: int, expected: list[str]
) -> None:
    path = open_folder / "cochair.db"
    journal = await opened(path)
    await tell(journal)
    await journal.close()
    (open_folder / "cochair.db.lock").chmod(0o666)
    before = path.read_bytes()
    path.chmod(file_mode)
    open_folder.chmod(folder_mode)
    with bound_by_modes():
        found = await what_opens(str(path))
    assert found == expected
    assert path.read_bytes() == before


async def test_a_folder_in_the_locks_place(tmp_path: Path) -> None:
    (tmp_path / "cochair.db.lock").mkdir()
    found = await open_journal(tmp_path / "cochair.db")
    assert isinstance(found, JournalFault) and found.kind is FaultKind.READ_ONLY
    assert not (tmp_path / "cochair.db").exists()


async def test_an_append_that_was_begun_is_finished(tmp_path: Path) -> None:
    journal = await opened(tmp_path / "cochair.db")
    await journal.append("trust-1", 0, 0, None, [convened()])
    for wait in range(12):
        seq = len(await journal.read("trust-1"))
        task = asyncio.create_task(
            journal.append("trust-1", seq, 5, None, [said(f"{seq}", RU), said(f"{seq}+", RU)])
        )
        for _ in range(wait):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await journal.beat(wait)
        assert len(await journal.read("trust-1")) in (seq, seq + 2)
    assert len(await journal.read("trust-1")) > 1
    await journal.close()
    assert verify(tmp_path / "cochair.db").sound


async def test_a_failed_append_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    journal = await opened(path)
    await tell(journal)
    before = await journal.read("trust-1"), await journal.meetings()
    too_large = ContributionMade("9", 2**70, None, "101", "a", said("9", RU).words)
    with pytest.raises(OverflowError):
        await journal.append("trust-1", len(STORY), 5, None, [said("8", RU), too_large])
    assert (await journal.read("trust-1"), await journal.meetings()) == before
    assert isinstance(await journal.append("trust-1", len(STORY), 5, None, [said("8", RU)]), tuple)
    await journal.close()
    assert verify(path).sound


async def test_erased_words_are_nowhere_in_the_files(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    journal = await opened(path)
    await tell(journal)
    await journal.append(
        "trust-1", len(STORY), 5, None, [said("9009", "Rhododendron Квинтэссенция")]
    )
    seq = len(STORY) + 1
    await erase(journal, seq, "words", 9)
    await erase(journal, seq, "words", 10)
    assert await journal.search("rhododendron") == ()
    found = await journal.contribution("trust-1", "9009")
    assert found is not None and found.words.erased
    for each in tmp_path.iterdir():
        content = each.read_bytes().lower()
        assert b"rhododendron" not in content, each.name
        assert "квинтэссенция".encode() not in content, each.name
    await journal.close()
    assert verify(path).sound


async def test_nothing_that_was_said_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    journal = await opened(tmp_path / "cochair.db")
    await tell(journal)
    await journal.search("проверка")
    await journal.close()
    assert "проверка" not in caplog.text and "verification" not in caplog.text.lower()


async def test_sqlite_is_not_asked_to_trust_the_key_alone(tmp_path: Path) -> None:
    """The primary key is the last guard: past all our code a second row with a seq is refused."""
    path = tmp_path / "cochair.db"
    journal = await opened(path)
    await tell(journal)
    await journal.close()
    with raw(path) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute("INSERT INTO events SELECT * FROM events WHERE seq = 1")
