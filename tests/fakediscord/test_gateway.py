"""The gateway as a bare client sees it: what is said when, and how it is closed."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import pytest

from bot.chat.framework.endpoint import Endpoint, pointed
from bot.chat.framework.preflight import intents
from tests.fakediscord.conftest import House
from tests.fakediscord.faults import Fault, Kind
from tests.fakediscord.server import TOKEN

SECONDS = 20
"""More than anything here takes."""


class Wire:
    """A WebSocket to the gateway, read message by message."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.inflate = zlib.decompressobj()

    async def read(self) -> dict[str, Any]:
        async with asyncio.timeout(SECONDS):
            message = await self.socket.receive()
        if message.type is aiohttp.WSMsgType.BINARY:
            assert message.data.endswith(b"\x00\x00\xff\xff")
            told: dict[str, Any] = json.loads(self.inflate.decompress(message.data))
        else:
            assert message.type is aiohttp.WSMsgType.TEXT, message
            told = json.loads(message.data)
        return told

    async def until(self, event: str) -> list[dict[str, Any]]:
        """Everything up to and including this event."""
        found = [await self.read()]
        while found[-1].get("t") != event:
            found.append(await self.read())
        return found

    async def say(self, opcode: int, data: Any = None) -> None:
        await self.socket.send_json({"op": opcode, "d": data})

    async def identify(self, **more: Any) -> dict[str, Any]:
        """Identify, and read up to the server; READY's content."""
        await self.say(2, {"token": TOKEN, "intents": intents().value, **more})
        told = await self.until("GUILD_CREATE")
        ready: dict[str, Any] = told[0]["d"]
        assert told[0]["t"] == "READY"
        return ready

    async def closed_with(self) -> int | None:
        async with asyncio.timeout(SECONDS):
            while not self.socket.closed:
                await self.socket.receive()
        return self.socket.close_code


@asynccontextmanager
async def wired(house: House, **query: str) -> AsyncIterator[Wire]:
    """A connection whose hello has been read."""
    asked = {"v": "10", "encoding": "json", **query}
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(house.fake.gateway.url, params=asked, max_msg_size=0) as socket,
    ):
        wire = Wire(socket)
        assert (await wire.read())["op"] == 10
        yield wire


@pytest.mark.parametrize("compress", [{}, {"compress": "zlib-stream"}, {"compress": "zstd-stream"}])
async def test_hello_identify_ready_and_the_server(house: House, compress: dict[str, str]) -> None:
    async with wired(house, **compress) as wire:
        ready = await wire.identify()
        assert ready["guilds"] == [{"id": str(house.server), "unavailable": True}]
        assert ready["resume_gateway_url"] == house.fake.gateway.url
        await wire.say(1, None)
        assert (await wire.read())["op"] == 11


@pytest.mark.parametrize(
    ("opcode", "data", "code"),
    [
        (99, None, 4001),
        ("no opcode", None, 4001),
        (8, {"guild_id": "1"}, 4003),
        (2, {"token": "another", "intents": 1}, 4004),
        (6, {"token": "another", "session_id": "x", "seq": 1}, 4004),
        (2, {"token": TOKEN, "intents": 1, "shard": [2, 2]}, 4010),
        (2, {"token": TOKEN, "intents": -1}, 4013),
        (2, {"token": TOKEN, "intents": 1 << 15}, 4014),
    ],
)
async def test_close_codes(house: House, opcode: Any, data: Any, code: int) -> None:
    house.fake.gateway.application_flags = 0
    async with wired(house) as wire:
        await wire.say(opcode, data)
        assert await wire.closed_with() == code


async def test_what_is_no_json_and_another_version(house: House) -> None:
    async with wired(house) as wire:
        await wire.socket.send_str("{")
        assert await wire.closed_with() == 4002
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(house.fake.gateway.url, params={"v": "6"}) as socket,
    ):
        assert await Wire(socket).closed_with() == 4012


async def test_identifying_twice_and_a_number_from_the_future(house: House) -> None:
    async with wired(house) as wire:
        ready = await wire.identify()
        await wire.say(2, {"token": TOKEN, "intents": 1})
        assert await wire.closed_with() == 4005
    async with wired(house) as wire:
        await wire.say(6, {"token": TOKEN, "session_id": ready["session_id"], "seq": 10_000})
        assert await wire.closed_with() == 4007


async def test_a_resumed_session_is_told_what_it_missed_in_its_order(house: House) -> None:
    async with wired(house) as wire:
        ready = await wire.identify()
        await house.control.send(house.anna, house.channel, "heard")
        seen = (await wire.until("MESSAGE_CREATE"))[-1]["s"]
        await house.control.cut(resumable=True)
        assert await wire.closed_with() == 1006
    for text in ("first", "second"):
        await house.control.send(house.anna, house.channel, text)
    async with wired(house) as wire:
        await wire.say(6, {"token": TOKEN, "session_id": ready["session_id"], "seq": seen})
        told = await wire.until("RESUMED")
    assert [one["s"] for one in told] == [seen + 1, seen + 2, seen + 3]
    assert [one["d"].get("content") for one in told] == ["first", "second", None]


