"""REST as discord.py and a bare client see it: limits, faults, and the routes that are our own."""

from __future__ import annotations

import asyncio
import base64
import io
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import pytest

from bot.chat.framework.endpoint import Endpoint, pointed
from tests.fakediscord import limits
from tests.fakediscord.conftest import House
from tests.fakediscord.faults import KINDS, Fault, Kind
from tests.fakediscord.limits import LIMITS
from tests.fakediscord.server import TOKEN


@asynccontextmanager
async def bot(house: House) -> AsyncIterator[discord.Client]:
    """A real client that has logged in over REST, and is not at the gateway."""
    with pointed(Endpoint(house.fake.api_base, house.fake.gateway.url)):
        async with discord.Client(intents=discord.Intents.none()) as client:
            await client.login(TOKEN)
            yield client


async def raw(house: House, method: str, path: str, **how: Any) -> tuple[int, Any, dict[str, str]]:
    headers = {"Authorization": f"Bot {TOKEN}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.request(method, house.fake.api_base + path, **how) as answer,
    ):
        body = await answer.json() if answer.content_type == "application/json" else None
        return answer.status, body, dict(answer.headers)


async def channel_of(client: discord.Client, house: House) -> discord.TextChannel:
    found = await client.fetch_channel(house.channel)
    assert isinstance(found, discord.TextChannel)
    return found


async def test_who_has_no_token_and_what_is_not_there(house: House) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(house.fake.api_base + "/users/@me") as answer,
    ):
        assert answer.status == 401
    status, _, _ = await raw(house, "GET", f"/guilds/{house.server}/welcome-screen")
    assert status == 501
    assert "welcome-screen" in house.fake.unknown[0]
    status, body, headers = await raw(house, "GET", "/channels/1")
    assert (status, body["code"]) == (404, 10003)
    assert headers["Content-Type"] == "application/json"


async def test_a_bucket_that_is_empty_answers_429_until_it_is_full_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, ("POST", "/channels/{}/messages"), (5, 60.0))
    path = f"/channels/{house.channel}/messages"
    for left in (4, 3, 2, 1, 0):
        status, _, headers = await raw(house, "POST", path, json={"content": "words"})
        assert (status, headers["X-RateLimit-Remaining"]) == (200, str(left))
    status, body, headers = await raw(house, "POST", path, json={"content": "words"})
    assert (status, body["global"], headers["X-RateLimit-Scope"]) == (429, False, "user")
    assert 0 < body["retry_after"] <= 60 and headers["Via"]
    elsewhere = await house.control.make_channel(house.server, "another")
    status, _, _ = await raw(
        house, "POST", f"/channels/{elsewhere}/messages", json={"content": "a"}
    )
    assert status == 200
    assert len(await house.control.messages(house.channel)) == 5


async def test_the_whole_bot_has_a_limit_too(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "GLOBAL", (3, 60.0))
    channels = [await house.control.make_channel(house.server, f"c{n}") for n in range(5)]
    got = [await raw(house, "GET", f"/channels/{one}") for one in channels]
    assert [status for status, _, _ in got] == [200, 200, 200, 429, 429]
    _, body, headers = got[-1]
    assert (body["global"], headers["X-RateLimit-Global"]) == (True, "true")


async def test_discord_py_waits_as_it_is_told(house: House) -> None:
    async with bot(house) as client:
        channel = await channel_of(client, house)
        house.fake.faults.add(Fault(Kind.LIMIT, "POST", seconds=0.3))
        house.fake.faults.add(Fault(Kind.LIMIT_ALL, "PATCH", seconds=0.3))
        began = time.monotonic()
        message = await channel.send("at last")
        await message.edit(content="twice")
        assert time.monotonic() - began >= 0.6
    assert [m["content"] for m in await house.control.messages(house.channel)] == ["twice"]


