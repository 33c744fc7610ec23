"""Events of the agenda: its items, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.agenda.agenda_values import AgendaItem, ItemKey
from bot.procedure.floor.floor_values import RequestNumber
from bot.procedure.formats import RunsOut
from bot.procedure.table.seats import SideKey
from bot.procedure.values import Localized, Milliseconds


@dataclass(frozen=True, slots=True)
class ItemAdded:
    item: AgendaItem
    position: int


@dataclass(frozen=True, slots=True)
class ItemEdited:
    """The item's new title, question and budget; its state and time used stay."""

    item: ItemKey
    title: Localized
    question: Localized
    budget: Milliseconds


@dataclass(frozen=True, slots=True)
class ItemMoved:
    """`position` is counted from 0 over the whole agenda."""

    item: ItemKey
    position: int


@dataclass(frozen=True, slots=True)
class ItemOpened:
    item: ItemKey


@dataclass(frozen=True, slots=True)
class ItemParked:
    """Set aside, to be come back to. `unspoken`: requests that nobody came to. Those that were made on
    the item wait with it; the others stay on the speakers list. `ran_out`: its time was used up."""

    item: ItemKey
    unspoken: tuple[RequestNumber, ...]
    ran_out: bool = False


@dataclass(frozen=True, slots=True)
class ItemClosed:
    """Dealt with. `unspoken`: requests carried over from it. `ran_out`: its time was used up."""

    item: ItemKey
    unspoken: tuple[RequestNumber, ...]
    ran_out: bool = False


@dataclass(frozen=True, slots=True)
class ItemWarned:
    """The room was told that the item's time is about to be used up."""

    item: ItemKey
    left: Milliseconds


@dataclass(frozen=True, slots=True)
class ItemBudgetSpent:
    item: ItemKey


@dataclass(frozen=True, slots=True)
class RunOutChosen:
    """What is to become of this item when its time is used up, as a co-chair chose."""

    item: ItemKey
    outcome: RunsOut


@dataclass(frozen=True, slots=True)
class ItemExtended:
    """The item has this much more time."""

    item: ItemKey
    by: Milliseconds


@dataclass(frozen=True, slots=True)
class SideBudgetSpent:
    """This side has used up its floor time on the item: its statements come after the others'."""

    item: ItemKey
    side: SideKey


@dataclass(frozen=True, slots=True)
class RepliesBegun:
    """The item is about to be left; the rights of reply that wait are heard first.

    `outcome` is what becomes of it then, `goal` the item to go to; None: the next one. `closing`: the
    closing comes next. `ran_out`: its time was used up.
    """

    item: ItemKey
    outcome: RunsOut
    goal: ItemKey | None = None
    closing: bool = False
    ran_out: bool = False
