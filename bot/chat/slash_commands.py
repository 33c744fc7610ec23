"""The slash commands: thin. Each finds its context, makes a command for the runner, and lets it answer.

One module a group. Names and descriptions come from the catalogues, in every language that there is.
"""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.chat.agenda import agenda_slash
from bot.chat.floor import floor_slash
from bot.chat.framework.autocompletion import Say
from bot.chat.meeting import roundtable_slash
from bot.chat.record import record_slash
from bot.chat.table import seat_slash
from bot.phrases import Phrases

Command = app_commands.Group | app_commands.ContextMenu


def commands(phrases: Phrases) -> tuple[Command, ...]:
    """All that Discord is told of: the groups, and what stands in the menu of a message. Described in
    English; `CatalogueTranslator` adds the other languages."""
    return (*groups(phrases), record_slash.menu())


def groups(phrases: Phrases) -> tuple[app_commands.Group, ...]:
    """Every command group, described in English."""
    return built(lambda phrase: phrases.say("en", phrase))


def built(say: Say) -> tuple[app_commands.Group, ...]:
    """Every command group, with what `say` makes of each phrase."""
    made = tuple(
        module.group(say)
        for module in (roundtable_slash, agenda_slash, floor_slash, seat_slash, record_slash)
    )
    for group in made:
        group.guild_only = True
    return made


def leaves(group: app_commands.Group) -> tuple[app_commands.Command[Any, ..., Any], ...]:
    return tuple(
        command for command in group.walk_commands() if isinstance(command, app_commands.Command)
    )
