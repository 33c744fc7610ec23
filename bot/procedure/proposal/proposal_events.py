"""Events of an agenda that was proposed from an article: proposed, changed, agreed to, adopted, dropped.

Each change carries the revision that it made. The items themselves come by `ItemAdded`, right after
`ProposalAdopted`.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.proposal.proposal_values import ArticleSource, ProposedPoint
from bot.procedure.values import Localized, Milliseconds, PersonId


@dataclass(frozen=True, slots=True)
class ProposalMade:
    """Points were drawn from an article and put before the co-chairs."""

    person: PersonId
    revision: int
    source: ArticleSource
    points: tuple[ProposedPoint, ...]


@dataclass(frozen=True, slots=True)
class ProposalTicked:
    """These points are to become items now, and no others."""

    revision: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProposalReworded:
    revision: int
    number: int
    title: Localized
    question: Localized
    budget: Milliseconds
    stage: int | None


@dataclass(frozen=True, slots=True)
class ProposalMoved:
    """`position` counts from 0 over all points."""

    revision: int
    number: int
    position: int


@dataclass(frozen=True, slots=True)
class ProposalMerged:
    """The point `number` has taken the points `others` in."""

    revision: int
    number: int
    others: tuple[int, ...]
    paragraphs: tuple[int, ...]
    budget: Milliseconds
    ticked: bool


@dataclass(frozen=True, slots=True)
class ProposalSplit:
    """The point `number` has become two; `new` stands right after it. `paragraphs` and `budget` are what
    it keeps, the others what the new one has."""

    revision: int
    number: int
    paragraphs: tuple[int, ...]
    budget: Milliseconds
    new: int
    title: Localized
    question: Localized
    new_paragraphs: tuple[int, ...]
    new_budget: Milliseconds


@dataclass(frozen=True, slots=True)
class ProposalAgreed:
    """This co-chair agrees to the ticked points as they stand in `revision`."""

    person: PersonId
    revision: int


@dataclass(frozen=True, slots=True)
class ProposalAdopted:
    """A co-chair of every side has agreed to this revision: `items` come onto the agenda."""

    revision: int
    source: ArticleSource
    items: tuple[ItemKey, ...]
    agreed: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class ProposalDropped:
    """Nothing came of this revision."""

    person: PersonId
    revision: int


ProposalEvent = (
    ProposalMade
    | ProposalTicked
    | ProposalReworded
    | ProposalMoved
    | ProposalMerged
    | ProposalSplit
    | ProposalAgreed
    | ProposalAdopted
    | ProposalDropped
)
