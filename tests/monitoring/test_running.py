"""The port of a bot that runs: what a supervisor is told while Discord and the disk stumble."""

from __future__ import annotations

import asyncio
import json
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.monitoring.serving import serve
from bot.settings import HealthAddress
from tests.cli.shell import TOKEN, ended, start
from tests.fakediscord.control import Control
from tests.fakediscord.roundtable import Roundtable
from tests.fakediscord.running import Address, Bot, running
from tests.fakediscord.server import FakeDiscord
from tests.patience import PATIENCE


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


class Supervisor:
    """Asks at the port."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session, self._home = session, f"http://127.0.0.1:{port}"
        self.port = port

    async def asked(self, path: str) -> tuple[int, Any]:
        async with self._session.get(self._home + path) as answer:
            return answer.status, await answer.json()

    async def until(self, path: str, status: int) -> Any:
        """What is answered, once it is with this status."""
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    found, told = await self.asked(path)
                except aiohttp.ClientError:
                    found, told = 0, None
                if found == status:
                    return told
                await asyncio.sleep(0.05)

    async def figures(self) -> dict[str, float]:
        async with self._session.get(self._home + "/metrics") as answer:
            assert answer.status == 200
            text = await answer.text()
        lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
        return {series: float(value) for series, _, value in lines}


@pytest.fixture
async def supervisor() -> AsyncIterator[Supervisor]:
    limit = aiohttp.ClientTimeout(total=PATIENCE)
    async with aiohttp.ClientSession(timeout=limit) as session:
        yield Supervisor(session, free_port())


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord(token=TOKEN) as it:
        yield it


@pytest.fixture
async def bot(fake: FakeDiscord, tmp_path: Path, supervisor: Supervisor) -> AsyncIterator[Bot]:
    made = Bot(tmp_path / "bot")
    at = Address(fake.api_base, fake.gateway.url, "", TOKEN)
    made.settle_in(at, COCHAIR_HEALTH=str(supervisor.port))
    yield made
    if made.runs:
        await made.kill()


def failing(told: Any) -> list[str]:
    """The checks that fail, by name."""
    assert told["ok"] is all(each["ok"] for each in told["checks"])
    return [each["check"] for each in told["checks"] if not each["ok"]]


async def test_the_gateway_is_cut_and_comes_back(
    fake: FakeDiscord, bot: Bot, supervisor: Supervisor
) -> None:
    fake.gateway.close_on_identify = 1000  # whoever comes is sent away, and may come again
    await bot.launch()
    assert failing(await supervisor.until("/readyz", 503)) == ["discord", "rooms"]
    await supervisor.until("/livez", 200)
    fake.gateway.close_on_identify = None
    assert failing(await supervisor.until("/readyz", 200)) == []
    fake.gateway.close_on_identify = 1000
    await fake.gateway.cut(resumable=False, code=1000)
    assert failing(await supervisor.until("/readyz/discord", 503)) == ["discord"]
    assert failing((await supervisor.asked("/livez"))[1]) == []
    figures = await supervisor.figures()
    assert figures["cochair_connected"] == figures["cochair_ready"] == 0
    assert figures['cochair_gateway_changes_total{change="lost"}'] >= 1
    fake.gateway.close_on_identify = None
    await supervisor.until("/readyz", 200)
    figures = await supervisor.figures()
    assert figures["cochair_connected"] == figures["cochair_ready"] == 1
    assert figures['cochair_gateway_changes_total{change="session"}'] >= 2
    assert await bot.stop() == 0, bot.tail()


async def test_a_resumed_session_is_no_new_one(
    fake: FakeDiscord, bot: Bot, supervisor: Supervisor
) -> None:
    await bot.launch()
    await supervisor.until("/readyz", 200)
    await fake.gateway.cut(resumable=True)
    async with asyncio.timeout(PATIENCE):
        while not (await supervisor.figures())['cochair_gateway_changes_total{change="resumed"}']:
            await asyncio.sleep(0.05)
    await supervisor.until("/readyz", 200)
    figures = await supervisor.figures()
    assert figures['cochair_gateway_changes_total{change="session"}'] == 1
    assert figures['cochair_gateway_changes_total{change="lost"}'] == 1
    assert await bot.stop() == 0, bot.tail()


async def test_the_journal_cannot_be_written_for_a_while(bot: Bot, supervisor: Supervisor) -> None:
    await bot.launch()
    await supervisor.until("/readyz", 200)
    await supervisor.until("/livez", 200)
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert failing(await supervisor.until("/livez", 503)) == ["journal"]
        assert (await supervisor.asked("/livez/loop"))[0] == 200
        assert (await supervisor.asked("/livez/journal"))[0] == 503
        assert (await supervisor.asked("/readyz"))[0] == 200
        other.execute("ROLLBACK")
    await supervisor.until("/livez", 200)
    assert await bot.stop() == 0, bot.tail()


async def test_rooms_are_ready_while_another_channel_is_still_given_back(
    tmp_path: Path, supervisor: Supervisor
) -> None:
    there: tuple[Control, Bot]
    async with running(tmp_path / "bot", COCHAIR_HEALTH=str(supervisor.port)) as there:
        discord, bot = there
        it = await Roundtable.arrange(discord, await discord.make_server("A server"))
        await bot.start()
        await it.open()
        path = f"/channels/{it.channel}/permissions/*"
        for method in ("PUT", "DELETE"):
            await discord.fault("fail", method=method, path=path, status=403, times=None)
        await it.close()
        await bot.kill()
        await discord.no_faults()
        for method in ("PUT", "DELETE"):
            await discord.fault("slow", method=method, path=path, times=None, seconds=2 * PATIENCE)
        begun = len(bot.log)
        await bot.launch()
        await supervisor.until("/readyz/rooms", 200)
        assert not [line for line in bot.log[begun:] if " ready " in line], "it is still at work"
        await bot.kill()


async def test_a_meeting_is_seen_in_the_figures_and_nobody_in_it(
    tmp_path: Path, supervisor: Supervisor
) -> None:
    there: tuple[Control, Bot]
    async with running(tmp_path / "bot", COCHAIR_HEALTH=str(supervisor.port)) as there:
        discord, bot = there
        it = await Roundtable.arrange(discord, await discord.make_server("A server"))
        await bot.start()
        await it.open()
        await it.say("chair_e", "Welcome, all of you")
        await it.press("anna_e", "guide")
        await it.press("tom_w", "yield")  # who has not got the floor
        figures = await supervisor.figures()
        assert figures['cochair_meetings{status="open"}'] == 1
        assert figures['cochair_handling_seconds_count{kind="component"}'] >= 10
        assert figures['cochair_commands_total{outcome="refused"}'] >= 1
        assert sum(n for s, n in figures.items() if s.startswith("cochair_refusals_total")) >= 1
        assert figures["cochair_append_seconds_count"] >= 5
        assert figures['cochair_discord_requests_total{method="POST",status="200"}'] >= 1
        assert figures['cochair_journal_bytes{file="database"}'] > 0
        assert figures["cochair_loop_lag_seconds_count"] > 0
        series = " ".join(figures).replace("cochair_", "")
        assert not [n for n in (*it.people, *map(str, it.people.values())) if n in series]
        assert await bot.stop() == 0, bot.tail()


async def test_what_is_not_there_and_what_may_not_be_done(bot: Bot, supervisor: Supervisor) -> None:
    await bot.launch()
    await supervisor.until("/livez", 200)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{supervisor.port}") as session:
        for path in ("/livez/nothing", "/healthz", "/metrics/x"):
            async with session.get(path) as answer:
                assert answer.status == 404, path
        async with session.post("/livez", data=b"stop") as answer:
            assert answer.status == 405
        async with session.get("/") as answer:
            assert "/readyz" in await answer.text()
    assert await bot.stop() == 0, bot.tail()


async def test_the_health_command(
    fake: FakeDiscord, bot: Bot, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bot.folder)
    code, told = await ended(await start("health"))
    assert code == 1
    assert f"cochair: 127.0.0.1:{supervisor.port}: nobody answers." in told
    fake.gateway.close_on_identify = 1000
    await bot.launch()
    await supervisor.until("/livez", 200)
    code, told = await ended(await start("health"))
    assert code == 1
    assert "OK    journal: can be written\n" in told
    assert "FAIL  discord: not connected\n" in told
    assert (await ended(await start("health", "--live")))[0] == 0
    fake.gateway.close_on_identify = None
    await supervisor.until("/readyz", 200)
    code, told = await ended(await start("health"))
    assert code == 0, told
    assert [line.split(":")[0] for line in told.splitlines()] == [
        "OK    loop",
        "OK    journal",
        "OK    discord",
        "OK    rooms",
        "OK    running",
        "OK    alone",
    ]
    assert await bot.stop() == 0, bot.tail()


@pytest.mark.parametrize(
    ("host", "bound"), [("127.0.0.1", {"127.0.0.1"}), (None, {"0.0.0.0", "::"})]
)
async def test_others_reach_it_only_where_that_is_said(host: str | None, bound: set[str]) -> None:
    runner = await serve(web.Application(), HealthAddress(host, free_port()))
    try:
        found = {address[0] for address in runner.addresses}
        assert found and found <= bound
    finally:
        await runner.cleanup()


async def test_a_port_that_is_taken_is_named(bot: Bot, supervisor: Supervisor) -> None:
    with socket.create_server(("127.0.0.1", supervisor.port)):
        await bot.launch()
        child = bot._child
        assert child is not None
        async with asyncio.timeout(PATIENCE):
            assert await child.wait() == 75
    assert await bot.stop() == 75
    assert f"cochair: COCHAIR_HEALTH 127.0.0.1:{supervisor.port}: nobody can listen" in bot.tail()


async def test_every_line_is_an_object_where_a_program_reads_them(
    fake: FakeDiscord, bot: Bot, supervisor: Supervisor
) -> None:
    with (bot.folder / ".env").open("a") as env:
        env.write("COCHAIR_LOG_FORMAT=json\n")
    await bot.launch()
    await supervisor.until("/readyz", 200)
    fake.gateway.close_on_identify = 4004  # Discord does not know the token any more
    await fake.gateway.cut(resumable=False)
    child = bot._child
    assert child is not None
    async with asyncio.timeout(PATIENCE):
        assert await child.wait() == 67
    assert await bot.stop() == 67
    lines = [json.loads(line) for line in bot.log]
    for line in lines:
        assert {"timestamp", "level", "logger", "event"} <= set(line)
    assert {"discord.gateway", "discord.client", "bot.chat.client"} <= {x["logger"] for x in lines}
    assert (lines[-1]["level"], lines[-1]["logger"]) == ("error", "bot.cli")
    assert "Discord does not know the token" in lines[-1]["event"]
