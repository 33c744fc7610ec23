"""The panel on which co-chairs look over an agenda that was proposed from an article.

From the state to a view, for one reader; no call to Discord, no rule. Whatever an article or a person
wrote goes through `shown`. What pressing and choosing does stands in `acts.proposal`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.chat.framework.components import CardSelect, in_box
from bot.chat.framework.interaction_context import Visit
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
class Detail:
    """How much of a point is shown: characters of its title, its question and its excerpt (0: none), and
    whether it is said why it is suggested."""

    title: int
    question: int
    excerpt: int
    why: bool


DETAILS = (
    Detail(150, 300, 220, why=True),
    Detail(150, 160, 100, why=True),
    Detail(150, 90, 0, why=True),
    Detail(100, 0, 0, why=True),
    Detail(40, 0, 0, why=False),
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


def panel(visit: Visit, meeting: Meeting, proposal: Proposal, number: int = 0) -> ui.LayoutView:
    chosen = chosen_point(proposal, number)
    for detail in DETAILS:
        view = in_box(*_parts(visit, meeting, proposal, chosen, detail))
        if view.content_length() <= MOST_TEXT:
            break
    return view


def _parts(
    visit: Visit,
    meeting: Meeting,
    proposal: Proposal,
    chosen: ProposedPoint,
    detail: Detail,
) -> Iterator[ui.Item[Any]]:
    yield ui.TextDisplay("\n".join(_heading(visit, meeting, proposal)))
    first = proposal.points.index(chosen) // PAGE * PAGE
    for place, point in enumerate(proposal.points[first : first + PAGE], first + 1):
        lines = _point(visit, point, place, point is chosen, detail)
        yield ui.TextDisplay("\n".join(lines))
    for each in _lists(visit, meeting, proposal, chosen):
        yield ui.ActionRow(each)
    for row in _rows(visit, meeting, proposal, chosen, first):
        yield ui.ActionRow(*row)


# What it says --------------------------------------------------------------------------------------


def _heading(visit: Visit, meeting: Meeting, proposal: Proposal) -> Iterator[str]:
    yield f"**{visit.say('review-heading')}**"
    yield _from(visit, proposal.source)
    yield visit.say(
        "review-ticked",
        ticked=len(proposal.ticked),
        count=len(proposal.points),
        minutes=whole_minutes(sum(point.budget for point in proposal.ticked)),
    )
    if proposal.agreed:
        yield visit.say("review-agreed", people=", ".join(map(mention, sorted(proposal.agreed))))
    missing = ", ".join(
        side_name(meeting, side.key, visit.language)
        for side in meeting.sides
        if not any(
            seat.side == side.key and seat.person in proposal.agreed for seat in meeting.co_chairs()
        )
    )
    yield visit.say("review-missing", sides=missing)
    yield f"-# {visit.say('review-how')}"


def _from(visit: Visit, source: ArticleSource) -> str:
    named = article_named(source, 100)
    where = (
        "" if source.origin is Origin.PASTED or source.title is None else shown(source.where, 100)
    )
    if named is None:
        return visit.say("review-pasted")
    text = visit.say("review-from", article=named)
    return f"{text} ({where})" if where else text


def _point(
    visit: Visit, point: ProposedPoint, place: int, chosen: bool, detail: Detail
) -> Iterator[str]:
    mark = "☑" if point.ticked else "☐"
    title = shown(point.title.into(visit.language), detail.title)
    yield f"{mark} **{place}. {title}**" + (" ◀" if chosen else "")
    if detail.question:
        yield f"*{shown(point.question.into(visit.language), detail.question)}*"
    facts = [
        paragraphs_named(point.paragraphs),
        visit.say("card-budget", minutes=whole_minutes(point.budget)),
    ]
    if point.stage is not None:
        facts.append(visit.say(f"stage-{point.stage}"))
    yield "-# " + " | ".join(filter(None, facts))
    text = point.excerpt.text
    if detail.excerpt and text:
        yield f"-# {quoted(shown(text, detail.excerpt))}"
    if detail.why:
        why = visit.desk.proposer.reasons(point.why, visit.language)
        yield "-# " + visit.say("review-why", strength=point.strength, why=why)


# What can be chosen and pressed --------------------------------------------------------------------


def _options(
    visit: Visit, proposal: Proposal, chosen: Collection[ProposedPoint]
) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=point_label(point, place, visit.language),
            value=str(point.number),
            default=point in chosen,
        )
        for place, point in enumerate(proposal.points, 1)
    ]


def _lists(
    visit: Visit, meeting: Meeting, proposal: Proposal, chosen: ProposedPoint
) -> Iterator[CardSelect]:
    """Which points are ticked, and which of them the buttons are for."""
    for act, hint, chosen_now in (
        ("review-tick", "review-tick-hint", proposal.ticked),
        ("review-choose", "review-choose-hint", (chosen,)),
    ):
        yield CardSelect.make(
            act,
            meeting,
            hint=visit.say(hint),
            options=_options(visit, proposal, chosen_now),
            seen=seen_of(proposal, chosen.number),
            any_number=act == "review-tick",
        )


def _rows(
    visit: Visit, meeting: Meeting, proposal: Proposal, chosen: ProposedPoint, first: int
) -> Iterator[list[ui.Item[Any]]]:
    seen = seen_of(proposal, chosen.number)
    pages = [
        button(
            visit,
            "review-page",
            seen=seen_of(proposal, proposal.points[start].number),
            label=visit.say("review-points", first=start + 1, last=end),
        )
        for start, end in _pages(proposal)
        if start != first
    ]
    if pages:
        yield [*pages[:5]]
    yield [
        button(visit, "review-reword", "primary", seen),
        button(visit, "review-time", seen=seen),
        button(visit, "review-up", seen=seen),
        button(visit, "review-down", seen=seen),
    ]
    last = [
        button(visit, "review-merge", seen=seen),
        button(visit, "review-split", seen=seen),
        button(visit, "review-drop", "danger", seen),
    ]
    if may(meeting, Action.AGREE_TO_AGENDA, visit.person):
        last.insert(0, button(visit, "review-agree", "success", seen))
    yield [*last]


def _pages(proposal: Proposal) -> Iterator[tuple[int, int]]:
    """Where each page begins, counted from 0, and ends, counted from 1."""
    count = len(proposal.points)
    for start in range(0, count, PAGE):
        yield start, min(start + PAGE, count)
