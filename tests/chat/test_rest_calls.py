"""What a change of speaker costs: at most four REST calls, however it comes about."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.procedure.formats import Enforcement
from tests.chat.stage import Stage, ids, stage

MOST = 4

Change = Callable[[Stage], Awaitable[object]]


async def by_yield(it: Stage) -> None:
    """In the statements, where the next speaker is called by itself."""
    await it.press(it.speaker, "yield")


async def by_typed_yield(it: Stage) -> None:
    await it.type(it.speaker, "floor yield")


async def by_next(it: Stage) -> None:
    await it.press(it.member["chair_w"], "next")


async def by_typed_next(it: Stage) -> None:
    await it.type(it.member["chair_w"], "floor next")


async def by_grant(it: Stage) -> None:
    await it.type(it.member["chair_w"], "floor grant", member=it.member["boris_e"])


async def by_expiry(it: Stage) -> None:
    """The last seconds of a turn whose warning and time's end have been told."""
    await it.env.advance_time(it.left() / 1000 + 9.5)
    since.append(len(it.calls()))
    await it.env.advance_time(1)


async def by_point_of_order(it: Stage) -> None:
    form = await it.click(it.member["tom_w"], "point")
    since[:] = [len(it.calls())]
    await it.member["tom_w"].submit_modal(form, {"note": ""})


since: list[int] = []


def kinds(calls: list[str]) -> list[str]:
    """The calls without ids, to be read when a test fails."""
    return [re.sub(r"/[^/]*\d{6,}[^/]*", "/#", call) for call in calls]


async def cost(it: Stage, change: Change) -> list[str]:
    await it.env.advance_time(2)
    before = it.speaker
    since[:] = [len(it.calls())]
    await change(it)
    await it.env.advance_time(2)
    assert it.meeting.floor is None or it.speaker is not before
    return kinds(it.calls(since[-1]))


@pytest.mark.parametrize("change", [by_yield, by_typed_yield, by_expiry, by_next, by_typed_next])
async def test_where_the_next_is_called_by_itself(tmp_path: Path, change: Change) -> None:
    async with stage(tmp_path) as it:
        await it.opened()
        calls = await cost(it, change)
        assert it.meeting.floor is not None
        assert len(calls) <= MOST, calls


@pytest.mark.parametrize(
    "change", [by_next, by_typed_next, by_grant, by_expiry, by_yield, by_point_of_order]
)
async def test_in_the_discussion(tmp_path: Path, change: Change) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        await it.type(it.member["ursula_w"], "floor ask")
        calls = await cost(it, change)
        assert len(calls) <= MOST, calls


@pytest.mark.parametrize("change", [by_yield, by_next, by_expiry])
async def test_hold_costs_less(tmp_path: Path, change: Change) -> None:
    async with stage(tmp_path, enforcement=Enforcement.HOLD) as it:
        await it.opened()
        calls = await cost(it, change)
        assert len(calls) <= MOST - 2, calls


async def test_a_contribution_costs_nothing(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.opened()
        before = len(it.calls())
        for text in ("one", "two", "three"):
            await it.speaker.send(it.channel, text)
        await it.env.advance_time(3)
        assert kinds(it.calls(before)) == []


async def test_thirty_hands_at_once_cost_three_edits_at_most(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.opened()
        people = [it.guild.add_member(it.env.create_user(f"member-{n}")) for n in range(30)]
        for number, person in enumerate(people):
            await it.type(person, "seat take", side="ab"[number % 2])
            rules = await it.click(person, "rules")
            await it.press(person, "accept", rules.response.message)
        await it.env.advance_time(2)
        before, card = len(it.calls()), it.card.id
        for person in people:
            await it.type(person, "floor ask")
        await it.env.advance_time(5)
        assert len(it.meeting.requests) == 30
        edits = [c for c in it.calls(before) if c.startswith("PATCH") and str(card) in c]
        assert 1 <= len(edits) <= 3
        assert any(i.startswith("cc:ask:") for i in ids(it.card))
