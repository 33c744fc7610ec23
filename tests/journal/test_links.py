"""A journal reached through a symbolic link is the journal: its log, its lock, its attachments."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from bot.journal.attachment_folder import lacking
from bot.journal.drift import drifted
from bot.journal.journal_backup import Backup, back_up
from bot.journal.port import FaultKind, JournalFault
from bot.journal.sqlite import SqliteJournal, open_for_reading, open_journal
from bot.journal.verification import verify
from bot.procedure.events import FileKept
from bot.procedure.values import Words
from tests.cli.shell import cochair
from tests.journal.examples import STORY, tell

FILE = b"a map"


def linked(tmp_path: Path) -> tuple[Path, Path]:
    """A place for a journal, and a link to it under another name in another folder."""
    file, link = tmp_path / "real" / "cochair.db", tmp_path / "link" / "dialogue.db"
    for each in (file, link):
        each.parent.mkdir()
    link.symlink_to(file)
    return file, link


async def attach(journal: SqliteJournal, seq: int) -> str:
    digest = await journal.keep_file(FILE)
    kept = FileKept("9001", 1, "101", Words("map.txt"), Words(digest), len(FILE), "text/plain")
    assert isinstance(await journal.append("trust-1", seq, 1_000 * seq, "101", [kept]), tuple)
    return digest


async def test_one_writer_whatever_the_file_is_called(tmp_path: Path) -> None:
    file, link = linked(tmp_path)
    for first, second in ((file, link), (link, file)):
        journal = await open_journal(first)
        assert isinstance(journal, SqliteJournal)
        other = await open_journal(second)
        assert isinstance(other, JournalFault) and other.kind is FaultKind.LOCKED
        assert other.path == str(second)
        await journal.close()
    assert [each.name for each in link.parent.iterdir()] == [link.name], "nothing beside the link"
    assert file.with_name("cochair.db.lock").exists()


async def test_what_is_written_meanwhile_is_seen_through_the_link(tmp_path: Path) -> None:
    file, link = linked(tmp_path)
    journal = await open_journal(file)
    assert isinstance(journal, SqliteJournal)
    await tell(journal)
    digest = await attach(journal, len(STORY))
    try:
        report = verify(link)
        assert report.sound and report.path == str(link)
        assert [each.events for each in report.meetings] == [len(STORY) + 1]
        assert report.meetings == verify(file).meetings
        head = cochair("head", "--db", str(link))
        assert head.stdout == cochair("head", "--db", str(file)).stdout
        assert lacking(link) == () and drifted(link) == ()
        made = back_up(link, tmp_path / "backup.db")
        assert isinstance(made, Backup) and made.attachments.files == 1
        assert [each.events for each in made.report.meetings] == [len(STORY) + 1]
        reader = await open_for_reading(link)
        assert not isinstance(reader, JournalFault)
        assert await reader.file(digest) == FILE
        await reader.close()
    finally:
        await journal.close()
    assert [each.name for each in link.parent.iterdir()] == [link.name], "nothing beside the link"


async def test_an_erasure_through_the_link_takes_the_attachment(tmp_path: Path) -> None:
    file, link = linked(tmp_path)
    journal = await open_journal(link)
    assert isinstance(journal, SqliteJournal)
    await tell(journal)
    digest = await attach(journal, len(STORY))
    await journal.close()
    kept = file.with_name("cochair.db.files") / digest[:2] / digest
    assert kept.read_bytes() == FILE
    old = file.with_name("cochair.db.v1.bak")
    shutil.copyfile(file, old)
    # In a thread of its own, since the command has a loop of its own.
    told = await asyncio.to_thread(cochair, "erase", "--person", "101", "--yes", "--db", str(link))
    assert told.exit_code == 0 and str(old) in told.stdout
    assert not kept.exists()
