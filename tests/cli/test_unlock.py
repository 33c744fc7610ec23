"""`cochair unlock`: a channel given back while the bot does not run, on a Discord of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.room.unlocking import noted
from bot.journal.sqlite import open_for_reading
from bot.journal.sqlite_reader import SqliteReader
from tests.cli.shell import start
from tests.fakediscord.control import Control
from tests.fakediscord.roundtable import Roundtable
from tests.fakediscord.running import Bot, running
from tests.patience import PATIENCE

VIEW, SEND, SIGNS = 1 << 10, 1 << 11, 1 << 6


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[tuple[Control, Bot]]:
    async with running(tmp_path / "bot") as (discord, bot):
        yield discord, bot


@pytest.fixture
async def it(both: tuple[Control, Bot]) -> Roundtable:
    """A roundtable in a channel with permissions of its own; the bot is up."""
    discord, bot = both
    made = await Roundtable.arrange(discord, await discord.make_server("A server"))
    await discord.set_overwrite(made.channel, made.server, SEND | SIGNS, 0, role=True)
    await discord.set_overwrite(made.channel, made.who("anna_e"), VIEW | SEND, 0)
    await bot.start()
    return made


async def unlock(bot: Bot, *typed: str) -> tuple[int, str]:
    """The command, given where the bot runs: exit code, and all that it says."""
    env, db = str(bot.folder / ".env"), str(bot.database)
    child = await start("unlock", "--env-file", env, "--db", db, *typed)
    out, err = await child.communicate()
    assert child.returncode is not None
    return child.returncode, (out + err).decode()


async def test_a_channel_is_given_back_when_the_bot_cannot(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    before = await discord.overwrites(it.channel)
    await it.open()
    locked = await discord.overwrites(it.channel)
    assert locked != before
    # While it runs it would lock everything again; and nothing is changed unless it is asked for.
    code, said = await unlock(bot, "--yes")
    assert (code, "the bot is running" in said) == (1, True), said
    await bot.kill()
    # Somebody takes an access away meanwhile.
    anna = it.who("anna_e")
    allow, deny = locked[str(anna)]
    await discord.set_overwrite(it.channel, anna, allow & ~VIEW, deny | VIEW)
    locked = await discord.overwrites(it.channel)
    code, said = await unlock(bot)
    assert (code, "would be given back" in said) == (0, True), said
    assert f"channel {it.channel} (roundtable)" in said
    assert "not closed" in said
    assert await discord.overwrites(it.channel) == locked
    code, said = await unlock(bot, "--yes")
    assert (code, "given back" in said) == (0, True), said
    assert await discord.overwrites(it.channel) == {**before, str(anna): [SEND, VIEW]}
    code, said = await unlock(bot, "--yes")
    assert (code, "No channel has anything" in said) == (0, True), said
    # And the bot takes the meeting up again as if nothing had been.
    await bot.start()
    await it.until_speaking("chair_e")
    await it.close()
    expected = {**before, str(anna): [SEND, VIEW]}
    async with asyncio.timeout(60):
        while await discord.overwrites(it.channel) != expected:
            await asyncio.sleep(0.05)


async def test_a_channel_that_is_gone_or_closed_to_the_bot_is_named(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    await it.open()
    await bot.kill()
    for method in ("PUT", "DELETE"):
        path = "/channels/*/permissions/*"
        await discord.fault("fail", method=method, path=path, status=403, times=None)
    code, said = await unlock(bot, "--yes")
    assert (code, "Manage Permissions" in said) == (1, True), said
    await discord.no_faults()
    await discord.delete_channel(it.channel)
    code, said = await unlock(bot, "--yes")
    assert (code, "the channel is gone" in said) == (0, True), said
    assert (await unlock(bot))[1].startswith("No channel has anything")


async def test_whoever_was_muted_can_be_heard_again(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    it.channel = await discord.make_channel(it.server, "spoken", "voice")
    anna = it.who("anna_e")
    await it.convene()
    for name in it.people:
        await it.seat(name)
    await discord.join_voice(anna, it.channel)
    await it.press("chair_e", "open")
    async with asyncio.timeout(PATIENCE):
        while not await muted(bot):
            await asyncio.sleep(0.1)
    await it.press("chair_e", "yield")  # the muting is over by the time that this is answered
    await bot.kill()
    code, said = await unlock(bot)
    assert not (await discord.requests())[-1].startswith("PATCH")
    assert (code, "people who would be unmuted: 1" in said) == (0, True), said
    code, said = await unlock(bot, "--yes")
    assert (code, "given back" in said) == (0, True), said
    assert (await discord.requests())[-1].endswith(f"/members/{anna}")
    assert not await muted(bot)


async def muted(bot: Bot) -> list[int]:
    """Whom the journal says that the bot has muted."""
    journal = await open_for_reading(bot.database)
    assert isinstance(journal, SqliteReader)
    try:
        return [person for each in await noted(journal) for person in each.muted]
    finally:
        await journal.close()


async def test_a_file_in_which_no_channel_is_locked_asks_nothing_of_discord(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    await it.convene(enforcement="hold")
    assert await bot.stop() == 0
    before = len(await discord.requests())
    assert (await unlock(bot, "--yes"))[0] == 0
    assert len(await discord.requests()) == before
