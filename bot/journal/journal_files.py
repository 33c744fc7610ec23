"""The file on the disk: what it is, who may write to it, and connections to it.

Looks before it touches: a file is recognized by its first 100 bytes, read as any file is, so that
nothing is written into one that is not ours. Nothing here knows what the tables mean.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.journal.port import FaultKind
from bot.journal.sql_stems import register
from bot.private import connect

APPLICATION_ID = 0x436F4368
"""What marks a SQLite file as a journal of Cochair: "CoCh", at byte 68 of the file."""

MAGIC = b"SQLite format 3\x00"
BUSY_MS = 5_000

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; a file of such a name belongs to the one that is there."""


def real(path: str | os.PathLike[str]) -> Path:
    """Where the file is. All that belongs to it, its log, its lock and its attachments, lies beside it
    there and is named after it there, whatever a link to it is called: SQLite sees it so too. Whoever
    takes a path to a journal from outside puts it through here, once."""
    return Path(os.path.realpath(path))


def beside(path: Path, ending: str) -> Path:
    """The file that lies beside this one and is called after it."""
    return path.with_name(path.name + ending)


def recognize(path: Path) -> FaultKind | None:
    """What stands in the way of taking this file for a journal, by its first bytes alone.

    An empty file is no obstacle: it becomes a journal when it is opened to be written.
    """
    if path.is_dir():
        return FaultKind.DIRECTORY
    if not path.parent.is_dir():
        return FaultKind.NO_FOLDER
    if path.exists() and not path.is_file():
        return FaultKind.NOT_A_DATABASE  # a pipe or a device: to read it could wait for ever
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        return FaultKind.MISSING
    except OSError:
        return FaultKind.UNREADABLE
    if not head:
        return None
    if not head.startswith(MAGIC) or len(head) < 100:
        return FaultKind.NOT_A_DATABASE
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        return FaultKind.FOREIGN
    return None


def fault_of(error: sqlite3.Error) -> FaultKind:
    """Which fault SQLite's error is."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return FaultKind.DAMAGED
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return FaultKind.LOCKED
        case sqlite3.SQLITE_READONLY:
            return FaultKind.READ_ONLY
        case sqlite3.SQLITE_FULL:
            return FaultKind.FULL
        case sqlite3.SQLITE_NOTADB:
            return FaultKind.NOT_A_DATABASE
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_IOERR:
            return FaultKind.UNREADABLE
    return FaultKind.DAMAGED


@contextmanager
def schema_read() -> Iterator[None]:
    """Where SQLite reads a schema for the first time. Its word on a damaged one quotes the damage, and
    where that is no text Python raises an error that is none of sqlite3's; here it becomes one."""
    try:
        yield
    except UnicodeDecodeError:
        raise sqlite3.DatabaseError("the schema is damaged") from None


def uri(path: Path, **options: str) -> str:
    """The file as SQLite's address, with options such as mode="ro"."""
    query = "&".join(f"{key}={value}" for key, value in options.items())
    return f"{path.absolute().as_uri()}?{query}"


def connect_writer(path: Path) -> sqlite3.Connection:
    """A connection that writes, each append on the disk before it returns, nothing left behind."""
    connection = connect(path, isolation_level=None, check_same_thread=False)
    try:
        with schema_read():
            connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            _nothing_aside(connection)
            register(connection)
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def connect_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write.

    On a medium that cannot be written SQLite cannot make the files that it shares with a writer;
    where there is no log of a writer either, the file is read as one that never changes.
    """
    try:
        return checked(sqlite3.connect(uri(path, mode="ro"), uri=True, check_same_thread=False))
    except sqlite3.OperationalError as error:
        refused = fault_of(error) in (FaultKind.UNREADABLE, FaultKind.READ_ONLY)
        if not refused or log_size(path):
            raise
    return connect_still(path)


def connect_still(path: Path) -> sqlite3.Connection:
    """A connection that cannot write and leaves no file beside, for a file that nobody writes to.

    It does not notice a writer that comes later: whoever uses it must look again afterwards.
    """
    return checked(
        sqlite3.connect(uri(path, mode="ro", immutable="1"), uri=True, check_same_thread=False)
    )


def reader_of(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, and leaves no file beside one that nobody writes to."""
    return connect_still(path) if log_size(path) is None else connect_reader(path)


def may_write(path: Path) -> bool:
    """Whether the modes of the file, if it is there, and of its folder let us write.

    SQLite is not asked: in WAL mode it would open the file all the same, and leave beside it a log
    that nobody can write to.
    """
    path = real(path)
    effective = os.access in os.supports_effective_ids
    return all(
        os.access(each, os.W_OK, effective_ids=effective)
        for each in (path.parent, path)
        if each.exists()
    )


def log_size(path: Path) -> int | None:
    """The size in bytes of the write-ahead log; None if there is none, because nobody writes."""
    try:
        return beside(real(path), "-wal").stat().st_size
    except FileNotFoundError:
        return None


def checked(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection, once it has really read something."""
    try:
        with schema_read():
            connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
            _nothing_aside(connection)
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _nothing_aside(connection: sqlite3.Connection) -> None:
    """Keep what SQLite sets aside (the new file that VACUUM builds, rows being sorted, pages that a
    statement may want back) in memory. It would be written into a folder for temporary files, perhaps on
    another disk and not an encrypted one; SQLite unlinks such a file at once, but its bytes stay where
    they were. The price is memory as large as the file while an erasure writes it anew; a journal holds
    text, attachments lie elsewhere."""
    connection.execute("PRAGMA temp_store = MEMORY")


def user_version(connection: sqlite3.Connection) -> int:
    """The number of the last migration that the file has been through."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


class WriterLock:
    """That one process at a time writes to a journal, while any number read.

    It is an exclusive SQLite lock on an empty file beside the journal, "NAME.lock": it works on
    every system that SQLite works on, and ends with the process however that ends. The empty file
    stays, because taking it away would let two writers each hold a different one.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def take(cls, path: Path) -> WriterLock | FaultKind:
        """The lock of the journal at `path`, or why it is not to be had."""
        path = real(path)
        place = beside(path, ".lock")
        if not may_write(path) or place.is_dir():
            return FaultKind.READ_ONLY
        try:
            connection = connect(place, timeout=0, isolation_level=None, check_same_thread=False)
        except sqlite3.Error:
            return FaultKind.READ_ONLY
        try:
            connection.execute("PRAGMA journal_mode = MEMORY")  # no second file beside it
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            connection.close()
            return FaultKind.LOCKED if fault_of(error) is FaultKind.LOCKED else FaultKind.READ_ONLY
        return cls(connection)

    def release(self) -> None:
        """Let another process write. A second call does nothing."""
        self._connection.close()
