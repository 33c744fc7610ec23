"""What the room is shown when Discord is out of order, out of reach or slow: all of it, later."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest

import bot.chat.framework.interaction_context
from bot.chat.framework.discord_calls import Trouble, attempt
from bot.chat.framework.wording import LONGEST_MESSAGE, RoomPhrases
from bot.chat.room.announcements import announcements
from bot.phrases import Fact
from bot.procedure import commands as c
from bot.procedure.events import ItemOpened
from bot.procedure.refusals import Refusal
from bot.procedure.values import Localized
from bot.roundtables import Change, MeetingRunner
from tests.chat.stage import PHRASES, Stage, answer, button, say, stage, texts

UNREACHABLE = [aiohttp.ClientConnectionError(), ConnectionResetError(), TimeoutError()]
UNKNOWN_INTERACTION = 10062


def writers(it: Stage) -> set[str]:
    return {name for name, member in it.member.items() if it.may_write(member)}


def messages(it: Stage) -> list[str]:
    return [m.content for m in it.channel.history() if m.content]


def lost(
    monkeypatch: pytest.MonkeyPatch, where: Any, name: str, *, done: bool = False, times: int = 1
) -> None:
    """The next calls of this method don't reach Discord, or (`done`) their answers don't reach us."""
    real: Callable[..., Awaitable[Any]] = getattr(where, name)
    left = [times]

    async def call(*given: Any, **named: Any) -> Any:
        if left[0] == 0:
            return await real(*given, **named)
        left[0] -= 1
        if done:
            await real(*given, **named)
        raise aiohttp.ServerDisconnectedError

    monkeypatch.setattr(where, name, call)


# Out of reach --------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", UNREACHABLE, ids=lambda error: type(error).__name__)
async def test_what_does_not_get_through_is_a_failure_not_an_incident(error: Exception) -> None:
    async def call() -> None:
        raise error

    assert await attempt("test", call()) is Trouble.FAILED


async def test_permissions_that_did_not_get_through_are_set_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        lost(monkeypatch, type(it.client.http), "edit_channel_permissions")
        await it.give_floor("anna_e")
        assert writers(it) == set()
        await it.env.advance_time(6)
        assert writers(it) == {"anna_e"}


@pytest.mark.parametrize("gateway", ["quick", "slow"])
async def test_permissions_whose_answer_was_lost_never_leave_two_writers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gateway: str
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        with monkeypatch.context() as patched:
            if gateway == "slow":  # Discord has not told of the change when the next one comes
                patched.setattr(discord.TextChannel, "_update", lambda *_: None)
            lost(patched, type(it.client.http), "edit_channel_permissions", done=True)
            await it.give_floor("anna_e")
            await it.give_floor("tom_w")
            assert writers(it) == {"tom_w"}
            await it.env.advance_time(6)
            assert writers(it) == {"tom_w"}


# Out of order --------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["failed", "unreachable"])
async def test_an_announcement_that_failed_is_made_later_and_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.type(it.member["anna_e"], "floor ask")
        await it.shown()
        before = len(messages(it))
        if how == "failed":
            it.env.inject_error("POST", "/channels/*/messages", status=400, times=2)
        else:
            lost(monkeypatch, type(it.client.http), "send_message", times=2)
        await it.press(it.member["chair_w"], "next")
        await it.shown()
        assert len(messages(it)) == before
        await it.env.advance_time(30)
        told = messages(it)[before:]
        assert sum(it.member["anna_e"].mention in text for text in told) == 1


async def test_a_later_announcement_does_not_overtake(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        it.env.inject_error("POST", "/channels/*/messages", status=400, times=1)
        await it.press(it.member["chair_e"], "pause")
        await it.env.settle()
        await it.press(it.member["chair_e"], "resume")
        await it.env.settle()
        all_said = "\n".join(messages(it))
        assert say("en", "told-paused") in all_said
        assert all_said.rindex(say("en", "told-paused")) < all_said.rindex(
            say("en", "told-resumed")
        )


async def test_a_card_that_failed_is_edited_later(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        before = texts(it.card)
        it.env.inject_error("PATCH", "/channels/*/messages/*", status=400, times=2)
        await it.type(it.member["chair_e"], "roundtable pause")
        await it.shown()
        assert texts(it.card) == before
        await it.env.advance_time(20)
        assert texts(it.card) != before
        assert button(it.card, "resume")


async def test_discord_is_not_asked_for_ever_but_at_the_next_change(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        it.env.inject_error("*", "/channels/*/messages*", status=400, times=None)
        await it.press(it.member["chair_e"], "pause")
        await it.env.advance_time(200)
        before = len(it.calls())
        await it.env.advance_time(600)
        assert it.calls(before) == []
        it.env.backend.faults.clear()
        await it.press(it.member["chair_e"], "resume")
        await it.shown()
        assert it.heard("told-paused", "en")
        assert it.heard("told-resumed", "en")


@pytest.mark.parametrize("status", [403, 404])
async def test_what_is_refused_is_not_asked_again(tmp_path: Path, status: int) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        it.env.inject_error("*", "/channels/*", status=status, code=50013, times=None)
        await it.type(it.member["chair_e"], "roundtable pause")
        await it.shown()
        before = len(it.calls())
        await it.env.advance_time(60)
        assert it.calls(before) == []


# Answers -------------------------------------------------------------------------------------------


async def test_an_announcement_whose_answer_came_too_late_is_made_to_the_room(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        too_late(it)
        await it.give_floor("anna_e")
        assert it.member["anna_e"].mention in messages(it)[-1]
        assert "incident" not in capsys.readouterr().out


async def test_a_card_whose_answer_came_too_late_is_edited_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        too_late(it)
        await it.press(it.member["chair_e"], "pause")
        await it.shown()
        await it.shown()
        assert button(it.card, "resume")
        assert "incident" not in capsys.readouterr().out


async def test_an_answer_that_failed_is_an_incident_and_the_room_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        it.env.inject_error("POST", "/interactions/*/callback", status=400)
        await it.give_floor("anna_e")
        assert it.member["anna_e"].mention in messages(it)[-1]
        assert "incident" in capsys.readouterr().out


def too_late(it: Stage) -> None:
    it.env.inject_error("POST", "/interactions/*/callback", status=404, code=UNKNOWN_INTERACTION)


async def test_an_older_card_does_not_stay_over_a_newer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker's edit sets out before the press, and arrives after its answer."""
    async with stage(tmp_path) as it:
        await it.in_discussion()
        http = type(it.client.http)
        real, on_its_way, go = http.edit_message, asyncio.Event(), asyncio.Event()

        async def slow(*given: Any, **named: Any) -> Any:
            on_its_way.set()
            await it.env.external_wait(go.wait(), reason="the edit is on its way")
            return await real(*given, **named)

        with monkeypatch.context() as patched:
            patched.setattr(http, "edit_message", slow)
            await it.type(it.member["anna_e"], "floor ask")
            await it.shown()
            assert on_its_way.is_set()
            await it.press(it.member["chair_e"], "pause")
        go.set()
        await it.shown()
        await it.shown()
        assert button(it.card, "resume")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.chat.framework.interaction_context, "PATIENCE", 20)


