"""Taking up a meeting in another channel, because its own is gone.

What lives here: which meeting is meant, whether it can be held here, and the order in which it moves.
What must not: who may take it up again, which the rules say.
"""

from __future__ import annotations

from bot.chat.framework.discord_calls import Trouble
from bot.chat.framework.interaction_context import Visit
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
from bot.roundtables import Lane


async def resume_here(visit: Visit) -> None:
    """Go on in this channel, where no meeting is held, with the one of this server that was suspended
    last, that this person may take up again, and whose own channel is gone."""
    interaction, desk = visit.interaction, visit.desk
    channel, guild = meeting_place(interaction.channel), interaction.guild
    if guild is None:
        await visit.refuse(refuse(Code.NOT_CONVENED))
        return
    suspended = [
        lane
        for lane in desk.tables.lanes
        if guild_of(lane.meeting.venue) == guild.id
        and lane.meeting.status is Status.SUSPENDED
        and may(lane.meeting, Action.MOVE, visit.person)
    ]
    if not suspended:
        await visit.refuse(refuse(Code.NOT_CONVENED))
        return
    lost: list[tuple[Lane, Trouble | None]] = []
    async with visit.in_time():
        for lane in suspended:
            found = await find_channel(guild, channel_of(lane.meeting.venue))
            if found is None or found in (Trouble.GONE, Trouble.FORBIDDEN):
                lost.append((lane, Trouble.GONE if found is Trouble.GONE else None))
    if not lost:
        there = f"<#{channel_of(suspended[-1].meeting.venue)}>"
        await visit.answer("resume-there", channel=there)
        return
    place = place_of(channel)
    if channel is None or place is None:
        await visit.answer("cannot-convene-here")
        return
    if not interaction.permissions.manage_channels:
        # A channel is closed to those who write in it: that is for whoever runs it.
        await visit.answer("cannot-resume-permission")
        return
    lane, how = max(lost, key=lambda each: each[0].meeting.stopped_at or 0)
    former = lane.meeting
    kept = place.kept(former.format.enforcement)
    venue = venue_of(channel.id, guild.id)
    await give_back_permissions(interaction.client, desk, venue)
    missing = missing_permissions(channel.permissions_for(guild.me), kept.value, place)
    if missing:
        names = ", ".join(f"**{SHOWN_AS[name]}**" for name in missing)
        await visit.answer("missing-permissions", names=names)
        return
    moved = await desk.tables.move(lane, c.Move(visit.person, venue, kept, place.spoken))
    if isinstance(moved, Refusal):
        await visit.refuse(moved)
        return
    if how is Trouble.GONE:
        await forget(desk.tables.journal, former.id, channel_of(former.venue))
    presenter = await desk.move_room(lane.meeting, channel)
    presenter.tell(moved)
    presenter.show_again()
    lane.start_clock()
    await Visit.of(interaction, lane).carry_out(c.Resume(visit.person))
