"""Events of the minutes: points noted on the way, the draft, amendments, adoption."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.event import Event, named
from bot.procedure.values import Instant, PersonId, Words


class PointKind(StrEnum):
    """What a noted point is: agreement, difference and open questions are recorded apart."""

    AGREEMENT = "agreement"
    DIFFERENCE = "difference"
    QUESTION = "question"
    UNDERTAKING = "undertaking"


@named("PointNoted")
@dataclass(frozen=True, slots=True)
class PointNoted(Event):
    """A co-chair or rapporteur noted a point for the minutes. `message` is the contribution that it
    rests on. An undertaking has an owner, who may be named in words only, and a date."""

    number: int
    kind: PointKind
    item: ItemKey | None
    person: PersonId
    text: Words
    message: str | None = None
    owner: Words | None = None
    due: Instant | None = None


@named("PointDropped")
@dataclass(frozen=True, slots=True)
class PointDropped(Event):
    number: int


@named("MinutesDrafted")
@dataclass(frozen=True, slots=True)
class MinutesDrafted(Event):
    """The minutes as they read now: by the bot at the close, or after an amendment."""

    revision: int
    text: Words


@named("AmendmentProposed")
@dataclass(frozen=True, slots=True)
class AmendmentProposed(Event):
    """`instead` is the passage that `text` is to stand for; None: it is to be added at the end."""

    number: int
    person: PersonId
    instead: Words | None
    text: Words


@named("AmendmentDecided")
@dataclass(frozen=True, slots=True)
class AmendmentDecided(Event):
    """A co-chair accepted the amendment, or did not."""

    number: int
    accepted: bool


@named("MinutesAdopted")
@dataclass(frozen=True, slots=True)
class MinutesAdopted(Event):
    """This co-chair adopts the minutes as they read in `revision`."""

    person: PersonId
    revision: int


@named("MinutesFrozen")
@dataclass(frozen=True, slots=True)
class MinutesFrozen(Event):
    """Every side's co-chair has adopted this revision. `digest` is the SHA-256 of its text in UTF-8, in
    hexadecimal: whoever has the text can check it without the journal."""

    revision: int
    digest: str


MinutesEvent = (
    PointNoted
    | PointDropped
    | MinutesDrafted
    | AmendmentProposed
    | AmendmentDecided
    | MinutesAdopted
    | MinutesFrozen
)
