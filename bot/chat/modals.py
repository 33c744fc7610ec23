"""The forms of the floor: asking for it, saying on what, wanting it for something else, ruling.

What is filled in goes to the lane. Each form says what it is for, since people confuse the kinds.
"""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.chat.safety import SafeModal
from bot.chat.visit import Visit
from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.decide.requests import NOTE_LENGTH
from bot.procedure.floor import Request, TurnNumber
from bot.procedure.formats import ANSWERS, Kind
from bot.procedure.order import place_of
from bot.procedure.values import Words

OFFERED = (Kind.STATEMENT, Kind.DIRECT_REPLY, Kind.CLARIFICATION, Kind.RIGHT_OF_REPLY)
"""What one may ask for in the form; a point of order has a button of its own, since it is urgent."""


def field(
    visit: Visit, phrase: str, component: ui.Item[Any], *, helped: bool = False
) -> ui.Label[Any]:
    """A field of a form under its label; Discord takes 45 characters of it, and 100 of its help."""
    description = visit.say(f"{phrase}-help")[:100] if helped else None
    return ui.Label(text=visit.say(phrase)[:45], description=description, component=component)


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


class AskModal(SafeModal):
    """Ask for the floor: what for, and, now or later, on what."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(title=visit.say("ask-title")[:45], timeout=None)
        self.seen = visit.seen_turn
        self.kind = kinds(visit, Kind.STATEMENT)
        self.note: ui.TextInput[Any] = ui.TextInput(
            custom_id="note", required=False, max_length=NOTE_LENGTH
        )
        self.add_item(field(visit, "ask-kind", self.kind))
        self.add_item(field(visit, "ask-note", self.note, helped=True))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        visit = Visit.here(interaction)
        kind = Kind(self.kind.values[0] if self.kind.values else Kind.STATEMENT)
        await ask(visit, kind, self.note.value, self.seen)


class PointModal(SafeModal):
    """Raise a point of order, having read what it is for."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(title=visit.say("point-title")[:45], timeout=None)
        self.note: ui.TextInput[Any] = ui.TextInput(
            custom_id="note", required=False, max_length=NOTE_LENGTH
        )
        self.add_item(ui.TextDisplay(visit.say("point-what-for")))
        self.add_item(field(visit, "point-note", self.note))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        await ask(Visit.here(interaction), Kind.POINT_OF_ORDER, self.note.value)


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


class NoteModal(SafeModal):
    """Say, or say anew, what a request is about."""

    def __init__(self, visit: Visit, request: int, before: str) -> None:
        super().__init__(title=visit.say("note-title")[:45], timeout=None)
        self.request = request
        self.note: ui.TextInput[Any] = ui.TextInput(
            custom_id="note", max_length=NOTE_LENGTH, default=before or None
        )
        self.add_item(field(visit, "ask-note", self.note))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        visit = Visit.here(interaction)
        change = await visit.give(c.SetNote(visit.person, self.request, Words(self.note.value)))
        if change is not None:
            await visit.answer("noted")


class KindModal(SafeModal):
    """Want the floor for something else, and keep one's place where that is fair."""

    def __init__(self, visit: Visit, request: Request) -> None:
        super().__init__(title=visit.say("kind-title")[:45], timeout=None)
        self.request = request.number
        self.kind = kinds(visit, request.kind)
        self.add_item(ui.TextDisplay(visit.say("kind-fair")))
        self.add_item(field(visit, "ask-kind", self.kind))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        visit = Visit.here(interaction)
        kind = Kind(self.kind.values[0])
        change = await visit.give(c.ChangeKind(visit.person, self.request, kind))
        if change is None:
            return
        request = change.after.request(self.request)
        if request is None:
            await visit.answer("you-have-the-floor")
        else:
            place = place_of(change.after, request)
            await visit.answer("kind-changed", place=place, kind=visit.say(f"kind-{kind}"))


class RulingModal(SafeModal):
    """Rule on a point of order, with a word of explanation if one is wanted."""

    def __init__(self, visit: Visit, *, sustained: bool) -> None:
        title = visit.say("ruling-sustained" if sustained else "ruling-not-sustained")
        super().__init__(title=title[:45], timeout=None)
        self.sustained = sustained
        self.turn = visit.seen_turn
        self.note: ui.TextInput[Any] = ui.TextInput(
            custom_id="note", required=False, max_length=NOTE_LENGTH
        )
        self.add_item(field(visit, "ruling-note", self.note))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        visit = Visit.here(interaction)
        note = Words(self.note.value) if self.note.value.strip() else None
        await visit.carry_out(c.RulePoint(visit.person, self.sustained, note, self.turn))
