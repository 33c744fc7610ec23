"""What became, while the bot was away, of messages that are on the record: edited, or taken out.

Discord tells of neither afterwards, so what stands in the journal is compared with the channel's
history, as far as `FARTHEST` messages reach. That a message is gone, of which its words may be erased,
is believed only when Discord says so of that very message.
"""

from __future__ import annotations

import discord
import structlog

from bot.chat.framework.discord_calls import Trouble, attempt
from bot.chat.messages.message_listener import MessageListener
from bot.chat.room.meeting_places import Channel
from bot.chat.services import Services
from bot.procedure.values import Instant
from bot.roundtables import MeetingRunner

log = structlog.get_logger(__name__)

FARTHEST = 500
"""How many messages of the history are looked through: five calls."""


async def look_back(
    services: Services,
    listener: MessageListener,
    runner: MeetingRunner,
    channel: Channel,
    since: Instant,
) -> None:
    """Find the edits and deletions that nobody told of since then, in a meeting that runs."""
    if not channel.permissions_for(channel.guild.me).read_message_history:
        return  # the history would be empty, and would say that all is gone
    standing = await services.tables.journal.standing(runner.meeting.id, FARTHEST)
    moved = runner.meeting.moved_at or 0
    # What was said before it moved was said in a channel that is gone, and stays on the record.
    known = sorted(int(each.message) for each in standing if each.at > moved)
    if not known:
        return
    found: dict[int, discord.Message] = {}
    reached, looked = known[0], 0
    try:
        # Nothing that came after the last contribution, such as words off the record, is asked for.
        before = discord.Object(known[-1] + 1)
        async for message in channel.history(limit=FARTHEST, before=before, oldest_first=False):
            looked += 1
            if message.id < known[0]:
                break
            found[message.id] = message
            if looked == FARTHEST:
                reached = message.id
    except discord.HTTPException as error:
        log.warning("history not looked through", meeting=runner.meeting.id, status=error.status)
        reached = min(found, default=known[-1] + 1)
    for message_id in known:
        if message_id in found:
            await listener.look_at(runner, found[message_id])
        elif message_id >= reached and await _gone(channel, message_id):
            await listener.mark_deleted(runner, str(message_id), since)


async def _gone(channel: Channel, message_id: int) -> bool:
    asked = channel.fetch_message(message_id)
    return await attempt("find a message", asked) is Trouble.GONE
