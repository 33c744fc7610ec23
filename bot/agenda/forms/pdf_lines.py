"""Lines on pages, as values, and what of them belongs to the page and not to the text: running heads
and feet, page numbers.

What must not live here: paragraphs (`pdf_paragraphs`), anything of a PDF library.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:page|p\.|стр\.|с\.)\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|из)\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_MARGIN = 0.12
"""Of the height of a page: where running heads and page numbers stand."""
_SHARE = 0.3
"""Of the pages: left and right pages have heads of their own, and the first has none."""
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line, in points from the upper left corner; `bottom` is where its letters stand, `size` the
    height of their boxes."""

    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """`number` counts from 0."""

    number: int
    width: float
    height: float
    lines: tuple[PdfLine, ...]


def furniture(pages: Sequence[Page]) -> set[PdfLine]:
    """The lines that stand at the edge of several pages alike, and page numbers."""
    edges = [list(_edges(page)) for page in pages]
    seen = Counter(key for edge in edges for key in {_key(line, top) for line, top in edge})
    least = max(2, _SHARE * len(pages))
    found: set[PdfLine] = set()
    for edge in edges:
        open_ends = {True, False}
        for line, top in edge:
            repeated = seen[_key(line, top)] >= least and len(line.text) <= _LONGEST
            if top in open_ends and (repeated or _PAGE_NUMBER.match(line.text)):
                found.add(line)
            elif not _beside(line, found):
                open_ends.discard(top)  # the text begins here: what is further in repeats by chance
    for page in pages:
        found |= {line for line in page.lines if _upright(line)}
    return found


def _edges(page: Page) -> Iterator[tuple[PdfLine, bool]]:
    """The lines near an edge, from the edge inwards; and whether it is the upper one."""
    top, bottom = _MARGIN * page.height, (1 - _MARGIN) * page.height
    for line in sorted(page.lines, key=lambda one: one.top):
        if line.bottom <= top:
            yield line, True
    for line in sorted(page.lines, key=lambda one: -one.bottom):
        if line.top >= bottom:
            yield line, False


def _key(line: PdfLine, top: bool) -> tuple[str, bool, int]:
    return _DIGITS.sub("#", line.text.lower()), top, round((line.top if top else line.bottom) / 6)


def _beside(line: PdfLine, found: set[PdfLine]) -> bool:
    return any(
        one.page == line.page and abs(one.bottom - line.bottom) < line.size / 2 for one in found
    )


def _upright(line: PdfLine) -> bool:
    """Set along the edge of the page, as archives print where a text comes from."""
    return len(line.text) > 5 and line.bottom - line.top > 3 * (line.right - line.left)
