"""What any form's text goes through: marks that show nothing leave, spaces become single.

What must not live here: anything that knows of one form only, or of paragraphs.
"""

from __future__ import annotations

import re
import unicodedata

# Soft hyphens, zero-width spaces and joiners of words, marks and overrides of direction, the unseen
# copies of ASCII, and halves of characters. They show nothing; in a title they would split a word for
# a search, or turn a sentence about.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
# Between letters of these scripts the two joiners do nothing (they are watermarks); in Persian or in an
# emoji they do.
_IDLE_JOINERS = re.compile(
    "(?<=[\u0000-\u058f])[\u200c\u200d]+|(?<![\u200c\u200d])[\u200c\u200d]+(?=[\u0000-\u058f])"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f]")


def unveiled(text: str) -> str:
    """The text without what shows nothing; its line breaks and spaces as they are."""
    text = _CONTROLS.sub("", _UNSEEN.sub("", text))
    return _IDLE_JOINERS.sub("", text)


def tidy(text: str) -> str:
    """One line of text with single spaces, in composed letters (what a search and a reader expect)."""
    return unicodedata.normalize("NFC", " ".join(unveiled(text).split()))


def words(text: str) -> frozenset[str]:
    """The words of a list that is written with spaces between them."""
    return frozenset(text.split())
