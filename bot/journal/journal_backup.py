"""A backup: a whole copy of a journal in one file, made while a bot writes, and proven before it counts.

The copy is of one moment. It is made beside its place under another name, verified there, and only
then takes its name, so that whoever finds a backup finds a good one. The journal is only read, and
its writer never waits. What must not live here: a sentence, or what stands in the attachments' files.
"""

from __future__ import annotations

import dataclasses
import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot import private
from bot.journal.attachment_folder import (
    Copied,
    copy_folder,
    folder_of,
    holds_only_attachments,
    lacking,
    named_in,
    sync_folder,
)
from bot.journal.journal_files import (
    BESIDE,
    beside,
    connect_reader,
    connect_still,
    fault_of,
    log_size,
    real,
    recognize,
)
from bot.journal.port import FaultKind
from bot.journal.verification import Problem, Verification, verify

PAGES = 256
"""How many pages are copied at a time, 1 MB, before SQLite is asked again."""


class Refused(StrEnum):
    """Why no backup was made. Nothing has changed in any of these, and nothing is left behind."""

    DIRECTORY = "directory"  # the target is a folder
    NO_FOLDER = "no-folder"  # the folder that the target should be in does not exist
    ITSELF = "itself"  # the target is the journal, or belongs to it
    EXISTS = "exists"  # it is there already, or its attachments' folder is, and may not be replaced
    NOT_A_FILE = "not-a-file"  # the target is a device, a pipe or the like
    IN_USE = "in-use"  # there is a log beside the target, which SQLite would take for the backup's
    NOT_OURS = "not-ours"  # the folder for attachments holds something else
    FULL = "full"  # the disk is full, or its share of it used up
    UNWRITABLE = "unwritable"  # the target's folder cannot be written, or the disk refuses
    UNSOUND = "unsound"  # the journal does not verify


@dataclass(frozen=True, slots=True)
class NoBackup:
    """That no backup was made. `why` is a FaultKind where the journal itself cannot be read; `error`
    is the system's own word, and `problem` the row that does not verify, where there is one."""

    why: Refused | FaultKind
    error: str | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: the report of its verification, and what came of the attachments."""

    path: Path
    report: Verification
    attachments: Copied


def back_up(journal: Path, target: Path, *, replace: bool = False) -> Backup | NoBackup:
    """Copy the journal to `target`, and its attachments to the folder beside that.

    `replace` lets a backup that is there be replaced, by this one or, if anything goes wrong, not at
    all. Only whoever runs this can read the copy.
    """
    journal = real(journal)
    fault = recognize(journal)
    if fault is None and not journal.stat().st_size:
        fault = FaultKind.NOT_A_DATABASE
    if fault is not None:
        return NoBackup(fault)
    try:
        refused = obstacle(journal, target, replace)
        if refused is not None:
            return NoBackup(refused)
        with drafts(target) as (draft, files):
            return _made(journal, target, draft, files, replace)
    except FileExistsError:
        return NoBackup(Refused.EXISTS)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        return NoBackup(Refused.FULL if full else Refused.UNWRITABLE, error.strerror)


def obstacle(journal: Path, target: Path, replace: bool) -> Refused | None:
    """What stands in the target's place. Raises OSError."""
    if target.is_dir():
        return Refused.DIRECTORY
    if not target.parent.is_dir():
        return Refused.NO_FOLDER
    own = [journal, *(beside(journal, end) for end in (*BESIDE, ".lock"))]
    if any(_same(target, each) for each in own):
        return Refused.ITSELF
    if target.exists() and not target.is_file():
        return Refused.NOT_A_FILE
    kept = folder_of(target)
    if not replace and any(os.path.lexists(each) for each in (target, kept)):
        return Refused.EXISTS
    if any(beside(target, end).exists() for end in BESIDE):
        return Refused.IN_USE
    if _same(kept, folder_of(journal)):
        return Refused.ITSELF
    if os.path.lexists(kept) and not (
        kept.is_dir() and not kept.is_symlink() and holds_only_attachments(kept)
    ):
        return Refused.NOT_OURS
    return None


