"""The forms of an agenda that is proposed from an article: giving the article, and changing a point.

Each carries the revision and the point that were in view when it was opened. What is filled in goes to
`handlers.proposal`; no rule stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.chat.framework.forms import Filled, Form, field
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.wording import language_name, whole_minutes
from bot.procedure import commands as c
from bot.procedure.agenda.agenda_rules import QUESTION_LENGTH, TITLE_LENGTH
from bot.procedure.proposal.proposal_rules import MOST_PROPOSED, STAGES
from bot.procedure.proposal.proposal_values import Proposal, ProposedPoint
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting
from bot.procedure.values import MINUTE, Localized, visible

LONGEST_PASTED = 4000
"""What a field of a form holds."""
NO_STAGE = "none"


def point_label(point: ProposedPoint, place: int, language: str) -> str:
    """A point in a list; Discord shows what stands there as plain text."""
    return f"{place}. {visible(point.title.into(language))}"[:100]


class ArticleModal(Form):
    """Give an article: a file, an address, or its text."""

    def __init__(self, context: InteractionContext) -> None:
        super().__init__(context, "article", context.say("propose-title"))
        file: ui.FileUpload[Any] = ui.FileUpload(
            custom_id="file", required=False, min_values=0, max_values=1
        )
        address: ui.TextInput[Any] = ui.TextInput(
            custom_id="address", required=False, max_length=1000
        )
        text: ui.TextInput[Any] = ui.TextInput(
            custom_id="text",
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=LONGEST_PASTED,
        )
        self.add_item(field(context, "propose-file", file, helped=True))
        self.add_item(field(context, "propose-address", address, helped=True))
        self.add_item(field(context, "propose-text", text, helped=True))


class _PointForm(Form):
    """A form about one point of a proposal."""

    def __init__(
        self,
        context: InteractionContext,
        form: str,
        title: str,
        proposal: Proposal,
        point: ProposedPoint,
    ) -> None:
        super().__init__(context, form, context.say(title), f"{proposal.revision}-{point.number}")


class RewordModal(_PointForm):
    """Another title and question, in as many of the dialogue's languages as there is room for."""

    def __init__(
        self,
        context: InteractionContext,
        proposal: Proposal,
        point: ProposedPoint,
        languages: Sequence[str],
    ) -> None:
        super().__init__(context, "reword", "button-review-reword", proposal, point)
        self.languages = tuple(languages[:2])
        for name, most in (("title", TITLE_LENGTH), ("question", QUESTION_LENGTH)):
            before: Localized = point.title if name == "title" else point.question
            for code in self.languages:
                self._field(context, name, code, self._before(before, code), most)

    def _before(self, text: Localized, code: str) -> str:
        """What stands there in this language; a text in none of these stands in the first field."""
        strange = not set(text.languages) & set(self.languages)
        if code in text.languages or (strange and code == self.languages[0]):
            return text.into(code)
        return ""

    def _field(
        self, context: InteractionContext, name: str, code: str, before: str, most: int
    ) -> None:
        long = discord.TextStyle.paragraph if name == "question" else discord.TextStyle.short
        made: ui.TextInput[Any] = ui.TextInput(
            custom_id=f"{name}_{code}",
            style=long,
            max_length=most,
            required=False,  # one language is enough, and it may be either
            default=before[:most] or None,
        )
        label = context.say(f"item-{name}", language=language_name(code))
        self.add_item(ui.Label(text=label[:45], component=made))


def reword_filled(
    context: InteractionContext,
    meeting: Meeting,
    proposal: Proposal,
    point: ProposedPoint,
    filled: Filled,
) -> c.Command:
    languages = meeting.dialogue.languages[:2]

    def texts(name: str) -> Localized:
        typed = [(code, filled.text(f"{name}_{code}")) for code in languages]
        return Localized(tuple(each for each in typed if each[1]) or (typed[0],))

    return c.RewordPoint(
        context.person,
        proposal.revision,
        point.number,
        texts("title"),
        texts("question"),
        point.budget,
        point.stage,
    )


