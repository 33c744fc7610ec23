"""Rules for exports: who may take the transcript away, and under which rule of attribution.

What is said here must not leave the room with a name to it. Those who answer for the record (the
co-chairs, the rapporteurs, whoever convened the meeting) may have all of it; those who speak may have
what names nobody; those who only listen or interpret, nothing. Everybody but the convener has first
accepted the rules of the room, which bind to confidence; whoever has withdrawn the consent to being
recorded is still bound by them. How an export is made, and how it gets to anybody, is not known here.
"""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.authorization import Bearing, at_the_close, bearing, lacking, may
from bot.procedure.capabilities import EXPORTS, Action
from bot.procedure.events import ExportRule
from bot.procedure.refusals import Code, Refusal
from bot.procedure.state import Meeting
from bot.procedure.table.seats import Capacity
from bot.procedure.values import Instant, PersonId

ALL = frozenset(ExportRule)


def open_to(
    capacity: Capacity | None, *, accepted: bool, convened: bool
) -> frozenset[ExportRule] | Code:
    """Under which rules somebody may have an export; why none, where it is none.

    `capacity` is that of the seat that they have, or had at the close, None for no seat; `accepted`
    says that they have accepted the rules of the room, `convened` that they convened the meeting.
    """
    return _open_to(at_the_close(capacity, accepted=accepted, convened=convened))


def _open_to(of: Bearing) -> frozenset[ExportRule] | Code:
    why = lacking(Action.EXPORT_CHATHAM, of)  # whoever may not have that may have nothing
    return why or frozenset(rule for rule, action in EXPORTS.items() if not lacking(action, of))


def open_to_person(meeting: Meeting, person: PersonId) -> frozenset[ExportRule] | Code:
    """The same for somebody in this meeting."""
    return _open_to(bearing(meeting, person))


def may_know_names(meeting: Meeting, person: PersonId) -> bool:
    """Whether this person may have something in which it stands who said what."""
    may = open_to_person(meeting, person)
    return not isinstance(may, Code) and ExportRule.FULL in may


def answers_for_record(meeting: Meeting, person: PersonId) -> bool:
    """Whether this person may have everything, and so the report on what was taken out, too."""
    return open_to_person(meeting, person) == ALL


def may_be_noted(meeting: Meeting, person: PersonId) -> bool:
    """Whether it may be kept who it was that was refused: of people who have agreed to nothing here
    nothing is kept, and a command's `by` becomes the event's actor."""
    return may(meeting, Action.NOTE_EXPORT_REFUSED, person)


def take(meeting: Meeting, command: c.TakeExport, now: Instant) -> tuple[e.Event, ...] | Refusal:
    return (e.ExportGiven(command.by, command.rule, command.form, command.language),)


def note_refused(
    meeting: Meeting, command: c.NoteExportRefused, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    return (e.ExportRefused(command.by, command.rule, command.form),)