@pytest.mark.parametrize("how", ["cut", "reconnect", "invalidate", "left"])
async def test_a_session_that_is_forgotten_cannot_be_resumed(house: House, how: str) -> None:
    async with wired(house) as wire:
        ready = await wire.identify()
        match how:
            case "cut":
                await house.control.cut(resumable=False, code=4000)
                assert await wire.closed_with() == 4000
            case "reconnect":
                await house.control.ask_to_reconnect(resumable=False)
                assert (await wire.read())["op"] == 7
            case "invalidate":
                await house.control.invalidate(resumable=False)
                assert (await wire.read())["d"] is False
            case "left":
                await wire.socket.close(code=1000)
    async with asyncio.timeout(SECONDS):
        while house.fake.gateway.connections:
            await asyncio.sleep(0.01)
    async with wired(house) as wire:
        await wire.say(6, {"token": TOKEN, "session_id": ready["session_id"], "seq": 1})
        told = await wire.read()
        assert (told["op"], told["d"]) == (9, False)


async def test_a_silent_connection_stays_open_and_says_nothing(house: House) -> None:
    async with wired(house) as wire:
        await wire.identify()
        await house.control.fall_silent()
        await house.control.send(house.anna, house.channel, "unheard")
        await wire.say(1, None)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await wire.socket.receive()
        assert not wire.socket.closed


@pytest.mark.parametrize(
    ("kind", "heard"),
    [
        (Kind.LOSE, ["two", "three"]),
        (Kind.REPEAT, ["one", "one", "two", "three"]),
        (Kind.OVERTAKEN, ["two", "one", "three"]),
        (Kind.LATE, ["two", "three", "one"]),
    ],
)
async def test_events_that_go_wrong(house: House, kind: Kind, heard: list[str]) -> None:
    async with wired(house) as wire:
        await wire.identify()
        house.fake.faults.add(Fault(kind, event="MESSAGE_CREATE", seconds=0.2))
        for text in ("one", "two", "three"):
            await house.control.send(house.anna, house.channel, text)
        told = [await wire.read() for _ in heard]
    assert [one["d"]["content"] for one in told] == heard
    numbers = [one["s"] for one in told]
    assert numbers == sorted(set(numbers))
    assert house.fake.faults.happened == {kind: 1}


async def test_what_was_told_untimely_is_remembered(house: House) -> None:
    async with wired(house) as wire:
        await wire.identify()
        house.fake.faults.add(Fault(Kind.OVERTAKEN, event="MESSAGE_CREATE"))
        first = await house.control.send(house.anna, house.channel, "first")
        await house.control.send(house.anna, house.channel, "second")
        await wire.until("MESSAGE_CREATE")
    assert await house.control.untimely() == [first]


async def test_a_gateway_that_is_shut_lets_nobody_in_and_keeps_who_is_there(house: House) -> None:
    async with wired(house) as wire:
        await wire.identify()
        await house.control.shut_gateway(3600)
        with pytest.raises(aiohttp.WSServerHandshakeError) as told:
            async with wired(house):
                pass
        assert told.value.status == 503
        await house.control.send(house.anna, house.channel, "still heard")
        await wire.until("MESSAGE_CREATE")
        await house.control.shut_gateway(0)
        async with wired(house):
            pass


async def test_a_server_that_is_away_is_not_heard_of(house: House) -> None:
    async with wired(house) as wire:
        await wire.identify()
        await house.control.take_away(house.server)
        await house.control.send(house.anna, house.channel, "unheard")
        await house.control.bring_back(house.server)
        told = await wire.until("GUILD_CREATE")
    assert [one["t"] for one in told] == ["GUILD_DELETE", "GUILD_CREATE"]
    assert told[0]["d"]["unavailable"] is True


async def test_a_shard_hears_of_its_own_servers_only(house: House) -> None:
    mine = (house.server >> 22) % 2
    async with wired(house) as own, wired(house) as other:
        assert (await own.identify(shard=[mine, 2]))["guilds"]
        await other.say(2, {"token": TOKEN, "intents": 1, "shard": [1 - mine, 2]})
        assert (await other.read())["d"]["guilds"] == []
        await house.control.send(house.anna, house.channel, "for one of them")
        await own.until("MESSAGE_CREATE")
        await other.say(1, None)
        assert (await other.read())["op"] == 11


async def test_intents_and_members_are_as_discord_py_knows_them(house: House) -> None:
    class Client(discord.Client):
        async def on_ready(self) -> None:
            self.names = {m.name for m in self.guilds[0].members}
            await self.close()

    client = Client(intents=intents(), guild_ready_timeout=0.02)
    with pointed(Endpoint(house.fake.api_base, house.fake.gateway.url)):
        async with client, asyncio.timeout(SECONDS):
            await client.start(TOKEN)
    assert client.names >= {"anna", "sam", "cochair"}  # asked for, in chunks
    assert house.fake.gateway.queries[-1]["compress"].endswith("-stream")


async def test_without_message_content_there_is_none(house: House) -> None:
    async with wired(house) as wire:
        await wire.say(2, {"token": TOKEN, "intents": 1 | 1 << 9})
        await wire.until("GUILD_CREATE")
        await house.control.send(house.anna, house.channel, "not for it")
        assert (await wire.until("MESSAGE_CREATE"))[-1]["d"]["content"] == ""