def _same(one: Path, other: Path) -> bool:
    """Whether both are the same file, or would be if they existed."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.parent.resolve() / one.name == other.parent.resolve() / other.name


@contextmanager
def drafts(target: Path) -> Iterator[tuple[Path, Path]]:
    """Names beside the target for what is not finished; whatever still has them afterwards goes."""
    draft = private.draft_of(target)
    files = folder_of(draft)
    try:
        yield draft, files
    finally:
        for each in (draft, *(beside(draft, end) for end in BESIDE)):
            each.unlink(missing_ok=True)
        shutil.rmtree(files, ignore_errors=True)


def _made(
    journal: Path, target: Path, draft: Path, files: Path, replace: bool
) -> Backup | NoBackup:
    private.create(draft).close()
    refused = copy_database(journal, draft)
    if refused is not None:
        return refused
    report = verify(draft)
    if not report.sound:
        problem = next((each.problem for each in report.meetings if each.problem), None)
        return NoBackup(report.fault or Refused.UNSOUND, problem=problem)
    # After the rows: a file is there before the event that names it.
    copied = Copied(0, ())
    if folder_of(journal).is_dir():
        copied = copy_folder(folder_of(journal), files)
    # Of those that the copy lacks, the ones that the journal itself still names and does not have: one
    # that was erased while we copied is none.
    there = {each.digest for each, _ in lacking(draft)}
    gone = there & {each.digest for each in named_in(journal)} - set(copied.damaged)
    copied = dataclasses.replace(copied, missing=tuple(sorted(gone)))
    _put_in_place(draft, files, target, replace)
    return Backup(target, Verification(str(target), None, report.meetings), copied)


def copy_database(journal: Path, draft: Path) -> NoBackup | None:
    """Copy the database into the empty file `draft`: one file, with no log beside it, on the disk.

    Raises OSError.
    """
    before = journal.stat()
    if log_size(journal) is None:
        refused = _copied(journal, draft, connect_still)
        after = journal.stat()
        if log_size(journal) is None and before.st_mtime_ns == after.st_mtime_ns:
            return refused
        draft.unlink()
        private.create(draft).close()
    # Somebody writes, or was killed writing.
    return _copied(journal, draft, connect_reader)


def _copied(
    journal: Path, draft: Path, connect: Callable[[Path], sqlite3.Connection]
) -> NoBackup | None:
    try:
        reader = connect(journal)
    except sqlite3.Error as error:
        return NoBackup(fault_of(error))
    with closing(reader), closing(private.connect(draft, isolation_level=None)) as copy:
        try:
            # A draft that does not come to its end is thrown away, so it needs no journal of its own,
            # and is flushed once, at the end.
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            # One view of the file: without it, each of the writer's commits would begin the copy anew.
            # In WAL mode a reader's view keeps no writer waiting.
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            # Asked after each step, Python lets a signal end it.
            reader.backup(copy, pages=PAGES, progress=lambda *_: None, sleep=0.01)
            reader.rollback()
        except sqlite3.Error as error:
            return _refusal(error)
    try:
        _without_log(draft)
    except sqlite3.Error as error:
        return _refusal(error)
    private.sync(draft)
    return None


def _without_log(draft: Path) -> None:
    """Take from the copy the mark that it has a log beside it: a backup is one file."""
    with closing(private.connect(draft, isolation_level=None)) as copy:
        copy.execute("PRAGMA locking_mode = EXCLUSIVE")  # no -shm, which some disks cannot have
        copy.execute("PRAGMA journal_mode = DELETE")


def _refusal(error: sqlite3.Error) -> NoBackup:
    """What an error while copying means. SQLite does not say on which side it was."""
    code = error.sqlite_errorcode & 0xFF if hasattr(error, "sqlite_errorcode") else None
    if code == sqlite3.SQLITE_FULL:
        return NoBackup(Refused.FULL)
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
        return NoBackup(Refused.UNWRITABLE)
    return NoBackup(fault_of(error))


def _put_in_place(draft: Path, files: Path, target: Path, replace: bool) -> None:
    """Give the finished copies their names. Raises OSError; FileExistsError without leave."""
    kept, old = folder_of(target), beside(files, ".old")
    moved = False
    try:
        if replace and kept.exists():
            kept.rename(old)
        if files.exists():
            files.rename(kept)
            moved = True
        if replace:
            draft.replace(target)
        else:
            _name(draft, target)
    except BaseException:
        if moved:
            kept.rename(files)
        if old.exists():
            old.rename(kept)
        raise
    shutil.rmtree(old, ignore_errors=True)
    sync_folder(target.parent)


def _name(draft: Path, target: Path) -> None:
    """Give the draft its name if nothing has that name by now."""
    try:
        target.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # a file system without such links
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        draft.rename(target)
