"""A journal's file asked by SQL: it cannot be written to, the event loop does not wait, and no query
goes beyond its time or its rows.

What must not live here: a query, what a row means.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.journal.journal_files import connect_reader
from bot.transcript.marks import one_line

WITHIN = 20.0
"""Seconds, time enough for a large file."""

MOST_ROWS = 1_000_000
"""Rows of one query, as many as a spreadsheet holds."""

STEPS = 1_000
"""So many steps of SQLite's own machine lie between two looks at the clock."""


class QueryLimitError(Exception):
    """A query took too long or found too much."""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query found; `cut` where there was more of it than was asked for."""

    columns: tuple[str, ...]
    rows: Sequence[sqlite3.Row]
    cut: bool


class ReadOnlyDatabase:
    """One connection in a thread of its own, opened by the first query. Close it."""

    def __init__(self, path: Path, *, within: float = WITHIN) -> None:
        self._path = path
        self._within = within
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="review")
        self._connection: sqlite3.Connection | None = None
        self._closing = False

    async def query(
        self, sql: str, values: Mapping[str, object], first: int | None = None
    ) -> QueryResult:
        """What the file answers, or the first so many rows of it. Raises sqlite3.DatabaseError and
        QueryLimitError."""
        loop = asyncio.get_running_loop()
        most = MOST_ROWS if first is None else first
        found = await loop.run_in_executor(self._thread, self._query, sql, values, most)
        if found.cut and first is None:
            raise QueryLimitError
        return found

    def _query(self, sql: str, values: Mapping[str, object], most: int) -> QueryResult:
        connection = self._connected()
        end = time.monotonic() + self._within
        connection.set_progress_handler(lambda: self._closing or time.monotonic() > end, STEPS)
        try:
            with closing(connection.execute(sql, values)) as cursor:
                rows = cursor.fetchmany(most + 1)
                columns = tuple(column[0] for column in cursor.description)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise QueryLimitError from None
            raise
        return QueryResult(columns, rows[:most], len(rows) > most)

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = connect_reader(self._path)
            connection.create_function("one_line", 1, one_line, deterministic=True)
            connection.row_factory = sqlite3.Row
            self._connection = connection
        return self._connection

    async def close(self) -> None:
        """End what is being asked, and let go of the file."""
        self._closing = True
        await asyncio.to_thread(self._thread.shutdown)
        if self._connection is not None:
            self._connection.close()
