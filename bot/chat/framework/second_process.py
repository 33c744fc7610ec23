"""Another process with the same token, on a file of its own: noticed, told once, not spoken over.

Discord sends every press to both, and takes whichever answer comes first. So whoever presses a button of
a meeting that is not in this file is left to the other process for as long as Discord waits; and what
was answered by somebody else, or posted about a meeting of another file, shows that there is one. On the
same file there is never a second: the lock beside it keeps that.

What must not live here: what a press does.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import OrderedDict
from enum import StrEnum
from typing import Any

import aiohttp
import discord
import structlog

from bot.chat.framework.components import shown_ids
from bot.chat.framework.discord_calls import NOBODY
from bot.chat.room.channel_adapter import guild_of, venue_of
from bot.chat.services import Services
from bot.journal.port import SECOND_PROCESS
from bot.procedure import events as e
from bot.procedure.values import MINUTE, SECOND, Instant, MeetingId, Milliseconds
from bot.roundtables import Change

log = structlog.get_logger(__name__)

ALREADY_ANSWERED = 40060
"""Discord's code for an interaction that was answered before."""
LATE = frozenset({ALREADY_ANSWERED, 10062})
"""The same, and for one that Discord waits for no longer."""
LEFT_TO_THE_OTHER: Milliseconds = 2_400
"""How long the other process has for its answer; Discord waits for three seconds."""
BELIEVED: Milliseconds = 15 * MINUTE
"""For how long after its last sign the other process is taken to be there."""
ATTEMPTS = 512
"""How many of the latest interactions are remembered that this process tried to answer."""

_CALLBACK = re.compile(r"/interactions/(\d+)/[^/]+/callback")
_NAMED = re.compile(r"c[a-z]:[a-z-]+:([a-z0-9-]+):.*")


class SignOfSecond(StrEnum):
    """What showed that there is another process."""

    ANSWERED = "an interaction had been answered by another process"
    POSTED = "a message was posted about a meeting of another file"


class SecondProcess:
    """`present` while there is one, as far as can be known."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._tables = services.tables
        self._last: Instant | None = None
        self._noted: Instant | None = None
        self._elsewhere: set[str] = set()
        self._told: set[MeetingId] = set()
        self._attempts: OrderedDict[str, int] = OrderedDict()
        services.tables.listen(self._changed)

    @property
    def present(self) -> bool:
        return self._last is not None and self._tables.clock() < self._last + BELIEVED

    # What is another file's ------------------------------------------------------------------------

    async def holds(
        self, meeting: MeetingId, interaction: discord.Interaction[Any], *, anywhere: bool
    ) -> bool:
        """Whether this is a meeting of another file: this one does not know it, or not in this channel
        (`anywhere`: in this server). Two files may call two meetings the same."""
        runner = self._tables.get(meeting) or await self._tables.fetch(meeting)
        if runner is None:
            return True
        if anywhere:
            return guild_of(runner.meeting.venue) != interaction.guild_id
        return runner.meeting.venue != venue_of(interaction.channel_id or 0, interaction.guild_id)

    def holds_here(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether another file is known to have a meeting in this channel, and this one has none."""
        venue = venue_of(interaction.channel_id or 0, interaction.guild_id)
        return venue in self._elsewhere and self.present and self._tables.at(venue) is None

    async def leave(self, interaction: discord.Interaction[Any]) -> None:
        """Leave it to the other process, and say what is true should there be no answer of its own."""
        await asyncio.sleep(LEFT_TO_THE_OTHER / SECOND)
        language = interaction.client.language_for(interaction)
        text = self._services.phrases.say(language, "meeting-of-another-file")
        try:
            await interaction.response.send_message(text, ephemeral=True, allowed_mentions=NOBODY)
        except discord.HTTPException as error:
            if error.code not in LATE and error.status < 500:
                raise
            if error.code == ALREADY_ANSWERED:
                await self.notice(SignOfSecond.ANSWERED)

    # Signs -----------------------------------------------------------------------------------------

    async def looks_at(self, message: discord.Message) -> None:
        """A message of the bot's own account was posted or edited: by this process, or by another?"""
        guild = message.guild
        venue = venue_of(message.channel.id, None if guild is None else guild.id)
        runner = self._tables.at(venue)
        for custom_id in shown_ids(message):
            named = _NAMED.fullmatch(custom_id)
            if named is None or (runner is not None and runner.meeting.id == named[1]):
                continue
            known = await self._tables.fetch(named[1])
            if known is None or known.meeting.venue != venue:
                self._elsewhere.add(venue)
                await self.notice(SignOfSecond.POSTED)
                return

    def watch(self, config: aiohttp.TraceConfig) -> None:
        """Have aiohttp tell of the answers that this process gives. Discord says that one was answered
        before: if this is the first that this process tries, it was by somebody else."""

        async def begins(session: Any, context: Any, told: aiohttp.TraceRequestStartParams) -> None:
            found = _CALLBACK.search(told.url.path)
            if found is not None:
                self._attempts[found[1]] = self._attempts.get(found[1], 0) + 1
                if len(self._attempts) > ATTEMPTS:
                    self._attempts.popitem(last=False)

        async def ended(session: Any, context: Any, told: aiohttp.TraceRequestEndParams) -> None:
            found = _CALLBACK.search(told.url.path)
            if found is None or told.response.status != 400 or self._attempts.get(found[1]) != 1:
                return
            if _code(await told.response.read()) == ALREADY_ANSWERED:
                await self.notice(SignOfSecond.ANSWERED)

        config.on_request_start.append(begins)
        config.on_request_end.append(ended)

    async def notice(self, sign: SignOfSecond) -> None:
        """Say it once in the log, to the co-chairs of each meeting, and for `cochair doctor`."""
        if not self.present:
            log.error(
                "another process runs with the same token, on another file; stop one of the two",
                seen=sign.value,
            )
        now = self._last = self._tables.clock()
        if self._noted is None or now >= self._noted + MINUTE:
            self._noted = now
            try:
                await self._tables.journal.set_note("", SECOND_PROCESS, str(now))
            except Exception as error:  # it is in the log
                log.error("not noted that there is another process", kind=type(error).__name__)
        for runner in self._tables.runners:
            self._tell(runner.meeting.id)

    def _changed(self, change: Change) -> None:
        if self.present and any(isinstance(r.event, e.MeetingOpened) for r in change.records):
            self._tell(change.after.id)

    def _tell(self, name: MeetingId) -> None:
        """The co-chairs of a meeting that has begun, once, in private."""
        runner = self._tables.get(name)
        if runner is None or runner.meeting.opened_at is None or name in self._told:
            return
        self._told.add(name)
        chairs = [seat.person for seat in runner.meeting.co_chairs()]
        self._services.say_in_private(runner.meeting, chairs, "second-process")


def _code(body: bytes) -> int | None:
    try:
        said = json.loads(body)
    except ValueError:
        return None
    return said.get("code") if isinstance(said, dict) else None
