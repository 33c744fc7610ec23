"""Keeping no longer than was agreed: once an hour, the words of meetings whose time is over are erased.

What is erased is an event of the meeting, so the chain says that it was, and when. What an erasure
could not finish in the files, such as one that somebody asked for while a backup was made, is finished
here too. Who is to be told is the listener's business; no word is logged.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import structlog

from bot.journal.ownership import texts_of
from bot.journal.port import MeetingSummary
from bot.procedure import commands as c
from bot.procedure.events import ErasedBecause
from bot.procedure.refusals import Refusal
from bot.procedure.values import DAY, MINUTE, SECOND, Instant, Milliseconds
from bot.roundtables import Roundtables

log = structlog.get_logger(__name__)

EVERY: Milliseconds = 60 * MINUTE

Told = Callable[[MeetingSummary], Awaitable[None]]
"""Told of a meeting whose words have just been erased."""


def due(summary: MeetingSummary, now: Instant) -> bool:
    """Whether the words of this meeting have been kept for as long as was agreed."""
    if summary.keep_days is None or summary.closed_at is None or summary.erased_at is not None:
        return False
    return now >= summary.closed_at + summary.keep_days * DAY


class RetentionWorker:
    """Carries out what was agreed. One a process."""

    def __init__(self, tables: Roundtables, told: Told) -> None:
        self._tables = tables
        self._told = told
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        if self._task is None:
            self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def look(self) -> int:
        """Erase what is due now, and finish what earlier erasures left undone, whoever asked for them;
        in how many meetings words were erased."""
        erased = [
            summary
            for summary in await self._tables.journal.meetings()
            if due(summary, self._tables.clock()) and await self._erased(summary)
        ]
        # Before anybody is told, and whether or not something was due: an erasure that a reader or a
        # full disk kept from its end is taken up here.
        left = await self._tables.journal.scrub()
        if left is not None:
            log.warning("erased words are not out of the files yet; trying again", why=str(left))
        for summary in erased:
            await self._told(summary)
        return len(erased)

    async def _erased(self, summary: MeetingSummary) -> bool:
        """Whether this meeting's words are erased. One that cannot be does not keep the others."""
        try:
            return await self._erase(summary)
        except Exception as error:
            log.error("keeping failed", meeting=summary.id, kind=type(error).__name__)
            return False

    async def _erase(self, summary: MeetingSummary) -> bool:
        runner = await self._tables.fetch(summary.id)
        if runner is None:
            return False
        texts = texts_of(await self._tables.journal.read(summary.id), None)
        erased = await runner.give(c.EraseTexts(None, None, ErasedBecause.RETENTION, texts))
        if isinstance(erased, Refusal):
            return False
        log.info("words erased, kept as long as agreed", meeting=summary.id, texts=len(texts))
        return True

    async def _watch(self) -> None:
        while True:
            try:
                await self.look()
            except Exception as error:  # the next look may find the disk in order again
                log.error("keeping failed", kind=type(error).__name__)
            await asyncio.sleep(EVERY / SECOND)
