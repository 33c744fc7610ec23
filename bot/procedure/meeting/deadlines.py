"""Rules that time alone brings about, and when they will next: warnings, expiry, consent by silence, the
end of thinking, of an item's and a side's time, of a phase that ends by a date, of a caucus, and a room
that waits for its chair."""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.draft import Draft
from bot.procedure.edition import EDITION
from bot.procedure.floor import calling, extension_rules
from bot.procedure.floor.floor_values import Turn, TurnEnd
from bot.procedure.floor.turn_end import finish
from bot.procedure.meeting import caucus_rules, progress
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting, Status
from bot.procedure.table import chair_rules
from bot.procedure.values import DAY, Instant


def tick(meeting: Meeting, command: c.Tick, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Whatever is due at `now`. A clock that wakes late skips the warning and ends the turn."""
    draft = Draft(meeting, now)
    if meeting.status is Status.CAUCUS:
        caucus_rules.due(draft)
        return draft.events
    if meeting.floor is not None:
        _turn_due(draft, meeting.floor)
    _side_due(draft)
    _item_due(draft)
    _rota_due(draft)
    _phase_due(draft)
    relief = chair_rules.due_for_relief(draft.meeting)
    if relief is not None and now >= relief:
        chair_rules.relieve(draft)
    return draft.events


def next_deadline(meeting: Meeting) -> Instant | None:
    """When the clock must next be asked; None while nothing can fall due.

    What has fallen due already is answered with a moment in the past.
    """
    if meeting.status is Status.CAUCUS:
        return caucus_rules.deadline(meeting)
    if meeting.status is not Status.OPEN:
        return None
    moments = [
        _turn_deadline(meeting),
        _side_ends(meeting),
        _item_deadline(meeting),
        meeting.rota.thinking_until,
        _phase_deadline(meeting),
        chair_rules.due_for_relief(meeting),
    ]
    return min((moment for moment in moments if moment is not None), default=None)


# A turn ----------------------------------------------------------------------------------------


def _turn_due(draft: Draft, turn: Turn) -> None:
    ends_at = turn.ends_at
    if ends_at is None:
        return
    now, rules = draft.now, draft.meeting.format
    if turn.asked_until is not None and now >= turn.asked_until:
        if extension_rules.room_for_more(draft.meeting, turn, now):
            draft.add(e.TurnExtended(turn.number, rules.extension, silently=True))
        else:
            draft.add(e.MoreTimeRefused(turn.number, None))
    elif now >= _expires(draft.meeting, turn, ends_at):
        finish(draft, turn, TurnEnd.EXPIRED)
        progress.go_on(draft)
    elif now >= ends_at:
        if not turn.time_up:
            draft.add(e.TurnTimeUp(turn.number))
    elif now >= ends_at - rules.warning and not turn.warned:
        draft.add(e.TurnWarned(turn.number, turn.left(now)))


def _expires(meeting: Meeting, turn: Turn, ends_at: Instant) -> Instant:
    """When the turn is over for good: after the grace, and not while the room is being asked."""
    end = ends_at + meeting.format.grace + turn.grace
    return end if turn.asked_until is None else max(end, turn.asked_until)


def _turn_deadline(meeting: Meeting) -> Instant | None:
    turn = meeting.floor
    if turn is None or turn.ends_at is None:
        return None
    moments: list[Instant] = []
    if turn.asked_until is not None:
        moments.append(turn.asked_until)
    if turn.time_up:
        moments.append(_expires(meeting, turn, turn.ends_at))
    else:
        moments.append(turn.ends_at)
        if not turn.warned:
            moments.append(turn.ends_at - meeting.format.warning)
    return min(moments)


# An item and a side's share of it --------------------------------------------------------------


def _item_due(draft: Draft) -> None:
    ends = calling.item_ends(draft.meeting)
    item = draft.meeting.item
    if ends is None or item is None:
        return
    if draft.now >= ends:
        draft.add(e.ItemBudgetSpent(item.key))
        progress.go_on(draft)
    elif draft.now >= ends - draft.meeting.format.item.warning and not item.warned:
        draft.add(e.ItemWarned(item.key, ends - draft.now))


def _item_deadline(meeting: Meeting) -> Instant | None:
    ends, item = calling.item_ends(meeting), meeting.item
    if ends is None or item is None or item.warned or not meeting.format.item.warning:
        return ends
    return ends - meeting.format.item.warning


def _side_due(draft: Draft) -> None:
    turn, item = draft.meeting.floor, draft.meeting.item
    ends = _side_ends(draft.meeting)
    if turn is not None and item is not None and ends is not None and draft.now >= ends:
        draft.add(e.SideBudgetSpent(item.key, turn.side))


def _side_ends(meeting: Meeting) -> Instant | None:
    """When the speaker's side will have used up its share of the item; None where there is none, or it
    has, or nobody speaks at its expense."""
    turn, counted = meeting.floor, meeting.ledger.counted_to
    if turn is None or turn.running_since is None or counted is None:
        return None
    if turn.kind.rules.aside or turn.side in meeting.talk.sides_spent:
        return None
    left = calling.side_left(meeting, turn.side, counted)
    return None if left is None else counted + left


# Rotas and phases ------------------------------------------------------------------------------


def _rota_due(draft: Draft) -> None:
    until = draft.meeting.rota.thinking_until
    if until is not None and draft.now >= until:
        draft.add(e.ThinkingEnded())
        progress.go_on(draft)


def _phase_due(draft: Draft) -> None:
    meeting = draft.meeting
    until, phase = meeting.talk.until, meeting.phase
    if until is None or phase is None:
        return
    if draft.now >= until:
        progress.end_phase(draft)
    elif _reminds_at(meeting) is not None and draft.now >= (_reminds_at(meeting) or 0):
        silent = tuple(
            seat.person
            for seat in meeting.seats
            if seat.may_speak and seat.person not in meeting.talk.wrote
        )
        draft.add(e.PhaseReminded(silent))


def _reminds_at(meeting: Meeting) -> Instant | None:
    until, phase = meeting.talk.until, meeting.phase
    if until is None or phase is None or phase.remind is None or meeting.talk.reminded:
        return None
    return until - phase.remind


def _phase_deadline(meeting: Meeting) -> Instant | None:
    reminds = _reminds_at(meeting)
    return meeting.talk.until if reminds is None else reminds


def set_phase_end(
    meeting: Meeting, command: c.SetPhaseEnd, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """Another date for a phase that ends by one."""
    if meeting.talk.until is None:
        return refuse(Code.NO_DATE)
    if not now < command.until <= now + LONGEST_PHASE:
        return refuse(Code.BAD_DATE, most=LONGEST_PHASE // DAY)
    return (e.PhaseEndSet(command.until),)


LONGEST_PHASE = 90 * DAY


# Outages ---------------------------------------------------------------------------------------


def note_outage(
    meeting: Meeting, command: c.NoteOutage, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """The speaker gets the time back that passed while nobody could be heard.

    Whatever was recorded last shows that the bot was still there then.
    """
    counted = meeting.ledger.counted_to
    since = command.since if counted is None else max(command.since, counted)
    return (e.OutageNoted(since, EDITION),) if since < now else ()
