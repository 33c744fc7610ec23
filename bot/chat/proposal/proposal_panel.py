"""The panel on which co-chairs look over an agenda that was proposed from an article.

From the state to a view, for one reader; no call to Discord, no rule. Whatever an article or a person
wrote goes through `shown`. What pressing and choosing does stands in `handlers.proposal`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.chat.framework.components import CardSelect, in_box
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.private_buttons import button
from bot.chat.framework.wording import (
    mention,
    paragraphs_named,
    quoted,
    shown,
    side_name,
    whole_minutes,
)
from bot.chat.proposal.proposal_forms import point_label
from bot.chat.room.card import MOST_TEXT
from bot.chat.room.card_text import article_named
from bot.procedure.authorization import may
from bot.procedure.capabilities import Action
from bot.procedure.proposal.proposal_values import ArticleSource, Origin, Proposal, ProposedPoint
from bot.procedure.state import Meeting

PAGE = 5
"""So many points are shown in full at once; all of them stand in the lists."""


@dataclass(frozen=True, slots=True)
class PanelDetail:
    """How much of a point is shown: characters of its title, its question and its excerpt (0: none), and
    whether it is said why it is suggested."""

    title: int
    question: int
    excerpt: int
    why: bool


DETAILS = (
    PanelDetail(150, 300, 220, why=True),
    PanelDetail(150, 160, 100, why=True),
    PanelDetail(150, 90, 0, why=True),
    PanelDetail(100, 0, 0, why=True),
    PanelDetail(40, 0, 0, why=False),
)
"""Tried in turn until the panel fits: it may say less, but it never fails."""


def seen_of(proposal: Proposal, number: int) -> str:
    """What an id carries: the revision in view, and the point that is chosen."""
    return f"{proposal.revision}-{number}"


def read_seen(seen: str) -> tuple[int, int]:
    """The revision and the point of an id; 0 where it has none."""
    revision, _, number = seen.partition("-")
    return _number(revision), _number(number)


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() else 0


def chosen_point(proposal: Proposal, number: int) -> ProposedPoint:
    """The point that is meant, or the first one."""
    return proposal.point(number) or proposal.points[0]


def panel(
    context: InteractionContext, meeting: Meeting, proposal: Proposal, number: int = 0
) -> ui.LayoutView:
    chosen = chosen_point(proposal, number)
    for detail in DETAILS:
        view = in_box(*_parts(context, meeting, proposal, chosen, detail))
        if view.content_length() <= MOST_TEXT:
            break
    return view


def _parts(
    context: InteractionContext,
    meeting: Meeting,
    proposal: Proposal,
    chosen: ProposedPoint,
    detail: PanelDetail,
) -> Iterator[ui.Item[Any]]:
    yield ui.TextDisplay("\n".join(_heading(context, meeting, proposal)))
    first = proposal.points.index(chosen) // PAGE * PAGE
    for place, point in enumerate(proposal.points[first : first + PAGE], first + 1):
        lines = _point(context, point, place, point is chosen, detail)
        yield ui.TextDisplay("\n".join(lines))
    for each in _lists(context, meeting, proposal, chosen):
        yield ui.ActionRow(each)
    for row in _rows(context, meeting, proposal, chosen, first):
        yield ui.ActionRow(*row)


# What it says --------------------------------------------------------------------------------------


def _heading(context: InteractionContext, meeting: Meeting, proposal: Proposal) -> Iterator[str]:
    yield f"**{context.say('review-heading')}**"
    yield _from(context, proposal.source)
    yield context.say(
        "review-ticked",
        ticked=len(proposal.ticked),
        count=len(proposal.points),
        minutes=whole_minutes(sum(point.budget for point in proposal.ticked)),
    )
    if proposal.agreed:
        yield context.say("review-agreed", people=", ".join(map(mention, sorted(proposal.agreed))))
    missing = ", ".join(
        side_name(meeting, side.key, context.language)
        for side in meeting.sides
        if not any(
            seat.side == side.key and seat.person in proposal.agreed for seat in meeting.co_chairs()
        )
    )
    yield context.say("review-missing", sides=missing)
    yield f"-# {context.say('review-how')}"


def _from(context: InteractionContext, source: ArticleSource) -> str:
    named = article_named(source, 100)
    where = (
        "" if source.origin is Origin.PASTED or source.title is None else shown(source.where, 100)
    )
    if named is None:
        return context.say("review-pasted")
    text = context.say("review-from", article=named)
    return f"{text} ({where})" if where else text


def _point(
    context: InteractionContext, point: ProposedPoint, place: int, chosen: bool, detail: PanelDetail
) -> Iterator[str]:
    mark = "☑" if point.ticked else "☐"
    title = shown(point.title.into(context.language), detail.title)
    yield f"{mark} **{place}. {title}**" + (" ◀" if chosen else "")
    if detail.question:
        yield f"*{shown(point.question.into(context.language), detail.question)}*"
    facts = [
        paragraphs_named(point.paragraphs),
        context.say("card-budget", minutes=whole_minutes(point.budget)),
    ]
    if point.stage is not None:
        facts.append(context.say(f"stage-{point.stage}"))
    yield "-# " + " | ".join(filter(None, facts))
    text = point.excerpt.text
    if detail.excerpt and text:
        yield f"-# {quoted(shown(text, detail.excerpt))}"
    if detail.why:
        why = context.services.proposer.reasons(point.why, context.language)
        yield "-# " + context.say("review-why", strength=point.strength, why=why)


# What can be chosen and pressed --------------------------------------------------------------------


def _options(
    context: InteractionContext, proposal: Proposal, chosen: Collection[ProposedPoint]
) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=point_label(point, place, context.language),
            value=str(point.number),
            default=point in chosen,
        )
        for place, point in enumerate(proposal.points, 1)
    ]


def _lists(
    context: InteractionContext, meeting: Meeting, proposal: Proposal, chosen: ProposedPoint
) -> Iterator[CardSelect]:
    """Which points are ticked, and which of them the buttons are for."""
    for act, hint, chosen_now in (
        ("review-tick", "review-tick-hint", proposal.ticked),
        ("review-choose", "review-choose-hint", (chosen,)),
    ):
        yield CardSelect.make(
            act,
            meeting,
            hint=context.say(hint),
            options=_options(context, proposal, chosen_now),
            seen=seen_of(proposal, chosen.number),
            any_number=act == "review-tick",
        )


def _rows(
    context: InteractionContext,
    meeting: Meeting,
    proposal: Proposal,
    chosen: ProposedPoint,
    first: int,
) -> Iterator[list[ui.Item[Any]]]:
    seen = seen_of(proposal, chosen.number)
    pages = [
        button(
            context,
            "review-page",
            seen=seen_of(proposal, proposal.points[start].number),
            label=context.say("review-points", first=start + 1, last=end),
        )
        for start, end in _pages(proposal)
        if start != first
    ]
    if pages:
        yield [*pages[:5]]
    yield [
        button(context, "review-reword", "primary", seen),
        button(context, "review-time", seen=seen),
        button(context, "review-up", seen=seen),
        button(context, "review-down", seen=seen),
    ]
    last = [
        button(context, "review-merge", seen=seen),
        button(context, "review-split", seen=seen),
        button(context, "review-drop", "danger", seen),
    ]
    if may(meeting, Action.AGREE_TO_AGENDA, context.person):
        last.insert(0, button(context, "review-agree", "success", seen))
    yield [*last]


def _pages(proposal: Proposal) -> Iterator[tuple[int, int]]:
    """Where each page begins, counted from 0, and ends, counted from 1."""
    count = len(proposal.points)
    for start in range(0, count, PAGE):
        yield start, min(start + PAGE, count)
