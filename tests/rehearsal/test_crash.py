"""Killed anywhere, the rehearsal leaves a journal that verifies and holds all that was shown."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from tests.rehearsal.conftest import COCHAIR, environment


def rows(database: Path) -> int:
    """How many events are committed now, as any other process sees it."""
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=1) as connection:
            (count,) = connection.execute("SELECT count(*) FROM events").fetchone()
    except sqlite3.Error:
        return 0
    finally:
        if "connection" in locals():
            connection.close()
    return int(count)


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
    deadline = time.monotonic() + 60
    seen = 0
    while seen < after and time.monotonic() < deadline and process.poll() is None:
        seen = rows(database)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)
    assert seen >= after, "the rehearsal did not get that far"

    verified = subprocess.run(
        [*COCHAIR, "verify", "--db", str(database)],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=60,
        check=False,
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert rows(database) >= seen
