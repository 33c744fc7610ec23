"""Coming back: after a restart the rooms are put right from the journal before any clock runs.

For every meeting that was running: find its channel, take up its card, set the permissions to what
they should be, read what was typed meanwhile, and only then let its clock go on. What became of
earlier messages is looked at when all of that is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import discord
import structlog

from bot.chat.framework.discord_calls import AGAIN, Trouble, attempt
from bot.chat.messages.looking_back import look_back
from bot.chat.messages.message_listener import MessageListener
from bot.chat.messages.missed_messages import Missed
from bot.chat.room.channel_adapter import CARD_NOTE, ChannelAdapter, channel_of, guild_of
from bot.chat.room.channel_permissions import ORIGINALS_NOTE
from bot.chat.room.meeting_places import Channel, meeting_place
from bot.chat.room.voices import MUTED_NOTE
from bot.chat.services import Services
from bot.procedure import commands as c
from bot.procedure.events import MeetingClosed
from bot.procedure.evolve import fold
from bot.procedure.state import Status
from bot.procedure.values import DAY, SECOND, Instant, Milliseconds
from bot.roundtables import Change, MeetingRunner

log = structlog.get_logger(__name__)

TRY_AGAIN: Milliseconds = 5 * SECOND

LATEST_ENDING: Milliseconds = DAY
"""For how long after the close its showing is made up for; later, it would only puzzle people."""


async def put_right(
    client: discord.Client,
    services: Services,
    listener: MessageListener,
    runners: Iterable[MeetingRunner],
    last_beat: Instant | None,
    caught_up: Callable[[], None] = lambda: None,
) -> None:
    """Take up these meetings, or let those that are taken up already catch up on what they missed.
    Called once their servers are known; no room waits for another. `caught_up` is called when what was
    missed has been read in all of them; what became of earlier messages is looked at while the bot is
    ready already.

    `last_beat` is when the bot was last alive before this process.
    """
    runners = tuple(runners)
    waiting = len(runners)

    async def one(runner: MeetingRunner) -> None:
        nonlocal waiting
        afterwards = await _take_up(client, services, listener, runner, last_beat)
        waiting -= 1
        if not waiting:
            caught_up()
        if afterwards is not None:
            await afterwards

    if not runners:
        caught_up()
    await asyncio.gather(*map(one, runners))


async def _take_up(
    client: discord.Client,
    services: Services,
    listener: MessageListener,
    runner: MeetingRunner,
    last_beat: Instant | None,
) -> Awaitable[None] | None:
    """Take up one room; what there is to do afterwards."""
    unheard, name = listener.unheard, runner.meeting.id
    guild = client.get_guild(guild_of(runner.meeting.venue))
    if guild is None:
        unheard.forget(name)  # the bot was sent away from there
        return None
    if guild.unavailable:
        return None  # Discord has an outage of its own; the room waits until its server is back
    async with listener.intakes.of(name).first() as surely:
        since = unheard.reads(name)
        channel = await find_channel(guild, channel_of(runner.meeting.venue))
        while channel in AGAIN:  # Discord is out of order
            await asyncio.sleep(TRY_AGAIN / SECOND)
            channel = await find_channel(guild, channel_of(runner.meeting.venue))
        if channel is None or isinstance(channel, Trouble):
            log.warning("a meeting's channel is gone", meeting=name)
            if services.presenter(name) is None:
                await surely(lambda: runner.come_back(last_beat))
            await surely(lambda: runner.give(c.LoseRoom()))
            unheard.forget(name)
            return None
        presenter = services.presenter(name)
        again = presenter is not None
        if presenter is not None:
            presenter.room.rebind(channel)
        else:
            since = last_beat if since is None else since
            presenter = services.seat_room(runner.meeting, channel)
            await presenter.room.recall()
            services.catch_up(presenter)
            # First, so that the time until now is nobody's floor time, whatever is read below.
            await surely(lambda: runner.come_back(last_beat))
        if since is not None:
            await surely(lambda: _miss(runner, presenter.room))
            missed = Missed(services.tables.journal, listener, runner, channel, since, surely)
            if not await missed.read():
                # The room goes on meanwhile; what is typed from now on waits for what was missed.
                presenter.show_again()
                runner.start_clock()
                await missed.read_at_last()
        unheard.has_read(name)
        if again and since is not None:
            presenter.tell_away(since)
        presenter.show_again()
        runner.start_clock()
    listener.take_up(runner, channel)
    if since is not None or not again:
        return look_back(services, listener, runner, channel, since or 0)
    return None


async def find_channel(guild: discord.Guild, channel_id: int) -> Channel | Trouble | None:
    """The channel of a meeting: Discord is asked for a thread that has gone to the archive, which no
    cache holds. None: it is there, and no meeting can be held in it."""
    cached = guild.get_channel_or_thread(channel_id)
    if cached is not None:
        return meeting_place(cached)
    found = await attempt("find the channel", guild.fetch_channel(channel_id))
    return found if isinstance(found, Trouble) else meeting_place(found)


async def give_back_permissions(
    client: discord.Client, services: Services, venue: str | None = None
) -> None:
    """Restore the permissions of channels (or of one: `venue`), and the voices in them, whose meeting
    was closed while the bot might not do it."""
    journal = services.tables.journal
    for summary in await journal.meetings():
        if summary.status is not Status.CLOSED or venue not in (None, summary.venue):
            continue
        if services.tables.at(summary.venue) is not None:
            continue  # another meeting is held there now, and keeps its own floor
        notes = [await journal.note(summary.id, key) for key in (ORIGINALS_NOTE, MUTED_NOTE)]
        if notes == [None, None]:
            continue
        meeting = fold(await journal.read(summary.id))
        channel = meeting_place(client.get_channel(channel_of(summary.venue)))
        if meeting is not None and channel is not None:
            await ChannelAdapter(channel, journal, meeting.id).enforce(meeting)


async def show_endings(client: discord.Client, services: Services, now: Instant) -> None:
    """Show the end of meetings that were closed when it could not be shown: the process was killed in
    between, or Discord was out of order for as long as it lived."""
    journal = services.tables.journal
    for summary in await journal.meetings():
        if summary.closed_at is None or summary.closed_at < now - LATEST_ENDING:
            continue
        if await journal.note(summary.id, CARD_NOTE) is None or services.presenter(summary.id):
            continue
        channel = meeting_place(client.get_channel(channel_of(summary.venue)))
        records = await journal.read(summary.id)
        ended = next(i for i, r in enumerate(records) if isinstance(r.event, MeetingClosed))
        before, after = fold(records[:ended]), fold(records)
        if channel is None or before is None or after is None:
            continue
        presenter = services.seat_room(after, channel)
        await presenter.room.recall()
        presenter.close_late(Change(before, after, records[ended:]))
        await services.minutes_service.make_up(summary.id)


async def _miss(runner: MeetingRunner, room: ChannelAdapter) -> None:
    """Who left the server meanwhile has left the table."""
    for seat in runner.meeting.seats:
        if await room.member(seat.person) is Trouble.GONE:
            await runner.give(c.LeaveSeat(seat.person, seat.person))
