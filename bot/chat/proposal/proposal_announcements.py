"""How the room is told of an agenda that is proposed from an article. Part of `sayings`.

Until both sides have agreed the room learns that something awaits its co-chairs, and not what.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.chat.framework.wording import mention
from bot.chat.room.announcement_texts import Announced
from bot.chat.room.card_text import article_named, inline
from bot.procedure import events as e


def _proposed(told: Announced, event: e.ProposalMade) -> str:
    """That there is something to look over, and nothing of what it says."""
    people = ", ".join(mention(seat.person) for seat in told.after.co_chairs())
    if not people:
        return told.voice.block("told-proposal-made-none")
    return told.voice.block("told-proposal-made", people=people)


def _agreed(told: Announced, event: e.ProposalAgreed) -> str | None:
    if told.after.drawing.proposal is None:
        return None  # it was the last word that was missing
    return told.voice.block("told-proposal-agreed", person=mention(event.person))


def _adopted(told: Announced, event: e.ProposalAdopted) -> str:
    article = article_named(event.source, 150) or ""
    count = len(event.items)
    lines = [told.voice.block("told-proposal-adopted", count=count)]
    if article:
        lines.append(f"-# {article}")
    for number, item in enumerate(told.after.agenda, 1):
        if item.key in event.items:
            lines.append(f"{number}. {inline(item.title, told.voice)}")
    return "\n".join(lines)


def _dropped(told: Announced, event: e.ProposalDropped) -> str:
    return told.voice.block("told-proposal-dropped")


PROPOSAL_SAYINGS: Mapping[type[Any], Callable[[Announced, Any], str | None]] = {
    e.ProposalMade: _proposed,
    e.ProposalAgreed: _agreed,
    e.ProposalAdopted: _adopted,
    e.ProposalDropped: _dropped,
}
