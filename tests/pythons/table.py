"""The table of what was tried, in docs/deployment.md between two markers."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.pythons.finding import ROOT
from tests.pythons.ways import WAYS

PAGE = ROOT / "docs" / "deployment.md"
BEGIN, END = "<!-- tried: pythons -->", "<!-- /tried -->"
_BETWEEN = re.compile(f"(?<={re.escape(BEGIN)}\n).*?(?={re.escape(END)})", re.DOTALL)


def drawn(results: Mapping[tuple[str, str], str]) -> str:
    """Markdown; `results` is what was run, by full version and way."""
    lines = ["| Python | installed by | what was run there |", "|---|---|---|"]
    lines += [
        f"| {version} | {WAYS[way].title} | {ran} |" for (version, way), ran in results.items()
    ]
    return "\n".join(lines) + "\n"


def written(results: Mapping[tuple[str, str], str]) -> None:
    """Put the table into the page."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_BETWEEN.sub(lambda _: drawn(results), text), encoding="utf-8")


def shown() -> list[tuple[str, str, str]]:
    """The rows of the page: full version, title of the way, what was run."""
    between = _BETWEEN.search(PAGE.read_text(encoding="utf-8"))
    assert between is not None, f"{PAGE.name} has lost its markers"
    rows = [line.strip("| ").split(" | ") for line in between[0].splitlines()[2:]]
    return [(version, way, ran) for version, way, ran in rows]
