"""Runs the readers and the proposals over the articles of the bench and judges what they give.

What must not live here: the arithmetic (`measure`), printing.

The two are imported only when they are asked for, so that the articles and the measure stand by
themselves.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from types import ModuleType
from typing import Protocol, cast

from bot.agenda.article import Article
from bot.agenda.candidates import Candidate
from tests.agenda.bench.marks import Case
from tests.agenda.bench.measure import (
    Figures,
    judged,
    lead_floor,
    own_blocks,
    passage,
    random_floor,
)

LIMITS = (10, 15, 20)


class NotThere(Exception):
    """A part of what is to be measured is missing, or gave no article."""


class Reader(Protocol):
    def __call__(self, data: bytes, *, name: str) -> object: ...


class Proposer(Protocol):
    def __call__(self, article: Article, limit: int) -> tuple[Candidate, ...]: ...


@dataclass(frozen=True, slots=True)
class Floors:
    random_own: Figures
    random_all: Figures
    lead: Figures


@dataclass(frozen=True, slots=True)
class Result:
    """One article. `candidates` and `figures` go by the limit they were asked with."""

    case: Case
    article: Article
    candidates: dict[int, tuple[Candidate, ...]]
    figures: dict[int, Figures]
    floors: dict[int, Floors]
    reading_ms: float
    proposing_ms: float


def reader() -> Reader:
    return cast(Reader, _module("bot.agenda.forms").read_bytes)


def proposer() -> Proposer:
    return cast(Proposer, _module("bot.agenda.propose").propose)


def _module(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name != name:
            raise NotThere(f"{name} needs {missing.name}, which is not installed.") from missing
        raise NotThere(f"There is no {name} to be measured.") from missing


def read_case(case: Case, read: Reader) -> Article:
    found = read(case.path.read_bytes(), name=case.path.name)
    if not isinstance(found, Article):
        raise NotThere(f"{case.path.name} gave no article: {found!r}")
    return found


def floors(case: Case, article: Article, number: int) -> Floors:
    own = own_blocks(article, case.marking)
    everything = [block.text for block in article.blocks]
    return Floors(
        random_own=random_floor(own, case.marking, number),
        random_all=random_floor(everything, case.marking, number),
        lead=lead_floor(own, case.marking, number),
    )


def run(
    case: Case,
    read: Reader,
    propose: Proposer | None,
    limits: Sequence[int] = LIMITS,
    *,
    with_floors: bool = True,
) -> Result:
    """Without a proposer, the floors alone."""
    began = perf_counter()
    article = read_case(case, read)
    reading = perf_counter() - began
    candidates: dict[int, tuple[Candidate, ...]] = {}
    proposing = 0.0
    if propose is not None:
        for limit in limits:
            began = perf_counter()
            candidates[limit] = propose(article, limit)
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
