"""What people with rights on the server do in mid-meeting is noticed, and answered in a sentence or
taken into the record as what it is."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.chat.framework.wording import shown
from bot.procedure import events as e
from bot.procedure.formats import Enforcement
from bot.transcript.build import build
from tests.chat.framework.test_answers import happened
from tests.chat.messages.test_messages import touched
from tests.chat.stage import Stage, ids, say, stage
from tests.procedure.samples import PLENARY

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def change_channel(it: Stage, **changes: Any) -> None:
    it.env.backend.edit_channel(it.channel.id, changes)


def change_thread(it: Stage, **state: Any) -> None:
    stored = it.env.backend.get_channel(it.channel.id).thread_metadata
    for name, value in state.items():
        assert hasattr(stored, name), name
        setattr(stored, name, value)
    it.env.backend.announce_channel_update(it.channel.id)


def times_told(it: Stage, phrase: str, **facts: Any) -> int:
    return sum(say("en", phrase, **facts) in text for text in it.said())


# The room ------------------------------------------------------------------------------------------


async def test_slow_mode_and_a_new_name_are_told_once(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        change_channel(it, rate_limit_per_user=30)
        await it.shown()
        assert times_told(it, "notice-slow", seconds=30) == 1
        change_channel(it, rate_limit_per_user=0, name="the-*new*-room")
        await it.shown()
        assert times_told(it, "notice-slow-off") == 1
        assert times_told(it, "notice-renamed", name=shown("the-*new*-room")) == 1
        change_channel(it, topic="of no interest")
        await it.shown()
        assert times_told(it, "notice-slow", seconds=30) == 1


async def test_a_renamed_role_changes_nothing(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.shown()
        said, calls = it.said(), len(it.calls())
        role = next(r for r in it.env.backend.get_guild(it.guild.id).roles.values() if r.managed)
        it.env.backend.edit_role(it.guild.id, role.id, {"name": "the bot"})
        await it.shown()
        assert it.said() == said
        assert it.calls(calls) == []


async def test_a_thread_that_is_archived_locked_and_opened_again(tmp_path: Path) -> None:
    async with stage(tmp_path, enforcement=Enforcement.HOLD, place="thread") as it:
        await it.in_discussion()
        change_thread(it, archived=True)
        await it.shown()
        assert times_told(it, "notice-archived") == 1
        change_thread(it, archived=False)
        await it.shown()
        change_thread(it, locked=True)
        await it.shown()
        assert times_told(it, "notice-locked") == 1
        change_thread(it, locked=False)
        await it.shown()
        assert times_told(it, "notice-unlocked") == 1
        # The meeting goes on in what discord.py takes for the thread by now.
        await it.give_floor("anna_e")
        await it.send(it.member["anna_e"], "still here")
        assert (await happened(it, e.ContributionMade))[-1].words.text == "still here"


# The members ---------------------------------------------------------------------------------------


async def test_whoever_is_timed_out_or_in_screening_and_is_called(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        anna, tom = it.member["anna_e"], it.member["tom_w"]
        until = it.env.now().replace(microsecond=0) + timedelta(hours=1)
        it.env.backend.edit_member(it.guild.id, anna.id, {"timed_out_until": until.isoformat()})
        await it.env.settle()
        await it.give_floor("anna_e")
        when = f"<t:{int(until.timestamp())}:f>"
        assert times_told(it, "notice-timed-out", person=anna.mention, when=when) == 1
        it.env.backend.edit_member(it.guild.id, anna.id, {"timed_out_until": None})
        await it.shown()
        assert times_told(it, "notice-can-write", person=anna.mention) == 1
        it.env.backend.get_guild(it.guild.id).members[tom.id].pending = True
        it.env.backend.edit_member(it.guild.id, tom.id, {"nick": "Tom"})
        await it.env.settle()
        await it.give_floor("tom_w")
        assert times_told(it, "notice-screening", person=tom.mention) == 1


async def test_a_speaker_who_is_timed_out_while_speaking(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        anna, tom = it.member["anna_e"], it.member["tom_w"]
        for person in (tom, anna):
            until = it.env.now() + timedelta(hours=1)
            changes = {"timed_out_until": until.isoformat()}
            it.env.backend.edit_member(it.guild.id, person.id, changes)
            await it.shown()
        told = [text for text in it.said() if "time-out" in text]
        assert len(told) == 1
        assert anna.mention in told[0]


# The card ------------------------------------------------------------------------------------------


async def test_a_deleted_card_is_put_back_at_once(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.shown()
        gone = it.card.id
        it.env.backend.delete_message(it.channel.id, gone)
        await it.shown()
        assert it.card.id != gone
        assert any(i.startswith("cc:ask:") for i in ids(it.card))
        pins = it.env.backend.get_message(it.channel.id, it.card.id)
        assert pins.pinned


async def test_a_card_that_is_deleted_again_and_again_comes_back_less_often(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.shown()
        posted = 0
        seen = {it.card.id}
        for _ in range(120):
            current = it.client.services.presenter(it.meeting.id).room.card_id  # type: ignore[union-attr]
            if current is not None:
                if current not in seen:
                    posted += 1
                    seen.add(current)
                it.env.backend.delete_message(it.channel.id, current)
            await it.shown()
        assert 3 <= posted <= 8, "in two minutes"
        await it.env.advance_time(130)
        assert it.card.id not in seen


async def test_a_card_that_cannot_be_pinned_is_told_of_once(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.shown()
        for _ in range(2):
            it.env.inject_error("PUT", "/channels/*/messages/pins/*", status=400, code=30003)
            it.env.inject_error("PUT", "/channels/*/pins/*", status=400, code=30003)
            it.env.backend.delete_message(it.channel.id, it.card.id)
            await it.env.advance_time(70)
            it.env.backend.faults.clear()
        assert times_told(it, "notice-pins-full") == 1


# What was forwarded --------------------------------------------------------------------------------


async def posted(it: Stage, who: Any, text: str, *names: str) -> discord.Message:
    """A message in a room where nobody holds a meeting, with pictures."""
    elsewhere = it.guild.create_text_channel("elsewhere")
    await it.env.settle()
    sent: discord.Message = await who.send(
        elsewhere, text, attachments=[(name, PNG) for name in names]
    )
    return sent


async def test_a_forwarded_picture_is_kept_with_the_contribution(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        anna = it.member["anna_e"]
        source = await posted(it, it.member["boris_e"], "a map", "map.png")
        await it.give_floor("anna_e")
        await anna.forward(source, it.channel)
        await it.client.listener.settled()
        (made,) = [x for x in await happened(it, e.ContributionMade) if x.files]
        assert made.words.text == "↪ a map"
        (kept,) = await happened(it, e.FileKept)
        assert (kept.name.text, kept.kind) == ("map.png", "image/png")


async def test_a_forwarded_picture_out_of_turn_is_given_back_whole(tmp_path: Path) -> None:
    async with stage(tmp_path, enforcement=Enforcement.HOLD) as it:
        await it.in_discussion()
        tom = it.member["tom_w"]
        source = await posted(it, it.member["boris_e"], "", "map.png")
        await it.give_floor("anna_e")
        await tom.forward(source, it.channel)
        await it.client.listener.settled()
        (back,) = await happened(it, e.HeldReturned)
        assert back.how is e.Returned.PRIVATELY
        private = [m for m in tom.user.dm_channel.history() if m.attachments]
        assert [a.filename for m in private for a in m.attachments] == ["map.png"]


# Proxies -------------------------------------------------------------------------------------------


async def proxied(it: Stage, who: Any, typed: str, anew: str) -> tuple[int, int]:
    """Somebody writes; a bot posts it anew under another name and deletes the original."""
    hook = it.env.backend.create_webhook(it.channel.id, "A proxy", it.organizer.id)
    original = await it.send(who, typed)
    copy = it.env.backend.create_message(
        it.channel.id, hook.id, anew, webhook_id=hook.id, author_name="Somebody else"
    )
    await it.env.settle()
    if any(m.id == original.id for m in it.channel.history()):
        it.env.backend.delete_message(it.channel.id, original.id)
    await it.env.settle()
    await it.shown()
    return original.id, copy.id


async def test_what_a_proxy_posts_anew_stays_the_authors_words(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        original, _ = await proxied(it, it.member["anna_e"], "A: the bridge", "the bridge")
        (made,) = [x for x in await happened(it, e.ContributionMade) if x.message == str(original)]
        assert made.words.text == "A: the bridge"
        (gone,) = await happened(it, e.ContributionRemoved)
        assert gone.by_others
        assert await happened(it, e.TextsErased) == []
        await proxied(it, it.member["anna_e"], "A: and the road", "and the road")
        assert times_told(it, "notice-proxied") == 1


async def test_what_only_its_author_deletes_is_erased_as_ever(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        hook = it.env.backend.create_webhook(it.channel.id, "News", it.organizer.id)
        sent = await it.send(it.member["anna_e"], "the bridge")
        it.env.backend.create_message(it.channel.id, hook.id, "other news", webhook_id=hook.id)
        await it.env.settle()
        it.env.backend.delete_message(it.channel.id, sent.id)
        await it.shown()
        assert len(await happened(it, e.TextsErased)) == 1
        assert times_told(it, "notice-proxied") == 0


async def test_a_proxy_is_no_way_around_the_floor(tmp_path: Path) -> None:
    async with stage(tmp_path, enforcement=Enforcement.HOLD) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        original, copy = await proxied(it, it.member["tom_w"], "T: out of turn", "out of turn")
        await it.client.listener.settled()
        assert len(await happened(it, e.MessageHeld)) == 1
        there = {m.id for m in it.channel.history()}
        assert not there & {original, copy}
        assert len(await happened(it, e.HeldReturned)) == 1


# The record ----------------------------------------------------------------------------------------


async def with_pictures(it: Stage, *names: str) -> discord.Message:
    await it.in_discussion()
    await it.give_floor("anna_e")
    pictures = [(name, PNG + bytes([n])) for n, name in enumerate(names)]
    sent: discord.Message = await it.member["anna_e"].send(
        it.channel, "two maps", attachments=pictures
    )
    await it.client.listener.settled()
    return sent


def take_attachment(it: Stage, message: int, place: int) -> None:
    """Its author edits a message, and takes one of its attachments out."""
    stored = it.env.backend.get_message(it.channel.id, message)
    left = [each for n, each in enumerate(stored.attachments) if n != place]
    it.env.backend.edit_message(it.channel.id, message, {"attachments": left})


async def test_an_attachment_that_its_author_takes_out_when_the_meeting_is_over(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path) as it:
        sent = await with_pictures(it, "north.png", "south.png")
        await it.close()
        take_attachment(it, sent.id, 1)
        await it.shown()
        assert [gone.number for gone in await happened(it, e.FileWithdrawn)] == [2]
        names = [each.name.text for each in await happened(it, e.FileKept)]
        assert names == ["north.png", None]


@pytest.mark.parametrize("keeps", [False, True])
async def test_an_attachment_that_its_author_takes_out_is_not_handed_out(
    tmp_path: Path, keeps: bool
) -> None:
    form = replace(PLENARY, record=replace(PLENARY.record, removed=keeps))
    async with stage(tmp_path, form) as it:
        sent = await with_pictures(it, "north.png", "south.png")
        take_attachment(it, sent.id, 0)
        await it.shown()
        (gone,) = await happened(it, e.FileWithdrawn)
        assert (gone.number, gone.person) == (1, str(it.member["anna_e"].id))
        kept = await happened(it, e.FileKept)
        names = [each.name.text for each in kept]
        assert names == (["north.png", "south.png"] if keeps else [None, "south.png"])
        # Told again, as after a restart, it is nothing new.
        await touched(it, sent.id)
        await it.restart(away=5)
        assert len(await happened(it, e.FileWithdrawn)) == 1
        transcript = build(await it.journal.read("trust-1"))
        (said,) = [each for each in transcript.contributions if each.files]
        assert [line.why for line in said.attached] == [e.LeftOut.WITHDRAWN, None]
        assert (said.attached[0].digest is not None) is keeps


async def test_an_attachment_that_is_taken_out_while_it_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path) as it:
        read = discord.Attachment.read

        async def slowly(attachment: discord.Attachment, **options: Any) -> bytes:
            data = await read(attachment, **options)
            if attachment.filename == "north.png":
                made = (await happened(it, e.ContributionMade))[-1].message
                take_attachment(it, int(made), 0)
                for _ in range(20):
                    await asyncio.sleep(0)
            return data

        monkeypatch.setattr(discord.Attachment, "read", slowly)
        await with_pictures(it, "north.png", "south.png")
        await it.shown()
        assert [x.number for x in await happened(it, e.FileWithdrawn)] == [1]
        names = [each.name.text for each in await happened(it, e.FileKept)]
        assert names == [None, "south.png"]


@pytest.mark.parametrize("which", ["all", "one kind"])
async def test_signs_that_are_cleared_are_cleared_in_the_record(tmp_path: Path, which: str) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        sent = await it.send(it.member["anna_e"], "the bridge")
        for name, sign in (("tom_w", "👍"), ("boris_e", "👍"), ("tom_w", "❓")):
            await it.member[name].react(sent, sign)
        if which == "all":
            it.env.backend.clear_reactions(it.channel.id, sent.id)
        else:
            it.env.backend.clear_reaction(it.channel.id, sent.id, "👍")
        await it.shown()
        (cleared,) = await happened(it, e.SignsCleared)
        assert (cleared.sign is None) is (which == "all")
        transcript = build(await it.journal.read("trust-1"))
        said = next(x for x in transcript.contributions if x.message == str(sent.id))
        left = [sign.sign.text for sign in said.signs]
        assert left == ([] if which == "all" else ["❓"])
