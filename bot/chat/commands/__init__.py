"""The slash commands: thin. Each finds its visit, makes a command for the lane, and lets it answer.

One module a group. Names and descriptions come from the catalogues, in every language that there is.
"""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.chat.commands import agenda, floor, record, roundtable, seat
from bot.chat.commands.common import Say
from bot.phrases import Phrases

Command = app_commands.Group | app_commands.ContextMenu


def commands(phrases: Phrases) -> tuple[Command, ...]:
    """All that Discord is told of: the groups, and what stands in the menu of a message. Described in
    English; `CatalogueTranslator` adds the other languages."""
    return (*groups(phrases), record.menu())


def groups(phrases: Phrases) -> tuple[app_commands.Group, ...]:
    """Every command group, described in English."""
    return built(lambda phrase: phrases.say("en", phrase))


def built(say: Say) -> tuple[app_commands.Group, ...]:
    """Every command group, with what `say` makes of each phrase."""
    made = tuple(module.group(say) for module in (roundtable, agenda, floor, seat, record))
    for group in made:
        group.guild_only = True
    return made


def leaves(group: app_commands.Group) -> tuple[app_commands.Command[Any, ..., Any], ...]:
    return tuple(
        command for command in group.walk_commands() if isinstance(command, app_commands.Command)
    )
