"""`/seat`: who sits where."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.chat.client_base import ClientBase
from bot.chat.framework.autocompletion import Say, languages, sides
from bot.chat.framework.discord_roles import admits, roles_of
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.wording import mention, side_name
from bot.chat.table import table_handlers
from bot.procedure import commands as c
from bot.procedure.capabilities import Action
from bot.procedure.table.seats import Capacity
from bot.procedure.values import Words


def group(say: Say) -> app_commands.Group:
    seat = app_commands.Group(name="seat", description=say("help-seat"))

    def capacities(*offered: Capacity) -> list[app_commands.Choice[str]]:
        return [
            app_commands.Choice(name=say(f"capacity-{capacity}"), value=capacity.value)
            for capacity in offered
        ]

    @seat.command(name="take", description=say("help-seat-take"))
    @app_commands.describe(
        side=say("opt-side-help"),
        capacity=say("opt-capacity-help"),
        language=say("opt-language-help"),
    )
    @app_commands.choices(capacity=capacities(Capacity.PARTICIPANT, Capacity.OBSERVER))
    @app_commands.autocomplete(side=sides, language=languages)
    async def take(
        interaction: discord.Interaction[ClientBase],
        side: str,
        capacity: app_commands.Choice[str] | None = None,
        language: str | None = None,
    ) -> None:
        context = InteractionContext.here(interaction)
        wanted = Capacity.PARTICIPANT if capacity is None else Capacity(capacity.value)
        spoken = context.services.phrases.language(language or context.language)
        await table_handlers.take_seat(context, side, wanted, spoken)

    @seat.command(name="assign", description=say("help-seat-assign"))
    @app_commands.describe(
        member=say("opt-member-help"),
        side=say("opt-side-help"),
        capacity=say("opt-capacity-help"),
        language=say("opt-language-help"),
    )
    @app_commands.choices(capacity=capacities(*Capacity))
    @app_commands.autocomplete(side=sides, language=languages)
    async def assign(
        interaction: discord.Interaction[ClientBase],
        member: discord.Member,
        side: str,
        capacity: app_commands.Choice[str] | None = None,
        language: str | None = None,
    ) -> None:
        context = InteractionContext.here(interaction)
        if not admits(Action.BE_SEATED, roles_of(member)):
            await context.answer("cannot-seat-bot")
            return
        wanted = Capacity.PARTICIPANT if capacity is None else Capacity(capacity.value)
        before = context.meeting.seat(str(member.id)) if context.meeting else None
        fallback = before.language if before else context.language
        change = await context.give(
            c.AssignSeat(
                context.person,
                str(member.id),
                side,
                wanted,
                context.services.phrases.language(language or fallback),
                Words(member.display_name),
            )
        )
        if change is not None:
            await context.answer(
                "seat-assigned",
                person=mention(str(member.id)),
                side=side_name(change.after, side, context.language),
                capacity=context.say(f"capacity-{wanted}"),
            )

    @seat.command(name="leave", description=say("help-seat-leave"))
    @app_commands.describe(member=say("opt-leave-help"))
    async def leave(
        interaction: discord.Interaction[ClientBase], member: discord.Member | None = None
    ) -> None:
        context = InteractionContext.here(interaction)
        person = context.person if member is None else str(member.id)
        if await context.give(c.LeaveSeat(context.person, person)) is not None:
            await context.answer("seat-left", person=mention(person))

    @seat.command(name="list", description=say("help-seat-list"))
    async def list_(interaction: discord.Interaction[ClientBase]) -> None:
        await table_handlers.show_seats(InteractionContext.here(interaction))

    @seat.command(name="chair", description=say("help-seat-chair"))
    @app_commands.describe(member=say("opt-chair-help"))
    async def chair(
        interaction: discord.Interaction[ClientBase], member: discord.Member | None = None
    ) -> None:
        context = InteractionContext.here(interaction)
        to = None if member is None else str(member.id)
        await context.carry_out(c.PassChair(context.person, to))

    return seat
