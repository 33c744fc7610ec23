"""The real discord.py against a fake Discord on 127.0.0.1: where it goes, and what faults there are."""

from __future__ import annotations

import asyncio
import string
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import discord
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.framework.endpoint import (
    DISCORD,
    Endpoint,
    EndpointFault,
    EndpointFaultCode,
    ask,
    may_dial,
    pointed,
    resumed_at,
    retry_after_seconds,
)
from bot.chat.framework.preflight import intents
from tests.fakediscord.control import Control
from tests.fakediscord.faults import Fault, Kind
from tests.fakediscord.server import TOKEN, FakeDiscord
from tests.patience import PATIENCE


def globals_of_discord() -> tuple[Any, ...]:
    return (
        Route.BASE,
        DiscordWebSocket.DEFAULT_GATEWAY,
        vars(DiscordWebSocket)["from_client"],
    )


class Listener(discord.Client):
    """A client as the bot's own: real, and quick to be ready."""

    def __init__(self) -> None:
        super().__init__(intents=intents(), guild_ready_timeout=0.02)
        self.heard: asyncio.Queue[discord.Message] = asyncio.Queue()
        self.up = asyncio.Event()
        self.back = asyncio.Event()

    async def on_message(self, message: discord.Message) -> None:
        self.heard.put_nowait(message)

    async def on_ready(self) -> None:
        self.up.set()

    async def on_resumed(self) -> None:
        self.back.set()


@asynccontextmanager
async def ready(endpoint: Endpoint, token: str = TOKEN) -> AsyncIterator[Listener]:
    with pointed(endpoint):
        async with Listener() as client:
            running = asyncio.create_task(client.start(token))
            try:
                async with asyncio.timeout(PATIENCE):
                    await client.up.wait()
                yield client
            finally:
                await client.close()
                with suppress(asyncio.CancelledError):
                    await running


async def found(fake: FakeDiscord) -> Endpoint:
    answer = await ask(fake.api_base, TOKEN)
    assert isinstance(answer, Endpoint)
    return answer


async def fault(api_base: str, token: str = TOKEN, **named: float) -> EndpointFault:
    answer = await ask(api_base, token, **named)
    assert isinstance(answer, EndpointFault)
    assert TOKEN not in repr(answer)
    return answer


async def test_a_whole_login_goes_to_the_fake_alone(
    fake: FakeDiscord, names_asked: list[str]
) -> None:
    control = Control(fake)
    server = await control.make_server("A server")
    channel = await control.make_channel(server, "roundtable")
    speaker = await control.make_person("an-invented-speaker", server)
    before = globals_of_discord()
    endpoint = await found(fake)
    assert endpoint == Endpoint(fake.api_base, fake.gateway.url)
    assert fake.requests == [("GET", "/gateway/bot")]

    async with ready(endpoint) as client:
        tree = app_commands.CommandTree(client)
        tree.add_command(app_commands.Command(name="ping", description="?", callback=_ping))
        assert [command.name for command in await tree.sync()] == ["ping"]

        await control.send(speaker, channel, "good morning")
        async with asyncio.timeout(PATIENCE):
            message = await client.heard.get()
        assert message.content == "good morning"
        assert isinstance(message.channel, discord.TextChannel)
        assert (message.channel.id, message.channel.name) == (channel, "roundtable")
        assert (await message.channel.send("thank you")).content == "thank you"

    assert fake.requests == [
        ("GET", "/gateway/bot"),
        ("GET", "/users/@me"),
        ("GET", "/oauth2/applications/@me"),
        ("PUT", f"/applications/{fake.application_id}/commands"),
        ("POST", f"/channels/{channel}/messages"),
    ]
    assert fake.unknown == []
    assert [said["token"] for said in fake.gateway.identified] == [TOKEN]
    assert fake.gateway.identified[0]["intents"] == intents().value
    assert fake.gateway.queries[0]["v"] == "10"
    assert fake.gateway.heartbeats >= 1
    assert len(fake.gateway.closed_with) == 1
    assert names_asked == []
    assert globals_of_discord() == before


async def _ping(interaction: discord.Interaction) -> None:
    """Only registered here, never called."""


async def test_a_shard_of_many_goes_there_too(fake: FakeDiscord, names_asked: list[str]) -> None:
    class Shards(discord.AutoShardedClient):
        async def on_ready(self) -> None:
            await self.close()

    with pointed(await found(fake)):
        async with Shards(
            intents=intents(), guild_ready_timeout=0.02, shard_ids=[0], shard_count=1
        ) as shards:
            async with asyncio.timeout(PATIENCE):
                await shards.start(TOKEN)
    assert [said["shard"] for said in fake.gateway.identified] == [[0, 1]]
    assert (fake.unknown, names_asked) == ([], [])


async def test_a_session_is_resumed_at_the_fake(fake: FakeDiscord, names_asked: list[str]) -> None:
    async with ready(await found(fake)) as client:
        fake.gateway.ask_to_reconnect()
        async with asyncio.timeout(PATIENCE):
            await client.back.wait()
    assert len(fake.gateway.resumed) == 1
    assert names_asked == []


