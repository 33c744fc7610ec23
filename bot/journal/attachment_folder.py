"""The folder of attachments beside a journal, `NAME.files/`, as far as copying and proving it goes.

A file there is called by the SHA-256 of its bytes, 64 hexadecimal digits, whatever may follow after
a dot. Its digest is proof of it, so a file that does not give its own name is never copied. Nothing
here knows who sent a file; names that are no digests are never repeated to anybody.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.journal.journal_files import reader_of, real
from bot.private import create, make_folder

DIGEST_NAME = re.compile(r"([0-9a-f]{64})(?:\.[A-Za-z0-9.]{1,16})?")
CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Copied:
    """What came of copying a folder. `damaged` are the digests of files that do not give them, `missing`
    those that the journal names and of which there is no file."""

    files: int
    damaged: tuple[str, ...]
    missing: tuple[str, ...] = ()


class Lacking(StrEnum):
    """What is wrong with an attachment that the journal names."""

    MISSING = "missing"  # there is no file
    ALTERED = "altered"  # the file does not give the digest
    UNREADABLE = "unreadable"  # the file may not be read, or the disk refuses


@dataclass(frozen=True, slots=True)
class Attachment:
    """Where an attachment is named: the meeting, the seq of the event, and the digest."""

    meeting: str
    seq: int
    digest: str


def folder_of(journal: Path) -> Path:
    """Where the attachments of the journal at this path are; the folder need not exist. The path
    of a journal that is there has to be `real`."""
    return journal.with_name(journal.name + ".files")


def digest_of(name: str) -> str | None:
    """The digest that a file of this name must have; None for a file that is no attachment."""
    match = DIGEST_NAME.fullmatch(name)
    return None if match is None else match[1]


def files_in(folder: Path) -> Iterator[Path]:
    """Every file in the folder and in those within it. Links are not followed."""
    for where, _, names in os.walk(folder, onerror=_raise):
        for name in sorted(names):
            path = Path(where, name)
            if path.is_file() and not path.is_symlink():
                yield path


def holds_only_attachments(folder: Path) -> bool:
    """Whether nothing would be lost with the folder but files called by a digest."""
    return all(
        digest_of(name) is not None and not Path(where, name).is_symlink()
        for where, _, names in os.walk(folder, onerror=_raise)
        for name in names
    )


def named_in(journal: Path) -> tuple[Attachment, ...]:
    """Every attachment that the journal says was kept, and that is not erased. Raises sqlite3.Error."""
    with closing(reader_of(journal)) as reader:
        if not reader.execute("SELECT 1 FROM sqlite_schema WHERE name = 'files'").fetchone():
            return ()  # of a version that kept none
        rows = reader.execute(
            "SELECT meeting, seq, text FROM texts WHERE field = 'digest' AND text IS NOT NULL"
            " AND (meeting, seq) IN (SELECT meeting, seq FROM events WHERE kind = 'FileKept')"
            " ORDER BY meeting, seq"
        )
        return tuple(Attachment(str(meeting), seq, str(text)) for meeting, seq, text in rows)


def lacking(journal: Path) -> tuple[tuple[Attachment, Lacking], ...]:
    """What the journal names and the folder beside it does not have as it was. Raises sqlite3.Error."""
    folder, found = folder_of(real(journal)), dict[str, Lacking | None]()
    named = named_in(journal)
    places: dict[str, Path] = {}
    try:
        if named and folder.is_dir():
            places = {digest: path for path in files_in(folder) if (digest := digest_of(path.name))}
    except OSError:
        return tuple((each, Lacking.UNREADABLE) for each in named)
    for digest in {each.digest for each in named}:
        found[digest] = _wrong(places.get(digest), digest)
    wrong = [(each, what) for each in named if (what := found[each.digest]) is not None]
    # One that was erased while we looked is none.
    still = set(named_in(journal)) if wrong else set()
    return tuple((each, what) for each, what in wrong if each in still)


def _wrong(place: Path | None, digest: str) -> Lacking | None:
    if place is None:
        return Lacking.MISSING
    try:
        with place.open("rb") as file:
            given = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return Lacking.MISSING
    except OSError:
        return Lacking.UNREADABLE
    return None if given == digest else Lacking.ALTERED


def copy_folder(source: Path, target: Path) -> Copied:
    """Copy every attachment into `target`, which is made, each file on the disk when this returns.

    A file that goes away meanwhile, because it was erased, is none. Raises OSError.
    """
    make_folder(target, new=True)
    files = 0
    damaged: list[str] = []
    for path in files_in(source):
        digest = digest_of(path.name)
        if digest is None:
            continue  # one that is being written at this moment, or nothing of ours
        within = target / path.relative_to(source)
        make_folder(within.parent)
        try:
            found = _copy(path, within)
        except FileNotFoundError:
            continue
        if found == digest:
            files += 1
        else:
            within.unlink()
            damaged.append(digest)
    for where, _, _ in os.walk(target):
        sync_folder(Path(where))
    return Copied(files, tuple(damaged))


def _copy(source: Path, target: Path) -> str:
    """Copy one file; the digest of what was copied."""
    digest = hashlib.sha256()
    with source.open("rb") as old, create(target) as new:
        while chunk := old.read(CHUNK):
            digest.update(chunk)
            new.write(chunk)
        new.flush()
        os.fsync(new.fileno())
    return digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """See that the names in a folder are on the disk, where the system lets one."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # Windows opens no folder
    try:
        os.fsync(handle)
    except OSError:
        pass  # some file systems have no such thing for a folder
    finally:
        os.close(handle)


def _raise(error: OSError) -> None:
    raise error
