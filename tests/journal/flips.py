"""One byte changed in one value of one row that the chain covers, past all our code."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from tests.journal.dumps import raw

KEYS = {"events": ("meeting", "seq"), "texts": ("meeting", "seq", "field")}
COLUMNS = {
    "events": (
        "meeting",
        "seq",
        "at",
        "kind",
        "version",
        "actor",
        "payload",
        "prev_hash",
        "hash",
    ),
    "texts": ("meeting", "seq", "field", "salt", "text", "erased_at"),
}
CELLS = [(table, column) for table, columns in COLUMNS.items() for column in columns]
INTEGERS = ("seq", "at", "version", "erased_at")
BLOBS = ("salt", "hash", "prev_hash")


@dataclass(frozen=True, slots=True)
class Flipped:
    """Which row it was, by the key that it had, and what its value is now."""

    table: str
    meeting: str
    seq: int
    new: object


def count(path: Path, table: str) -> int:
    with raw(path) as db:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def keys_of(db: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    """The keys of all rows of a table, in order."""
    keys = ", ".join(KEYS[table])
    return db.execute(f"SELECT {keys} FROM {table} ORDER BY {keys}").fetchall()


def flip_one(
    path: Path, table: str, column: str, nth: int, place: int, flip: int
) -> Flipped | None:
    """`flip_at` in the `nth` row of a file."""
    with raw(path) as db:
        keys = keys_of(db, table)
        return flip_at(db, table, column, keys[nth % len(keys)], place, flip)


def flip_at(
    db: sqlite3.Connection,
    table: str,
    column: str,
    key: tuple[object, ...],
    place: int,
    flip: int,
) -> Flipped | None:
    """Change one byte in the column of the row with this key; NULL becomes something. None where nothing
    can be: the value has no byte, or the key that it would make belongs to another row."""
    condition = " AND ".join(f"{name} = ?" for name in KEYS[table])
    kind, old = db.execute(
        f"SELECT typeof({column}) IN ('integer', 'null'), {column} FROM {table} WHERE {condition}",
        key,
    ).fetchone()
    if kind and old is not None:
        new: object = int(old) ^ (flip << 8 * (place % 6))
    elif old is None:
        new = flip if column in INTEGERS else bytes([flip])
    elif not old:
        return None
    else:
        content = old.encode() if isinstance(old, str) else bytes(old)
        at = place % len(content)
        new = content[:at] + bytes([content[at] ^ flip]) + content[at + 1 :]
    cast = "?" if column in INTEGERS + BLOBS else "CAST(? AS TEXT)"
    try:
        changed = db.execute(f"UPDATE {table} SET {column} = {cast} WHERE {condition}", (new, *key))
    except sqlite3.IntegrityError:
        return None
    assert changed.rowcount == 1
    return Flipped(table, str(key[0]), int(str(key[1])), new)
