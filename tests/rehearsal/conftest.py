"""One rehearsal, played once by the command that people use, for all tests that look at what it left."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

COCHAIR = (sys.executable, "-m", "bot")


def environment() -> dict[str, str]:
    """Without settings of this machine's, and without opening anybody's browser."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COCHAIR_")}
    return {**kept, "BROWSER": "true", "PYTHONUNBUFFERED": "1", "COLUMNS": "100"}


@dataclass(frozen=True)
class Played:
    out: Path
    printed: str
    code: int
    seconds: float


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    out = tmp_path_factory.mktemp("rehearsal")
    begun = time.monotonic()
    done = subprocess.run(
        [*COCHAIR, "rehearse", "--out", str(out)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        env=environment(),
        check=False,
    )
    return Played(out, done.stdout + done.stderr, done.returncode, time.monotonic() - begun)
