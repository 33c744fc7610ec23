"""Attachments as files on the disk, each under its own digest, beside the journal.

A file is whole or not there: it is written under another name first. What they are called and whose they
are stands in the journal; nothing of that is in a path. Nothing here knows a meeting.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Container
from pathlib import Path

from bot.private import create, draft_of, make_folder, wipe

_DIGEST = re.compile(r"[0-9a-f]{64}")
_DRAFT = re.compile(r"\.([0-9a-f]{64})\.[0-9]+\.part")


class FileStore:
    """A folder of files: `ab/abcdef…`, two digits of the digest and then all of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def beside(cls, database: Path) -> FileStore:
        """The store of the journal at this path, which has to be `real`: "NAME.files"."""
        return cls(database.with_name(database.name + ".files"))

    @staticmethod
    def digest(data: bytes) -> str:
        """Under what these bytes are kept: their SHA-256 in hexadecimal."""
        return hashlib.sha256(data).hexdigest()

    def put(self, data: bytes) -> str:
        """Keep these bytes; their digest. Raises OSError where the disk refuses."""
        digest = self.digest(data)
        place = self._place(digest)
        if not place.exists():
            make_folder(place.parent)
            draft = draft_of(place)
            with create(draft) as file:
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

    def sweep(self, named: Container[str]) -> None:
        """Take away every file but those of these digests, unfinished ones too; what is called otherwise
        is not ours, and stays. Tries them all, then raises OSError if one of them could not go."""
        failed: OSError | None = None
        if not os.path.lexists(self.folder):
            return
        for where, _, names in os.walk(self.folder, onerror=_raise):
            for name in names:
                match = _DIGEST.fullmatch(name) or _DRAFT.fullmatch(name)
                if match is None or match[match.lastindex or 0] in named:
                    continue
                try:
                    _take_away(Path(where, name))
                except OSError as error:
                    failed = error
        if failed is not None:
            raise failed

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


def _take_away(place: Path) -> None:
    """Remove a file. Its bytes are overwritten first."""
    try:
        wipe(place)
        place.unlink()
    except FileNotFoundError:
        return


def _raise(error: OSError) -> None:
    raise error
