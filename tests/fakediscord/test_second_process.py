"""Two processes with the same token, each on a file of its own, on one Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.cli.doctor_command import of_others
from bot.journal.verification import verify
from tests.chat.stage import say
from tests.fakediscord.control import Control
from tests.fakediscord.roundtable import Roundtable, text_of
from tests.fakediscord.running import Bot, running
from tests.patience import PATIENCE

SAID = "another process runs with the same token"


@pytest.fixture
async def three(tmp_path: Path) -> AsyncIterator[tuple[Control, Bot, Bot]]:
    async with running(tmp_path / "bot") as (discord, bot):
        other = Bot(tmp_path / "other")
        other.folder.mkdir()
        env = other.folder / ".env"
        env.write_text((bot.folder / ".env").read_text())
        env.chmod(0o600)
        try:
            yield discord, bot, other
        finally:
            if other.runs:
                await other.kill()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.05)


def said(bot: Bot) -> int:
    return sum(SAID in line for line in bot.log)


async def test_the_other_one_answers_nothing_that_is_untrue(
    three: tuple[Control, Bot, Bot],
) -> None:
    discord, bot, other = three
    it = await Roundtable.arrange(discord, await discord.make_server("A server"))
    await bot.start()
    await it.open()
    await other.start()
    untrue = {say(code, "refusal-meeting-closed") for code in ("en", "ru")}
    untrue |= {say(code, "meeting-of-another-file") for code in ("en", "ru")}
    for _ in range(10):
        told = await it.press("anna_e", "place")
        assert told["message"] is not None
        assert text_of(told["message"]) not in untrue
    await until(lambda: said(other) > 0)
    assert said(other) == 1
    assert said(bot) == 0
    assert "Traceback" not in other.tail(1000)
    assert await other.stop() == 0
    assert await bot.stop() == 0
    assert [found.about for found in of_others(other.database)] == ["token"]
    assert not [*of_others(bot.database)]
    assert verify(bot.database).sound
    assert verify(other.database).meetings == ()


async def test_two_that_both_convene_notice_it(three: tuple[Control, Bot, Bot]) -> None:
    """Each carries the command out; whose answer comes second learns that there was a first."""
    discord, bot, other = three
    it = await Roundtable.arrange(discord, await discord.make_server("A server"))
    await bot.start()
    await other.start()
    await it.convene()
    await until(lambda: said(bot) + said(other) > 0)
    assert max(said(bot), said(other)) == 1
    for each in (bot, other):
        assert await each.stop() == 0
        assert verify(each.database).sound
