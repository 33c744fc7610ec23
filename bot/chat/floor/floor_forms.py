"""The forms of the floor: asking for it, saying on what, wanting it for something else, ruling.

What is filled in goes to the lane. Each form says what it is for, since people confuse the kinds.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
from discord import ui

from bot.chat.framework.forms import Filled, Form, field, seen_number
from bot.chat.framework.interaction_context import Visit
from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.floor.floor_values import Request, TurnNumber
from bot.procedure.floor.ordering_policies import place_of
from bot.procedure.floor.request_rules import NOTE_LENGTH
from bot.procedure.formats import ANSWERS, Kind
from bot.procedure.values import Words

OFFERED = (Kind.STATEMENT, Kind.DIRECT_REPLY, Kind.CLARIFICATION, Kind.RIGHT_OF_REPLY)
"""What one may ask for in the form; a point of order has a button of its own, since it is urgent."""


def kinds(visit: Visit, chosen: Kind) -> ui.Select[Any]:
    """The kinds to choose from, each with a few words on what it is for."""
    return ui.Select(
        custom_id="kind",
        options=[
            discord.SelectOption(
                label=visit.say(f"kind-{kind}")[:100],
                value=kind.value,
                description=visit.say(f"kind-{kind}-help")[:100],
                default=kind is chosen,
            )
            for kind in OFFERED
        ],
    )


class AskModal(Form):
    """Ask for the floor: what for, and, now or later, on what."""

    def __init__(self, visit: Visit) -> None:
        seen = "" if visit.seen_turn is None else str(visit.seen_turn)
        super().__init__(visit, "ask", visit.say("ask-title"), seen)
        note: ui.TextInput[Any] = ui.TextInput(
            custom_id="note", required=False, max_length=NOTE_LENGTH
        )
        self.add_item(field(visit, "ask-kind", kinds(visit, Kind.STATEMENT)))
        self.add_item(field(visit, "ask-note", note, helped=True))


async def asked(visit: Visit, filled: Filled) -> None:
    kind = filled.one_of("kind", OFFERED) if filled.chosen("kind") else Kind.STATEMENT
    if kind is None:
        await visit.answer("unknown-choice")
    else:
        seen = seen_number(visit) if visit.seen else None
        await ask(visit, kind, filled.text("note"), seen)


class PointModal(Form):
    """Raise a point of order, having read what it is for."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit, "point", visit.say("point-title"))
        note: ui.TextInput[Any] = ui.TextInput(
            custom_id="note", required=False, max_length=NOTE_LENGTH
        )
        self.add_item(ui.TextDisplay(visit.say("point-what-for")))
        self.add_item(field(visit, "point-note", note))


async def point_raised(visit: Visit, filled: Filled) -> None:
    await ask(visit, Kind.POINT_OF_ORDER, filled.text("note"))


async def ask(visit: Visit, kind: Kind, note: str | None, seen: TurnNumber | None = None) -> None:
    """Raise a hand, and say where that leaves this person."""
    words = Words(note) if note and note.strip() else None
    answers = seen if kind in ANSWERS else None
    change = await visit.give(c.Ask(visit.person, kind, words, answers))
    if change is None:
        return
    floor = change.after.floor
    if floor is not None and floor.person == visit.person and floor.kind is kind:
        await visit.conclude("you-have-the-floor")
        return
    asked = [r.event for r in change.records if isinstance(r.event, e.FloorRequested)]
    request = change.after.request(asked[0].request)
    if request is None:  # the item has just been set aside, and the request with it
        await visit.answer("asked-aside")
        return
    await visit.answer(
        "asked",
        place=place_of(change.after, request),
        kind=visit.say(f"kind-{kind}"),
        noted="yes" if words else "no",
    )


class NoteModal(Form):
    """Say, or say anew, what a request is about."""

    def __init__(self, visit: Visit, request: int, before: str) -> None:
        super().__init__(visit, "note", visit.say("note-title"), str(request))
        note: ui.TextInput[Any] = ui.TextInput(
            custom_id="note", max_length=NOTE_LENGTH, default=before or None
        )
        self.add_item(field(visit, "ask-note", note))


async def noted(visit: Visit, filled: Filled) -> None:
    words = Words(filled.text("note"))
    if await visit.give(c.SetNote(visit.person, seen_number(visit), words)) is not None:
        await visit.answer("noted")


class KindModal(Form):
    """Want the floor for something else, and keep one's place where that is fair."""

    def __init__(self, visit: Visit, request: Request) -> None:
        super().__init__(visit, "kind", visit.say("kind-title"), str(request.number))
        self.add_item(ui.TextDisplay(visit.say("kind-fair")))
        self.add_item(field(visit, "ask-kind", kinds(visit, request.kind)))


async def kind_chosen(visit: Visit, filled: Filled) -> None:
    kind, number = filled.one_of("kind", OFFERED), seen_number(visit)
    if kind is None:
        await visit.answer("unknown-choice")
        return
    change = await visit.give(c.ChangeKind(visit.person, number, kind))
    if change is None:
        return
    request = change.after.request(number)
    if request is None:
        await visit.answer("you-have-the-floor")
    else:
        place = place_of(change.after, request)
        await visit.answer("kind-changed", place=place, kind=visit.say(f"kind-{kind}"))


class RulingModal(Form):
    """Rule on a point of order, with a word of explanation if one is wanted."""

    def __init__(self, visit: Visit, *, sustained: bool) -> None:
        form = "sustain" if sustained else "not-sustain"
        title = visit.say("ruling-sustained" if sustained else "ruling-not-sustained")
        seen = "" if visit.seen_turn is None else str(visit.seen_turn)
        super().__init__(visit, form, title, seen)
        note: ui.TextInput[Any] = ui.TextInput(
            custom_id="note", required=False, max_length=NOTE_LENGTH
        )
        self.add_item(field(visit, "ruling-note", note))


async def sustained(visit: Visit, filled: Filled) -> None:
    await _rule(visit, filled, sustained=True)


async def not_sustained(visit: Visit, filled: Filled) -> None:
    await _rule(visit, filled, sustained=False)


async def _rule(visit: Visit, filled: Filled, *, sustained: bool) -> None:
    turn = seen_number(visit) if visit.seen else None
    await visit.carry_out(c.RulePoint(visit.person, sustained, filled.words("note"), turn))


SENT: Mapping[str, Callable[[Visit, Filled], Awaitable[None]]] = {
    "ask": asked,
    "point": point_raised,
    "note": noted,
    "kind": kind_chosen,
    "sustain": sustained,
    "not-sustain": not_sustained,
}
