"""Who may do what, through Discord: every button, list, form and command, by everybody who may not.

What is expected stands in docs/capabilities.md; see tests/procedure/test_capabilities.py for the rules.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.chat.framework.access import BUTTONS, COMMANDS
from bot.chat.handlers import AFTERWARDS, ELSEWHERE, HANDLERS, OWN
from bot.chat.record.record_slash import NOTE_MENU
from bot.chat.slash_commands import commands, leaves
from bot.procedure.capabilities import Action, Role
from bot.procedure.formats import Enforcement
from bot.procedure.table.seats import Capacity
from tests.chat.stage import PHRASES, Stage, answer, ids, say, stage
from tests.chat.test_attacks import forged
from tests.procedure.test_capabilities import NO, PUBLISHED, SEATED, UNBOUND

LISTS = ("policy", "runs-out", "review-tick", "review-choose")
ELSE = ("grant", "grant-surely")
"""Lists of the server's people."""
FORMS_OF_CHAIRS = ("caucus", "item-time", "note-point", "propose", "ask", "point")
BUTTON, STRING_SELECT, USER_SELECT = 2, 3, 5
REQUIRED: Mapping[str, Mapping[str, Any]] = {
    "agenda edit": {"item": "item-2"},
    "agenda move": {"item": "item-2", "place": 1},
    "agenda park": {"item": "item-2"},
    "agenda time": {"minutes": 5},
    "agenda ending": {"outcome": "park"},
    "agenda date": {"hours": 5},
    "floor extend": {},
    "floor policy": {"policy": "first-come"},
    "floor close-list": {"closed": True},
    "floor interpret": {"on": True},
    "floor rule": {"sustained": True},
    "roundtable caucus": {"minutes": 5},
    "roundtable convene": {"agenda": "trust"},
    "record search": {"words": "x"},
    "seat take": {"side": "a"},
}


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, enforcement=Enforcement.OPEN, errors=True) as made:
        await made.in_discussion()
        yield made


def test_every_button_has_its_row() -> None:
    assert set(BUTTONS) == {*HANDLERS, *AFTERWARDS, *ELSEWHERE, *OWN}


def test_every_command_has_its_row() -> None:
    *groups, menu = commands(PHRASES)
    named = [leaf.qualified_name for group in groups for leaf in leaves(group)]  # type: ignore[arg-type]
    assert menu.name == NOTE_MENU
    assert set(COMMANDS) == {*named, NOTE_MENU}


def test_every_action_that_people_do_can_be_done_by_a_button_or_a_command() -> None:
    reached = {action for rows in (*BUTTONS.values(), *COMMANDS.values()) for action in rows}
    people = [role for role in Role if role is not Role.ITSELF]
    for action in Action:
        offered = any(PUBLISHED[action][str(role)] != NO for role in people)
        assert not offered or action in reached | TYPED
    assert not reached & TYPED


TYPED = {
    Action.SAY,
    Action.REWORD,
    Action.MARK_DELETED,
    Action.REACT,
    Action.SEEN_TYPING,
    Action.KEEP_FILE,
    Action.LEAVE_FILE_OUT,
    Action.WITHDRAW_FILE,
    Action.BE_SEATED,
    Action.MOVE,
    Action.DROP_POINT,
    Action.NOTE_EXPORT_REFUSED,
    Action.EXPORT_CHATHAM,
    Action.EXPORT_SIDES,
    Action.EXPORT_FULL,
}
"""What is done by writing in the channel, or comes with something else."""


# Everybody who may not ------------------------------------------------------------------------------


