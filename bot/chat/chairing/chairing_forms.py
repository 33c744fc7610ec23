"""The forms of those who chair: an agenda item, its time, a caucus, a date."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
from discord import ui

from bot.chat.framework.forms import Filled, Form, field, item_sign, signed_item
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.wording import language_name
from bot.procedure import commands as c
from bot.procedure.agenda.agenda_rules import QUESTION_LENGTH, TITLE_LENGTH
from bot.procedure.agenda.agenda_values import AgendaItem, ItemKey
from bot.procedure.meeting.caucus_rules import LONGEST_CAUCUS, SHORTEST_CAUCUS
from bot.procedure.meeting.deadlines import LONGEST_PHASE
from bot.procedure.refusals import Code, refuse
from bot.procedure.state import Meeting
from bot.procedure.values import DAY, MINUTE, Localized

HOUR = 60 * MINUTE


class _NumberModal(Form):
    """A form that asks for one whole number."""

    def __init__(
        self,
        context: InteractionContext,
        form: str,
        words: tuple[str, str],
        default: int,
        seen: str = "",
    ) -> None:
        title, label = words
        super().__init__(context, form, context.say(title), seen)
        number: ui.TextInput[Any] = ui.TextInput(
            custom_id="number", max_length=4, default=str(default)
        )
        self.add_item(field(context, label, number))


class CaucusModal(_NumberModal):
    """For how many minutes the sides withdraw."""

    def __init__(self, context: InteractionContext) -> None:
        super().__init__(context, "caucus", ("caucus-title", "caucus-minutes"), 15)
        self.add_item(ui.TextDisplay(context.say("caucus-what")))


async def caucus_sent(context: InteractionContext, filled: Filled) -> None:
    length = filled.number("number")
    if length is None:
        least, most = SHORTEST_CAUCUS // MINUTE, LONGEST_CAUCUS // MINUTE
        await context.refuse(refuse(Code.BAD_CAUCUS, least=least, most=most))
    else:
        await context.carry_out(c.BeginCaucus(context.person, length * MINUTE))


class ItemTimeModal(_NumberModal):
    """How much more time an item has; it was this one that was open when the form was."""

    def __init__(self, context: InteractionContext, item: ItemKey) -> None:
        words = ("item-time-title", "item-time-minutes")
        super().__init__(context, "item-time", words, 10, item_sign(item))


async def item_time_sent(context: InteractionContext, filled: Filled) -> None:
    number = filled.number("number")
    item = None if context.meeting is None else signed_item(context.meeting, context.seen)
    if number is None:
        await context.refuse(refuse(Code.BAD_BUDGET))
    else:
        key = "" if item is None else item.key
        await context.carry_out(c.ExtendItem(context.person, number * MINUTE, key))


class DateModal(_NumberModal):
    """In how many hours from now the phase ends."""

    def __init__(self, context: InteractionContext) -> None:
        super().__init__(context, "date", ("date-title", "date-hours"), 48)


async def date_sent(context: InteractionContext, filled: Filled) -> None:
    number = filled.number("number")
    if number is None or context.runner is None:
        await context.refuse(refuse(Code.BAD_DATE, most=LONGEST_PHASE // DAY))
    else:
        until = context.runner.now() + number * HOUR
        await context.carry_out(c.SetPhaseEnd(context.person, until))


class ItemModal(Form):
    """Write an agenda item, or rewrite one: a title and a question in each language, and its time."""

    def __init__(
        self, context: InteractionContext, languages: tuple[str, ...], item: AgendaItem | None
    ) -> None:
        title = context.say("item-add-title" if item is None else "item-edit-title")
        super().__init__(context, "item", title, "" if item is None else item_sign(item.key))
        self.languages = languages[:2]  # a modal has room for five fields
        for code in self.languages:
            self._field(
                f"title_{code}",
                context.say("item-title", language=language_name(code)),
                "" if item is None else item.title.into(code),
                TITLE_LENGTH,
            )
        for code in self.languages:
            self._field(
                f"question_{code}",
                context.say("item-question", language=language_name(code)),
                "" if item is None else item.question.into(code),
                QUESTION_LENGTH,
                discord.TextStyle.paragraph,
            )
        budget = "15" if item is None else str(item.budget // MINUTE)
        self._field("minutes", context.say("item-minutes"), budget, 4)

    def _field(
        self,
        key: str,
        label: str,
        before: str,
        most: int,
        style: discord.TextStyle = discord.TextStyle.short,
    ) -> None:
        typed: ui.TextInput[Any] = ui.TextInput(
            custom_id=key,
            style=style,
            max_length=most,
            default=before[:most] or None,
            # The second language may be left empty: the first then stands for both.
            required=key == "minutes" or key.endswith(f"_{self.languages[0]}"),
        )
        self.add_item(ui.Label(text=label[:45], component=typed))


async def item_sent(context: InteractionContext, filled: Filled) -> None:
    meeting = context.meeting
    if meeting is None:
        await context.refuse(refuse(Code.NOT_CONVENED))
        return
    item = signed_item(meeting, context.seen)
    minutes = filled.number("minutes")
    if context.seen and item is None:
        await context.refuse(refuse(Code.UNKNOWN_ITEM, item=""))
        return
    if minutes is None:
        await context.refuse(refuse(Code.BAD_BUDGET))
        return
    title, question = (_texts(meeting, filled, name) for name in ("title", "question"))
    change = await context.give(item_command(context, item, title, question, minutes * MINUTE))
    if change is not None:
        await context.answer("item-added" if item is None else "item-edited")


def _texts(meeting: Meeting, filled: Filled, name: str) -> Localized:
    languages = meeting.dialogue.languages[:2]
    first = filled.text(f"{name}_{languages[0]}")
    return Localized(tuple((code, filled.text(f"{name}_{code}") or first) for code in languages))


def item_command(
    context: InteractionContext,
    item: AgendaItem | None,
    title: Localized,
    question: Localized,
    budget: int,
) -> c.Command:
    """What adds this item, or changes it."""
    if item is None:
        return c.AddItem(context.person, AgendaItem(new_key(context), title, question, budget))
    return c.EditItem(context.person, item.key, title, question, budget)


def new_key(context: InteractionContext) -> str:
    """A key for an item that was typed in: short, and not taken."""
    taken = {item.key for item in context.meeting.agenda} if context.meeting else set()
    return next(key for n in range(1, len(taken) + 2) if (key := f"added-{n}") not in taken)


SENT: Mapping[str, Callable[[InteractionContext, Filled], Awaitable[None]]] = {
    "caucus": caucus_sent,
    "item-time": item_time_sent,
    "date": date_sent,
    "item": item_sent,
}
