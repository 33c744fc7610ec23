"""Rules for exports: who may take the transcript away, and under which rule of attribution.

What is said here must not leave the room with a name to it. Those who answer for the record (the
co-chairs, the rapporteurs, whoever convened the meeting) may have all of it; those who speak may have
what names nobody; those who only listen or interpret, nothing. Everybody but the convener has first
accepted the rules of the room, which bind to confidence; whoever has withdrawn the consent to being
recorded is still bound by them. How an export is made, and how it gets to anybody, is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.events import ExportRule
from bot.procedure.meeting import Meeting
from bot.procedure.people import Capacity
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.values import Instant, PersonId

ALL = frozenset(ExportRule)
MAY_HAVE: Mapping[Capacity, frozenset[ExportRule]] = {
    Capacity.CO_CHAIR: ALL,
    Capacity.RAPPORTEUR: ALL,
    Capacity.PARTICIPANT: frozenset({ExportRule.CHATHAM_HOUSE}),
    Capacity.INTERPRETER: frozenset(),
    Capacity.OBSERVER: frozenset(),
}


def open_to(
    capacity: Capacity | None, *, accepted: bool, convened: bool
) -> frozenset[ExportRule] | Code:
    """Under which rules somebody may have an export; why none, where it is none.

    `capacity` is that of the seat that they have, or had at the close, None for no seat; `accepted`
    says that they have accepted the rules of the room, `convened` that they convened the meeting.
    """
    if convened:
        return ALL
    if capacity is None:
        return Code.EXPORT_NO_SEAT
    if not accepted:
        return Code.EXPORT_NOT_BOUND
    return MAY_HAVE[capacity] or Code.EXPORT_LISTENERS


def open_to_person(meeting: Meeting, person: PersonId) -> frozenset[ExportRule] | Code:
    """The same for somebody in this meeting."""
    seat = meeting.seat(person)
    return open_to(
        None if seat is None else seat.capacity,
        accepted=seat is not None and seat.accepted is not None,
        convened=person == meeting.convener,
    )


def fault(meeting: Meeting, person: PersonId, rule: ExportRule) -> Refusal | None:
    """Why this person may not have such an export; None if they may."""
    may = open_to_person(meeting, person)
    if isinstance(may, Code):
        return refuse(may)
    return None if rule in may else refuse(Code.EXPORT_NAMES_NOBODY)


def may_know_names(meeting: Meeting, person: PersonId) -> bool:
    """Whether this person may have something in which it stands who said what."""
    may = open_to_person(meeting, person)
    return not isinstance(may, Code) and ExportRule.FULL in may


def answers_for_record(meeting: Meeting, person: PersonId) -> bool:
    """Whether this person may have everything, and so the report on what was taken out, too."""
    return open_to_person(meeting, person) == ALL


def may_be_noted(meeting: Meeting, person: PersonId) -> bool:
    """Whether it may be kept who it was that was refused: of people who have agreed to nothing here
    nothing is kept."""
    seat = meeting.seat(person)
    return person == meeting.convener or (seat is not None and seat.accepted is not None)


def take(meeting: Meeting, command: c.TakeExport, now: Instant) -> tuple[e.Event, ...] | Refusal:
    refused = fault(meeting, command.by, command.rule)
    if refused is not None:
        return refused
    return (e.ExportGiven(command.by, command.rule, command.form, command.language),)


def note_refused(
    meeting: Meeting, command: c.NoteExportRefused, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """A command's `by` becomes the event's actor, so it must be nobody of whom nothing is kept."""
    if command.by is not None and not may_be_noted(meeting, command.by):
        return refuse(Code.NO_SEAT)
    return (e.ExportRefused(command.by, command.rule, command.form),)
