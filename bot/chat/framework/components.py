"""The buttons and lists, which work after a restart: everything that they need is in their own id.

The id names the handler, the meeting and the turn or item that was in view when it was drawn. What
pressing or choosing does stands in `handlers`; this file only finds it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Self, TypeVar

import discord
from discord import ui

from bot.chat.framework.safety import tell_incident
from bot.procedure.state import Meeting
from bot.procedure.values import SECOND

LONGEST_SEEN = 16
"""How much of what was in view an id has room for; of a person, the last digits."""
NO_MEETING = "own"
NONE_OPEN = "none"
"""What "next item" has in view when no item is open."""
LEAVING = "r"
"""What it has in view besides the item while the rights of reply are heard."""


_ID = r"(?P<act>[a-z-]{1,20}):(?P<meeting>[a-z0-9-]{1,60}):(?P<seen>[A-Za-z0-9_-]{0,16})"

Pressable = TypeVar("Pressable", bound=ui.Item[Any])


class _FoundById(ui.DynamicItem[Pressable], template=_ID):
    """What can be pressed or chosen from. `act` names the handler, `seen` what was in view when it was
    drawn: the number of the last turn, or the item."""

    def __init__(
        self, item: Pressable, act: str, meeting: str, seen: str, row: int | None = None
    ) -> None:
        super().__init__(item, row=row)
        self.act, self.meeting, self.seen = act, meeting, seen

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        return cls(item, match["act"], match["meeting"], match["seen"])

    async def callback(self, interaction: discord.Interaction[Any], /) -> None:
        await _press(interaction, self.act, self.meeting, self.seen)


class CardButton(_FoundById[ui.Button[Any]], template=f"cc:{_ID}"):
    """A button of a meeting."""

    @classmethod
    def make(
        cls,
        act: str,
        meeting: Meeting,
        *,
        label: str,
        style: discord.ButtonStyle,
        seen: str | None = None,
        row: int | None = None,
    ) -> Self:
        if seen is None:
            seen = seen_by(act, meeting)
        button: ui.Button[Any] = ui.Button(
            label=label[:80], style=style, custom_id=f"cc:{act}:{meeting.id}:{seen}"
        )
        return cls(button, act, meeting.id, seen, row)

    @classmethod
    def own(cls, act: str, seen: str, *, label: str, style: discord.ButtonStyle) -> Self:
        """A button about a person, whatever becomes of any meeting."""
        button: ui.Button[Any] = ui.Button(
            label=label[:80], style=style, custom_id=f"cc:{act}:{NO_MEETING}:{seen}"
        )
        return cls(button, act, NO_MEETING, seen)


class CardSelect(_FoundById[ui.Select[Any]], template=f"cs:{_ID}"):
    """A list to choose from; what was chosen reaches the handler as `InteractionContext.chosen`, or
    all of it as `InteractionContext.all_chosen`."""

    @classmethod
    def make(
        cls,
        act: str,
        meeting: Meeting,
        *,
        hint: str,
        options: list[discord.SelectOption],
        seen: str | None = None,
        any_number: bool = False,
    ) -> Self:
        """`any_number`: as many of the options as one likes may be chosen, or none."""
        if seen is None:
            seen = seen_by(act, meeting)
        select: ui.Select[Any] = ui.Select(
            custom_id=f"cs:{act}:{meeting.id}:{seen}", placeholder=hint[:150], options=options
        )
        if any_number:
            select.min_values, select.max_values = 0, len(options)
        return cls(select, act, meeting.id, seen)


class PeopleSelect(_FoundById[ui.UserSelect[Any]], template=f"cp:{_ID}"):
    """A list to choose a member of the server from."""

    @classmethod
    def make(cls, act: str, meeting: Meeting, *, hint: str) -> Self:
        seen = seen_by(act, meeting)
        select: ui.UserSelect[Any] = ui.UserSelect(
            custom_id=f"cp:{act}:{meeting.id}:{seen}", placeholder=hint[:150]
        )
        return cls(select, act, meeting.id, seen)


V = TypeVar("V", ui.View, ui.LayoutView)


def found_by_id(view: V) -> V:
    """The same view, to which discord.py need not listen: its buttons are found by what their ids say.
    It would otherwise keep every answer for a quarter of an hour, each with a task of its own."""
    view.stop()
    return view


def in_rows(*items: ui.Item[Any]) -> ui.View:
    """Buttons and lists below a text."""
    view = ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    return found_by_id(view)


def in_box(*items: ui.Item[Any], colour: discord.Colour | None = None) -> ui.LayoutView:
    """A message that consists of these parts, in a box."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*items, accent_colour=colour))
    return found_by_id(view)


async def _press(interaction: discord.Interaction[Any], act: str, meeting: str, seen: str) -> None:
    # A dynamic item has no net of its own in discord.py: its errors would only be logged.
    try:
        await interaction.client.press(interaction, act, meeting, seen)
    except Exception as error:
        await tell_incident(interaction, error, f"button {act}")


def seen_by(act: str, meeting: Meeting) -> str:
    """What a button for this act has in view now: whatever a second press must not do again."""
    if act in ("next-item", "item-close", "item-park", "item-more", "runs-out", "park", "closing"):
        return _item_seen(act, meeting)
    if act == "chair-pass":
        return (meeting.presiding or "")[-LONGEST_SEEN:]
    if act == "object" and meeting.floor is not None:
        return str(meeting.floor.number)
    if act in ("sustain", "not-sustain") and meeting.points:
        return str(meeting.points[-1].turn)
    if act == "extend" and meeting.floor is not None:
        return f"{meeting.last_turn}-{meeting.floor.extensions}"
    return str(meeting.last_turn)


def _item_seen(act: str, meeting: Meeting) -> str:
    """The open item by its place; for going on, also whether it is being left already; for more time,
    also how many seconds it has."""
    if meeting.item is None:
        return NONE_OPEN
    place = str(meeting.agenda.index(meeting.item))
    if act == "next-item" and meeting.leaving is not None:
        return f"{place}-{LEAVING}"
    if act == "item-more":
        return f"{place}-{meeting.item.budget // SECOND}"
    return place


def shown_ids(message: discord.Message) -> frozenset[str]:
    """The ids of everything that can be pressed on a message as it is now."""
    found: set[str] = set()

    def walk(components: Iterable[Any]) -> None:
        for component in components:
            custom_id = getattr(component, "custom_id", None)
            if custom_id:
                found.add(custom_id)
            walk(getattr(component, "children", ()))

    walk(message.components)
    return frozenset(found)
