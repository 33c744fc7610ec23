"""The caucus on Discord: a private thread for each side, unrecorded, and everybody called back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.backend.errors import BackendError

from bot.chat.framework.preflight import SHOWN_AS
from bot.chat.room.caucus_threads import CAUCUS_NOTE
from bot.procedure.state import Status
from tests.chat.stage import Stage, ids, say, stage, texts
from tests.chat.test_attacks import forged

SECRET = "we could give up the river"


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        yield it


async def begins(it: Stage, minutes: int = 10) -> None:
    await it.type(it.member["chair_w"], "roundtable caucus", minutes=minutes)
    await it.shown()


def thread(it: Stage, side: str) -> Any:
    return next(t for t in it.channel.threads if t.name.endswith(side))


def members(it: Stage, side: str) -> set[str]:
    inside = it.env.backend.get_channel(thread(it, side).id).thread_members
    return {name for name, person in it.member.items() if person.id in inside}


async def test_each_side_has_a_thread_of_its_own(it: Stage) -> None:
    await begins(it)
    assert it.meeting.status is Status.CAUCUS
    assert members(it, "East") == {"chair_e", "anna_e", "boris_e"}
    assert members(it, "West") == {"chair_w", "tom_w", "ursula_w"}
    await it.member["anna_e"].send(thread(it, "East"), SECRET)
    with pytest.raises(BackendError):
        await it.member["tom_w"].send(thread(it, "East"), "may I?")
    assert not it.may_write(it.member["anna_e"]), "the room itself is closed meanwhile"
    until = (it.meeting.caucus.until if it.meeting.caucus else 0) // 1000
    assert say("ru", "card-caucus", when=f"<t:{until}:R>") in texts(it.card)


async def test_nothing_of_it_is_in_any_record(it: Stage, tmp_path: Path) -> None:
    await begins(it)
    before = len(await it.journal.read(it.meeting.id))
    await it.member["anna_e"].send(thread(it, "East"), SECRET)
    sent = await it.member["tom_w"].send(thread(it, "West"), SECRET)
    await it.member["tom_w"].edit(sent, SECRET + "!")
    await it.member["tom_w"].delete(sent)
    await it.env.settle()
    assert len(await it.journal.read(it.meeting.id)) == before
    await it.env.advance_time(11 * 60)
    await it.restart(away=5)
    for file in tmp_path.iterdir():
        assert SECRET.encode() not in file.read_bytes()


async def test_everybody_is_called_back_when_the_time_is_over(it: Stage) -> None:
    await it.give_floor("anna_e")
    left = it.left()
    await begins(it)
    await it.env.advance_time(9 * 60)
    assert says(it, "East", "caucus-almost-over")
    await it.env.advance_time(62)
    assert it.meeting.status is Status.PAUSED
    called = next(text for text in it.said() if say("en", "told-caucus-ended") in text)
    assert all(f"<@{person.id}>" in called for person in it.member.values())
    for side in ("East", "West"):
        stored = it.env.backend.get_channel(thread(it, side).id)
        assert (stored.thread_metadata.archived, stored.thread_metadata.locked) == (True, True)
    assert await it.journal.note(it.meeting.id, CAUCUS_NOTE) is None
    await it.press_when_shown(it.member["chair_e"], "resume")
    assert it.speaker is it.member["anna_e"]
    assert it.left() <= left


def says(it: Stage, side: str, phrase: str) -> bool:
    return any(say("en", phrase) in texts(m) for m in thread(it, side).history())


async def test_a_co_chair_ends_it_early(it: Stage) -> None:
    await begins(it)
    await it.press(it.member["chair_e"], "end-caucus")
    await it.shown()
    assert it.meeting.status is Status.PAUSED
    assert it.env.backend.get_channel(thread(it, "East").id).thread_metadata.locked


async def test_from_the_panel_with_a_form(it: Stage) -> None:
    chair = it.member["chair_e"]
    shown = await it.click(chair, "chairing")
    form = await it.click(chair, "caucus", shown.response.message)
    assert await it.fill(chair, form, number="500") == say(
        "ru", "refusal-bad-caucus", least=1, most=240
    )
    form = await it.click(chair, "caucus", shown.response.message)
    await it.fill(chair, form, number="5")
    await it.shown()
    assert len(it.channel.threads) == 2


async def test_who_comes_to_the_table_meanwhile_comes_to_the_side_too(it: Stage) -> None:
    await begins(it)
    late = it.guild.add_member(it.env.create_user("late"))
    it.member["late_w"] = late
    chair = it.member["chair_w"]
    await it.type(chair, "seat assign", member=late, side="b", capacity="participant")
    await it.shown()
    assert "late_w" not in members(it, "West"), "confidence is part of the rules"
    await it.accept("late_w")
    await it.shown()
    assert "late_w" in members(it, "West")
    assert "late_w" not in members(it, "East")


async def test_a_bot_that_was_away_closes_the_threads_when_it_is_back(it: Stage) -> None:
    await begins(it)
    await it.restart(away=30 * 60)
    await it.env.advance_time(5)
    assert it.meeting.status is Status.PAUSED
    for side in ("East", "West"):
        assert it.env.backend.get_channel(thread(it, side).id).thread_metadata.locked
    assert len(it.channel.threads) == 2, "and makes none anew"


async def test_closing_the_meeting_closes_the_threads(it: Stage) -> None:
    await begins(it)
    threads = list(it.channel.threads)
    await it.close()
    await it.shown()
    for each in threads:
        assert it.env.backend.get_channel(each.id).thread_metadata.locked


async def test_where_there_can_be_no_threads_it_is_said(tmp_path: Path) -> None:
    async with stage(tmp_path, place="forum") as it:
        await it.in_discussion()
        told = await it.type(it.member["chair_w"], "roundtable caucus", minutes=5)
        assert told == say("en", "no-caucus-here")
        assert it.meeting.status is Status.OPEN


async def test_what_the_bot_lacks_for_it_is_named(it: Stage) -> None:
    await it.bot_without_administrator()
    role = next(r for r in it.env.backend.get_guild(it.guild.id).roles.values() if r.managed)
    role.permissions &= ~discord.Permissions(manage_threads=True).value
    await it.restart()
    told = await it.type(it.member["chair_w"], "roundtable caucus", minutes=5)
    names = f"**{SHOWN_AS['manage_threads']}**"
    assert told == say("en", "missing-permissions-caucus", names=names)
    assert it.meeting.status is Status.OPEN


async def test_hands_may_be_raised_meanwhile(it: Stage) -> None:
    await begins(it)
    assert any(i.startswith("cc:ask:") for i in ids(it.card))
    form = await it.click(it.member["tom_w"], "ask")
    await it.fill(it.member["tom_w"], form, kind=["statement"], note="")
    assert len(it.meeting.requests) == 1


# Each side among its own ---------------------------------------------------------------------------


async def test_nobody_walks_into_the_other_sides_caucus(it: Stage) -> None:
    await begins(it)
    await it.member["anna_e"].send(thread(it, "East"), SECRET)
    tom = it.member["tom_w"]
    shown = await it.click(tom, "place")
    sure = await it.click(tom, "leave-ask", shown.response.message)
    await it.press(tom, "leave", sure.response.message)
    await it.shown()
    assert members(it, "West") == {"chair_w", "ursula_w"}, (
        "whoever leaves the table leaves the thread"
    )
    assert await it.press(tom, "seat") == say("en", "refusal-in-caucus")
    await forged(it, tom, "cc:sit:trust-1:a-en")
    await it.shown()
    assert it.meeting.seat(str(tom.id)) is None
    assert members(it, "East") == {"chair_e", "anna_e", "boris_e"}


async def test_a_stranger_does_not_sit_down_in_a_caucus(it: Stage) -> None:
    await begins(it)
    stranger = it.guild.add_member(it.env.create_user("stranger"))
    it.member["stranger"] = stranger
    assert await it.press(stranger, "seat") == say("en", "refusal-in-caucus")
    await forged(it, stranger, "cc:observe:trust-1:a-en")
    await it.shown()
    assert it.meeting.seat(str(stranger.id)) is None
    assert "stranger" not in members(it, "East")


async def test_whom_a_co_chair_seats_anew_changes_threads(it: Stage) -> None:
    await begins(it)
    anna = it.member["anna_e"]
    chair = it.member["chair_w"]
    await it.type(chair, "seat assign", member=anna, side="b", capacity="participant")
    await it.shown()
    assert "anna_e" not in members(it, "East")
    assert "anna_e" in members(it, "West")


async def test_a_bot_that_was_away_still_keeps_the_sides_apart(it: Stage) -> None:
    await begins(it, minutes=60)
    await it.restart(away=5)
    tom = it.member["tom_w"]
    await it.type(tom, "seat leave")
    await it.shown()
    assert members(it, "West") == {"chair_w", "ursula_w"}
