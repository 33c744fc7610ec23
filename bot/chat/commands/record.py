"""`/record`: what is kept, for how long, and what is held of oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.chat.acts import minutes, record
from bot.chat.commands.common import Say
from bot.chat.visit import Visit
from bot.procedure.decide.record import LONGEST_KEEPING

if TYPE_CHECKING:
    from bot.chat.client import CochairClient

LONGEST_SEARCH = 100


def group(say: Say) -> app_commands.Group:
    group = app_commands.Group(name="record", description=say("help-record"))
    _recording(group, say)
    _own(group, say)
    return group


def _recording(group: app_commands.Group, say: Say) -> None:
    @group.command(name="off", description=say("help-record-off"))
    async def off(interaction: discord.Interaction[CochairClient]) -> None:
        await record.off_record(Visit.here(interaction))

    @group.command(name="on", description=say("help-record-on"))
    async def on(interaction: discord.Interaction[CochairClient]) -> None:
        await record.on_record(Visit.here(interaction))

    @group.command(name="note", description=say("help-record-note"))
    async def note(interaction: discord.Interaction[CochairClient]) -> None:
        await minutes.note_form(Visit.here(interaction))

    @group.command(name="keep", description=say("help-record-keep"))
    @app_commands.describe(days=say("opt-days-help"))
    async def keep(
        interaction: discord.Interaction[CochairClient],
        days: app_commands.Range[int, 0, LONGEST_KEEPING] | None = None,
    ) -> None:
        visit = Visit.here(interaction)
        if days is None:
            await record.show_keeping(visit)
        else:
            await record.keep(visit, days or None)


def _own(group: app_commands.Group, say: Say) -> None:
    @group.command(name="mine", description=say("help-record-mine"))
    async def mine(interaction: discord.Interaction[CochairClient]) -> None:
        await record.mine(Visit.here(interaction))

    @group.command(name="search", description=say("help-record-search"))
    @app_commands.describe(words=say("opt-words-help"), member=say("opt-member-help"))
    async def search(
        interaction: discord.Interaction[CochairClient],
        words: app_commands.Range[str, 1, LONGEST_SEARCH],
        member: discord.Member | None = None,
    ) -> None:
        person = None if member is None else str(member.id)
        await record.search(Visit.here(interaction), words, person)
