"""The buttons, which work after a restart: everything that they need is in their own id.

A button's id names its act, its meeting and the turn or item that was in view when it was drawn.
What pressing it does stands in `acts`; this file only finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Self

import discord
from discord import ui

from bot.chat.safety import tell_incident
from bot.procedure.meeting import Meeting

NONE_OPEN = "none"
"""What "next item" has in view when no item is open."""


class CardButton(
    ui.DynamicItem[ui.Button[Any]],
    template=r"cc:(?P<act>[a-z-]{1,20}):(?P<meeting>[a-z0-9-]{1,60}):(?P<seen>[A-Za-z0-9_-]{0,16})",
):
    """A button of a meeting. `seen` is the number of the last turn (or the item) then in view."""

    def __init__(self, button: ui.Button[Any], act: str, meeting: str, seen: str) -> None:
        super().__init__(button)
        self.act, self.meeting, self.seen = act, meeting, seen

    @classmethod
    def make(
        cls,
        act: str,
        meeting: Meeting,
        *,
        label: str,
        style: discord.ButtonStyle,
        seen: str | None = None,
    ) -> Self:
        if seen is None:
            seen = seen_by(act, meeting)
        button: ui.Button[Any] = ui.Button(
            label=label[:80], style=style, custom_id=f"cc:{act}:{meeting.id}:{seen}"
        )
        return cls(button, act, meeting.id, seen)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        assert isinstance(item, ui.Button), "only buttons carry these ids"
        return cls(item, match["act"], match["meeting"], match["seen"])

    async def callback(self, interaction: discord.Interaction[Any], /) -> None:
        # A dynamic item has no net of its own in discord.py: its errors would only be logged.
        try:
            await interaction.client.press(interaction, self.act, self.meeting, self.seen)
        except Exception as error:
            await tell_incident(interaction, error, f"button {self.act}")


def seen_by(act: str, meeting: Meeting) -> str:
    """What a button for this act has in view now: whatever a second press must not do again."""
    if act == "next-item":
        return NONE_OPEN if meeting.item is None else str(meeting.agenda.index(meeting.item))
    if act in ("sustain", "not-sustain") and meeting.points:
        return str(meeting.points[-1].turn)
    if act == "extend" and meeting.floor is not None:
        return f"{meeting.last_turn}-{meeting.floor.extensions}"
    return str(meeting.last_turn)


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
