"""Lines on pages -> paragraphs.

A PDF knows letters and places, no paragraphs. They show by wider gaps, by indented first lines, by short
last ones and by other letters; across a page's end only the words tell. What must not live here:
anything of a PDF library.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from bot.agenda.article import BlockKind
from bot.agenda.forms.drafts import ArticlePiece
from bot.agenda.forms.hyphens import HYPHENS, joined, words_of
from bot.agenda.forms.pdf_columns import in_reading_order
from bot.agenda.forms.pdf_lines import Page, PdfLine, furniture

_ENDS = re.compile(r"[.!?…:;][\"'»”’)\]\d]*$")
_ITEM = re.compile(r"^(?:[•▪●◦‣·■–—-]\s|\(?\d{1,2}[.)]\s|[a-zа-я]\)\s)")
_BULLET = re.compile(r"^[•▪●◦‣·■–—-]\s")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_LONGEST_HEADING = 200

Place = tuple[int, int, float]


def pieces_of(pages: Sequence[Page]) -> Iterator[ArticlePiece]:
    """The paragraphs of all pages in reading order; what belongs to the pages stands before and after
    what is on them."""
    aside = furniture(pages)
    flow: list[PdfLine] = []
    for page in pages:
        kept = [line for line in page.lines if line not in aside]
        flow += in_reading_order(kept, page.width)
    if not flow:
        return
    places: dict[PdfLine, Place] = {line: (line.page, 1, i) for i, line in enumerate(flow)}
    for line in aside:
        lower = line.top > pages[line.page].height / 2
        places[line] = (line.page, 2 if lower else 0, line.top)
    setting = _Setting(flow)
    notes = {line for line in flow if setting.is_note(line, pages[line.page].height)}
    paragraphs = [
        *setting.paragraphs([line for line in flow if line not in notes]),
        *setting.paragraphs([line for line in flow if line in notes]),
    ]
    elsewhere = words_of(" ".join(line.text for line in flow))
    found = [(places[line], ArticlePiece(_plain(line.text), BlockKind.ASIDE)) for line in aside]
    for lines in paragraphs:
        text = joined([_plain(line.text) for line in lines], elsewhere)
        found.append((places[lines[0]], ArticlePiece(text, setting.kind(lines, text))))
    yield from (piece for _, piece in sorted(found, key=lambda one: one[0]))


def title_of(pages: Sequence[Page]) -> str | None:
    """The largest lines of the first page, where they are larger than its text."""
    lines = [line for page in pages[:1] for line in page.lines]
    if not lines:
        return None
    largest = max(line.size for line in lines)
    if largest < 1.3 * _Setting(lines).body:
        return None
    return " ".join(_plain(line.text) for line in lines if line.size > 0.97 * largest)


def _plain(text: str) -> str:
    return text.translate(_LIGATURES)


class _Setting:
    """How these lines are set: what is usual in them, against which the unusual shows."""

    def __init__(self, lines: Sequence[PdfLine]) -> None:
        sizes: Counter[float] = Counter()
        bold = 0
        for line in lines:
            sizes[round(line.size * 4) / 4] += len(line.text)
            bold += len(line.text) if line.bold else 0
        self.body = sizes.most_common(1)[0][0]
        self.bold = bold * 2 > sizes.total()
        plain = [line for line in lines if abs(line.size - self.body) < 0.06 * self.body]
        steps = [
            b.bottom - a.bottom
            for a, b in pairwise(plain)
            if _below(a, b) and b.bottom - a.bottom < 3 * self.body
        ]
        self.step = median(steps) if steps else 1.2 * self.body
        if steps:
            # With a gap after each paragraph of two lines the median is a gap; the smaller ones are not.
            self.step = min(self.step, 1.15 * sorted(steps)[len(steps) // 4])
        self.edges = self._columns(lines)
        begun = [line for line in plain if self._indented(line)]
        self.indents = len(begun) >= 2 and len(begun) * 2 < len(plain)

    def _columns(self, lines: Sequence[PdfLine]) -> dict[PdfLine, tuple[float, float]]:
        """For each line, the edges of the column that it stands in."""
        by_page: dict[int, list[PdfLine]] = {}
        for line in lines:
            by_page.setdefault(line.page, []).append(line)
        found: dict[PdfLine, tuple[float, float]] = {}
        for line in lines:
            peers = [one for one in by_page[line.page] if self._shares_column(one, line)]
            rights = sorted(one.right for one in peers)
            # A line or two may stick out; where a column is set to its width, most lines reach it.
            right = max(rights[(9 * (len(rights) - 1)) // 10], line.right)
            found[line] = (min(one.left for one in peers), right)
        return found

    @staticmethod
    def _shares_column(one: PdfLine, other: PdfLine) -> bool:
        """Letters of one size, one over the other, and neither much wider than a column of the other."""
        overlap = min(one.right, other.right) - max(one.left, other.left)
        narrower = min(one.right - one.left, other.right - other.left)
        return overlap > 0.5 * narrower and 0.92 < one.size / other.size < 1.08

    def is_note(self, line: PdfLine, height: float) -> bool:
        """A footnote's line: small, in the lower part of a page."""
        return line.size < 0.9 * self.body and line.top > 0.6 * height

    def paragraphs(self, lines: Sequence[PdfLine]) -> list[list[PdfLine]]:
        found: list[list[PdfLine]] = []
        for line in lines:
            if found and not self._begins(found[-1], line):
                found[-1].append(line)
            else:
                found.append([line])
        return found

    def _begins(self, paragraph: Sequence[PdfLine], line: PdfLine) -> bool:
        before = paragraph[-1]
        if _beside(before, line):
            return line.left - before.right > 3 * line.size
        if self._dropped(paragraph[0]) and len(paragraph) == 1:
            return False
        if not 0.92 < line.size / before.size < 1.08 or _ITEM.match(line.text):
            return True
        if line.bold != before.bold and self._stands_apart(before, line):
            return True
        if _below(before, line):
            hangs = _ITEM.match(paragraph[0].text) and self._hangs(paragraph[0], line)
            return self._gap(before, line) or (not hangs and self._begins_below(before, line))
        return self._begins_elsewhere(before, line)

    def _begins_below(self, before: PdfLine, line: PdfLine) -> bool:
        if before.text[-1] in HYPHENS:
            return False
        if self._indented(line) and not self._indented(before):
            return True
        ended = bool(_ENDS.search(before.text))
        if self._indented(line) and self.indents:
            return ended
        room = self.edges[before][1] - before.right
        column = self.edges[before][1] - self.edges[before][0]
        if ended:
            return room > self._first_word(line) + 0.05 * column
        return room > 0.35 * column and not line.text[0].islower()

    def _begins_elsewhere(self, before: PdfLine, line: PdfLine) -> bool:
        """In another column, or on the next page: no gap is seen there."""
        if before.text[-1] in HYPHENS or line.text[0].islower():
            return False
        if not _ENDS.search(before.text):
            return self._indented(line)
        room = self.edges[before][1] - before.right
        return self._indented(line) or not self.indents or room > self._first_word(line)

    def _gap(self, before: PdfLine, line: PdfLine) -> bool:
        return line.bottom - before.bottom > max(1.3 * self.step, 1.25 * self._usual(line))

    @staticmethod
    def _hangs(item: PdfLine, line: PdfLine) -> bool:
        """The second line of an item stands under its words, not under its mark."""
        return 0.3 * line.size < line.left - item.left < 4 * line.size

    def _usual(self, line: PdfLine) -> float:
        """The step from line to line in letters of this size."""
        return self.step * line.size / self.body

    def _stands_apart(self, before: PdfLine, line: PdfLine) -> bool:
        """A bold line is a heading, unless the bold words merely went on over a line's end."""
        bold = before if before.bold else line
        return self.edges[bold][1] - bold.right > 0.1 * (self.edges[bold][1] - self.edges[bold][0])

    def _indented(self, line: PdfLine) -> bool:
        return 0.5 * line.size < line.left - self.edges[line][0] < 5 * line.size

    def _dropped(self, line: PdfLine) -> bool:
        return len(line.text) == 1 and line.text.isupper() and line.size > 1.6 * self.body

    @staticmethod
    def _first_word(line: PdfLine) -> float:
        words = line.text.split(None, 1)
        return (len(words[0]) + 1) * (line.right - line.left) / max(len(line.text), 1)

    def kind(self, lines: Sequence[PdfLine], text: str) -> BlockKind:
        larger = all(line.size > 1.1 * self.body for line in lines)
        bolder = not self.bold and all(line.bold for line in lines) and not text.endswith(".")
        if (larger or bolder) and len(text) <= _LONGEST_HEADING and not _BULLET.match(text):
            return BlockKind.HEADING
        return BlockKind.LIST_ITEM if _ITEM.match(text) else BlockKind.PARAGRAPH


def _below(one: PdfLine, other: PdfLine) -> bool:
    """Whether the other stands under it, in the same column."""
    overlap = min(one.right, other.right) - max(one.left, other.left)
    return one.page == other.page and other.bottom > one.bottom + 0.3 * one.size and overlap > 0


def _beside(one: PdfLine, other: PdfLine) -> bool:
    return (
        one.page == other.page
        and abs(one.bottom - other.bottom) < one.size / 3
        and other.left >= one.right
    )
