"""A journal's read models as comparable values, and small ways to look into a closed file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.journal.projections import READ_MODELS


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, past all our code; what is changed is committed. No foreign keys, no checks."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    try:
        yield connection
    finally:
        connection.close()


def dump(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every read model, without the internal numbers that tie the index to them."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for table in READ_MODELS:
        columns = ", ".join(
            name
            for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")
            if name != "id"
        )
        found[table] = sorted(connection.execute(f"SELECT {columns} FROM {table}"), key=repr)
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, said, instance)"
    )
    found["said"] = sorted(
        connection.execute(
            "SELECT meeting, message, term, offset FROM terms LEFT JOIN contributions ON id = doc"
        ),
        key=repr,
    )
    return found
