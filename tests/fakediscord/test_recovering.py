"""What the record promises when Discord, the disk or the process stumbles: each word once, in the order
of sending, and given back if it was held."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_for_reading
from bot.procedure import events as e
from bot.procedure.values import SECOND
from bot.roundtables import BEAT
from tests.fakediscord.control import Control
from tests.fakediscord.record import heard, records
from tests.fakediscord.roundtable import Roundtable, text_of
from tests.fakediscord.running import Bot
from tests.fakediscord.test_running import both, it, recorded, sound
from tests.patience import PATIENCE

__all__ = ["both", "it"]  # the fixtures


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await holds():
            await asyncio.sleep(0.05)


async def given_back(discord: Control, who: int, text: str) -> int:
    """How often somebody was sent this text privately."""
    return sum(text in text_of(message) for message in await discord.private_words(who))


async def last_beat(bot: Bot) -> int | None:
    """The last sign of life in the journal."""
    reader = await open_for_reading(bot.database)
    assert not isinstance(reader, JournalFault)
    try:
        return await reader.last_beat()
    finally:
        await reader.close()


async def test_a_session_that_is_not_resumed_while_people_type(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    await it.open()
    sent = [await it.say("chair_e", "Before")]
    await recorded(bot, 1)
    bot.expect()
    await discord.cut(resumable=False)
    sent += [await it.say("chair_e", f"While it was away {n}") for n in range(3)]
    await bot.ready()
    sent += [await it.say("chair_e", f"When it was back {n}") for n in range(3)]
    await recorded(bot, len(sent))
    await sound(discord, bot)
    assert [each.message for each in await heard(bot.database)] == sent


async def test_cut_again_before_the_rooms_were_put_right(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    await it.open()
    sent = [await it.say("chair_e", "Before")]
    await recorded(bot, 1)
    await discord.cut(resumable=False)
    for again in range(2):
        sessions = await discord.sessions()
        while (await discord.sessions())["identified"] == sessions["identified"]:
            await asyncio.sleep(0.01)
        if again == 0:
            # discord.py says "ready" two seconds after a session has begun, be it gone by then.
            bot.expect()
            await discord.cut(resumable=False)
            sent.append(await it.say("chair_e", "While it was away"))
            await bot.ready()
            sent.append(await it.say("chair_e", "While it was still away"))
    bot.expect()
    sent.append(await it.say("chair_e", "When it was back"))
    await bot.ready()
    await recorded(bot, len(sent))
    await sound(discord, bot)
    assert [each.message for each in await heard(bot.database)] == sent


async def test_no_sign_of_life_before_what_was_missed_is_read(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    await it.open()
    await it.say("chair_e", "Before")
    await recorded(bot, 1)
    await bot.kill()
    said = await it.say("chair_e", "While it was away")
    last = await last_beat(bot)
    history = {"method": "GET", "path": "/channels/*/messages", "times": None}
    await discord.fault("fail", status=503, **history)
    await bot.launch()

    async def failed() -> bool:
        return any("history not read" in line for line in bot.log)

    await until(failed)
    assert await last_beat(bot) == last, "another process would not look for what was missed"
    await bot.kill()
    await discord.no_faults()
    await bot.start()
    assert (await recorded(bot, 2))[1][0] == said


async def test_no_sign_of_life_while_a_server_is_away(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    await it.open()
    await discord.take_away(it.server)
    other = await discord.make_server("Another server")  # what is told of it comes after that
    there = await Roundtable.arrange(discord, other)
    await there.open()
    last = await last_beat(bot)
    await asyncio.sleep(BEAT / SECOND * 1.5)
    assert await last_beat(bot) == last


async def test_events_that_come_twice(both: tuple[Control, Bot], it: Roundtable) -> None:
    discord, bot = both
    await it.open()
    await discord.fault("repeat", event="MESSAGE_CREATE", times=None)
    sent = [await it.say("chair_e", f"Word {n}") for n in range(3)]
    await recorded(bot, 3)
    await discord.no_faults()
    await it.press("chair_e", "yield")
    await it.until_speaking("chair_w")
    assert sent[0] is not None
    await discord.repeat("MESSAGE_CREATE", sent[0], it.channel)  # when its turn is over
    last = await it.say("chair_w", "And another")
    await recorded(bot, 4)
    assert sent[0] in [int(message["id"]) for message in await discord.messages(it.channel)]
    await sound(discord, bot)
    found = await heard(bot.database)
    assert [each.message for each in found] == [*sent, last]
    assert all(each.text for each in found), "nothing was erased"


async def test_typed_in_the_turn_and_heard_of_after_it(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    await it.open()
    await discord.fault("late", event="MESSAGE_CREATE", seconds=8, times=1)
    said = await it.say("chair_e", "Sent in my own turn")
    await it.press("chair_e", "yield")
    await it.until_speaking("chair_w")
    assert await recorded(bot, 1) == [(said, "Sent in my own turn")]
    assert said in [int(message["id"]) for message in await discord.messages(it.channel)]
    await sound(discord, bot)


async def test_killed_before_a_held_text_could_be_given_back(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    await it.convene(enforcement="hold")
    for name in ("chair_e", "chair_w", "tom_w"):
        await it.seat(name)
    await it.press("chair_e", "open")
    tom = it.who("tom_w")
    await discord.fault("fail", method="POST", path="/users/@me/channels", times=None)
    held = await it.say("tom_w", "Before my turn")

    async def taken_out() -> bool:
        return held not in [int(each["id"]) for each in await discord.messages(it.channel)]

    await until(taken_out)
    await bot.kill()
    await discord.no_faults()
    await bot.start()

    async def came_back() -> bool:
        return await given_back(discord, tom, "Before my turn") > 0

    await until(came_back)
    await bot.kill()
    await bot.start()
    await it.say("chair_e", "Going on")
    await recorded(bot, 1)
    await sound(discord, bot)
    assert await given_back(discord, tom, "Before my turn") == 1
    assert len([each for each in await heard(bot.database) if not each.made]) == 1, "held once"


async def test_killed_before_a_held_message_was_taken_out(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    await it.convene(enforcement="hold")
    for name in ("chair_e", "chair_w", "tom_w"):
        await it.seat(name)
    await it.press("chair_e", "open")
    await discord.fault("fail", method="DELETE", path="/channels/*/messages/*", times=None)
    held = await it.say("tom_w", "Before my turn")

    async def is_held() -> bool:
        return any(not each.made for each in await heard(bot.database))

    await until(is_held)
    await bot.kill()
    await discord.no_faults()
    await bot.start()

    async def came_back() -> bool:
        there = [int(each["id"]) for each in await discord.messages(it.channel)]
        back = await given_back(discord, it.who("tom_w"), "Before my turn")
        return held not in there and back == 1

    await until(came_back)
    await sound(discord, bot)
    assert len([each for each in await heard(bot.database) if not each.made]) == 1, "held once"


async def test_nothing_is_lost_while_the_journal_cannot_be_written(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    await it.open()
    sent = [await it.say("chair_e", "Before")]
    await recorded(bot, 1)

    async def told(text: str) -> bool:
        return any(text in text_of(message) for message in await discord.messages(it.channel))

    with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        sent += [await it.say("chair_e", f"Meanwhile {n}") for n in range(3)]
        await until(lambda: told("nothing can be written into the record"))
        sent.append(await it.say("chair_e", "Still"))
        other.execute("ROLLBACK")
    await until(lambda: told("The record is whole again"))
    sent.append(await it.say("chair_e", "After"))
    await recorded(bot, len(sent))
    await sound(discord, bot)
    assert [each.message for each in await heard(bot.database)] == sent


async def test_killed_while_the_journal_could_not_be_written(
    both: tuple[Control, Bot], it: Roundtable
) -> None:
    discord, bot = both
    await it.open()
    sent = [await it.say("chair_e", "Before")]
    await recorded(bot, 1)
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        sent.append(await it.say("chair_e", "Nobody could write it down"))
        await asyncio.sleep(2)
        await bot.kill()
        other.execute("ROLLBACK")
    await bot.start()
    await recorded(bot, len(sent))
    await sound(discord, bot)
    assert [each.message for each in await heard(bot.database)] == sent


async def test_files_that_discord_fails_to_give(both: tuple[Control, Bot], it: Roundtable) -> None:
    discord, bot = both
    await it.open()
    maps = {"map.txt": b"where the quinces are"}

    async def fetched(times: int) -> bool:
        events = [one.event for each in (await records(bot.database)).values() for one in each]
        assert not any(isinstance(event, e.FileLeftOut) for event in events)
        return sum(isinstance(event, e.FileKept) for event in events) == times

    await discord.fault("fail", path="/cdn/*", status=503)
    await it.say("chair_e", "The first", maps)
    await until(lambda: fetched(1))

    await discord.fault("fail", path="/cdn/*", status=503, times=None)
    await it.say("chair_e", "The second, before it is killed", maps)
    await recorded(bot, 2)
    await bot.kill()
    await discord.no_faults()
    await bot.start()
    await until(lambda: fetched(2))

    async def unwritten() -> bool:
        return any("not recorded yet" in line for line in bot.log)

    await discord.fault("fail", path="/cdn/*", status=503, times=None)
    await it.say("chair_e", "The third, before nothing can be written", maps)
    await recorded(bot, 3)
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await discord.no_faults()
        await until(unwritten)
        other.execute("ROLLBACK")
    await until(lambda: fetched(3))
    await sound(discord, bot)
