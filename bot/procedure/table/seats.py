"""Who sits at the table: sides, capacities, seats. No rule about when anybody may speak stands here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.procedure.values import Instant, Localized, PersonId, Words

SideKey = str


class Capacity(StrEnum):
    """What a member is at the table for."""

    CO_CHAIR = "co-chair"
    PARTICIPANT = "participant"
    RAPPORTEUR = "rapporteur"
    INTERPRETER = "interpreter"
    OBSERVER = "observer"

    @property
    def speaks(self) -> bool:
        """Whether this capacity may ask for the floor in its own name."""
        return self in (Capacity.CO_CHAIR, Capacity.PARTICIPANT, Capacity.RAPPORTEUR)

    @property
    def presides(self) -> bool:
        """Whether this capacity may command the floor and the clock."""
        return self is Capacity.CO_CHAIR


@dataclass(frozen=True, slots=True)
class Side:
    """A delegation. `key` is short and stable; `name` is what people read."""

    key: SideKey
    name: Localized


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Proof that a member accepted the rules of the room and agreed to the recording.

    `rules` is the digest of the text that was shown, `language` the one it was shown in, `since` when
    it was accepted. `recorded` is False once the consent to the recording was withdrawn: the rules
    still bind, nothing is kept.
    """

    rules: str
    language: str
    recorded: bool = True
    since: Instant = 0


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's place. `language` is the one that the bot answers this member in; `event` is the number
    of the event that holds the name."""

    person: PersonId
    side: SideKey
    capacity: Capacity
    language: str
    name: Words
    accepted: Acceptance | None = None
    event: int = 0

    @property
    def may_speak(self) -> bool:
        return self.capacity.speaks and self.accepted is not None

    @property
    def recorded(self) -> bool:
        """Whether what this member says is kept."""
        return self.accepted is not None and self.accepted.recorded


@dataclass(frozen=True, slots=True)
class Circle:
    """The inner circle of a fishbowl: who sits in it, who waits for a chair, the longest first, and how
    many turns those in it have had since they sat down."""

    seated: tuple[PersonId, ...] = ()
    waiting: tuple[PersonId, ...] = ()
    turns: Mapping[PersonId, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The sustained series that a meeting belongs to: the same sides, meeting after meeting."""

    key: str
    title: Localized
    sides: tuple[Side, ...]
    languages: tuple[str, ...]

    def side(self, key: SideKey) -> Side | None:
        return next((side for side in self.sides if side.key == key), None)
