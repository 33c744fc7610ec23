"""Whether the tables to read by say what the events say: fill them anew in memory, and compare.

The chain covers events and texts only, so a search or a floor time could be falsified with the chain
whole. What must not live here: proof of the chain itself (`verify`, which trusts none of these tables).
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

from bot.journal.journal_files import reader_of, user_version
from bot.journal.migrate import own_migrations
from bot.journal.port import DamagedJournal, NewerJournal
from bot.journal.projections import READ_MODELS, rebuild
from bot.journal.sqlite import every_record
from bot.stems import VERSION

INDEX = "said"
"""The search index."""

Rows = Counter[tuple[object, ...]]


def drifted(path: Path) -> tuple[tuple[str, str], ...]:
    """Which tables say something else of which meetings: pairs of meeting and table, in order.

    The file is only read; it is copied into memory. Of an index that is `stale` the stems are left out.
    Nothing is compared in a file of an older version,
    which is brought up to date when it is opened to be written, nor where an event cannot be read.
    Raises sqlite3.Error.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        with closing(reader_of(path)) as reader:
            if user_version(reader) != len(own_migrations()):
                return ()
            reader.backup(copy)
        whole = made_by(copy) == VERSION
        tables = (*READ_MODELS, INDEX)
        found = {table: rows_of(copy, table, whole) for table in tables}
        try:
            rebuild(copy, every_record(copy))
        except (NewerJournal, DamagedJournal):
            return ()
        return tuple(
            sorted(
                {
                    (str(row[0]), table)
                    for table in tables
                    for row in _differing(found[table], rows_of(copy, table, whole))
                }
            )
        )


def stale(path: Path) -> bool:
    """Whether the search index was made by another stemmer than ours, or does not say by which: then its
    words can be compared, and its stems cannot. It is made anew when the file is opened to be written.
    Raises sqlite3.Error."""
    with closing(reader_of(path)) as reader:
        return user_version(reader) == len(own_migrations()) and made_by(reader) != VERSION


def made_by(db: sqlite3.Connection) -> object:
    """What the file says of the stemmer that its index was made by; None where it says nothing."""
    found = db.execute("SELECT value FROM bench WHERE meeting = '' AND key = 'stemmer'").fetchone()
    return None if found is None else found[0]


def _differing(one: Rows, other: Rows) -> Rows:
    return (one - other) + (other - one)


def rows_of(db: sqlite3.Connection, table: str, whole: bool = True) -> Rows:
    """The rows of a table, the meeting first, without the numbers that tie the index to a row; of the
    index, where not the whole is asked for, words and no stems."""
    if table == INDEX:
        db.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, said, instance)"
        )
        return Counter(
            db.execute(
                "SELECT coalesce(meeting, ''), message, term, col, offset FROM terms"
                " LEFT JOIN contributions ON id = doc WHERE ? OR col = 'words'",
                (whole,),
            )
        )
    names = [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})") if name != "id"]
    columns = ", ".join(["meeting", *(name for name in names if name != "meeting")])
    return Counter(db.execute(f"SELECT {columns} FROM {table}"))
