"""The folder of attachments beside a journal, `NAME.files/`, as far as copying it goes.

A file there is called by the SHA-256 of its bytes, 64 hexadecimal digits, whatever may follow after
a dot. Its digest is proof of it, so a file that does not give its own name is never copied. Nothing
here knows who sent a file; names that are no digests are never repeated to anybody.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DIGEST_NAME = re.compile(r"([0-9a-f]{64})(?:\.[A-Za-z0-9.]{1,16})?")
CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Copied:
    """What came of copying a folder. `damaged` are the digests of files that do not give them."""

    files: int
    damaged: tuple[str, ...]


def folder_of(journal: Path) -> Path:
    """Where the attachments of the journal at this path are; the folder need not exist."""
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


def copy_folder(source: Path, target: Path) -> Copied:
    """Copy every attachment into `target`, which is made, each file on the disk when this returns.

    A file that goes away meanwhile, because it was erased, is none. Raises OSError.
    """
    target.mkdir(mode=0o700)
    files = 0
    damaged: list[str] = []
    for path in files_in(source):
        digest = digest_of(path.name)
        if digest is None:
            continue  # one that is being written at this moment, or nothing of ours
        within = target / path.relative_to(source)
        within.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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
    with source.open("rb") as old:
        made = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "wb") as new:
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
