"""The bytes of a journal's file, past SQLite: where on its pages a table's rows stand.

As https://www.sqlite.org/fileformat.html has it, of trees of indexes, which a table WITHOUT ROWID is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

LEAF, INTERIOR = 10, 2


def pages_of(path: Path, table: str) -> list[int]:
    """The numbers of the pages of a table's tree, from 1."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT pageno FROM dbstat WHERE name = ? ORDER BY pageno", (table,))
        return [page for (page,) in rows]


def cells_of(path: Path, table: str) -> Iterator[range]:
    """Where in the file the cells of a table stand: lengths, keys, values, without what overflows."""
    data = path.read_bytes()
    size = int.from_bytes(data[16:18], "big")
    usable = size - data[20]
    for page in pages_of(path, table):
        start = (page - 1) * size
        if data[start] not in (LEAF, INTERIOR):
            continue  # a page of what overflows
        leaf = data[start] == LEAF
        head = start + (8 if leaf else 12)
        for nth in range(int.from_bytes(data[start + 3 : start + 5], "big")):
            at = start + int.from_bytes(data[head + 2 * nth : head + 2 * nth + 2], "big")
            length, payload = _varint(data, at if leaf else at + 4)
            local = _local(payload, usable)
            yield range(at, length + local + (0 if local == payload else 4))


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Where the number ends, and the number."""
    value = 0
    for nth in range(9):
        byte = data[at + nth]
        if nth == 8:
            return at + 9, value << 8 | byte
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return at + nth + 1, value
    raise AssertionError


def _local(payload: int, usable: int) -> int:
    """How much of a payload stands on the page itself."""
    most = (usable - 12) * 64 // 255 - 23
    if payload <= most:
        return payload
    least = (usable - 12) * 32 // 255 - 23
    wanted = least + (payload - least) % (usable - 4)
    return wanted if wanted <= most else least
