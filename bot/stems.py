"""Words in the forms in which they are found: Snowball's stems, Russian and English, and ё as е.

Pure, and the same for the same version of the stemmer. Knows nothing of who looks for words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.metadata import version
from unicodedata import category, normalize

import snowballstemmer

VERSION = f"snowball {version('snowballstemmer')}"
"""The journal keeps it in its file, so that an index made by another version is made anew."""

_ASKED = re.compile(r"(\w+)(\*?)")
_BREVE = "\u0306"
_WORD = re.compile(r"\w+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_RUSSIAN = snowballstemmer.stemmer("russian")
_ENGLISH = snowballstemmer.stemmer("english")


def folded(text: str) -> str:
    """Russian is written with and without the dots on ё."""
    return text.replace("ё", "е").replace("Ё", "Е")


def holds(text: str, asked: str) -> bool:
    """Whether the text has every word of what is asked for, in whatever form; a word with * after it
    stands for all that begin so. Nothing is asked for: no."""
    sought = [(_plain(word), star) for word, star in _ASKED.findall(asked)]
    words = [_plain(word) for word in _WORD.findall(text)]
    return bool(sought) and all(
        any(each.startswith(word) if star else stem(each) == stem(word) for each in words)
        for word, star in sought
    )


def _plain(word: str) -> str:
    """Without accents, as the journal's index has its words."""
    apart = normalize("NFD", folded(word).lower())
    return normalize("NFC", "".join(c for c in apart if category(c) != "Mn" or c == _BREVE))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one word, by its letters in one language or the other."""
    plain = folded(word).lower()
    stemmer = _RUSSIAN if _CYRILLIC.search(plain) else _ENGLISH
    return str(stemmer.stemWord(plain))


def stems(text: str) -> str:
    """The stems of all words of a text, in their order."""
    return " ".join(stem(word) for word in _WORD.findall(text))
