"""The journal in a SQLite file, through aiosqlite: opening one, and writing to it.

One connection writes, one transaction at a time, each on the disk when it returns; another reads.
What is only asked of a journal stands in `reading`, what the file must be in `files`, and how erased
words leave it in `erasing`.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from bot.journal.chain import genesis, row_hash
from bot.journal.codec import Encoded, encode, settled
from bot.journal.erasing import Eraser
from bot.journal.file_store import FileStore
from bot.journal.journal_files import (
    WriterLock,
    connect_reader,
    connect_writer,
    fault_of,
    reader_of,
    real,
    recognize,
    user_version,
)
from bot.journal.migrate import Migration, migrate, own_migrations
from bot.journal.modes import close_to_others
from bot.journal.port import (
    PATIENCE,
    FaultKind,
    JournalFault,
    Known,
    Stale,
    Unfinished,
    UnwrittenJournal,
)
from bot.journal.projections import project, rebuild
from bot.journal.schema import departed
from bot.journal.sqlite_reader import EVENTS_OF, TEXTS_OF, SqliteReader, Values, records
from bot.procedure.contributions.contribution_events import message_of
from bot.procedure.events import Event, Recorded, TextsErased
from bot.procedure.values import Instant, MeetingId, PersonId
from bot.stems import VERSION

T = TypeVar("T")

# At DEBUG aiosqlite logs every statement with its values, which are what people said.
logging.getLogger("aiosqlite").setLevel(logging.WARNING)


async def open_journal(
    path: str | PathLike[str], migrations: tuple[Migration, ...] | None = None
) -> SqliteJournal | JournalFault:
    """Open the journal at `path` to write to it; an absent or empty file becomes a new one.

    An older file is copied and migrated first, and one that others may read is closed to them. A fault
    leaves what is in the file as it was.
    """
    where = real(path)
    fault = recognize(where)
    if fault is not None and fault is not FaultKind.MISSING:
        return JournalFault(fault, str(path))
    wanted = own_migrations() if migrations is None else migrations
    # Before the lock, which would leave a file beside one that is not to be opened at all.
    fault = None if fault is FaultKind.MISSING else unfit(where, wanted)
    if fault is not None:
        return JournalFault(fault, str(path))
    lock = WriterLock.take(where)
    if isinstance(lock, FaultKind):
        return JournalFault(lock, str(path))
    try:
        close_to_others(where)
        prepared = prepare(where, wanted)
    except BaseException:
        lock.release()
        raise
    if isinstance(prepared, FaultKind):
        lock.release()
        return JournalFault(prepared, str(path))
    writer = await aiosqlite.Connection(lambda: prepared, iter_chunk_size=64)
    reader = await aiosqlite.Connection(lambda: connect_reader(where), iter_chunk_size=64)
    return SqliteJournal(writer, reader, lock, FileStore.beside(where))


def prepare(path: Path, migrations: tuple[Migration, ...]) -> sqlite3.Connection | FaultKind:
    """A connection to a file that is up to date and can be written."""
    try:
        connection = connect_writer(path)
    except sqlite3.Error as error:
        return fault_of(error)
    try:
        migrate(connection, path, migrations, lambda db: rebuild(db, every_record(db)))
        index_anew(connection)
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        if mode != "wal":
            connection.close()
            return FaultKind.READ_ONLY
        # Nothing less than a write shows that the disk lets us.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        connection.close()
        return fault_of(error)
    except BaseException:
        connection.close()
        raise
    return connection


def unfit(path: Path, migrations: tuple[Migration, ...]) -> FaultKind | None:
    """Why a journal, as by its first bytes it is, cannot be written; told without writing anything."""
    if not path.stat().st_size:
        return None
    try:
        with closing(reader_of(path)) as reader:
            if user_version(reader) > len(migrations):
                return FaultKind.NEWER
            # What is declared there could do something with every row that is written or erased.
            return FaultKind.SCHEMA if departed(reader, migrations) else None
    except sqlite3.Error as error:
        return fault_of(error)


def index_anew(connection: sqlite3.Connection) -> None:
    """Fill the read models again unless the file says that our stemmer made the index: what would be
    taken out of it is else not what was put in."""
    found = connection.execute("SELECT value FROM bench WHERE meeting = '' AND key = 'stemmer'")
    if found.fetchone() == (VERSION,):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        rebuild(connection, every_record(connection))
        connection.execute("DELETE FROM bench WHERE meeting = '' AND key = 'stemmer'")
        connection.execute("INSERT INTO bench VALUES ('', 'stemmer', ?)", (VERSION,))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def seen_version(path: Path, migrations: tuple[Migration, ...]) -> FaultKind | None:
    """Whether the file's version is this program's own, told without writing anything."""
    connection = reader_of(path)
    try:
        version = user_version(connection)
    finally:
        connection.close()
    if version == len(migrations):
        return None
    return FaultKind.NEWER if version > len(migrations) else FaultKind.OLDER


def every_record(connection: sqlite3.Connection) -> Iterator[Recorded]:
    """All events of all meetings, one meeting after the other."""
    meetings = connection.execute("SELECT DISTINCT meeting FROM events ORDER BY meeting").fetchall()
    for (meeting,) in meetings:
        yield from records(
            meeting,
            connection.execute(EVENTS_OF, (meeting,)).fetchall(),
            connection.execute(TEXTS_OF, (meeting,)).fetchall(),
        )


async def open_for_reading(path: str | PathLike[str]) -> SqliteReader | JournalFault:
    """Open the journal at `path` to read it, also while a bot writes to it."""
    where = real(path)
    fault = recognize(where)
    if fault is None and not where.stat().st_size:
        fault = FaultKind.NOT_A_DATABASE
    if fault is None:
        try:
            fault = seen_version(where, own_migrations())
        except sqlite3.Error as error:
            fault = fault_of(error)
    if fault is not None:
        return JournalFault(fault, str(path))
    return SqliteReader(
        await aiosqlite.Connection(lambda: connect_reader(where), iter_chunk_size=64),
        FileStore.beside(where),
    )


class SqliteJournal(SqliteReader):
    """A journal that this process alone writes to. Close it: its thread outlives its last user."""

    def __init__(
        self,
        writer: aiosqlite.Connection,
        reader: aiosqlite.Connection,
        lock: WriterLock,
        store: FileStore,
    ) -> None:
        super().__init__(reader, store)  # so that nobody reads what is not committed yet
        self._writer = writer
        self._file_lock = lock
        self._turn = asyncio.Lock()
        self.eraser = Eraser(writer, store, self._turn)
        self._under_way: set[asyncio.Task[Any]] = set()

    async def append(
        self,
        meeting: MeetingId,
        expected: int,
        at: Instant,
        actor: PersonId | None,
        events: Sequence[Event],
    ) -> tuple[Recorded, ...] | Stale | Known:
        """See `Journal.append`."""
        encoded = [encode(event) for event in events]
        recorded = tuple(
            Recorded(meeting, expected + nth, at, actor, settled(each))
            for nth, each in enumerate(encoded, start=1)
        )
        written = await self._write(lambda: self._append(meeting, expected, recorded, encoded))
        if not isinstance(written, Stale | Known):
            self.eraser.named(events)
            if any(isinstance(event, TextsErased) for event in events):
                await self.eraser.soon()
        return written

    async def keep_file(self, data: bytes) -> str:
        """See `Journal.keep_file`."""
        return await self.eraser.keep(data)

    async def let_file_go(self, digest: str) -> None:
        """See `Journal.let_file_go`."""
        await self.eraser.let_go(digest)

    async def _append(
        self,
        meeting: MeetingId,
        expected: int,
        recorded: tuple[Recorded, ...],
        encoded: Sequence[Encoded],
    ) -> tuple[Recorded, ...] | Stale | Known:
        found, prev = await self._head(meeting)
        if found != expected:
            return Stale(meeting, expected, found)
        for record in recorded:
            message = message_of(record.event)
            if message is not None and await self._heard(meeting, message):
                return Known(meeting, message)
        for record, each in zip(recorded, encoded, strict=True):
            prev = await self._insert(record, each, prev)
            if isinstance(record.event, TextsErased):
                await self.eraser.erase(meeting, record.at, record.event.texts)
            for sql, values in project(record):
                await self._run(sql, values)
        return recorded

    async def _head(self, meeting: MeetingId) -> tuple[int, bytes]:
        """The meeting's last seq, and the hash that the next event holds on to."""
        rows = await self._writer.execute_fetchall(
            "SELECT seq, hash FROM events WHERE meeting = ? ORDER BY seq DESC LIMIT 1", (meeting,)
        )
        row = next(iter(rows), None)
        return (0, genesis(meeting.encode())) if row is None else (int(row[0]), bytes(row[1]))

    async def _heard(self, meeting: MeetingId, message: str) -> bool:
        rows = await self._writer.execute_fetchall(
            "SELECT 1 FROM heard_messages WHERE meeting = ? AND message = ?", (meeting, message)
        )
        return any(True for _ in rows)

    async def _insert(self, record: Recorded, encoded: Encoded, prev: bytes) -> bytes:
        own = row_hash(
            prev,
            record.meeting.encode(),
            record.seq,
            record.at,
            encoded.kind.encode(),
            encoded.version,
            None if record.actor is None else record.actor.encode(),
            encoded.payload.encode(),
        )
        await self._run(
            "INSERT INTO events (meeting, seq, at, kind, version, actor, payload, prev_hash, hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.meeting,
                record.seq,
                record.at,
                encoded.kind,
                encoded.version,
                record.actor,
                encoded.payload,
                prev,
                own,
            ),
        )
        for text in encoded.texts:
            await self._run(
                "INSERT INTO texts (meeting, seq, field, salt, text) VALUES (?, ?, ?, ?, ?)",
                (record.meeting, record.seq, text.field, text.salt, text.text),
            )
        return own

    async def set_note(self, meeting: MeetingId, key: str, value: str | None) -> None:
        """See `Journal.set_note`."""
        await self._write(lambda: self._set_note(meeting, key, value))

    async def _set_note(self, meeting: MeetingId, key: str, value: str | None) -> None:
        await self._run("DELETE FROM bench WHERE meeting = ? AND key = ?", (meeting, key))
        if value is not None:
            await self._run(
                "INSERT INTO bench (meeting, key, value) VALUES (?, ?, ?)", (meeting, key, value)
            )

    async def beat(self, at: Instant) -> None:
        """See `Journal.beat`."""
        await self._write(
            lambda: self._run(
                "INSERT INTO beat (one, at) VALUES (1, ?)"
                " ON CONFLICT DO UPDATE SET at = excluded.at",
                (at,),
            )
        )

    async def scrub(self, patience: float = PATIENCE) -> Unfinished | None:
        """See `Journal.scrub`."""
        return await self.eraser.scrub(patience)

    async def close(self) -> None:
        """Finish what is under way and let go of the file. A second call does nothing."""
        while self._under_way:
            await asyncio.wait(self._under_way)
        await super().close()
        await self._writer.close()
        self._file_lock.release()

    async def _run(self, sql: str, values: Values = ()) -> int:
        """Run a statement on the writing connection; how many rows it touched."""
        cursor = await self._writer.execute(sql, values)
        return cursor.rowcount

    async def _write(self, work: Callable[[], Awaitable[T]]) -> T:
        """Run `work` in a transaction of its own, to its end even if our caller is cancelled.

        A transaction that was left half done would belong to whoever writes next.
        """
        task = asyncio.create_task(self._transaction(work))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return await asyncio.shield(task)

    async def _transaction(self, work: Callable[[], Awaitable[T]]) -> T:
        async with self._turn:
            try:
                return await self._committed(work)
            except sqlite3.Error as error:
                fault = fault_of(error)
                if fault is FaultKind.DAMAGED:
                    raise  # a bug of ours, or a file that nobody should write to any more
                raise UnwrittenJournal(fault) from error

    async def _committed(self, work: Callable[[], Awaitable[T]]) -> T:
        await self._run("BEGIN IMMEDIATE")
        try:
            result = await work()
            await self._run("COMMIT")
        except BaseException:
            if self._writer.in_transaction:  # SQLite ends it by itself when a disk is full
                await self._run("ROLLBACK")
            raise
        return result
