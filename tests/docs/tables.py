"""Reading the tables of the documents, for tests that hold them to the code."""

from __future__ import annotations

from pathlib import Path

from tests.docs.draw import ROOT

CALLS_PAGE = ROOT / "docs" / "discord-calls.md"


def table(path: Path, first: str, *, with_head: bool = False) -> list[list[str]]:
    """The cells of every row of the tables whose first column is headed so."""
    rows: list[list[str]] = []
    inside = False
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.strip().startswith("|"):
            inside = False
        elif cells[0] == first:
            inside = True
            if with_head:
                rows.append(cells)
        elif inside and not set(cells[0]) <= set("-: "):
            rows.append(cells)
    return rows
