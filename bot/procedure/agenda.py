"""The agenda as the rules see it: items in their order, and what has become of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.procedure.values import Localized, Milliseconds

ItemKey = str


class ItemState(StrEnum):
    PENDING = "pending"
    OPEN = "open"
    PARKED = "parked"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One point of the agenda.

    A bare list of topics was once refused at Dartmouth as no agenda, so an item has a question.
    `sources` are paragraphs of the article, counted from 1. `stage` is one of Sustained Dialogue's
    five, or None. `spent` counts only while the item is open and the meeting neither paused nor
    suspended.
    """

    key: ItemKey
    title: Localized
    question: Localized
    budget: Milliseconds
    sources: tuple[int, ...] = ()
    stage: int | None = None
    state: ItemState = ItemState.PENDING
    spent: Milliseconds = 0
    budget_told: bool = False
