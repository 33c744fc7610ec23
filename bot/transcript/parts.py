"""A document made to fit where files may only be so large: whole, in parts that can each be read by
themselves, packed, or, when nothing else is left, packed and cut.

Bytes in, named bytes out; nothing is written anywhere. What the transcript says is not looked at.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_READABLE = 10
"""More parts than this are no way to read a document; it is packed instead."""

_HEADING = re.compile(r"^(?=#{1,6} )", re.MULTILINE)
_PARAGRAPH = re.compile(r"(?<=\n)(?=\n)")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file can name: when an export was made is nobody's business."""


class Fitting(StrEnum):
    """What was done to a document so that it fits."""

    WHOLE = "whole"
    PARTS = "parts"
    PACKED = "packed"
    CUT = "cut"


@dataclass(frozen=True, slots=True, repr=False)
class File:
    """A file by its name. Its repr shows nothing of what is in it."""

    name: str
    data: bytes

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self.data)} bytes>"


@dataclass(frozen=True, slots=True)
class Fitted:
    """The files in their order, and how they came about. `whole` is what those of a document that was
    cut make when they are joined."""

    how: Fitting
    files: tuple[File, ...]
    whole: str


def fitted(file: File, most: int, heading: Callable[[int, int], str] | None = None) -> Fitted:
    """The file, or files that take its place, none of them larger than `most` bytes.

    `heading` says that the file is Markdown, which can be read in parts, and gives the line that each
    part begins with, from its number and how many there are. Raises ValueError where `most` leaves no
    room for anything.
    """
    if most < 1:
        raise ValueError("a file has at least one byte")
    if len(file.data) <= most:
        return Fitted(Fitting.WHOLE, (file,), file.name)
    stem, _, ending = file.name.rpartition(".")
    if heading is not None:
        parts = _readable(file.data.decode(), most, heading)
        if parts is not None:
            files = tuple(File(f"{stem}-{n}.{ending}", part) for n, part in enumerate(parts, 1))
            return Fitted(Fitting.PARTS, files, file.name)
    name = f"{stem}.zip"
    packed = _packed(file)
    if len(packed) <= most:
        return Fitted(Fitting.PACKED, (File(name, packed),), name)
    pieces = [packed[start : start + most] for start in range(0, len(packed), most)]
    files = tuple(File(f"{name}.{n:03}", piece) for n, piece in enumerate(pieces, 1))
    return Fitted(Fitting.CUT, files, name)


def batches(files: tuple[File, ...], most: int, number: int = 10) -> Iterator[tuple[File, ...]]:
    """The files in messages of at most `number`, together no larger than `most` bytes where each of
    them is not."""
    batch: list[File] = []
    size = 0
    for file in files:
        if batch and (len(batch) == number or size + len(file.data) > most):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(file)
        size += len(file.data)
    if batch:
        yield tuple(batch)


def _packed(file: File) -> bytes:
    stream = io.BytesIO()
    entry = zipfile.ZipInfo(file.name, _EPOCH)
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(entry, file.data, zipfile.ZIP_DEFLATED, 9)
    return stream.getvalue()


def _readable(text: str, most: int, heading: Callable[[int, int], str]) -> list[bytes] | None:
    """Parts cut before headings, where they can be, else between paragraphs, each under a heading of
    its own; None where that would be too many, or a paragraph is too long for a part."""
    room = most - len(f"{heading(MOST_READABLE, MOST_READABLE)}\n\n".encode())
    bodies: list[str] = []
    size = 0
    for block in _blocks(text, room):
        length = len(block.encode())
        if length > room:
            return None
        if bodies and size + length <= room:
            bodies[-1] += block
            size += length
        else:
            bodies.append(block)
            size = length
    if len(bodies) > MOST_READABLE:
        return None
    return [f"{heading(n, len(bodies))}\n\n{body}".encode() for n, body in enumerate(bodies, 1)]


def _blocks(text: str, room: int) -> Iterator[str]:
    """The text in pieces that may stand in different parts; joined they are the text again."""
    for section in _HEADING.split(text):
        if len(section.encode()) <= room:
            yield section
        else:
            yield from _PARAGRAPH.split(section)
