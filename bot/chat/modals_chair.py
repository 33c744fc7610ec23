"""The forms of those who chair: an agenda item, its time, a caucus, a date."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.chat.modals import field
from bot.chat.safety import SafeModal
from bot.chat.visit import Visit
from bot.chat.wording import language_name
from bot.procedure import commands as c
from bot.procedure.agenda import AgendaItem, ItemKey
from bot.procedure.decide.agenda import QUESTION_LENGTH, TITLE_LENGTH
from bot.procedure.decide.caucus import LONGEST_CAUCUS, SHORTEST_CAUCUS
from bot.procedure.decide.clock import LONGEST_PHASE
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.values import DAY, MINUTE, Localized

HOUR = 60 * MINUTE


class _NumberModal(SafeModal):
    """A form that asks for one whole number."""

    def __init__(self, visit: Visit, title: str, label: str, default: int) -> None:
        super().__init__(title=visit.say(title)[:45], timeout=None)
        self.number: ui.TextInput[Any] = ui.TextInput(
            custom_id="number", max_length=4, default=str(default)
        )
        self.add_item(field(visit, label, self.number))

    def fault(self) -> Refusal:
        """What is answered to something that is no number."""
        raise NotImplementedError

    async def given(self, visit: Visit, number: int) -> None:
        raise NotImplementedError

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        visit = Visit.here(interaction)
        typed = self.number.value.strip()
        if typed.isascii() and typed.isdecimal():
            await self.given(visit, int(typed))
        else:
            await visit.refuse(self.fault())


class CaucusModal(_NumberModal):
    """For how many minutes the sides withdraw."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit, "caucus-title", "caucus-minutes", 15)
        self.add_item(ui.TextDisplay(visit.say("caucus-what")))

    def fault(self) -> Refusal:
        least, most = SHORTEST_CAUCUS // MINUTE, LONGEST_CAUCUS // MINUTE
        return refuse(Code.BAD_CAUCUS, least=least, most=most)

    async def given(self, visit: Visit, number: int) -> None:
        await visit.carry_out(c.BeginCaucus(visit.person, number * MINUTE))


class ItemTimeModal(_NumberModal):
    """How much more time an item has; it was this one that was open when the form was."""

    def __init__(self, visit: Visit, item: ItemKey) -> None:
        super().__init__(visit, "item-time-title", "item-time-minutes", 10)
        self.item = item

    def fault(self) -> Refusal:
        return refuse(Code.BAD_BUDGET)

    async def given(self, visit: Visit, number: int) -> None:
        await visit.carry_out(c.ExtendItem(visit.person, number * MINUTE, self.item))


class DateModal(_NumberModal):
    """In how many hours from now the phase ends."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit, "date-title", "date-hours", 48)

    def fault(self) -> Refusal:
        return refuse(Code.BAD_DATE, most=LONGEST_PHASE // DAY)

    async def given(self, visit: Visit, number: int) -> None:
        assert visit.lane is not None, "the form was opened in a meeting"
        until = visit.lane.now() + number * HOUR
        await visit.carry_out(c.SetPhaseEnd(visit.person, until))


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