async def test_a_proxy_that_passes_ready_through_is_not_left(
    fake: FakeDiscord, names_asked: list[str]
) -> None:
    fake.gateway.resume_url = "wss://gateway-somewhere.discord.gg"
    async with ready(await found(fake)) as client:
        fake.gateway.ask_to_reconnect()
        async with asyncio.timeout(PATIENCE):
            await client.back.wait()
    assert len(fake.gateway.resumed) == 1
    assert names_asked == []


@pytest.mark.parametrize(
    ("offered", "home", "chosen"),
    [
        ("wss://b.example/s", "wss://a.example/", "wss://b.example/s"),
        ("ws://127.0.0.1:2/", "ws://127.0.0.1:1/", "ws://127.0.0.1:2/"),
        ("ws://b.example/", "wss://a.example/", "wss://a.example/"),
        ("https://b.example/", "wss://a.example/", "wss://a.example/"),
        ("", "wss://a.example/", "wss://a.example/"),
        ("wss://eu.DISCORD.gg./", "wss://a.example/", "wss://a.example/"),
        ("wss://notdiscord.gg/", "wss://a.example/", "wss://notdiscord.gg/"),
        ("wss://eu.discord.gg/", "wss://gateway.discord.gg/", "wss://eu.discord.gg/"),
    ],
)
def test_where_a_session_is_resumed(offered: str, home: str, chosen: str) -> None:
    assert resumed_at(yarl.URL(offered), yarl.URL(home)) == yarl.URL(chosen)


@pytest.mark.parametrize(
    ("gateway", "named_by", "lawful"),
    [
        ("wss://a.example/", "https://a.example/api", True),
        ("ws://a.example/", "https://a.example/api", False),
        ("wss://a.example/", "http://a.example/api", True),
        ("ws://a.example/", "http://a.example/api", True),
        ("http://a.example/", "http://a.example/api", False),
        ("/gateway", "http://a.example/api", False),
    ],
)
def test_a_gateway_is_as_encrypted_as_the_base(gateway: str, named_by: str, lawful: bool) -> None:
    assert may_dial(yarl.URL(gateway), yarl.URL(named_by)) is lawful


@pytest.mark.parametrize(
    "spelt",
    ["https://discord.com/api/v10", "https://discord.com/api/v10/ ", "HTTPS://Discord.com/api/v10"],
)
async def test_discord_itself_is_not_asked_and_nothing_is_touched(
    spelt: str, names_asked: list[str]
) -> None:
    before = globals_of_discord()
    endpoint = await ask(spelt, TOKEN)
    assert endpoint is DISCORD
    with pointed(endpoint):
        assert globals_of_discord() == before
    assert names_asked == []


def test_discord_py_still_keeps_its_addresses_where_we_change_them() -> None:
    """If this fails, discord.py was updated and bot/chat/framework/endpoint.py has to be read again."""
    assert Route.BASE == "https://discord.com/api/v10"
    assert yarl.URL("wss://gateway.discord.gg/") == DiscordWebSocket.DEFAULT_GATEWAY
    assert isinstance(vars(DiscordWebSocket)["from_client"], classmethod)
    with pointed(Endpoint("http://127.0.0.1:9/api/v10", "ws://127.0.0.1:9/")):
        assert Route("GET", "/users/@me").url == "http://127.0.0.1:9/api/v10/users/@me"


def test_a_discord_py_with_other_names_is_refused_before_anything_is_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(DiscordWebSocket, "DEFAULT_GATEWAY")
    with pytest.raises(KeyError), pointed(Endpoint("http://127.0.0.1:9", "ws://127.0.0.1:9/")):
        pytest.fail("pointed() went on without the gateway's name")
    assert DISCORD.api_base == Route.BASE


def test_one_process_points_at_one_address() -> None:
    before = globals_of_discord()
    with pointed(Endpoint("http://127.0.0.1:9", "ws://127.0.0.1:9/")):
        there = globals_of_discord()
        with pytest.raises(RuntimeError), pointed(Endpoint("http://127.0.0.1:8", "ws://a/")):
            pytest.fail("two addresses at once")
        assert globals_of_discord() == there
    assert globals_of_discord() == before


def test_the_addresses_come_back_after_an_error() -> None:
    before = globals_of_discord()
    with pytest.raises(ZeroDivisionError), pointed(Endpoint("http://a", "ws://a/")):
        raise ZeroDivisionError
    assert globals_of_discord() == before


async def test_wrong_token(fake: FakeDiscord) -> None:
    answer = await ask(fake.api_base, "quite.another.token")
    assert answer == EndpointFault(EndpointFaultCode.WRONG_TOKEN, fake.api_base, 401)
    assert "quite.another.token" not in repr(answer)


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "токен", "a\x00b"])
async def test_what_cannot_be_a_token_is_not_sent(fake: FakeDiscord, token: str) -> None:
    answer = await fault(fake.api_base, token)
    assert answer.code is EndpointFaultCode.WRONG_TOKEN
    assert fake.requests == []


