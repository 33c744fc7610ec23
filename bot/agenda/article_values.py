"""A proposed agenda as values: its source and its items. No files, no clock, no Discord."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.datafile import Fault
from bot.procedure.agenda.agenda_values import AgendaItem, ItemKey
from bot.procedure.values import SECOND, Localized

Seconds = int
"""A length of time in whole seconds."""


@dataclass(frozen=True, slots=True)
class ArticleOrigin:
    """The article that an agenda is drawn from, as far as it is known.

    `title` is its headline, `series` and `subtitle` name the series that it appeared in, `note` is
    for the people at the table. `published` is a date as it was printed, `sha256` the digest of the file
    or page that was read, so that it can be shown later which text it was.
    """

    author: Localized | None = None
    title: Localized | None = None
    series: Localized | None = None
    subtitle: Localized | None = None
    published_by: Localized | None = None
    published: str | None = None
    address: str | None = None
    sha256: str | None = None
    note: Localized | None = None


@dataclass(frozen=True, slots=True)
class ProposedItem:
    """One point that a meeting may take up.

    `budget` is its time in seconds; `paragraphs` of the article are counted from 1; `stage` is one
    of Sustained Dialogue's five, or None.
    """

    id: ItemKey
    title: Localized
    question: Localized
    budget: Seconds
    paragraphs: tuple[int, ...] = ()
    stage: int | None = None

    def as_item(self) -> AgendaItem:
        """The item as a meeting starts with it: pending, nothing spent."""
        return AgendaItem(
            key=self.id,
            title=self.title,
            question=self.question,
            budget=self.budget * SECOND,
            sources=self.paragraphs,
            stage=self.stage,
        )


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is proposed for a meeting: at least one item, no two of one id."""

    id: str
    title: Localized
    items: tuple[ProposedItem, ...]
    source: ArticleOrigin | None = None

    @property
    def budget(self) -> Seconds:
        """The time of all items together, in seconds."""
        return sum(item.budget for item in self.items)


@dataclass(frozen=True, slots=True)
class AgendaSummary:
    """One file of an agendas folder, in short.

    A broken file is listed too: `faults` says what is wrong with it, `title` is None, and `id` is
    the file's name without its ending.
    """

    id: str
    path: Path
    title: Localized | None
    faults: tuple[Fault, ...] = ()

    @property
    def broken(self) -> bool:
        return bool(self.faults)
