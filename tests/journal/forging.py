"""What somebody could do to a journal who has the file: cut it, write it anew, take a meeting out.

Also an erasure as the journal's format has it, written by hand, for tests of what only reads a file.
Nothing here is the bot's own way of doing anything.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from bot.journal.chain import genesis, row_hash
from bot.journal.codec import canonical, encode
from bot.journal.projections import rebuild
from bot.journal.sqlite import every_record
from bot.procedure.events import Event
from tests.journal.dumps import raw

COLUMNS = "meeting, seq, at, kind, version, actor, payload, prev_hash, hash"


def free(db: sqlite3.Connection) -> None:
    """Take away the triggers that keep rows from being changed, where there are any."""
    for (trigger,) in db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall():
        db.execute(f"DROP TRIGGER {trigger}")


def cut(path: Path, meeting: str, keep: int) -> None:
    """Take away everything after event `keep`; with 0 the whole meeting."""
    with raw(path) as db:
        free(db)
        for table in ("texts", "events"):
            db.execute(f"DELETE FROM {table} WHERE meeting = ? AND seq > ?", (meeting, keep))


def chain_anew(path: Path, meeting: str) -> None:
    """Compute all hashes of a meeting again, so that its chain holds whatever was changed."""
    with raw(path) as db:
        free(db)
        prev = genesis(meeting.encode())
        for name, seq, at, kind, version, actor, payload, _, _ in db.execute(
            f"SELECT {COLUMNS} FROM events WHERE meeting = ? ORDER BY seq", (meeting,)
        ).fetchall():
            own = row_hash(
                prev,
                name.encode(),
                seq,
                at,
                kind.encode(),
                version,
                None if actor is None else actor.encode(),
                payload.encode(),
            )
            db.execute(
                "UPDATE events SET prev_hash = ?, hash = ? WHERE meeting = ? AND seq = ?",
                (prev, own, meeting, seq),
            )
            prev = own


def rewrite(path: Path, meeting: str) -> None:
    """Move the meeting's first event by a millisecond, and write the chain anew from there."""
    with raw(path) as db:
        free(db)
        db.execute("UPDATE events SET at = at + 1 WHERE meeting = ? AND seq = 1", (meeting,))
    chain_anew(path, meeting)


def refill(path: Path) -> None:
    """Fill the tables to read by anew, as a careful forger would."""
    with raw(path) as db:
        rebuild(db, every_record(db))


def append_by_hand(path: Path, meeting: str, at: int, kind: str, payload: object) -> None:
    """Append an event of whatever kind to the meeting's chain."""
    with raw(path) as db:
        free(db)
        db.execute(
            f"INSERT INTO events ({COLUMNS}) SELECT ?, max(seq) + 1, ?, ?, 1, '1', ?, x'', x''"
            " FROM events WHERE meeting = ?",
            (
                meeting,
                at,
                kind,
                payload if isinstance(payload, str) else canonical(payload),
                meeting,
            ),
        )
    chain_anew(path, meeting)


def add(
    path: Path, meeting: str, event: Event, at: int, actor: str | None, seq: int | None = None
) -> None:
    """Put an event with its texts into a meeting, at its end or as event `seq`; the chain is made to
    hold and the tables to read by are filled anew, as a careful forger would."""
    encoded = encode(event)
    with raw(path) as db:
        free(db)
        db.execute("PRAGMA foreign_keys = OFF")
        last = db.execute("SELECT max(seq) FROM events WHERE meeting = ?", (meeting,)).fetchone()[0]
        place = last + 1 if seq is None else seq
        for table in ("texts", "events"):  # through the negative numbers, past each other
            db.execute(
                f"UPDATE {table} SET seq = -seq - 1 WHERE meeting = ? AND seq >= ?",
                (meeting, place),
            )
            db.execute(f"UPDATE {table} SET seq = -seq WHERE meeting = ? AND seq < 0", (meeting,))
        db.execute(
            f"INSERT INTO events ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, x'', x'')",
            (meeting, place, at, encoded.kind, encoded.version, actor, encoded.payload),
        )
        for text in encoded.texts:
            db.execute(
                "INSERT INTO texts VALUES (?, ?, ?, ?, ?, NULL)",
                (meeting, place, text.field, text.salt, text.text),
            )
    chain_anew(path, meeting)
    refill(path)


def erase_by_hand(path: Path, meeting: str, texts: Sequence[tuple[int, str]], at: int) -> None:
    """Erase texts, by seq and field, with the event that the format wants for it."""
    named = [{"field": field, "seq": seq} for seq, field in texts]
    with raw(path) as db:
        free(db)
        for seq, field in texts:
            changed = db.execute(
                "UPDATE texts SET text = NULL, salt = NULL, erased_at = ?"
                " WHERE meeting = ? AND seq = ? AND field = ?",
                (at, meeting, seq, field),
            )
            assert changed.rowcount == 1
    payload = {"because": "asked", "person": "101", "texts": named}
    assert json.loads(canonical(payload)) == payload
    append_by_hand(path, meeting, at, "TextsErased", payload)
