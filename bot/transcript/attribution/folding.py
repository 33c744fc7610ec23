"""A text in which names can be compared: folded letters, each with the place that it came from.

Case, accents, ё and е, full-width letters and characters that show nothing make no difference here.
Knows nothing of names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.transcript.marks import hidden

WORD = re.compile(r"[^\W\d_]+")
MARKUP = frozenset("*_~|`\\")
"""What a chat takes as markup: it may stand in the middle of a word and not be seen there."""

_BREVE = "\u0306"
_ALIKE = ("асеорхукмтвніѕј", "aceopxykmtbhisj")
_LOOKALIKES = str.maketrans(*_ALIKE)
_TO_CYRILLIC = str.maketrans(*reversed(_ALIKE))
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its folded letters, where it stands, and whether it begins with a capital."""

    folded: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is folded; its character i came from places `starts[i]` to `ends[i]` of the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def words(self, original: str) -> Iterator[Word]:
        for found in WORD.finditer(self.text):
            start, end = self.starts[found.start()], self.ends[found.end() - 1]
            yield Word(unmixed(found.group()), start, end, original[start].isupper())


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
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if not cyrillic or not latin:
        return word
    as_latin = word.translate(_LOOKALIKES)
    if not _CYRILLIC.search(as_latin):
        return as_latin
    return word.translate(_TO_CYRILLIC)


@cache
def _unseen(character: str) -> bool:
    return hidden(character) or unicodedata.category(character) in ("Mn", "Me")


@cache
def _letters(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).casefold()
    if plain == "й":
        return plain
    apart = unicodedata.normalize("NFD", plain)
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")
