"""The floor: asking, giving, yielding, extending, ruling; by button, form and command."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.procedure import events as e
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.floor.request_kinds import ASKED_FOR, Kind
from tests.chat.stage import Stage, answer, button, ids, say, stage, texts


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        yield it


async def ends(it: Stage) -> list[TurnEnd]:
    records = await it.journal.read(it.meeting.id)
    return [r.event.how for r in records if isinstance(r.event, e.TurnEnded)]


def place(number: int, kind: Kind, language: str = "en", noted: str = "yes") -> str:
    name = say(language, f"kind-{kind}")
    return say(language, "asked", place=number, kind=name, noted=noted)


# Asking --------------------------------------------------------------------------------------------


async def test_asking_by_the_button_and_its_form(it: Stage) -> None:
    anna = it.member["anna_e"]
    form = await it.click(anna, "ask")
    assert form.modal is not None
    assert form.modal["title"] == say("ru", "ask-title")
    filled = await anna.submit_modal(form, {"kind": ["right-of-reply"], "note": "the *bridge*"})
    assert answer(filled) == place(1, Kind.RIGHT_OF_REPLY, "ru")
    await it.shown()
    assert r"“the \*bridge\*”" in texts(it.card)


async def test_asking_first_and_saying_later_on_what(it: Stage) -> None:
    anna = it.member["anna_e"]
    form = await it.click(anna, "ask")
    filled = await anna.submit_modal(form, {"kind": ["statement"], "note": ""})
    assert answer(filled) == place(1, Kind.STATEMENT, "ru", noted="no")
    mine = await it.click(anna, "place")
    assert say("ru", "no-note-yet") in answer(mine)
    form = await it.click(anna, "note", mine.response.message)
    filled = await anna.submit_modal(form, {"note": "the river"})
    assert answer(filled) == say("ru", "noted")
    assert "the river" in answer(await it.click(anna, "place"))
    await it.shown()
    assert "“the river”" in texts(it.card)


@pytest.mark.parametrize("kind", [k for k in ASKED_FOR if k is not Kind.POINT_OF_ORDER])
async def test_asking_by_command_for_each_kind(it: Stage, kind: Kind) -> None:
    told = await it.type(it.member["tom_w"], "floor ask", kind=kind.value, note="the river")
    assert told == place(1, kind)
    assert [request.kind for request in it.meeting.requests] == [kind]


async def test_asking_twice_says_where_one_stands(it: Stage) -> None:
    tom = it.member["tom_w"]
    await it.type(tom, "floor ask")
    again = await it.type(tom, "floor ask")
    assert again == say("en", "refusal-already-asked", kind=say("en", "kind-statement"), place=1)


async def test_withdrawing_by_button_and_by_command(it: Stage) -> None:
    anna = it.member["anna_e"]
    await it.type(anna, "floor ask")
    mine = await it.click(anna, "place")
    assert await it.press(anna, "withdraw", mine.response.message) == say("ru", "withdrawn")
    assert it.meeting.requests == ()
    again = await it.press(anna, "withdraw", mine.response.message)
    assert again == say("ru", "refusal-nothing-asked")
    await it.type(anna, "floor ask")
    assert await it.type(anna, "floor withdraw") == say("ru", "withdrawn")
    assert await it.type(anna, "floor withdraw") == say("ru", "refusal-nothing-asked")


async def test_the_list_is_for_one_reader(it: Stage) -> None:
    await it.type(it.member["tom_w"], "floor ask", note="the river")
    await it.give_floor("anna_e")
    shown = await it.member["boris_e"].slash(it.channel, "floor list")
    assert shown.ephemeral
    told = answer(shown)
    assert f"<@{it.member['anna_e'].id}>: {say('ru', 'kind-statement')}" in told
    assert "(Запад)" in told
    assert "the river" in told


# Giving --------------------------------------------------------------------------------------------


async def test_next_by_button_and_by_command(it: Stage) -> None:
    chair = it.member["chair_w"]
    for name in ("anna_e", "tom_w"):
        await it.type(it.member[name], "floor ask")
    await it.shown()
    await it.press(chair, "next")
    first = it.speaker
    await it.shown()
    told = await it.type(chair, "floor next")
    assert it.speaker is not first
    assert f"<@{it.speaker.id}>" in told  # the answer is the room's announcement
    assert {it.speaker, first} == {it.member["anna_e"], it.member["tom_w"]}


async def test_only_a_co_chair_gives_the_floor(it: Stage) -> None:
    anna = it.member["anna_e"]
    for told in (
        await it.press(anna, "next"),
        await it.type(anna, "floor next"),
        await it.type(anna, "floor grant", member=anna),
        await it.press(anna, "extend"),
        await it.press(anna, "pause"),
    ):
        assert told == say("ru", "refusal-co-chairs-only")
    assert it.free()


async def test_nobody_waits(it: Stage) -> None:
    assert await it.press(it.member["chair_w"], "next") == say("en", "refusal-nobody-waiting")


async def test_both_co_chairs_press_next_on_the_same_card(it: Stage) -> None:
    for name in ("anna_e", "tom_w", "boris_e"):
        await it.type(it.member[name], "floor ask")
    await it.shown()
    seen = button(it.card, "next")
    await it.member["chair_w"].click(it.card, custom_id=seen)
    called = it.speaker
    late = await it.member["chair_e"].click(it.stale(seen), custom_id=seen)
    told = say("ru", "refusal-stale-turn", speaker=f"<@{called.id}>", turn=it.meeting.last_turn)
    assert answer(late) == told
    assert late.response.ephemeral
    assert it.speaker is called


async def test_a_grant_out_of_order_is_said_to_be_one(it: Stage) -> None:
    await it.type(it.member["anna_e"], "floor ask")
    told = await it.type(it.member["chair_w"], "floor grant", member=it.member["ursula_w"])
    assert say("en", "told-out-of-order") in told
    assert it.speaker is it.member["ursula_w"]
    assert [request.person for request in it.meeting.requests] == [str(it.member["anna_e"].id)]


async def test_yielding_by_button_and_by_command(it: Stage) -> None:
    await it.give_floor("anna_e")
    anna = it.member["anna_e"]
    other = await it.type(it.member["tom_w"], "floor yield")
    assert other == say("en", "refusal-not-your-floor", speaker=f"<@{anna.id}>")
    await it.press(anna, "yield")
    assert it.free()
    assert await it.press(anna, "yield") == say("ru", "refusal-no-floor")
    await it.give_floor("anna_e")
    await it.type(anna, "floor yield")
    assert (await ends(it))[-2:] == [TurnEnd.YIELDED, TurnEnd.YIELDED]


async def test_extending_by_button_and_by_command_and_no_more(it: Stage) -> None:
    chair = it.member["chair_w"]
    assert await it.press(chair, "extend") == say("en", "refusal-no-floor")
    await it.give_floor("anna_e")
    await it.press(chair, "extend")
    await it.env.advance_time(2)
    await it.type(chair, "floor extend", seconds=30)
    await it.env.advance_time(2)
    assert it.meeting.floor is not None
    assert it.meeting.floor.limit == (120 + 60 + 30) * 1000
    anna = f"<@{it.member['anna_e'].id}>"
    assert it.heard("told-extended", "ru", person=anna, more="1:00")
    assert it.heard("told-extended", "en", person=anna, more="0:30")
    refused = await it.type(chair, "floor extend")
    assert refused == say("en", "refusal-no-extensions-left", most=2)


# Points of order -----------------------------------------------------------------------------------


async def raised(it: Stage) -> None:
    """Anna speaks, and Tom raises a point of order."""
    await it.give_floor("anna_e")
    await it.env.advance_time(10)
    form = await it.click(it.member["tom_w"], "point")
    assert form.modal["title"] == say("en", "point-title")
    await it.member["tom_w"].submit_modal(form, {"note": ""})
    await it.shown()
    assert it.speaker is it.member["tom_w"]


async def test_a_point_of_order_interrupts_and_is_ruled_by_button(it: Stage) -> None:
    await raised(it)
    anna = it.member["anna_e"]
    assert say("ru", "card-interrupted", person=f"<@{anna.id}>") in texts(it.card)
    assert it.meeting.interrupted is not None
    spent = it.meeting.interrupted.spent
    form = await it.click(it.member["chair_e"], "sustain")
    assert form.modal["title"] == say("ru", "ruling-sustained")
    await it.member["chair_e"].submit_modal(form, {"note": "to the *item*, please"})
    await it.shown()
    assert it.speaker is anna
    assert it.meeting.floor is not None
    assert it.meeting.floor.spent == spent  # what had been used before the interruption
    assert it.heard("told-sustained", "ru")
    assert any(r"“to the \*item\*, please”" in text for text in it.said())
    assert not any(i.startswith("cc:sustain") for i in ids(it.card))


async def test_a_point_of_order_is_ruled_by_command(it: Stage) -> None:
    await raised(it)
    refused = await it.type(it.member["boris_e"], "floor rule", sustained=True)
    assert refused == say("ru", "refusal-co-chairs-only")
    told = await it.type(it.member["chair_w"], "floor rule", sustained=False, note="no")
    assert say("en", "told-not-sustained") in told
    assert it.speaker is it.member["anna_e"]
    again = await it.type(it.member["chair_w"], "floor rule", sustained=False)
    assert again == say("en", "refusal-no-point")


async def test_a_point_of_order_by_command_is_heard_at_once(it: Stage) -> None:
    await it.type(it.member["tom_w"], "floor ask", kind="point-of-order")
    assert it.speaker is it.member["tom_w"]
    form_needs_a_co_chair = await it.press_when_shown(it.member["tom_w"], "not-sustain")
    assert form_needs_a_co_chair == say("en", "refusal-co-chairs-only")


# Time ----------------------------------------------------------------------------------------------


async def test_warning_time_up_and_expiry(it: Stage) -> None:
    await it.give_floor("anna_e")
    anna = f"<@{it.member['anna_e'].id}>"
    assert it.meeting.floor is not None
    when = f"<t:{(it.meeting.floor.ends_at or 0) // 1000}:T>"
    await it.env.advance_time(88)
    assert not it.heard("told-warned", "ru", person=anna, when=when)
    await it.env.advance_time(2)
    assert it.heard("told-warned", "ru", person=anna, when=when)
    await it.env.advance_time(30)
    assert it.heard("told-time-up", "en", person=anna)
    assert say("en", "card-time-up") in texts(it.card)
    last = await it.member["anna_e"].send(it.channel, "one last line")
    await it.env.advance_time(12)
    assert it.heard("told-expired", "ru", person=anna)
    assert it.free()
    assert (await ends(it))[-1] is TurnEnd.EXPIRED
    assert await it.journal.contribution(it.meeting.id, str(last.id)) is not None


async def test_a_pause_keeps_the_time_that_was_left(it: Stage) -> None:
    chair = it.member["chair_e"]
    await it.give_floor("anna_e")
    await it.env.advance_time(40)
    left = it.left()
    await it.press(chair, "pause")
    await it.shown()
    assert it.heard("told-paused", "ru")
    refused = await it.type(chair, "roundtable pause")
    assert refused == say("ru", "refusal-meeting-paused")
    await it.env.advance_time(3600)
    assert it.left() == left
    await it.press(chair, "resume")
    assert it.left() == left
    assert it.speaker is it.member["anna_e"]
    assert it.heard("told-resumed", "ru")
    refused = await it.type(chair, "roundtable resume")
    assert refused == say("ru", "refusal-not-paused")


async def test_pausing_and_resuming_by_command(it: Stage) -> None:
    chair = it.member["chair_w"]
    assert say("en", "told-paused") in await it.type(chair, "roundtable pause")
    assert say("en", "told-resumed") in await it.type(chair, "roundtable resume")


async def test_a_suspended_meeting_keeps_floor_list_and_agenda(it: Stage) -> None:
    await it.type(it.member["tom_w"], "floor ask")
    await it.give_floor("anna_e")
    before, left = it.meeting, it.left()
    refused = await it.type(it.member["anna_e"], "roundtable suspend")
    assert refused == say("ru", "refusal-organizers-only")
    told = await it.type(it.organizer, "roundtable suspend")
    assert say("en", "told-suspended") in told
    await it.env.advance_time(24 * 3600)
    refused = await it.press(it.member["boris_e"], "ask")  # and no form is opened for nothing
    assert refused == say("ru", "refusal-meeting-suspended")
    await it.type(it.organizer, "roundtable resume")
    assert it.left() == left
    assert it.meeting.requests == before.requests
    kept = [(item.key, item.state) for item in before.agenda]
    assert [(item.key, item.state) for item in it.meeting.agenda] == kept


async def test_where_the_meeting_stands(it: Stage) -> None:
    await it.give_floor("anna_e")
    shown = await it.member["boris_e"].slash(it.channel, "roundtable status")
    assert shown.ephemeral
    told = answer(shown)
    assert say("ru", "status-open") in told
    assert say("ru", "status-item", number=1, total=2, title="Тема 1") in told
    assert f"<@{it.member['anna_e'].id}>" in told


# Without a meeting ---------------------------------------------------------------------------------

COMMANDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("roundtable open", {}),
    ("roundtable pause", {}),
    ("roundtable suspend", {}),
    ("roundtable resume", {}),
    ("roundtable close", {}),
    ("roundtable status", {}),
    ("agenda show", {}),
    ("agenda add", {}),
    ("agenda edit", {"item": "item-1"}),
    ("agenda move", {"item": "item-1", "place": 2}),
    ("agenda park", {"item": "item-1"}),
    ("agenda next", {}),
    ("floor ask", {}),
    ("floor withdraw", {}),
    ("floor yield", {}),
    ("floor list", {}),
    ("floor next", {}),
    ("floor extend", {}),
    ("floor rule", {"sustained": True}),
    ("seat take", {"side": "a"}),
    ("seat leave", {}),
    ("seat list", {}),
)


async def test_every_command_says_so_where_no_meeting_is_held(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        for command, options in COMMANDS:
            told = await it.type(it.member["tom_w"], command, **options)
            assert told == say("en", "refusal-not-convened"), command
        for command in ("floor grant", "seat assign"):
            options = {"member": it.organizer} | ({"side": "a"} if "seat" in command else {})
            told = await it.type(it.member["tom_w"], command, **options)
            assert told == say("en", "refusal-not-convened"), command
