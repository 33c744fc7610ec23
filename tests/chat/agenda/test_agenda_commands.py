"""The agenda in the channel: going on with it, changing it, and closing the meeting at its end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.framework.autocompletion import CLOSING
from bot.procedure.agenda.agenda_values import ItemState
from bot.procedure.state import Status
from tests.chat.stage import Stage, answer, button, ids, say, stage, texts


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, items=3) as it:
        await it.in_discussion()
        yield it


def states(it: Stage) -> list[ItemState]:
    return [item.state for item in it.meeting.agenda]


async def test_next_item_by_button_carries_what_was_asked_over(it: Stage) -> None:
    await it.type(it.member["tom_w"], "floor ask")
    await it.shown()
    await it.press(it.member["chair_e"], "next-item")
    await it.shown()
    assert states(it) == [ItemState.CLOSED, ItemState.OPEN, ItemState.PENDING]
    assert it.heard("told-item-closed", "ru", count=1, ran="no")
    assert "Тема 2" in texts(it.card)


async def test_both_co_chairs_press_next_item(it: Stage) -> None:
    seen = button(it.card, "next-item")
    await it.member["chair_w"].click(it.card, custom_id=seen)
    late = await it.member["chair_e"].click(it.stale(seen), custom_id=seen)
    assert answer(late) == say("ru", "refusal-stale-item", item="Тема 2")
    assert states(it) == [ItemState.CLOSED, ItemState.OPEN, ItemState.PENDING]


async def test_going_to_a_chosen_item(it: Stage) -> None:
    chair = it.member["chair_e"]
    offered = await chair.autocomplete(it.channel, "agenda next", "item", "")
    assert [choice["value"] for choice in offered] == ["item-2", "item-3", CLOSING]
    assert offered[-1]["name"] == say("ru", "choice-closing")
    told = await it.type(chair, "agenda next", item="item-3")
    assert "3. Topic 3 · Тема 3" in told
    assert states(it) == [ItemState.CLOSED, ItemState.PENDING, ItemState.OPEN]


async def test_what_is_not_on_the_agenda_is_refused(it: Stage) -> None:
    chair = it.member["chair_w"]
    for command, options in (
        ("agenda next", {}),
        ("agenda edit", {}),
        ("agenda park", {}),
        ("agenda move", {"place": 1}),
    ):
        told = await it.type(chair, command, item="**nothing**", **options)
        assert told == say("en", "refusal-unknown-item"), command


async def test_parking_and_taking_up_again(it: Stage) -> None:
    chair = it.member["chair_w"]
    told = await it.type(chair, "agenda park", item="item-1")
    parked = say("en", "told-item-parked", count=0, ran="no")
    assert parked in told or it.heard("told-item-parked", "en", count=0, ran="no")
    assert ItemState.PARKED in states(it)
    offered = await chair.autocomplete(it.channel, "agenda next", "item", "topic 1")
    assert [choice["value"] for choice in offered] == ["item-1"]
    await it.env.advance_time(2)
    await it.type(chair, "agenda next", item="item-1")
    assert states(it)[0] is ItemState.OPEN


async def test_moving_an_item(it: Stage) -> None:
    told = await it.type(it.organizer, "agenda move", item="item-3", place=2)
    assert told == say("en", "item-moved", place=2)
    assert [item.key for item in it.meeting.agenda] == ["item-1", "item-3", "item-2"]
    refused = await it.type(it.member["anna_e"], "agenda move", item="item-3", place=1)
    assert refused == say("ru", "refusal-organizers-only")


async def test_an_item_moved_past_the_end_stands_last_and_is_said_to(it: Stage) -> None:
    told = await it.type(it.organizer, "agenda move", item="item-2", place=99)
    assert [item.key for item in it.meeting.agenda] == ["item-1", "item-3", "item-2"]
    assert told == say("en", "item-moved", place=3)


async def test_adding_an_item(it: Stage) -> None:
    form = await it.organizer.slash(it.channel, "agenda add")
    assert form.modal["title"] == say("en", "item-add-title")
    filled = {"title_en": "The *ferry*", "question_en": "When?", "minutes": "10"}
    told = answer(await it.organizer.submit_modal(form, filled))
    assert told == say("en", "item-added")
    added = it.meeting.agenda[-1]
    assert (added.title.into("en"), added.title.into("ru")) == ("The *ferry*", "The *ferry*")
    assert added.budget == 10 * 60_000
    await it.type(it.member["chair_w"], "agenda next", item=added.key)
    await it.shown()
    assert r"**The \*ferry\***" in texts(it.card)
    told = await it.type(it.member["anna_e"], "roundtable status")
    assert r"The \*ferry\*" in told


@pytest.mark.parametrize("minutes", ["ten", "0", "-3", "1441", "１０", "9999"])
async def test_a_time_that_is_none_is_refused(it: Stage, minutes: str) -> None:
    form = await it.organizer.slash(it.channel, "agenda add")
    filled = {"title_en": "Ferry", "question_en": "When?", "minutes": minutes}
    told = answer(await it.organizer.submit_modal(form, filled))
    assert told == say("en", "refusal-bad-budget")
    assert len(it.meeting.agenda) == 3


async def test_an_item_of_blanks_is_refused(it: Stage) -> None:
    form = await it.organizer.slash(it.channel, "agenda add")
    filled = {"title_en": "   ", "question_en": "When?", "minutes": "10"}
    told = answer(await it.organizer.submit_modal(form, filled))
    assert told == say("en", "refusal-empty-text")
    assert len(it.meeting.agenda) == 3


async def test_editing_an_item_begins_from_what_it_says(it: Stage) -> None:
    chair = it.member["chair_e"]
    offered = await chair.autocomplete(it.channel, "agenda edit", "item", "2")
    assert [choice["value"] for choice in offered] == ["item-2"]
    form = await it.member["chair_e"].slash(it.channel, "agenda edit", item="item-2")
    assert form.modal["title"] == say("ru", "item-edit-title")
    filled = {
        "title_en": "Ferry",
        "title_ru": "Паром",
        "question_en": "When?",
        "question_ru": "Когда?",
        "minutes": "5",
    }
    assert answer(await chair.submit_modal(form, filled)) == say("ru", "item-edited")
    item = it.meeting.agenda[1]
    assert (item.title.into("ru"), item.question.into("en")) == ("Паром", "When?")
    assert item.budget == 5 * 60_000
    refused = await it.type(it.member["anna_e"], "agenda edit", item="item-2")
    assert refused == say("ru", "refusal-organizers-only")


async def test_showing_the_agenda(it: Stage) -> None:
    shown = await it.member["anna_e"].slash(it.channel, "agenda show")
    assert shown.ephemeral
    told = answer(shown)
    assert told.splitlines()[0] == f"**{say('ru', 'agenda-heading')}**"
    assert "▶ 1. Тема 1" in told
    assert "○ 2. Тема 2" in told


async def test_the_closing_is_gone_to_by_choice(it: Stage) -> None:
    await it.type(it.member["chair_w"], "agenda next", item=CLOSING)
    assert it.meeting.phase is not None
    assert it.meeting.phase.key == "closing-round"
    assert states(it) == [ItemState.CLOSED, ItemState.PARKED, ItemState.PARKED]
    while it.meeting.floor is not None:
        await it.press_when_shown(it.speaker, "yield")
    await it.shown()
    assert it.meeting.over
    assert say("ru", "card-over") in texts(it.card)


async def test_closing_is_asked_for_once_more(it: Stage) -> None:
    await it.type(it.member["tom_w"], "floor ask")
    refused = await it.type(it.member["tom_w"], "roundtable close")
    assert refused == say("en", "refusal-organizers-only")
    sure = await it.member["chair_e"].slash(it.channel, "roundtable close")
    assert answer(sure) == say("ru", "close-sure", count=1)
    assert it.meeting.status is Status.OPEN
    card = it.card
    told = await it.press(it.member["chair_e"], "close", sure.response.message)
    assert told == say("ru", "closed")
    await it.env.settle()
    await it.shown()
    card = it.message(card.id)
    assert say("en", "card-closed") in texts(card)
    assert [i.split(":")[1] for i in ids(card)] == ["export"]
    told = say("en", "told-closed", count=1)
    assert any(told in texts(message) for message in it.channel.history())
