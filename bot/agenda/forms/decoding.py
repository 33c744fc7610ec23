"""Bytes -> text: which encoding it is, said by a mark, by the form, or told by the letters themselves.

What must not live here: what the text means, its paragraphs. `charset-normalizer` would guess among a
hundred encodings; articles come in UTF-8, UTF-16 and what Russian and Western machines wrote before.
"""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

from bot.agenda.forms.cleaning import words

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_RUSSIAN = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
_PAIRS = words(
    "ст но то на ен ов ни ра во ко ро ли по ре ос пр го ер не ал ка та ль от ан ет ло ва ор ри ла "
    "ак ит те де во ны ом да ел ти ес за ве ые ия ий ся ть об ог"
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_HIGH = re.compile(rb"[\x80-\xff]")
_LONE_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.004
"""Of the characters: a stray one or two come from old word processors, more from a binary file."""


def decoded(data: bytes, declared: str | None = None) -> str | None:
    """The text; None if these bytes are no text in any encoding that is known here.

    `declared` is what a page or a server calls the encoding; it is believed unless the bytes say
    otherwise.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(data[len(mark) :].decode(encoding, errors="replace"))
    if (wide := _wide(data)) is not None:
        return _text(data.decode(wide, errors="replace"))
    if (text := _utf8(data)) is not None:
        return _text(text)
    if declared is not None and (known := _known(declared)) is not None:
        return _text(data.decode(known, errors="replace"))
    return _text(_one_byte(data))


def _text(text: str) -> str | None:
    """The text, unless it is riddled with what no text has."""
    controls = len(_LONE_CONTROL.findall(text))
    broken = text.count("\ufffd")
    if controls > _MOST_CONTROLS * len(text) or broken > 2 + 0.05 * len(text):
        return None
    return text


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark. Every other byte is then the same few: 0 for Latin and for spaces, 4 for
    Russian; and no other text has a 0 at all."""
    sample = data[:4000]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2], sample[1::2]
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if 0 in high and 0 not in low:
            common = high.count(0) + high.count(4) + high.count(0x20)
            if common > 0.9 * len(high):
                return encoding
    return None


def _utf8(data: bytes) -> str | None:
    """UTF-8, forgiving a torn character or two (a file that was cut) where the rest is plainly UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    beyond = sum(character > "\x7f" for character in text)
    broken = text.count("\ufffd")
    return text if broken <= 0.02 * beyond else None


def _known(name: str) -> str | None:
    """Python's name for a text encoding; None for what is unknown, or turns bytes into bytes."""
    try:
        info = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    # Browsers read what calls itself Latin-1 as Windows' Western, and so do its writers.
    if info.name in ("iso8859-1", "ascii"):
        return "cp1252"
    text_encoding = getattr(info, "_is_text_encoding", True)
    escapes = info.name in ("idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7")
    return info.name if text_encoding and not escapes and info.name != "undefined" else None


def _one_byte(data: bytes) -> str:
    """Russian letters stand in runs, Western accents stand alone among ASCII."""
    runs = sum(len(run) for run in _HIGH_RUN.findall(data))
    if runs * 2 < len(_HIGH.findall(data)):
        return data.decode("cp1252", errors="replace")
    return max((data.decode(name, errors="replace") for name in _RUSSIAN), key=_russian)


def _russian(text: str) -> float:
    """How much like Russian it looks: common pairs of small letters, no capital after a small one."""
    sample = text[:20_000]
    score = 0.0
    for first, second in pairwise(sample):
        if first + second in _PAIRS:
            score += 1
        elif first.islower() and second.isupper():
            score -= 2
        elif second > "\x7f" and not second.isalpha() and first.isalpha():
            score -= 0.5
    return score - 5 * sample.count("\ufffd")
