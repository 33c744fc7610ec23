"""Knowing the name of a side again in a text, with what is derived from it: «Россия», «российский».

A word that all sides have in their names ("delegation") says nothing by itself and stays, unless the
whole name stands there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from bot.procedure.table.seats import Side
from bot.transcript.attribution.folding import WORD, Word, folded
from bot.transcript.attribution.names import SHORTEST, stem

_DERIVED = 6
"""By so many letters a word may be longer than the root that it is derived from."""
_ROOT = 4
_ENGLISH = (("ern", 4), ("ian", 4), ("an", 5), ("a", 4), ("e", 4), ("y", 4))
_RUSSIAN = (("ийск", 4), ("анск", 4), ("йск", 4), ("ск", 4), ("н", 4))
"""Endings of adjectives and countries, and how long the rest has to be to be told from other words."""
_GENERIC_WORDS = (
    "side group delegation party team shore bank shift correspondents members republic union state "
    "states united federation and the from сторона группа делегация команда берег смена республика союз "
    "федерация корреспонденты"
)
_GENERIC = frozenset(_GENERIC_WORDS.split())


@dataclass(frozen=True, slots=True, repr=False)
class SideNames:
    """`phrases` are whole names, each a tuple of roots; `roots` are the words that tell the sides apart;
    `exact` are words that are looked for letter by letter, `shouted` those of two letters, which are
    taken for a side's only in capitals ("US")."""

    phrases: frozenset[tuple[str, ...]]
    roots: frozenset[str]
    exact: frozenset[str]
    shouted: frozenset[str]

    def __repr__(self) -> str:
        return f"<{len(self.phrases)} names of sides>"

    @classmethod
    def of(cls, sides: Sequence[Side]) -> SideNames:
        wordings = [[_words(text) for _, text in side.name.texts] for side in sides]
        phrases = frozenset(
            tuple(map(_root, words)) for each in wordings for words in each if words
        )
        by_side = [set(chain.from_iterable(each)) for each in wordings]
        shared = Counter(chain.from_iterable(by_side))
        telling = {
            word
            for words in by_side
            for word in words
            if len(word) >= SHORTEST
            and word not in _GENERIC
            and (shared[word] == 1 or shared[word] < len(sides))
        }
        keys = {key for side in sides for key in _words(side.key) if key not in _GENERIC}
        return cls(
            phrases=phrases,
            roots=frozenset(root for word in telling for root in _roots(word)),
            exact=frozenset(word for word in telling | keys if len(word) >= SHORTEST),
            shouted=frozenset(
                word for words in (*by_side, keys) for word in words if len(word) == 2
            ),
        )

    def find(self, words: Sequence[Word], original: str) -> Iterator[tuple[int, int]]:
        """Pairs (start, end) of what names a side, in the order of the text; they may overlap."""
        roots = [_root(word.folded) for word in words]
        for i, word in enumerate(words):
            if self._knows(word, original):
                yield word.start, word.end
            for phrase in self.phrases:
                if tuple(roots[i : i + len(phrase)]) == phrase and not _too_short(phrase):
                    yield word.start, words[i + len(phrase) - 1].end

    def _knows(self, word: Word, original: str) -> bool:
        text = word.folded
        if text in self.exact:
            return True
        if text in self.shouted:
            return original[word.start : word.end].isupper()
        return any(
            text.startswith(root) and len(text) - len(root) <= _DERIVED for root in self.roots
        )


def _too_short(phrase: tuple[str, ...]) -> bool:
    # A side called "A" cannot be told from the article.
    return len(phrase) == 1 and len(phrase[0]) < SHORTEST


def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(folded(text)))


@cache
def _root(word: str) -> str:
    """What a word's forms have in common."""
    rooted = stem(word)
    return rooted.removesuffix("s") if rooted.isascii() else rooted


def _roots(word: str) -> Iterable[str]:
    """What other words begin with that are derived from this one: (West)ern, (Russ)ian, запад(ная),
    восто(чная), росс(ийская)."""
    root = _root(word)
    found = {root}
    for ending, shortest in _ENGLISH if root.isascii() else _RUSSIAN:
        if root.endswith(ending) and len(root) - len(ending) >= shortest:
            found.add(root.removesuffix(ending))
    found |= {each[:-1] + "к" for each in found if each.endswith("ч")}
    return [each for each in found if len(each) >= _ROOT]
