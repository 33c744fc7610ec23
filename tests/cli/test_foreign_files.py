"""Whatever file a command is given instead of a journal: one clear line, and not one byte written.

Every command that opens a journal stands in the table, and every kind of wrong file.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from tests.cli.shell import cochair
from tests.cli.test_meetings import a_folder, foreign, missing, newer, not_a_database
from tests.journal.examples import tell
from tests.journal.test_files import bound_by_modes

COMMANDS = {
    "verify": ("verify",),
    "head": ("head",),
    "erase": ("erase", "--person", "101", "--yes"),
    "backup": ("backup", "copy.db"),
    "search": ("search", "word"),
    "transcript": ("transcript", "last"),
    "attachments": ("attachments", "last", "-o", "."),
    "meetings": ("meetings",),
    "unlock": ("unlock",),
    "review": ("review", "--no-browser"),
}


def empty(path: Path) -> None:
    path.write_bytes(b"")


def a_picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200))


def foreign_with_a_log(path: Path) -> None:
    path.unlink()
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE events (theirs)")
    db.close()


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def cut_to_its_head(path: Path) -> None:
    os.truncate(path, 100)


def a_page_overwritten(path: Path) -> None:
    """Its first page but for the head, which says whose file it is."""
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\x99" * 3996)


def no_text(path: Path) -> None:
    """One byte of its schema is no letter any more, and what SQLite says of it is no text."""
    whole = path.read_bytes()
    spoilt = whole.replace(b"CREATE TABLE turns", b"CREATE T\xc1BLE turns")
    assert spoilt != whole
    path.write_bytes(spoilt)


def unreadable(path: Path) -> None:
    path.chmod(0)


KINDS: dict[str, tuple[Callable[[Path], None], str]] = {
    "empty": (empty, "this file is not a database."),
    "text": (not_a_database, "this file is not a database."),
    "PNG": (a_picture, "this file is not a database."),
    "foreign": (foreign, "this is another program's database."),
    "foreign, WAL": (foreign_with_a_log, "this is another program's database."),
    "cut short": (cut_short, "the file is damaged"),
    "cut to its head": (cut_to_its_head, "the file is damaged"),
    "overwritten": (a_page_overwritten, "the file is damaged"),
    "no text": (no_text, "the file is damaged"),
    "newer": (newer, "a newer version of Cochair wrote this file."),
    "a folder": (a_folder, "this is a folder."),
    "missing": (missing, "there is no such file."),
    "unreadable": (unreadable, "the file cannot be read."),
}


def everything(folder: Path) -> dict[str, str]:
    """Every name in the folder, with the digest of what is in it."""
    return {
        str(each.relative_to(folder)): hashlib.sha256(each.read_bytes()).hexdigest()
        if each.is_file()
        else "folder"
        for each in sorted(folder.rglob("*"))
    }


@pytest.fixture
def open_to_all(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to stand in that other users can reach and write to, unlike tmp_path."""
    with tempfile.TemporaryDirectory() as made, monkeypatch.context() as standing:
        Path(made).chmod(0o777)
        standing.chdir(made)
        yield Path(made)


@contextmanager
def whoever(kind: str) -> Iterator[None]:
    """Somebody whom file modes bind, where that matters."""
    if kind == "unreadable":
        with bound_by_modes():
            yield
    else:
        yield


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A journal, as its bytes."""
    path = tmp_path_factory.mktemp("sound") / "cochair.db"

    async def write() -> None:
        made = await open_journal(path)
        assert not isinstance(made, JournalFault)
        for number in range(1, 8):
            await tell(made, meeting=f"trust-{number}")
        await made.close()

    asyncio.run(write())
    return path.read_bytes()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("command", COMMANDS)
def test_one_clear_line_and_not_one_byte_written(
    sound: bytes, open_to_all: Path, command: str, kind: str
) -> None:
    spoil, said = KINDS[kind]
    folder = open_to_all
    path = folder / "some.db"
    path.write_bytes(sound)
    spoil(path)
    typed = [word.replace("copy.db", str(folder / "copy.db")) for word in COMMANDS[command]]
    before = everything(folder)
    with whoever(kind):
        told = cochair(*typed, "--db", str(path))
    assert told.exit_code == 1, told.output
    (line,) = told.stderr.splitlines()
    assert line.startswith(f"cochair: {path}: {said}"), line
    assert "OK " not in told.stdout
    assert everything(folder) == before


def test_every_command_that_takes_a_journal_is_in_the_table() -> None:
    named = {
        name
        for name in cochair("--help").stdout.split()
        if name.isalpha() and "--db" in cochair(name, "--help").stdout
    }
    # The others make a file where there is none, or say what there is without calling it a fault.
    assert named - {"run", "doctor", "rehearse"} <= set(COMMANDS) and len(named) > 6


@pytest.mark.parametrize("command", ["meetings", "transcript", "head", "verify", "doctor", "erase"])
def test_a_column_by_another_name(sound: bytes, open_to_all: Path, command: str) -> None:
    """A schema that SQLite takes for good, and that is not the one our questions are put to."""
    spoilt = sound.replace(b"    title         TEXT", b"    tidle         TEXT")
    spoilt = spoilt.replace(b"    payload   TEXT", b"    paylode   TEXT")
    assert spoilt != sound
    path = open_to_all / "some.db"
    path.write_bytes(spoilt)
    told = cochair(*COMMANDS.get(command, (command, "--offline")), "--db", str(path))
    assert told.exit_code == 1, told.output
    assert isinstance(told.exception, SystemExit), told.exception
    assert "the file is damaged" in told.output
    assert path.read_bytes() == spoilt
