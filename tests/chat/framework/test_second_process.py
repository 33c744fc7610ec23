"""Another process with the same token, as one of them sees it. Both of them, as processes:
tests/fakediscord/test_second_process.py."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.chat.framework.components import CardButton, in_rows
from bot.journal.port import SECOND_PROCESS
from bot.monitoring.health import alone_check
from bot.procedure.formats import Enforcement
from tests.chat.messages.test_holding import letters
from tests.chat.stage import Stage, answer, say, stage
from tests.chat.test_attacks import forged

OTHER = "theirs-7"
"""A meeting that this process knows nothing of."""


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, enforcement=Enforcement.OPEN, errors=True) as made:
        made.client.services.tables.clock = made.now  # the server's, also where the test asks
        yield made


async def their_card(it: Stage, channel: Any, meeting: str = OTHER) -> discord.Message:
    """What the other process posts, under the same account."""
    grey = discord.ButtonStyle.secondary
    made: discord.ui.Button[Any] = discord.ui.Button(
        label="Next speaker", style=grey, custom_id=f"cc:next:{meeting}:0"
    )
    here = it.client.get_channel(channel.id)
    assert isinstance(here, discord.TextChannel)
    posted = await here.send(view=in_rows(CardButton(made, "next", meeting, "0")))
    await it.env.settle()
    return posted


def alone(it: Stage) -> bool:
    return it.client.standing().alone


async def test_a_meeting_of_its_own_is_no_sign(it: Stage) -> None:
    await it.in_discussion()
    await it.give_floor("anna_e")
    await it.close()
    assert alone(it)
    assert await it.journal.note("", SECOND_PROCESS) is None
    assert alone_check(it.client.standing()).ok


@pytest.mark.parametrize("act", ["next", "place", "take-back", "amend", "export"])
async def test_a_button_of_another_files_meeting_is_not_called_closed(it: Stage, act: str) -> None:
    await it.convene()
    before = it.env.now()
    shown = await forged(it, it.member["anna_e"], f"cc:{act}:{OTHER}:0")
    assert answer(shown) == say("en", "meeting-of-another-file")
    assert shown.response.ephemeral
    assert (it.env.now() - before).total_seconds() >= 2  # the other had its time
    assert alone(it)  # that somebody pressed an old button shows no second process


async def test_two_files_may_call_two_meetings_the_same(it: Stage) -> None:
    await it.convene()
    beside = it.guild.create_text_channel("beside")
    await it.env.settle()
    card = await their_card(it, beside, it.meeting.id)
    assert not alone(it)
    before = it.meeting
    shown = await it.member["anna_e"].click(card, custom_id=f"cc:next:{it.meeting.id}:0")
    assert answer(shown) == say("en", "meeting-of-another-file")
    assert it.meeting == before


async def test_a_card_of_another_file_is_noticed_and_told_once(
    it: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    await it.in_discussion()
    beside = it.guild.create_text_channel("beside")
    await it.env.settle()
    for _ in range(3):
        card = await their_card(it, beside)
    await card.edit(content="edited")
    await it.env.settle()
    assert not alone(it)
    assert capsys.readouterr().out.count("another process runs with the same token") == 1
    assert await it.journal.note("", SECOND_PROCESS)
    where = it.channel.mention
    for name, language in (("chair_e", "ru"), ("chair_w", "en")):
        told = [each.content for each in letters(it.member[name])]
        assert told == [say(language, "second-process", channel=where)]
    assert not it.heard("second-process", "en", channel=where)
    assert not alone_check(it.client.standing()).ok
    await it.env.advance_time(16 * 60)
    assert alone(it)  # it has not been seen for long


async def test_the_co_chairs_of_a_meeting_that_opens_later_are_told_then(it: Stage) -> None:
    beside = it.guild.create_text_channel("beside")
    await it.env.settle()
    await their_card(it, beside)
    await it.opened()
    await it.env.settle()
    [told] = [each.content for each in letters(it.member["chair_w"])]
    assert told == say("en", "second-process", channel=it.channel.mention)


async def test_a_command_where_the_other_file_has_a_meeting_is_left_to_it(it: Stage) -> None:
    anna = it.member["anna_e"]
    assert await it.type(anna, "floor ask") == say("en", "refusal-not-convened")
    await their_card(it, it.channel)
    assert await it.type(anna, "floor ask") == say("en", "meeting-of-another-file")
    told = await it.convene()
    assert told == say("en", "meeting-of-another-file")
    assert it.client.services.tables.runners == ()
