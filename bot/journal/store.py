"""Attachments as files on the disk, each under its own digest, beside the journal.

A file is whole or not there: it is written under another name first. What they are called and whose they
are stands in the journal; nothing of that is in a path. Nothing here knows a meeting.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

_DIGEST = re.compile(r"[0-9a-f]{64}")


class FileStore:
    """A folder of files: `ab/abcdef…`, two digits of the digest and then all of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def beside(cls, database: Path) -> FileStore:
        """The store of the journal at this path: "NAME.files"."""
        return cls(database.with_name(database.name + ".files"))

    def put(self, data: bytes) -> str:
        """Keep these bytes; their SHA-256 in hexadecimal. Raises OSError where the disk refuses."""
        digest = hashlib.sha256(data).hexdigest()
        place = self._place(digest)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = place.with_name(f".{digest}.{os.getpid()}.part")
            with open(draft, "xb", opener=_private) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(place)
        return digest

    def get(self, digest: str) -> bytes | None:
        """The bytes with this digest; None where there are none, or others by now."""
        if not _DIGEST.fullmatch(digest):
            return None
        try:
            data = self._place(digest).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == digest else None

    def drop(self, digest: str) -> None:
        """Take the file away, if it is there. Its bytes are overwritten first, as far as the disk's own
        ways let that mean anything."""
        if not _DIGEST.fullmatch(digest):
            return
        place = self._place(digest)
        try:
            with place.open("r+b") as file:
                file.write(bytes(place.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            place.unlink()
        except FileNotFoundError:
            return

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
