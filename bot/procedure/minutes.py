"""The minutes as the rules know them: points, the text as it reads now, who has adopted it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.agenda import ItemKey
from bot.procedure.events.minutes import PointKind
from bot.procedure.values import Instant, PersonId, Words


@dataclass(frozen=True, slots=True)
class Point:
    number: int
    kind: PointKind
    item: ItemKey | None
    person: PersonId
    text: Words
    message: str | None
    owner: Words | None
    due: Instant | None


@dataclass(frozen=True, slots=True)
class Amendment:
    """A proposed change that nobody has decided on yet."""

    number: int
    person: PersonId
    instead: Words | None
    text: Words


@dataclass(frozen=True, slots=True)
class Minutes:
    """`text` is None until there is a draft; `digest` once it is frozen."""

    points: tuple[Point, ...] = ()
    last_point: int = 0
    text: Words | None = None
    revision: int = 0
    amendments: tuple[Amendment, ...] = ()
    last_amendment: int = 0
    adopted_by: frozenset[PersonId] = frozenset()
    digest: str | None = None

    def amendment(self, number: int) -> Amendment | None:
        return next((each for each in self.amendments if each.number == number), None)


def amended(text: str, amendment: Amendment) -> str | None:
    """The text with this amendment in it; None where the passage does not stand there exactly once."""
    new = amendment.text.text or ""
    if amendment.instead is None:
        return f"{text.rstrip()}\n\n{new.strip()}\n"
    passage = (amendment.instead.text or "").strip()
    if not passage or text.count(passage) != 1:
        return None
    return text.replace(passage, new.strip())
