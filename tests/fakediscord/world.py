"""The world: simcord's backend by the real clock, without a bot inside.

simcord's `Env` drives a bot in its own process and waits until it has settled. Here the bot is
elsewhere, so nothing is waited for; what is left of `Env` are its builders and its people. What may
live here: the world's own state. What must not: HTTP, sockets, what people do.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

import discord
import simcord
from simcord._clock import Clock
from simcord.actors import MemberActor
from simcord.backend import Backend
from simcord.backend.models import Channel, Interaction
from simcord.builders import ChannelHandle, GuildHandle, UserHandle

ANSWER_WITHIN = 3.0
"""Seconds that Discord waits for the first answer to an interaction."""


class RealClock(Clock):
    """The machine's own time, to the millisecond, as ids have it."""

    def now(self) -> datetime:
        here = datetime.now(UTC)
        return here.replace(microsecond=here.microsecond // 1000 * 1000)


@dataclass
class Press:
    """An interaction that somebody began: `what` is the custom id or the command; `heard`: a session
    was there to be told of it; `answered`: seconds from the press to the answer."""

    record: Interaction
    what: str
    at: datetime
    heard: bool = False
    answered: float | None = None


class World(simcord.Env):
    """Everything that Discord would know. `max_pins` is how many a channel takes, `answer_within` how
    many seconds there are for the first answer to an interaction."""

    def __init__(self) -> None:
        super().__init__(discord.Client(intents=discord.Intents.none()))
        self.backend = Backend(clock=RealClock())
        # Kept for a look at them after a test; a campaign would fill the memory with them.
        self.backend.transcript = cast("list[Any]", deque[Any](maxlen=0))
        self.backend.http_requests = cast("list[Any]", deque[Any](maxlen=0))
        self.backend.application_id = self.backend.bot_user.id
        self.backend.bot_user.name = "cochair"
        self.max_pins = 250
        self.answer_within = ANSWER_WITHIN
        self.presses: dict[int, Press] = {}
        self.away: set[int] = set()
        """Servers that are unavailable."""
        self.nonces: dict[tuple[int, str], tuple[float, int]] = {}
        """Channel and nonce of a message that was sent with `enforce_nonce`: when, and which."""

    async def _settle_internal(self, **_: Any) -> None:
        """The bot is in another process."""

    def tell(self, event: str, payload: dict[str, Any]) -> None:
        self.backend.emit(event, payload)

    def subscribe(self, listener: Callable[[str, Any], None]) -> None:
        self.backend.subscribers.append(listener)

    def now(self) -> datetime:
        return self.backend.clock.now()

    # Handles, by id ------------------------------------------------------------------------------

    def channel(self, channel_id: int) -> Channel:
        return self.backend.get_channel(channel_id)

    def guild_handle(self, guild_id: int) -> GuildHandle:
        return GuildHandle(self, self.backend.get_guild(guild_id))

    def channel_handle(self, channel_id: int) -> ChannelHandle:
        channel = self.channel(channel_id)
        guild = None if channel.guild_id is None else self.guild_handle(channel.guild_id)
        return ChannelHandle(self, guild, channel)

    def actor(self, user_id: int, channel_id: int) -> MemberActor | UserHandle:
        """Somebody as they act in a channel: a member of its server, or one end of a private one."""
        user = UserHandle(self, self.backend.get_user(user_id))
        guild_id = self.channel(channel_id).guild_id
        return user if guild_id is None else MemberActor(self, self.guild_handle(guild_id), user)

    # Interactions --------------------------------------------------------------------------------

    def silent(self) -> list[Press]:
        """Interactions that were heard of and not answered within the time that Discord gives."""
        late = self.now()
        return [
            press
            for press in self.presses.values()
            if press.heard
            and not press.record.responded
            and (late - press.at).total_seconds() > self.answer_within
        ]
