"""Tables that say something else than the events are named, every one of them; sound ones never are."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from bot.cli.verify_command import STALE
from bot.journal.drift import INDEX, drifted, stale
from bot.journal.projections import READ_MODELS
from bot.journal.sql_stems import register
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.journal.verification import verify
from bot.procedure.events import ErasedBecause, Event, SeatTaken, TextAt, TextsErased
from tests.cli.shell import cochair
from tests.journal.dumps import dump, raw
from tests.journal.everykind import of_every_kind, write
from tests.journal.examples import STORY, convened


@pytest.fixture(scope="module")
def journal_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two meetings, with events of every kind and an erasure, and nothing in them altered."""
    path = tmp_path_factory.mktemp("drift") / "cochair.db"
    every = [event for event in of_every_kind() if not isinstance(event, type(convened()))]
    seat = next(nth for nth, event in enumerate(STORY, 1) if isinstance(event, SeatTaken))
    gone = (TextAt(9, "words"), TextAt(seat, "name"))
    told: list[Event] = [*STORY, TextsErased(None, ErasedBecause.ORGANIZER, gone)]
    asyncio.run(write(path, [("trust-1", told), ("trust-2", [convened(), *every])]))
    return path


@pytest.fixture
def copy(journal_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(journal_file, tmp_path / "cochair.db"))


async def start(path: Path) -> None:
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    await journal.close()


def test_what_the_bot_has_written_has_not_drifted(copy: Path) -> None:
    before = copy.read_bytes()
    assert drifted(copy) == ()
    assert copy.read_bytes() == before
    assert [each.name for each in copy.parent.iterdir()] == [copy.name], "nothing is left beside it"
    with raw(copy) as db:
        assert all(dump(db).values()), "a table without rows proves nothing"


@pytest.mark.parametrize("table", READ_MODELS)
def test_every_column_of_every_table_is_looked_at(copy: Path, table: str) -> None:
    with raw(copy) as db:
        columns = [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")]
        (meeting,) = db.execute(f"SELECT meeting FROM {table}").fetchone()
    for column in columns:
        if column == "id":
            continue
        whole = copy.read_bytes()
        with raw(copy) as db:
            more = f"WHEN 'text' THEN {column} || '1' ELSE {column} + 1 END"
            other = f"CASE typeof({column}) WHEN 'null' THEN 1 {more}"
            try:
                db.execute(f"UPDATE {table} SET {column} = {other} WHERE meeting = ?", (meeting,))
            except sqlite3.IntegrityError:  # the key of another row
                db.execute(f"DELETE FROM {table} WHERE meeting = ?", (meeting,))
        assert (meeting, table) in drifted(copy), column
        assert verify(copy).sound, "the chain does not cover it"
        copy.write_bytes(whole)


def test_a_row_taken_out_and_a_row_too_many(copy: Path) -> None:
    with raw(copy) as db:
        db.execute("DELETE FROM turns WHERE meeting = 'trust-1'")
        db.execute("INSERT INTO floor_time VALUES ('trust-1', '999', 'b', 1, 1)")
    assert drifted(copy) == (("trust-1", "floor_time"), ("trust-1", "turns"))


def test_a_search_that_would_find_other_words(copy: Path) -> None:
    with raw(copy) as db:
        (number,) = db.execute("SELECT id FROM contributions WHERE message = '9002'").fetchone()
        db.execute(
            "INSERT INTO said (rowid, words, stems) VALUES (?, 'never said', 'never said')",
            (number,),
        )
    assert drifted(copy) == (("trust-1", INDEX),)


OTHER = ("UPDATE bench SET value = 'older'", "UPDATE bench SET value = ''", "DELETE FROM bench")


@pytest.mark.parametrize("note", OTHER)
def test_an_index_that_no_stemmer_of_ours_made_has_its_words_compared(
    copy: Path, note: str
) -> None:
    assert not stale(copy)
    with raw(copy) as db:
        db.execute(f"{note} WHERE key = 'stemmer'")
        db.execute("INSERT INTO said (said) VALUES ('delete-all')")
    assert stale(copy)
    assert drifted(copy) == (("trust-1", INDEX),)
    told = cochair("verify", "--db", str(copy))
    assert told.exit_code == 1 and STALE in told.stdout.splitlines()
    assert "BAD  trust-1: table said: it does not say what the events say" in told.stdout
    asyncio.run(start(copy))
    assert drifted(copy) == () and not stale(copy), "it was made anew"


@pytest.mark.parametrize("note", OTHER)
def test_an_index_of_another_stemmer_is_left_for_the_next_start(copy: Path, note: str) -> None:
    with raw(copy) as db:
        db.execute(f"{note} WHERE key = 'stemmer'")
        register(db)
        db.execute("INSERT INTO said (said) VALUES ('delete-all')")
        db.execute(
            "INSERT INTO said (rowid, words, stems)"
            " SELECT id, folded(text), 'otherwise' FROM contributions AS c"
            " JOIN texts AS t ON t.meeting = c.meeting AND t.seq = words_seq AND field = 'words'"
            " WHERE removed_at IS NULL AND text IS NOT NULL"
        )
    assert drifted(copy) == () and stale(copy)
    told = cochair("verify", "--db", str(copy))
    assert STALE in told.stdout.splitlines()
    assert "table" not in told.stdout.replace(STALE, ""), "it is said, and nothing of it is wrong"
    with raw(copy) as db:
        db.execute("UPDATE seats SET side = 'b'")
    assert {table for _, table in drifted(copy)} == {"seats"}


def test_they_are_filled_again_as_the_page_on_deployment_says(copy: Path) -> None:
    with raw(copy) as db:
        db.execute("DELETE FROM turns")
        db.execute("INSERT INTO said (said) VALUES ('delete-all')")
    assert {table for _, table in drifted(copy)} == {"turns", INDEX}
    page = (Path(__file__).parents[2] / "docs" / "deployment.md").read_text("utf-8")
    (statement,) = re.findall(r'sqlite3 cochair\.db "(UPDATE bench[^"]*)"', page)
    with raw(copy) as db:
        assert db.execute(statement).rowcount == 1

    asyncio.run(start(copy))
    assert drifted(copy) == ()
    assert verify(copy).sound
