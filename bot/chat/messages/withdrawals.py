"""Attachments that their author takes out of a message that stays: the record says so, and what was kept
of them is erased, unless the dialogue keeps what was taken out.

Discord tells what hangs on a message now; the journal has what hung on it. They are compared by name and
size, in their order. No name is ever logged.
"""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Sequence

import discord

from bot.chat.messages.intake import Surely
from bot.chat.messages.message_reading import attached
from bot.journal.port import Journal
from bot.procedure import commands as c
from bot.procedure.events import (
    ErasedBecause,
    FileKept,
    FileLeftOut,
    FileWithdrawn,
    Recorded,
    TextAt,
)
from bot.roundtables import MeetingRunner


class Withdrawals:
    """One a process."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._latest: dict[str, discord.Message] = {}
        """How messages look by now whose files are being fetched still."""

    async def look(self, runner: MeetingRunner, message: discord.Message) -> None:
        """See whether everything hangs on this contribution that hung on it."""
        name = str(message.id)
        if name in runner.meeting.record.fetching:
            self._latest[name] = message
            return
        known = await self._journal.contribution(runner.meeting.id, name)
        if known is None or known.removed or not known.files:
            return
        records = await self._journal.read(runner.meeting.id)
        for gone in tuple(_gone(records, name, attached(message))):
            event = gone.event
            assert isinstance(event, FileKept | FileLeftOut), "those are what is looked for"
            await runner.give(c.WithdrawFile(known.person, name, event.number))
            if isinstance(event, FileKept) and not runner.meeting.format.record.removed:
                texts = (TextAt(gone.seq, "digest"), TextAt(gone.seq, "name"))
                await runner.give(c.EraseTexts(None, known.person, ErasedBecause.REMOVED, texts))

    async def after(
        self, fetched: Awaitable[None], runner: MeetingRunner, surely: Surely, name: str
    ) -> None:
        """Fetch what hangs on a message, and then see what was taken out meanwhile."""
        await fetched
        latest = self._latest.pop(name, None)
        if latest is not None:
            await surely(lambda: self.look(runner, latest))


def _gone(
    records: Sequence[Recorded], message: str, now: Sequence[discord.Attachment]
) -> Iterator[Recorded]:
    """What was recorded of this message's files, and hangs on it no more."""
    withdrawn = {
        r.event.number
        for r in records
        if isinstance(r.event, FileWithdrawn) and r.event.message == message
    }
    left = list(now)
    for record in records:
        event = record.event
        if not isinstance(event, FileKept | FileLeftOut) or event.message != message:
            continue
        if event.number in withdrawn or event.name.text is None:
            continue
        size = event.size if isinstance(event, FileKept) else None
        same = (a for a in left if a.filename == event.name.text and size in (None, a.size))
        found = next(same, None)
        if found is None:
            yield record
        else:
            left.remove(found)
