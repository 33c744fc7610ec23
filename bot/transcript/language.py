"""Which language a contribution is most likely written in, for the `lang` attribute of a page.

The speaker's own language is the first guess; the script corrects it, so that a screen reader doesn't
read Russian with an English voice. Nothing is sent anywhere for this.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WRITTEN_IN_CYRILLIC = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"})


def language_of(text: str, own: str, languages: Sequence[str]) -> str:
    """`own`, unless the letters of the text contradict it and another of `languages` fits them."""
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if cyrillic == latin:
        return own
    if (own in _WRITTEN_IN_CYRILLIC) == (cyrillic > latin):
        return own
    fitting = (code for code in languages if (code in _WRITTEN_IN_CYRILLIC) == (cyrillic > latin))
    return next(fitting, own)
