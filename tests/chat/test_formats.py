"""The other ways to talk, on Discord: a fishbowl, talks over days; and words in private."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.data import shipped_config_dir
from bot.format_files import load_format
from bot.procedure import events as e
from bot.procedure.formats import BalanceRules, CircleRules, Enforcement, Format
from bot.procedure.state import Status
from bot.procedure.values import MINUTE
from tests.chat.stage import Stage, answer, ids, say, stage, texts
from tests.procedure.samples import PLENARY

SHIPPED = sorted(path.stem for path in (shipped_config_dir() / "formats").glob("*.toml"))
HOUR_MS, DAY_S = 3_600_000, 86_400


def shipped(name: str) -> Format:
    form = load_format(shipped_config_dir() / "formats" / f"{name}.toml")
    assert isinstance(form, Format)
    return form


async def made(it: Stage) -> list[e.ContributionMade]:
    records = await it.journal.read(it.meeting.id)
    return [r.event for r in records if isinstance(r.event, e.ContributionMade)]


def letters(it: Stage, name: str) -> list[str]:
    """What the bot has sent this person in private."""
    return [message.content for message in it.member[name].user.dm_channel.history()]


# Every format that is shipped ----------------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
async def test_a_meeting_opens_in_every_format_with_a_card_that_discord_takes(
    tmp_path: Path, name: str
) -> None:
    async with stage(tmp_path, shipped(name)) as it:
        await it.convene(format="plenary")
        await it.seat_all()
        await it.press(it.member["chair_e"], "open")
        await it.shown()
        assert it.meeting.status is Status.OPEN
        assert it.card is not None
        await it.close()


# A fishbowl ----------------------------------------------------------------------------------------


@pytest.fixture
async def bowl(tmp_path: Path) -> AsyncIterator[Stage]:
    form = replace(shipped("fishbowl"), circle=CircleRules(2, 1))
    async with stage(tmp_path, form) as it:
        await it.opened()
        yield it


async def test_the_card_shows_the_circle_and_a_button_to_come_into_it(bowl: Stage) -> None:
    inside = [bowl.person(person).name for person in bowl.meeting.circle.seated]
    assert inside == ["anna_e", "tom_w"]
    title = f"**{say('en', 'card-circle')} · {say('ru', 'card-circle')}**"
    assert f"{title}: <@{bowl.member['anna_e'].id}>" in texts(bowl.card)
    refused = await bowl.type(bowl.member["boris_e"], "floor ask")
    assert refused == say("ru", "refusal-outside-circle")
    assert await bowl.press(bowl.member["boris_e"], "circle") == say("ru", "circle-waiting")
    await bowl.shown()
    assert say("ru", "card-circle-waiting") in texts(bowl.card)
    mine = await bowl.click(bowl.member["boris_e"], "place")
    assert say("ru", "place-circle", place=1) in answer(mine)


async def test_a_chair_changes_hands_after_a_turn(bowl: Stage) -> None:
    await bowl.press(bowl.member["boris_e"], "circle")
    await bowl.type(bowl.member["anna_e"], "floor ask")
    await bowl.press_when_shown(bowl.member["anna_e"], "yield")
    await bowl.shown()
    boris = bowl.member["boris_e"]
    assert str(boris.id) in bowl.meeting.circle.seated
    assert bowl.heard("told-circle-entered", "en", person=f"<@{boris.id}>")
    told = await bowl.type(bowl.member["anna_e"], "floor circle")
    assert told == say("ru", "circle-waiting")
    assert await bowl.press(boris, "circle") == say("ru", "circle-left")
    assert str(bowl.member["anna_e"].id) in bowl.meeting.circle.seated


# Over days -----------------------------------------------------------------------------------------


@pytest.fixture
async def days(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, shipped("over-days"), Enforcement.HOLD, place="forum") as it:
        await it.convene(format="plenary")
        await it.seat_all()
        await it.press(it.member["chair_e"], "open")
        await it.shown()
        yield it


async def test_the_card_shows_the_date_and_anyone_may_write(days: Stage) -> None:
    until = (days.meeting.talk.until or 0) // 1000
    assert say("ru", "card-until-date", when=f"<t:{until}:f> (<t:{until}:R>)") in texts(days.card)
    assert days.heard("told-until-date", "en", when=f"<t:{until}:f>")
    await days.member["anna_e"].send(days.channel, "What I think.")
    assert [x.turn for x in await made(days)] == [None]
    told = await days.type(days.member["tom_w"], "floor ask")
    assert told == say("en", "refusal-just-write")
    assert "ask" not in [i.split(":")[1] for i in ids(days.card)]
    balance = await days.press(days.member["tom_w"], "balance")
    assert f"<@{days.member['anna_e'].id}> 1" in balance
    assert "Topic 1" in await days.press(days.member["tom_w"], "agenda")


async def test_who_has_not_written_is_reminded_in_private_and_once(days: Stage) -> None:
    await days.member["anna_e"].send(days.channel, "What I think.")
    await days.env.advance_time(2 * DAY_S + 60)
    when = f"<t:{(days.meeting.talk.until or 0) // 1000}:f>"
    reminder = say("en", "nudge-date", channel=days.channel.mention, when=when)
    assert letters(days, "tom_w") == [reminder]
    assert letters(days, "anna_e") == []
    await days.env.advance_time(3600)
    assert len(letters(days, "tom_w")) == 1


async def test_in_the_days_for_replies_anything_else_is_given_back(days: Stage) -> None:
    post = await days.member["anna_e"].send(days.channel, "What I think.")
    await days.env.advance_time(3 * DAY_S + 60)
    assert days.meeting.phase is not None
    assert days.meeting.phase.key == "replies"
    await days.member["tom_w"].send(days.channel, "No reply.")
    assert "No reply." in letters(days, "tom_w")[-1]
    await days.member["tom_w"].send(days.channel, "To the card.", reply_to=days.card)
    assert "To the card." in letters(days, "tom_w")[-1], "the card is nobody's contribution"
    await days.member["tom_w"].send(days.channel, "A reply.", reply_to=post)
    assert [x.reply_to for x in await made(days)] == [None, str(post.id)]


@pytest.mark.parametrize("by", ["panel", "command"])
async def test_a_co_chair_sets_another_date(days: Stage, by: str) -> None:
    chair = days.member["chair_w"]
    if by == "panel":
        shown = await days.click(chair, "chairing")
        form = await days.click(chair, "date", shown.response.message)
        await days.fill(chair, form, number="100")
    else:
        await days.type(chair, "agenda date", hours=100)
    await days.shown()
    until = days.meeting.talk.until or 0
    assert 0 <= 100 * HOUR_MS - (until - days.now()) <= 5000
    assert days.heard("told-date", "ru", when=f"<t:{until // 1000}:f>")


# In private ----------------------------------------------------------------------------------------

BALANCED = replace(PLENARY, balance=BalanceRules(True, True, 25, 200, 2 * MINUTE))


async def loud_and_quiet(it: Stage) -> None:
    """Anna speaks long and often, Tom once, the others not at all."""
    for name in ("anna_e", "tom_w", "anna_e", "anna_e"):
        await it.give_floor(name)
        await it.env.advance_time(20 if name == "tom_w" else 100)
        await it.press(it.member[name], "yield")
    await it.shown()


async def test_the_quiet_are_invited_and_the_loud_are_told_each_in_private(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, BALANCED) as it:
        await it.in_discussion()
        await loud_and_quiet(it)
        where = it.channel.mention
        assert letters(it, "boris_e") == [say("ru", "nudge-quiet", channel=where)]
        assert letters(it, "ursula_w") == [say("en", "nudge-quiet", channel=where)]
        assert letters(it, "anna_e") == [say("ru", "nudge-loud", channel=where)]
        assert not any(say("en", "nudge-quiet", channel=where) in text for text in it.said())


async def test_a_private_word_never_becomes_a_public_one(tmp_path: Path) -> None:
    """Somebody who takes no private messages is told nothing, and neither is the room."""
    async with stage(tmp_path, BALANCED) as it:
        await it.in_discussion()
        for _ in range(3):
            it.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
        await loud_and_quiet(it)
        assert letters(it, "boris_e") == []
        silent = [it.member[name].id for name in ("boris_e", "ursula_w")]
        last = it.said()[-3:]
        assert not any(f"<@{person}>" in text for text in last for person in silent)


async def test_the_co_chairs_turn_them_off(tmp_path: Path) -> None:
    async with stage(tmp_path, BALANCED) as it:
        await it.in_discussion()
        await it.type(it.member["chair_e"], "floor nudges", quiet=False)
        await loud_and_quiet(it)
        assert letters(it, "boris_e") == []
        assert letters(it, "anna_e") != []
