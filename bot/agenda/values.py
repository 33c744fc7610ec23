"""temporary"""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.values import Localized


@dataclass(frozen=True, slots=True)
class ProposedItem:
    id: str
    title: Localized
    question: Localized
    budget: int
    paragraphs: tuple[int, ...]
    stage: int


@dataclass(frozen=True, slots=True)
class Agenda:
    id: str
    title: Localized
    items: tuple[ProposedItem, ...]
