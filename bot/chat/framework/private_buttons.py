"""What the handlers share: rows of buttons for one person's eyes, and the meeting or a refusal."""

from __future__ import annotations

import discord
from discord import ui

from bot.chat.framework.components import CardButton, in_rows
from bot.chat.framework.interaction_context import InteractionContext
from bot.procedure.refusals import Code, refuse
from bot.procedure.state import Meeting


async def meeting_of(context: InteractionContext) -> Meeting | None:
    """The meeting; None: there is none here, and the person has been told."""
    if context.meeting is None:
        await context.refuse(refuse(Code.NOT_CONVENED))
    return context.meeting


def button(
    context: InteractionContext,
    act: str,
    style: str = "secondary",
    seen: str | None = "",
    *,
    label: str | None = None,
    row: int | None = None,
) -> CardButton:
    """A button in the reader's language. `seen` None: what the handler has in view now."""
    assert context.meeting is not None, "there are buttons only where there is a meeting"
    return CardButton.make(
        act,
        context.meeting,
        label=context.say(f"button-{act}") if label is None else label,
        style=discord.ButtonStyle[style],
        seen=seen,
        row=row,
    )


def buttons(context: InteractionContext, *acts: tuple[str, str, str | None]) -> ui.View:
    """Buttons in a row: act, style, and what the id is to carry besides."""
    return in_rows(*(button(context, act, style, seen) for act, style, seen in acts))
