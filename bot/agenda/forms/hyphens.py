"""Words that were divided at the end of a line, put together again.

A hyphen at a line's end is either the division's (it goes) or the word's own (it stays); no mark tells
which. The text itself does, where it has the word elsewhere; else the parts do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.agenda.forms.cleaning import words

HYPHENS = "-\u2010\u00ad\ufffe\x02"
"""The last two are what readers of PDF give for a hyphen that a division made."""
_DIVIDED = re.compile(rf"([^\W\d_]+(?:-[^\W\d_]+)*)([{HYPHENS}])$")
_GOES_ON = re.compile(r"[^\W\d_]+")
_OWN_BEFORE = words(
    "well self non ex long short high low post pre anti co so-called mid all half re north south "
    "по во в кое кой вице экс юго северо полу унтер обер"
)
_OWN_AFTER = words(
    "то нибудь либо таки ка based term called wide like old year led off up out in "
    "makers making running building"
)


def joined(lines: Sequence[str], elsewhere: str) -> str:
    """The lines as one, single spaces between them. `elsewhere` is the whole text in small letters."""
    text = ""
    for line in lines:
        if not text:
            text = line
        elif (join := _divided(text, line, elsewhere)) is not None:
            text = join
        else:
            text = f"{text} {line}"
    return text


def _divided(before: str, after: str, elsewhere: str) -> str | None:
    head, tail = _DIVIDED.search(before), _GOES_ON.match(after)
    if head is None or tail is None:
        return None
    if head[2] not in "-\u2010":
        return before[:-1] + after  # a mark that is made only by dividing
    if tail[0][0].isupper():
        return before + after  # Anglo-|Saxon
    first, second = head[1].lower(), tail[0].lower()
    if _stands(first + second, elsewhere):
        return before[:-1] + after
    own = _stands(f"{first}-{second}", elsewhere)
    if own or first in _OWN_BEFORE or second in _OWN_AFTER:
        return before + after
    return before[:-1] + after


def _stands(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
