"""An agenda that was proposed from an article, while the co-chairs look it over: its points, where they
come from, and who agrees to them as they stand.

Values only. Who may change what stands in `decide`, how an article is read and points are found in it
in `bot.agenda`. Of the article itself no more is kept than each point needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.values import Localized, Milliseconds, PersonId, Words

EXCERPT_LENGTH = 600
"""Characters of a point's excerpt: one or two sentences of the article, not the article."""
LONGEST_WHERE = 500


class Origin(StrEnum):
    """How an article came to the table."""

    ADDRESS = "address"
    FILE = "file"
    PASTED = "pasted"


@dataclass(frozen=True, slots=True)
class ArticleSource:
    """The article that points were drawn from. `where` is its address or its file's name, empty for a
    text that was pasted; `sha256` the digest of the bytes that were read, so that it can be shown later
    which text it was; `language` the code of the language that it is most likely written in."""

    origin: Origin
    where: str
    title: str | None
    language: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class ProposedPoint:
    """A point that could become an agenda item. `number` names it as long as the proposal lasts, however
    it is moved. `paragraphs` of the article are counted from 1; `stage` is one of Sustained Dialogue's
    five, or None; `strength` (0 to 100) says how strongly it was suggested, `why` the reasons, by their
    names in the catalogues."""

    number: int
    title: Localized
    question: Localized
    budget: Milliseconds
    paragraphs: tuple[int, ...]
    stage: int | None
    excerpt: Words
    ticked: bool
    strength: int = 0
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """`person` brought it in. `revision` grows with every change, and `agreed` are those who agreed to
    the points as they stand in it: a change asks everybody anew."""

    person: PersonId
    source: ArticleSource
    points: tuple[ProposedPoint, ...]
    revision: int
    last_point: int
    agreed: frozenset[PersonId] = frozenset()

    def point(self, number: int) -> ProposedPoint | None:
        return next((point for point in self.points if point.number == number), None)

    @property
    def ticked(self) -> tuple[ProposedPoint, ...]:
        """Those that would become agenda items, in their order."""
        return tuple(point for point in self.points if point.ticked)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a meeting knows of articles: the proposal under review, if there is one; the last revision
    that any had, so that none of a later proposal is taken for one of an earlier; and which items were
    drawn from which article."""

    proposal: Proposal | None = None
    revision: int = 0
    sources: Mapping[ItemKey, ArticleSource] = field(default_factory=dict)


def joined(excerpts: Iterable[Words]) -> Words:
    """The excerpts of points that became one, as far as they are there and there is room for them."""
    text = " … ".join(dict.fromkeys(each.text for each in excerpts if each.text))
    return Words(text if len(text) <= EXCERPT_LENGTH else text[: EXCERPT_LENGTH - 1] + "…")
