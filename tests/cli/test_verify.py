"""`cochair verify`: what is wrong is named by meeting, seq and table, and the exit code says so."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.journal.attachments import folder_of
from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from bot.procedure.events import FileKept
from bot.procedure.values import Words
from tests.cli.shell import ROOT, cochair, environment, process
from tests.journal.dumps import raw


def test_a_sound_file(journal: Path) -> None:
    told = cochair("verify")
    assert told.exit_code == 0
    assert told.stdout.startswith("OK   trust-1: 17 events, head ")
    assert len(told.stdout.split("head ")[1].strip()) == 64


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "UPDATE events SET at = at + 1 WHERE seq = 5",
            "seq 5, table events: the row was altered",
        ),
        ("DELETE FROM events WHERE seq = 5", "seq 5, table events: the row is missing"),
        (
            "UPDATE texts SET text = text || '!' WHERE field = 'words'",
            "table texts, field words: the text was altered",
        ),
    ],
)
def test_the_first_bad_row_is_named(journal: Path, change: str, said: str) -> None:
    db = sqlite3.connect(journal)
    for (trigger,) in db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall():
        db.execute(f"DROP TRIGGER {trigger}")
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute(change)
    db.commit()
    db.close()
    told = process("verify")
    assert told.returncode == 1
    (line,) = told.stdout.splitlines()
    assert line.startswith("BAD  trust-1: ")
    assert said in line
    assert "Verification first" not in told.stdout + told.stderr


@pytest.fixture
def attached(journal: Path) -> Path:
    """The journal with an attachment; the attachment's file."""

    async def attach() -> str:
        made = await open_journal(journal)
        assert not isinstance(made, JournalFault)
        digest = await made.keep_file(b"a map")
        kept = FileKept("9001", 1, "101", Words("map.txt"), Words(digest), 5, "text/plain")
        assert isinstance(await made.append("trust-1", 17, 50, "101", [kept]), tuple)
        await made.close()
        return digest

    digest = asyncio.run(attach())
    (file,) = folder_of(journal).rglob(digest)
    return file


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (Path.unlink, "there is no file of it"),
        (
            lambda file: file.write_bytes(b"a mop"),
            "the file was altered: it does not give its digest",
        ),
        (lambda file: file.rename(file.with_name("map.txt")), "there is no file of it"),
        (lambda file: shutil.rmtree(file.parent.parent), "there is no file of it"),
    ],
    ids=["missing", "altered", "under another name", "no folder"],
)
def test_an_attachment_that_is_not_there_as_it_was_is_named(
    attached: Path, folder: Path, spoil: Callable[[Path], object], said: str
) -> None:
    assert cochair("verify").exit_code == 0
    assert cochair("backup", "monday.db").exit_code == 0
    assert cochair("verify", "--db", "monday.db").exit_code == 0
    digest = attached.name
    spoil(attached)
    told = cochair("verify")
    assert told.exit_code == 1
    ok, bad = told.stdout.splitlines()
    assert ok.startswith("OK   trust-1: 18 events")
    assert bad == f"BAD  trust-1: seq 18, attachment {digest}: {said}"
    told = cochair("backup", "tuesday.db")
    assert told.exit_code == 1
    (line,) = told.stderr.splitlines()
    assert line.startswith(f"cochair: attachment {digest}: ")
    assert cochair("verify", "--db", "tuesday.db").exit_code == 1
    assert cochair("verify", "--db", "monday.db").exit_code == 0, "the earlier one is whole"


def test_an_attachment_that_was_erased_is_not_missed(attached: Path) -> None:
    assert cochair("erase", "--person", "101", "--yes").exit_code == 0
    assert not attached.exists()
    assert cochair("verify").exit_code == 0
    assert cochair("backup", "monday.db").exit_code == 0


def test_a_table_that_says_something_else_than_the_events_is_named(journal: Path) -> None:
    with raw(journal) as db:
        db.execute("UPDATE floor_time SET used_ms = used_ms * 2")
    told = cochair("verify")
    assert told.exit_code == 1
    assert told.stdout.splitlines()[1:] == [
        "BAD  trust-1: table floor_time: it does not say what the events say"
    ]


async def test_the_file_of_a_process_that_was_killed(folder: Path) -> None:
    path = folder / "cochair.db"
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.journal.child_writer",
        str(path),
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    acknowledged: dict[str, int] = {}
    for _ in range(30):
        meeting, seen = (await child.stdout.readline()).decode().split()
        acknowledged[meeting] = int(seen)
    child.send_signal(signal.SIGKILL)
    await child.communicate()
    told = await asyncio.to_thread(process, "verify", "--db", path)
    assert told.returncode == 0, told.stdout + told.stderr
    for meeting, last in acknowledged.items():
        (line,) = [line for line in told.stdout.splitlines() if f" {meeting}:" in line]
        assert int(line.split(": ")[1].split()[0]) >= last
