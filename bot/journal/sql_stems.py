"""Stems as functions of SQL, for the index of what was said. The stems themselves are `bot.stems`."""

from __future__ import annotations

import sqlite3

from bot.stems import folded, stems


def register(connection: sqlite3.Connection) -> None:
    """Let SQL on this connection call `stems` and `folded`."""
    connection.create_function("stems", 1, stems, deterministic=True)
    connection.create_function("folded", 1, folded, deterministic=True)