async def somebody(it: Stage, column: str) -> Any:
    """A member of the server who stands to the meeting as this column of the table says."""
    roles = []
    if column == Role.ADMINISTRATOR:
        roles = [it.guild.create_role("Admin", permissions=discord.Permissions(8))]
    who = it.guild.add_member(it.env.create_user(f"somebody {column}"), roles=roles)
    await it.env.settle()
    if column in set(Capacity) | {UNBOUND, Role.GONE}:
        capacity = Capacity(column) if column in set(Capacity) else Capacity.PARTICIPANT
        given = {"member": who, "side": "a", "capacity": capacity.value, "language": "en"}
        await it.type(it.organizer, "seat assign", **given)
    if column in set(Capacity):
        rules = await it.click(who, "rules")
        await it.press(who, "accept", rules.response.message)
    if column == Role.GONE:
        await it.type(who, "seat leave")
    return who


WHO = (
    str(Capacity.PARTICIPANT),
    str(Capacity.RAPPORTEUR),
    str(Capacity.INTERPRETER),
    str(Capacity.OBSERVER),
    UNBOUND,
    str(Role.GONE),
    str(Role.OUTSIDER),
    str(Role.ADMINISTRATOR),
)


def refused(column: str, actions: tuple[Action, ...]) -> bool:
    """Whether the table has "no" for all of these."""
    cells = [PUBLISHED[action][column] for action in actions]
    participant = [PUBLISHED[action][Capacity.PARTICIPANT] for action in actions]
    return all(
        cell == NO or (cell == SEATED and own == NO)
        for cell, own in zip(cells, participant, strict=True)
    )


async def nothing(it: Stage, before: Any, shown: Any) -> None:
    """Nothing happened, no form or panel was shown, and the person was told something."""
    assert it.meeting == before
    assert shown.modal is None
    told = answer(shown)
    assert told
    message = shown.response.message if shown.response else shown.followups[0].message
    led_on = {each.split(":")[1] for each in ids(message)}
    assert led_on <= {"seat", "rules"}


@pytest.mark.parametrize("column", WHO)
async def test_every_button_with_a_forged_id(it: Stage, column: str) -> None:
    who = await somebody(it, column)
    await it.give_floor("tom_w")
    await it.shown()
    tried = [act for act, actions in BUTTONS.items() if refused(column, actions)]
    assert len(tried) >= 20
    for act in tried:
        if act in AFTERWARDS:
            continue  # on a meeting that is over; see below
        before = it.meeting
        shown = await forged(it, who, f"cc:{act}:{it.meeting.id}:9")
        await nothing(it, before, shown)


@pytest.mark.parametrize("column", WHO)
async def test_every_command_typed(it: Stage, column: str) -> None:
    who = await somebody(it, column)
    tried = [name for name, actions in COMMANDS.items() if refused(column, actions)]
    others: dict[str, Any] = {
        "floor grant": {"member": it.member["anna_e"]},
        "seat assign": {"member": who, "side": "a", "capacity": "co-chair"},
    }
    for name in tried:
        if name == NOTE_MENU:
            continue
        before = it.meeting
        shown = await who.slash(it.channel, name, **(REQUIRED.get(name) or others.get(name, {})))
        await nothing(it, before, shown)
    if column not in (Capacity.RAPPORTEUR,):
        assert {"roundtable close", "agenda add", "record keep", "floor next"} - {
            "record keep"
        } <= set(tried)


@pytest.mark.parametrize("column", WHO)
async def test_the_minutes_of_a_meeting_that_is_over(it: Stage, column: str) -> None:
    who = await somebody(it, column)
    name = it.meeting.id
    await it.close()
    before = await it.journal.read(name)
    tried = [act for act in AFTERWARDS if refused(column, BUTTONS[act])]
    assert {"minutes-adopt", "amend-accept", "amend-decline"} <= set(tried)
    message = next(m for m in it.channel.history() if f"cc:minutes-adopt:{name}" in str(ids(m)))
    for act in tried:
        shown = await forged(it, who, f"cc:{act}:{name}:9", message)
        assert shown.modal is None
        assert answer(shown)
    assert await it.journal.read(name) == before


