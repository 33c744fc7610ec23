"""Commands about an agenda that was proposed from an article.

`revision` is the one that was in view: if the points have changed since, what was meant for them might
hit others, and is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.command import Command
from bot.procedure.proposal.proposal_values import ArticleSource, ProposedPoint
from bot.procedure.values import Localized, Milliseconds, PersonId


@dataclass(frozen=True, slots=True)
class ProposeAgenda(Command):
    """Put points before the co-chairs. They are numbered anew, from 1 in their order."""

    by: PersonId
    source: ArticleSource
    points: tuple[ProposedPoint, ...]


@dataclass(frozen=True, slots=True)
class TickPoints(Command):
    """These points are to become items, and no others."""

    by: PersonId
    revision: int
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class RewordPoint(Command):
    by: PersonId
    revision: int
    number: int
    title: Localized
    question: Localized
    budget: Milliseconds
    stage: int | None


@dataclass(frozen=True, slots=True)
class MovePoint(Command):
    """`position` counts from 0 over all points."""

    by: PersonId
    revision: int
    number: int
    position: int


@dataclass(frozen=True, slots=True)
class MergePoints(Command):
    """Make one point of these, in the place and with the wording of the first of them."""

    by: PersonId
    revision: int
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class SplitPoint(Command):
    """Make a second point of part of this one. `paragraphs` are those that go with the second; none:
    both rest on all of them."""

    by: PersonId
    revision: int
    number: int
    title: Localized
    question: Localized
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreeToAgenda(Command):
    by: PersonId
    revision: int


@dataclass(frozen=True, slots=True)
class DropProposal(Command):
    by: PersonId
    revision: int
