"""Coming back: after a restart, a lost channel or a member's leaving, nothing is lost or stuck."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.procedure import events as e
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.formats import Enforcement
from bot.procedure.state import Status
from tests.chat.stage import answer, button, ids, say, stage, texts


async def test_the_buttons_of_the_old_card_still_work(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        card = it.card.id
        await it.restart()
        assert it.card.id == card
        await it.press(it.member["anna_e"], "yield")
        assert it.free()
        form = await it.click(it.member["tom_w"], "ask")
        filled = await it.member["tom_w"].submit_modal(form, {"kind": ["statement"]})
        assert answer(filled).startswith("You are on the list")
        await it.press_when_shown(it.member["chair_w"], "next")
        assert it.speaker is it.member["tom_w"]


async def test_the_speaker_has_the_time_of_the_outage_back(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        while (await it.journal.last_beat() or 0) < it.now() - 500:
            await it.shown()
        left = it.left()
        await it.restart(away=600)
        assert it.speaker is it.member["anna_e"]
        assert abs(it.left() - left) <= 1000
        assert any("10:0" in text and "The bot was away" in text for text in it.said())
        await it.env.advance_time(it.left() / 1000 + 12)
        assert it.heard("told-expired", "ru", person=it.member["anna_e"].mention)


async def test_what_was_typed_meanwhile_is_recorded_or_held(tmp_path: Path) -> None:
    async with stage(tmp_path, enforcement=Enforcement.HOLD) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        while await it.journal.last_beat() is None:
            await it.shown()
        known = await it.member["anna_e"].send(it.channel, "before")
        typed = {}

        def meanwhile() -> None:
            for name, text in (("anna_e", "in turn"), ("tom_w", "out of turn")):
                who = it.member[name]
                typed[name] = it.env.backend.create_message(it.channel.id, who.id, text).id

        await it.restart(away=30, meanwhile=meanwhile)
        kept = await it.journal.contribution(it.meeting.id, str(typed["anna_e"]))
        assert kept is not None
        assert kept.words.text == "in turn"
        assert await it.journal.contribution(it.meeting.id, str(typed["tom_w"])) is None
        assert "out of turn" not in it.said()
        [letter] = it.member["tom_w"].user.dm_channel.history()
        assert letter.content.endswith("\n\nout of turn")
        said = [
            r.event.message
            for r in await it.journal.read(it.meeting.id)
            if isinstance(r.event, e.ContributionMade)
        ]
        assert said == [str(known.id), str(typed["anna_e"])]  # each once


async def test_a_deleted_card_is_posted_anew(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        old = it.card.id
        it.env.backend.delete_message(it.channel.id, old)
        await it.restart()
        await it.shown()
        assert it.card.id != old
        assert it.card.id in [pinned.id for pinned in it.channel.pinned_messages()]
        await it.press(it.member["chair_w"], "pause")
        assert it.meeting.status is Status.PAUSED


async def test_a_deleted_card_is_posted_anew_without_a_restart(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        old = it.card.id
        it.env.backend.delete_message(it.channel.id, old)
        await it.give_floor("anna_e")
        assert it.card.id != old


async def test_a_restart_before_the_opening(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.convene()
        await it.seat_all()
        await it.restart()
        await it.press(it.member["chair_e"], "open")
        assert it.meeting.status is Status.OPEN


async def test_a_restart_while_paused(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        left = it.left()
        await it.press(it.member["chair_w"], "pause")
        left = it.left()
        await it.restart(away=3600)
        assert it.meeting.status is Status.PAUSED
        assert it.left() == left
        await it.press_when_shown(it.member["chair_w"], "resume")
        assert it.left() == left


@pytest.mark.parametrize("restarted", [False, True], ids=["", "restarted"])
async def test_a_button_of_a_meeting_long_closed_answers_politely(
    tmp_path: Path, restarted: bool
) -> None:
    async with stage(tmp_path) as it:
        await it.convene()
        await it.seat_all()
        card, seen = it.card, button(it.card, "open")
        stored = it.env.backend.get_message(it.channel.id, card.id)
        old = stored.components
        await it.close()
        if restarted:
            await it.restart()
        stored.components = old  # as somebody still has it in view
        late = await it.member["tom_w"].click(card, custom_id=seen)
        assert answer(late) == say("en", "refusal-meeting-closed")
        assert late.response.ephemeral


async def test_a_button_of_an_older_version_answers_politely(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.convene()
        stored = it.env.backend.get_message(it.channel.id, it.card.id)
        seen = f"cc:long-gone:{it.meeting.id}:0"
        stored.components[0]["components"][-1]["components"][0]["custom_id"] = seen
        late = await it.member["tom_w"].click(it.card, custom_id=seen)
        assert answer(late) == say("en", "unknown-button")


async def test_a_deleted_channel_suspends_the_meeting(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        runner = it.runner
        it.env.backend.delete_channel(it.channel.id)
        await it.env.settle()
        await it.env.advance_time(3600)
        assert runner.meeting.status is Status.SUSPENDED
        assert runner.meeting.floor is not None
        assert runner.meeting.floor.person == str(it.member["anna_e"].id)


async def test_a_channel_deleted_while_the_bot_was_away_suspends_the_meeting(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        name = it.meeting.id
        await it.restart(meanwhile=lambda: it.env.backend.delete_channel(it.channel.id))
        runner = it.client.services.tables.get(name)
        assert runner is not None
        assert runner.meeting.status is Status.SUSPENDED


async def test_who_leaves_the_server_in_mid_turn_leaves_the_floor(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        anna = it.member["anna_e"]
        it.guild.remove_member(anna)
        await it.env.settle()
        await it.shown()
        assert it.free()
        assert it.meeting.seat(str(anna.id)) is None
        assert it.heard("told-left", "ru", person=anna.mention)
        records = await it.journal.read(it.meeting.id)
        ends = [r.event.how for r in records if isinstance(r.event, e.TurnEnded)]
        assert ends[-1] is TurnEnd.LEFT
        assert anna.id not in it.overwrites()
        await it.give_floor("tom_w")


async def test_who_left_while_the_bot_was_away_leaves_the_floor(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        anna = it.member["anna_e"]
        await it.restart(meanwhile=lambda: it.guild.remove_member(anna))
        await it.shown()
        assert it.free()
        assert it.meeting.seat(str(anna.id)) is None
        assert "cc:next:" in " ".join(ids(it.card))
        assert anna.mention not in texts(it.card)
