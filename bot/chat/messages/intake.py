"""In what order, and how surely, what happens in a meeting's channel reaches its runner.

One thing at a time, in the order in which it came; what was missed is read before anything newer is
taken. If the journal cannot be written, the thing waits and is tried again, with all that came after
it: the room is told once, calmly, and told when the record is whole. Nothing here knows what a message
is, or what becomes of one.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar
from weakref import WeakValueDictionary

import structlog

from bot.journal.port import UnwrittenJournal
from bot.procedure.values import SECOND, MeetingId, Milliseconds
from bot.roundtables import Roundtables

log = structlog.get_logger(__name__)

T = TypeVar("T")
Surely = Callable[[Callable[[], Awaitable[object]]], Awaitable[object]]
"""What does a thing again and again until it is written."""

TRY_AGAIN: Milliseconds = 2 * SECOND
LONGEST_WAIT: Milliseconds = 30 * SECOND
LOOK_EVERY = 0.1
TOLD_AFTER = 2
"""So many failures in a row are no hiccup: the room is told."""


class HeardEvent(Protocol):
    """Who tells the room of a meeting whether it is recorded."""

    def __call__(self, meeting: MeetingId, *, recorded: bool) -> None: ...


class Intake:
    """That of one meeting."""

    def __init__(self, meeting: MeetingId, tables: Roundtables, told: HeardEvent) -> None:
        self._meeting = meeting
        self._tables = tables
        self._told = told
        self._turn = asyncio.Lock()
        self._key = f"unwritten {meeting}"

    async def take(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do this when all that came before is done, again and again until it is written."""
        async with self._turn:
            return await self._surely(work)

    async def after_all(self, work: Callable[[], Awaitable[T]], within: float) -> T | None:
        """Do this when all that came before is done, and once. None: that is not so within as many
        seconds, and this was not done."""
        left = within
        while self._turn.locked():
            if left <= 0:
                return None
            await asyncio.sleep(LOOK_EVERY)
            left -= LOOK_EVERY
        async with self._turn:
            return await work()

    @asynccontextmanager
    async def first(self) -> AsyncIterator[Surely]:
        """Around the reading of what was missed: what comes meanwhile waits. Gives what does each thing
        as surely as `take` does."""
        async with self._turn:
            yield self._surely

    async def _surely(self, work: Callable[[], Awaitable[T]]) -> T:
        failures, wait = 0, TRY_AGAIN
        while True:
            try:
                done = await work()
            except UnwrittenJournal as error:
                failures += 1
                log.error("not recorded yet", meeting=self._meeting, why=str(error.kind))
                # Should the process end now, the next one looks for it from where all was well.
                self._tables.miss(self._key)
                if failures == TOLD_AFTER:
                    self._told(self._meeting, recorded=False)
                await asyncio.sleep(wait / SECOND)
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                self._tables.made_up(self._key)
                if failures >= TOLD_AFTER:
                    self._told(self._meeting, recorded=True)
                return done


class Intakes:
    """An intake for each meeting, for as long as something is on its way into it."""

    def __init__(self, tables: Roundtables, told: HeardEvent) -> None:
        self._tables = tables
        self._told = told
        self._open: WeakValueDictionary[MeetingId, Intake] = WeakValueDictionary()

    def of(self, meeting: MeetingId) -> Intake:
        intake = self._open.get(meeting)
        if intake is None:
            intake = self._open[meeting] = Intake(meeting, self._tables, self._told)
        return intake
