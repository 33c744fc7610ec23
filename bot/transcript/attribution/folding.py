"""A text in which names can be compared: folded letters, each with the place that it came from.

Case, accents, ё and е, full-width letters, characters that show nothing and letters of other alphabets
that look the same make no difference here. Knows nothing of names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.transcript.attribution.lookalikes import PLAIN, readings
from bot.transcript.marks import hidden

WORD = re.compile(r"[^\W\d_]+")
MARKUP = frozenset("*_~|`\\")
"""What a chat takes as markup: it may stand in the middle of a word and not be seen there."""
JOINTS = frozenset("-'’ʼ\u2010\u2011")
"""What joins the parts of a word."""

_BREVE = "\u0306"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its folded letters, where it stands, and whether it begins with a capital.

    `other` is how else it can be read, where its letters look like those of another alphabet; else "".
    `mixed`: it has letters of both.
    """

    folded: str
    start: int
    end: int
    capital: bool
    other: str = ""
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is folded; its character i came from places `starts[i]` to `ends[i]` of the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def words(self, original: str) -> Iterator[Word]:
        for found in WORD.finditer(self.text):
            start, end = self.starts[found.start()], self.ends[found.end() - 1]
            typed = found.group()
            first, *others = (*_readings(typed), "")
            mixed = typed not in (first, *others)
            capital = original[start].isupper()
            yield Word(first or typed, start, end, capital, others[0] if others else "", mixed)


def fold(text: str, ignored: frozenset[str] = frozenset()) -> Folded:
    """The text folded, as if the characters `ignored` were not there."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for i, character in enumerate(text):
        if character == _BREVE and letters and letters[-1] == "и":
            letters[-1] = "й"
            ends[-1] = i + 1
            continue
        if character in ignored or _unseen(character):
            if unicodedata.category(character) == "Mn" and ends:
                ends[-1] = i + 1
            continue
        for letter in _letters(character):
            letters.append(letter)
            starts.append(i)
            ends.append(i + 1)
    return Folded("".join(letters), tuple(starts), tuple(ends))


def folded(text: str) -> str:
    return fold(text).text


def unmixed(word: str) -> str:
    """The word in one script, where it is Latin with a few Cyrillic letters that look the same, or the
    other way about: such words are written to be missed."""
    return next(readings(word), word)


@cache
def _readings(word: str) -> tuple[str, ...]:
    return tuple(readings(word))


@cache
def _unseen(character: str) -> bool:
    return hidden(character) or unicodedata.category(character) in ("Mn", "Me")


@cache
def _letters(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    if plain.casefold() == "й":
        return "й"
    return _bare(_bare(plain).translate(PLAIN).casefold())


def _bare(letters: str) -> str:
    """Without accents."""
    apart = unicodedata.normalize("NFD", letters)
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")
