"""Plain text -> blocks.

Blocks are set apart by empty lines, and the lines within one are run together. Where a text has no empty
lines, or hardly any, every line is a block: so mail programs and web pages give what is copied. Nothing
in plain text says what a block is, so each is a PARAGRAPH; and a list that stands without empty lines
is one block, since other programs count blocks the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.agenda.forms.cleaning import unveiled
from bot.agenda.forms.decoding import decoded
from bot.agenda.forms.drafts import ArticleDraft, ArticlePiece
from bot.agenda.forms.hyphens import HYPHENS, joined, words_of
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind

_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ENDS = re.compile(r"[.!?…:;][\"'»”’)\]]*$")
_SENTENCE = re.compile(r"[.!?…][\"'»”’)\]]*(?=\s|$)")
_WIDEST = 200
"""Characters: no program breaks lines wider than this, so what is longer is a paragraph by itself."""
_FULL_SHARE = 0.7

Group = list[str]


def read_text(data: bytes, declared: str | None = None) -> ArticleDraft | ReadingFault:
    """The blocks of a plain text. A fault if the bytes are no text."""
    text = decoded(data, declared)
    if text is None:
        return ReadingFault(ReadingFaultKind.NOT_TEXT)
    return ArticleDraft(tuple(ArticlePiece(block) for block in blocks_of(text)))


def blocks_of(text: str) -> list[str]:
    """The blocks of a text in their order, each on one line."""
    groups = _groups(text)
    if _a_paragraph_a_line(groups):
        return [line.strip() for group in groups for line in group]
    elsewhere = words_of(text)
    blocks: list[str] = []
    for group in groups:
        for part in _parts(group, alone=len(groups) == 1):
            blocks.append(joined([line.strip() for line in part], elsewhere))
    return blocks


def _groups(text: str) -> list[Group]:
    """What stands between empty lines; a line of nothing but unseen marks is empty."""
    groups: list[Group] = [[]]
    for raw in _BREAKS.split(text):
        # A soft hyphen that ends a line divides a word; everywhere else it shows nothing.
        divided = raw.rstrip().endswith("\u00ad")
        line = unveiled(raw).expandtabs(4).rstrip()
        if line.strip():
            groups[-1].append(line + "\u00ad" if divided else line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _a_paragraph_a_line(groups: Sequence[Group]) -> bool:
    """Whether lines, not empty lines, set the paragraphs of this text apart.

    A stray empty line or two, around a headline say, don't change that. But a text that is set in
    blocks keeps them, though its author may begin every sentence on a line of its own.
    """
    inner = [(one, next_) for group in groups for one, next_ in pairwise(group)]
    if not inner or len(groups) - 1 > len(inner) / 2:
        return False
    lines = [line for group in groups for line in group]
    if len(groups) == 1 and len(lines) > 2 and _wrapped(lines):
        return False
    if len(groups) == 1:
        return True
    several = sum(len(_SENTENCE.findall(line)) > 1 for line in lines) > len(lines) / 3
    ends = sum(len(one) > _WIDEST or bool(_ENDS.search(one)) for one, _ in inner)
    return several and ends >= 0.6 * len(inner) and not _wrapped(lines)


def _wrapped(lines: Sequence[str]) -> bool:
    """Whether the lines were broken because they were full: the next word had no room."""
    if any(len(line) > _WIDEST for line in lines):
        return False
    width = max(len(line) for line in lines)
    breaks = list(pairwise(lines))
    full = sum(
        len(line) + 1 + len(following.split()[0]) > width - 1 or line[-1] in HYPHENS
        for line, following in breaks
    )
    return full >= _FULL_SHARE * len(breaks)


def _parts(group: Group, *, alone: bool) -> list[Group]:
    """A group is one block, but for two kinds: lines so long that each is a paragraph; and the pages of
    a book without empty lines, where paragraphs show by their indentation or their short last lines."""
    if len(group) > 1 and any(len(line) > _WIDEST for line in group):
        return [[line] for line in group]
    if not alone:
        return [group]
    indented = [line.startswith("  ") for line in group]
    if 0 < sum(indented) <= len(group) / 2 and not all(indented[1:]):
        return _cut(group, lambda _before, line: line.startswith("  "))
    width = max(len(line) for line in group)

    def ended(before: str, line: str) -> bool:
        room = len(before) + 1 + len(line.split()[0]) <= 0.9 * width
        return room and bool(_ENDS.search(before)) and not line.lstrip()[0].islower()

    return _cut(group, ended)


def _cut(group: Group, between: Callable[[str, str], bool]) -> list[Group]:
    parts: list[Group] = [[]]
    for line in group:
        if parts[-1] and between(parts[-1][-1], line):
            parts.append([])
        parts[-1].append(line)
    return parts
