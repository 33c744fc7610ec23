"""The forms of an agenda that is proposed from an article: giving the article, and changing a point.

Each carries the revision that was in view when it was opened. What is filled in goes to `acts.proposal`
or to the lane; no rule stands here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord
from discord import ui

from bot.chat.modals import field
from bot.chat.safety import SafeModal
from bot.chat.visit import Visit
from bot.chat.wording import language_name, whole_minutes
from bot.procedure import commands as c
from bot.procedure.decide.agenda import QUESTION_LENGTH, TITLE_LENGTH
from bot.procedure.decide.proposal import MOST_PROPOSED, STAGES
from bot.procedure.proposal import Proposal, ProposedPoint
from bot.procedure.refusals import Code, refuse
from bot.procedure.values import MINUTE, Localized, visible

LONGEST_PASTED = 4000
"""What a field of a form holds."""
NO_STAGE = "none"

Take = Callable[[Visit, discord.Attachment | None, str | None, str | None], Awaitable[None]]
Change = Callable[[Visit, c.Command, int], Awaitable[None]]
"""Give this to the meeting, and show the panel with the point of this number chosen."""


def point_label(point: ProposedPoint, place: int, language: str) -> str:
    """A point in a list; Discord shows what stands there as plain text."""
    return f"{place}. {visible(point.title.into(language))}"[:100]


class ArticleModal(SafeModal):
    """Give an article: a file, an address, or its text."""

    def __init__(self, visit: Visit, take: Take) -> None:
        super().__init__(title=visit.say("propose-title")[:45], timeout=None)
        self.take = take
        self.file: ui.FileUpload[Any] = ui.FileUpload(
            custom_id="file", required=False, min_values=0, max_values=1
        )
        self.address: ui.TextInput[Any] = ui.TextInput(
            custom_id="address", required=False, max_length=1000
        )
        self.text: ui.TextInput[Any] = ui.TextInput(
            custom_id="text",
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=LONGEST_PASTED,
        )
        self.add_item(field(visit, "propose-file", self.file, helped=True))
        self.add_item(field(visit, "propose-address", self.address, helped=True))
        self.add_item(field(visit, "propose-text", self.text, helped=True))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        file = self.file.values[0] if self.file.values else None
        await self.take(Visit.here(interaction), file, self.address.value, self.text.value)


class _PointModal(SafeModal):
    """A form about one point of a proposal."""

    def __init__(
        self, visit: Visit, title: str, proposal: Proposal, point: ProposedPoint, change: Change
    ) -> None:
        super().__init__(title=visit.say(title)[:45], timeout=None)
        self.revision = proposal.revision
        self.point = point
        self.change = change

    async def give(self, interaction: discord.Interaction[Any], command: c.Command) -> None:
        await self.change(Visit.here(interaction), command, self.point.number)


class RewordModal(_PointModal):
    """Another title and question, in as many of the dialogue's languages as there is room for."""

    def __init__(
        self,
        visit: Visit,
        proposal: Proposal,
        point: ProposedPoint,
        change: Change,
        languages: Sequence[str],
    ) -> None:
        super().__init__(visit, "button-review-reword", proposal, point, change)
        self.languages = tuple(languages[:2])
        self.fields: dict[str, ui.TextInput[Any]] = {}
        for name, most in (("title", TITLE_LENGTH), ("question", QUESTION_LENGTH)):
            before: Localized = point.title if name == "title" else point.question
            for code in self.languages:
                self._field(visit, name, code, self._before(before, code), most)

    def _before(self, text: Localized, code: str) -> str:
        """What stands there in this language; a text in none of these stands in the first field."""
        strange = not set(text.languages) & set(self.languages)
        if code in text.languages or (strange and code == self.languages[0]):
            return text.into(code)
        return ""

    def _field(self, visit: Visit, name: str, code: str, before: str, most: int) -> None:
        long = discord.TextStyle.paragraph if name == "question" else discord.TextStyle.short
        made: ui.TextInput[Any] = ui.TextInput(
            custom_id=f"{name}_{code}",
            style=long,
            max_length=most,
            required=False,  # one language is enough, and it may be either
            default=before[:most] or None,
        )
        self.fields[f"{name}_{code}"] = made
        label = visit.say(f"item-{name}", language=language_name(code))
        self.add_item(ui.Label(text=label[:45], component=made))

    def _texts(self, name: str) -> Localized:
        typed = [(code, self.fields[f"{name}_{code}"].value.strip()) for code in self.languages]
        return Localized(tuple(each for each in typed if each[1]) or (typed[0],))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        by, point = str(interaction.user.id), self.point
        title, question = self._texts("title"), self._texts("question")
        await self.give(
            interaction,
            c.RewordPoint(
                by, self.revision, point.number, title, question, point.budget, point.stage
            ),
        )


