"""Erased is erased: no byte stays in the file, its log or the folder of attachments, whoever looks on.

Where that cannot be finished at once it is said so, and taken up again, after a restart too.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.journal.attachment_folder import folder_of
from bot.journal.journal_backup import Backup, back_up
from bot.journal.journal_files import connect_reader
from bot.journal.port import Unfinished
from bot.journal.sqlite import SqliteJournal
from bot.journal.verification import verify
from bot.procedure.events import ErasedBecause, Event, FileKept, TextAt, TextsErased
from bot.procedure.values import Words
from tests.full_disk import no_file_larger_than
from tests.journal.examples import STORY, said, tell
from tests.journal.test_files import bound_by_modes, opened

WORD = "Rhododendron"
MAP = b"%PDF- a map of rhododendrons"
TOLD = len(STORY)
EVERYTHING = (TextAt(TOLD + 1, "words"), TextAt(TOLD + 2, "name"), TextAt(TOLD + 2, "digest"))


async def spoken(path: Path) -> SqliteJournal:
    """A journal in which the word was said, with an attachment."""
    journal = await opened(path)
    await tell(journal)
    digest = await journal.keep_file(MAP)
    kept = FileKept("9009", 1, "101", Words(f"{WORD}.pdf"), Words(digest), len(MAP), "text/plain")
    events: list[Event] = [said("9009", f"{WORD} " * 900), kept]
    assert isinstance(await journal.append("trust-1", TOLD, 5, "101", events), tuple)
    return journal


async def erase_it(journal: SqliteJournal) -> None:
    event = TextsErased("101", ErasedBecause.ASKED, EVERYTHING)
    assert isinstance(await journal.append("trust-1", TOLD + 2, 9, "101", [event]), tuple)


def where_it_is(path: Path) -> set[str]:
    """The files of the journal in which the word, or the attachment, still stands."""
    files = [each for each in path.parent.rglob("*") if each.is_file()]
    return {
        each.relative_to(path.parent).parts[0].removeprefix(path.name)
        for each in files
        if WORD.encode() in (content := each.read_bytes()) or MAP in content
    }


@contextmanager
def looking_on(path: Path) -> Iterator[sqlite3.Connection]:
    """Another connection in the middle of reading, as a backup or a search is."""
    with closing(connect_reader(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM texts").fetchone()
        yield reader


async def test_with_nobody_looking_on_it_is_gone_at_once(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    journal = await spoken(path)
    assert where_it_is(path) == {"-wal", ".files"}
    await erase_it(journal)
    assert await journal.scrub() is None
    assert where_it_is(path) == set()
    assert not any(each.is_file() for each in folder_of(path).rglob("*"))
    await journal.close()
    assert verify(path).sound


@pytest.mark.parametrize("before", [True, False], ids=["began before", "began after"])
async def test_while_somebody_reads_it_is_said_to_be_unfinished(
    tmp_path: Path, before: bool
) -> None:
    path = tmp_path / "cochair.db"
    journal = await spoken(path)
    if not before:
        await erase_it(journal)
    with looking_on(path) as reader:
        if before:
            await erase_it(journal)
        assert await journal.scrub(patience=0.1) is Unfinished.IN_USE
        rows = reader.execute("SELECT count(*) FROM texts").fetchone()
        assert rows[0] > 3, "the reader is not disturbed"
        # Writing goes on meanwhile, and does not wait for the reader either.
        assert isinstance(
            await journal.append("trust-1", TOLD + 3, 9, "101", [said("9010", "On we go")]), tuple
        )
    if before:
        assert "-wal" in where_it_is(path), "or there is nothing to be tested"
    assert await journal.scrub(patience=0) is None
    assert where_it_is(path) == set()
    assert await journal.scrub(patience=0) is None
    await journal.close()
    assert verify(path).sound


async def test_a_reader_that_ends_in_time_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    journal = await spoken(path)
    naps: list[float] = []
    with looking_on(path) as reader:
        await erase_it(journal)

        async def nap(seconds: float) -> None:
            naps.append(seconds)
            if len(naps) == 3:
                reader.rollback()

        journal.eraser.sleep = nap
        assert await journal.scrub(patience=2) is None
        assert where_it_is(path) == set()
    assert len(naps) == 3
    await journal.close()


async def test_nobody_is_waited_for_longer_than_was_said(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    journal = await spoken(path)
    naps: list[float] = []

    async def nap(seconds: float) -> None:
        naps.append(seconds)

    journal.eraser.sleep = nap
    with looking_on(path):
        await erase_it(journal)
        assert await journal.scrub(patience=2) is Unfinished.IN_USE
    assert 2 <= sum(naps) < 3
    await journal.close()


async def test_what_is_left_is_taken_up_after_a_restart(tmp_path: Path) -> None:
    """The process ends while the reader is still there; a later one finishes, without being told."""
    path = tmp_path / "cochair.db"
    journal = await spoken(path)
    with looking_on(path):
        await erase_it(journal)
        assert await journal.scrub(patience=0) is Unfinished.IN_USE
        await journal.close()
        assert where_it_is(path)
        journal = await opened(path)
        assert await journal.scrub(patience=0) is Unfinished.IN_USE
    await journal.close()
    journal = await opened(path)
    assert await journal.scrub() is None
    assert where_it_is(path) == set()
    await journal.close()
    assert verify(path).sound


async def test_a_backup_of_a_journal_that_is_not_scrubbed_yet_is_without_the_words(
    tmp_path: Path,
) -> None:
    path = tmp_path / "lib" / "cochair.db"
    path.parent.mkdir()
    target = tmp_path / "backups" / "monday.db"
    target.parent.mkdir()
    journal = await spoken(path)
    with looking_on(path):
        await erase_it(journal)
        assert await journal.scrub(patience=0) is Unfinished.IN_USE
        assert isinstance(back_up(path, target), Backup)
    await journal.close()
    assert where_it_is(target) == set()


async def test_files_that_no_event_came_to_name_go_too(tmp_path: Path) -> None:
    """Of a process that was killed between keeping a file and saying so, or while it wrote one."""
    path = tmp_path / "cochair.db"
    journal = await spoken(path)
    folder = folder_of(path) / "ab"
    folder.mkdir()
    lost, half = folder / ("ab" * 32), folder / f".{'ab' * 32}.1.part"
    foreign = folder / "thesis.docx"
    for each in (lost, half, foreign):
        each.write_bytes(MAP)
    await erase_it(journal)
    coming = await journal.keep_file(b"one that is about to be named")
    assert await journal.scrub() is None
    assert not lost.exists() and not half.exists()
    assert foreign.exists(), "nothing of ours is not touched"
    assert await journal.file(coming) is not None
    await journal.close()


# When the disk refuses ----------------------------------------------------------------------------


async def test_a_disk_without_room_leaves_the_journal_whole_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    journal = await spoken(path)
    with looking_on(path):
        await erase_it(journal)  # the log cannot be emptied, and so it grows
    size = path.stat().st_size
    with no_file_larger_than(size // 2):
        assert await journal.scrub(patience=0) is Unfinished.UNWRITABLE
    assert verify(path).sound
    told = await journal.read("trust-1")
    assert len(told) == TOLD + 3
    assert await journal.scrub(patience=0) is None
    assert where_it_is(path) == set()
    assert await journal.read("trust-1") == told
    await journal.close()
    assert verify(path).sound


@pytest.mark.parametrize("mode", [0o500, 0o000], ids=["to read only", "to nobody"])
async def test_attachments_that_may_not_be_removed_fail_no_append(mode: int) -> None:
    """What was written is written: an erasure whose files stay is not refused afterwards."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        path = Path(made) / "cochair.db"
        journal = await spoken(path)
        folders = [folder_of(path), *(each for each in folder_of(path).iterdir() if each.is_dir())]
        for folder in reversed(folders):
            if os.geteuid() == 0:
                os.chown(folder, 65534, 65534)
            folder.chmod(mode)
        with bound_by_modes():
            await erase_it(journal)
            assert await journal.scrub(patience=0) is Unfinished.UNWRITABLE
        assert len(await journal.read("trust-1")) == TOLD + 3
        for folder in folders:
            folder.chmod(0o700)
        assert where_it_is(path) == {".files"}
        assert await journal.scrub() is None
        assert where_it_is(path) == set()
        await journal.close()


# Temporary files ----------------------------------------------------------------------------------


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux shows what is open")
async def test_no_word_is_written_into_a_temporary_file(tmp_path: Path) -> None:
    """VACUUM builds the new file somewhere; SQLite's own choice is a folder for temporary files."""
    path = tmp_path / "cochair.db"
    journal = await spoken(path)
    await erase_it(journal)
    await journal.eraser.writer.execute("PRAGMA cache_size = 1")
    seen: set[str] = set()
    calls = 0

    def look() -> int:
        nonlocal calls
        calls += 1
        for handle in Path("/proc/self/fd").iterdir():
            try:
                seen.add(str(handle.readlink()))
            except OSError:
                continue
        return 0

    await journal.eraser.writer.set_progress_handler(look, 50)
    assert await journal.scrub() is None
    assert calls > 10
    assert any(name.startswith(str(path)) for name in seen)
    assert not [name for name in seen if "etilqs" in name]
    await journal.close()
