"""Files and folders for their owner alone: all that Cochair writes to a disk is made here.

Whatever the umask, a file has the mode 0600 before its first byte is in it, and a folder 0700; what
SQLite puts beside a database takes that file's mode. Windows has no such modes: who may read a file
follows there from the folder that it lies in. What must not live here: what is in a file, or a word
about it.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

FILE, FOLDER = 0o600, 0o700
OTHERS = stat.S_IRWXG | stat.S_IRWXO

MODES = os.name == "posix"
"""Whether this system has such modes."""


def create(path: Path) -> BinaryIO:
    """A new file, open to be written. Raises OSError; FileExistsError where there is something."""
    return open(path, "xb", opener=_create)


def _create(path: str, flags: int) -> int:
    handle = os.open(path, flags, FILE)
    if MODES:
        # A umask can also have taken something from its owner. Some file systems know no modes.
        with contextlib.suppress(OSError):
            os.fchmod(handle, FILE)
    return handle


def write(path: Path, content: bytes, *, replace: bool = False) -> None:
    """A file with this content: all of it or nothing, so that a reader never finds half of it.

    With `replace` it is made under another name, and takes the place of what is there in one step.
    Raises OSError; FileExistsError where there is something that may not be replaced.
    """
    draft = draft_of(path) if replace else path
    with create(draft) as file:
        try:
            file.write(content)
            file.flush()
        except OSError:
            draft.unlink(missing_ok=True)
            raise
    if replace:
        draft.replace(path)


def draft_of(path: Path) -> Path:
    """What a file is called beside its place until it is finished."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def make_folder(path: Path, *, new: bool = False) -> None:
    """This folder and those above it, as far as they are not there yet; with `new` it may not be there.
    Raises OSError."""
    if path.is_dir() and not new:
        return
    make_folder(path.parent)
    try:
        path.mkdir(FOLDER)
    except FileExistsError:
        if new or not path.is_dir():
            raise
    else:
        path.chmod(FOLDER)


def connect(path: Path, **options: Any) -> sqlite3.Connection:
    """A connection of SQLite's that may write; a database that is not there is made.

    `options` are those of `sqlite3.connect`. Raises sqlite3.Error.
    """
    # What is there is not opened: to close it would let go of the locks that we have on it. And what
    # cannot be made SQLite cannot make either, and says why.
    with contextlib.suppress(OSError):
        create(path).close()
    made: sqlite3.Connection = sqlite3.connect(path.absolute(), **options)
    return made


def wipe(path: Path) -> None:
    """Write zeros over the bytes of a file, as far as the disk's own ways let that mean anything. Raises
    OSError."""
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


def sync(path: Path) -> None:
    """See that a file is on the disk. Raises OSError."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_to_others(path: Path) -> bool:
    """Whether anybody but its owner may read, write or enter it, if it is there. A link has no mode."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return MODES and not stat.S_ISLNK(mode) and bool(mode & OTHERS)


def tighten(path: Path) -> None:
    """Take from everybody but its owner what they may do with a file or folder. What is not ours to
    change stays as it is."""
    if open_to_others(path):
        with contextlib.suppress(OSError):
            path.chmod(stat.S_IMODE(path.lstat().st_mode) & ~OTHERS)


def within(folder: Path) -> Iterator[Path]:
    """A folder and everything in it; nothing if it is a link or cannot be read."""
    if folder.is_symlink():
        return
    for where, _, names in os.walk(folder):
        yield Path(where)
        yield from (Path(where, name) for name in names)
