"""Words in the forms in which they are found: Snowball's stems, Russian and English, and ё as е.

Pure, and the same for the same version of the stemmer. Knows nothing of who looks for words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.metadata import version

import snowballstemmer

VERSION = f"snowball {version('snowballstemmer')}"
"""The journal keeps it in its file, so that an index made by another version is made anew."""

_WORD = re.compile(r"\w+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_RUSSIAN = snowballstemmer.stemmer("russian")
_ENGLISH = snowballstemmer.stemmer("english")


def folded(text: str) -> str:
    """Russian is written with and without the dots on ё."""
    return text.replace("ё", "е").replace("Ё", "Е")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one word, by its letters in one language or the other."""
    plain = folded(word).lower()
    stemmer = _RUSSIAN if _CYRILLIC.search(plain) else _ENGLISH
    return str(stemmer.stemWord(plain))


def stems(text: str) -> str:
    """The stems of all words of a text, in their order."""
    return " ".join(stem(word) for word in _WORD.findall(text))
