"""The forms of the floor: asking for it, saying on what, wanting it for something else, ruling.

What is filled in goes to the runner. Each form says what it is for, since people confuse the kinds.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
from discord import ui

from bot.chat.framework.forms import Filled, Form, field, seen_number
from bot.chat.framework.interaction_context import InteractionContext
from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.floor.floor_values import Request, TurnNumber
from bot.procedure.floor.ordering_policies import place_of
from bot.procedure.floor.request_kinds import ANSWERS, IN_LISTS, Kind
from bot.procedure.floor.request_rules import NOTE_LENGTH
from bot.procedure.values import Words


def kinds(context: InteractionContext, chosen: Kind) -> ui.Select[Any]:
    """The kinds to choose from, each with a few words on what it is for."""
    return ui.Select(
        custom_id="kind",
        options=[
            discord.SelectOption(
                label=context.say(f"kind-{kind}")[:100],
                value=kind.value,
                description=context.say(f"kind-{kind}-help")[:100],
                default=kind is chosen,
            )
            for kind in IN_LISTS
        ],
    )


class AskModal(Form):
    """Ask for the floor: what for, and, now or later, on what."""

    def __init__(self, context: InteractionContext) -> None:
        seen = "" if context.seen_turn is None else str(context.seen_turn)
        super().__init__(context, "ask", context.say("ask-title"), seen)
        note: ui.TextInput[Any] = ui.TextInput(
            custom_id="note", required=False, max_length=NOTE_LENGTH
        )
        self.add_item(field(context, "ask-kind", kinds(context, Kind.STATEMENT)))
        self.add_item(field(context, "ask-note", note, helped=True))


async def asked(context: InteractionContext, filled: Filled) -> None:
    kind = filled.one_of("kind", IN_LISTS) if filled.chosen("kind") else Kind.STATEMENT
    if kind is None:
        await context.answer("unknown-choice")
    else:
        seen = seen_number(context) if context.seen else None
        await ask(context, kind, filled.text("note"), seen)


class PointModal(Form):
    """Raise a point of order, having read what it is for."""

    def __init__(self, context: InteractionContext) -> None:
        super().__init__(context, "point", context.say("point-title"))
        note: ui.TextInput[Any] = ui.TextInput(
            custom_id="note", required=False, max_length=NOTE_LENGTH
        )
        self.add_item(ui.TextDisplay(context.say("point-what-for")))
        self.add_item(field(context, "point-note", note))


async def point_raised(context: InteractionContext, filled: Filled) -> None:
    await ask(context, Kind.POINT_OF_ORDER, filled.text("note"))


async def ask(
    context: InteractionContext, kind: Kind, note: str | None, seen: TurnNumber | None = None
) -> None:
    """Raise a hand, and say where that leaves this person."""
    words = Words(note) if note and note.strip() else None
    answers = seen if kind in ANSWERS else None
    change = await context.give(c.Ask(context.person, kind, words, answers))
    if change is None:
        return
    floor = change.after.floor
    if floor is not None and floor.person == context.person and floor.kind is kind:
        await context.conclude("you-have-the-floor")
        return
    asked = [r.event for r in change.records if isinstance(r.event, e.FloorRequested)]
    request = change.after.request(asked[0].request)
    if request is None:  # the item has just been set aside, and the request with it
        await context.answer("asked-aside")
        return
    await context.answer(
        "asked",
        place=place_of(change.after, request),
        kind=context.say(f"kind-{kind}"),
        noted="yes" if words else "no",
    )


class NoteModal(Form):
    """Say, or say anew, what a request is about."""

    def __init__(self, context: InteractionContext, request: int, before: str) -> None:
        super().__init__(context, "note", context.say("note-title"), str(request))
        note: ui.TextInput[Any] = ui.TextInput(
            custom_id="note", max_length=NOTE_LENGTH, default=before or None
        )
        self.add_item(field(context, "ask-note", note))


async def noted(context: InteractionContext, filled: Filled) -> None:
    words = Words(filled.text("note"))
    if await context.give(c.SetNote(context.person, seen_number(context), words)) is not None:
        await context.answer("noted")


class KindModal(Form):
    """Want the floor for something else, and keep one's place where that is fair."""

    def __init__(self, context: InteractionContext, request: Request) -> None:
        super().__init__(context, "kind", context.say("kind-title"), str(request.number))
        self.add_item(ui.TextDisplay(context.say("kind-fair")))
        self.add_item(field(context, "ask-kind", kinds(context, request.kind)))


async def kind_chosen(context: InteractionContext, filled: Filled) -> None:
    kind, number = filled.one_of("kind", IN_LISTS), seen_number(context)
    if kind is None:
        await context.answer("unknown-choice")
        return
    change = await context.give(c.ChangeKind(context.person, number, kind))
    if change is None:
        return
    request = change.after.request(number)
    if request is None:
        await context.answer("you-have-the-floor")
    else:
        place = place_of(change.after, request)
        await context.answer("kind-changed", place=place, kind=context.say(f"kind-{kind}"))


class RulingModal(Form):
    """Rule on a point of order, with a word of explanation if one is wanted."""

    def __init__(self, context: InteractionContext, *, sustained: bool) -> None:
        form = "sustain" if sustained else "not-sustain"
        title = context.say("ruling-sustained" if sustained else "ruling-not-sustained")
        seen = "" if context.seen_turn is None else str(context.seen_turn)
        super().__init__(context, form, title, seen)
        note: ui.TextInput[Any] = ui.TextInput(
            custom_id="note", required=False, max_length=NOTE_LENGTH
        )
        self.add_item(field(context, "ruling-note", note))


async def sustained(context: InteractionContext, filled: Filled) -> None:
    await _rule(context, filled, sustained=True)


async def not_sustained(context: InteractionContext, filled: Filled) -> None:
    await _rule(context, filled, sustained=False)


async def _rule(context: InteractionContext, filled: Filled, *, sustained: bool) -> None:
    turn = seen_number(context) if context.seen else None
    await context.carry_out(c.RulePoint(context.person, sustained, filled.words("note"), turn))


SENT: Mapping[str, Callable[[InteractionContext, Filled], Awaitable[None]]] = {
    "ask": asked,
    "point": point_raised,
    "note": noted,
    "kind": kind_chosen,
    "sustain": sustained,
    "not-sustain": not_sustained,
}
