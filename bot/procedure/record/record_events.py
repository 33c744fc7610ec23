"""Events of the record itself: what is kept of the meeting, and what no longer is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.procedure.event import Event, named
from bot.procedure.values import PersonId, Words


@named("OffRecordAgreed")
@dataclass(frozen=True, slots=True)
class OffRecordAgreed(Event):
    """A co-chair agrees that the meeting goes off the record (`off`), or back on it."""

    person: PersonId
    off: bool


@named("OffRecordBegun")
@dataclass(frozen=True, slots=True)
class OffRecordBegun(Event):
    """Every side's co-chair has agreed: from here on nothing is kept, until `OffRecordEnded`."""


@named("OffRecordEnded")
@dataclass(frozen=True, slots=True)
class OffRecordEnded(Event):
    pass


@named("KeepingSet")
@dataclass(frozen=True, slots=True)
class KeepingSet(Event):
    """For how many days after the close the words of this meeting are kept; None: until somebody
    erases them."""

    days: int | None


class ErasedBecause(StrEnum):
    """Why texts were erased."""

    ASKED = "asked"  # by the person whose they were
    REMOVED = "removed"  # the message was taken out, and the dialogue keeps nothing of such
    RETENTION = "retention"  # they had been kept for as long as was agreed
    ORGANIZER = "organizer"  # by whoever keeps the database


@dataclass(frozen=True, slots=True)
class TextAt:
    """Where a text stood: the event's `seq` in this meeting, and the field of its payload."""

    seq: int
    field: str


@named("TextsErased")
@dataclass(frozen=True, slots=True)
class TextsErased(Event):
    """These texts are gone, and so are their salts. `person`: whose they were; None: everybody's."""

    person: PersonId | None
    because: ErasedBecause
    texts: tuple[TextAt, ...]


class LeftOut(StrEnum):
    """Why an attachment is not kept."""

    TOO_LARGE = "too-large"
    KIND = "kind"
    TOO_MANY = "too-many"
    UNAVAILABLE = "unavailable"  # it could not be fetched
    WITHDRAWN = "withdrawn"  # its author took it out of the message again


@named("FileKept")
@dataclass(frozen=True, slots=True)
class FileKept(Event):
    """An attachment of a contribution was stored. `number` counts from 1 within the message, `size` is
    in bytes, `kind` the media type that its first bytes show, `digest` its SHA-256 in hexadecimal:
    a text too, so that it can be erased with the file."""

    message: str
    number: int
    person: PersonId
    name: Words
    digest: Words
    size: int
    kind: str


@named("FileLeftOut")
@dataclass(frozen=True, slots=True)
class FileLeftOut(Event):
    message: str
    number: int
    person: PersonId
    name: Words
    why: LeftOut


@named("FileWithdrawn")
@dataclass(frozen=True, slots=True)
class FileWithdrawn(Event):
    """The author took this attachment out of a message that stays; what was kept of it is erased, unless
    the dialogue keeps what was taken out."""

    message: str
    number: int
    person: PersonId


@named("SignsCleared")
@dataclass(frozen=True, slots=True)
class SignsCleared(Event):
    """Somebody who may took all signs under a contribution away, or all of this one kind, whoever had
    set them. The platform does not say who it was."""

    message: str
    sign: Words | None = None


@named("ReactionAdded")
@dataclass(frozen=True, slots=True)
class ReactionAdded(Event):
    """Somebody set a sign under a contribution."""

    message: str
    person: PersonId
    sign: Words


@named("ReactionTaken")
@dataclass(frozen=True, slots=True)
class ReactionTaken(Event):
    """Somebody took a sign away again."""

    message: str
    person: PersonId
    sign: Words


class ExportRule(StrEnum):
    """Whom an export names: everybody, sides and capacities only, or nobody at all."""

    FULL = "full"
    BY_SIDE = "by-side"
    CHATHAM_HOUSE = "chatham-house"


class ExportForm(StrEnum):
    """What an export is written as."""

    MD = "md"
    HTML = "html"
    JSON = "json"
    CSV_TURNS = "csv-turns"
    CSV_FLOOR = "csv-floor"
    DOCX = "docx"


@named("ExportGiven")
@dataclass(frozen=True, slots=True)
class ExportGiven(Event):
    """Somebody was given the transcript as it stood, to keep. `language` is that of the page."""

    person: PersonId
    rule: ExportRule
    form: ExportForm
    language: str


@named("ExportRefused")
@dataclass(frozen=True, slots=True)
class ExportRefused(Event):
    """Somebody asked for an export and may not have it. `person` is None for people who have agreed to
    nothing here: of them nothing is kept but that it was asked."""

    person: PersonId | None
    rule: ExportRule
    form: ExportForm
