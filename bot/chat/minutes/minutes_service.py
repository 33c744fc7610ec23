"""The minutes on Discord: drafted by themselves when a meeting closes, shown in its room, shown anew
whenever they read otherwise.

What they say is composed in `bot.transcript.minutes_draft`, who may do what with them is ruled in
`bot.procedure`. Nothing here decides.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Coroutine
from typing import Any

import discord
import structlog
from discord import ui

from bot.chat.framework.components import CardButton, in_rows
from bot.chat.framework.discord_calls import NOBODY, Trouble, attempt
from bot.chat.framework.wording import RoomPhrases, mention, quoted, shown
from bot.chat.room.meeting_places import Channel
from bot.data import Locales
from bot.incidents import incident
from bot.journal.port import Journal
from bot.phrases import Phrases
from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.minutes.minutes_values import Amendment
from bot.procedure.state import Meeting, Status
from bot.procedure.values import MeetingId, Words
from bot.roundtables import Change, Roundtables
from bot.transcript.minutes_draft import compose
from bot.workers import Overrun, Workers

log = structlog.get_logger(__name__)

MINUTES_NOTE = "minutes"
"""Where the message with the minutes is."""
FILE = "minutes.md"

Find = Callable[[str], Coroutine[Any, Any, Channel | None]]
"""The channel of a venue, where there is one."""

_CHANGES = (e.MinutesDrafted, e.MinutesAdopted, e.MinutesFrozen)


class MinutesService:
    """Sees to the minutes of every meeting. One a process; `find` is set by the client. `locales` is
    where the catalogue of their words lies; None: the shipped one."""

    def __init__(
        self, tables: Roundtables, phrases: Phrases, locales: Locales | None, workers: Workers
    ) -> None:
        self._tables = tables
        self._phrases = phrases
        self._locales = locales
        self._workers = workers
        self._tasks: set[asyncio.Task[None]] = set()
        self._one_at_a_time = asyncio.Lock()
        self.find: Find | None = None

    def told(self, change: Change) -> None:
        """Something has been committed. Returns at once."""
        events = [record.event for record in change.records]
        # Where words had been kept as long as was agreed, nothing is drafted from what is left.
        erased = change.after.minutes.lost and any(
            isinstance(event, e.TextsErased) and event.person is not None for event in events
        )
        if erased or any(isinstance(event, e.MeetingClosed) for event in events):
            self._begin(self._draft(change.after))
        if any(isinstance(event, _CHANGES) for event in events):
            self._begin(self._show(change.after.id))
        for event in events:
            if isinstance(event, e.AmendmentProposed):
                proposed = change.after.minutes.amendment(event.number)
                if proposed is not None:
                    self._begin(self._propose(change.after, proposed))
            elif isinstance(event, e.AmendmentDecided):
                self._begin(self._decided(change.after, event))

    async def make_up(self, now_closed: MeetingId) -> None:
        """Draft what a process that was killed at the close did not come to."""
        runner = await self._tables.fetch(now_closed)
        if runner is not None and runner.meeting.minutes.text is None:
            await self._draft(runner.meeting)

    async def settled(self) -> None:
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def stop(self) -> None:
        for task in self._tasks:
            task.cancel()

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._safely(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _safely(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            async with self._one_at_a_time:
                await work
        except Exception as error:
            incident(error, "minutes")

    async def _draft(self, meeting: Meeting) -> None:
        """Compose the draft in a process of its own: a long meeting has a long record."""
        if meeting.opened_at is None or meeting.status is not Status.CLOSED:
            return
        journal = self._tables.journal
        head = await journal.head(meeting.id)
        records = await journal.read(meeting.id)
        runner = await self._tables.fetch(meeting.id)
        if runner is None or head is None:
            return
        seq, digest = head

        points, languages = runner.meeting.minutes.points, meeting.dialogue.languages
        text = await self._workers.call(
            compose, records[:seq], digest, points, languages, self._locales
        )
        if isinstance(text, Overrun):
            await self._say(
                meeting, RoomPhrases(self._phrases, languages).block("minutes-too-heavy")
            )
            return
        await runner.give(c.DraftMinutes(Words(text)))

    # Showing ---------------------------------------------------------------------------------------

    async def _show(self, name: MeetingId) -> None:
        """Post the minutes as they read now, or put them in the place of what was posted."""
        runner = await self._tables.fetch(name)
        if runner is None or self.find is None:
            return
        meeting = runner.meeting
        channel, text = await self.find(meeting.venue), meeting.minutes.text
        if channel is None or text is None or text.text is None:
            return
        voice = RoomPhrases(self._phrases, meeting.dialogue.languages)
        file = discord.File(io.BytesIO(text.text.encode("utf-8", "replace")), FILE)
        content, view = self._face(meeting, voice), _buttons(meeting, voice)
        posted = await self._tables.journal.note(name, MINUTES_NOTE)
        if posted is not None:
            message = channel.get_partial_message(int(posted))
            edited = await attempt(
                "edit the minutes",
                message.edit(
                    content=content, attachments=[file], view=view, allowed_mentions=NOBODY
                ),
            )
            if edited is not Trouble.GONE:
                return
            file.reset()
        sent = await attempt(
            "post the minutes",
            channel.send(content, file=file, view=view, allowed_mentions=NOBODY),
        )
        if not isinstance(sent, Trouble):
            await _noted(self._tables.journal, name, sent.id)

    def _face(self, meeting: Meeting, voice: RoomPhrases) -> str:
        minutes = meeting.minutes
        if minutes.digest is not None:
            return voice.block("minutes-adopted") + f"\nSHA-256 `{minutes.digest}`"
        lines = [voice.block("minutes-draft", revision=minutes.revision)]
        if minutes.adopted_by:
            people = ", ".join(map(mention, sorted(minutes.adopted_by)))
            lines.append(voice.block("minutes-adopted-by", people=people))
        return "\n".join(lines)

    async def _propose(self, meeting: Meeting, amendment: Amendment) -> None:
        """Put an amendment before the room, with the buttons that decide on it."""
        voice = RoomPhrases(self._phrases, meeting.dialogue.languages)
        lines = [
            voice.block(
                "amendment-proposed", number=amendment.number, person=mention(amendment.person)
            )
        ]
        if amendment.instead is not None:
            passage = quoted(shown(amendment.instead.text or "", 400))
            lines.append(f"{voice.line('amendment-instead')}: {passage}")
        lines.append(f"> {shown(amendment.text.text or '', 900)}")
        view = in_rows(
            *(
                CardButton.make(
                    act,
                    meeting,
                    label=voice.line(f"button-{act}"),
                    style=style,
                    seen=str(amendment.number),
                )
                for act, style in (
                    ("amend-accept", discord.ButtonStyle.success),
                    ("amend-decline", discord.ButtonStyle.secondary),
                )
            )
        )
        await self._say(meeting, "\n".join(lines)[:2000], view)

    async def _decided(self, meeting: Meeting, event: e.AmendmentDecided) -> None:
        voice = RoomPhrases(self._phrases, meeting.dialogue.languages)
        phrase = "amendment-accepted" if event.accepted else "amendment-declined"
        await self._say(meeting, voice.block(phrase, number=event.number))

    async def _say(self, meeting: Meeting, text: str, view: ui.View | None = None) -> None:
        channel = None if self.find is None else await self.find(meeting.venue)
        if channel is None:
            return
        extra: dict[str, Any] = {} if view is None else {"view": view}
        sent = channel.send(text, allowed_mentions=NOBODY, silent=True, **extra)
        await attempt("tell of the minutes", sent)


async def _noted(journal: Journal, meeting: MeetingId, message: int) -> None:
    await journal.set_note(meeting, MINUTES_NOTE, str(message))


def _buttons(meeting: Meeting, voice: RoomPhrases) -> ui.View:
    """What can still be done with the minutes, until they are frozen; the record can always be had."""
    revision = str(meeting.minutes.revision)
    acts = [("export", discord.ButtonStyle.secondary)]
    if meeting.minutes.digest is None:
        acts = [
            ("amend", discord.ButtonStyle.secondary),
            ("minutes-adopt", discord.ButtonStyle.success),
            *acts,
        ]
    return in_rows(
        *(
            CardButton.make(
                act, meeting, label=voice.line(f"button-{act}"), style=style, seen=revision
            )
            for act, style in acts
        )
    )
