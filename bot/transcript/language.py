"""Which language a text is most likely written in, for the `lang` attributes of a page.

The speaker's own language is the first guess; the script corrects it, so that a screen reader doesn't
read Russian with an English voice. Nothing is sent anywhere for this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_CYRILLIC_LETTER = r"[\u0400-\u052f]"
_LATIN_LETTER = r"[A-Za-z\u00c0-\u024f]"
_CYRILLIC = re.compile(_CYRILLIC_LETTER)
_LATIN = re.compile(_LATIN_LETTER)
_WRITTEN_IN_CYRILLIC = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"})

# From a letter to the last one before the other script begins.
_IN_CYRILLIC = re.compile(rf"{_CYRILLIC_LETTER}(?:[^A-Za-z\u00c0-\u024f]*{_CYRILLIC_LETTER})?")
_IN_LATIN = re.compile(rf"{_LATIN_LETTER}(?:[^\u0400-\u052f]*{_LATIN_LETTER})?")
_WORD = re.compile(r"[a-z\u00df-\u024f]{2}")
"""What a Latin word has that a Roman number and an abbreviation have not."""


def language_of(text: str, own: str, languages: Sequence[str]) -> str:
    """`own`, unless the letters of the text contradict it and another of `languages` fits them."""
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if cyrillic == latin:
        return own
    if (own in _WRITTEN_IN_CYRILLIC) == (cyrillic > latin):
        return own
    return _fitting(languages, cyrillic=cyrillic > latin) or own


def stretches(
    text: str, language: str, languages: Sequence[str]
) -> Iterator[tuple[str | None, str]]:
    """A text in `language`, cut where the script is another's: pairs of the language that is written
    there, one of `languages`, and the piece. None stands for `language`; the pieces are the text."""
    cyrillic = language in _WRITTEN_IN_CYRILLIC
    other = _fitting(languages, cyrillic=not cyrillic)
    at = 0
    for found in (_IN_LATIN if cyrillic else _IN_CYRILLIC).finditer(text):
        if other is None or (cyrillic and not _WORD.search(found.group())):
            continue
        if at < found.start():
            yield None, text[at : found.start()]
        yield other, found.group()
        at = found.end()
    if at < len(text):
        yield None, text[at:]


def _fitting(languages: Sequence[str], *, cyrillic: bool) -> str | None:
    """The first of the languages that is written in this script."""
    return next((code for code in languages if (code in _WRITTEN_IN_CYRILLIC) == cyrillic), None)
