"""Bench notes read from a closed file, or beside the bot that writes it: for commands that only look.

What must not live here: anything that writes, or opens a journal.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.journal.journal_files import reader_of


def note_in(path: Path, key: str) -> str | None:
    """The bench note of no meeting under this key; None: there is none, or it cannot be read."""
    try:
        with closing(reader_of(path)) as reader:
            sought = "SELECT value FROM bench WHERE meeting = '' AND key = ?"
            found = reader.execute(sought, (key,)).fetchone()
    except sqlite3.Error:
        return None
    return None if found is None else str(found[0])