def slow_lane(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command waits for its turn."""
    real = MeetingRunner.give

    async def give(runner: MeetingRunner, command: c.Command) -> Change | Refusal:
        await asyncio.sleep(0.2)
        return await real(runner, command)

    monkeypatch.setattr(MeetingRunner, "give", give)


async def test_a_slow_command_is_answered_by_and_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, impatient: None
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        with monkeypatch.context() as patched:
            slow_lane(patched)
            shown = await it.member["tom_w"].slash(it.channel, "floor ask")
        assert answer(shown).startswith("You are on the list")


async def test_a_slow_refusal_is_told_by_and_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, impatient: None
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        with monkeypatch.context() as patched:
            slow_lane(patched)
            shown = await it.member["chair_w"].slash(it.channel, "roundtable resume")
        assert answer(shown)


async def test_after_a_slow_press_the_card_and_the_room_follow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, impatient: None
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        with monkeypatch.context() as patched:
            slow_lane(patched)
            shown = await it.click(it.member["chair_e"], "pause")
        await it.shown()
        assert answer(shown) == say("ru", "done")
        assert button(it.card, "resume")
        assert it.heard("told-paused", "en")


async def test_a_quick_command_costs_one_call(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        before = len(it.calls())
        await it.type(it.member["chair_e"], "roundtable status")
        await it.type(it.member["tom_w"], "floor ask")
        assert [call.rpartition("/")[2] for call in it.calls(before) if "interactions" in call] == [
            "callback",
            "callback",
        ]


# Long texts ----------------------------------------------------------------------------------------


class Wordy(RoomPhrases):
    """Says the same long thing whatever there is to say."""

    text = ""

    def block(self, phrase: str, **facts: Fact) -> str:
        return self.text


async def changes(it: Stage, act: str) -> Change:
    """What a co-chair's press brings about."""
    seen: list[Change] = []
    it.client.services.tables.listen(seen.append)
    await it.press(it.member["chair_e"], act)
    return seen[0]


@pytest.mark.parametrize("length", [6, 1998, 2004, 7002])
@pytest.mark.parametrize("between", [" ", "\n", ""])
async def test_no_text_is_too_long_to_be_said(tmp_path: Path, length: int, between: str) -> None:
    async with stage(tmp_path) as it:
        await it.opened()
        voice = Wordy(PHRASES, ("en", "ru"))
        voice.text = between.join(f"w{n:05}"[len(between) :] for n in range(length // 6))
        said = announcements(await changes(it, "pause"), voice)
        assert all(1 <= len(one.text) <= LONGEST_MESSAGE for one in said)
        assert len(said) == math.ceil(length / LONGEST_MESSAGE)
        assert between.join(one.text for one in said) == voice.text


@pytest.mark.parametrize("times", [1, 2, 9])
async def test_the_speakers_line_is_never_lost(tmp_path: Path, times: int) -> None:
    async with stage(tmp_path) as it:
        await it.opened()
        change = await changes(it, "next-item")
        questions = Localized.of(en="why " * 110, ru="как " * 110)
        items = tuple(replace(item, question=questions) for item in change.after.agenda)
        opened = next(r for r in change.records if isinstance(r.event, ItemOpened))
        change = replace(
            change,
            after=replace(change.after, agenda=items),
            records=(*[opened] * times, *change.records),
        )
        said = announcements(change, RoomPhrases(PHRASES, ("en", "ru")))
        floor = change.after.floor
        assert floor is not None
        assert all(len(one.text) <= LONGEST_MESSAGE for one in said)
        assert "".join(one.text for one in said).count("why") == 110 * (times + 1)
        assert f"<@{floor.person}>" in said[-1].text
        assert [person for one in said for person in one.pinged] == [floor.person]
