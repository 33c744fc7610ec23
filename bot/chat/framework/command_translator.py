"""Names and descriptions of commands in the languages of the catalogues.

Discord shows each person the command in that person's own language; the English ones are built in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.phrases import PhraseError, Phrases
from bot.procedure.events import ExportForm, ExportRule
from bot.procedure.floor.request_kinds import ASKED_FOR
from bot.procedure.formats import Enforcement, Policy, RunsOut
from bot.procedure.table.seats import Capacity
from bot.transcript.spreadsheet import Separator

ENGLISH = "en"
"""The language of the texts in the code, which need no translation."""


class CatalogueTranslator(app_commands.Translator):
    """Asked by discord.py, when commands are registered, for each text in each of Discord's locales."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContext[Any, Any],
    ) -> str | None:
        # A catalogue serves all countries of its language: "pt" is shown for pt-BR, "es" for es-419.
        language = locale.value.split("-")[0]
        phrase = phrase_for(context.location, context.data)
        if language == ENGLISH or language not in self._phrases.languages or phrase is None:
            return None
        try:
            return self._phrases.say(language, phrase)
        except PhraseError:
            return None


def phrase_for(location: Location, data: Any) -> str | None:
    """Which message of the catalogues a text of a command is. `data` is what discord.py gives a
    translator: the command, its option or its choice."""
    match location:
        case Location.command_name | Location.group_name:
            return f"name-{_path(data)}"
        case Location.command_description | Location.group_description:
            return f"help-{_path(data)}"
        case Location.parameter_name:
            return f"opt-{_kebab(data.name)}"
        case Location.parameter_description:
            path = (data.command.qualified_name, data.name)
            return OF_THEIR_OWN.get(path, f"opt-{_kebab(data.name)}-help")
        case Location.choice_name:
            return _choice(str(data.value))
        case _:
            return None


def _path(command: Any) -> str:
    if isinstance(command, app_commands.ContextMenu):
        return command.name.lower().replace(" ", "-")
    return str(command.qualified_name).replace(" ", "-")


def _kebab(name: str) -> str:
    return name.replace("_", "-")


def _choice(value: str) -> str | None:
    for family, values in CHOICES.items():
        if value in values:
            return f"{family}-{value}"
    return None


OF_THEIR_OWN = {
    ("seat leave", "member"): "opt-leave-help",
    ("agenda next", "item"): "opt-next-item-help",
    ("roundtable caucus", "minutes"): "opt-caucus-help",
    ("seat chair", "member"): "opt-chair-help",
    ("record export", "format"): "opt-export-format-help",
    ("record export", "language"): "opt-export-language-help",
}
"""Options that mean something else in one command than an option of that name does elsewhere."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": ASKED_FOR,
    "capacity": tuple(Capacity),
    "enforcement": tuple(Enforcement),
    "policy": tuple(Policy),
    "runs-out": tuple(RunsOut),
    "export-rule": tuple(ExportRule),
    "export-form": tuple(ExportForm),
    "separator": tuple(Separator),
}
"""Families of choices: a phrase is called `FAMILY-VALUE`."""
