"""The minutes as the rules know them: points, the text as it reads now, who has adopted it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.events import AmendmentDecided, AmendmentProposed, PointKind, Recorded
from bot.procedure.values import Instant, PersonId, Words


@dataclass(frozen=True, slots=True)
class Point:
    """`event` is the number of the event that holds the texts; so too below."""

    number: int
    kind: PointKind
    item: ItemKey | None
    person: PersonId
    text: Words
    message: str | None
    owner: Words | None
    due: Instant | None
    event: int = 0


@dataclass(frozen=True, slots=True)
class Amendment:
    """A proposed change that nobody has decided on yet."""

    number: int
    person: PersonId
    instead: Words | None
    text: Words
    event: int = 0


@dataclass(frozen=True, slots=True)
class Minutes:
    """`text` is None until there is a draft; `digest` once it is frozen."""

    points: tuple[Point, ...] = ()
    last_point: int = 0
    text: Words | None = None
    revision: int = 0
    event: int = 0
    amendments: tuple[Amendment, ...] = ()
    last_amendment: int = 0
    adopted_by: frozenset[PersonId] = frozenset()
    digest: str | None = None

    @property
    def lost(self) -> bool:
        """Whether there was a text that nobody had adopted, and it has been erased."""
        return self.text is not None and self.text.erased and self.digest is None

    def amendment(self, number: int) -> Amendment | None:
        return next((each for each in self.amendments if each.number == number), None)


def with_accepted(text: str, records: Iterable[Recorded]) -> str:
    """A new draft with the amendments that were accepted to an earlier one, where they still stand and
    the passage is still there."""
    proposed: dict[int, Amendment] = {}
    for record in records:
        match record.event:
            case AmendmentProposed(number, person, instead, words):
                proposed[number] = Amendment(number, person, instead, words)
            case AmendmentDecided(number, accepted=True) if number in proposed:
                each = proposed[number]
                if not each.text.erased and (each.instead is None or not each.instead.erased):
                    text = amended(text, each) or text
    return text


def amended(text: str, amendment: Amendment) -> str | None:
    """The text with this amendment in it; None where the passage does not stand there exactly once."""
    new = amendment.text.text or ""
    if amendment.instead is None:
        return f"{text.rstrip()}\n\n{new.strip()}\n"
    passage = (amendment.instead.text or "").strip()
    if not passage or text.count(passage) != 1:
        return None
    return text.replace(passage, new.strip())
