"""The modals: small forms for what takes more than a press. What is filled in goes to the lane."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.chat.safety import SafeModal
from bot.chat.visit import Visit
from bot.procedure import commands as c
from bot.procedure.agenda import AgendaItem
from bot.procedure.decide.agenda import QUESTION_LENGTH, TITLE_LENGTH
from bot.procedure.decide.requests import NOTE_LENGTH
from bot.procedure.formats import Kind
from bot.procedure.order import place_of
from bot.procedure.refusals import Code, refuse
from bot.procedure.values import MINUTE, Localized, Words

OFFERED = (Kind.STATEMENT, Kind.DIRECT_REPLY, Kind.CLARIFICATION, Kind.RIGHT_OF_REPLY)
"""What one may ask for in the form; a point of order has a button of its own, since it is urgent."""


def language_name(code: str) -> str:
    return {"en": "English", "ru": "Русский"}.get(code, code)


class AskModal(SafeModal):
    """Ask for the floor: what for, and, now or later, on what."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(title=visit.say("ask-title")[:45], timeout=None)
        self.kind: ui.Select[Any] = ui.Select(
            custom_id="kind",
            options=[
                discord.SelectOption(
                    label=visit.say(f"kind-{kind}")[:100],
                    value=kind.value,
                    description=visit.say(f"kind-{kind}-help")[:100],
                    default=kind is Kind.STATEMENT,
                )
                for kind in OFFERED
            ],
        )
        self.note: ui.TextInput[Any] = ui.TextInput(
            custom_id="note", required=False, max_length=NOTE_LENGTH
        )
        self.add_item(ui.Label(text=visit.say("ask-kind")[:45], component=self.kind))
        self.add_item(
            ui.Label(
                text=visit.say("ask-note")[:45],
                description=visit.say("ask-note-help")[:100],
                component=self.note,
            )
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        visit = Visit.here(interaction)
        kind = Kind(self.kind.values[0] if self.kind.values else Kind.STATEMENT)
        await ask(visit, kind, self.note.value)


async def ask(visit: Visit, kind: Kind, note: str | None) -> None:
    """Raise a hand, and say where that leaves this person."""
    words = Words(note) if note and note.strip() else None
    change = await visit.give(c.Ask(visit.person, kind, words))
    if change is None:
        return
    floor = change.after.floor
    if floor is not None and floor.person == visit.person and floor.kind is kind:
        await visit.conclude("you-have-the-floor")
        return
    request = change.after.requests_of(visit.person)[-1]
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
        self.add_item(ui.Label(text=visit.say("ask-note")[:45], component=self.note))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        visit = Visit.here(interaction)
        change = await visit.give(c.SetNote(visit.person, self.request, Words(self.note.value)))
        if change is not None:
            await visit.answer("noted")


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
        self.add_item(ui.Label(text=visit.say("ruling-note")[:45], component=self.note))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        visit = Visit.here(interaction)
        note = Words(self.note.value) if self.note.value.strip() else None
        await visit.carry_out(c.RulePoint(visit.person, self.sustained, note, self.turn))


class ItemModal(SafeModal):
    """Write an agenda item, or rewrite one: a title and a question in each language, and its time."""

    def __init__(self, visit: Visit, languages: tuple[str, ...], item: AgendaItem | None) -> None:
        title = visit.say("item-add-title" if item is None else "item-edit-title")
        super().__init__(title=title[:45], timeout=None)
        self.languages = languages[:2]  # a modal has room for five fields
        self.item = item
        self.fields: dict[str, ui.TextInput[Any]] = {}
        for code in self.languages:
            self._field(
                f"title_{code}",
                visit.say("item-title", language=language_name(code)),
                "" if item is None else item.title.into(code),
                TITLE_LENGTH,
            )
        for code in self.languages:
            self._field(
                f"question_{code}",
                visit.say("item-question", language=language_name(code)),
                "" if item is None else item.question.into(code),
                QUESTION_LENGTH,
                discord.TextStyle.paragraph,
            )
        budget = "15" if item is None else str(item.budget // MINUTE)
        self._field("minutes", visit.say("item-minutes"), budget, 4)

    def _field(
        self,
        key: str,
        label: str,
        before: str,
        most: int,
        style: discord.TextStyle = discord.TextStyle.short,
    ) -> None:
        field: ui.TextInput[Any] = ui.TextInput(
            custom_id=key,
            style=style,
            max_length=most,
            default=before[:most] or None,
            # The second language may be left empty: the first then stands for both.
            required=key == "minutes" or key.endswith(f"_{self.languages[0]}"),
        )
        self.fields[key] = field
        self.add_item(ui.Label(text=label[:45], component=field))

    def _texts(self, name: str) -> Localized:
        first = self.fields[f"{name}_{self.languages[0]}"].value
        return Localized(
            tuple(
                (code, self.fields[f"{name}_{code}"].value.strip() or first)
                for code in self.languages
            )
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        visit = Visit.here(interaction)
        minutes = self.fields["minutes"].value.strip()
        if not (minutes.isascii() and minutes.isdecimal()):
            await visit.refuse(refuse(Code.BAD_BUDGET))
            return
        budget = int(minutes) * MINUTE
        title, question = self._texts("title"), self._texts("question")
        command: c.Command
        if self.item is None:
            key = new_key(visit)
            command = c.AddItem(visit.person, AgendaItem(key, title, question, budget))
        else:
            command = c.EditItem(visit.person, self.item.key, title, question, budget)
        change = await visit.give(command)
        if change is not None:
            await visit.answer("item-added" if self.item is None else "item-edited")


def new_key(visit: Visit) -> str:
    """A key for an item that was typed in: short, and not taken."""
    taken = {item.key for item in visit.meeting.agenda} if visit.meeting else set()
    return next(key for n in range(1, len(taken) + 2) if (key := f"added-{n}") not in taken)
