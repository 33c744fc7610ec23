"""Numbered migrations: how a file comes to have the tables that this version expects.

The scripts stand in `migrations/`, 0001_start.sql and on; a script that a release has carried is
never edited. All that a file lacks are applied in one transaction, after a copy of an old file was
put beside it, and the read models are then filled anew.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.journal.journal_files import APPLICATION_ID, user_version
from bot.private import connect


@dataclass(frozen=True, slots=True)
class Migration:
    """One script. `number` is what the file's user_version becomes."""

    number: int
    sql: str


@cache
def own_migrations() -> tuple[Migration, ...]:
    """The migrations that this version comes with."""
    return load(files("bot.journal").joinpath("migrations"))


def load(folder: Traversable) -> tuple[Migration, ...]:
    """The scripts of a folder in order. They must be numbered from 1 without a gap."""
    found = sorted(
        (int(match[1]), each)
        for each in folder.iterdir()
        if (match := re.fullmatch(r"(\d{4})_\w+\.sql", each.name))
    )
    if [number for number, _ in found] != list(range(1, len(found) + 1)):
        raise ValueError("migrations must be numbered from 0001 without a gap")
    return tuple(Migration(number, each.read_text("utf-8")) for number, each in found)


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one, so that they can share a transaction."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if re.sub(r"--.*", "", pending).strip():
        raise ValueError("a migration ends in the middle of a statement")


def apply(connection: sqlite3.Connection, migration: Migration) -> None:
    """Run a script, in whatever transaction there is."""
    for statement in statements(migration.sql):
        connection.execute(statement)


def migrate(
    connection: sqlite3.Connection,
    path: Path,
    migrations: tuple[Migration, ...],
    refill: Callable[[sqlite3.Connection], None],
) -> Path | None:
    """Bring the file up to date; returns the copy of the old one, if there was anything to copy.

    `refill` fills the read models of an older file anew. If anything fails, nothing has changed.
    """
    version = user_version(connection)
    missing = [each for each in migrations if each.number > version]
    if not missing:
        return None
    kept = keep_copy(connection, path, version) if version else None
    connection.execute("BEGIN IMMEDIATE")
    try:
        for each in missing:
            apply(connection, each)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {missing[-1].number}")
        if version:
            refill(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite ends it by itself when a disk is full
            connection.execute("ROLLBACK")
        if kept is not None:
            kept.unlink(missing_ok=True)  # of no use beside the file that it is a copy of
        raise
    return kept


def keep_copy(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copy the file to "NAME.v1.bak" beside it (or .v1.2.bak, .v1.3.bak: none is overwritten)."""
    copy = path.with_name(f"{path.name}.v{version}.bak")
    nth = 2
    while copy.exists():
        copy = path.with_name(f"{path.name}.v{version}.{nth}.bak")
        nth += 1
    target = connect(copy)
    try:
        connection.backup(target)
    except BaseException:
        target.close()
        copy.unlink(missing_ok=True)
        raise
    target.close()
    return copy
