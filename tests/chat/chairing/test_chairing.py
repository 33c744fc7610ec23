"""The co-chairs' panel and commands: every list and switch on it, and that both co-chairs may press."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.procedure.agenda.agenda_values import ItemState
from bot.procedure.formats import ChairRules, ItemRules, Policy, RunsOut
from bot.procedure.state import Status
from bot.procedure.values import MINUTE, SECOND
from tests.chat.stage import Stage, answer, button, ids, say, stage, texts
from tests.procedure.samples import PLENARY

FORM = replace(
    PLENARY,
    policy=Policy.FIRST_COME,
    item=ItemRules(RunsOut.CLOSE, warning=2 * MINUTE),
    chair=ChairRules(alternates=True, absent=180 * SECOND),
)


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, FORM) as it:
        await it.in_discussion()
        yield it


async def panel(it: Stage, name: str = "chair_w") -> Any:
    shown = await it.click(it.member[name], "chairing")
    return shown.response.message


def anew(it: Stage, message: Any) -> Any:
    """The panel as it is shown now."""
    history = it.channel.history(viewer=it.member["chair_w"])
    return next(m for m in history if m.id == message.id)


def labels(message: Any) -> list[str]:
    found: list[str] = []

    def walk(components: Any) -> None:
        for component in components:
            if getattr(component, "label", None):
                found.append(component.label)
            walk(getattr(component, "children", ()))

    walk(message.components)
    return found


async def test_the_panel_is_for_the_co_chairs_only(it: Stage) -> None:
    told = await it.press(it.member["anna_e"], "chairing")
    assert told == say("ru", "refusal-co-chairs-only")
    shown = await it.click(it.member["chair_w"], "chairing")
    assert shown.ephemeral
    assert say("en", "chairing-heading") in answer(shown)
    by_command = await it.type(it.member["chair_e"], "floor chairing")
    assert say("ru", "chairing-heading") in by_command


# The order -----------------------------------------------------------------------------------------


async def test_the_order_is_chosen_from_the_list_and_told_to_the_room(it: Stage) -> None:
    shown = await panel(it)
    await it.choose(it.member["chair_w"], "policy", "least-heard", shown)
    assert it.meeting.policy is Policy.LEAST_HEARD
    chosen = say("en", "policy-least-heard")
    assert say("en", "chairing-order", policy=chosen) in texts(anew(it, shown))
    await it.shown()
    for language in ("en", "ru"):
        assert it.heard("told-policy", language, policy="least-heard")
    assert chosen in say("en", "told-policy", policy="least-heard")
    assert f"{chosen} · {say('ru', 'policy-least-heard')}" in texts(it.card)


async def test_a_go_round_is_called_for_and_the_list_goes_on_after_it(it: Stage) -> None:
    await it.type(it.member["tom_w"], "floor ask")
    await it.type(it.member["chair_e"], "floor policy", policy="go-round")
    await it.shown()
    assert it.heard("told-round", "en", length="1:00")
    assert say("ru", "card-rota") in texts(it.card)
    await it.press(it.member["chair_e"], "next")  # cuts the thinking short
    called = []
    for _ in range(6):
        await it.shown()
        called.append(it.speaker.name)
        await it.press(it.speaker, "yield")
    assert sorted(called) == sorted(it.member)
    assert it.meeting.policy is Policy.FIRST_COME
    assert it.meeting.floor is None
    assert len(it.meeting.requests) == 1


async def test_the_list_is_closed_and_opened_again(it: Stage) -> None:
    shown = await panel(it)
    await it.press(it.member["chair_w"], "list-closing", shown)
    await it.shown()
    assert say("en", "card-list-closed") in texts(it.card)
    told = await it.type(it.member["tom_w"], "floor ask")
    assert told == say("en", "refusal-list-closed")
    await it.press(it.member["chair_w"], "list-closing", anew(it, shown))
    assert not it.meeting.talk.list_closed
    await it.type(it.member["chair_e"], "floor close-list", closed=True)
    assert it.meeting.talk.list_closed


# Switches ------------------------------------------------------------------------------------------


def switched(it: Stage) -> tuple[bool, bool, bool]:
    return (it.meeting.interpreted, it.meeting.invites_quiet, it.meeting.tells_loud)


async def test_interpretation_and_the_private_words_are_switched(it: Stage) -> None:
    shown, chair = await panel(it), it.member["chair_w"]
    for act in ("interpreting", "quiet", "loud"):
        await it.press(chair, act, anew(it, shown))
    assert switched(it) == (True, True, True)
    assert say("en", "button-quiet-off") in labels(anew(it, shown))
    await it.type(it.member["chair_e"], "floor nudges", quiet=False, loud=False)
    await it.type(it.member["chair_e"], "floor interpret", on=False)
    assert switched(it) == (False, False, False)
    told = await it.type(it.member["anna_e"], "floor nudges", quiet=True)
    assert told == say("ru", "refusal-co-chairs-only")


# The chair -----------------------------------------------------------------------------------------


async def test_the_chair_is_shown_handed_over_and_taken(it: Stage) -> None:
    first, second = it.member["chair_e"], it.member["chair_w"]
    assert say("en", "card-presiding", person=f"<@{first.id}>") in texts(it.card)
    await it.press(first, "chair-pass", await panel(it, "chair_e"))
    assert it.meeting.presiding == str(second.id)
    await it.type(first, "seat chair")
    assert it.meeting.presiding == str(first.id)
    await it.type(first, "seat chair", member=second)
    assert it.meeting.presiding == str(second.id)
    told = await it.type(first, "seat chair", member=it.member["tom_w"])
    tom = f"<@{it.member['tom_w'].id}>"
    assert told == say("ru", "refusal-no-co-chair", person=tom)


async def test_the_chair_alternates_with_the_items_and_passes_on_when_somebody_leaves(
    it: Stage,
) -> None:
    await it.press(it.member["chair_e"], "next-item")
    await it.shown()
    second = it.member["chair_w"]
    assert it.heard("told-chair-alternation", "ru", person=f"<@{second.id}>")
    it.guild.remove_member(second)
    await it.shown()
    first = it.member["chair_e"]
    assert it.meeting.presiding == str(first.id)
    assert it.heard("told-chair-dropped-out", "ru", person=f"<@{first.id}>")


async def test_a_chair_who_lets_the_room_wait_is_relieved(it: Stage) -> None:
    await it.type(it.member["tom_w"], "floor ask")
    await it.env.advance_time(181)
    second = it.member["chair_w"]
    assert it.meeting.presiding == str(second.id)
    assert it.heard("told-chair-absent", "en", person=f"<@{second.id}>")


# The floor -----------------------------------------------------------------------------------------


async def test_somebody_is_called_from_the_panel(it: Stage) -> None:
    shown = await panel(it)
    await it.choose(it.member["chair_w"], "grant", it.member["ursula_w"], shown)
    assert it.speaker is it.member["ursula_w"]
    told = await it.choose(it.member["chair_w"], "grant", it.organizer, await panel(it))
    person = f"<@{it.organizer.id}>"
    assert answer(told) == say("en", "refusal-not-seated", person=person)


async def test_whoever_is_called_by_name_waits_for_what_is_still_to_come(it: Stage) -> None:
    await it.type(it.member["chair_w"], "floor grant", member=it.member["anna_e"])
    await it.shown()
    await it.press_when_shown(it.member["anna_e"], "more-coming")
    chair, ursula = it.member["chair_w"], it.member["ursula_w"]
    told = await it.choose(chair, "grant", ursula, await panel(it))
    anna = f"<@{it.member['anna_e'].id}>"
    assert answer(told) == say("en", "refusal-more-coming", speaker=anna)
    await it.choose(chair, "grant-surely", ursula, told.response.message)
    assert it.speaker is ursula


# A panel that was drawn before the other co-chair pressed ------------------------------------------


async def test_an_old_panel_parks_no_other_item(it: Stage) -> None:
    shown = await panel(it)
    await it.press(it.member["chair_e"], "next-item")
    await it.shown()
    open_now = it.meeting.item
    assert open_now is not None
    told = await it.press(it.member["chair_w"], "park", shown)
    assert told == say("en", "refusal-stale-item", item=open_now.title.into("en"))
    assert it.meeting.item == open_now


async def test_an_old_panel_closes_no_item_unheard(it: Stage) -> None:
    shown = await panel(it)
    await it.press(it.member["chair_e"], "next-item")
    await it.shown()
    open_now = it.meeting.item
    assert open_now is not None
    told = await it.press(it.member["chair_w"], "closing", shown)
    assert told == say("en", "refusal-stale-item", item=open_now.title.into("en"))
    assert it.meeting.item is not None


async def test_two_who_pass_the_chair_at_once_pass_it_once(it: Stage) -> None:
    one, other = await panel(it, "chair_e"), await panel(it, "chair_w")
    before = it.meeting.presiding
    await it.press(it.member["chair_e"], "chair-pass", one)
    presides = it.meeting.presiding
    assert presides != before
    await it.press(it.member["chair_w"], "chair-pass", other)
    assert it.meeting.presiding == presides


# The end of an item --------------------------------------------------------------------------------


async def to_the_warning(it: Stage) -> None:
    await it.env.advance_time(18 * 60)
    await it.shown()
    assert any(i.startswith("cc:item-more:") for i in ids(it.card))


def state_of(it: Stage, key: str) -> ItemState:
    item = it.meeting.find_item(key)
    assert item is not None
    return item.state


def budget(it: Stage) -> int:
    assert it.meeting.item is not None
    return it.meeting.item.budget // MINUTE


async def test_an_item_that_runs_out_closes_on_time_and_says_what_stays_unspoken(
    it: Stage,
) -> None:
    await it.type(it.member["tom_w"], "floor ask")
    await to_the_warning(it)
    # The chair was waited for meanwhile, which is told as well.
    assert any("Waiting: 1" in text for text in it.said())
    await it.env.advance_time(2 * 60)
    assert it.heard("told-item-closed", "ru", count=1, ran="yes")
    assert it.meeting.item is not None
    assert it.meeting.item.key == "item-2"


async def test_the_co_chairs_give_an_item_more_time_and_only_once_when_both_press(
    it: Stage,
) -> None:
    await to_the_warning(it)
    seen = button(it.card, "item-more")
    await it.press(it.member["chair_e"], "item-more")
    late = await it.press_late(it.member["chair_w"], seen)
    assert late == say("en", "refusal-item-extended")
    assert budget(it) == 25
    await it.env.advance_time(2)
    await it.type(it.member["chair_w"], "agenda time", minutes=10)
    assert budget(it) == 35


@pytest.mark.parametrize("by", ["card", "panel", "command"])
async def test_the_co_chairs_choose_that_it_is_parked(it: Stage, by: str) -> None:
    await it.type(it.member["tom_w"], "floor ask")
    await to_the_warning(it)
    chair = it.member["chair_w"]
    if by == "card":
        await it.press(chair, "item-park")
    elif by == "panel":
        await it.choose(chair, "runs-out", "park", await panel(it))
    else:
        await it.type(chair, "agenda ending", outcome="park")
    await it.env.advance_time(2 * 60)
    assert state_of(it, "item-1") is ItemState.PARKED
    assert len(it.meeting.aside) == 1
    assert it.heard("told-item-parked", "en", count=1, ran="yes")


async def test_the_co_chairs_choose_that_it_closes_after_all(it: Stage) -> None:
    await it.type(it.member["chair_e"], "agenda ending", outcome="stay")
    await to_the_warning(it)
    await it.press(it.member["chair_w"], "item-close")
    assert it.meeting.runs_out is RunsOut.CLOSE


async def test_more_time_from_the_panel(it: Stage) -> None:
    chair = it.member["chair_w"]
    form = await it.click(chair, "item-time", await panel(it))
    await it.fill(chair, form, number="7")
    assert budget(it) == 27
    form = await it.click(chair, "item-time", await panel(it))
    assert await it.fill(chair, form, number="ten") == say("en", "refusal-bad-budget")


async def test_parking_closing_suspending_from_the_panel(it: Stage) -> None:
    chair = it.member["chair_w"]
    await it.press(chair, "park", await panel(it))
    assert state_of(it, "item-1") is ItemState.PARKED
    await it.press(chair, "suspend", await panel(it))
    assert it.meeting.status is Status.SUSPENDED
    await it.shown()
    await it.press(chair, "resume")
    await it.press(chair, "closing", await panel(it))
    assert it.meeting.phase is not None
    assert it.meeting.phase.key == "closing-round"
    sure = await it.click(chair, "close-ask", await panel(it))
    await it.press(chair, "close", sure.response.message)
    assert it.client.services.tables.runners == ()


async def test_what_may_be_chosen_before_the_opening(tmp_path: Path) -> None:
    async with stage(tmp_path, FORM) as it:
        await it.convene()
        await it.seat_all()
        shown = await panel(it)
        await it.choose(it.member["chair_w"], "policy", "alternate-sides", shown)
        assert it.meeting.policy is Policy.ALTERNATE_SIDES
        assert not any(i.startswith("cc:caucus:") for i in ids(anew(it, shown)))
