"""Rules for the meeting as a whole: convening, opening, pausing, suspending, resuming, closing."""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.draft import Draft
from bot.procedure.edition import EDITION
from bot.procedure.floor import calling
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.formats import Enforcement, When
from bot.procedure.meeting import progress
from bot.procedure.record import record_rules
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting
from bot.procedure.table import chair_rules
from bot.procedure.values import Instant


def convene(command: c.Convene) -> tuple[e.Event, ...] | Refusal:
    if not command.agenda:
        return refuse(Code.NO_ITEMS)
    convened = (
        e.MeetingConvened(
            meeting=command.meeting,
            dialogue=command.dialogue,
            number=command.number,
            title=command.title,
            venue=command.venue,
            convener=command.by,
            format=command.format,
            rules=command.rules,
            agenda=command.agenda,
            by_voice=command.by_voice,
            rules_text=command.rules_text,
            edition=EDITION,
        ),
    )
    if command.keep_days in (None, command.format.record.days):
        return convened
    return (*convened, e.KeepingSet(command.keep_days))


def open_(meeting: Meeting, command: c.Open, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Every side has its co-chair at the table, bound by the rules, before a word is said."""
    ready = {seat.side for seat in meeting.co_chairs() if seat.accepted is not None}
    missing = [side.key for side in meeting.sides if side.key not in ready]
    if missing:
        return refuse(Code.CO_CHAIRS_MISSING, sides=",".join(missing))
    draft = Draft(meeting, now)
    draft.add(e.MeetingOpened(EDITION))
    chair_rules.first(draft)
    first = meeting.format.of(When.MEETING_START)
    if first:
        progress.enter_phase(draft, first[0])
    else:
        progress.open_item(draft, None)
    return draft.events


def pause(meeting: Meeting, command: c.Pause, now: Instant) -> tuple[e.Event, ...] | Refusal:
    return (e.MeetingPaused(),)


def suspend(meeting: Meeting, command: c.Suspend, now: Instant) -> tuple[e.Event, ...] | Refusal:
    return (*_back(meeting), e.MeetingSuspended())


def lose_room(meeting: Meeting, command: c.LoseRoom, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Nobody can be heard any more; everything stays as it is until the room is there again."""
    return (*_back(meeting), e.MeetingSuspended())


def _back(meeting: Meeting) -> tuple[e.Event, ...]:
    """What ends a caucus, or a time off the record, that is still going on."""
    return record_rules.back(meeting) if meeting.caucus is None else (e.CaucusEnded(),)


def resume(meeting: Meeting, command: c.Resume, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """The speaker goes on with the time left; a point of order raised meanwhile is heard first. A
    caucus that still goes on is over then."""
    draft = Draft(meeting, now)
    for event in _back(meeting):
        draft.add(event)
    draft.add(e.MeetingResumed())
    if not calling.hear_point(draft):
        progress.go_on(draft)
    return draft.events


def move(meeting: Meeting, command: c.Move, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """The meeting stays suspended; who may take it up again may take it elsewhere. Whether
    the floor is kept at all stays as it was: what is recorded of people depends on it, and they have
    agreed to that."""
    if command.venue == meeting.venue:
        return ()
    kept = meeting.format.enforcement
    if Enforcement.OPEN not in (kept, command.enforcement):
        kept = command.enforcement
    return (e.MeetingMoved(command.venue, kept, command.by_voice),)


def close(meeting: Meeting, command: c.Close, now: Instant) -> tuple[e.Event, ...] | Refusal:
    draft = Draft(meeting, now)
    for event in _back(meeting):
        draft.add(event)
    draft.end_all(TurnEnd.MEETING_CLOSED)
    if draft.meeting.phase is not None:
        draft.add(e.PhaseEnded(draft.meeting.phase.key))
    if draft.meeting.item is not None:
        draft.add(e.ItemClosed(draft.meeting.item.key, progress.waiting(draft.meeting)))
    aside = tuple(request.number for request in draft.meeting.aside)
    draft.add(e.MeetingClosed(progress.waiting(draft.meeting) + aside))
    return draft.events
