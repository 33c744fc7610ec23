"""Old files open: a copy is kept, the schema goes forward, the read models are filled anew."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from bot.journal.migrate import Migration, load, own_migrations, statements
from bot.journal.port import FaultKind, JournalFault
from bot.journal.sqlite import SqliteJournal, open_for_reading, open_journal
from bot.journal.verification import verify
from bot.procedure import commands as c
from bot.procedure.decide import decide
from bot.procedure.evolve import fold
from bot.procedure.refusals import Refusal
from bot.procedure.state import Status
from bot.transcript.build import build
from tests.journal.dumps import dump, raw
from tests.journal.examples import tell
from tests.journal.meetings import write_first_version

NOW = len(own_migrations())
"""The version that this program writes."""

SECOND = """
-- A read model changes; a semicolon in a comment; is no end.
ALTER TABLE meetings ADD COLUMN city TEXT NOT NULL DEFAULT ';';
CREATE TABLE later (one INTEGER) STRICT;
CREATE TRIGGER never AFTER INSERT ON later BEGIN
    DELETE FROM later WHERE one = 7;
    DELETE FROM later WHERE one = 8;
END;
"""


@pytest.fixture
def newer(tmp_path: Path) -> tuple[Migration, ...]:
    """Our migrations, and one that this version does not have."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for nth, own in enumerate(own_migrations(), start=1):
        (folder / f"{nth:04}_own.sql").write_text(own.sql, "utf-8")
    (folder / f"{len(own_migrations()) + 1:04}_later.sql").write_text(SECOND, "utf-8")
    (folder / "notes.txt").write_text("not a migration")
    return load(folder)


async def old_file(path: Path) -> None:
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    await tell(journal)
    await journal.close()


async def test_an_old_file_is_copied_and_migrated(
    tmp_path: Path, newer: tuple[Migration, ...]
) -> None:
    path = tmp_path / "cochair.db"
    await old_file(path)
    with raw(path) as db:
        before = dump(db)
        db.execute("UPDATE meetings SET turns = 99")  # to be put right by the filling anew
    journal = await open_journal(path, newer)
    assert isinstance(journal, SqliteJournal)
    records = await journal.read("trust-1")
    await journal.close()
    with raw(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (NOW + 1,)
        assert db.execute("SELECT city, turns FROM meetings").fetchall() == [(";", 1)]
        db.execute("ALTER TABLE meetings DROP COLUMN city")
        assert dump(db) == before
    kept = tmp_path / f"cochair.db.v{NOW}.bak"
    assert verify(kept).sound
    copy = await open_for_reading(kept)
    assert not isinstance(copy, JournalFault)
    assert await copy.read("trust-1") == records
    await copy.close()


async def test_a_kept_copy_is_never_overwritten(
    tmp_path: Path, newer: tuple[Migration, ...]
) -> None:
    path = tmp_path / "cochair.db"
    await old_file(path)
    (tmp_path / f"cochair.db.v{NOW}.bak").write_text("dear to somebody")
    journal = await open_journal(path, newer)
    assert isinstance(journal, SqliteJournal)
    await journal.close()
    assert (tmp_path / f"cochair.db.v{NOW}.bak").read_text() == "dear to somebody"
    assert verify(tmp_path / f"cochair.db.v{NOW}.2.bak").sound


async def test_the_older_version_refuses_the_newer_file(
    tmp_path: Path, newer: tuple[Migration, ...]
) -> None:
    path = tmp_path / "cochair.db"
    journal = await open_journal(path, newer)
    assert isinstance(journal, SqliteJournal)
    await journal.close()
    assert list(tmp_path.glob("*.bak")) == [], "a new file has nothing to copy"
    for fault in (await open_journal(path), await open_for_reading(path)):
        assert isinstance(fault, JournalFault) and fault.kind is FaultKind.NEWER


async def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    await old_file(path)
    bad = (*own_migrations(), Migration(NOW + 1, "CREATE TABLE later (one) STRICT;\n"))
    found = await open_journal(path, bad)
    assert isinstance(found, JournalFault)
    assert not list(tmp_path.glob("*.bak")), "a copy of what is there all the same"
    with raw(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (NOW,)
    assert verify(path).sound
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal), "the lock was let go of"
    await journal.close()


async def test_a_meeting_that_the_first_version_wrote_goes_on(tmp_path: Path) -> None:
    """The file is made of that version's own rows; nothing of it may be lost or refused."""
    path = tmp_path / "cochair.db"
    write_first_version(path)
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    records = await journal.read("trust-1")
    (line,) = await journal.meetings()
    await journal.close()
    assert verify(path).sound
    assert (line.turns, line.contributions, line.status) == (7, 1, Status.OPEN)
    meeting = fold(records)
    assert meeting is not None
    assert meeting.ledger.total == records[-1].at - (meeting.opened_at or 0)
    assert not isinstance(decide(meeting, c.NextItem("100"), records[-1].at), Refusal)
    assert len(build(records).turns) == line.turns


def test_scripts_are_split_where_statements_end() -> None:
    assert len(list(statements(SECOND))) == 3
    with pytest.raises(ValueError, match="middle"):
        list(statements("CREATE TABLE one (two"))


def test_a_gap_in_the_numbers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "0001_one.sql").write_text("SELECT 1;")
    (tmp_path / "0003_three.sql").write_text("SELECT 1;")
    with pytest.raises(ValueError, match="gap"):
        load(tmp_path)


def test_the_scripts_are_data_of_the_package() -> None:
    assert files("bot.journal").joinpath("migrations", "0001_start.sql").is_file()
    assert [each.number for each in own_migrations()] == list(range(1, NOW + 1))
