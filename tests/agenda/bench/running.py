"""Runs the readers and the proposals over the articles of the bench and judges what they give.

What must not live here: the arithmetic (`measure`), printing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from bot.agenda.article import Article
from bot.agenda.candidates import Candidate
from bot.agenda.forms import read_bytes
from bot.agenda.propose import propose
from tests.agenda.bench.marks import Case
from tests.agenda.bench.measure import (
    Figures,
    judged,
    lead_floor,
    own_blocks,
    passage,
    random_floor,
    sentence_floor,
    weight_floor,
)

LIMITS = (10, 15, 20)

Reader = Callable[[bytes, str], object]
Proposer = Callable[[Article, int], tuple[Candidate, ...]]


class NotRead(Exception):
    """A file of the bench gave no article."""


@dataclass(frozen=True, slots=True)
class Floors:
    """What is reached without any knowledge: by chance from the article's own paragraphs, by chance
    from their sentences, by chance from every block that was read, by the first paragraphs, by the
    weight of words."""

    random_own: Figures
    random_sentence: Figures
    random_all: Figures
    lead: Figures
    weight: Figures


@dataclass(frozen=True, slots=True)
class Result:
    """One article. `candidates`, `figures` and `floors` go by the limit they were asked with;
    `proposing_ms` is that of the slowest limit."""

    case: Case
    article: Article
    candidates: dict[int, tuple[Candidate, ...]]
    figures: dict[int, Figures]
    floors: dict[int, Floors]
    reading_ms: float
    proposing_ms: float


def read_case(case: Case, read: Reader = read_bytes) -> Article:
    found = read(case.path.read_bytes(), case.path.name)
    if not isinstance(found, Article):
        raise NotRead(f"{case.path.name} gave no article: {found!r}")
    return found


def floors(case: Case, article: Article, number: int) -> Floors:
    own = own_blocks(article, case.marking)
    everything = [block.text for block in article.blocks]
    return Floors(
        random_own=random_floor(own, case.marking, number),
        random_sentence=sentence_floor(own, case.marking, number),
        random_all=random_floor(everything, case.marking, number),
        lead=lead_floor(own, case.marking, number),
        weight=weight_floor(own, case.marking, number),
    )


def run(
    case: Case,
    limits: Sequence[int] = LIMITS,
    *,
    read: Reader = read_bytes,
    proposer: Proposer = propose,
    with_floors: bool = True,
) -> Result:
    began = perf_counter()
    article = read_case(case, read)
    reading = perf_counter() - began
    candidates: dict[int, tuple[Candidate, ...]] = {}
    proposing = 0.0
    for limit in limits:
        began = perf_counter()
        candidates[limit] = proposer(article, limit)
        proposing = max(proposing, perf_counter() - began)
    return Result(
        case=case,
        article=article,
        candidates=candidates,
        figures={
            limit: judged(
                case.marking.topics, [passage(one, article, case.marking) for one in found]
            )
            for limit, found in candidates.items()
        },
        floors={limit: floors(case, article, limit) for limit in limits} if with_floors else {},
        reading_ms=reading * 1000,
        proposing_ms=proposing * 1000,
    )
