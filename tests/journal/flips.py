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


def flip_one(
    path: Path, table: str, column: str, nth: int, place: int, flip: int
) -> Flipped | None:
    """Change one byte in the `nth` row's column; NULL becomes something. None where nothing can be:
    the value has no byte, or the key that it would make belongs to another row."""
    keys = KEYS[table]
    with raw(path) as db:
        rows = db.execute(
            f"SELECT {', '.join(keys)}, typeof({column}), CAST({column} AS BLOB) FROM {table}"
        ).fetchall()
        *where, kind, old = rows[nth % len(rows)]
        if kind == "integer":
            new: object = int(old) ^ (flip << 8 * (place % 6))
        elif kind == "null":
            new = flip if column in INTEGERS else bytes([flip])
        elif not old:
            return None
        else:
            at = place % len(old)
            new = old[:at] + bytes([old[at] ^ flip]) + old[at + 1 :]
        cast = "?" if column in INTEGERS + BLOBS else "CAST(? AS TEXT)"
        condition = " AND ".join(f"{name} = ?" for name in keys)
        try:
            changed = db.execute(
                f"UPDATE {table} SET {column} = {cast} WHERE {condition}", (new, *where)
            )
        except sqlite3.IntegrityError:
            return None
        assert changed.rowcount == 1
    return Flipped(table, str(where[0]), int(where[1]), new)
