"""Characters that show nothing or turn the reading direction, and how a page makes them seen.

A right-to-left override can make a sentence read as another one, and a zero-width space can hide in a
name. In Markdown and in small texts such a mark is printed as its number, ⟨U+202E⟩; the HTML page keeps
the mark itself, shut in a box of its own that shows the number (see `html`). The joiner inside an
emoji, which belongs to its picture, is left alone. Line ends of every kind are read as a line feed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_KEPT = frozenset("\n\t")
_JOINER = "\u200d"
_LINE_END = re.compile(r"\r\n?")


def lines_of(text: str) -> str:
    """The text with every line end as a line feed."""
    return _LINE_END.sub("\n", text)


def hidden(character: str) -> bool:
    """Whether this character shows nothing by itself, or turns its neighbours about."""
    if character in _KEPT:
        return False
    if character in _BLANK_LETTERS:
        return True
    category = unicodedata.category(character)
    return category in {"Cc", "Cf", "Cs", "Zl", "Zp"} or _noncharacter(ord(character))


def printable(character: str) -> bool:
    """Whether the character may stand in an HTML or UTF-8 text at all."""
    category = unicodedata.category(character)
    return category not in {"Cc", "Cs"} and not _noncharacter(ord(character))


def label(character: str) -> str:
    """How a mark is printed: ⟨U+202E⟩."""
    return f"⟨{code(character)}⟩"


def code(character: str) -> str:
    """The mark's number as Unicode writes it: U+202E."""
    return f"U+{ord(character):04X}"


def pieces(text: str) -> Iterator[tuple[bool, str]]:
    """The text cut into pairs (is a hidden mark, the piece), in order; together they are the text."""
    start = 0
    for i, character in enumerate(text):
        if hidden(character) and not _joins_emoji(text, i):
            if start < i:
                yield False, text[start:i]
            yield True, character
            start = i + 1
    if start < len(text):
        yield False, text[start:]


def visible(text: str) -> str:
    """The text with every hidden mark printed as its number."""
    return "".join(label(piece) if mark else piece for mark, piece in pieces(lines_of(text)))


def one_line(text: str) -> str:
    """`visible`, on one line: for names, titles and whatever stands in a heading or a table."""
    return " ".join(visible(text).split())


def _joins_emoji(text: str, i: int) -> bool:
    if text[i] != _JOINER or not 0 < i < len(text) - 1:
        return False
    return all(
        unicodedata.category(c) in {"So", "Sk"} or c == "\ufe0f" for c in (text[i - 1], text[i + 1])
    )


def _noncharacter(number: int) -> bool:
    return 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE
