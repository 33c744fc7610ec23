"""Texts that are hard on whatever reads them, and how a cost grows with the length of a text.

Tests only. What is measured is compared with a shorter text of the same kind in the same run, so no
machine is too slow for it.
"""

from __future__ import annotations

import re
import string
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from statistics import median
from typing import Any

SHORT, TIMES = 1_000, 4
"""A cost at SHORT characters is compared with that at TIMES as many: what is linear costs TIMES as much,
what is quadratic TIMES squared."""
STEEP = TIMES * 2.2
"""Between the two: more than this is no line."""
UNSEEN = 0.0002
"""Seconds of processor time: less than this cannot be told from the noise of the clock, and does no
harm at the longer length."""
TRIES = 6

PLAIN_KINDS = (
    "a", "я", "A", "1", " ", "\n", "\t", ".", ",", "-", "_", "(", ")", "[", "]", "<", ">", "*", "`",
    "|", "\\", "@", "#", ":", "/", "&", "%", "'", "’", '"', "«", "\u0301", "\u200d", "\u202e", "é", "漢",
    "😀", "\x00", "=", "+", "1 ", " 1", "a ",
    "a.", "a-", "A. ", "1.", "(1", "()", "[]", "](", "<>", "<a",
    "**", "_*", "a@", "@a", "#a", ":a", "a:", "//", "http://", "www.", "&#1;", "%D0", "xn--", "e\u0301",
    "и\u0306", "aя", "Аа ", "1\n", "- ", "> ", "# ", "—", " — ", ", ", "a, ", "\r\n", "\r", "! ", "?",
    "Mr ", "\ufeff", "\ufffe", "ß", "İ", "\ufdfa", "<!--", "\u2028", "🏳\u200d🌈",
)  # fmt: skip
"""What a hostile text repeats, besides what a pattern itself looks for."""


def texts(length: int, kinds: Sequence[str] = PLAIN_KINDS) -> Iterator[str]:
    """A text of this length of each kind."""
    for kind in kinds:
        yield repeated(kind, length)


def repeated(kind: str, length: int) -> str:
    return (kind * (length // len(kind) + 1))[:length]


def framed(kind: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """Makes a text that repeats this between the two, as long as it is asked to be."""
    return lambda length: before + repeated(kind, length) + after


# How a cost grows ----------------------------------------------------------------------------------


def _cost(work: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    work(text)
    return time.process_time() - begun


@dataclass(frozen=True)
class Growth:
    """What the longer text cost: `times` as much as the shorter one, where that is no line, else 0."""

    cost: float
    times: float


def steep(work: Callable[[str], object], made: Callable[[int], str], short: int = SHORT) -> Growth:
    """How the cost of the work grows with a text TIMES as long. A line is believed at once, anything
    steeper only after it was measured TRIES times."""
    one, other = made(short), made(short * TIMES)
    low, high = [_cost(work, one)], _cost(work, other)
    while high >= UNSEEN and high > median(low) * STEEP:
        if len(low) > TRIES:
            return Growth(high, high / median(low))
        low.append(max(_cost(work, one), 1e-7))
        high = min(high, _cost(work, other))
    return Growth(high, 0)


# What is hard on a pattern -------------------------------------------------------------------------

_LETTERS = string.ascii_letters + string.digits + " \n\t.,-_'’()[]<>*`|@#:/&%!?=+~\"«»—–яЯёéß漢١"
_MANY = 30
"""A repetition that may go on for longer than this is one that can be made long."""


def kinds_for(pattern: re.Pattern[Any]) -> list[str]:
    """What a text can repeat to be hard on this pattern: what it repeats itself, after what comes before
    that, and one match of it after another."""
    text = pattern.pattern
    source = text.decode("latin-1") if isinstance(text, bytes) else text
    flags = pattern.flags & ~(re.UNICODE if isinstance(text, bytes) else 0)
    tree = parser.parse(source, flags)
    found: dict[str, None] = {}
    for choice in range(4):
        found[_sample(tree, choice)] = None
        for before, body in _loops(tree, choice):
            for kind in (body, before + body, before + body * 3, body + before):
                found[kind] = None
    return [kind for kind in found if kind]


def _loops(tree: Any, choice: int, before: str = "") -> Iterator[tuple[str, str]]:
    """What can be repeated without an end in the pattern, each after what has to come before it."""
    for op, value in tree:
        for inner in _inside(op, value):
            yield from _loops(inner, choice, before)
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT) and value[1] > _MANY:
            yield before, _sample(value[2], choice)
        if op in (sre.ASSERT, sre.ASSERT_NOT) and value[0] < 0:
            continue
        before += _one(op, value, choice)


def _inside(op: Any, value: Any) -> list[Any]:
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        return [value[2]]
    if op is sre.SUBPATTERN:
        return [value[3]]
    if op is sre.BRANCH:
        return list(value[1])
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        return [value[1]]
    return []


def _sample(tree: Any, choice: int) -> str:
    return "".join(_one(op, value, choice) for op, value in tree)


def _one(op: Any, value: Any, choice: int) -> str:
    """A text that this part of a pattern takes, or something near it."""
    if op is sre.LITERAL:
        return chr(value)
    if op is sre.NOT_LITERAL:
        return str(_pick([c for c in _LETTERS if ord(c) != value], choice))
    if op is sre.ANY:
        return str(_pick(list(_LETTERS), choice))
    if op is sre.IN:
        return str(_pick(_members(value), choice))
    if op is sre.BRANCH:
        return _sample(_pick(value[1], choice), choice)
    if op is sre.SUBPATTERN:
        return _sample(value[3], choice)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        least, most, inner = value
        return _sample(inner, choice) * max(int(least), min(1, int(most)))
    if op is sre.ASSERT:
        return _sample(value[1], choice) if value[0] > 0 else ""
    return ""


def _pick(of: Sequence[Any], choice: int) -> Any:
    """Four from all over the list."""
    return of[(len(of) - 1) * choice // 3]


def _members(value: Any) -> list[str]:
    """Characters of a class: as many as there are in the alphabet here, or its first ones."""
    compiled = re.compile(_class_of(value))
    known = [c for c in _LETTERS if compiled.match(c)]
    for op, what in value:
        if op is sre.LITERAL:
            known.append(chr(what))
        elif op is sre.RANGE:
            known += (chr(what[0]), chr(what[1]))
    return list(dict.fromkeys(known)) or ["a"]


_CATEGORIES = {
    sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S", sre.CATEGORY_WORD: r"\w", sre.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def _class_of(value: Any) -> str:
    inner = ""
    for op, what in value:
        if op is sre.NEGATE:
            inner = "^" + inner
        elif op is sre.LITERAL:
            inner += re.escape(chr(what))
        elif op is sre.RANGE:
            inner += f"{re.escape(chr(what[0]))}-{re.escape(chr(what[1]))}"
        elif op is sre.CATEGORY:
            inner += _CATEGORIES[what]
    return f"[{inner}]"
