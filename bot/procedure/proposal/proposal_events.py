"""Events of an agenda that was proposed from an article: proposed, changed, agreed to, adopted, dropped.

Each change carries the revision that it made. The items themselves come by `ItemAdded`, right after
`ProposalAdopted`.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.event import Event, named
from bot.procedure.proposal.proposal_values import ArticleSource, ProposedPoint
from bot.procedure.values import Localized, Milliseconds, PersonId


@named("ProposalMade")
@dataclass(frozen=True, slots=True)
class ProposalMade(Event):
    """Points were drawn from an article and put before the co-chairs."""

    person: PersonId
    revision: int
    source: ArticleSource
    points: tuple[ProposedPoint, ...]


@named("ProposalTicked")
@dataclass(frozen=True, slots=True)
class ProposalTicked(Event):
    """These points are to become items now, and no others."""

    revision: int
    numbers: tuple[int, ...]


@named("ProposalReworded")
@dataclass(frozen=True, slots=True)
class ProposalReworded(Event):
    revision: int
    number: int
    title: Localized
    question: Localized
    budget: Milliseconds
    stage: int | None


@named("ProposalMoved")
@dataclass(frozen=True, slots=True)
class ProposalMoved(Event):
    """`position` counts from 0 over all points."""

    revision: int
    number: int
    position: int


@named("ProposalMerged")
@dataclass(frozen=True, slots=True)
class ProposalMerged(Event):
    """The point `number` has taken the points `others` in."""

    revision: int
    number: int
    others: tuple[int, ...]
    paragraphs: tuple[int, ...]
    budget: Milliseconds
    ticked: bool


@named("ProposalSplit")
@dataclass(frozen=True, slots=True)
class ProposalSplit(Event):
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


@named("ProposalAgreed")
@dataclass(frozen=True, slots=True)
class ProposalAgreed(Event):
    """This co-chair agrees to the ticked points as they stand in `revision`."""

    person: PersonId
    revision: int


@named("ProposalAdopted")
@dataclass(frozen=True, slots=True)
class ProposalAdopted(Event):
    """A co-chair of every side has agreed to this revision: `items` come onto the agenda."""

    revision: int
    source: ArticleSource
    items: tuple[ItemKey, ...]
    agreed: tuple[PersonId, ...]


@named("ProposalDropped")
@dataclass(frozen=True, slots=True)
class ProposalDropped(Event):
    """Nothing came of this revision."""

    person: PersonId
    revision: int
