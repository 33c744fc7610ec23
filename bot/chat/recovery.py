"""Coming back: after a restart the rooms are put right from the journal before any clock runs.

For every meeting that was running: find its channel, take up its card, set the permissions to what
they should be, read what was typed meanwhile, and only then let its clock go on. What became of
earlier messages is looked at when all of that is done.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import discord
import structlog

from bot.chat.asking import AGAIN, Trouble, attempt
from bot.chat.desk import Desk
from bot.chat.listening import Ear
from bot.chat.looking_back import look_back
from bot.chat.places import Channel, meeting_place
from bot.chat.room import CARD_NOTE, ORIGINALS_NOTE, Room, channel_of, guild_of
from bot.chat.voice import MUTED_NOTE
from bot.procedure import commands as c
from bot.procedure.events import MeetingClosed
from bot.procedure.evolve import fold
from bot.procedure.meeting import Status
from bot.procedure.values import DAY, SECOND, Instant, Milliseconds
from bot.roundtables import Change, Lane

log = structlog.get_logger(__name__)

LATEST_ENDING: Milliseconds = DAY
"""For how long after the close its showing is made up for; later, it would only puzzle people."""

MARGIN = timedelta(seconds=15)
"""How far before the last sign of life the history is read; what is known already is passed over."""


async def put_right(
    client: discord.Client,
    desk: Desk,
    ear: Ear,
    last_beat: Instant | None,
    deaf_since: Instant | None = None,
    server: int | None = None,
) -> None:
    """Take up every running meeting, or those of one `server`. Called once the servers are known.

    `last_beat` is when the bot was last alive before this process; `deaf_since` when this process
    lost Discord or the server, if it did: rooms that it has taken up already then catch up on what was
    typed.
    """
    heard: list[tuple[Lane, Channel, Instant]] = []
    for lane in desk.tables.lanes:
        if server not in (None, guild_of(lane.meeting.venue)):
            continue
        presenter = desk.presenter(lane.meeting.id)
        guild = client.get_guild(guild_of(lane.meeting.venue))
        if guild is None or guild.unavailable:
            # Discord has an outage of its own; the room is taken up when its server is back.
            continue
        channel = await find_channel(guild, channel_of(lane.meeting.venue))
        if channel in AGAIN:
            continue  # Discord is out of order; the next time that it is ready is soon enough
        if channel is None or isinstance(channel, Trouble):
            log.warning("a meeting's channel is gone", meeting=lane.meeting.id)
            await lane.give(c.LoseRoom())
            continue
        if presenter is not None:
            presenter.room.rebind(channel)
            if deaf_since is not None:
                await _miss(lane, presenter.room)
                await _read_missed(desk, ear, lane, channel, deaf_since)
                heard.append((lane, channel, deaf_since))
            presenter.show_again()
            continue
        presenter = desk.seat_room(lane.meeting, channel)
        await presenter.room.recall()
        desk.catch_up(presenter)
        # First, so that the time until now is nobody's floor time, whatever is read below.
        await lane.come_back(last_beat)
        await _miss(lane, presenter.room)
        if last_beat is not None:
            await _read_missed(desk, ear, lane, channel, last_beat)
        presenter.show_again()
        lane.start_clock()
        heard.append((lane, channel, last_beat or 0))
    for lane, channel, since in heard:  # last, since nobody waits for it
        await look_back(desk, ear, lane, channel, since)


async def find_channel(guild: discord.Guild, channel_id: int) -> Channel | Trouble | None:
    """The channel of a meeting: Discord is asked for a thread that has gone to the archive, which no
    cache holds. None: it is there, and no meeting can be held in it."""
    cached = guild.get_channel_or_thread(channel_id)
    if cached is not None:
        return meeting_place(cached)
    found = await attempt("find the channel", guild.fetch_channel(channel_id))
    return found if isinstance(found, Trouble) else meeting_place(found)


async def give_back_permissions(
    client: discord.Client, desk: Desk, venue: str | None = None
) -> None:
    """Restore the permissions of channels (or of one: `venue`), and the voices in them, whose meeting
    was closed while the bot might not do it."""
    journal = desk.tables.journal
    for summary in await journal.meetings():
        if summary.status is not Status.CLOSED or venue not in (None, summary.venue):
            continue
        if desk.tables.at(summary.venue) is not None:
            continue  # another meeting is held there now, and keeps its own floor
        notes = [await journal.note(summary.id, key) for key in (ORIGINALS_NOTE, MUTED_NOTE)]
        if notes == [None, None]:
            continue
        meeting = fold(await journal.read(summary.id))
        channel = meeting_place(client.get_channel(channel_of(summary.venue)))
        if meeting is not None and channel is not None:
            await Room(channel, journal, meeting.id).enforce(meeting)


async def show_endings(client: discord.Client, desk: Desk, now: Instant) -> None:
    """Show the end of meetings that were closed when it could not be shown: the process was killed in
    between, or Discord was out of order for as long as it lived."""
    journal = desk.tables.journal
    for summary in await journal.meetings():
        if summary.closed_at is None or summary.closed_at < now - LATEST_ENDING:
            continue
        if await journal.note(summary.id, CARD_NOTE) is None or desk.presenter(summary.id):
            continue
        channel = meeting_place(client.get_channel(channel_of(summary.venue)))
        records = await journal.read(summary.id)
        ended = next(i for i, r in enumerate(records) if isinstance(r.event, MeetingClosed))
        before, after = fold(records[:ended]), fold(records)
        if channel is None or before is None or after is None:
            continue
        presenter = desk.seat_room(after, channel)
        await presenter.room.recall()
        presenter.close_late(Change(before, after, records[ended:]))
        await desk.scribe.make_up(summary.id)


async def _miss(lane: Lane, room: Room) -> None:
    """Who left the server meanwhile has left the table."""
    for seat in lane.meeting.seats:
        if await room.member(seat.person) is Trouble.GONE:
            await lane.give(c.LeaveSeat(seat.person, seat.person))


async def _read_missed(
    desk: Desk, ear: Ear, lane: Lane, channel: Channel, last_beat: Instant
) -> None:
    """Hear what was typed while the bot was away, in its order."""
    if lane.meeting.status not in (Status.OPEN, Status.PAUSED):
        return
    since = datetime.fromtimestamp(last_beat / SECOND, UTC) - MARGIN
    if lane.meeting.opened_at is not None:
        # What people said to each other before the opening is nobody's business.
        since = max(since, datetime.fromtimestamp(lane.meeting.opened_at / SECOND, UTC))
    try:
        async for message in channel.history(after=since, oldest_first=True, limit=500):
            known = await desk.tables.journal.contribution(lane.meeting.id, str(message.id))
            if known is None:
                await ear.heard(message, missed=True)
    except discord.HTTPException as error:
        log.warning("history not read", meeting=lane.meeting.id, status=error.status)
