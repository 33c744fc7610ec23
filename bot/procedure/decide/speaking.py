"""Rules for what is typed: what is a contribution, what is held and why, what becomes of edits."""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.formats import Accepts, Enforcement
from bot.procedure.meeting import Meeting, Status
from bot.procedure.refusals import Refusal
from bot.procedure.values import Instant


def say(meeting: Meeting, command: c.Say, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """A message by whoever has the floor is a contribution; any other is held for its author.

    Words of people who have not agreed to the recording are recorded in no case, and neither is what
    is heard of only now and was sent while they had not, or while nothing was kept.
    """
    if meeting.too_early(command.by, command.sent):
        return ()
    seat = meeting.seat(command.by)
    turn = meeting.floor
    speaking = turn is not None and turn.person == command.by and meeting.status is Status.OPEN
    if meeting.status is Status.OFF_RECORD:
        return ()
    free = meeting.format.enforcement is Enforcement.OPEN or meeting.open_to_all
    if seat is None or seat.accepted is None:
        if meeting.format.enforcement is Enforcement.OPEN:
            return ()
        return _hold(
            meeting,
            command,
            e.HeldBecause.NO_SEAT if seat is None else e.HeldBecause.RULES_NOT_ACCEPTED,
        )
    if _no_reply(meeting, command) and not speaking:
        return _hold(meeting, command, e.HeldBecause.REPLIES_ONLY)
    if not speaking and not free:
        mine = meeting.written_freely or (turn is not None and turn.person == command.by)
        return _hold(
            meeting,
            command,
            e.HeldBecause.FLOOR_PAUSED if mine else e.HeldBecause.NOT_YOUR_TURN,
        )
    if not seat.recorded:
        return ()
    item = meeting.item
    return (
        e.ContributionMade(
            message=command.message,
            turn=turn.number if turn is not None and speaking else None,
            item=None if item is None else item.key,
            person=command.by,
            side=seat.side,
            words=command.words,
            files=command.files,
            reply_to=command.reply_to,
        ),
    )


def _no_reply(meeting: Meeting, command: c.Say) -> bool:
    """Whether this answers nothing in a phase that takes answers only."""
    phase = meeting.phase
    return (
        meeting.written_freely
        and phase is not None
        and phase.accepts is Accepts.REPLIES
        and command.reply_to is None
        and meeting.format.enforcement is not Enforcement.OPEN
    )


def _hold(meeting: Meeting, command: c.Say, because: e.HeldBecause) -> tuple[e.Event, ...]:
    consented = meeting.records(command.by)
    return (
        e.MessageHeld(
            held=meeting.last_held + 1,
            message=command.message,
            person=command.by,
            reason=because,
            words=command.words if consented else None,
        ),
    )


def reword(meeting: Meeting, command: c.Reword, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Edits are kept beside the first wording; those made while nothing is kept are not."""
    if not meeting.records(command.by):
        return ()
    stopped = meeting.stopped_at or 0
    if meeting.status is Status.SUSPENDED and (command.edited is None or command.edited > stopped):
        return ()
    if meeting.too_early(command.by, command.edited):
        return ()
    return (e.ContributionEdited(command.message, command.by, command.words),)


def strike(meeting: Meeting, command: c.Strike, now: Instant) -> tuple[e.Event, ...] | Refusal:
    return (e.ContributionRemoved(command.message, command.by_others),)
