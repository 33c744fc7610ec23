"""What was typed in a meeting's channel while nobody listened, read from its history in its order.

Each message is judged by what held when it was sent; one that the journal knows is passed over. What
became of messages that are on the record stands in `looking_back`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import aiohttp
import discord
import structlog

from bot.chat.messages.intake import Surely
from bot.chat.messages.message_listener import MessageListener
from bot.chat.messages.message_reading import by_a_person
from bot.chat.room.meeting_places import Channel
from bot.journal.port import Journal
from bot.procedure.events import Recorded
from bot.procedure.evolve import evolve
from bot.procedure.state import Meeting
from bot.procedure.values import SECOND, Instant, Milliseconds
from bot.roundtables import MeetingRunner

log = structlog.get_logger(__name__)

MARGIN = timedelta(minutes=2)
"""How far before a gap the history is read; what is known already is passed over. A connection that
stands and says nothing is found to be gone only after heartbeat and timeout, a minute and 41 seconds."""

TRY_AGAIN: Milliseconds = 2 * SECOND
LONGEST_WAIT: Milliseconds = 60 * SECOND


class Past:
    """A meeting's states, asked for in the order of time: each event is folded once. What has happened
    since they were read is asked of the runner."""

    def __init__(self, records: tuple[Recorded, ...], runner: MeetingRunner) -> None:
        self._runner = runner
        self._until = records[-1].at if records else 0
        self._left: Iterator[Recorded] = iter(records)
        self._next = next(self._left, None)
        self._meeting: Meeting | None = None

    async def as_of(self, at: Instant) -> Meeting | None:
        if at >= self._until:
            return await self._runner.as_of(at)
        while self._next is not None and self._next.at <= at:
            self._meeting = evolve(self._meeting, self._next.event, self._next.at)
            self._next = next(self._left, None)
        return self._meeting


class Missed:
    """The history of one channel since a moment; `surely` does each thing until it is written."""

    def __init__(
        self,
        journal: Journal,
        listener: MessageListener,
        runner: MeetingRunner,
        channel: Channel,
        since: Instant,
        surely: Surely,
    ) -> None:
        self._journal = journal
        self._listener = listener
        self._runner = runner
        self._channel = channel
        self._surely = surely
        # Messages that came before the opening are judged as any others: nothing was kept then.
        self._after = datetime.fromtimestamp(since / SECOND, UTC) - MARGIN

    async def read(self) -> bool:
        """Hear everything, in its order. False: Discord is out of order, and it is to be read again;
        where it does not let the bot read there is nothing to be done."""
        meeting = self._runner.meeting
        if meeting.opened_at is not None:
            opened = datetime.fromtimestamp(meeting.opened_at / SECOND, UTC)
            self._after = max(self._after, opened - MARGIN)
        past = Past(await self._journal.read(meeting.id), self._runner)
        try:
            async for message in self._channel.history(
                after=self._after, oldest_first=True, limit=None
            ):
                await self._hear(message, past)
        except discord.HTTPException as error:
            log.warning("history not read", meeting=meeting.id, status=error.status)
            return error.status < 500 and error.status != HTTPStatus.TOO_MANY_REQUESTS
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("history not read", meeting=meeting.id, kind=type(error).__name__)
            return False
        return True

    async def read_at_last(self) -> None:
        wait = TRY_AGAIN
        while True:
            await asyncio.sleep(wait / SECOND)
            if await self.read():
                return
            wait = min(wait * 2, LONGEST_WAIT)

    async def _hear(self, message: discord.Message, past: Past) -> None:
        known = await self._journal.knows(self._runner.meeting.id, str(message.id))
        if not known and by_a_person(message):
            await self._surely(lambda: self._listener.record(self._runner, message, past.as_of))
