"""`cochair backup`: one line of what was kept, or one sentence of why nothing was."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.journal.attachment_folder import folder_of
from tests.cli.shell import ROOT, cochair, environment, process
from tests.journal.dumps import raw
from tests.journal.examples import STORY

N = len(STORY)


def test_one_line_says_what_was_kept(journal: Path, folder: Path) -> None:
    told = process("backup", "monday.db")
    line = cochair("head").stdout
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == f"monday.db: 1 meeting, {N} events, verified; {line}"
    assert (folder / "monday.db").stat().st_mode & 0o777 == 0o600
    assert cochair("verify", "--db", "monday.db", "--against", journal).exit_code == 0
    assert cochair("verify", "--against", "monday.db").exit_code == 0
    assert cochair("transcript", "last", "--db", "monday.db").exit_code == 0


def test_while_a_bot_runs(folder: Path) -> None:
    path = folder / "cochair.db"
    writer = [sys.executable, "-m", "tests.journal.child_writer", str(path)]
    with subprocess.Popen(
        writer, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        for _ in range(20):
            child.stdout.readline()
        told = process("backup", "monday.db")
        assert child.poll() is None
        child.kill()
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("monday.db: 2 meetings, ")
    assert cochair("verify", "--against", "monday.db").exit_code == 0


def test_attachments_are_counted_and_a_damaged_one_is_named_by_its_digest(journal: Path) -> None:
    attached = folder_of(journal)
    attached.mkdir()
    (attached / ("0" * 64)).write_bytes(b"not this")
    (attached / "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855").touch()
    told = cochair("backup", "monday.db")
    assert told.exit_code == 1
    assert f"1 meeting, {N} events, 1 attachment, verified;" in told.stdout
    assert told.stderr == (
        f"cochair: attachment {'0' * 64}: the file does not give its digest, and was left out.\n"
    )


def test_a_backup_that_is_there_is_replaced_only_by_force(journal: Path, folder: Path) -> None:
    assert cochair("backup", "monday.db").exit_code == 0
    before = (folder / "monday.db").read_bytes()
    told = cochair("backup", "monday.db")
    assert (told.exit_code, told.stdout) == (1, "")
    assert "--force" in told.stderr and len(told.stderr.splitlines()) == 1
    assert (folder / "monday.db").read_bytes() == before
    assert cochair("backup", "monday.db", "--force").exit_code == 0


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ((".",), 2, ".: this is a folder; name a file in it."),
        (("cochair.db", "--force"), 2, "cochair.db: this is the journal itself"),
        (("cochair.db.lock", "--force"), 2, "cochair.db.lock: this is the journal itself"),
        (("nowhere/a.db",), 1, "nowhere/a.db: the folder that this file should be in does not"),
        (("a.db", "--db", "b.db"), 1, "b.db: there is no such file."),
        (("a.db", "--db", "text"), 1, "text: this file is not a database."),
        (("/dev/null", "--force"), 1, "/dev/null: this is no file; name one."),
        (
            ("used.db",),
            1,
            "used.db: there is a log of SQLite's beside it (used.db-wal or the like)",
        ),
        (
            ("mixed.db", "--force"),
            1,
            "mixed.db: the folder mixed.db.files is not one of attachments",
        ),
    ],
)
def test_what_cannot_be_is_one_line(
    journal: Path, folder: Path, typed: tuple[str, ...], code: int, said: str
) -> None:
    (folder / "text").write_text("Dear diary")
    (folder / "used.db-wal").write_bytes(b"x")
    (folder / "mixed.db.files").mkdir()
    (folder / "mixed.db.files" / "thesis").touch()
    before = sorted(folder.rglob("*"))
    told = cochair("backup", *typed)
    assert (told.exit_code, told.stdout) == (code, "")
    (line,) = told.stderr.splitlines()
    assert said in line
    assert sorted(folder.rglob("*")) == before


def test_an_altered_journal_is_named_and_not_kept(journal: Path, folder: Path) -> None:
    with raw(journal) as db:
        db.execute("UPDATE texts SET text = 'Secretive' WHERE field = 'words'")
    told = cochair("backup", "monday.db")
    assert (told.exit_code, told.stdout) == (1, "")
    assert "does not verify, so there is no backup of it (seq 9, table texts" in told.stderr
    assert "Secretive" not in told.stderr
    assert not list(folder.glob("*monday*"))


async def test_told_to_stop_it_leaves_nothing(journal: Path, folder: Path) -> None:
    """SIGTERM comes while the copy is being verified."""
    program = (
        "import sys, time; import bot.journal.journal_backup as b; from bot.cli import main\n"
        "def wait(path): print('now', flush=True); time.sleep(60)\n"
        "b.verify = wait; sys.argv = ['cochair', 'backup', 'monday.db']; main()"
    )
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        program,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    assert await child.stdout.readline() == b"now\n"
    assert list(folder.glob(".monday.db.*.part"))
    child.send_signal(signal.SIGTERM)
    _, err = await child.communicate()
    assert child.returncode == 1
    assert err == b"cochair: the backup was ended; nothing was left behind.\n"
    assert not list(folder.glob("*monday*"))