class TimeModal(_PointForm):
    """How much time a point has, and which stage it belongs to."""

    def __init__(
        self, context: InteractionContext, proposal: Proposal, point: ProposedPoint
    ) -> None:
        super().__init__(context, "time", "button-review-time", proposal, point)
        minutes: ui.TextInput[Any] = ui.TextInput(
            custom_id="minutes", max_length=4, default=str(whole_minutes(point.budget))
        )
        stages = [(NO_STAGE, context.say("stage-none"))]
        stages += [(str(stage), context.say(f"stage-{stage}")) for stage in STAGES]
        now = NO_STAGE if point.stage is None else str(point.stage)
        stage: ui.Select[Any] = ui.Select(
            custom_id="stage",
            options=[
                discord.SelectOption(label=label[:100], value=value, default=value == now)
                for value, label in stages
            ],
        )
        self.add_item(field(context, "item-minutes", minutes))
        self.add_item(field(context, "review-stage", stage))


def time_filled(
    context: InteractionContext,
    meeting: Meeting,
    proposal: Proposal,
    point: ProposedPoint,
    filled: Filled,
) -> c.Command | Refusal | None:
    minutes, stages = filled.number("minutes"), {NO_STAGE: None} | {str(n): n for n in STAGES}
    chosen = (*filled.chosen("stage"), NO_STAGE)[0]
    if minutes is None:
        return refuse(Code.BAD_BUDGET)
    if chosen not in stages:
        return None
    return c.RewordPoint(
        context.person,
        proposal.revision,
        point.number,
        point.title,
        point.question,
        minutes * MINUTE,
        stages[chosen],
    )


class MergeModal(_PointForm):
    """Which points this one takes in."""

    def __init__(
        self, context: InteractionContext, proposal: Proposal, point: ProposedPoint
    ) -> None:
        super().__init__(context, "merge", "button-review-merge", proposal, point)
        others = [
            discord.SelectOption(
                label=point_label(other, place, context.language), value=str(other.number)
            )
            for place, other in enumerate(proposal.points, 1)
            if other is not point
        ]
        chosen: ui.Select[Any] = ui.Select(
            custom_id="others", options=others, min_values=1, max_values=len(others)
        )
        self.add_item(field(context, "review-merge-with", chosen, helped=True))


def merge_filled(
    context: InteractionContext,
    meeting: Meeting,
    proposal: Proposal,
    point: ProposedPoint,
    filled: Filled,
) -> c.Command | None:
    others = filled.numbers("others")
    if others is None:
        return None
    return c.MergePoints(context.person, proposal.revision, frozenset({point.number, *others}))


class SplitModal(_PointForm):
    """What the second half is called and asks, and which paragraphs go with it."""

    def __init__(
        self, context: InteractionContext, proposal: Proposal, point: ProposedPoint, language: str
    ) -> None:
        super().__init__(context, "split", "button-review-split", proposal, point)
        words: ui.TextInput[Any] = ui.TextInput(custom_id="title", max_length=TITLE_LENGTH)
        question: ui.TextInput[Any] = ui.TextInput(
            custom_id="question",
            style=discord.TextStyle.paragraph,
            max_length=QUESTION_LENGTH,
            default=point.question.into(language)[:QUESTION_LENGTH] or None,
        )
        self.add_item(field(context, "review-split-title", words))
        self.add_item(field(context, "review-split-question", question))
        if len(point.paragraphs) > 1:
            offered = point.paragraphs[:MOST_PROPOSED]
            paragraphs: ui.Select[Any] = ui.Select(
                custom_id="paragraphs",
                options=[discord.SelectOption(label=f"¶ {n}", value=str(n)) for n in offered],
                min_values=0,
                max_values=len(offered),
                required=False,
            )
            self.add_item(field(context, "review-split-paragraphs", paragraphs, helped=True))


def split_filled(
    context: InteractionContext,
    meeting: Meeting,
    proposal: Proposal,
    point: ProposedPoint,
    filled: Filled,
) -> c.Command | None:
    paragraphs, language = filled.numbers("paragraphs"), point.title.languages[0]
    if paragraphs is None:
        return None
    return c.SplitPoint(
        context.person,
        proposal.revision,
        point.number,
        Localized(((language, filled.text("title")),)),
        Localized(((language, filled.text("question")),)),
        paragraphs,
    )


FillPoint = Callable[
    [InteractionContext, Meeting, Proposal, ProposedPoint, Filled], c.Command | Refusal | None
]
"""The command that a form about a point makes; None where something was chosen that was not offered."""

OF_A_POINT: Mapping[str, FillPoint] = {
    "reword": reword_filled,
    "time": time_filled,
    "merge": merge_filled,
    "split": split_filled,
}
