"""The commands in docs/deployment.md for a backup and for going back to one are run, line by line.

What they say is the administrator's machine is a folder here; `sudo` and `systemctl` are small scripts
that do what they say and write down that they were called. Everything else is the real thing.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.journal.attachment_folder import files_in, folder_of
from bot.journal.heads import heads_of
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.journal.verification import verify
from bot.procedure.events import FileKept
from bot.procedure.values import Words
from tests.cli.shell import environment
from tests.docs.draw import ROOT
from tests.journal.dumps import raw
from tests.journal.examples import tell

PAGE = ROOT / "docs" / "deployment.md"
MAP = b"a map"
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

PROGRAMS = {
    "sudo": """if [ "$1" = -u ]; then [ "$2" = cochair ] || exit 3; shift 2; fi
exec "$@"
""",
    "systemctl": """echo "$@" >> "$LOG"
""",
    # `install -o` is root's to do; the folder is what matters here.
    "install": """[ "$1 $2 $3 $4 $5" = "-d -o cochair -m 700" ] || exit 3
mkdir -m 700 "$6"
""",
    "cochair": f"""echo "cochair $1" >> "$LOG"
exec {sys.executable} -m bot "$@"
""",
}


def commands(heading: str) -> str:
    """The shell blocks of a section of the page, one after the other."""
    found = re.search(rf"^### {heading}\n(.*?)(?=^##)", PAGE.read_text("utf-8"), re.M | re.S)
    assert found, heading
    return "".join(re.findall(r"^```sh\n(.*?)^```$", found[1], re.M | re.S))


class Machine:
    """The administrator's machine: its folders under one of ours, its commands on the path."""

    def __init__(self, root: Path) -> None:
        self.lib, self.backups, self.log = root / "lib", root / "backups", root / "log"
        self.journal = self.lib / "cochair.db"
        self._programs, self.units = root / "programs", root / "units"
        for folder in (self.lib, self._programs, self.units):
            folder.mkdir()
        for name, script in PROGRAMS.items():
            path = self._programs / name
            path.write_text(f"#!/bin/sh\n{script}")
            path.chmod(0o755)

    def run(self, heading: str) -> subprocess.CompletedProcess[str]:
        """Run the commands of a section, until one fails."""
        self.log.write_text("")
        script = commands(heading)
        for named, here in {
            "/var/lib/cochair": self.lib,
            "/var/backups/cochair": self.backups,
            "/opt/cochair/.venv/bin/cochair": self._programs / "cochair",
            "/opt/cochair/config": ROOT / "config",
            "/etc/systemd/system": self.units,
        }.items():
            script = script.replace(named, str(here))
        assert "/var/" not in script and "/opt/" not in script
        path = f"{self._programs}:/usr/bin:/bin"
        return subprocess.run(
            ["sh", "-eu", "-c", script],
            env=environment(PATH=path, LOG=str(self.log)),
            cwd=self.lib.parent,
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        return self.log.read_text().splitlines()


async def talk(path: Path, *meetings: str) -> None:
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    for meeting in meetings:
        await tell(journal, meeting=meeting)
    await journal.close()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    asyncio.run(talk(made.journal, "trust-1", "trust-2"))
    asyncio.run(attach(made.journal))
    (folder_of(made.journal) / EMPTY).touch()
    return made


def test_a_backup_and_back_to_it(machine: Machine) -> None:
    told = machine.run("Backups")
    assert (told.returncode, told.stderr) == (0, "")
    assert machine.calls() == ["cochair backup"]
    heads = heads_of(verify(machine.journal))
    assert heads_of(verify(machine.backups / "cochair.db")) == heads

    # Something happens to the journal, and a log of it is left behind.
    asyncio.run(talk(machine.journal, "trust-3"))
    with raw(machine.journal) as db:
        db.execute("UPDATE events SET at = 1 WHERE seq = 3")
    (machine.lib / "cochair.db-wal").write_bytes(b"what a killed process left")
    (folder_of(machine.journal) / EMPTY).write_bytes(b"no longer what it was")
    map_in(machine.journal).unlink()

    told = machine.run("Going back to a backup")
    assert (told.returncode, told.stderr) == (0, "")
    assert machine.calls() == [
        "stop cochair",
        "cochair verify",
        "cochair verify",
        "start cochair",
    ]
    assert sum(line.startswith("HELD ") for line in told.stdout.splitlines()) == 2
    assert heads_of(verify(machine.journal)) == heads
    assert (folder_of(machine.journal) / EMPTY).read_bytes() == b""
    assert map_in(machine.journal).read_bytes() == MAP
    assert sorted(path.name for path in machine.lib.iterdir()) == [
        "aside",
        "cochair.db",
        "cochair.db.files",
    ]
    assert (machine.lib / "aside" / "cochair.db-wal").exists(), "nothing was thrown away"
    # The bot goes on with it.
    asyncio.run(talk(machine.journal, "trust-4"))
    assert [each.meeting for each in verify(machine.journal).meetings] == [
        "trust-1",
        "trust-2",
        "trust-4",
    ]


def test_back_to_one_that_the_timer_made(machine: Machine) -> None:
    assert machine.run("Backups").returncode == 0
    (machine.backups / "cochair.db").rename(machine.backups / "cochair-3.db")
    folder_of(machine.backups / "cochair.db").rename(folder_of(machine.backups / "cochair-3.db"))
    told = machine.run("Backups by timer")
    assert (told.returncode, told.stderr) == (0, "")
    assert machine.calls() == ["enable --now cochair-backup.timer", "cochair backup"]
    assert {path.name for path in machine.units.iterdir()} == {
        "cochair-backup.service",
        "cochair-backup.timer",
    }
    heads = heads_of(verify(machine.journal))
    told = machine.run("Going back to a backup")
    assert (told.returncode, told.stderr) == (0, "")
    assert heads_of(verify(machine.journal)) == heads


async def attach(path: Path) -> None:
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    digest = await journal.keep_file(MAP)
    kept = FileKept("9001", 1, "101", Words("map.txt"), Words(digest), 5, "text/plain")
    told = len(await journal.read("trust-1"))
    assert isinstance(await journal.append("trust-1", told, 50_000, "101", [kept]), tuple)
    await journal.close()


def map_in(journal: Path) -> Path:
    """The attachment's file beside the journal."""
    return next(each for each in files_in(folder_of(journal)) if each.name != EMPTY)


@pytest.mark.parametrize("what", ["a row", "the folder of attachments"])
def test_a_backup_that_is_not_whole_replaces_nothing(machine: Machine, what: str) -> None:
    assert machine.run("Backups").returncode == 0
    backup = machine.backups / "cochair.db"
    if what == "a row":
        with raw(backup) as db:
            db.execute("UPDATE events SET at = 1 WHERE seq = 3")
    else:
        shutil.rmtree(folder_of(backup))
    before = machine.journal.read_bytes()
    told = machine.run("Going back to a backup")
    assert told.returncode == 1
    assert machine.calls() == ["stop cochair", "cochair verify"]
    assert machine.journal.read_bytes() == before