@contextmanager
def listed(it: Stage, custom_id: str, kind: int, values: list[str]) -> Iterator[discord.Message]:
    """The card, with a list in it that the bot has not drawn there."""
    stored = it.env.backend.get_message(it.channel.id, it.card.id)

    def row(components: list[dict[str, Any]]) -> dict[str, Any] | None:
        for component in components:
            inner = component.get("components") or []
            if inner and inner[0].get("type") == BUTTON:
                return component
            found = row(inner)
            if found is not None:
                return found
        return None

    found = row(stored.components)
    assert found is not None
    before = found["components"]
    made: dict[str, Any] = {"type": kind, "custom_id": custom_id, "min_values": 0, "max_values": 1}
    if kind == STRING_SELECT:
        made["options"] = [{"label": each, "value": each} for each in values]
    found["components"] = [made]
    try:
        yield it.card
    finally:
        found["components"] = before


@pytest.mark.parametrize("column", [str(Capacity.PARTICIPANT), str(Role.ADMINISTRATOR)])
async def test_every_list_with_a_forged_id(it: Stage, column: str) -> None:
    who = await somebody(it, column)
    chosen = {"policy": "first-come", "runs-out": "park", "review-tick": "1", "review-choose": "1"}
    for act in LISTS:
        before = it.meeting
        with listed(it, f"cs:{act}:{it.meeting.id}:0", STRING_SELECT, [chosen[act]]) as card:
            shown = await who.select(card, [chosen[act]], custom_id=f"cs:{act}:{it.meeting.id}:0")
        await nothing(it, before, shown)
    for act in ELSE:
        before, anna = it.meeting, it.member["anna_e"]
        with listed(it, f"cp:{act}:{it.meeting.id}:0", USER_SELECT, []) as card:
            shown = await who.select(card, [anna], custom_id=f"cp:{act}:{it.meeting.id}:0")
        await nothing(it, before, shown)


@pytest.mark.parametrize("act", FORMS_OF_CHAIRS)
async def test_a_form_that_was_opened_by_somebody_who_may_no_more(it: Stage, act: str) -> None:
    """What is sent is decided by how its sender stands when it arrives."""
    chair = it.member["chair_e"]
    form = await forged(it, chair, f"cc:{act}:{it.meeting.id}:9")
    assert form.modal is not None
    await it.seat("chair_e", "observer", accept=False)
    before = it.meeting
    filled: Mapping[str, Mapping[str, Any]] = {
        "caucus": {"number": "15"},
        "item-time": {"number": "15"},
        "note-point": {"kind": ["agreement"], "text": "agreed"},
        "propose": {"text": "An article. It has a sentence."},
        "ask": {"kind": ["statement"]},
        "point": {"note": "a point"},
    }
    told = await it.fill(chair, form, **filled[act])
    assert it.meeting == before
    assert told


async def test_a_bot_is_neither_seated_nor_called(it: Stage) -> None:
    machine = it.guild.add_member(it.env.create_user("a machine", bot=True))
    await it.env.settle()
    given = {"member": machine, "side": "a", "capacity": "participant"}
    assert await it.type(it.organizer, "seat assign", **given) == say("en", "cannot-seat-bot")
    assert it.meeting.seat(str(machine.id)) is None
    before = it.meeting
    await it.type(it.member["chair_w"], "floor grant", member=machine)
    assert it.meeting == before


async def test_the_panel_offers_its_reader_what_they_may_use(it: Stage) -> None:
    async def acts(who: Any) -> set[str]:
        shown = await who.slash(it.channel, "floor chairing")
        return {each.split(":")[1] for each in ids(shown.response.message)}

    of_chair, of_convener = await acts(it.member["chair_w"]), await acts(it.organizer)
    assert of_convener < of_chair
    assert {"suspend", "close-ask", "propose"} <= of_convener
    assert not of_convener & {"policy", "caucus", "grant", "chair-pass", "off-record"}
