"""Copies of a journal that lie in its folder: backups, what an upgrade kept, what was copied by hand.

Only finding them. What must not live here: making one (`backup`, `migrate`), or taking one away.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.journal.journal_files import reader_of, real, recognize

_MEETINGS = "SELECT DISTINCT meeting FROM events"


def copies_of(path: Path) -> tuple[Path, ...]:
    """The other journals in the folder of the journal at `path` in which a meeting of its own stands,
    by name. They are told by what is in them, not by what they are called; one that cannot be read is
    counted in, since nobody can say what it holds."""
    place = real(path)
    own = _meetings(place)
    return tuple(
        each
        for each in sorted(place.parent.iterdir())
        if each.is_file()
        and real(each) != place
        and each.stat().st_size
        and recognize(each) is None
        and ((held := _meetings(each)) is None or own is None or held & own)
    )


def _meetings(path: Path) -> set[str] | None:
    """The names of the meetings in it; None where they cannot be read."""
    try:
        with closing(reader_of(path)) as reader:
            return {str(row[0]) for row in reader.execute(_MEETINGS)}
    except (sqlite3.Error, OSError):
        return None
