"""`cochair verify`: what is wrong is named by meeting, seq and table, and the exit code says so."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shell import ROOT, cochair, environment, process


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
