"""`/record`: what is kept, for how long, and what is held of oneself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.chat.client_base import ClientBase
from bot.chat.exports import export_handlers
from bot.chat.framework.autocompletion import Say, languages, matching, quietly
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.minutes import minutes_handlers
from bot.chat.record import record_handlers
from bot.procedure.events import ExportForm, ExportRule
from bot.procedure.record.record_rules import LONGEST_KEEPING
from bot.transcript.document_forms import forms
from bot.transcript.document_making import ExportWish
from bot.transcript.spreadsheet import Separator

LONGEST_SEARCH = 100
NOTE_MENU = "Note for the minutes"
"""In the menu of a message; the translator gives it its names in other languages."""


@quietly
async def meetings(
    interaction: discord.Interaction[Any], current: str
) -> list[app_commands.Choice[str]]:
    """The meetings of this server of which whoever types may have an export."""
    context = InteractionContext.here(interaction)
    offers = await export_handlers.offered(context)
    return matching(
        current, ((each.id, export_handlers.meeting_label(context, each)) for each in offers)
    )


def group(say: Say) -> app_commands.Group:
    group = app_commands.Group(name="record", description=say("help-record"))
    _recording(group, say)
    _own(group, say)
    _taking(group, say)
    return group


async def _note_for_the_minutes(
    interaction: discord.Interaction[Any], message: discord.Message
) -> None:
    await minutes_handlers.note_message(InteractionContext.here(interaction), message)


def menu() -> app_commands.ContextMenu:
    """In the menu of a message."""
    return app_commands.ContextMenu(name=NOTE_MENU, callback=_note_for_the_minutes)


def _recording(group: app_commands.Group, say: Say) -> None:
    @group.command(name="off", description=say("help-record-off"))
    async def off(interaction: discord.Interaction[ClientBase]) -> None:
        await record_handlers.off_record(InteractionContext.here(interaction))

    @group.command(name="on", description=say("help-record-on"))
    async def on(interaction: discord.Interaction[ClientBase]) -> None:
        await record_handlers.on_record(InteractionContext.here(interaction))

    @group.command(name="note", description=say("help-record-note"))
    async def note(interaction: discord.Interaction[ClientBase]) -> None:
        await minutes_handlers.note_form(InteractionContext.here(interaction))

    @group.command(name="keep", description=say("help-record-keep"))
    @app_commands.describe(days=say("opt-days-help"))
    async def keep(
        interaction: discord.Interaction[ClientBase],
        days: app_commands.Range[int, 0, LONGEST_KEEPING] | None = None,
    ) -> None:
        context = InteractionContext.here(interaction)
        if days is None:
            await record_handlers.show_keeping(context)
        else:
            await record_handlers.keep(context, days or None)


def _own(group: app_commands.Group, say: Say) -> None:
    @group.command(name="mine", description=say("help-record-mine"))
    async def mine(interaction: discord.Interaction[ClientBase]) -> None:
        await record_handlers.mine(InteractionContext.here(interaction))

    @group.command(name="search", description=say("help-record-search"))
    @app_commands.describe(words=say("opt-words-help"), member=say("opt-member-help"))
    async def search(
        interaction: discord.Interaction[ClientBase],
        words: app_commands.Range[str, 1, LONGEST_SEARCH],
        member: discord.Member | None = None,
    ) -> None:
        person = None if member is None else str(member.id)
        await record_handlers.search(InteractionContext.here(interaction), words, person)


def _taking(group: app_commands.Group, say: Say) -> None:
    @group.command(name="export", description=say("help-record-export"))
    @app_commands.describe(
        attribution=say("opt-attribution-help"),
        format=say("opt-export-format-help"),
        meeting=say("opt-meeting-help"),
        language=say("opt-export-language-help"),
        separator=say("opt-separator-help"),
    )
    @app_commands.choices(
        attribution=[
            app_commands.Choice(name=say(f"export-rule-{rule}"), value=rule.value)
            for rule in ExportRule
        ],
        format=[
            app_commands.Choice(name=say(f"export-form-{form}"), value=form.value)
            for form in forms()
        ],
        separator=[
            app_commands.Choice(name=say(f"separator-{separator}"), value=separator.value)
            for separator in Separator
        ],
    )
    @app_commands.autocomplete(meeting=meetings, language=languages)
    async def export(
        interaction: discord.Interaction[ClientBase],
        attribution: app_commands.Choice[str] | None = None,
        format: app_commands.Choice[str] | None = None,
        meeting: str | None = None,
        language: str | None = None,
        separator: app_commands.Choice[str] | None = None,
    ) -> None:
        here = InteractionContext.here(interaction)
        form = export_handlers.USUAL if format is None else ExportForm(format.value)
        rule = ExportRule.CHATHAM_HOUSE if attribution is None else ExportRule(attribution.value)
        spoken = here.services.phrases.language(language) if language else here.language
        parted = None if separator is None else Separator(separator.value)
        wish = ExportWish(rule, form, spoken, parted)
        context = await export_handlers.about(here, meeting, wish)
        if context is None:
            return
        if not language:
            wish = replace(wish, language=context.language)
        if attribution is None:
            await export_handlers.show_panel(context, wish)
        else:
            await export_handlers.take(context, wish)
