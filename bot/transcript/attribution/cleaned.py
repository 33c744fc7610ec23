"""What a rule gives back: the transcript to give out, and what was done to it, for the organizers.

Values only. Whatever stands in a text stays `Words`, so that no log line can show it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.procedure.values import Words
from bot.transcript.model import Transcript


class Sort(StrEnum):
    """What was taken out of a text. Each has a mark of its own in the reader's language."""

    NAME = "name"
    SIDE = "side"
    MENTION = "mention"
    NUMBER = "number"
    LINK = "link"
    EMAIL = "email"
    PHONE = "phone"


class Doubt(StrEnum):
    """Why a person should look at a place: no program can tell whether it gives somebody away."""

    BIOGRAPHY = "biography"
    AFFILIATION = "affiliation"
    NEAR_NAME = "near-name"
    COMMON_WORD = "common-word"
    POST = "post"
    PROPER_NOUN = "proper-noun"
    DATE = "date"
    QUANTITY = "quantity"
    LINK_KEPT = "link-kept"
    LANGUAGE = "language"
    ROTA = "rota"


@dataclass(frozen=True, slots=True)
class Taken:
    """Something was taken out at `place`: an anchor of the export (`c-12`), or what else it stood in."""

    sort: Sort
    place: str


@dataclass(frozen=True, slots=True)
class PlaceToCheck:
    """A place to look at and the words that stand there, as the export has them; None where the doubt
    is about the place itself."""

    doubt: Doubt
    place: str
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What was taken out, in the order of the record, and what a person should still look at."""

    taken: tuple[Taken, ...]
    look: tuple[PlaceToCheck, ...]

    def counts(self) -> tuple[tuple[Sort, int], ...]:
        """How often each sort was taken out, in the order of `Sort`; those that weren't are left out."""
        found = Counter(each.sort for each in self.taken)
        return tuple((sort, found[sort]) for sort in Sort if found[sort])

    def places(self, sort: Sort) -> tuple[str, ...]:
        """Where something of this sort was taken out, each place once."""
        return _once(each.place for each in self.taken if each.sort is sort)

    def doubts(self, doubt: Doubt) -> tuple[PlaceToCheck, ...]:
        return tuple(each for each in self.look if each.doubt is doubt)


@dataclass(frozen=True, slots=True)
class Attributed:
    """A transcript under a rule, and the organizers' own report on it."""

    transcript: Transcript
    cleaned: Cleaned


def _once(places: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(places))
