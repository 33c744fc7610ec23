"""Commands about the agenda."""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.agenda.agenda_values import AgendaItem, ItemKey
from bot.procedure.command import Command
from bot.procedure.formats import RunsOut
from bot.procedure.values import Localized, Milliseconds, PersonId


@dataclass(frozen=True, slots=True)
class AddItem(Command):
    """`position` counts from 0; None: at the end."""

    by: PersonId
    item: AgendaItem
    position: int | None = None


@dataclass(frozen=True, slots=True)
class EditItem(Command):
    by: PersonId
    item: ItemKey
    title: Localized
    question: Localized
    budget: Milliseconds


@dataclass(frozen=True, slots=True)
class MoveItem(Command):
    by: PersonId
    item: ItemKey
    position: int


@dataclass(frozen=True, slots=True)
class ParkItem(Command):
    """`seen_item` as in `NextItem`."""

    by: PersonId
    item: ItemKey
    seen_item: ItemKey | None = None


@dataclass(frozen=True, slots=True)
class NextItem(Command):
    """Close the open item and go to `item`, or to the next pending one, or into the closing.

    `seen_item` is the item that was open when the button was pressed, "" if none was; None: not said.
    `seen_replies`: whether it was being left then, with the rights of reply under way.
    """

    by: PersonId
    item: ItemKey | None = None
    seen_item: ItemKey | None = None
    seen_replies: bool | None = None


@dataclass(frozen=True, slots=True)
class BeginClosing(Command):
    """Go into the closing phases now; items that are still pending are parked. `seen_item` as in
    `NextItem`."""

    by: PersonId
    seen_item: ItemKey | None = None


@dataclass(frozen=True, slots=True)
class SetRunsOut(Command):
    """Choose what becomes of the open item when its time is used up. `seen_item` as in `NextItem`."""

    by: PersonId
    outcome: RunsOut
    seen_item: ItemKey | None = None


@dataclass(frozen=True, slots=True)
class ExtendItem(Command):
    """Give the open item more time. `seen_budget` is what it had when the button was pressed, so that
    two presses do not give twice as much."""

    by: PersonId
    more: Milliseconds
    seen_item: ItemKey | None = None
    seen_budget: Milliseconds | None = None
