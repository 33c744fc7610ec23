"""Where people meet: text channels, threads, posts of a forum, voice channels and stages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.chat.framework.preflight import SHOWN_AS
from bot.chat.room.voices import MUTED_NOTE
from bot.procedure import events as e
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Enforcement
from bot.procedure.state import Status
from tests.chat.stage import Stage, say, stage

WRITTEN = ("text", "thread", "forum")
SPOKEN = ("voice", "stage")


async def kinds(it: Stage) -> list[type[e.Event]]:
    return [type(record.event) for record in await it.journal.read(it.meeting.id)]


# Everywhere ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [*WRITTEN, *SPOKEN])
async def test_a_whole_meeting_is_held_there_and_survives_a_restart(
    tmp_path: Path, place: str
) -> None:
    async with stage(tmp_path, place=place) as it:
        await it.in_discussion()
        await it.type(it.member["tom_w"], "floor ask", note="the river")
        await it.press_when_shown(it.member["chair_e"], "next")
        await it.shown()
        await it.member["tom_w"].send(it.channel, "A word on the river.")
        await it.restart(away=30)
        assert it.speaker is it.member["tom_w"]
        await it.member["tom_w"].send(it.channel, "And another.")
        await it.press_when_shown(it.member["tom_w"], "yield")
        assert (await kinds(it)).count(e.ContributionMade) == 2
        await it.close()


@pytest.mark.parametrize("place", ["thread", "forum", *SPOKEN])
async def test_what_cannot_be_locked_is_held(tmp_path: Path, place: str) -> None:
    async with stage(tmp_path, place=place) as it:
        told = await it.convene()
        where = "thread" if place == "forum" else place
        assert told == say("en", "convened", count=2, place=where, softened="yes")
        assert it.meeting.format.enforcement is Enforcement.HOLD
        assert it.meeting.by_voice == (place in SPOKEN)
        await it.seat_all()
        await it.press(it.member["chair_e"], "open")
        await it.shown()
        await it.member["tom_w"].send(it.channel, "out of turn")
        assert (await kinds(it))[-2:] == [e.MessageHeld, e.HeldReturned]
        assert "out of turn" not in it.said()


@pytest.mark.parametrize(
    ("place", "name"), [("thread", "manage_messages"), ("stage", "mute_members")]
)
async def test_what_the_bot_lacks_there_is_named(tmp_path: Path, place: str, name: str) -> None:
    async with stage(tmp_path, place=place) as it:
        await it.bot_without_administrator()
        role = next(r for r in it.env.backend.get_guild(it.guild.id).roles.values() if r.managed)
        role.permissions &= ~discord.Permissions(**{name: True}).value
        await it.restart()
        told = await it.convene(format="plenary")
        assert told == say("en", "missing-permissions", names=f"**{SHOWN_AS[name]}**")


async def test_a_deleted_thread_suspends_its_meeting(tmp_path: Path) -> None:
    async with stage(tmp_path, place="thread") as it:
        await it.in_discussion()
        runner = it.runner
        it.env.backend.delete_channel(it.channel.id)
        await it.env.settle()
        assert runner.meeting.status is Status.SUSPENDED


async def test_a_thread_that_went_to_the_archive_is_found_again(tmp_path: Path) -> None:
    async with stage(tmp_path, place="thread") as it:
        await it.in_discussion()

        def archived() -> None:
            thread = it.env.backend.get_channel(it.channel.id)
            thread.thread_metadata = replace(thread.thread_metadata, archived=True)

        await it.restart(away=30, meanwhile=archived)
        assert it.runner.meeting.status is Status.OPEN


# By voice ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", SPOKEN)
async def test_only_the_speaker_is_heard(tmp_path: Path, place: str) -> None:
    async with stage(tmp_path, place=place) as it:
        await it.convene()
        await it.seat_all()
        for name in it.member:
            await it.join(name)
        await it.press(it.member["chair_e"], "open")
        await it.shown()
        assert [name for name in it.member if not it.silent(name)] == ["chair_e"]
        await it.press(it.member["chair_e"], "yield")
        await it.shown()
        assert [name for name in it.member if not it.silent(name)] == ["chair_w"]
        await it.press(it.member["chair_w"], "pause")
        await it.shown()
        assert all(it.silent(name) for name in it.member)
        await it.press(it.member["chair_w"], "resume")
        await it.shown()
        assert not it.silent("chair_w")


@pytest.mark.parametrize("place", SPOKEN)
async def test_who_comes_later_is_silent_too(tmp_path: Path, place: str) -> None:
    async with stage(tmp_path, place=place) as it:
        await it.in_discussion()
        await it.join("tom_w")
        await it.shown()
        assert it.silent("tom_w")
        await it.give_floor("tom_w")
        assert not it.silent("tom_w")


async def test_asking_to_speak_on_the_stage_is_asking_for_the_floor(tmp_path: Path) -> None:
    async with stage(tmp_path, place="stage") as it:
        await it.in_discussion()
        await it.join("tom_w")
        await raise_hand(it, "tom_w")
        assert [request.kind for request in it.meeting.requests] == [Kind.STATEMENT]
        await raise_hand(it, "tom_w", down=True)
        assert it.meeting.requests == ()
        await raise_hand(it, "tom_w")
        await it.press_when_shown(it.member["chair_e"], "next")
        await it.shown()
        assert not it.silent("tom_w")


async def raise_hand(it: Stage, name: str, *, down: bool = False) -> None:
    """Press Discord's own "Request to Speak", or take it back."""
    when = None if down else it.env.now().isoformat()
    it.env.backend.set_voice_state(
        it.guild.id, it.member[name].id, it.channel.id, request_to_speak_timestamp=when
    )
    await it.env.settle()


async def test_everybody_gets_their_voice_back_when_the_meeting_is_closed(tmp_path: Path) -> None:
    async with stage(tmp_path, place="voice") as it:
        await it.in_discussion()
        for name in it.member:
            await it.join(name)
        await it.shown()
        assert all(it.silent(name) for name in it.member)
        name = it.meeting.id
        await it.close()
        assert not any(it.silent(each) for each in it.member)
        assert await it.journal.note(name, MUTED_NOTE) is None


async def test_who_had_gone_gets_the_voice_back_in_the_next_voice_channel(tmp_path: Path) -> None:
    async with stage(tmp_path, place="voice") as it:
        await it.in_discussion()
        await it.join("tom_w")
        await it.shown()
        tom = it.member["tom_w"]
        await tom.leave_voice()
        name = it.meeting.id
        await it.close()
        elsewhere = it.guild.create_voice_channel("elsewhere")
        await tom.join_voice(elsewhere)
        assert not it.silent("tom_w")
        assert await it.journal.note(name, MUTED_NOTE) is None


async def test_who_was_muted_by_somebody_else_stays_so(tmp_path: Path) -> None:
    async with stage(tmp_path, place="voice") as it:
        await it.in_discussion()
        tom: Any = it.member["tom_w"]
        elsewhere = it.guild.create_voice_channel("elsewhere")
        await tom.join_voice(elsewhere)
        guild = it.client.get_guild(it.guild.id)
        member = None if guild is None else guild.get_member(tom.id)
        assert member is not None
        await member.edit(mute=True)
        await it.join("tom_w")
        await it.shown()
        await it.close()
        assert it.silent("tom_w")


async def test_where_the_floor_is_open_nobody_is_muted(tmp_path: Path) -> None:
    async with stage(tmp_path, enforcement=Enforcement.OPEN, place="voice") as it:
        await it.in_discussion()
        await it.join("tom_w")
        await it.shown()
        assert not it.silent("tom_w")
