"""Attacks that once succeeded, each by a test that went through before its hole was closed."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest

import tests.chat.stage as on_stage
from bot.agenda.article_values import Agenda, ProposedItem
from bot.chat.framework import autocompletion
from bot.journal.journal_files import recognize
from bot.journal.port import FaultKind
from bot.procedure.formats import Enforcement
from bot.procedure.values import Localized
from tests.chat.stage import Stage, button, ids, say, stage, texts

CALLBACK = "/interactions/*/*/callback"
NO_LETTERS = ("POST", "/users/@me/channels")


@pytest.fixture
async def held(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, enforcement=Enforcement.HOLD, errors=True) as it:
        await it.in_discussion()
        await it.give_floor("boris_e")
        await it.env.advance_time(11)
        yield it


async def forged(it: Stage, who: Any, custom_id: str, on: discord.Message | None = None) -> Any:
    """Press a button whose id is not one that the bot has drawn."""
    message = it.card if on is None else on
    stored = it.env.backend.get_message(message.channel.id, message.id)
    first = ids(message)[0]

    def walk(components: list[dict[str, Any]], old: str, new: str) -> None:
        for component in components:
            if component.get("custom_id") == old:
                component["custom_id"] = new
            walk(component.get("components") or [], old, new)

    walk(stored.components, first, custom_id)
    shown = await who.click(message, custom_id=custom_id)
    walk(stored.components, custom_id, first)
    return shown


def markup(count: int = 2) -> Agenda:
    title, question = (Localized.of(en="*" * n, ru="#" * n) for n in (100, 1000))
    items = (ProposedItem(f"item-{n}", title, question, 1200) for n in range(1, count + 1))
    return Agenda("trust", title, tuple(items))


async def test_the_card_never_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_stage, "agenda", markup)
    async with stage(tmp_path, errors=True) as it:
        await it.convene(
            first_side="*" * 36 + "|" + "#" * 36, second_side="-" * 36 + "|" + ">" * 36
        )
        await it.seat_all()
        await it.press(it.member["chair_e"], "open")
        await it.shown()
        for _ in range(4):
            await it.press(it.speaker, "yield")
            await it.shown()
        for who in it.member.values():
            await it.type(who, "floor ask", note="*" * 200)
        await it.shown()
        assert it.member["anna_e"].mention in texts(it.card).partition("🎙")[2]


async def test_a_gathering_of_many_is_shown(tmp_path: Path) -> None:
    async with stage(tmp_path, errors=True) as it:
        await it.convene()
        for n in range(160):
            who = it.guild.add_member(it.env.create_user(f"p{n}"))
            await it.type(who, "seat take", side="ab"[n % 2])
        before = texts(it.card)
        await it.seat("chair_e")
        await it.shown()
        assert texts(it.card) != before


async def test_a_long_item_does_not_swallow_whose_turn_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_stage, "agenda", markup)
    async with stage(tmp_path, errors=True) as it:
        await it.opened()
        await it.press(it.speaker, "yield")
        await it.shown()
        before = {m.id for m in it.channel.history()}
        await it.press(it.speaker, "yield")  # the opening is over: the item, and its first speaker
        await it.shown()
        told = [m.content for m in it.channel.history() if m.id not in before]
        assert any(it.speaker.mention in text for text in told)


async def test_an_answer_that_is_late_does_not_lose_what_the_room_is_told(tmp_path: Path) -> None:
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        anna = it.member["anna_e"]
        await it.type(anna, "floor ask")
        await it.shown()
        before = len(it.said())
        it.env.inject_error("POST", CALLBACK, status=404, code=10062)
        await it.type(it.member["chair_w"], "floor next")
        await it.shown()
        assert it.speaker is anna
        assert any(anna.mention in text for text in it.said()[before:])


async def test_an_answer_that_is_late_does_not_leave_the_card_behind(tmp_path: Path) -> None:
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        await it.shown()
        it.env.inject_error("POST", CALLBACK, status=404, code=10062)
        await it.press(it.member["chair_w"], "pause")
        await it.shown()
        assert any(i.startswith("cc:resume:") for i in ids(it.card))


@pytest.mark.parametrize("act", ["sit", "note"])
async def test_another_server_has_no_business_here(held: Stage, act: str) -> None:
    it, meeting = held, held.meeting.id
    await it.type(it.member["anna_e"], "floor ask", note="a note of ours")
    guild = it.env.create_guild("Another")
    staff = guild.create_role("S", permissions=discord.Permissions(8))
    alien = guild.add_member(it.env.create_user("alien"), roles=[staff])
    channel = guild.create_text_channel("there")
    await it.env.settle()
    await alien.slash(channel, "roundtable convene", agenda="trust", format="plenary")
    await it.shown()
    theirs = next(m for m in channel.history() if ids(m))
    seen = "a" if act == "sit" else str(it.meeting.last_request)
    shown = await forged(it, alien, f"cc:{act}:{meeting}:{seen}", theirs)
    assert it.meeting.seat(str(alien.id)) is None
    assert "a note of ours" not in str(shown.modal)


async def test_a_note_is_not_shown_to_others(held: Stage) -> None:
    await held.type(held.member["anna_e"], "floor ask", note="a note of ours" + "x" * 150)
    number = held.meeting.last_request
    shown = await forged(held, held.member["tom_w"], f"cc:note:{held.meeting.id}:{number}")
    assert shown.modal is None


async def test_rules_are_accepted_in_a_language_that_there_is(held: Stage) -> None:
    who = held.guild.add_member(held.env.create_user("new"))
    await held.type(who, "seat take", side="a")
    await forged(held, who, f"cc:accept:{held.meeting.id}:zz_--9Q")
    seat = held.meeting.seat(str(who.id))
    assert seat is None or seat.accepted is None or seat.accepted.language in ("en", "ru")


async def _without_consent(it: Stage) -> Any:
    tom = it.member["tom_w"]
    rules = (await it.click(tom, "rules")).response.message
    await tom.click(rules, custom_id=button(rules, "withdraw-consent"))
    return tom


async def test_the_room_hears_that_out_of_turn_cannot_be_taken_out(held: Stage) -> None:
    held.env.inject_error("DELETE", "/channels/*/messages/*", status=403, code=50013)
    await held.send(held.member["anna_e"], "out of turn")
    await held.shown()
    assert held.heard("trouble-forbidden", "en")


async def test_what_had_only_a_picture_is_not_lost(held: Stage) -> None:
    anna = held.member["anna_e"]
    sent = await anna.send(held.channel, "", attachments=[("map.png", b"a map")])
    stays = any(m.id == sent.id for m in held.channel.history())
    assert stays or any(m.attachments for m in anna.user.dm_channel.history())


async def test_a_failing_completion_logs_no_words(
    held: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(typed: str, offers: Any) -> Any:
        raise ValueError(f"cannot digest {typed}")

    monkeypatch.setattr(autocompletion, "matching", broken)
    await held.member["anna_e"].autocomplete(held.channel, "agenda edit", "item", "secret-words")
    assert "secret-words" not in caplog.text


@pytest.mark.parametrize("name", [" ", "\u200b", "\u202e\u202d"])
async def test_a_side_has_a_name_that_can_be_seen(tmp_path: Path, name: str) -> None:
    async with stage(tmp_path) as it:
        assert await it.convene(first_side=name) == say("en", "refusal-empty-text")
        assert it.client.services.runner_at(it.channel.id, it.guild.id) is None


async def test_an_unknown_agenda_among_many(tmp_path: Path) -> None:
    async with stage(tmp_path, errors=True) as it:
        catalogue: Any = it.catalogue.agendas
        catalogue.update({f"agenda-{n:02}-{'x' * 29}": catalogue["trust"] for n in range(60)})
        assert "agenda-00" in await it.convene(agenda="nope")


def test_a_pipe_is_no_journal(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.db")
    end = os.open(
        tmp_path / "pipe.db", os.O_RDWR | os.O_NONBLOCK
    )  # else `recognize` waits for ever
    try:
        os.write(end, b"x" * 100)
        assert recognize(tmp_path / "pipe.db") is FaultKind.NOT_A_DATABASE
    finally:
        os.close(end)
