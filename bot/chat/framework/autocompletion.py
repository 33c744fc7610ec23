"""What several command groups share: autocompletion of the meeting's own things."""

from __future__ import annotations

import functools
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

import discord
from discord import app_commands

from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.wording import language_name
from bot.incidents import incident
from bot.procedure.agenda.agenda_values import ItemState

Say = Callable[[str], str]

MOST_CHOICES = 25
CLOSING = "→closing"
"""The value that stands for "go to the closing" among the agenda items on offer; no item's key."""


Completion = Callable[
    [discord.Interaction[Any], str], Coroutine[Any, Any, list[app_commands.Choice[str]]]
]


def quietly(complete: Completion) -> Completion:
    """Let a completion that fails offer nothing. discord.py would log its exception with all that it
    says, and that may be what somebody was typing."""

    @functools.wraps(complete)
    async def safe(
        interaction: discord.Interaction[Any], current: str
    ) -> list[app_commands.Choice[str]]:
        try:
            return await complete(interaction, current)
        except Exception as error:
            incident(error, "autocomplete")
            return []

    return safe


def matching(typed: str, offers: Iterable[tuple[str, str]]) -> list[app_commands.Choice[str]]:
    """Up to 25 of (value, label) in which what has been typed occurs; all while nothing has."""
    needle = typed.strip().casefold()
    return [
        app_commands.Choice(name=label[:100], value=value[:100])
        for value, label in offers
        if needle in label.casefold() or needle in value.casefold()
    ][:MOST_CHOICES]


@quietly
async def items(
    interaction: discord.Interaction[Any], current: str
) -> list[app_commands.Choice[str]]:
    """The agenda items that are not closed, by number and title in the reader's language."""
    context = InteractionContext.here(interaction)
    if context.meeting is None:
        return []
    return matching(
        current,
        (
            (item.key, f"{number}. {item.title.into(context.language)}")
            for number, item in enumerate(context.meeting.agenda, 1)
            if item.state is not ItemState.CLOSED
        ),
    )


@quietly
async def items_or_closing(
    interaction: discord.Interaction[Any], current: str
) -> list[app_commands.Choice[str]]:
    """The items to go to next, and the closing."""
    context = InteractionContext.here(interaction)
    if context.meeting is None:
        return []
    offers = [
        (item.key, f"{number}. {item.title.into(context.language)}")
        for number, item in enumerate(context.meeting.agenda, 1)
        if item.state in (ItemState.PENDING, ItemState.PARKED)
    ]
    return matching(current, [*offers, (CLOSING, context.say("choice-closing"))])


@quietly
async def sides(
    interaction: discord.Interaction[Any], current: str
) -> list[app_commands.Choice[str]]:
    context = InteractionContext.here(interaction)
    if context.meeting is None:
        return []
    return matching(
        current, ((side.key, side.name.into(context.language)) for side in context.meeting.sides)
    )


@quietly
async def languages(
    interaction: discord.Interaction[Any], current: str
) -> list[app_commands.Choice[str]]:
    context = InteractionContext.here(interaction)
    return matching(
        current, ((code, language_name(code)) for code in context.services.phrases.languages)
    )
