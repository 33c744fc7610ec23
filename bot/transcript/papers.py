"""What lies beside the talk, as values: the text of the rules, the minutes, the articles that items were
drawn from, and what was erased. Part of `model`."""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.events import ErasedBecause, ExportForm, ExportRule, PointKind
from bot.procedure.proposal.proposal_values import ArticleSource
from bot.procedure.values import Instant, Localized, PersonId, Words


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point that was noted for the minutes and not dropped. `person` noted it (None where that isn't
    told); `message` is the contribution that it rests on, `owner` whoever undertook it."""

    number: int
    kind: PointKind
    item: ItemKey | None
    text: Words
    person: PersonId | None = None
    message: str | None = None
    owner: Words | None = None
    due: Instant | None = None


@dataclass(frozen=True, slots=True)
class AmendmentLine:
    """A proposed change of the minutes; `accepted` is None until a co-chair has decided."""

    number: int
    at: Instant
    person: PersonId
    instead: Words | None
    text: Words
    accepted: bool | None = None


@dataclass(frozen=True, slots=True)
class MinutesText:
    """The minutes as they read at last. `adopted` are those who adopted this revision, and when; once
    every side has, the text is frozen and `digest` is its SHA-256."""

    revision: int
    at: Instant
    text: Words
    adopted: tuple[tuple[PersonId, Instant], ...] = ()
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Erasure:
    """How many texts were erased at this moment, and why."""

    at: Instant
    because: ErasedBecause
    texts: int


@dataclass(frozen=True, slots=True)
class ExportLine:
    """Somebody asked for this transcript, and was `given` it or not. `person` is None for people who had
    agreed to nothing here, and where it isn't told."""

    at: Instant
    person: PersonId | None
    rule: ExportRule
    form: ExportForm
    given: bool


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """At this moment `items` came onto the agenda from an article, once `agreed` had agreed to them."""

    at: Instant
    source: ArticleSource
    items: tuple[ItemKey, ...]
    agreed: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class Papers:
    """`rules` is the text that members accepted; None where it wasn't kept or isn't told."""

    rules: Localized | None = None
    points: tuple[PointLine, ...] = ()
    minutes: MinutesText | None = None
    amendments: tuple[AmendmentLine, ...] = ()
    erased: tuple[Erasure, ...] = ()
    exports: tuple[ExportLine, ...] = ()
    drawn: tuple[DrawnLine, ...] = ()
