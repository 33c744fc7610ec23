"""Requests on Discord: each button and form of "My place", what each kind is for, and who is called."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.procedure.floor.ordering_policies import speakers_list
from bot.procedure.floor.request_kinds import ASKED_FOR, IN_LISTS, Kind
from bot.procedure.formats import Policy, Rations
from tests.chat.stage import Stage, answer, button, ids, say, stage, texts
from tests.procedure.samples import PLENARY

FORM = replace(PLENARY, policy=Policy.FIRST_COME, rations=Rations(1, 1, 2, 1))


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, FORM) as it:
        await it.in_discussion()
        yield it


def waiting(it: Stage) -> list[Any]:
    return [it.person(request.person) for request in speakers_list(it.meeting)]


async def asks(it: Stage, name: str, kind: Kind = Kind.STATEMENT, note: str = "") -> str:
    """By the card's button and its form."""
    person = it.member[name]
    form = await it.click(person, "ask")
    return await it.fill(person, form, kind=[kind.value], note=note)


# What each kind is for -----------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), [("anna_e", "ru"), ("tom_w", "en")])
async def test_the_form_says_of_each_kind_what_it_is_for(
    it: Stage, name: str, language: str
) -> None:
    form = await it.click(it.member[name], "ask")
    options = form.modal["components"][0]["component"]["options"]
    assert [(option["value"], option["description"]) for option in options] == [
        (kind.value, say(language, f"kind-{kind}-help")) for kind in IN_LISTS
    ]


async def test_a_point_of_order_says_what_it_is_for_before_it_is_raised(it: Stage) -> None:
    tom = it.member["tom_w"]
    form = await it.click(tom, "point")
    assert form.modal["components"][0]["content"] == say("en", "point-what-for")
    assert it.meeting.requests == ()
    await it.fill(tom, form, note="nobody can *read* this")
    assert it.speaker is tom
    assert any(r"“nobody can \*read\* this”" in text for text in it.said())
    await it.press(it.member["chair_e"], "sustain")
    refused = await it.press(tom, "point")
    assert refused == say("en", "refusal-have-the-floor")


@pytest.mark.parametrize(("name", "language"), [("anna_e", "ru"), ("tom_w", "en")])
async def test_the_guide_explains_every_button_of_the_card_and_every_kind(
    it: Stage, name: str, language: str
) -> None:
    shown = await it.click(it.member[name], "guide")
    told = "\n".join([answer(shown), *(texts(extra.message) for extra in shown.followups)])
    for custom_id in ids(it.card):
        act = custom_id.split(":")[1]
        if act != "guide":
            label = say(language, f"button-{act}")
            assert f"**{label}**: {say(language, f'guide-{act}')}" in told
    for kind in ASKED_FOR:
        assert say(language, f"kind-{kind}-help") in told


# One's own place -----------------------------------------------------------------------------------


async def test_my_place_shows_place_note_and_age_and_lets_everything_be_changed(it: Stage) -> None:
    await asks(it, "anna_e")
    await asks(it, "tom_w", note="the river")
    tom = it.member["tom_w"]
    mine = await it.click(tom, "place")
    (request,) = it.meeting.requests_of(str(tom.id))
    asked = f"<t:{request.asked_at // 1000}:R>"
    kind = say("en", "kind-statement")
    line = say("en", "my-place", place=2, kind=kind, since=asked, note="the river")
    assert line in answer(mine)
    acts = [i.split(":")[1] for i in ids(mine.response.message)]
    assert acts == [
        "note",
        "defer",
        "kind",
        "withdraw",
        "list",
        "balance",
        "agenda",
        "leave-ask",
    ]


async def test_letting_others_go_first(it: Stage) -> None:
    for name in ("anna_e", "tom_w", "ursula_w"):
        await asks(it, name)
    anna = it.member["anna_e"]
    mine = await it.click(anna, "place")
    told = await it.press(anna, "defer", mine.response.message)
    assert told == say("ru", "deferred", place=3)
    assert waiting(it) == [it.member["tom_w"], it.member["ursula_w"], anna]
    assert await it.type(anna, "floor defer") == say("ru", "refusal-nobody-behind")


async def test_wanting_the_floor_for_something_else(it: Stage) -> None:
    await it.give_floor("boris_e")
    await asks(it, "anna_e")
    await asks(it, "tom_w", Kind.CLARIFICATION)
    anna = it.member["anna_e"]
    mine = await it.click(anna, "place")
    form = await it.click(anna, "kind", mine.response.message)
    assert form.modal["components"][0]["content"] == say("ru", "kind-fair")
    told = await it.fill(anna, form, kind=["clarification"])
    kind = say("ru", "kind-clarification")
    assert told == say("ru", "kind-changed", place=2, kind=kind), "behind who wanted it before"
    assert waiting(it) == [it.member["tom_w"], anna]


