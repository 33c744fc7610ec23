"""A clean end: told to stop while a meeting is under way, by a signal as a supervisor sends it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.chat.client import CochairClient
from bot.journal.sqlite import open_for_reading
from bot.journal.sqlite_reader import SqliteReader
from bot.journal.verification import verify
from bot.procedure import events as e
from bot.procedure.events import Recorded
from bot.procedure.state import Status
from tests.chat.stage import answer, say, stage, texts
from tests.fakediscord.control import Control
from tests.fakediscord.roundtable import Roundtable, text_of
from tests.fakediscord.running import Bot, running
from tests.patience import PATIENCE

ANSWERS = "/interactions/*"
LONG = 60.0
"""Seconds for which an answer hangs where nothing but the bound of the stopping ends the wait."""


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[tuple[Control, Bot]]:
    async with running(tmp_path / "bot") as (discord, bot):
        yield discord, bot


@pytest.fixture
async def it(both: tuple[Control, Bot]) -> Roundtable:
    """A roundtable whose bot is up, and nothing convened."""
    discord, bot = both
    made = await Roundtable.arrange(discord, await discord.make_server("A server"))
    await bot.start()
    return made


async def records(bot: Bot) -> tuple[Recorded, ...]:
    """All events of the only meeting."""
    journal = await open_for_reading(bot.database)
    assert isinstance(journal, SqliteReader)
    try:
        (meeting,) = await journal.meetings()
        return await journal.read(meeting.id)
    finally:
        await journal.close()


async def committed(bot: Bot, kind: type[Any]) -> Recorded:
    """The last event of this kind, once there is one."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found = [r for r in await records(bot) if isinstance(r.event, kind)]
            if found:
                return found[-1]
            await asyncio.sleep(0.05)


async def said(it: Roundtable) -> list[str]:
    return [text_of(message) for message in await it.discord.messages(it.channel)]


def stopping(floor: bool) -> str:
    phrase = "told-stopping-floor" if floor else "told-stopping"
    return "\n".join(say(language, phrase) for language in ("en", "ru"))


def now() -> int:
    return int(time.time() * 1000)


async def test_a_press_under_way_is_committed_shown_and_answered(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    await it.open()
    await it.to_discussion()
    await it.ask("anna_e")
    await discord.fault("slow", method="POST", path=ANSWERS, seconds=1)
    press = await it.begin("chair_w", "next")
    await committed(bot, e.TurnStarted)
    assert await bot.stop() == 0, bot.tail()
    told = await discord.answer(press, within=0.0)
    assert told["kind"] is not None, "the press was not answered"
    assert await discord.silent() == []
    assert await it.speakers() == ["anna_e"]
    assert (await said(it)).count(stopping(floor=True)) == 1
    assert "Traceback" not in bot.tail(1000)
    assert "where=presenter" not in bot.tail(1000).replace("'", "")
    assert verify(bot.database).sound


async def test_whoever_has_the_floor_gets_all_of_the_time_back(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    _, bot = both
    await it.open()
    await it.say("chair_e", "Before it is stopped")
    await committed(bot, e.ContributionMade)
    await asyncio.sleep(2)  # the last sign of life, and the last event, are older than this
    told_at = now()
    assert await bot.stop() == 0
    await it.say("chair_e", "While it was away")
    await bot.start()
    outage = await committed(bot, e.OutageNoted)
    assert isinstance(outage.event, e.OutageNoted)
    assert told_at <= outage.event.since < outage.at
    await it.until_speaking("chair_e")
    async with asyncio.timeout(PATIENCE):
        while sum(isinstance(r.event, e.ContributionMade) for r in await records(bot)) < 2:
            await asyncio.sleep(0.05)
    assert await bot.stop() == 0
    assert verify(bot.database).sound


async def test_a_press_that_waits_for_the_disk_is_answered_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        append = it.journal.append

        async def slowly(*rest: Any) -> Any:
            await asyncio.sleep(0.3)
            return await append(*rest)

        monkeypatch.setattr(it.journal, "append", slowly)
        client = it.env.bot
        assert isinstance(client, CochairClient)
        pressed = asyncio.create_task(it.press(it.member["chair_w"], "pause"))
        while not client.under_way:
            await asyncio.sleep(0.001)
        await client.stop_on_purpose()
        assert it.meeting.status is Status.PAUSED
        assert not client.under_way
        await pressed
        assert it.said()[-1] == stopping(floor=False)


async def test_what_is_pressed_while_it_stops_is_answered_and_not_done(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        form = await it.click(it.member["tom_w"], "ask")
        client = it.env.bot
        assert isinstance(client, CochairClient)
        await client.stop_on_purpose()
        before = len(await it.journal.read(it.meeting.id))
        assert await it.press(it.member["chair_e"], "pause") == say("ru", "stopping")
        typed = await it.type(it.member["chair_w"], "roundtable pause")
        assert typed == say("en", "stopping")
        filled = await it.member["tom_w"].submit_modal(form, {"kind": ["statement"]})
        assert answer(filled) == say("en", "stopping")
        assert len(await it.journal.read(it.meeting.id)) == before


async def test_the_clocks_stand_still_while_it_stops(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        client = it.env.bot
        assert isinstance(client, CochairClient)
        await client.stop_on_purpose()
        seen = await it.journal.last_beat()
        before = len(await it.journal.read(it.meeting.id))
        await it.env.advance_time(3600)
        assert len(await it.journal.read(it.meeting.id)) == before
        assert await it.journal.last_beat() == seen


async def test_what_is_committed_when_it_has_stopped_is_not_shown_any_more(tmp_path: Path) -> None:
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        await it.shown()
        services = it.client.services
        presenter = services.presenter(it.meeting.id)
        assert presenter is not None
        said, card = it.said(), texts(it.card)
        services.stop()
        await it.type(it.member["chair_e"], "roundtable pause")
        with it.env._bot_scope():
            presenter.announce("record-waits")
            with pytest.raises(RuntimeError), presenter.editing():
                raise RuntimeError  # as an answer does that was given up
        await it.env.advance_time(10)
        assert it.meeting.status is Status.PAUSED
        assert (it.said(), texts(it.card)) == (said, card)


async def test_a_meeting_that_is_not_in_session_is_told_nothing(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    _, bot = both
    await it.convene()
    assert await bot.stop() == 0
    assert not set(await said(it)) & {stopping(floor=True), stopping(floor=False)}


async def test_it_ends_although_discord_answers_nothing_any_more(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    await it.open()
    await discord.fault("slow", times=None, seconds=LONG)
    await it.begin("chair_e", "yield")
    await committed(bot, e.TurnEnded)
    begun = time.monotonic()
    assert await bot.stop() == 0, bot.tail()
    assert time.monotonic() - begun < LONG
    assert "Traceback" not in bot.tail(1000)
    assert "where=presenter" not in bot.tail(1000).replace("'", "")
    assert verify(bot.database).sound
