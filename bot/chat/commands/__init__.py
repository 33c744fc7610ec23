"""The slash commands: thin. Each finds its visit, makes a command for the lane, and lets it answer.

One module a group. Names and descriptions come from the catalogues, in every language that there is.
"""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.chat.commands import agenda, floor, record, roundtable, seat
from bot.phrases import Phrases

FILES = ("commands.ftl",)


def groups(phrases: Phrases) -> tuple[app_commands.Group, ...]:
    """Every command group, described in English; `CatalogueTranslator` adds the other languages."""

    def say(phrase: str) -> str:
        return phrases.say("en", phrase)

    modules = (roundtable, agenda, floor, seat, record)
    built = tuple(module.group(say) for module in modules)
    for group in built:
        group.guild_only = True
    return built


def leaves(group: app_commands.Group) -> tuple[app_commands.Command[Any, ..., Any], ...]:
    return tuple(
        command for command in group.walk_commands() if isinstance(command, app_commands.Command)
    )