async def test_several_requests_each_have_their_buttons(it: Stage) -> None:
    await it.give_floor("boris_e")
    await asks(it, "tom_w")
    await asks(it, "tom_w", Kind.CLARIFICATION)
    tom = it.member["tom_w"]
    mine = (await it.click(tom, "place")).response.message
    withdraws = [i for i in ids(mine) if i.startswith("cc:withdraw:")]
    assert len(withdraws) == 2
    await tom.click(mine, custom_id=withdraws[0])
    assert [request.kind for request in it.meeting.requests] == [Kind.CLARIFICATION]


@pytest.mark.parametrize("by", ["button", "command"])
async def test_one_may_look_at_the_list_the_balance_and_the_agenda(it: Stage, by: str) -> None:
    await it.give_floor("anna_e")
    await it.env.advance_time(65)
    await asks(it, "tom_w", note="the river")
    boris = it.member["boris_e"]
    mine = (await it.click(boris, "place")).response.message
    told = {}
    for act, command in (
        ("list", "floor list"),
        ("balance", "floor balance"),
        ("agenda", "agenda show"),
    ):
        if by == "button":
            told[act] = await it.press(boris, act, mine)
        else:
            told[act] = await it.type(boris, command)
    assert "the river" in told["list"]
    assert say("ru", "policy-first-come") in told["list"]
    assert f"<@{it.member['anna_e'].id}> 1:06 (1)" in told["balance"]
    assert "Тема 1" in told["agenda"]


async def test_the_whole_place_by_command(it: Stage) -> None:
    told = await it.type(it.member["tom_w"], "floor place")
    assert say("en", "place-nothing-asked") in told


async def test_leaving_the_table_is_asked_for_once_more(it: Stage) -> None:
    await asks(it, "tom_w")
    tom = it.member["tom_w"]
    mine = await it.click(tom, "place")
    sure = await it.click(tom, "leave-ask", mine.response.message)
    assert answer(sure) == say("en", "leave-sure")
    assert it.meeting.seat(str(tom.id)) is not None
    assert await it.press(tom, "leave", sure.response.message) == say("en", "left-the-table")
    assert it.meeting.seat(str(tom.id)) is None
    assert it.meeting.requests == ()


# Who is called -------------------------------------------------------------------------------------


async def test_a_reply_is_tied_to_the_turn_that_was_on_the_card(it: Stage) -> None:
    await it.give_floor("anna_e")
    turn = it.meeting.last_turn
    form = await it.click(it.member["tom_w"], "ask")
    await it.give_floor("boris_e")  # while Tom was filling in the form
    await it.fill(it.member["tom_w"], form, kind=["direct-reply"], note="")
    (request,) = it.meeting.requests
    assert (request.answers, request.to) == (turn, str(it.member["anna_e"].id))
    await it.shown()
    assert f"→ <@{it.member['anna_e'].id}>" in texts(it.card)


async def test_what_is_rationed_is_refused_with_a_way_on(it: Stage) -> None:
    await it.give_floor("anna_e")
    await asks(it, "tom_w", Kind.DIRECT_REPLY)
    told = await asks(it, "ursula_w", Kind.DIRECT_REPLY)
    anna = f"<@{it.member['anna_e'].id}>"
    assert told == say("en", "refusal-replies-spent", most=1, person=anna)


async def test_both_co_chairs_type_next_in_the_same_second(it: Stage) -> None:
    await asks(it, "anna_e")
    await asks(it, "tom_w")
    await it.env.advance_time(5)
    await it.type(it.member["chair_e"], "floor next")
    told = await it.type(it.member["chair_w"], "floor next")
    first = f"<@{it.member['anna_e'].id}>"
    assert told == say("en", "refusal-stale-turn", speaker=first, turn=it.meeting.last_turn)
    await it.env.advance_time(5)
    await it.type(it.member["chair_w"], "floor next")
    assert it.speaker is it.member["tom_w"]


async def test_rights_of_reply_are_heard_before_the_item_is_left(it: Stage) -> None:
    await asks(it, "tom_w", Kind.RIGHT_OF_REPLY)
    await it.shown()
    before = button(it.card, "next-item")
    await it.press(it.member["chair_e"], "next-item")
    await it.shown()
    assert it.heard("told-replies", "ru")
    assert it.speaker is it.member["tom_w"]
    assert say("en", "card-leaving") in texts(it.card)
    late = await it.member["chair_w"].click(it.stale(before), custom_id=before)
    assert answer(late) == say("en", "refusal-replies-first")
    await it.shown()
    await it.press(it.member["tom_w"], "yield")
    assert it.meeting.item is not None
    assert it.meeting.item.key == "item-2"
