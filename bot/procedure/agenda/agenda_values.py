"""The agenda as the rules see it: items in their order, and what has become of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.procedure.formats import RunsOut
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
    five, or None. `spent` counts only while the item is open and the meeting in session. `runs_out` is
    what the co-chairs chose to become of it when its time is used up; None: as the format says.
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
    warned: bool = False
    runs_out: RunsOut | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """The open item is being left: the rights of reply are heard, then it becomes `outcome` and the
    meeting goes to `goal` (None: to the next item), or to the closing."""

    outcome: RunsOut
    goal: ItemKey | None = None
    closing: bool = False
    ran_out: bool = False
