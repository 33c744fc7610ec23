"""Where a press, a choice or a form that was filled in goes: to its act, about its meeting, answered
whatever it is.

Ids are not believed: a meeting's own are good in its own room only. What is done does not live here.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
from structlog.contextvars import bind_contextvars

from bot.chat.client_base import ClientBase
from bot.chat.floor.place_handlers import take_back, take_back_from
from bot.chat.framework.access import BUTTONS, Actions, admitted
from bot.chat.framework.components import CardButton, CardSelect, PeopleSelect, shown_ids
from bot.chat.framework.forms import FORM_ID, Filled
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.safety import tell_incident
from bot.chat.handlers import (
    AFTERWARDS,
    ELSEWHERE,
    FORMS,
    FORMS_AFTERWARDS,
    FORMS_ANYWHERE,
    HANDLERS,
    OWN,
)
from bot.chat.room.channel_adapter import guild_of, venue_of
from bot.procedure.refusals import Code, refuse
from bot.roundtables import MeetingRunner


async def press(
    client: ClientBase, interaction: discord.Interaction[Any], act: str, meeting: str, seen: str
) -> None:
    """A button was pressed, or something was chosen from a list: find its act and its meeting."""
    if not await client.under_way.admit(interaction):
        return
    anywhere = act in ELSEWHERE
    if act not in OWN and await client.second.holds(meeting, interaction, anywhere=anywhere):
        await client.second.leave(interaction)
        return
    runner = client.services.tables.get(meeting)
    if runner is not None:
        bind_contextvars(meeting=meeting)
    context = InteractionContext.of(interaction, runner, seen)
    perform = HANDLERS.get(act)
    if act in OWN:
        here = client.services.runner_at(interaction.channel_id, interaction.guild_id)
        await OWN[act](InteractionContext.of(interaction, here, seen))
    elif act in AFTERWARDS:
        await _afterwards(client, context, meeting, BUTTONS[act], AFTERWARDS[act])
    elif act in ELSEWHERE:
        await _elsewhere(client, context, meeting, ELSEWHERE[act])
    elif perform is None:
        await context.answer("unknown-button")
    elif runner is None and perform is take_back:
        await take_back_from(context, meeting)
    elif runner is None:
        await context.refuse(refuse(Code.MEETING_CLOSED))
    elif not _here(interaction, runner):
        await context.answer("unknown-button")
    elif await admitted(context, BUTTONS[act]):
        await perform(context)


async def _afterwards(
    client: ClientBase,
    context: InteractionContext,
    meeting: str,
    actions: Actions,
    perform: Callable[[InteractionContext], Awaitable[None]],
) -> None:
    """About a meeting that is over, in its own room."""
    runner = await client.services.tables.fetch(meeting)
    about = InteractionContext.of(context.interaction, runner, context.seen)
    if runner is None or not _here(context.interaction, runner):
        await context.answer("unknown-button")
    elif await admitted(about, actions):
        await perform(about)


async def _elsewhere(
    client: ClientBase,
    context: InteractionContext,
    meeting: str,
    perform: Callable[[InteractionContext], Awaitable[None]],
) -> None:
    """About a meeting, over or not, in any room of its server."""
    runner = await client.services.tables.fetch(meeting)
    if runner is None or guild_of(runner.meeting.venue) != context.interaction.guild_id:
        await context.answer("unknown-button")
    else:
        await perform(InteractionContext.of(context.interaction, runner, context.seen))


def _here(interaction: discord.Interaction[Any], runner: MeetingRunner) -> bool:
    """Whether this was done in the meeting's own room."""
    return runner.meeting.venue == venue_of(interaction.channel_id or 0, interaction.guild_id)


async def left_over(client: ClientBase, interaction: discord.Interaction[Any]) -> None:
    """What discord.py hands to nobody: every form, since none is remembered, and a press or a choice on
    a message that was drawn anew in the same moment. It looks for the button on the message as it is
    now, finds none, and keeps silent; the handler itself knows what to say."""
    data: Mapping[str, Any] = dict(interaction.data or {})
    custom_id = str(data.get("custom_id", ""))
    what = "form" if interaction.type is discord.InteractionType.modal_submit else "button"
    try:
        if interaction.type is discord.InteractionType.modal_submit:
            await _sent(client, interaction, FORM_ID.fullmatch(custom_id))
        elif interaction.type is discord.InteractionType.component:
            await _pressed(client, interaction, custom_id)
    except Exception as error:
        await tell_incident(interaction, error, f"{what} {custom_id.split(':')[1:2]}")


async def _sent(
    client: ClientBase, interaction: discord.Interaction[Any], match: re.Match[str] | None
) -> None:
    """A form was filled in and sent, perhaps long after it was opened."""
    if not await client.under_way.admit(interaction):
        return
    if match is None:  # an earlier version's
        await InteractionContext.here(interaction).answer("unknown-form")
        return
    form, meeting, seen = match["form"], match["meeting"], match["seen"]
    filled = Filled.of(interaction)
    if form not in FORMS_ANYWHERE and await client.second.holds(
        meeting, interaction, anywhere=False
    ):
        await client.second.leave(interaction)
        return
    runner = client.services.tables.get(meeting)
    if runner is not None:
        bind_contextvars(meeting=meeting)
    context = InteractionContext.of(interaction, runner, seen)
    if form in FORMS_ANYWHERE:
        here = client.services.runner_at(interaction.channel_id, interaction.guild_id)
        await FORMS_ANYWHERE[form](InteractionContext.of(interaction, here, seen), filled)
    elif form in FORMS_AFTERWARDS:
        perform = FORMS_AFTERWARDS[form]
        await _afterwards(client, context, meeting, BUTTONS[form], lambda its: perform(its, filled))
    elif form not in FORMS:
        await context.answer("unknown-form")
    elif runner is None:
        await context.refuse(refuse(Code.MEETING_CLOSED))
    elif not _here(interaction, runner):
        await context.answer("unknown-form")
    else:
        await FORMS[form](context, filled)


async def _pressed(
    client: ClientBase, interaction: discord.Interaction[Any], custom_id: str
) -> None:
    drawn = (CardButton, CardSelect, PeopleSelect)
    found = (each.__discord_ui_compiled_template__.fullmatch(custom_id) for each in drawn)
    match = next((each for each in found if each is not None), None)
    if match is None:  # an earlier version's, or nobody's
        if await client.under_way.admit(interaction):
            await InteractionContext.here(interaction).answer("unknown-button")
    elif interaction.message is None or custom_id not in shown_ids(interaction.message):
        await press(client, interaction, match["act"], match["meeting"], match["seen"])
