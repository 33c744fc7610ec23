"""Whatever the command line writes is for its owner alone, also where the umask would let others in."""

from __future__ import annotations

import asyncio
import os
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.journal.sqlite import SqliteJournal, open_journal
from tests.cli.shell import ROOT, cochair, environment
from tests.modes import open_to_others

ARTICLE = ROOT / "tests" / "agenda" / "bench" / "articles" / "a04-grain.txt"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")


def loosely(*typed: str | Path) -> None:
    """The command in a process whose umask is 0."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *map(str, typed)],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        umask=0,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def filed(journal: Path, folder: Path) -> Path:
    """The journal with an attachment."""

    async def write() -> None:
        made = await open_journal(journal)
        assert isinstance(made, SqliteJournal)
        await made.keep_file(b"a plan of the quay")
        await made.close()

    asyncio.run(write())
    assert open_to_others(folder) == []
    return folder


def test_documents_reports_and_backups(filed: Path) -> None:
    loosely("transcript", "last", "-o", "t.md")
    loosely("transcript", "last", "-o", "t.html", "--attribution", "chatham-house")
    loosely("transcript", "last", "-o", "t.csv", "--attribution", "by-side", "--report", "r.txt")
    loosely("backup", "copy.db")
    loosely("agenda", "propose", ARTICLE, "-o", "agenda.toml")
    made = {path.name for path in filed.iterdir()}
    assert {"t.md", "t.html", "t.html.report.txt", "r.txt", "copy.db", "agenda.toml"} <= made
    assert open_to_others(filed) == []


def test_a_file_that_is_replaced_is_no_more_open_than_a_new_one(filed: Path) -> None:
    document = filed / "t.md"
    document.write_text("of last year")
    document.chmod(0o644)
    loosely("transcript", "last", "-o", document, "--force")
    assert open_to_others(filed) == []


def test_a_rehearsal(tmp_path: Path) -> None:
    out = tmp_path / "out" / "rehearsal"
    for _ in range(2):
        loosely("rehearse", "fishbowl", "--out", out, "--quiet")
        assert {"cochair.db", "transcript.md", "transcript.html"} <= {p.name for p in out.iterdir()}
        assert open_to_others(tmp_path) == []
        (out / "transcript.md").chmod(0o644)  # as an earlier version left it


def test_doctor_names_what_is_open_to_others(filed: Path) -> None:
    copy = filed / "cochair.db.v1.bak"
    copy.write_bytes(b"")
    (filed / ".env").write_text("COCHAIR_LOG_LEVEL=INFO\n")
    quiet = [copy, filed / ".env"]
    for path in quiet:
        path.chmod(0o600)
    assert "others on this machine" not in cochair("doctor", "--offline").stdout
    attachments = filed / "cochair.db.files"
    for path, mode in [(copy, 0o640), (filed / "cochair.db", 0o602), (attachments, 0o750)]:
        before = stat.S_IMODE(path.stat().st_mode)
        path.chmod(mode)
        told = cochair("doctor", "--offline").stdout
        (line,) = [line for line in told.splitlines() if "others on this machine" in line]
        assert line.startswith("WARN  files: ")
        command = shlex.split(line.rpartition(": ")[2])
        assert command[0] == "chmod" and command[-1] == str(path)
        subprocess.run(command, check=True)
        assert stat.S_IMODE(path.stat().st_mode) == before
    (filed / ".env").chmod(0o604)
    told = cochair("doctor", "--offline").stdout
    assert "others on this machine can read .env, and the token in it" in told
    (filed / ".env").chmod(0o600)
    (filed / "cochair.db.files" / "zz").mkdir(mode=0o700)
    inner = filed / "cochair.db.files" / "zz" / "one"
    inner.write_bytes(b"")
    inner.chmod(0o644)
    assert "cochair.db.files" in cochair("doctor", "--offline").stdout
