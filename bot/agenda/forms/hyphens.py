"""Words that were divided at the end of a line, put together again.

A hyphen at a line's end is either the division's (it goes) or the word's own (it stays); no mark tells
which. The text itself does, where it has the word elsewhere; else the parts do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from bot.agenda.forms.cleaning import words

HYPHENS = "-\u2010\u00ad\ufffe\x02"
"""The last two are what readers of PDF give for a hyphen that a division made."""
_DIVIDED = re.compile(
    rf"(?<![^\W\d_])(?<![^\W\d_]-)([^\W\d_]{{1,80}}(?:-[^\W\d_]{{1,80}}){{0,40}})([{HYPHENS}])$"
)
_LONGEST = 80
"""Characters of a word; what is longer is none."""
_GOES_ON = re.compile(r"[^\W\d_]+")
_OWN_BEFORE = words(
    "well self non ex long short high low post pre anti co so-called mid all half re north south "
    "по во в кое кой вице экс юго северо полу унтер обер"
)
_OWN_AFTER = words(
    "то нибудь либо таки ка based term called wide like old year led off up out in "
    "makers making running building"
)


_WHOLE = re.compile(r"\w+(?:-\w+)*")


def words_of(text: str) -> frozenset[str]:
    """The words of a text, in small letters, those with hyphens whole and in their parts."""
    whole = _WHOLE.findall(text.lower())
    return frozenset((*whole, *(part for word in whole if "-" in word for part in word.split("-"))))


def joined(lines: Sequence[str], elsewhere: Set[str]) -> str:
    """The lines as one, single spaces between them. `elsewhere` are the words of the whole text."""
    text = ""
    for line in lines:
        if not text:
            text = line
        elif (join := _divided(text, line, elsewhere)) is not None:
            text = join
        else:
            text = f"{text} {line}"
    return text


def _divided(before: str, after: str, elsewhere: Set[str]) -> str | None:
    head, tail = _DIVIDED.search(before[-_LONGEST:]), _GOES_ON.match(after)
    if head is None or tail is None:
        return None
    if head[2] not in "-\u2010":
        return before[:-1] + after  # a mark that is made only by dividing
    if tail[0][0].isupper():
        return before + after  # Anglo-|Saxon
    first, second = head[1].lower(), tail[0].lower()
    if first + second in elsewhere:
        return before[:-1] + after
    own = f"{first}-{second}" in elsewhere
    if own or first in _OWN_BEFORE or second in _OWN_AFTER:
        return before + after
    return before[:-1] + after
