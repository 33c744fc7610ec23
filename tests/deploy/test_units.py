"""The units of systemd: systemd understands them, they leave a process next to nothing, and what they
start does what they say."""

from __future__ import annotations

import asyncio
import configparser
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.chat.stopping import FINISHING, TELLING
from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from bot.journal.verification import verify
from tests.docs.draw import ROOT
from tests.journal.examples import tell

FOLDER = ROOT / "config" / "deploy"
SERVICES = ("cochair.service", "cochair-backup.service")
UNITS = (*SERVICES, "cochair-backup.timer")
COMMAND = "/opt/cochair/.venv/bin/cochair"

MOST_EXPOSED = {"cochair.service": 1.5, "cochair-backup.service": 0.5}
"""By `systemd-analyze security`: 0 is a process that can do nothing, 10 one that can do anything. The
bot cannot do without the network."""

NEWER = ("RestartSteps", "RestartMaxDelaySec")
"""What older versions of systemd do not know, and say so."""

analyze = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed here"
)


def settings(unit: str, section: str = "Service") -> dict[str, list[str]]:
    """What a unit sets, each as often as it does."""
    found: dict[str, list[str]] = {}
    within = ""
    for line in (FOLDER / unit).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            within = line.strip("[]")
        elif line and not line.startswith("#") and within == section:
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


@analyze
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_it(unit: str, tmp_path: Path) -> None:
    for each in UNITS:
        text = (FOLDER / each).read_text(encoding="utf-8").replace(COMMAND, sys.executable)
        (tmp_path / each).write_text(text, encoding="utf-8")
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / unit],
        capture_output=True,
        text=True,
        check=False,
    )
    about = [line for line in told.stderr.splitlines() if "cochair" in line]
    assert [line for line in about if not any(each in line for each in NEWER)] == []
    assert told.returncode == 0, told.stderr


@analyze
@pytest.mark.parametrize("unit", SERVICES)
def test_it_leaves_a_process_next_to_nothing(unit: str) -> None:
    threshold = str(int(MOST_EXPOSED[unit] * 10))
    told = subprocess.run(
        [
            *("systemd-analyze", "security", "--offline=true", "--no-pager"),
            *(f"--threshold={threshold}", FOLDER / unit),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", told.stdout)
    assert found, told.stdout + told.stderr
    assert float(found[1]) <= MOST_EXPOSED[unit], told.stdout
    assert told.returncode == 0


@pytest.mark.parametrize("unit", SERVICES)
def test_what_it_writes_is_for_its_user_alone(unit: str) -> None:
    found = settings(unit)
    assert found["UMask"] == ["0077"]
    assert found["StateDirectoryMode"] == ["0700"]
    assert found["User"] == ["cochair"]
    assert found["LimitCORE"] == ["0"]


def test_it_is_given_the_time_that_it_needs_to_end() -> None:
    (seconds,) = settings("cochair.service")["TimeoutStopSec"]
    assert int(seconds) > 2 * (FINISHING + TELLING)


def test_the_services_are_hardened_alike() -> None:
    """Whatever keeps one of them in bounds keeps the other, but for what they are there for."""
    bot, copy = (set(settings(unit)) for unit in SERVICES)
    own = {
        *("Environment", "Restart", "RestartSec", *NEWER, "RestartPreventExitStatus"),
        *("TimeoutStartSec", "TimeoutStopSec", "WatchdogSec"),
    }
    # The figures of memory and processor time come from all of /proc.
    beside = {"ProcSubset", "ReadWritePaths", "PrivateNetwork", "IPAddressDeny"}
    beside |= {"IOSchedulingClass", "Nice"}
    assert bot - copy == own
    assert copy - bot == beside


def test_the_timer_starts_the_backup() -> None:
    parser = configparser.ConfigParser(strict=False)
    parser.read(FOLDER / "cochair-backup.timer")
    assert parser["Timer"]["Persistent"] == "yes"
    assert (FOLDER / "cochair-backup.service").exists()


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no sh here")
def test_the_backup_is_made_as_the_unit_says(tmp_path: Path) -> None:
    data, backups = tmp_path / "data", tmp_path / "backups"
    data.mkdir()
    backups.mkdir()
    asyncio.run(a_meeting(data / "cochair.db"))
    (line,) = settings("cochair-backup.service")["ExecStart"]
    assert line.count("%%") == line.count("%") / 2
    for here, there in (
        ("%%", "%"),
        (COMMAND, f"{sys.executable} -m bot"),
        ("/var/backups/cochair", str(backups)),
        ("/var/lib/cochair", str(data)),
        ("/bin/sh", shutil.which("sh") or ""),
    ):
        assert here in line, here
        line = line.replace(here, there)
    for _ in range(2):  # a week later, it takes the place of the one that is there
        done = subprocess.run(
            line, shell=True, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    made = backups / f"cochair-{date.today().isoweekday()}.db"
    assert [each.name for each in backups.iterdir()] == [made.name]
    assert verify(made).sound


async def a_meeting(path: Path) -> None:
    journal = await open_journal(path)
    assert not isinstance(journal, JournalFault)
    await tell(journal)
    await journal.close()
