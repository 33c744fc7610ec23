"""Rules for what is typed: what is a contribution, what is held and why, what becomes of edits."""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.contributions.author_standing import standing
from bot.procedure.refusals import Refusal
from bot.procedure.state import Meeting, Status
from bot.procedure.values import Instant


def say(meeting: Meeting, command: c.Say, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """A message by whoever has the floor is a contribution; any other is held for its author.

    It is judged by what held when it was sent. One that the meeting knows is nothing new, whoever tells
    of it. Words of people who have not agreed to the recording are recorded in no case, and neither is
    what was sent while nothing was kept.
    """
    if command.message in meeting.record.recent:
        return ()
    seat, here = meeting.seat(command.by), standing(meeting, command.by)
    then = here if command.then is None else command.then
    if here.status is Status.OFF_RECORD:
        return ()  # whatever the clocks say of a message that comes now
    if command.late:
        gone = seat is not None and not seat.recorded
        if gone or meeting.too_early(command.by, command.sent):
            return ()  # nothing of this person's was kept then, or nothing is kept any more
        here = then
    elif then.speaking and not here.speaking and here.status is not Status.SUSPENDED:
        here = then  # the turn ended a moment ago
    if here.status in _NOT_HEARD:
        return ()
    if not here.accepted:
        if here.unenforced:
            return ()
        missing = e.HeldBecause.NO_SEAT if here.side is None else e.HeldBecause.RULES_NOT_ACCEPTED
        return _hold(meeting, command, missing)
    if here.replies_only and command.reply_to is None and not here.speaking:
        return _hold(meeting, command, e.HeldBecause.REPLIES_ONLY)
    if not here.speaking and not here.free:
        mine = here.written_freely or here.turn is not None
        return _hold(
            meeting,
            command,
            e.HeldBecause.FLOOR_PAUSED if mine else e.HeldBecause.NOT_YOUR_TURN,
        )
    if not here.recorded or here.side is None:
        return ()
    return (
        e.ContributionMade(
            message=command.message,
            turn=here.turn if here.speaking else None,
            item=here.item,
            person=command.by,
            side=here.side,
            words=command.words,
            files=command.files,
            reply_to=command.reply_to,
            sent=command.sent if here is command.then else None,
        ),
    )


_NOT_HEARD = (Status.CONVENED, Status.OFF_RECORD, Status.SUSPENDED, Status.CLOSED)


def _hold(meeting: Meeting, command: c.Say, because: e.HeldBecause) -> tuple[e.Event, ...]:
    return (
        e.MessageHeld(
            held=meeting.last_held + 1,
            message=command.message,
            person=command.by,
            reason=because,
            words=command.words if meeting.records(command.by) else None,
            owed=True,
        ),
    )


def note_returned(
    meeting: Meeting, command: c.NoteReturned, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """What was held is owed until it is given back, and then to nobody."""
    return (
        (e.HeldReturned(command.held, command.how),) if command.held in meeting.record.owed else ()
    )


def reword(meeting: Meeting, command: c.Reword, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Edits are kept beside the first wording; those made while nothing is kept are not."""
    stopped = meeting.stopped_at or 0
    if meeting.status is Status.SUSPENDED and (command.edited is None or command.edited > stopped):
        return ()
    if meeting.too_early(command.by, command.edited):
        return ()
    return (e.ContributionEdited(command.message, command.by, command.words),)


def mark_deleted(
    meeting: Meeting, command: c.MarkDeleted, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    return (e.ContributionRemoved(command.message, command.by_others),)
