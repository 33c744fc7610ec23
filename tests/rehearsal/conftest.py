"""Every rehearsal, played once by the command that people use, for all who look at what it left."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.data import config_file
from bot.rehearsal.rehearsal_run import names
from bot.rehearsal.script import Script, load_script
from tests.patience import PATIENCE

COCHAIR = (sys.executable, "-m", "bot")


def environment() -> dict[str, str]:
    """Without settings of this machine's, and without opening anybody's browser."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COCHAIR_")}
    return {**kept, "BROWSER": "true", "PYTHONUNBUFFERED": "1", "COLUMNS": "100"}


@dataclass(frozen=True)
class Played:
    name: str
    script: Script
    out: Path
    printed: str
    code: int

    @property
    def record(self) -> Any:
        return json.loads((self.out / "transcript.json").read_text(encoding="utf-8"))


each = pytest.mark.parametrize("played", names(), indirect=True, scope="session")


@pytest.fixture(scope="session")
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Played once, also where the tests run in two processes: the second waits for the first."""
    name: str = request.param
    path = config_file(f"rehearsals/{name}.toml")
    assert path is not None
    script = load_script(path)
    assert isinstance(script, Script), script
    base = tmp_path_factory.getbasetemp()
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    out, notes = common / f"played-{name}", common / f"played-{name}.json"
    with closing(
        sqlite3.connect(common / f"{name}.lock", timeout=PATIENCE, isolation_level=None)
    ) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if not notes.exists():
            notes.write_text(json.dumps(play(name, out)), encoding="utf-8")
        return Played(name, script, out, **json.loads(notes.read_text(encoding="utf-8")))


def play(name: str, out: Path) -> dict[str, str | int]:
    done = subprocess.run(
        [*COCHAIR, "rehearse", name, "--out", str(out)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        env=environment(),
        check=False,
    )
    return {"printed": done.stdout + done.stderr, "code": done.returncode}


@pytest.fixture(scope="session")
def record(played: Played) -> Any:
    return played.record


@pytest.fixture(scope="session")
def keys(played: Played, record: Any) -> dict[str, str]:
    """Each person's key in the script, found by the name that the person bears."""
    by_name = {one.name: one.key for one in played.script.delegates}
    return {member["person"]: by_name[member["name"]] for member in record["members"]}
