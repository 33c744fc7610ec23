"""Commands about the record: off it and back, what is kept and for how long, what is erased."""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.command import Command
from bot.procedure.record.record_events import (
    ErasedBecause,
    ExportForm,
    ExportRule,
    LeftOut,
    TextAt,
)
from bot.procedure.values import PersonId, Words


@dataclass(frozen=True, slots=True)
class GoOffRecord(Command):
    """Agree to go off the record; it is done once every side's co-chair has."""

    by: PersonId


@dataclass(frozen=True, slots=True)
class GoOnRecord(Command):
    """Agree to go back on the record; it is done once every co-chair at the table has."""

    by: PersonId


@dataclass(frozen=True, slots=True)
class SetKeeping(Command):
    """Keep the words for so many days after the close; None: for ever."""

    by: PersonId
    days: int | None


@dataclass(frozen=True, slots=True)
class EraseTexts(Command):
    """Erase these texts. `by` is None for the bot, carrying out what was agreed, and for whoever keeps
    the database; `person` is whose they are, None: everybody's."""

    by: PersonId | None
    person: PersonId | None
    because: ErasedBecause
    texts: tuple[TextAt, ...]


@dataclass(frozen=True, slots=True)
class KeepFile(Command):
    """An attachment has been fetched and stored."""

    by: PersonId
    message: str
    number: int
    name: Words
    digest: Words
    size: int
    kind: str


@dataclass(frozen=True, slots=True)
class LeaveFileOut(Command):
    by: PersonId
    message: str
    number: int
    name: Words
    why: LeftOut


@dataclass(frozen=True, slots=True)
class WithdrawFile(Command):
    """The author has taken this attachment out of a message that is on the record."""

    by: PersonId
    message: str
    number: int


@dataclass(frozen=True, slots=True)
class ClearSigns(Command):
    """All signs under a contribution were taken away, or all of one kind."""

    message: str
    sign: Words | None = None


@dataclass(frozen=True, slots=True)
class React(Command):
    """`added`: the sign was set; else it was taken away."""

    by: PersonId
    message: str
    sign: Words
    added: bool


@dataclass(frozen=True, slots=True)
class TakeExport(Command):
    """Have the transcript to keep, under a rule and written as `form`, its page in `language`."""

    by: PersonId
    rule: ExportRule
    form: ExportForm
    language: str


@dataclass(frozen=True, slots=True)
class NoteExportRefused(Command):
    """An export was asked for and not given. `by` is None for people of whom nothing may be kept."""

    by: PersonId | None
    rule: ExportRule
    form: ExportForm
