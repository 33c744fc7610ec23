"""Whatever a file declares besides what its migrations make is named, and nothing is written then."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.journal.journal_backup import NoBackup, Refused, back_up
from bot.journal.migrate import own_migrations
from bot.journal.port import FaultKind, JournalFault
from bot.journal.schema import Departed, Departure, departed
from bot.journal.sqlite import SqliteJournal, open_for_reading, open_journal
from bot.journal.verification import verify
from tests.cli.shell import cochair
from tests.journal.dumps import raw
from tests.journal.examples import tell

STASH = """
CREATE TABLE stash (kept);
CREATE TRIGGER keep BEFORE UPDATE OF text ON texts WHEN new.text IS NULL
BEGIN INSERT INTO stash VALUES (old.text); END;
"""
IGNORE = """
CREATE TRIGGER deaf BEFORE INSERT ON texts WHEN new.text LIKE '%river%'
BEGIN SELECT RAISE(IGNORE); END;
"""
FORGED = """
DROP VIEW undertakings;
CREATE VIEW undertakings AS
SELECT meeting, 1 AS number, 'forged' AS owner, 1 AS text_seq, 0 AS due, 0 AS done FROM meetings;
"""
SHOWN = "ALTER TABLE events RENAME TO kept; CREATE VIEW events AS SELECT * FROM kept;"
LAX = """
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'STRICT, ', '') WHERE name = 'events';
"""

CHANGES: dict[str, tuple[str, list[tuple[Departure, str, str]]]] = {
    "a trigger that keeps what is erased": (
        STASH,
        [(Departure.FOREIGN, "table", "stash"), (Departure.FOREIGN, "trigger", "keep")],
    ),
    "a trigger that drops what is said": (IGNORE, [(Departure.FOREIGN, "trigger", "deaf")]),
    "a table": ("CREATE TABLE more (one)", [(Departure.FOREIGN, "table", "more")]),
    "a view in another's place": (FORGED, [(Departure.ALTERED, "view", "undertakings")]),
    "a view in a table's place": (
        SHOWN,
        [
            (Departure.ALTERED, "table", "texts"),
            (Departure.FOREIGN, "table", "kept"),
            (Departure.FOREIGN, "view", "events"),
            (Departure.MISSING, "table", "events"),
        ],
    ),
    "no index": (
        "DROP INDEX meetings_by_dialogue",
        [(Departure.MISSING, "index", "meetings_by_dialogue")],
    ),
    "no table": ("DROP TABLE reactions", [(Departure.MISSING, "table", "reactions")]),
    "laxer types": (LAX, [(Departure.ALTERED, "table", "events")]),
    "another column": (
        "ALTER TABLE turns ADD COLUMN more INTEGER",
        [(Departure.ALTERED, "table", "turns")],
    ),
    "no version": ("PRAGMA user_version = 0", [(Departure.VERSION, "version", "0")]),
    "an older version": ("PRAGMA user_version = 2", [(Departure.VERSION, "version", "2")]),
    "an impossible version": ("PRAGMA user_version = -1", [(Departure.VERSION, "version", "-1")]),
}


@pytest.fixture(scope="module")
def journal_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "cochair.db"

    async def write() -> None:
        journal = await open_journal(path)
        assert isinstance(journal, SqliteJournal)
        await tell(journal)
        await journal.close()

    asyncio.run(write())
    return path


@pytest.fixture
def copy(journal_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(journal_file, tmp_path / "cochair.db"))


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_named_and_nothing_is_written(copy: Path, change: str) -> None:
    statements, expected = CHANGES[change]
    with raw(copy) as db:
        db.executescript(statements)
    before = copy.read_bytes()
    report = verify(copy)
    found = [(each.departure, each.kind, each.name) for each in report.schema]
    assert found == sorted(expected) and not report.sound
    opened = asyncio.run(open_journal(copy))
    assert isinstance(opened, JournalFault) and opened.kind is FaultKind.SCHEMA
    assert cochair("erase", "--person", "101", "--yes", "--db", str(copy)).exit_code == 1
    told = cochair("verify", "--db", str(copy))
    assert told.exit_code == 1
    for _, kind, name in expected:
        assert f"BAD  schema: {kind} {name}: " in told.stdout
    assert cochair("head", "--db", str(copy)).exit_code == 1
    made = back_up(copy, copy.with_name("backup.db"))
    assert isinstance(made, NoBackup) and isinstance(made.why, Refused | FaultKind)
    assert copy.read_bytes() == before
    assert [each.name for each in copy.parent.iterdir()] == [copy.name]


def test_what_sqlite_itself_adds_is_not_foreign(copy: Path) -> None:
    with raw(copy) as db:
        db.execute("ANALYZE")
        assert db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'").fetchone()
        db.execute("VACUUM")
        assert departed(db, own_migrations()) == ()
    assert verify(copy).sound
    assert cochair("erase", "--person", "101", "--yes", "--db", str(copy)).exit_code == 0


@pytest.mark.parametrize("version", range(len(own_migrations()) + 1))
def test_a_file_of_any_version_has_that_versions_schema(tmp_path: Path, version: int) -> None:
    path = tmp_path / "cochair.db"
    with raw(path) as db:
        for each in own_migrations()[:version]:
            db.executescript(each.sql)
        db.execute(f"PRAGMA user_version = {version}")
        assert departed(db, own_migrations()) == ()
        db.execute("CREATE TABLE more (one)")
        assert departed(db, own_migrations()) == (Departed(Departure.FOREIGN, "table", "more"),)


def test_another_programs_tables_under_our_mark_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    with raw(path) as db:
        db.executescript("CREATE TABLE theirs (one); PRAGMA application_id = 0x436F4368;")
    before = path.read_bytes()
    opened = asyncio.run(open_journal(path))
    assert isinstance(opened, JournalFault) and opened.kind is FaultKind.SCHEMA
    assert isinstance(asyncio.run(open_for_reading(path)), JournalFault)
    told = cochair("verify", "--db", str(path))
    assert told.exit_code == 1 and "BAD  schema: table theirs: " in told.stdout
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
