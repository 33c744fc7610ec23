"""How the bot stands on Discord, and what its connection and its requests come to, for whoever watches.

What must not live here: anything that acts on it.
"""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord

from bot.chat.room.channel_adapter import guild_of
from bot.chat.services import Services
from bot.chat.stopping import UnderWay
from bot.observer import ConnectionStanding, Gateway, Observer
from bot.procedure.state import Status
from bot.roundtables import MeetingRunner

CHANGES = {
    "connect": Gateway.SESSION,
    "resumed": Gateway.RESUMED,
    "disconnect": Gateway.LOST,
}
"""discord.py's events, and what they say of the connection. A lost one is lost once, however often
discord.py then tries in vain."""


class Watched:
    """What can be seen only while it happens."""

    def __init__(self, observer: Observer) -> None:
        self._observer = observer
        self._connected = False
        self._caught_up = False
        self.session = 0
        """How many sessions there have been."""

    def dispatched(self, event: str) -> None:
        """An event of discord.py's, before anybody hears of it."""
        change = CHANGES.get(event)
        if change is None or (change is Gateway.LOST and not self._connected):
            return
        self._connected = change is not Gateway.LOST
        if change is Gateway.SESSION:
            self._caught_up = False
            self.session += 1
        self._observer.gateway(change)

    def rooms_taken_up(self, session: int) -> None:
        """What was missed before this session has been read."""
        self._caught_up = session == self.session

    def standing(
        self, client: discord.Client, services: Services, under_way: UnderWay
    ) -> ConnectionStanding:
        runners = services.tables.runners
        return ConnectionStanding(
            connected=self._connected,
            caught_up=self._caught_up,
            stopping=under_way.stopping,
            rooms_waiting=sum(_waits(runner, client, services) for runner in runners),
            owed=sum(presenter.said_owed for presenter in services.presenters),
            under_way=len(under_way),
            meetings=Counter(runner.meeting.status for runner in runners),
        )


def _waits(runner: MeetingRunner, client: discord.Client, services: Services) -> bool:
    """Whether a room is not taken up that could be: not one whose server Discord has taken away for a
    while, nor one whose channel is gone."""
    if (
        runner.meeting.status is Status.SUSPENDED
        or services.presenter(runner.meeting.id) is not None
    ):
        return False
    server = client.get_guild(guild_of(runner.meeting.venue))
    return server is not None and not server.unavailable


def trace(observer: Observer) -> aiohttp.TraceConfig:
    """What has aiohttp tell of each of discord.py's requests, repeated ones too, and of nothing that is
    in them."""

    async def answered(session: aiohttp.ClientSession, context: SimpleNamespace, told: Any) -> None:
        observer.requested(told.method, str(told.response.status))

    async def failed(session: aiohttp.ClientSession, context: SimpleNamespace, told: Any) -> None:
        observer.requested(told.method, "none")

    config = aiohttp.TraceConfig()
    config.on_request_end.append(answered)
    config.on_request_exception.append(failed)
    return config
