"""A journal and all that lies beside it is for its owner alone, whatever the umask."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.journal.journal_backup import Backup, back_up
from bot.journal.journal_files import WriterLock
from bot.journal.migrate import Migration, own_migrations
from bot.journal.sqlite import SqliteJournal, open_journal
from tests.journal.dumps import raw
from tests.journal.examples import tell
from tests.modes import open_to_others, umask

pytestmark = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")

MASKS = [0o000, 0o022, 0o777]


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[SqliteJournal]:
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    try:
        yield journal
    finally:
        await journal.close()


async def write(path: Path) -> None:
    """A journal of one meeting, with an attachment."""
    async with opened(path) as journal:
        await tell(journal)
        await journal.keep_file(b"a plan of the quay")


@pytest.mark.parametrize("mask", MASKS)
async def test_while_it_is_written_and_afterwards(tmp_path: Path, mask: int) -> None:
    path = tmp_path / "cochair.db"
    with umask(mask):
        await write(path)
        async with opened(path):
            assert {each.name for each in tmp_path.iterdir()} == {
                *(f"cochair.db{end}" for end in ("", "-wal", "-shm", ".lock", ".files"))
            }
            assert open_to_others(tmp_path) == []
    assert open_to_others(tmp_path) == []


@pytest.mark.parametrize("mask", MASKS)
async def test_a_backup_and_its_attachments(tmp_path: Path, mask: int) -> None:
    path = tmp_path / "cochair.db"
    await write(path)
    with umask(mask):
        assert isinstance(back_up(path, tmp_path / "copy.db"), Backup)
        assert isinstance(back_up(path, tmp_path / "copy.db", replace=True), Backup)
    assert (tmp_path / "copy.db.files").is_dir()
    assert open_to_others(tmp_path) == []


@pytest.mark.parametrize("mask", MASKS)
async def test_the_copy_of_an_older_file(tmp_path: Path, mask: int) -> None:
    path = tmp_path / "cochair.db"
    await write(path)
    later = Migration(len(own_migrations()) + 1, "CREATE TABLE later (one INTEGER) STRICT;")
    with umask(mask):
        journal = await open_journal(path, (*own_migrations(), later))
        assert isinstance(journal, SqliteJournal)
        await journal.close()
    assert len(list(tmp_path.glob("*.bak"))) == 1
    assert open_to_others(tmp_path) == []


async def test_what_an_earlier_version_left_open_is_closed_when_the_bot_opens_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "cochair.db"
    await write(path)
    (tmp_path / "cochair.db.v2.bak").touch()
    (tmp_path / "notes.txt").touch(0o600)
    with raw(path) as db:  # leaves a log and its index, as a bot that was killed does
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("UPDATE beat SET at = 1")
        for each in tmp_path.rglob("*"):
            each.chmod(0o755 if each.is_dir() else 0o644)
        async with opened(path):
            assert open_to_others(tmp_path) == ["notes.txt 644"], "what is not ours stays"


async def test_a_link_beside_the_journal_leads_to_nothing_that_is_changed(tmp_path: Path) -> None:
    path, elsewhere = tmp_path / "cochair.db", tmp_path / "elsewhere"
    await write(path)
    elsewhere.touch()
    elsewhere.chmod(0o644)
    (tmp_path / "cochair.db.v1.bak").symlink_to(elsewhere)
    async with opened(path):
        assert "elsewhere 644" in open_to_others(tmp_path)


def test_taking_a_lock_twice_lets_go_of_neither(tmp_path: Path) -> None:
    """To look at the lock's file must not mean to open and close it: that lets go of its locks."""
    first = WriterLock.take(tmp_path / "cochair.db")
    assert isinstance(first, WriterLock)
    assert not isinstance(WriterLock.take(tmp_path / "cochair.db"), WriterLock)
    first.release()
