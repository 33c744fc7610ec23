"""Opening a journal for a command, and running the command to its end.

What must not live here: what a command does with the journal.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Any, TypeVar

from bot.cli.fault_sentences import JOURNAL, journal_fault
from bot.cli.options import stop
from bot.journal.journal_files import fault_of
from bot.journal.port import (
    DamagedJournal,
    FaultKind,
    JournalFault,
    NewerJournal,
    UnwrittenJournal,
)
from bot.journal.sqlite import open_for_reading
from bot.journal.sqlite_reader import SqliteReader

T = TypeVar("T")
NO_CODES: Mapping[FaultKind, int] = {}


async def reading(path: Path) -> SqliteReader:
    """The journal at `path`, opened to read it; ends the command where it cannot be. Close it."""
    journal = await open_for_reading(path)
    if isinstance(journal, JournalFault):
        stop(journal_fault(journal, to_write=False))
    return journal


def finish(work: Coroutine[Any, Any, T], codes: Mapping[FaultKind, int] = NO_CODES) -> T:
    """Run `work` to its end. A journal that cannot be read or understood ends it with a line, and with
    its exit code in `codes`, or 1."""
    try:
        return asyncio.run(work)
    except NewerJournal as error:
        stop(
            f"meeting {error.meeting}, event {error.seq}: a newer version of Cochair wrote this; "
            "install that version to read it.",
            code=codes.get(FaultKind.NEWER, 1),
        )
    except DamagedJournal as error:
        stop(
            f"meeting {error.meeting}, event {error.seq}: this row cannot be read; "
            "`cochair verify` says more.",
            code=codes.get(FaultKind.DAMAGED, 1),
        )
    except UnwrittenJournal as error:
        stop(JOURNAL[error.kind], code=codes.get(error.kind, 1))
    except sqlite3.Error as error:
        # Without SQLite's own word, which can quote what stands in the file.
        kind = fault_of(error)
        stop(JOURNAL[kind], code=codes.get(kind, 1))
