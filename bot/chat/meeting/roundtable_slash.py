"""`/roundtable`: convening a meeting, opening and closing it, and everything about it as a whole."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.chat.chairing import chairing_handlers
from bot.chat.client_base import ClientBase
from bot.chat.framework.autocompletion import Say, matching, quietly
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.wording import mention, minutes, moment, shown, side_name
from bot.chat.meeting import course_handlers
from bot.chat.meeting.convening import ConveneWish, convene
from bot.procedure.formats import Enforcement
from bot.procedure.refusals import Code, refuse
from bot.procedure.state import Meeting, Status
from bot.procedure.values import MINUTE, PersonId


@quietly
async def agendas(
    interaction: discord.Interaction[Any], current: str
) -> list[app_commands.Choice[str]]:
    context = InteractionContext.here(interaction)
    catalogue = context.services.catalogue.agendas
    return matching(
        current, ((key, it.title.into(context.language)) for key, it in catalogue.items())
    )


@quietly
async def formats(
    interaction: discord.Interaction[Any], current: str
) -> list[app_commands.Choice[str]]:
    context = InteractionContext.here(interaction)
    catalogue = context.services.catalogue.formats
    return matching(
        current, ((key, it.title.into(context.language)) for key, it in catalogue.items())
    )


def group(say: Say) -> app_commands.Group:
    roundtable = app_commands.Group(name="roundtable", description=say("help-roundtable"))
    _convening(roundtable, say)
    _running(roundtable, say)
    return roundtable


def _convening(roundtable: app_commands.Group, say: Say) -> None:
    @roundtable.command(name="convene", description=say("help-roundtable-convene"))
    @app_commands.describe(
        agenda=say("opt-agenda-help"),
        format=say("opt-format-help"),
        first_side=say("opt-first-side-help"),
        second_side=say("opt-second-side-help"),
        dialogue=say("opt-dialogue-help"),
        enforcement=say("opt-enforcement-help"),
    )
    @app_commands.choices(
        enforcement=[
            app_commands.Choice(name=say(f"enforcement-{kind}"), value=kind.value)
            for kind in Enforcement
        ]
    )
    @app_commands.autocomplete(agenda=agendas, format=formats)
    async def convene_(
        interaction: discord.Interaction[ClientBase],
        agenda: str,
        format: str | None = None,
        first_side: app_commands.Range[str, 1, 80] | None = None,
        second_side: app_commands.Range[str, 1, 80] | None = None,
        dialogue: app_commands.Range[str, 1, 100] | None = None,
        enforcement: app_commands.Choice[str] | None = None,
    ) -> None:
        kind = None if enforcement is None else Enforcement(enforcement.value)
        wish = ConveneWish(agenda, format, first_side, second_side, dialogue, kind)
        await convene(InteractionContext.here(interaction), wish)

    @roundtable.command(name="open", description=say("help-roundtable-open"))
    async def open_(interaction: discord.Interaction[ClientBase]) -> None:
        await course_handlers.open_meeting(InteractionContext.here(interaction))

    @roundtable.command(name="close", description=say("help-roundtable-close"))
    async def close(interaction: discord.Interaction[ClientBase]) -> None:
        await course_handlers.ask_to_close(InteractionContext.here(interaction))


def _running(roundtable: app_commands.Group, say: Say) -> None:
    @roundtable.command(name="pause", description=say("help-roundtable-pause"))
    async def pause(interaction: discord.Interaction[ClientBase]) -> None:
        await course_handlers.pause(InteractionContext.here(interaction))

    @roundtable.command(name="caucus", description=say("help-roundtable-caucus"))
    @app_commands.describe(minutes=say("opt-caucus-help"))
    async def caucus(
        interaction: discord.Interaction[ClientBase], minutes: app_commands.Range[int, 1, 240]
    ) -> None:
        await chairing_handlers.begin_caucus(InteractionContext.here(interaction), minutes * MINUTE)

    @roundtable.command(name="suspend", description=say("help-roundtable-suspend"))
    async def suspend(interaction: discord.Interaction[ClientBase]) -> None:
        await course_handlers.suspend(InteractionContext.here(interaction))

    @roundtable.command(name="resume", description=say("help-roundtable-resume"))
    async def resume(interaction: discord.Interaction[ClientBase]) -> None:
        await course_handlers.resume(InteractionContext.here(interaction))

    @roundtable.command(name="status", description=say("help-roundtable-status"))
    async def status(interaction: discord.Interaction[ClientBase]) -> None:
        await show_status(InteractionContext.here(interaction))


async def show_status(context: InteractionContext) -> None:
    """Where things stand, for somebody who has just come back: for that person's eyes only."""
    meeting = context.meeting
    if meeting is None or context.runner is None:
        await context.refuse(refuse(Code.NOT_CONVENED))
        return
    lines = [f"**{context.say(f'status-{meeting.status}')}**"]
    if meeting.opened_at is not None:
        lines.append(context.say("status-opened", when=moment(meeting.opened_at, "f")))
    if meeting.item is not None:
        number = meeting.agenda.index(meeting.item) + 1
        lines.append(
            context.say(
                "status-item",
                number=number,
                total=len(meeting.agenda),
                title=shown(meeting.item.title.into(context.language), 150),
            )
        )
    turn = meeting.floor
    if turn is not None:
        left = minutes(max(0, turn.left(context.runner.now())))
        lines.append(
            context.say(
                "list-floor",
                person=mention(turn.person),
                kind=context.say(f"kind-{turn.kind}"),
                left=left,
            )
        )
    elif meeting.status is Status.OPEN:
        lines.append(context.say("card-floor-free"))
    lines.append(context.say("card-list", count=len(meeting.requests)))
    lines.append(_times(context, meeting, context.person))
    await context.answer_text("\n".join(lines))


def _times(context: InteractionContext, meeting: Meeting, person: PersonId) -> str:
    ledger = meeting.ledger
    sides = "; ".join(
        f"{side_name(meeting, side.key, context.language)} {minutes(ledger.by_side.get(side.key, 0))}"
        for side in meeting.sides
    )
    return context.say("status-times", sides=sides, own=minutes(ledger.floor.get(person, 0)))
