"""Whether a file's tables, indexes, triggers and views are those that its migrations make, no others.

The chain covers rows. A trigger could keep what is erased, or keep an event from being written, and a
view could stand in a table's place and show other rows, with every hash as it should be. What must not
live here: what stands in the tables.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.journal.journal_files import user_version
from bot.journal.migrate import Migration, apply

STATISTICS = {
    (b"table", b"sqlite_stat1", b"sqlite_stat1", b"CREATE TABLE sqlite_stat1(tbl,idx,stat)"),
    (
        b"table",
        b"sqlite_stat4",
        b"sqlite_stat4",
        b"CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
    ),
}
"""SQLite's own notes on how to search, which ANALYZE makes. They hold keys, and nobody's words."""

Part = tuple[object, object, object, object]
"""A row of sqlite_schema: type, name, table and SQL, letter for letter. A migration that was released is
never edited, so what it makes is always written in the same way."""


class Departure(StrEnum):
    """In what a file's schema is another."""

    FOREIGN = "foreign"  # no migration makes such a thing
    MISSING = "missing"  # a migration makes it, and it is not there
    ALTERED = "altered"  # it is there, and made otherwise
    VERSION = "version"  # the whole is that of another version than the file says


@dataclass(frozen=True, slots=True)
class Departed:
    """A departure. `kind` is table, index, trigger or view, and `name` what it is called; of a version,
    `name` is the number that the file bears."""

    departure: Departure
    kind: str
    name: str


def departed(
    connection: sqlite3.Connection, migrations: tuple[Migration, ...]
) -> tuple[Departed, ...]:
    """In what the file's schema is another than its version's. Nothing for a version above ours, whose
    schema is not known here. Raises sqlite3.Error."""
    version = user_version(connection)
    if version > len(migrations):
        return ()
    found = parts(connection) - STATISTICS
    wanted = made_by(migrations[: max(version, 0)])
    if found == wanted:
        return ()
    others = (number for number in range(len(migrations) + 1) if number != version)
    if any(found == made_by(migrations[:number]) for number in others):
        return (Departed(Departure.VERSION, "version", str(version)),)
    there = {part[:2] for part in found}
    expected = {part[:2] for part in wanted}
    told = [
        Departed(what, shown(kind), shown(name))
        for what, which in (
            (Departure.FOREIGN, there - expected),
            (Departure.MISSING, expected - there),
            (Departure.ALTERED, {part[:2] for part in found ^ wanted} & there & expected),
        )
        for kind, name in which
    ]
    return tuple(sorted(told, key=lambda each: (each.departure, each.kind, each.name)))


def parts(connection: sqlite3.Connection) -> frozenset[Part]:
    """Every row of the schema, its bytes as they are."""
    factory: Callable[[bytes], object] = connection.text_factory
    connection.text_factory = bytes
    try:
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    finally:
        connection.text_factory = factory
    return frozenset((kind, name, table, sql) for kind, name, table, sql in rows)


@lru_cache
def made_by(migrations: tuple[Migration, ...]) -> frozenset[Part]:
    """The schema of a file that has been through these migrations, one after the other."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for each in migrations:
            apply(db, each)
        return parts(db)


def shown(value: object) -> str:
    """A name as a person may read it, whatever became of its bytes."""
    return value.decode(errors="backslashreplace") if isinstance(value, bytes) else str(value)
