"""Discord out of order, servers that go and come back, a process killed at the worst moment."""

from __future__ import annotations

from pathlib import Path

import pytest
from simcord.backend import serializers
from simcord.backend.models import MessageSticker, Poll, PollAnswer

from bot.procedure import commands as c
from bot.procedure.formats import Enforcement
from bot.procedure.state import Status
from bot.procedure.values import SECOND
from tests.chat.stage import Stage, answer, say, stage, texts


def writers(it: Stage) -> list[str]:
    return [name for name, member in it.member.items() if it.may_write(member)]


def shown(it: Stage, message_id: int) -> str:
    """What a message says now."""
    return texts(next(m for m in it.channel.history() if m.id == message_id))


async def server_blinks(it: Stage) -> None:
    """The server is gone for a moment: discord.py makes new objects for it when it is back."""
    emit = it.client._connection.parsers["GUILD_DELETE"]
    with it.env._bot_scope():
        emit({"id": str(it.guild.id), "unavailable": True})
    await server_comes(it, unavailable=False)


async def server_comes(it: Stage, **more: object) -> None:
    guild = it.env.backend.get_guild(it.guild.id)
    payload = {**serializers.guild_create_payload(it.env.backend, guild), **more}
    if not more:
        payload.pop("unavailable", None)
    with it.env._bot_scope():
        it.env.backend.emit("GUILD_CREATE", payload)
    await it.env.settle()


async def new_session(it: Stage) -> None:
    """Discord would not resume the session: everything is told anew."""
    it.client.dispatch("disconnect")
    await it.env.settle()
    ready = {
        "v": 10,
        "user": dict(serializers.user_payload(it.env.backend.bot_user)),
        "guilds": [{"id": str(it.guild.id), "unavailable": True}],
        "session_id": "another",
        "resume_gateway_url": "wss://gateway.invalid",
        "shard": [0, 1],
        "application": {"id": str(it.env.backend.application_id), "flags": 0},
    }
    with it.env._bot_scope():
        it.client._connection.parsers["READY"](ready)
    await server_comes(it, unavailable=False)
    await it.env.advance_time(5)


@pytest.mark.parametrize("how", [server_blinks, new_session])
async def test_the_room_is_the_living_channel_after_discord_blinked(
    tmp_path: Path, how: object
) -> None:
    assert callable(how)
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        await how(it)
        presenter = it.client.services.presenter(it.meeting.id)
        assert presenter is not None
        assert presenter.room.channel is it.client.get_channel(it.channel.id)
        await it.give_floor("tom_w")
        it.env.inject_error("DELETE", "/channels/*/permissions/*", status=500)
        await it.give_floor("boris_e")
        await it.env.advance_time(30)
        assert writers(it) == ["boris_e"]


@pytest.mark.parametrize("resumed", [True, False])
@pytest.mark.parametrize(("seconds", "times"), [(20, 0), (150, 1)])
async def test_a_room_is_told_once_that_discord_was_out_of_reach_for_long(
    tmp_path: Path, resumed: bool, seconds: int, times: int
) -> None:
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        with it.env._bot_scope():
            it.client.dispatch("disconnect")
        await it.env.settle()
        await it.env.advance_time(seconds)
        if resumed:
            with it.env._bot_scope():
                it.client.dispatch("resumed")
        else:
            await new_session(it)
        await it.env.settle()
        await it.env.advance_time(5)
        told = say("en", "told-cut-off", length="*").partition("*")[0]
        assert sum(told in text for text in it.said()) == times


async def test_who_left_while_the_bot_was_deaf_has_left_the_table(tmp_path: Path) -> None:
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        backend = it.env.backend
        listening = list(backend.subscribers)
        backend.subscribers.clear()
        backend.remove_member(it.guild.id, it.member["anna_e"].id)
        backend.subscribers.extend(listening)
        await new_session(it)
        assert it.meeting.seat(str(it.member["anna_e"].id)) is None
        assert it.meeting.floor is None


