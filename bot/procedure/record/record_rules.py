"""Rules for the record itself: off it and back, how long words are kept, what is erased, files, signs.

Off the record the floor rests, anybody at the table may write, and nothing is kept but the interval:
the Chatham House Rule and "off the record" are different things, and this is the second.
"""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.draft import Draft
from bot.procedure.meeting import progress
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting, Status
from bot.procedure.values import Instant, PersonId

LONGEST_KEEPING = 36_500
"""Days: a hundred years."""


def go_off(meeting: Meeting, command: c.GoOffRecord, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """One co-chair proposes, and every side's co-chair must agree."""
    missing = [s.key for s in meeting.sides if not _chairs_of(meeting, s.key)]
    if missing:
        return refuse(Code.CO_CHAIRS_MISSING_NOW, sides=",".join(missing))
    return _agree(meeting, command.by, now, off=True)


def go_on(meeting: Meeting, command: c.GoOnRecord, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Every co-chair who is at the table must agree, so that nobody is recorded unawares."""
    return _agree(meeting, command.by, now, off=False)


def _agree(
    meeting: Meeting, person: PersonId, now: Instant, *, off: bool
) -> tuple[e.Event, ...] | Refusal:
    if person in meeting.record.agreed:
        return refuse(Code.AGREED_ALREADY)
    draft = Draft(meeting, now)
    draft.add(e.OffRecordAgreed(person, off))
    agreed = draft.meeting.record.agreed
    if all(seat.person in agreed for seat in meeting.co_chairs()):
        draft.add(e.OffRecordBegun() if off else e.OffRecordEnded())
        if not off:
            progress.go_on(draft)
    return draft.events


def back(meeting: Meeting) -> tuple[e.Event, ...]:
    """What ends the time off the record when the meeting is suspended or closed in it."""
    return (e.OffRecordEnded(),) if meeting.status is Status.OFF_RECORD else ()


def settle(draft: Draft) -> None:
    """When a co-chair has left, those who remain may all have agreed already."""
    agreed = draft.meeting.record.agreed
    if not agreed:
        return
    chairs = draft.meeting.co_chairs()
    if draft.meeting.status is Status.OFF_RECORD and all(s.person in agreed for s in chairs):
        draft.add(e.OffRecordEnded())
        progress.go_on(draft)


def set_keeping(
    meeting: Meeting, command: c.SetKeeping, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """Before the opening as the organizers like; later only shorter, since people have agreed to what
    they were told."""
    if command.days is not None and not 1 <= command.days <= LONGEST_KEEPING:
        return refuse(Code.BAD_KEEPING, least=1, most=LONGEST_KEEPING)
    before = meeting.record.keep_days
    if meeting.status is not Status.CONVENED:
        longer = command.days is None or (before is not None and command.days > before)
        if longer and command.days != before:
            return refuse(Code.KEEPING_LONGER)
    return () if command.days == before else (e.KeepingSet(command.days),)


def erase(meeting: Meeting, command: c.EraseTexts, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """A person's own texts at any time; everybody's when they have been kept long enough."""
    if command.by is not None and command.by != command.person:
        return refuse(Code.NOT_YOURS)
    if not command.texts and command.because is not e.ErasedBecause.RETENTION:
        return ()
    return (e.TextsErased(command.person, command.because, command.texts),)


def keep_file(meeting: Meeting, command: c.KeepFile, now: Instant) -> tuple[e.Event, ...] | Refusal:
    if not _fetches(meeting, command):
        return ()
    return (
        e.FileKept(
            command.message,
            command.number,
            command.by,
            command.name,
            command.digest,
            command.size,
            command.kind,
        ),
    )


def leave_file_out(
    meeting: Meeting, command: c.LeaveFileOut, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    if not _fetches(meeting, command):
        return ()
    return (e.FileLeftOut(command.message, command.number, command.by, command.name, command.why),)


def react(meeting: Meeting, command: c.React, now: Instant) -> tuple[e.Event, ...] | Refusal:
    made = e.ReactionAdded if command.added else e.ReactionTaken
    return (made(command.message, command.by, command.sign),)


def withdraw_file(
    meeting: Meeting, command: c.WithdrawFile, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """Taking something back needs no consent."""
    return (e.FileWithdrawn(command.message, command.number, command.by),)


def clear_signs(
    meeting: Meeting, command: c.ClearSigns, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    return (e.SignsCleared(command.message, command.sign),)


def _fetches(meeting: Meeting, command: c.KeepFile | c.LeaveFileOut) -> bool:
    """Whether this attachment is still waited for: its message may have been taken out, or erased,
    while it was fetched."""
    waited = meeting.record.fetching.get(command.message)
    return (
        waited is not None
        and waited.person == command.by
        and 1 <= command.number <= waited.files
        and command.number not in waited.done
        and meeting.status is not Status.OFF_RECORD
    )


def _chairs_of(meeting: Meeting, side: str) -> bool:
    return any(seat.side == side for seat in meeting.co_chairs())