class TimeModal(_PointModal):
    """How much time a point has, and which stage it belongs to."""

    def __init__(
        self, visit: Visit, proposal: Proposal, point: ProposedPoint, change: Change
    ) -> None:
        super().__init__(visit, "button-review-time", proposal, point, change)
        self.minutes: ui.TextInput[Any] = ui.TextInput(
            custom_id="minutes", max_length=4, default=str(whole_minutes(point.budget))
        )
        stages = [(NO_STAGE, visit.say("stage-none"))]
        stages += [(str(stage), visit.say(f"stage-{stage}")) for stage in STAGES]
        now = NO_STAGE if point.stage is None else str(point.stage)
        self.stage: ui.Select[Any] = ui.Select(
            custom_id="stage",
            options=[
                discord.SelectOption(label=label[:100], value=value, default=value == now)
                for value, label in stages
            ],
        )
        self.add_item(field(visit, "item-minutes", self.minutes))
        self.add_item(field(visit, "review-stage", self.stage))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        typed, point = self.minutes.value.strip(), self.point
        if not (typed.isascii() and typed.isdecimal()):
            await Visit.here(interaction).refuse(refuse(Code.BAD_BUDGET))
            return
        stage = self.stage.values[0] if self.stage.values else NO_STAGE
        await self.give(
            interaction,
            c.RewordPoint(
                str(interaction.user.id),
                self.revision,
                point.number,
                point.title,
                point.question,
                int(typed) * MINUTE,
                int(stage) if stage.isdecimal() else None,
            ),
        )


class MergeModal(_PointModal):
    """Which points this one takes in."""

    def __init__(
        self, visit: Visit, proposal: Proposal, point: ProposedPoint, change: Change
    ) -> None:
        super().__init__(visit, "button-review-merge", proposal, point, change)
        others = [
            discord.SelectOption(
                label=point_label(other, place, visit.language), value=str(other.number)
            )
            for place, other in enumerate(proposal.points, 1)
            if other is not point
        ]
        self.others: ui.Select[Any] = ui.Select(
            custom_id="others", options=others, min_values=1, max_values=len(others)
        )
        self.add_item(field(visit, "review-merge-with", self.others, helped=True))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        numbers = frozenset({self.point.number, *map(int, self.others.values)})
        by = str(interaction.user.id)
        await self.give(interaction, c.MergePoints(by, self.revision, numbers))


class SplitModal(_PointModal):
    """What the second half is called and asks, and which paragraphs go with it."""

    def __init__(
        self, visit: Visit, proposal: Proposal, point: ProposedPoint, change: Change, language: str
    ) -> None:
        super().__init__(visit, "button-review-split", proposal, point, change)
        self.language = language
        self.words: ui.TextInput[Any] = ui.TextInput(custom_id="title", max_length=TITLE_LENGTH)
        self.question: ui.TextInput[Any] = ui.TextInput(
            custom_id="question",
            style=discord.TextStyle.paragraph,
            max_length=QUESTION_LENGTH,
            default=point.question.into(language)[:QUESTION_LENGTH] or None,
        )
        self.paragraphs: ui.Select[Any] | None = None
        self.add_item(field(visit, "review-split-title", self.words))
        self.add_item(field(visit, "review-split-question", self.question))
        if len(point.paragraphs) > 1:
            offered = point.paragraphs[:MOST_PROPOSED]
            self.paragraphs = ui.Select(
                custom_id="paragraphs",
                options=[discord.SelectOption(label=f"¶ {n}", value=str(n)) for n in offered],
                min_values=0,
                max_values=len(offered),
                required=False,
            )
            self.add_item(field(visit, "review-split-paragraphs", self.paragraphs, helped=True))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        chosen = () if self.paragraphs is None else tuple(map(int, self.paragraphs.values))
        await self.give(
            interaction,
            c.SplitPoint(
                str(interaction.user.id),
                self.revision,
                self.point.number,
                Localized(((self.language, self.words.value.strip()),)),
                Localized(((self.language, self.question.value.strip()),)),
                chosen,
            ),
        )
