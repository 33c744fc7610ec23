"""Rules for the minutes: noted on the way, drafted by the bot at the close, amended by those who were
there, adopted by every side's co-chair, and frozen then.

Agreement, difference and open questions are recorded apart, and the summary is read back: that is what
the sources of the method ask for (docs/architecture.md).
"""

from __future__ import annotations

import hashlib

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.draft import Draft
from bot.procedure.minutes.minutes_values import amended
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting
from bot.procedure.values import Instant, Words, visible

POINT_LENGTH = 500
AMENDMENT_LENGTH = 2000
MOST_POINTS = 200


def note_point(
    meeting: Meeting, command: c.NotePoint, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """A co-chair or a rapporteur notes what the room has come to."""
    for words, most in ((command.text, POINT_LENGTH), (command.owner, POINT_LENGTH)):
        fault = None if words is None else _fault(words, most)
        if fault is not None:
            return fault
    if len(meeting.minutes.points) >= MOST_POINTS:
        return refuse(Code.POINTS_FULL, most=MOST_POINTS)
    item = meeting.item
    return (
        e.PointNoted(
            meeting.minutes.last_point + 1,
            command.kind,
            None if item is None else item.key,
            command.by,
            command.text,
            command.message,
            command.owner,
            command.due,
        ),
    )


def drop_point(
    meeting: Meeting, command: c.DropPoint, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    if all(point.number != command.number for point in meeting.minutes.points):
        return refuse(Code.NO_SUCH_POINT)
    return (e.PointDropped(command.number),)


def draft(meeting: Meeting, command: c.DraftMinutes, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """The first draft, and one in place of a draft that was erased; others come of amendments."""
    minutes = meeting.minutes
    if minutes.text is not None and not minutes.lost:
        return ()
    return (e.MinutesDrafted(minutes.revision + 1, command.text),)


def propose(
    meeting: Meeting, command: c.ProposeAmendment, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """Whoever sat at the table may say what should read otherwise."""
    fault = _open_fault(meeting)
    if fault is not None:
        return fault
    for words in (command.text, command.instead):
        fault = None if words is None else _fault(words, AMENDMENT_LENGTH)
        if fault is not None:
            return fault
    minutes = meeting.minutes
    event = e.AmendmentProposed(
        minutes.last_amendment + 1, command.by, command.instead, command.text
    )
    drafted = Draft(meeting, now)
    drafted.add(event)
    proposed = drafted.meeting.minutes.amendments[-1]
    if amended((minutes.text or Words("")).text or "", proposed) is None:
        return refuse(Code.PASSAGE_NOT_FOUND)
    return drafted.events


def decide_amendment(
    meeting: Meeting, command: c.DecideAmendment, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """A co-chair accepts an amendment, and the text reads otherwise; or does not. Whoever had adopted
    the text before is asked anew."""
    fault = _open_fault(meeting)
    if fault is not None:
        return fault
    minutes = meeting.minutes
    amendment = minutes.amendment(command.number)
    if amendment is None:
        return refuse(Code.AMENDMENT_DECIDED)
    decided = e.AmendmentDecided(command.number, command.accepted)
    if not command.accepted:
        return (decided,)
    text = amended((minutes.text or Words("")).text or "", amendment)
    if text is None:
        return refuse(Code.PASSAGE_NOT_FOUND)
    return (decided, e.MinutesDrafted(minutes.revision + 1, Words(text)))


def adopt(meeting: Meeting, command: c.AdoptMinutes, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Once a co-chair of every side has adopted the same text, it is frozen."""
    fault = _open_fault(meeting)
    if fault is not None:
        return fault
    if command.revision != meeting.minutes.revision:
        return refuse(Code.MINUTES_CHANGED)
    if meeting.minutes.amendments:
        return refuse(Code.AMENDMENTS_WAIT)
    if command.by in meeting.minutes.adopted_by:
        return refuse(Code.AGREED_ALREADY)
    drafted = Draft(meeting, now)
    drafted.add(e.MinutesAdopted(command.by, command.revision))
    agreed = drafted.meeting.minutes.adopted_by
    sides = {seat.side for seat in meeting.co_chairs() if seat.person in agreed}
    text = meeting.minutes.text
    if text is not None and sides == {side.key for side in meeting.sides}:
        digest = hashlib.sha256((text.text or "").encode("utf-8", "replace")).hexdigest()
        drafted.add(e.MinutesFrozen(command.revision, digest))
    return drafted.events


def _open_fault(meeting: Meeting) -> Refusal | None:
    if meeting.minutes.digest is not None:
        return refuse(Code.MINUTES_FROZEN)
    text = meeting.minutes.text
    return refuse(Code.NO_MINUTES) if text is None or text.text is None else None


def _fault(words: Words, most: int) -> Refusal | None:
    text = words.text or ""
    if not visible(text):
        return refuse(Code.EMPTY_TEXT)
    if len(text) > most:
        return refuse(Code.TOO_LONG, length=len(text), most=most)
    return None
