"""A meeting whose channel is gone is taken up in another one."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest

from bot.chat.room import enforcement as enf
from bot.chat.room.channel_permissions import ORIGINALS_NOTE
from bot.procedure import events as e
from bot.procedure.formats import Enforcement
from bot.procedure.state import Status
from tests.chat.room.test_permissions import writers
from tests.chat.stage import Stage, made, say, stage, texts


async def lose(it: Stage, place: str = "text") -> str:
    """The channel is deleted while somebody speaks, and there is another one; the meeting's name."""
    name = it.meeting.id
    it.env.backend.delete_channel(it.channel.id)
    await it.env.settle()
    runner = it.client.services.tables.get(name)
    assert runner is not None
    assert runner.meeting.status is Status.SUSPENDED
    it.channel = made(it.env, it.guild, place, {})
    await it.env.settle()
    return name


async def let_chair_manage(it: Stage, name: str) -> None:
    """Make this person one of those who run the channel."""
    own = discord.PermissionOverwrite(manage_channels=True)
    it.add_overwrite(it.member[name], own)
    await it.env.settle()


@pytest.mark.parametrize("restarted", [False, True], ids=["", "restarted"])
@pytest.mark.parametrize("who", ["organizer", "chair_w"])
async def test_it_goes_on_where_it_stood(tmp_path: Path, restarted: bool, who: str) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        said = await it.send(it.member["anna_e"], "Before the channel was deleted")
        name = await lose(it)
        if restarted:
            await it.restart(away=60)
        await let_chair_manage(it, "chair_w")
        person = it.organizer if who == "organizer" else it.member[who]
        await it.type(person, "roundtable resume")
        await it.shown()
        assert it.meeting.id == name
        assert it.meeting.status is Status.OPEN
        assert it.speaker is it.member["anna_e"]
        assert writers(it) == ["anna_e"]
        assert it.heard("told-moved", "en")
        assert it.heard("told-resumed", "ru")
        assert it.member["anna_e"].mention in texts(it.card)
        await it.send(it.member["anna_e"], "After")
        made_ = [r for r in await it.journal.read(name) if isinstance(r.event, e.ContributionMade)]
        assert len(made_) == 2
        [summary] = await it.journal.meetings()
        assert summary.venue == f"{it.guild.id}/{it.channel.id}"
        # What was said in the channel that is gone stays on the record, also after the bot looks back.
        await it.restart(away=20)
        await it.shown()
        kept = await it.journal.contribution(name, str(said.id))
        assert kept is not None
        assert not kept.removed
        assert writers(it) == ["anna_e"]
        await it.env.advance_time(it.left() / 1000 + 12)
        assert it.free(), "its clock goes on"
        note = enf.from_note(await it.journal.note(name, ORIGINALS_NOTE))
        assert set(note.channels) == {it.channel.id}
        await it.close()
        assert set(it.overwrites()) == {it.member["chair_w"].id}
        assert await it.journal.note(name, ORIGINALS_NOTE) is None


@pytest.mark.parametrize("place", ["thread", "voice"])
async def test_where_nothing_can_be_locked_it_is_held(tmp_path: Path, place: str) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await lose(it, place)
        await it.type(it.organizer, "roundtable resume")
        assert it.meeting.status is Status.OPEN
        assert it.meeting.format.enforcement is Enforcement.HOLD
        assert it.meeting.by_voice == (place == "voice")


async def test_nobody_else_may_and_not_where_its_channel_is_still_there(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.type(it.member["chair_e"], "roundtable suspend")
        first = it.channel
        it.channel = made(it.env, it.guild, "text", {})
        await it.env.settle()
        told = await it.type(it.organizer, "roundtable resume")
        assert told == say("en", "resume-there", channel=f"<#{first.id}>")
        it.env.backend.delete_channel(first.id)
        await it.env.settle()
        not_there = say("en", "refusal-not-convened")
        assert await it.type(it.member["tom_w"], "roundtable resume") == not_there
        told = await it.type(it.member["chair_w"], "roundtable resume")
        assert told == say("en", "cannot-resume-permission")
        await it.type(it.organizer, "roundtable resume")
        assert it.meeting.status is Status.OPEN


async def test_a_channel_in_which_another_meeting_is_held_is_taken(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.opened()
        first = it.meeting.id
        await lose(it)
        await it.convene()
        assert it.meeting.id != first
        told = await it.type(it.organizer, "roundtable resume")
        assert told
        runner = it.client.services.tables.get(first)
        assert runner is not None
        assert runner.meeting.status is Status.SUSPENDED


async def test_who_spoke_has_the_time_back_in_which_bot_and_channel_were_away(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        name, left, channel = it.meeting.id, it.left(), it.channel.id
        await it.restart(away=600, meanwhile=lambda: it.env.backend.delete_channel(channel))
        it.channel = made(it.env, it.guild, "text", {})
        await it.env.settle()
        await it.type(it.organizer, "roundtable resume")
        assert it.meeting.id == name
        assert abs(it.left() - left) <= 11_000
