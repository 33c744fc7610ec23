"""What has to happen to the files so that erased words are gone from every byte of them, and not from a
table alone: the search index, the write-ahead log, free pages, attachments.

That this is still to be done stands in the journal, written with the erasure itself, so that whatever
gets in between (somebody who reads, a full disk, the end of the process), a later `scrub` takes it up.
What must not live here: who may erase what.
"""

from __future__ import annotations

import asyncio
import errno
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence

import aiosqlite

from bot.journal.file_store import FileStore
from bot.journal.journal_files import BUSY_MS
from bot.journal.port import PATIENCE, FaultKind, Unfinished, UnwrittenJournal
from bot.journal.projections_talk import UNSAY_AT
from bot.procedure.events import Event, FileKept, TextAt
from bot.procedure.values import Instant, MeetingId

NOTE = "scrub"
"""The bench note, of no meeting, that says what is still to be done: one of the two below."""
FILE, LOG = "file", "log"
"""Write the file anew and empty the log; or, the file being done, the log alone."""

FIRST_NAP, LONGEST_NAP = 0.05, 0.5
"""Seconds between two tries at emptying a log that somebody reads."""


class Eraser:
    """Erases, for the one connection that writes. `turn` keeps others from writing in between."""

    def __init__(self, writer: aiosqlite.Connection, store: FileStore, turn: asyncio.Lock) -> None:
        self.writer = writer
        self.sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
        self._store = store
        self._turn = turn
        self._storing = asyncio.Lock()
        self._coming: Counter[str] = Counter()
        """Digests of files that were stored, and that no event names yet; how often each was."""

    # Attachments ---------------------------------------------------------------------------------

    async def keep(self, data: bytes) -> str:
        """Store a file that an event is about to name; its digest."""
        digest = self._store.digest(data)
        # Before it is there, so that no erasure can take it for one that nobody names any more.
        self._coming[digest] += 1
        try:
            async with self._storing:
                return await asyncio.to_thread(self._store.put, data)
        except OSError as error:
            self._come(digest)
            full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
            raise UnwrittenJournal(FaultKind.FULL if full else FaultKind.UNREADABLE) from error

    def named(self, events: Iterable[Event]) -> None:
        """These events are written: the files that they name are as safe as the events are."""
        for event in events:
            if isinstance(event, FileKept) and event.digest.text is not None:
                self._come(event.digest.text)

    async def let_go(self, digest: str) -> None:
        """No event will name this file, which was stored for one."""
        self._come(digest)
        async with self._turn:
            try:
                await self._sweep()
            except OSError:
                if await self._owed() is None:
                    await self._owe(LOG)

    def _come(self, digest: str) -> None:
        self._coming.subtract({digest: 1})
        if self._coming[digest] <= 0:
            del self._coming[digest]

    async def _sweep(self) -> None:
        """Take away every file that no text names, one that a killed process left included. Raises
        OSError."""
        rows = await self.writer.execute_fetchall(
            "SELECT text FROM texts WHERE field = 'digest' AND text IS NOT NULL"
        )
        named = {str(row[0]) for row in rows} | self._coming.keys()
        async with self._storing:
            await asyncio.to_thread(self._store.sweep, named)

    # Words ---------------------------------------------------------------------------------------

    async def erase(self, meeting: MeetingId, at: Instant, texts: Sequence[TextAt]) -> None:
        """Take these texts and their salts out, and their words out of the index; within the
        transaction of the event that says so."""
        for text in texts:
            if text.field == "words":
                await self.writer.execute(UNSAY_AT, (meeting, text.seq))
            await self.writer.execute(
                "UPDATE texts SET text = NULL, salt = NULL, erased_at = ?"
                " WHERE meeting = ? AND seq = ? AND field = ? AND text IS NOT NULL",
                (at, meeting, text.seq, text.field),
            )
        # A deletion alone leaves the words in older segments of the index.
        await self.writer.execute("INSERT INTO said (said) VALUES ('optimize')")
        await self._owe(FILE)

    async def soon(self) -> None:
        """What can be done at once after an erasure, with nobody waiting. The erasure is written by now,
        so nothing here may fail it: what cannot be done is left for `scrub`."""
        try:
            async with self._turn:
                await self._empty_log()
                await self._sweep()
        except (sqlite3.Error, OSError):
            return

    async def scrub(self, patience: float = PATIENCE) -> Unfinished | None:
        """See `Journal.scrub`."""
        slept, nap = 0.0, FIRST_NAP
        while True:
            left = await self._try()
            if left is not Unfinished.IN_USE or slept >= patience:
                return left
            await self.sleep(nap)  # others may write meanwhile
            slept, nap = slept + nap, min(2 * nap, LONGEST_NAP)

    async def _try(self) -> Unfinished | None:
        async with self._turn:
            owed = await self._owed()
            if owed is None:
                return None
            try:
                if owed == FILE:
                    await self._empty_log()
                    await self.vacuum()
                    await self._owe(LOG)
                if not await self._empty_log():
                    return Unfinished.IN_USE
                await self._sweep()
            except sqlite3.Error as error:
                return unfinished(error)
            except OSError:
                return Unfinished.UNWRITABLE
            await self._owe(None)
            return None

    async def vacuum(self) -> None:
        """Write the file anew, without its free pages and what balancing left between cells. If that
        fails, the file is what it was."""
        # Fetched, as in `_empty_log`, because VACUUM bears no open statement.
        await self.writer.execute_fetchall("VACUUM")

    async def _empty_log(self) -> bool:
        """Let the file alone hold everything, and the write-ahead log nothing. False where somebody
        still reads what stands in the log: SQLite then answers so, and fails nothing."""
        # Nobody's writing should wait for somebody's reading.
        await self.writer.execute_fetchall("PRAGMA busy_timeout = 0")
        try:
            rows = await self.writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            await self.writer.execute_fetchall(f"PRAGMA busy_timeout = {BUSY_MS}")
        return all(busy == 0 for busy, *_ in rows)

    async def _owed(self) -> str | None:
        rows = await self.writer.execute_fetchall(
            "SELECT value FROM bench WHERE meeting = '' AND key = ?", (NOTE,)
        )
        return next((str(row[0]) for row in rows), None)

    async def _owe(self, what: str | None) -> None:
        if what is None:
            await self.writer.execute("DELETE FROM bench WHERE meeting = '' AND key = ?", (NOTE,))
            return
        await self.writer.execute(
            "INSERT INTO bench (meeting, key, value) VALUES ('', ?, ?)"
            " ON CONFLICT DO UPDATE SET value = excluded.value",
            (NOTE, what),
        )


def unfinished(error: sqlite3.Error) -> Unfinished:
    """Why SQLite could not finish. Raises the error again where it is of no kind that passes."""
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Unfinished.IN_USE
        case sqlite3.SQLITE_FULL:
            return Unfinished.FULL
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY:
            return Unfinished.UNWRITABLE
    raise error
