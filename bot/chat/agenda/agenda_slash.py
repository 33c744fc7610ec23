"""`/agenda`: what is on it, and changing it."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.chat.chairing.chairing_forms import HOUR, ItemModal, item_command
from bot.chat.client_base import ClientBase
from bot.chat.floor.place_handlers import show_agenda
from bot.chat.framework.autocompletion import CLOSING, Say, items, items_or_closing
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.proposal import proposal_handlers
from bot.procedure import commands as c
from bot.procedure.formats import RunsOut
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.values import MINUTE, Localized


def group(say: Say) -> app_commands.Group:
    agenda = app_commands.Group(name="agenda", description=say("help-agenda"))

    @agenda.command(name="show", description=say("help-agenda-show"))
    async def show(interaction: discord.Interaction[ClientBase]) -> None:
        await show_agenda(InteractionContext.here(interaction))

    @agenda.command(name="add", description=say("help-agenda-add"))
    async def add(interaction: discord.Interaction[ClientBase]) -> None:
        await item_form(InteractionContext.here(interaction), None)

    @agenda.command(name="edit", description=say("help-agenda-edit"))
    @app_commands.describe(item=say("opt-item-help"))
    @app_commands.autocomplete(item=items)
    async def edit(interaction: discord.Interaction[ClientBase], item: str) -> None:
        await item_form(InteractionContext.here(interaction), item)

    @agenda.command(name="move", description=say("help-agenda-move"))
    @app_commands.describe(item=say("opt-item-help"), place=say("opt-place-help"))
    @app_commands.autocomplete(item=items)
    async def move(
        interaction: discord.Interaction[ClientBase],
        item: str,
        place: app_commands.Range[int, 1, 99],
    ) -> None:
        context = InteractionContext.here(interaction)
        change = await context.give(c.MoveItem(context.person, item, place - 1))
        if change is not None:
            # Past the end means the end, so say where it stands and not what was typed.
            await context.answer("item-moved", place=min(place, len(change.after.agenda)))

    @agenda.command(name="park", description=say("help-agenda-park"))
    @app_commands.describe(item=say("opt-item-help"))
    @app_commands.autocomplete(item=items)
    async def park(interaction: discord.Interaction[ClientBase], item: str) -> None:
        context = InteractionContext.here(interaction)
        await context.carry_out(c.ParkItem(context.person, item))

    @agenda.command(name="next", description=say("help-agenda-next"))
    @app_commands.describe(item=say("opt-next-item-help"))
    @app_commands.autocomplete(item=items_or_closing)
    async def next_(interaction: discord.Interaction[ClientBase], item: str | None = None) -> None:
        context = InteractionContext.here(interaction)
        if context.overtaken:
            await context.refuse(gone_on(context))
            return
        command: c.Command = c.NextItem(context.person, item)
        if item == CLOSING:
            command = c.BeginClosing(context.person)
        await context.carry_out(command)

    _timing(agenda, say)
    _proposing(agenda, say)
    return agenda


def _proposing(agenda: app_commands.Group, say: Say) -> None:
    """An agenda from an article, for the co-chairs to look over."""

    @agenda.command(name="propose", description=say("help-agenda-propose"))
    @app_commands.describe(
        file=say("opt-file-help"), address=say("opt-address-help"), text=say("opt-text-help")
    )
    async def propose(
        interaction: discord.Interaction[ClientBase],
        file: discord.Attachment | None = None,
        address: app_commands.Range[str, 1, 1000] | None = None,
        text: app_commands.Range[str, 1, 6000] | None = None,
    ) -> None:
        context = InteractionContext.here(interaction)
        if file is None and address is None and text is None:
            await proposal_handlers.article_form(context)
        else:
            await proposal_handlers.take_article(context, file, address, text)

    @agenda.command(name="review", description=say("help-agenda-review"))
    async def review(interaction: discord.Interaction[ClientBase]) -> None:
        await proposal_handlers.review(InteractionContext.here(interaction))


def _timing(agenda: app_commands.Group, say: Say) -> None:
    """The end of an item's time, and of a phase that ends by a date."""

    @agenda.command(name="time", description=say("help-agenda-time"))
    @app_commands.describe(minutes=say("opt-minutes-help"))
    async def time(
        interaction: discord.Interaction[ClientBase], minutes: app_commands.Range[int, 1, 240]
    ) -> None:
        context = InteractionContext.here(interaction)
        if context.overtaken:
            await context.refuse(refuse(Code.ITEM_EXTENDED))
        else:
            await context.carry_out(c.ExtendItem(context.person, minutes * MINUTE))

    @agenda.command(name="ending", description=say("help-agenda-ending"))
    @app_commands.describe(outcome=say("opt-outcome-help"))
    @app_commands.choices(
        outcome=[
            app_commands.Choice(name=say(f"runs-out-{outcome}"), value=outcome.value)
            for outcome in RunsOut
        ]
    )
    async def ending(
        interaction: discord.Interaction[ClientBase], outcome: app_commands.Choice[str]
    ) -> None:
        context = InteractionContext.here(interaction)
        await context.carry_out(c.SetRunsOut(context.person, RunsOut(outcome.value)))

    @agenda.command(name="date", description=say("help-agenda-date"))
    @app_commands.describe(hours=say("opt-hours-help"))
    async def date(
        interaction: discord.Interaction[ClientBase], hours: app_commands.Range[int, 1, 2160]
    ) -> None:
        context = InteractionContext.here(interaction)
        now = 0 if context.runner is None else context.runner.now()
        await context.carry_out(c.SetPhaseEnd(context.person, now + hours * HOUR))


def gone_on(context: InteractionContext) -> Refusal:
    item = None if context.meeting is None else context.meeting.item
    return refuse(Code.STALE_ITEM, item="" if item is None else item.key)


async def item_form(context: InteractionContext, key: str | None) -> None:
    """Open the form for a new item or this one, unless this person may not change the agenda."""
    meeting = context.meeting
    if meeting is None:
        await context.refuse(refuse(Code.NOT_CONVENED))
        return
    item = None if key is None else meeting.find_item(key)
    if key is not None and item is None:
        await context.refuse(refuse(Code.UNKNOWN_ITEM, item=key))
        return
    text = Localized(tuple((code, "…") for code in meeting.dialogue.languages))
    refused = context.refused(item_command(context, item, text, text, MINUTE))
    if refused is not None:
        await context.refuse(refused)
    else:
        await context.show_form(ItemModal(context, meeting.dialogue.languages, item))
