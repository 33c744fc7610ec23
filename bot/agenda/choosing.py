"""Which passages are suggested: those that hold much of what the article is about, and little of what
another suggested one holds already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.agenda.lexicon import NARRATING
from bot.agenda.passages import Passage
from bot.agenda.terms import likeness

AGAIN = 0.45
"""What a term is still worth in a second passage, and again of that in a third."""
ALIKE = 0.72
"""From this likeness on two passages say the same."""
STORY = 0.75
"""What a passage is worth that tells a story."""
OPENING, SECOND, CLOSING = 0.6, 0.85, 0.75
"""What the first passage is worth, the second and the last: a writer warms up, and takes leave."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A passage and how much it adds, the first chosen being 1; `own` is the share of its weight that no
    passage chosen before it had. `also` are those that say the same."""

    passage: Passage
    score: float
    own: float
    also: tuple[Passage, ...] = ()


def choose(
    found: Sequence[Passage], weights: Mapping[str, float], limit: int
) -> tuple[Chosen, ...]:
    """At most `limit` of the passages, in the order in which they were chosen."""
    seen: Counter[str] = Counter()
    left = set(range(len(found)))
    chosen: list[Chosen] = []
    most = 0.0
    while left and len(chosen) < limit:
        gains = {i: _gain(found[i], weights, seen) * _place(i, len(found)) for i in left}
        best = None
        for each in sorted(left, key=lambda i: (-gains[i], i)):
            left.remove(each)
            twin = _twin(found[each], chosen)
            if twin is None:
                best = each
                break
            other = chosen[twin]
            chosen[twin] = replace(other, also=(*other.also, found[each]))
        if best is None:
            break
        passage, gain = found[best], gains[best]
        whole = _gain(passage, weights, Counter()) * _place(best, len(found))
        most = most or gain or 1.0
        chosen.append(Chosen(passage, min(1.0, gain / most), gain / whole if whole else 0.0))
        seen.update(passage.terms)
    return tuple(chosen)


def _twin(passage: Passage, chosen: Sequence[Chosen]) -> int | None:
    """The chosen one that says the same."""
    if len(passage.terms) <= 2:
        return None
    alike = (
        n for n, each in enumerate(chosen) if likeness(passage.terms, each.passage.terms) >= ALIKE
    )
    return next(alike, None)


def _place(number: int, of: int) -> float:
    if of < 6:
        return 1.0
    return {0: OPENING, 1: SECOND, of - 1: CLOSING}.get(number, 1.0)


def _gain(passage: Passage, weights: Mapping[str, float], seen: Counter[str]) -> float:
    weight = sum(weights.get(term, 0) * AGAIN ** seen[term] for term in passage.terms)
    gain = weight / float((len(passage.terms) + 6) ** 0.5)
    if NARRATING.search(passage.text):
        gain *= STORY
    return gain
