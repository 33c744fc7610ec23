"""What the acts share: rows of buttons for one person's eyes, and the meeting or a refusal."""

from __future__ import annotations

import discord
from discord import ui

from bot.chat.framework.components import CardButton, in_rows
from bot.chat.framework.interaction_context import Visit
from bot.procedure.refusals import Code, refuse
from bot.procedure.state import Meeting


async def meeting_of(visit: Visit) -> Meeting | None:
    """The meeting; None: there is none here, and the person has been told."""
    if visit.meeting is None:
        await visit.refuse(refuse(Code.NOT_CONVENED))
    return visit.meeting


def button(
    visit: Visit,
    act: str,
    style: str = "secondary",
    seen: str | None = "",
    *,
    label: str | None = None,
    row: int | None = None,
) -> CardButton:
    """A button in the reader's language. `seen` None: what the act has in view now."""
    assert visit.meeting is not None, "there are buttons only where there is a meeting"
    return CardButton.make(
        act,
        visit.meeting,
        label=visit.say(f"button-{act}") if label is None else label,
        style=discord.ButtonStyle[style],
        seen=seen,
        row=row,
    )


def buttons(visit: Visit, *acts: tuple[str, str, str | None]) -> ui.View:
    """Buttons in a row: act, style, and what the id is to carry besides."""
    return in_rows(*(button(visit, act, style, seen) for act, style, seen in acts))
