"""The lines of one page in reading order.

Files mostly give them so; some go from left to right across both columns, and those are put right here.
What must not live here: paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.agenda.forms.pdf_lines import PdfLine

_LEAST_LINES = 8
_MIXED = 0.3
"""Of the lines: so many followed by one beside them means that the file goes across the columns."""
_FILLED = 0.5
"""Of a column's width: what is filled less is a table, which is read in rows."""


def in_reading_order(lines: Sequence[PdfLine], width: float) -> list[PdfLine]:
    """The lines as given, or column by column where they plainly went across two."""
    pairs = pairwise(lines)
    across = sum(_beside(one, following) for one, following in pairs)
    if across < _MIXED * len(lines) / 2 or len(lines) < 2 * _LEAST_LINES:
        return list(lines)
    gutter = min(
        (width * share / 100 for share in range(30, 71)),
        key=lambda x: (sum(one.left < x < one.right for one in lines), abs(x - width / 2)),
    )
    left = [one for one in lines if one.right <= gutter]
    right = [one for one in lines if one.left >= gutter]
    wide = [one for one in lines if one.left < gutter < one.right]
    if not (_is_column(left) and _is_column(right)) or len(wide) > len(left):
        return list(lines)
    ordered: list[PdfLine] = []
    above = float("-inf")
    # What goes over both columns parts the page into bands.
    for end in [*sorted(wide, key=lambda one: one.top), None]:
        below = float("inf") if end is None else end.top
        for column in (left, right):
            band = [one for one in column if above <= one.top < below]
            ordered += sorted(band, key=lambda one: (one.bottom, one.left))
        if end is not None:
            ordered.append(end)
            above = end.top
    return ordered


def _beside(one: PdfLine, other: PdfLine) -> bool:
    return abs(one.bottom - other.bottom) < one.size / 2 and other.left > one.right


def _is_column(lines: Sequence[PdfLine]) -> bool:
    if len(lines) < _LEAST_LINES:
        return False
    breadth = max(one.right for one in lines) - min(one.left for one in lines)
    return sum(one.right - one.left for one in lines) > _FILLED * breadth * len(lines)
