"""`cochair meetings`, and the refusals that every reading command shares."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from bot.procedure.events import MeetingConvened
from bot.procedure.values import Localized
from tests.cli.shell import cochair, environment, process
from tests.journal.examples import DIALOGUE, convened, tell
from tests.patience import PATIENCE

READERS = (("meetings",), ("verify",), ("transcript", "last"))


def test_the_table_has_a_line_a_meeting(journal: Path) -> None:
    told = cochair("meetings")
    assert told.exit_code == 0
    (line,) = [line for line in told.stdout.splitlines() if "trust-1" in line]
    opened, closed = "1970-01-01 00:00", "1970-01-01 00:00"
    assert line.split("  ")[0].strip() == "trust-1"
    assert line.split() == [
        "trust-1",
        "First",
        "closed",
        *opened.split(),
        *closed.split(),
        "1",
        "2",
    ]


def test_json_has_every_field(journal: Path) -> None:
    assert json.loads(cochair("meetings", "--json").stdout) == [
        {
            "id": "trust-1",
            "dialogue": "trust",
            "number": 1,
            "title": {"en": "First", "ru": "Первая"},
            "venue": "700",
            "status": "closed",
            "convened_at": "1970-01-01T00:00:00.000Z",
            "opened_at": "1970-01-01T00:00:03.000Z",
            "closed_at": "1970-01-01T00:00:16.000Z",
            "turns": 1,
            "contributions": 2,
        }
    ]


def test_the_database_can_come_from_the_settings(journal: Path, folder: Path) -> None:
    moved = journal.rename(folder / "moved.db")
    (folder / "my.env").write_text(f"COCHAIR_DATABASE={moved}\n")
    assert "trust-1" in cochair("meetings", "--env-file", "my.env").stdout


def test_a_named_database_needs_no_settings(journal: Path, folder: Path) -> None:
    (folder / ".env").write_text("COCHAIR_TOKEN=nonsense\n")
    assert cochair("meetings").exit_code == 1
    assert cochair("meetings", "--db", journal).exit_code == 0
    assert cochair("verify", "--db", journal).exit_code == 0
    told = cochair("transcript", "last", "--db", journal)
    assert told.exit_code == 0
    assert "they are left aside" in told.stderr


def test_titles_cannot_command_a_terminal_or_style_a_table(folder: Path) -> None:
    hostile = "\x1b[2J[red]Title[/red]\u202e\nnext"
    first = convened()
    event = MeetingConvened(
        first.meeting,
        DIALOGUE,
        1,
        Localized.of(en=hostile),
        first.venue,
        first.convener,
        first.format,
        first.rules,
        first.agenda,
    )

    async def write() -> None:
        made = await open_journal(folder / "cochair.db")
        assert not isinstance(made, JournalFault)
        await tell(made, (event,))
        await made.close()

    asyncio.run(write())
    told = cochair("meetings").stdout
    assert r"\x1b[2J[red]Title[/red]\u202e\nnext" in told
    assert "\x1b" not in told and "\u202e" not in told


def test_no_meeting_yet(folder: Path) -> None:
    async def make() -> None:
        made = await open_journal(folder / "cochair.db")
        assert not isinstance(made, JournalFault)
        await made.close()

    asyncio.run(make())
    assert cochair("meetings").stdout == "No meeting has been convened yet.\n"
    assert cochair("meetings", "--json").stdout == "[]\n"
    assert cochair("verify").exit_code == 0
    told = cochair("transcript", "last")
    assert (told.exit_code, told.stderr) == (
        1,
        "cochair: cochair.db: no meeting has been convened yet.\n",
    )


def newer(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()


def not_a_database(path: Path) -> None:
    path.write_text("a shopping list\n" * 20)


def foreign(path: Path) -> None:
    path.unlink()
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE recipes (name)")
    db.close()


def missing(path: Path) -> None:
    path.unlink()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


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
@pytest.mark.parametrize("command", READERS)
def test_a_file_that_is_no_journal_is_one_clear_line(
    journal: Path, command: tuple[str, ...], spoil: object, said: str
) -> None:
    assert callable(spoil)
    journal = journal.rename(journal.with_name("old.db"))
    spoil(journal)
    before = journal.read_bytes() if journal.is_file() else None
    told = cochair(*command, "--db", journal)
    assert told.exit_code == 1
    assert told.stdout == ""
    (line,) = told.stderr.splitlines()
    assert line.startswith(f"cochair: {journal}: {said}")
    assert (journal.read_bytes() if journal.is_file() else None) == before


def test_settings_that_are_wrong_are_named_and_a_token_is_not_shown(folder: Path) -> None:
    secret = "not-a-token-but-still-a-secret"
    (folder / ".env").write_text(f"COCHAIR_TOKEN={secret}\nCOCHAIR_LOG_LEVEL=LOUD\n")
    told = cochair("meetings")
    assert told.exit_code == 1
    assert [line.split(" ")[1].rstrip(":") for line in told.stderr.splitlines()] == [
        "COCHAIR_TOKEN",
        "COCHAIR_LOG_LEVEL",
    ]
    assert secret not in told.output


@pytest.mark.parametrize(
    "command", [("meetings",), ("meetings", "--json"), ("transcript", "last"), ("verify",)]
)
def test_a_reader_that_goes_away_is_no_traceback(journal: Path, command: tuple[str, ...]) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "bot", *command],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout and child.stderr
    child.stdout.close()  # before anything is written, as `| head -0` would
    error = child.stderr.read().decode()
    child.stderr.close()
    child.wait(timeout=PATIENCE)
    assert "Traceback" not in error and "BrokenPipe" not in error, error


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_one_line(journal: Path) -> None:
    for command in (("meetings",), ("transcript", "last"), ("verify",)):
        with Path("/dev/full").open("w") as full:
            child = subprocess.run(
                [sys.executable, "-m", "bot", *command],
                env=environment(),
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        assert child.returncode == 1
        assert child.stderr.startswith("cochair: the output cannot be written: No space left")
        assert len(child.stderr.splitlines()) == 1


def test_letters_that_a_terminal_lacks_do_not_stop_it(journal: Path) -> None:
    for command in (("meetings",), ("meetings", "--json"), ("transcript", "last")):
        told = process(*command, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
        assert (told.returncode, told.stderr) == (0, "")
        assert "First" in told.stdout
