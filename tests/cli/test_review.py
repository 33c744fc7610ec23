"""`cochair review`: what stops it before a page is served. The desk has tests of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shell import cochair
from tests.cli.test_meetings import a_folder, foreign, missing, newer, not_a_database


def test_other_commands_bring_no_web_server() -> None:
    program = "import sys, bot.cli; assert 'aiohttp' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (newer, "a newer version of Cochair wrote this file."),
        (not_a_database, "this file is not a database."),
        (foreign, "this is another program's database."),
        (missing, "there is no such file."),
        (a_folder, "this is a folder"),
    ],
)
def test_a_file_that_is_no_journal_is_named_and_left_alone(
    journal: Path, spoil: object, said: str
) -> None:
    assert callable(spoil)
    spoilt = journal.with_name("old.db")
    spoilt.write_bytes(journal.read_bytes())
    spoil(spoilt)
    before = spoilt.read_bytes() if spoilt.is_file() else None
    told = cochair("review", "--db", journal, "--db", spoilt, "--no-browser")
    assert (told.exit_code, told.stdout) == (1, "")
    (line,) = told.stderr.splitlines()
    assert line.startswith(f"cochair: {spoilt}: {said}")
    assert (spoilt.read_bytes() if spoilt.is_file() else None) == before


def test_a_port_that_is_taken_and_a_zone_that_is_none(journal: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = cochair("review", "--no-browser", "--port", str(port))
    assert told.exit_code == 1
    assert told.stderr.startswith(f"cochair: port {port} cannot be used (")
    told = cochair("review", "--no-browser", "--zone", "Mars/Olympus")
    assert told.exit_code == 2
    assert told.stderr.startswith("cochair: --zone 'Mars/Olympus': no time zone is called so.")