@pytest.mark.parametrize("kind", [kind for kind, (side, _) in KINDS.items() if side == "request"])
async def test_what_goes_wrong_with_a_request(house: House, kind: Kind) -> None:
    """What is carried out all the same, and what the bot is told."""
    carried_out = {Kind.LOSE_REPLY, Kind.SLOW, Kind.SLOW_REPLY, Kind.LIMIT, Kind.LIMIT_ALL}
    told: Any = None
    async with bot(house) as client:
        channel = await channel_of(client, house)
        body = {**await _a_message(house), "content": "not so"}
        fault = Fault(kind, "POST", "/channels/*/messages", status=503, seconds=0.2, body=body)
        house.fake.faults.add(fault)
        began = time.monotonic()
        try:
            told = (await channel.send("words")).content
        except (discord.HTTPException, aiohttp.ClientError) as error:
            told = type(error).__name__
        took = time.monotonic() - began
    there = [m["content"] for m in await house.control.messages(house.channel)]
    assert there == ["example"] + ["words"] * (kind in carried_out)
    match kind:
        case Kind.FAIL:
            assert told == "DiscordServerError"
        case Kind.REFUSE | Kind.LOSE_REPLY:
            assert told in ("ServerDisconnectedError", "ClientOSError")
        case Kind.ANSWER:
            assert told == "not so"
        case _:
            assert (told, took >= 0.2) == ("words", True)
    assert house.fake.faults.happened == {kind: 1}


async def _a_message(house: House) -> dict[str, Any]:
    await house.control.send(house.anna, house.channel, "example")
    return (await house.control.messages(house.channel))[-1]


async def test_a_fault_lets_some_pass_first_and_comes_by_chance(house: House) -> None:
    house.fake.faults.add(Fault(Kind.FAIL, path="/users/@me", skip=2, status=503))
    got = [(await raw(house, "GET", "/users/@me"))[0] for _ in range(4)]
    assert got == [200, 200, 503, 200]
    runs = []
    for _ in range(2):
        await house.control.seed(7)
        house.fake.faults.clear()
        house.fake.faults.add(Fault(Kind.FAIL, path="/gateway", times=None, chance=0.5))
        runs.append([(await raw(house, "GET", "/gateway"))[0] for _ in range(8)])
    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 500}


async def test_the_history_is_paged_as_discord_does(house: House) -> None:
    sent = [await house.control.send(house.anna, house.channel, str(n)) for n in range(12)]

    async def page(**query: int) -> list[int]:
        named = {name: str(value) for name, value in query.items()}
        _, body, _ = await raw(house, "GET", f"/channels/{house.channel}/messages", params=named)
        return [int(each["id"]) for each in body]

    assert await page(limit=3) == sent[:-4:-1]
    assert await page(after=sent[1], limit=3) == [sent[4], sent[3], sent[2]]
    assert await page(before=sent[3], limit=2) == [sent[2], sent[1]]
    assert await page(around=sent[5], limit=4) == [sent[6], sent[5], sent[4], sent[3]]
    async with bot(house) as client:
        channel = await channel_of(client, house)
        after = discord.Object(sent[2])
        heard = [m.id async for m in channel.history(after=after, oldest_first=True, limit=5)]
    assert heard == sent[3:8]


async def test_a_nonce_that_is_enforced_is_one_message(house: House) -> None:
    body = {"content": "once", "nonce": "n1", "enforce_nonce": True}
    path = f"/channels/{house.channel}/messages"
    _, first, _ = await raw(house, "POST", path, json=body)
    _, second, _ = await raw(house, "POST", path, json=body)
    _, third, _ = await raw(house, "POST", path, json=body | {"nonce": "n2"})
    assert first["id"] == second["id"] != third["id"]
    assert len(await house.control.messages(house.channel)) == 2


