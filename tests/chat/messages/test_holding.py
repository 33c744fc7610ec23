"""`hold`: what is typed out of turn leaves the channel and comes back to its author, word for word."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.procedure.formats import Enforcement
from tests.chat.stage import Stage, answer, ids, say, stage, texts

HOSTILE = {
    "mentions": "@everyone @here <@1> <@&2> <#3> </floor ask:4>",
    "markdown": "# big **bold** ||spoiler|| `code` [link](https://example.org) \\*",
    "bidi": "\u202egnp.exe\u202c \u2066isolated\u2069 \u200fright",
    "zero-width": "o\u200bu\u200ct\u200d of\ufeff turn",
    "lines": "one\n\n  two  \n> three\n```\nfour\n```",
    "2000": "я" * 2000,
    "4000": "word " * 799 + "last!",
}


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, enforcement=Enforcement.HOLD) as it:
        await it.in_discussion()
        await it.give_floor("tom_w")
        yield it


def letters(who: Any) -> list[discord.Message]:
    """What the bot has sent this person privately."""
    found: list[discord.Message] = who.user.dm_channel.history()
    return found


async def text_of(letter: discord.Message) -> str:
    """The text that came back, from the message or from the file it holds."""
    if letter.attachments:
        return (await letter.attachments[0].read()).decode()
    return letter.content.partition("\n\n")[2]


def in_channel(it: Stage, message: discord.Message) -> bool:
    return any(m.id == message.id for m in it.channel.history())


@pytest.mark.parametrize("kind", sorted(HOSTILE))
async def test_it_comes_back_word_for_word(it: Stage, kind: str) -> None:
    anna, text = it.member["anna_e"], HOSTILE[kind]
    sent = await it.send(anna, text)
    assert not in_channel(it, sent)
    [letter] = letters(anna)
    assert letter.content.startswith(say("ru", "held-not-your-turn", channel=it.channel.mention))
    assert await text_of(letter) == text
    assert not letter.mentions
    assert not letter.mention_everyone
    assert await it.journal.contribution(it.meeting.id, str(sent.id)) is None
    held = await it.journal.held(it.meeting.id, 1)
    assert held is not None
    assert held.words is not None
    assert held.words.text == text


@pytest.mark.parametrize("kind", sorted(HOSTILE))
async def test_what_the_speaker_says_stays_and_is_recorded(it: Stage, kind: str) -> None:
    sent = await it.send(it.member["tom_w"], HOSTILE[kind])
    assert in_channel(it, sent)
    kept = await it.journal.contribution(it.meeting.id, str(sent.id))
    assert kept is not None
    assert kept.words.text == HOSTILE[kind]


async def test_edits_and_deletions_are_kept_beside(it: Stage) -> None:
    tom = it.member["tom_w"]
    sent = await tom.send(it.channel, "first wording")
    await tom.edit(sent, "second wording")
    kept = await it.journal.contribution(it.meeting.id, str(sent.id))
    assert kept is not None
    assert kept.words.text == "second wording"
    await tom.delete(sent)
    kept = await it.journal.contribution(it.meeting.id, str(sent.id))
    assert kept is not None
    assert kept.removed


async def test_the_speaker_whose_turn_is_paused_gets_the_words_back(it: Stage) -> None:
    tom = it.member["tom_w"]
    await it.press(it.member["chair_w"], "pause")
    await tom.send(it.channel, "while paused")
    [letter] = letters(tom)
    assert letter.content.startswith(say("en", "held-floor-paused", channel=it.channel.mention))
    assert await text_of(letter) == "while paused"


@pytest.mark.parametrize(
    ("path", "code"), [("/users/@me/channels", 50007), ("/channels/*/messages", 50007)]
)
async def test_where_private_messages_are_closed_a_button_gives_it_back(
    it: Stage, path: str, code: int
) -> None:
    anna = it.member["anna_e"]
    it.env.inject_error("POST", path, status=403, code=code)
    sent = await anna.send(it.channel, HOSTILE["markdown"])
    assert not in_channel(it, sent)
    waiting = next(m for m in it.channel.history() if any("take-back" in i for i in ids(m)))
    assert HOSTILE["markdown"] not in texts(waiting)
    other = await it.click(it.member["boris_e"], "take-back", waiting)
    assert answer(other) == say("ru", "held-not-yours")
    mine = await it.click(anna, "take-back", waiting)
    assert mine.response.ephemeral
    assert mine.response.content.endswith("\n\n" + HOSTILE["markdown"])


async def test_the_button_gives_a_long_text_as_a_file(it: Stage) -> None:
    anna = it.member["anna_e"]
    it.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
    await it.send(anna, HOSTILE["4000"])
    waiting = next(m for m in it.channel.history() if any("take-back" in i for i in ids(m)))
    mine = await it.click(anna, "take-back", waiting)
    [file] = mine.response.attachments
    assert (await file.read()).decode() == HOSTILE["4000"]


async def test_the_button_works_after_the_meeting_is_closed(it: Stage) -> None:
    """Nothing that was typed may be lost, and least of all because others have gone home."""
    anna = it.member["anna_e"]
    it.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
    await anna.send(it.channel, "my words")
    waiting = next(m for m in it.channel.history() if any("take-back" in i for i in ids(m)))
    await it.close()
    for restarted in (False, True):
        if restarted:
            await it.restart()
        mine = await it.click(anna, "take-back", waiting)
        assert answer(mine).endswith("\n\nmy words")
        other = await it.click(it.member["tom_w"], "take-back", waiting)
        assert answer(other) == say("en", "held-not-yours")


@pytest.mark.parametrize("refused", [False, True], ids=["", "refused"])
@pytest.mark.parametrize("seated", [False, True], ids=["no seat", "no consent"])
async def test_words_of_who_has_not_agreed_are_kept_nowhere(
    tmp_path: Path, seated: bool, refused: bool
) -> None:
    words = "СловаКоторыхНетВЗаписи never-to-be-kept"
    async with stage(tmp_path, enforcement=Enforcement.HOLD) as it:
        await it.in_discussion()
        guest = it.guild.add_member(it.env.create_user("guest"))
        if seated:
            await it.type(guest, "seat take", side="b")
        if refused:
            it.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
        sent = await guest.send(it.channel, words)
        if refused:
            # Nothing was kept, so nothing but the channel has it: it stays, and its author is told.
            assert in_channel(it, sent)
            language = "en"
            assert it.heard("held-stays", language, person=guest.mention)
        else:
            assert not in_channel(it, sent)
            [letter] = letters(guest)
            assert letter.content.endswith("\n\n" + words)
        await it.close()
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert files
        for path in files:
            kept = path.read_bytes()
            for encoding in ("utf-8", "utf-16-le"):
                assert "never-to-be-kept".encode(encoding) not in kept, path.name
                assert words.partition(" ")[0].encode(encoding) not in kept, path.name


async def test_what_is_typed_before_the_opening_and_after_the_end_is_nobodys_business(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, enforcement=Enforcement.HOLD) as it:
        await it.convene()
        await it.seat_all()
        before = await it.member["anna_e"].send(it.channel, "hello")
        await it.press(it.member["chair_e"], "open")
        while await it.journal.last_beat() is None:
            await it.shown()
        await it.restart()
        assert in_channel(it, before)
        await it.close()
        after = await it.member["anna_e"].send(it.channel, "goodbye")
        assert in_channel(it, after)
        assert letters(it.member["anna_e"]) == []


async def test_open_takes_nothing_away(tmp_path: Path) -> None:
    async with stage(tmp_path, enforcement=Enforcement.OPEN) as it:
        before = it.overwrites()
        await it.in_discussion()
        await it.give_floor("tom_w")
        assert it.overwrites() == before
        sent = await it.member["anna_e"].send(it.channel, "by the way")
        assert in_channel(it, sent)
        assert await it.journal.contribution(it.meeting.id, str(sent.id)) is not None


async def test_files_come_back_with_the_words(it: Stage) -> None:
    anna = it.member["anna_e"]
    sent = await anna.send(it.channel, "a map", attachments=[("map.txt", b"the mountains")])
    assert not in_channel(it, sent)
    [letter] = letters(anna)
    [file] = letter.attachments
    assert (file.filename, await file.read()) == ("map.txt", b"the mountains")
    assert letter.content.endswith("\n\na map")


async def test_files_that_cannot_be_given_back_stay_where_they_are(it: Stage) -> None:
    anna = it.member["anna_e"]
    it.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
    sent = await anna.send(it.channel, "a map", attachments=[("map.txt", b"the mountains")])
    assert in_channel(it, sent)
    assert say("ru", "held-stays", person=anna.mention) in texts(it.channel.last_message)
