"""A zip archive that a stranger made: which parts it has, and one part of it up to a limit.

What must not live here: what the parts mean.
"""

from __future__ import annotations

import io
import zipfile
import zlib

MOST_PARTS = 5000
MOST_BYTES = 40_000_000
"""Of one part, unpacked: the text of a thousand pages with all its markup. What the archive says of its
own sizes proves nothing, so it is counted while unpacking."""
_ENCRYPTED = 0x1
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


class TooMuch(Exception):
    """An archive that would unpack to more than any text."""


class Broken(Exception):
    """No archive, or a part of it that can't be unpacked."""


class Locked(Exception):
    """A part that can only be unpacked with a password."""


class Archive:
    """Raises Broken if the bytes are no archive, and TooMuch if it has too many parts."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {info.filename: info for info in self._zip.infolist()}
        except (*_FAULTS, RuntimeError, IndexError, OverflowError) as error:
            raise Broken from error
        if len(self._parts) > MOST_PARTS:
            raise TooMuch

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def part(self, name: str) -> bytes | None:
        """The part, unpacked; None if there is none of that name."""
        info = self._parts.get(name)
        if info is None:
            return None
        if info.flag_bits & _ENCRYPTED:
            raise Locked
        try:
            with self._zip.open(info) as stream:
                data = stream.read(MOST_BYTES + 1)
        except (*_FAULTS, RuntimeError) as error:
            raise Broken from error
        if len(data) > MOST_BYTES:
            raise TooMuch
        return data