async def test_files_go_there_and_back(house: House) -> None:
    async with bot(house) as client:
        channel = await channel_of(client, house)
        sent = await channel.send("here", file=discord.File(io.BytesIO(b"bytes"), "a.txt"))
        assert await sent.attachments[0].read() == b"bytes"
        held = discord.Permissions.all().value & ~discord.Permissions.attach_files.flag
        await house.control.bot_holds(house.server, held & ~8)
        everyone = discord.Permissions(view_channel=True, send_messages=True).value
        await house.control.change_role(house.server, house.server, permissions=everyone)
        with pytest.raises(discord.Forbidden):
            await channel.send("here", file=discord.File(io.BytesIO(b"bytes"), "a.txt"))
    files = {"b.txt": base64.b64encode(b"more").decode()}
    other = await house.control.make_person("another", house.server)
    await house.control.set_overwrite(house.channel, other, 1 << 15, 0)
    theirs = await house.control.send(other, house.channel, "mine", files=files)
    shown = (await house.control.messages(house.channel))[-1]
    assert (int(shown["id"]), shown["attachments"][0]["filename"]) == (theirs, "b.txt")


async def test_pins_are_full(house: House) -> None:
    await house.control.set_most_pins(1)
    async with bot(house) as client:
        channel = await channel_of(client, house)
        first, second = await channel.send("one"), await channel.send("two")
        await first.pin()
        with pytest.raises(discord.HTTPException) as full:
            await second.pin()
    assert full.value.code == 30003


async def test_a_bot_gives_only_what_it_holds(house: House) -> None:
    mine = discord.Permissions(view_channel=True, send_messages=True, manage_roles=True).value
    await house.control.bot_holds(house.server, mine)
    path = f"/channels/{house.channel}/permissions/{house.anna}"
    lawful = {"type": 1, "allow": str(1 << 11), "deny": "0"}
    assert (await raw(house, "PUT", path, json=lawful))[0] == 204
    status, body, _ = await raw(house, "PUT", path, json=lawful | {"deny": str(1 << 34)})
    assert (status, body["code"]) == (403, 50013)
    assert await house.control.overwrites(house.channel) == {str(house.anna): (1 << 11, 0)}


async def test_an_archived_thread_wakes_and_a_locked_one_does_not(house: House) -> None:
    thread = await house.control.make_thread(house.channel, "aside", house.anna)
    path = f"/channels/{thread}/messages"
    await house.control.change_channel(thread, archived=True)
    assert (await raw(house, "POST", path, json={"content": "hello"}))[0] == 200
    _, shown, _ = await raw(house, "GET", f"/channels/{thread}")
    assert shown["thread_metadata"]["archived"] is False
    held = discord.Permissions.all().value & ~discord.Permissions.manage_threads.flag
    await house.control.bot_holds(house.server, held & ~8)
    await house.control.change_channel(thread, archived=True, locked=True)
    status, body, _ = await raw(house, "POST", path, json={"content": "hello"})
    assert (status, body["code"]) == (400, 50083)


async def test_somebody_who_takes_no_private_words(house: House) -> None:
    await house.control.take_private_words(house.anna, False)
    async with bot(house) as client:
        anna = await client.fetch_user(house.anna)
        with pytest.raises(discord.Forbidden):
            await anna.send("psst")
        await house.control.take_private_words(house.anna, True)
        await anna.send("psst")
    assert [m["content"] for m in await house.control.private_words(house.anna)] == ["psst"]


async def test_flags_and_permissions_are_told(house: House) -> None:
    house.fake.gateway.application_flags = 1 << 15
    async with bot(house) as client:
        assert client.application_flags.value == 1 << 15
        (server,) = await client.http.get_guilds(200)
    assert int(server["permissions"]) & discord.Permissions.manage_roles.flag


async def test_two_at_once_are_two(house: House) -> None:
    """A reply that is slow holds nobody else up."""
    house.fake.faults.add(Fault(Kind.SLOW_REPLY, path="/users/@me", seconds=60.0))
    slow = asyncio.create_task(raw(house, "GET", "/users/@me"))
    await asyncio.sleep(0.05)
    assert (await raw(house, "GET", "/users/@me"))[0] == 200
    assert not slow.done()
    slow.cancel()
