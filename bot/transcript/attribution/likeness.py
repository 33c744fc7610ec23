"""One name in two alphabets: a rough common spelling for “Stevens” and «Стивенс», «Юлия» and “Julia”.

It is meant to find too much rather than too little; it knows no list of names.
"""

from __future__ import annotations

import re
from functools import cache

_LETTERS = dict(
    zip(
        "абвгдезийклмнопрстуфыэ" + "ієґї",
        "abvgdeziiklmnoprstufie" + "iegi",
        strict=True,
    )
) | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}
_SILENT = frozenset("ъь")

_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|sch|sh", "S"),
        (r"tch|ch", "C"),
        (r"dg(?=[eiy])|dzh|zh", "Z"),
        (r"ts|tz", "T"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"gh(?=t)", ""),
        (r"gh", "g"),
        (r"ck", "k"),
        (r"x", "ks"),
        (r"qu", "kv"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"wh|w", "v"),
        (r"ee|ea", "i"),
        (r"oo|ou", "u"),
        (r"(?<![iyj])[iyj]+(?=[aou])", ""),
        (r"(?<![iyj])[iyj]+(?=e)", ""),
        (r"y", "i"),
        (r"j", "Z"),
        (r"(?<=...)e$", ""),
    )
)
_SPELT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"kh", "h"),
        (r"ph", "f"),
        (r"ck|c(?![eiyh])", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"(?<![iyj])[iyj]+(?=[aoue])", ""),
        (r"[yj]", "i"),
    )
)
"""What one letter may be written as, and nothing of what English makes of several."""
_DOUBLE = re.compile(r"(.)\1+")
_HISSES = str.maketrans("zT", "ss")
_VOWELS = re.compile(r"[aeiouh]")


@cache
def latin(word: str) -> str:
    """A folded word in Latin letters; those that are neither Latin nor Cyrillic stay as they are."""
    return "".join(_LETTERS.get(c, c) for c in word if c not in _SILENT)


@cache
def sound(word: str) -> str:
    """A rough common spelling of a folded word: equal for most spellings of one name."""
    spelt = latin(word)
    for pattern, sounding in _SOUNDS:
        spelt = pattern.sub(sounding, spelt)
    return _DOUBLE.sub(r"\1", spelt)


@cache
def spelling(word: str) -> str:
    """What is left of a folded word where it is spelt letter by letter: narrower than `sound`, for
    which “time” and «Тим» are one."""
    spelt = latin(word)
    for pattern, letter in _SPELT:
        spelt = pattern.sub(letter, spelt)
    return _DOUBLE.sub(r"\1", spelt)


@cache
def bones(word: str) -> frozenset[str]:
    """The consonants of a folded word, for spellings that differ in every vowel; w counts as a vowel
    («Уитфилд») or as в («Вайтфилд»), and s, z and ц are one («Амброз», «Констанция»). Only those of four
    consonants or more, since short ones say nothing."""
    spelt = latin(word)
    heard = (sound(each) for each in (spelt, spelt.replace("w", "")))
    found = {_VOWELS.sub("", each).translate(_HISSES) for each in heard}
    return frozenset(each for each in found if len(each) >= 4)
