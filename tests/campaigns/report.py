"""The table that a campaign ends with: what was tried, how often, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.campaigns.judge import ASKED, Question
from tests.campaigns.running import Outcome

SHOWN = 5
"""How many findings of a kind are told in full."""


def table(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """A row for each campaign."""
    outcomes = list(outcomes)
    heads = ["kind", "tried", "messages", *Question]
    rows = [heads]
    for one in outcomes:
        counts = [str(one.count(question) or "-") for question in Question]
        rows.append([one.kind, str(one.tried.total()), str(one.messages), *counts])
    widths = [max(len(row[place]) for row in rows) for place in range(len(heads))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def legend() -> Iterator[str]:
    """What the columns of the table are."""
    for question, what in ASKED.items():
        yield f"{question}: {what}"


def in_full(outcome: Outcome) -> Iterator[str]:
    """What was tried in one campaign, how often, and the first findings of each question."""
    for what, often in sorted(outcome.tried.items()):
        yield f"{often:5} {what}"
    for question in Question:
        found = [each.about for each in outcome.findings if each.question is question]
        for about in found[:SHOWN]:
            yield f"      {question}: {about}"
        if len(found) > SHOWN:
            yield f"      {question}: and {len(found) - SHOWN} more"
