"""Killed anywhere, the rehearsal leaves a journal that verifies and holds all that was shown."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.rehearsal.conftest import COCHAIR, environment


@dataclass(frozen=True)
class Shown:
    """What was committed at one moment, as any other process sees it."""

    events: Mapping[tuple[str, int], bytes]
    said: Mapping[str, str]
    """Every contribution's text as first sent, by the id of its message."""


NOTHING = Shown({}, {})


def committed(database: Path) -> Shown:
    """Read in one transaction, by a connection that can't write. Nothing before there is a journal."""
    try:
        with closing(
            sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=PATIENCE)
        ) as reader:
            reader.execute("BEGIN")
            events = reader.execute("SELECT meeting, seq, hash FROM events").fetchall()
            said = reader.execute(
                "SELECT c.message, t.text FROM contributions AS c JOIN texts AS t"
                " ON t.meeting = c.meeting AND t.seq = c.made_seq AND t.field = 'words'"
            ).fetchall()
    except sqlite3.Error:
        return NOTHING
    return Shown({(meeting, seq): digest for meeting, seq, digest in events}, dict(said))


@pytest.mark.parametrize("after", [1, 60, 250])
def test_killed_in_the_middle_it_verifies_and_nothing_acknowledged_is_lost(
    tmp_path: Path, after: int
) -> None:
    database = tmp_path / "cochair.db"
    process = subprocess.Popen(
        [*COCHAIR, "rehearse", "--out", str(tmp_path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    deadline = time.monotonic() + PATIENCE
    seen = NOTHING
    while len(seen.events) < after and time.monotonic() < deadline and process.poll() is None:
        seen = committed(database)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=PATIENCE)
    assert len(seen.events) >= after, "the rehearsal did not get that far"

    verified = subprocess.run(
        [*COCHAIR, "verify", "--db", str(database)],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=PATIENCE,
        check=False,
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr

    left = committed(database)
    assert seen.events.items() <= left.events.items(), "an acknowledged event is gone or another"
    assert seen.said.items() <= left.said.items(), "acknowledged words are gone or others"
    assert bool(seen.said) == (after > 1), "words had been said by then"
