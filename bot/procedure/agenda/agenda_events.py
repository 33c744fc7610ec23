"""Events of the agenda: its items, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.agenda.agenda_values import AgendaItem, ItemKey
from bot.procedure.event import Event, named
from bot.procedure.floor.floor_values import RequestNumber
from bot.procedure.formats import RunsOut
from bot.procedure.table.seats import SideKey
from bot.procedure.values import Localized, Milliseconds


@named("ItemAdded")
@dataclass(frozen=True, slots=True)
class ItemAdded(Event):
    item: AgendaItem
    position: int


@named("ItemEdited")
@dataclass(frozen=True, slots=True)
class ItemEdited(Event):
    """The item's new title, question and budget; its state and time used stay."""

    item: ItemKey
    title: Localized
    question: Localized
    budget: Milliseconds


@named("ItemMoved")
@dataclass(frozen=True, slots=True)
class ItemMoved(Event):
    """`position` is counted from 0 over the whole agenda."""

    item: ItemKey
    position: int


@named("ItemOpened")
@dataclass(frozen=True, slots=True)
class ItemOpened(Event):
    item: ItemKey


@named("ItemParked")
@dataclass(frozen=True, slots=True)
class ItemParked(Event):
    """Set aside, to be come back to. `unspoken`: requests that nobody came to. Those that were made on
    the item wait with it; the others stay on the speakers list. `ran_out`: its time was used up."""

    item: ItemKey
    unspoken: tuple[RequestNumber, ...]
    ran_out: bool = False


@named("ItemClosed")
@dataclass(frozen=True, slots=True)
class ItemClosed(Event):
    """Dealt with. `unspoken`: requests carried over from it. `ran_out`: its time was used up."""

    item: ItemKey
    unspoken: tuple[RequestNumber, ...]
    ran_out: bool = False


@named("ItemWarned")
@dataclass(frozen=True, slots=True)
class ItemWarned(Event):
    """The room was told that the item's time is about to be used up."""

    item: ItemKey
    left: Milliseconds


@named("ItemBudgetSpent")
@dataclass(frozen=True, slots=True)
class ItemBudgetSpent(Event):
    item: ItemKey


@named("RunOutChosen")
@dataclass(frozen=True, slots=True)
class RunOutChosen(Event):
    """What is to become of this item when its time is used up, as a co-chair chose."""

    item: ItemKey
    outcome: RunsOut


@named("ItemExtended")
@dataclass(frozen=True, slots=True)
class ItemExtended(Event):
    """The item has this much more time."""

    item: ItemKey
    by: Milliseconds


@named("SideBudgetSpent")
@dataclass(frozen=True, slots=True)
class SideBudgetSpent(Event):
    """This side has used up its floor time on the item: its statements come after the others'."""

    item: ItemKey
    side: SideKey


@named("RepliesBegun")
@dataclass(frozen=True, slots=True)
class RepliesBegun(Event):
    """The item is about to be left; the rights of reply that wait are heard first.

    `outcome` is what becomes of it then, `goal` the item to go to; None: the next one. `closing`: the
    closing comes next. `ran_out`: its time was used up.
    """

    item: ItemKey
    outcome: RunsOut
    goal: ItemKey | None = None
    closing: bool = False
    ran_out: bool = False
