"""A connection that is lost again and again is sought anew within half a minute each time."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import discord
import pytest
from discord.gateway import DiscordWebSocket

from bot.chat.reconnecting import LONGEST_EXPONENT, come_back_soon

TRIES = 200


class Enough(BaseException):
    pass


async def test_no_wait_is_longer_than_half_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    async def refuse(*_: object, **__: object) -> None:
        raise OSError

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == TRIES:
            raise Enough

    come_back_soon()
    monkeypatch.setattr(DiscordWebSocket, "from_client", refuse)
    client = discord.Client(intents=discord.Intents.none())
    ended = SimpleNamespace(sequence=None, gateway=None, session_id=None)  # what is resumed
    monkeypatch.setattr(client, "ws", ended)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    with pytest.raises(Enough):
        await client.connect()
    assert max(waits) <= 2**LONGEST_EXPONENT
    assert max(waits[TRIES // 2 :]) > 2, "they grow"
