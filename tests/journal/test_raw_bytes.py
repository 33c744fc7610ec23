"""One byte changed in the file itself, past SQLite too: the proof names it, and falls over none."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from bot.journal.attachment_folder import lacking
from bot.journal.drift import drifted
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.journal.verification import proof_of, verify
from tests.journal.everykind import groups
from tests.journal.everykind import write as everykind
from tests.journal.examples import tell
from tests.journal.pages import cells_of, pages_of

TABLES = ("events", "texts")


@pytest.fixture(scope="module")
def journal_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough meetings for trees of several pages, in one file with nothing beside it."""
    path = tmp_path_factory.mktemp("raw") / "cochair.db"

    async def write() -> None:
        await everykind(path, [(f"kinds-{nth:02}x", list(e)) for nth, e in enumerate(groups())])
        journal = await open_journal(path)
        assert isinstance(journal, SqliteJournal)
        for number in range(1, 9):
            await tell(journal, meeting=f"trust-{number}")
        await journal.close()

    asyncio.run(write())
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
    assert all(len(pages_of(path, table)) > 2 for table in TABLES)
    assert verify(path).sound
    return path


def rows_of(path: Path) -> tuple[Counter[object], ...] | None:
    """Every row that the proof is about, as it can be read; None where some cannot."""
    try:
        with closing(sqlite3.connect(path)) as db:
            db.text_factory = bytes
            return tuple(Counter(db.execute(f"SELECT * FROM {each}")) for each in TABLES)
    except sqlite3.Error:
        return None


@pytest.mark.parametrize("table", TABLES)
def test_a_byte_of_a_key_in_every_row(journal_file: Path, tmp_path: Path, table: str) -> None:
    """A key that is not where its tree has it: whoever seeks it finds nothing, and all is there."""
    data = journal_file.read_bytes()
    path = tmp_path / "cochair.db"
    events = {each.meeting: each.events for each in verify(journal_file).meetings}
    tried = 0
    for cell in cells_of(journal_file, table):
        here = data[cell.start : cell.stop]
        place = max(here.find(b"trust-"), here.find(b"kinds-"))
        assert place > 0
        path.write_bytes(data[: cell.start + place] + b"q" + data[cell.start + place + 1 :])
        report = verify(path)
        assert any(each.problem for each in report.meetings), (table, cell)
        meeting = here[place : place + (7 if here[place : place + 1] == b"t" else 9)].decode()
        proof = proof_of(path, meeting)
        # With the last event under another name the meeting is one that was cut, as far as it can tell.
        named = proof is None or proof.problem is not None or proof.events == events[meeting] - 1
        assert named, (table, cell)
        tried += 1
    assert tried > (100 if table == "events" else 50)


@pytest.mark.parametrize("table", TABLES)
def test_a_byte_of_any_cell(journal_file: Path, tmp_path: Path, table: str) -> None:
    """Lengths, kinds, keys, values, and the numbers of the pages below: a seed chooses which byte."""
    data = journal_file.read_bytes()
    chance = random.Random(table)
    before = rows_of(journal_file)
    path = tmp_path / "cochair.db"
    same = 0
    cells = list(cells_of(journal_file, table))
    for cell in cells:
        # The first bytes say what follows; each gets its turn, and then one somewhere behind.
        for place in (cell[0], cell[min(len(cell) - 1, chance.randrange(12))], chance.choice(cell)):
            changed = bytearray(data)
            changed[place] ^= 1 << chance.randrange(8)
            path.write_bytes(changed)
            if verify(path).sound:
                # Two ways to write one thing, such as nothing: every row is what it was.
                assert rows_of(path) == before, place
                same += 1
    assert same < len(cells) // 20


def test_a_byte_anywhere_is_never_more_than_a_finding(journal_file: Path, tmp_path: Path) -> None:
    data = journal_file.read_bytes()
    size = int.from_bytes(data[16:18], "big")
    chance = random.Random(14)
    path = tmp_path / "cochair.db"
    # Often the first pages, where the head and the schema stand; and every other page.
    schema = [(page - 1) * size for page in pages_of(journal_file, "sqlite_schema")]
    places = [chance.choice(schema) + chance.randrange(size) for _ in range(150)]
    places += range(100)
    places += [at + chance.randrange(size) for at in range(0, len(data), size)]
    for place in places:
        changed = bytearray(data)
        changed[place] ^= 1 << chance.choice((0, 3, 7, 7))
        path.write_bytes(changed)
        report = verify(path)
        if report.fault is None:
            for look in (lacking, drifted):
                try:
                    look(path)
                except sqlite3.Error:
                    continue
        proof_of(path, "trust-1")
