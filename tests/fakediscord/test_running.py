"""`cochair run` as in production against the fake as another process: a roundtable, and its troubles."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.journal.verification import verify
from tests.fakediscord.control import Control
from tests.fakediscord.record import heard
from tests.fakediscord.roundtable import Roundtable, text_of
from tests.fakediscord.running import Bot, running
from tests.fakediscord.schema import VARIABLE, description
from tests.patience import PATIENCE


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[tuple[Control, Bot]]:
    async with running(tmp_path / "bot") as (discord, bot):
        yield discord, bot


@pytest.fixture
async def it(both: tuple[Control, Bot]) -> Roundtable:
    """A roundtable whose bot is up, and nothing convened."""
    discord, bot = both
    server = await discord.make_server("A server")
    made = await Roundtable.arrange(discord, server)
    await bot.start()
    return made


async def recorded(bot: Bot, many: int) -> list[tuple[int, str | None]]:
    """The contributions, once there are so many."""
    async with asyncio.timeout(PATIENCE):
        while len(found := [h for h in await heard(bot.database) if h.made]) < many:
            await asyncio.sleep(0.05)
    return [(one.message, one.text) for one in found]


async def sound(discord: Control, bot: Bot) -> None:
    """What has to hold at the end of each."""
    assert await discord.unknown() == []
    assert await discord.silent() == []
    assert await bot.stop() == 0, bot.tail()
    assert verify(bot.database).sound
    assert "Traceback" not in bot.tail(1000)


async def test_a_roundtable_from_convening_to_close(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    before = await discord.overwrites(it.channel)
    await it.open()
    welcome = await it.say("chair_e", "Welcome, all of you")
    assert await it.say("tom_w", "Before my turn") is None  # the channel is locked
    await it.to_discussion()
    asked = await it.ask("anna_e", "on the dam")
    assert "1" in asked["message"]["content"]
    await it.press("chair_w", "next")
    await it.until_speaking("anna_e")
    said = await it.say("anna_e", "We were there when it broke")
    assert await recorded(bot, 2) == [
        (welcome, "Welcome, all of you"),
        (said, "We were there when it broke"),
    ]
    await it.close()
    async with asyncio.timeout(PATIENCE):
        while await discord.overwrites(it.channel) != before:
            await asyncio.sleep(0.05)
    await sound(discord, bot)


async def test_every_request_is_one_that_discord_describes(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    if description() is None:
        pytest.skip(f"Discord's description of its API is not here; {VARIABLE} may say where it is")
    discord, bot = both
    await it.open()
    await it.to_discussion()
    await it.press("anna_e", "guide")
    await it.press("anna_e", "ask")
    await it.command(it.people["chair_e"], "agenda show")
    await it.command(it.people["chair_e"], "roundtable caucus", minutes=5)
    await it.close()
    assert await discord.complaints() == {}
    await sound(discord, bot)


async def test_killed_in_the_middle_of_a_turn(both: tuple[Control, Bot], it: Roundtable) -> None:
    discord, bot = both
    await it.open()
    first = await it.say("chair_e", "Before it fell")
    await recorded(bot, 1)
    await bot.kill()
    meanwhile = await it.say("chair_e", "While nobody was there")
    await bot.start()
    await it.until_speaking("chair_e")
    after = await it.say("chair_e", "When it was back")
    assert await recorded(bot, 3) == [
        (first, "Before it fell"),
        (meanwhile, "While nobody was there"),
        (after, "When it was back"),
    ]
    told = await it.press("chair_e", "yield")  # a button that was drawn before it fell
    assert told["kind"] is not None
    assert "Traceback" not in bot.tail(1000)
    await sound(discord, bot)


async def test_a_session_that_is_resumed_loses_nothing(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    await it.open()
    sent = [await it.say("chair_e", "Before the line was cut")]
    await discord.cut(resumable=True)
    sent += [await it.say("chair_e", f"While it was, {n}") for n in range(3)]
    await asyncio.sleep(0.5)
    async with asyncio.timeout(PATIENCE):
        while (await discord.sessions())["resumed"] == 0:
            await asyncio.sleep(0.05)
    sent.append(await it.say("chair_e", "And after it"))
    assert [message for message, _ in await recorded(bot, 5)] == sent
    await sound(discord, bot)


async def test_the_bot_comes_back_when_it_is_asked_to_reconnect(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    await it.open()
    await discord.ask_to_reconnect()
    async with asyncio.timeout(PATIENCE):
        while (await discord.sessions())["resumed"] == 0:
            await asyncio.sleep(0.05)
    said = await it.say("chair_e", "Still here")
    assert await recorded(bot, 1) == [(said, "Still here")]
    await sound(discord, bot)


async def test_a_card_is_shown_although_discord_fails_at_first(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    await discord.fault("fail", method="POST", path="/channels/*/messages", times=2)
    await it.convene()
    assert await discord.happened() == {"fail": 2}
    assert any("Restart or repair?" in text_of(m) for m in await discord.messages(it.channel))
    await sound(discord, bot)
