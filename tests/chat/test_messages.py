"""What becomes of the record when messages change afterwards: edited, taken out, by whom and when."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from simcord.backend import serializers
from simcord.backend.models import MessageSticker, Poll, PollAnswer

from bot.procedure import events as e
from tests.chat.stage import Stage, ids, stage
from tests.chat.test_record import nowhere


async def kept(it: Stage, kind: type[Any], meeting: str = "trust-1") -> list[Any]:
    return [r.event for r in await it.journal.read(meeting) if isinstance(r.event, kind)]


async def erase_words(it: Stage, who: Any) -> None:
    """Have all of one's own words erased."""
    shown = await who.slash(it.channel, "record mine")
    choice = next(i for i in ids(shown.response.message) if i.endswith(":words"))
    sure = await who.click(shown.response.message, custom_id=choice)
    (last,) = ids(sure.response.message)
    await who.click(sure.response.message, custom_id=last)


async def touched(it: Stage, message_id: int) -> None:
    """Discord tells that a message is another now: pinned, voted on, with a preview of its link."""
    stored = it.env.backend.get_message(it.channel.id, message_id)
    with it.env._bot_scope():
        it.env.backend.emit("MESSAGE_UPDATE", serializers.message_payload(it.env.backend, stored))
    await it.env.settle()


# Edits ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["sticker", "poll", "forward"])
async def test_a_message_that_changes_without_its_author_is_not_edited(
    tmp_path: Path, what: str
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("boris_e")
        source = await it.send(it.member["boris_e"], "the original")
        await it.give_floor("anna_e")
        anna, backend = it.member["anna_e"], it.env.backend
        if what == "forward":
            await anna.forward(source, it.channel)
        elif what == "sticker":
            sticker = MessageSticker(1, "wave", 1, it.guild.id)
            backend.create_message(it.channel.id, anna.id, "", stickers=[sticker])
        else:
            answers = [PollAnswer(1, "yes"), PollAnswer(2, "no")]
            poll = Poll(question="Shall we?", answers=answers, expiry="2030-01-01T00:00:00+00:00")
            backend.create_message(it.channel.id, anna.id, "", poll=poll)
        await it.env.settle()
        made = (await kept(it, e.ContributionMade))[-1]
        await touched(it, int(made.message))
        assert await kept(it, e.ContributionEdited) == []


async def test_an_edit_keeps_what_is_no_text(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        sticker = MessageSticker(1, "wave", 1, it.guild.id)
        anna, backend = it.member["anna_e"], it.env.backend
        sent = backend.create_message(it.channel.id, anna.id, "Hello", stickers=[sticker])
        await it.env.settle()
        backend.edit_message(it.channel.id, sent.id, {"content": "Hello again"})
        await it.env.settle()
        await touched(it, sent.id)
        (edited,) = await kept(it, e.ContributionEdited)
        assert edited.words.text == "Hello again\n[wave]"


async def test_what_was_erased_is_not_taken_up_again(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        anna = it.member["anna_e"]
        sent = await anna.send(it.channel, "apples")
        await anna.edit(sent, "apples and quinces")
        await erase_words(it, anna)
        nowhere(tmp_path, "quinces")
        await touched(it, sent.id)
        await it.restart(away=5)
        nowhere(tmp_path, "quinces")
