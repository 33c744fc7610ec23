"""What things cost in REST calls: `docs/discord-calls.md` has the table, and here it is measured.

Every row is done as people do it, on every kind of channel; the page has to say what was counted, so
that the table is neither a hope nor out of date.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.framework.autocompletion import CLOSING
from bot.procedure.formats import Calls, Enforcement, Speakers, When
from bot.procedure.values import SECOND
from tests.chat.stage import Stage, ids, stage
from tests.docs.tables import CALLS_PAGE, table
from tests.procedure.samples import PLENARY, phase

MOST = 4
"""The most that a change of speaker may cost under `lock`."""

FORM = replace(
    PLENARY,
    phases=(
        *PLENARY.phases[:3],
        phase("round", When.MEETING_END, Speakers.GO_ROUND, Calls.AUTO, 60),
    ),
    consent=10 * SECOND,
)
"""Opening words, statements, discussion; and a go-round at the end."""

PLACES = {
    "text, `lock`": ("text", Enforcement.LOCK),
    "text, `hold`": ("text", Enforcement.HOLD),
    "thread": ("thread", Enforcement.LOCK),
    "post": ("forum", Enforcement.LOCK),
    "voice": ("voice", Enforcement.LOCK),
    "stage": ("stage", Enforcement.LOCK),
}
"""The columns of the table."""

Handler = Callable[[Stage], Awaitable[object]]


class Meter:
    """Counts what one thing costs, from when it is done to when all its effects have been shown."""

    def __init__(self, it: Stage) -> None:
        self.it = it
        self.rows: dict[str, list[str]] = {}

    async def row(self, name: str, act: Handler, *, speaker_changes: bool = False) -> None:
        """`act` may return the number of calls that had been made when what is counted began."""
        it = self.it
        await it.env.advance_time(2)
        before = it.meeting.floor and it.meeting.floor.person
        since = len(it.calls())
        began = await act(it)
        await it.env.advance_time(2)
        self.rows[name] = kinds(it.calls(began if isinstance(began, int) else since))
        after = it.meeting.floor and it.meeting.floor.person
        assert (before != after) == speaker_changes, name


def kinds(calls: list[str]) -> list[str]:
    """The calls without ids, to be read when a test fails."""
    return [re.sub(r"/[^/]*\d{6,}[^/]*", "/#", call) for call in calls]


async def measured(it: Stage) -> dict[str, list[str]]:
    """Every row, in the order of the table."""
    meter, chair = Meter(it), it.member["chair_w"]

    async def yields(it: Stage) -> object:
        return await it.press(it.speaker, "yield")

    async def expires(it: Stage) -> int:
        await it.env.advance_time(it.left() / 1000 + 9.5)
        began = len(it.calls())
        await it.env.advance_time(1)
        return began

    await meter.row(
        "the speaker gives up the floor, the next is called", yields, speaker_changes=True
    )
    await meter.row("the time runs out, the next is called", expires, speaker_changes=True)
    await it.press(it.speaker, "yield")
    await it.shown()
    await it.press(it.speaker, "yield")
    await it.shown()

    async def asks(it: Stage) -> object:
        return await it.type(it.member["anna_e"], "floor ask")

    await meter.row("somebody asks for the floor", asks)
    next_ = "a co-chair presses “Next speaker”"
    await meter.row(next_, lambda it: it.press(chair, "next"), speaker_changes=True)
    await meter.row(
        "the speaker sends a message", lambda it: it.speaker.send(it.channel, "so be it")
    )
    await meter.row("a co-chair gives more time", lambda it: it.press(chair, "extend"))
    await meter.row(
        "the meeting is paused while somebody speaks", lambda it: it.press(chair, "pause")
    )
    await meter.row("the meeting goes on", lambda it: it.press(chair, "resume"))
    await it.type(it.member["tom_w"], "floor ask")

    async def grants(it: Stage) -> object:
        return await it.type(chair, "floor grant", member=it.member["boris_e"])

    await meter.row("a co-chair calls somebody out of order", grants, speaker_changes=True)

    async def point(it: Stage) -> int:
        form = await it.click(it.member["ursula_w"], "point")
        began = len(it.calls())
        await it.fill(it.member["ursula_w"], form, note="")
        return began

    await meter.row("a point of order interrupts the speaker", point, speaker_changes=True)

    async def rules(it: Stage) -> int:
        form = await it.click(chair, "sustain")
        began = len(it.calls())
        await it.fill(chair, form, note="")
        return began

    await meter.row("it is ruled on, the speaker goes on", rules, speaker_changes=True)
    await it.press_when_shown(it.member["anna_e"], "unclear")

    async def interpreted(it: Stage) -> object:
        await it.speaker.send(it.channel, "in other words")
        return await it.press(it.speaker, "yield")

    await meter.row("a turn ends and is interpreted", interpreted, speaker_changes=True)
    await it.press(it.speaker, "yield")
    await it.type(chair, "agenda next", item=CLOSING)
    await it.shown()
    assert it.meeting.phase is not None
    assert it.meeting.phase.key == "round"
    passes = "somebody lets a turn of a go-round pass"
    await meter.row(passes, lambda it: it.press(it.speaker, "pass"), speaker_changes=True)
    return meter.rows


@pytest.mark.parametrize("column", PLACES)
async def test_the_page_has_what_was_measured(tmp_path: Path, column: str) -> None:
    place, enforcement = PLACES[column]
    async with stage(tmp_path, FORM, enforcement, place=place, items=1) as it:
        await it.convene()
        await it.seat_all()
        it.member["kim_w"] = it.guild.add_member(it.env.create_user("kim_w"))
        await it.seat_interpreter("kim_w", "en")
        rules = await it.click(it.member["kim_w"], "rules")
        await it.press(it.member["kim_w"], "accept", rules.response.message)
        if it.meeting.by_voice:
            for name in it.member:
                await it.join(name)
        await it.press(it.member["chair_e"], "open")
        rows = await measured(it)
    head, *listed = table(CALLS_PAGE, "what happens", with_head=True)
    place_of = head.index(column)
    assert {row[0]: int(row[place_of]) for row in listed} == {
        name: len(calls) for name, calls in rows.items()
    }, rows
    if enforcement is Enforcement.LOCK:
        assert max(map(len, rows.values())) <= MOST, rows


async def test_a_change_of_speaker_by_typing_costs_no_more(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        await it.type(it.member["ursula_w"], "floor ask")
        for who, command in (("chair_w", "floor next"), ("ursula_w", "floor yield")):
            await it.env.advance_time(2)
            before = len(it.calls())
            await it.type(it.member[who], command)
            await it.env.advance_time(2)
            assert len(it.calls(before)) <= MOST, kinds(it.calls(before))
        assert it.free()


HANDS = 200


async def test_two_hundred_hands_in_a_second_cost_three_edits_of_the_card_at_most(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path) as it:
        await it.opened()
        people = [it.guild.add_member(it.env.create_user(f"member-{n}")) for n in range(HANDS)]
        for number, person in enumerate(people):
            await it.type(person, "seat take", side="ab"[number % 2])
            rules = await it.click(person, "rules")
            await it.press(person, "accept", rules.response.message)
        await it.env.advance_time(3)
        before, card, began = len(it.calls()), it.card.id, it.now()
        for person in people:
            await it.type(person, "floor ask")
        assert it.now() - began <= SECOND, "the hands were raised within a second"
        await it.env.advance_time(5)
        assert len(it.meeting.requests) == HANDS
        edits = [
            call for call in it.calls(before) if call.startswith("PATCH") and str(card) in call
        ]
        assert 1 <= len(edits) <= 3
        others = [call for call in it.calls(before) if call not in edits]
        assert len(others) == HANDS, "each of them is answered, and nothing else is sent"
        assert any(i.startswith("cc:ask:") for i in ids(it.card))