async def test_a_bot_that_is_sent_away_suspends_its_meetings_and_takes_them_up_again(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        it.env.inject_error("*", "/channels/*", status=403, code=50001, times=None)
        with it.env._bot_scope():
            it.client._connection.parsers["GUILD_DELETE"]({"id": str(it.guild.id)})
        await it.env.settle()
        assert it.meeting.status is Status.SUSPENDED
        spent = it.meeting.floor and it.meeting.floor.spent
        await it.env.advance_time(600)
        it.env.backend.faults.clear()
        await server_comes(it)
        await it.env.advance_time(5)
        assert writers(it) == []
        assert say("ru", "status-suspended") in texts(it.card)
        await it.press_when_shown(it.member["chair_w"], "resume")
        await it.shown()
        assert writers(it) == ["anna_e"]
        assert (it.meeting.floor and it.meeting.floor.spent) == spent


async def test_a_long_outage_leaves_nothing_wrong_behind(tmp_path: Path) -> None:
    async with stage(tmp_path, errors=True) as it:
        before = it.overwrites()
        await it.in_discussion()
        await it.give_floor("anna_e")
        card = it.card.id
        it.env.inject_error("*", "/channels/*", status=503, times=None)
        sure = await it.organizer.slash(it.channel, "roundtable close")
        await it.press(it.organizer, "close", sure.response.message)
        await it.env.advance_time(600)
        it.env.backend.faults.clear()
        await it.env.advance_time(61)
        assert it.overwrites() == before
        assert say("ru", "status-closed") in shown(it, card)
        assert it.heard("told-closed", "en", count=0)


@pytest.mark.parametrize("caucus", [False, True])
async def test_the_end_is_shown_after_a_kill_between_the_close_and_its_showing(
    tmp_path: Path, caucus: bool
) -> None:
    async with stage(tmp_path, errors=True) as it:
        before = it.overwrites()
        await it.in_discussion()
        chair, card = str(it.member["chair_w"].id), it.card.id
        if caucus:
            await it.type(it.member["chair_w"], "roundtable caucus", minutes=5)
            await it.shown()
        threads = [thread.id for thread in it.channel.threads]
        assert len(threads) == (2 if caucus else 0)
        it.env.inject_error("*", "*", status=500, times=None)
        await it.runner.give(c.Close(chair))
        await it.restart(7, it.env.backend.faults.clear)
        await it.env.advance_time(5)
        await it.shown()
        assert it.overwrites() == before
        assert say("ru", "status-closed") in shown(it, card)
        assert it.heard("told-closed", "en", count=0)
        for thread in threads:
            assert it.env.backend.get_channel(thread).thread_metadata.archived
        said = len(it.said())
        await it.restart(7)
        await it.env.advance_time(5)
        assert len(it.said()) == said, "and not once more"


@pytest.mark.parametrize("what", ["sticker", "poll", "forward"])
async def test_what_is_no_text_comes_back_as_one(tmp_path: Path, what: str) -> None:
    async with stage(tmp_path, enforcement=Enforcement.HOLD, errors=True) as it:
        await it.in_discussion()
        await it.give_floor("boris_e")
        await it.env.advance_time(11)
        anna, backend = it.member["anna_e"], it.env.backend
        if what == "forward":
            source = await it.send(it.member["boris_e"], "the original")
            await anna.forward(source, it.channel)
        elif what == "sticker":
            sticker = MessageSticker(1, "wave", 1, it.guild.id)
            backend.create_message(it.channel.id, anna.id, "", stickers=[sticker])
        else:
            answers = [PollAnswer(1, "yes"), PollAnswer(2, "no")]
            poll = Poll(question="Shall we?", answers=answers, expiry="2030-01-01T00:00:00+00:00")
            backend.create_message(it.channel.id, anna.id, "", poll=poll)
        await it.env.settle()
        await it.shown()
        back = anna.user.dm_channel.history()[-1].content
        wanted = {
            "sticker": "[wave]",
            "poll": "Shall we?\n- yes\n- no",
            "forward": "↪ the original",
        }
        assert back.endswith(wanted[what])


# Two who type at once, and answers that get lost ---------------------------------------------------


async def test_two_who_type_the_same_at_once_do_it_once(tmp_path: Path) -> None:
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        await it.env.advance_time(10)
        first, second = it.member["chair_e"], it.member["chair_w"]
        floor, item = it.meeting.floor, it.meeting.item
        assert floor is not None
        assert item is not None
        for person in (first, second):
            told = await it.type(person, "floor extend")
        assert told == say("en", "refusal-already-extended")
        assert it.meeting.floor is not None
        assert it.meeting.floor.limit == floor.limit + it.meeting.format.extension
        await it.env.advance_time(5)
        for person in (first, second):
            told = await it.type(person, "agenda time", minutes=10)
        assert told == say("en", "refusal-item-extended")
        await it.env.advance_time(5)
        for person in (first, second):
            await it.type(person, "agenda next")
        assert it.meeting.item is not None
        assert it.meeting.item.key == "item-2"


async def test_an_answer_that_gets_lost_does_not_say_that_nothing_was_done(tmp_path: Path) -> None:
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        await it.env.advance_time(20)
        assert it.meeting.floor is not None
        was = it.meeting.floor.limit
        it.env.inject_error("POST", "/interactions/*/*/callback", status=400, code=50035)
        told = await it.member["chair_w"].slash(it.channel, "floor extend", seconds=60)
        assert it.meeting.floor.limit == was + 60 * SECOND
        number = answer(told).rpartition(": ")[2].rstrip(".")
        assert answer(told) == say("en", "incident-after", number=number)


# Forged, and too long ------------------------------------------------------------------------------


async def test_an_item_may_be_called_closing(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        told = await it.type(it.member["chair_w"], "agenda next", item="closing")
        assert told == say("en", "refusal-unknown-item", item="closing")
        assert it.meeting.item is not None


async def test_four_long_requests_fit_and_can_be_changed(tmp_path: Path) -> None:
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        await it.give_floor("tom_w")
        anna = it.member["anna_e"]
        for kind in ("statement", "direct-reply", "clarification", "right-of-reply"):
            await it.type(anna, "floor ask", kind=kind, note="*" * 200)
        assert len(it.meeting.requests_of(str(anna.id))) == 4
        shown = await anna.slash(it.channel, "floor place")
        last = it.channel.history(viewer=anna)[-1]
        labels = [child.label for row in last.components for child in row.children]
        assert say("ru", "button-list") in labels
        assert shown.response.message is not None
