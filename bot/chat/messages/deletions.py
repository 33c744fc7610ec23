"""Whose deletion it was. Discord tells that a message was deleted, and not by whom; its audit log has
the deletions by others than the author, if the bot may read it.

One entry of that log stands for several deletions: those of one author's messages, in one channel, by
one person, within some minutes; it says how many. What has been put down to an entry is counted here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import discord

from bot.chat.framework.discord_calls import Trouble, attempt
from bot.chat.room.channel_adapter import channel_of, guild_of
from bot.procedure.values import MINUTE, SECOND, Instant, Milliseconds, PersonId

LAG = 2.0
"""Seconds until the log has what an event told of."""

TOGETHER: Milliseconds = 5 * MINUTE + 30 * SECOND
"""For how long later deletions may be counted in an entry, which keeps the moment of its first one."""

MOST = 50
REMEMBERED = 500


class Deletions:
    """Asks the audit log. `guild` finds a server by its id."""

    def __init__(self, guild: Callable[[int], discord.Guild | None]) -> None:
        self._guild = guild
        self._counted: dict[int, int] = {}

    async def by_another(self, venue: str, author: PersonId, since: Instant) -> PersonId | None:
        """Who deleted a message of this author's at this place at `since` or later, if somebody else did
        and the bot may know. In doubt it was somebody else: what the author wants to be erased can be
        erased in another way, and what is erased cannot be had back."""
        guild = self._guild(guild_of(venue))
        if guild is None or not guild.me.guild_permissions.view_audit_log:
            return None
        for lag in (0.0, LAG):
            await asyncio.sleep(lag)
            entries = await attempt("read the audit log", _entries(guild, channel_of(venue)))
            if isinstance(entries, Trouble):
                return None
            for entry in entries:
                fits = entry.author == author and entry.by != str(guild.me.id)
                if fits and entry.at >= since - TOGETHER and self._more_in(entry):
                    return entry.by
        return None

    def _more_in(self, entry: _Entry) -> bool:
        """Whether the entry stands for one more deletion than was put down to it; then this one is."""
        counted = self._counted.get(entry.id, 0)
        if entry.count <= counted:
            return False
        self._counted[entry.id] = counted + 1
        if len(self._counted) > REMEMBERED:
            del self._counted[min(self._counted)]
        return True


@dataclass(frozen=True, slots=True)
class _Entry:
    """So many messages of `author` were deleted by `by`, the first of them at `at`."""

    id: int
    by: PersonId
    author: PersonId
    at: Instant
    count: int


async def _entries(guild: discord.Guild, channel_id: int) -> list[_Entry]:
    """What the log has of this channel, the latest first."""
    deleted = discord.AuditLogAction.message_delete
    found: list[_Entry] = []
    async for entry in guild.audit_logs(action=deleted, limit=MOST):
        extra: Any = entry.extra
        if entry.target is not None and extra.channel.id == channel_id:
            at = int(entry.created_at.timestamp() * SECOND)
            author = str(entry.target.id)
            found.append(_Entry(entry.id, str(entry.user_id), author, at, extra.count))
    return found