@pytest.mark.usefixtures("nothing_left")
async def test_nobody_there(unused_tcp_port: int) -> None:
    answer = await fault(f"http://127.0.0.1:{unused_tcp_port}/api/v10/")
    assert answer == EndpointFault(
        EndpointFaultCode.UNREACHABLE, f"http://127.0.0.1:{unused_tcp_port}/api/v10"
    )


@pytest.mark.parametrize("host", ["nowhere.invalid", "a..b", "x" * 70])
async def test_a_name_that_cannot_be_found(host: str, names_asked: list[str]) -> None:
    answer = await fault(f"http://{host}/api/v10")
    assert answer.code in (EndpointFaultCode.UNREACHABLE, EndpointFaultCode.BAD_ADDRESS)


@pytest.mark.usefixtures("nothing_left")
async def test_somebody_who_never_answers() -> None:
    bored = asyncio.Event()

    async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await bored.wait()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        async with asyncio.timeout(PATIENCE):
            answer = await fault(f"http://127.0.0.1:{port}", patience=0.05)
        bored.set()
    assert answer.code is EndpointFaultCode.UNREACHABLE


@pytest.mark.usefixtures("nothing_left")
async def test_somebody_who_does_not_speak_http() -> None:
    async def rude(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(rude, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        answer = await fault(f"http://127.0.0.1:{port}")
    assert answer.code is EndpointFaultCode.UNLIKE_DISCORD


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_trouble_of_its_own(fake: FakeDiscord, status: int) -> None:
    fake.fail("/gateway/bot", status)
    answer = await fault(fake.api_base)
    assert (answer.code, answer.status) == (EndpointFaultCode.DOWN, status)


@pytest.mark.parametrize("status", [302, 403, 404])
async def test_another_answer_than_discords(fake: FakeDiscord, status: int) -> None:
    elsewhere = {"Location": "/elsewhere"} if status == 302 else {}
    fake.fail("/gateway/bot", status, elsewhere)
    answer = await fault(fake.api_base)
    assert (answer.code, answer.status) == (EndpointFaultCode.UNLIKE_DISCORD, status)
    assert fake.unknown == []  # the token was not taken elsewhere


async def test_rate_limited(fake: FakeDiscord) -> None:
    fake.fail("/gateway/bot", 429, {"Retry-After": "7"})
    answer = await fault(fake.api_base)
    assert (answer.code, answer.retry_after) == (EndpointFaultCode.RATE_LIMITED, 7.0)


async def test_a_content_type_that_discord_py_would_not_read(fake: FakeDiscord) -> None:
    body = {"url": fake.gateway.url}
    headers = {"Content-Type": "application/json; charset=utf-8"}
    fake.faults.add(Fault(Kind.ANSWER, path="/gateway/bot", body=body, headers=headers))
    answer = await fault(fake.api_base)
    assert answer.code is EndpointFaultCode.UNLIKE_DISCORD
    assert answer.got == "application/json; charset=utf-8"


@pytest.mark.parametrize("body", [{"shards": 1}, {"url": None}, {"url": 7}, {"url": "x" * 70_000}])
async def test_a_body_that_is_not_discords(fake: FakeDiscord, body: dict[str, Any]) -> None:
    fake.faults.add(Fault(Kind.ANSWER, path="/gateway/bot", body=body))
    assert (await fault(fake.api_base)).code is EndpointFaultCode.UNLIKE_DISCORD


@pytest.mark.parametrize(
    "url",
    ["https://a.example/", "wss://", "", "gateway", "ws://a:port/", f"http://{TOKEN}/\x1b[2J"],
)
async def test_a_gateway_that_is_no_websocket(fake: FakeDiscord, url: str) -> None:
    fake.faults.add(Fault(Kind.ANSWER, path="/gateway/bot", body={"url": url}))
    answer = await fault(fake.api_base)
    assert answer.code is EndpointFaultCode.BAD_GATEWAY
    assert answer.got is not None
    assert answer.got.isprintable() or answer.got == ""


@pytest.mark.parametrize(
    "address",
    [
        "",
        "discord.com/api",
        "ftp://a.example/",
        "http://",
        "http://a:notaport/",
        "http://name:secret@a.example/api",
        "http://secret@a.example/api",
        "name:secret@a.example/api",
        "http://a.example/api?key=secret",
        "http://a.example/api#secret",
        "http://[::1/api",
    ],
)
async def test_what_is_no_address(address: str) -> None:
    answer = await fault(address)
    assert answer.code is EndpointFaultCode.BAD_ADDRESS
    assert "secret" not in repr(answer)


@given(st.text(string.printable + "éя@:/?#[]{}%\u202e", max_size=40))
def test_no_address_and_no_token_ever_raises(text: str) -> None:
    """Nothing is sent: the scheme is none that could be, or the token none that could be."""
    answer = asyncio.run(ask(f"http://{text}", ""))
    assert answer is not DISCORD
    assert asyncio.run(ask(text.replace("http", ""), TOKEN)) is not None


@given(st.none() | st.text(max_size=12) | st.floats().map(str))
def test_retry_after_is_a_wait_or_nothing(header: str | None) -> None:
    wait = retry_after_seconds(header)
    assert wait is None or 0 <= wait < float("inf")
