"""The terms of a text: stems of its words that mean something, and what each weighs in an article."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from bot.agenda.lexicon import STOPWORDS
from bot.stems import folded, stem

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d.,]*\d|\d")


_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def words_in(text: str) -> int:
    """How many words a text has; two signs of Chinese or Japanese are taken for one."""
    return len(text.split()) + len(_IDEOGRAPHS.findall(text)) // 2


def terms(text: str) -> list[str]:
    """The stems of the words that mean something, in their order."""
    found: list[str] = []
    for word in _WORD.findall(folded(text).lower()):
        if _IDEOGRAPHS.match(word):
            found.extend(a + b for a, b in pairwise(word))  # no spaces: every two signs are a term
            continue
        plain = re.sub(r"['’](?:s|re|ve|ll|d|t|m)$", "", word)
        if len(plain) > 2 and plain not in STOPWORDS and not plain[0].isdigit():
            found.append(stem(plain))
    return found


def weights(texts: Iterable[str]) -> Mapping[str, float]:
    """What each term of these texts (an article's passages) weighs: more, the more often it stands in
    the article; less, if it stands in nearly all of it, since then it tells no passage from another."""
    often: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    total = 0
    for text in texts:
        found = terms(text)
        often.update(found)
        spread.update(set(found))
        total += 1
    return {
        term: (1 + math.log(count)) * math.log(1 + total / spread[term])
        for term, count in often.items()
    }


def likeness(one: Iterable[str], other: Iterable[str]) -> float:
    """How far two sets of terms agree, from 0 to 1: the share of the smaller one."""
    a, b = set(one), set(other)
    if not a or not b:
        return 0.0
    return len(a & b) / min(len(a), len(b))
