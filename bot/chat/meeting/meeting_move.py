"""Taking up a meeting in another channel, because its own is gone.

What lives here: which meeting is meant, whether it can be held here, and the order in which it moves.
What must not: who may take it up again, which the rules say.
"""

from __future__ import annotations

from bot.chat.framework.discord_calls import Trouble
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.preflight import SHOWN_AS, missing_permissions
from bot.chat.recovery import find_channel, give_back_permissions
from bot.chat.room.channel_adapter import channel_of, guild_of, venue_of
from bot.chat.room.channel_permissions import forget
from bot.chat.room.meeting_places import meeting_place, place_of
from bot.procedure import commands as c
from bot.procedure.authorization import may
from bot.procedure.capabilities import Action
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Status
from bot.roundtables import MeetingRunner


async def resume_here(context: InteractionContext) -> None:
    """Go on in this channel, where no meeting is held, with the one of this server that was suspended
    last, that this person may take up again, and whose own channel is gone."""
    interaction, services = context.interaction, context.services
    channel, guild = meeting_place(interaction.channel), interaction.guild
    if guild is None:
        await context.refuse(refuse(Code.NOT_CONVENED))
        return
    suspended = [
        runner
        for runner in services.tables.runners
        if guild_of(runner.meeting.venue) == guild.id
        and runner.meeting.status is Status.SUSPENDED
        and may(runner.meeting, Action.MOVE, context.person)
    ]
    if not suspended:
        await context.refuse(refuse(Code.NOT_CONVENED))
        return
    lost: list[tuple[MeetingRunner, Trouble | None]] = []
    async with context.in_time():
        for runner in suspended:
            found = await find_channel(guild, channel_of(runner.meeting.venue))
            if found is None or found in (Trouble.GONE, Trouble.FORBIDDEN):
                lost.append((runner, Trouble.GONE if found is Trouble.GONE else None))
    if not lost:
        there = f"<#{channel_of(suspended[-1].meeting.venue)}>"
        await context.answer("resume-there", channel=there)
        return
    place = place_of(channel)
    if channel is None or place is None:
        await context.answer("cannot-convene-here")
        return
    if not interaction.permissions.manage_channels:
        # A channel is closed to those who write in it: that is for whoever runs it.
        await context.answer("cannot-resume-permission")
        return
    runner, how = max(lost, key=lambda each: each[0].meeting.stopped_at or 0)
    former = runner.meeting
    kept = place.kept(former.format.enforcement)
    venue = venue_of(channel.id, guild.id)
    await give_back_permissions(interaction.client, services, venue)
    missing = missing_permissions(channel.permissions_for(guild.me), kept.value, place)
    if missing:
        names = ", ".join(f"**{SHOWN_AS[name]}**" for name in missing)
        await context.answer("missing-permissions", names=names)
        return
    moved = await services.tables.move(runner, c.Move(context.person, venue, kept, place.spoken))
    if isinstance(moved, Refusal):
        await context.refuse(moved)
        return
    if how is Trouble.GONE:
        await forget(services.tables.journal, former.id, channel_of(former.venue))
    presenter = await services.move_room(runner.meeting, channel)
    presenter.tell(moved)
    presenter.show_again()
    runner.start_clock()
    await InteractionContext.of(interaction, runner).carry_out(c.Resume(context.person))
