"""Rules for the chair: who presides, and what only a co-chair may turn on, off and round.

All co-chairs have the same powers at all times. Presiding says who is turned to first: it is shown on
the card, it can alternate with the items, and it passes on by itself when whoever presides has left
the table or lets the room wait.
"""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.draft import Draft
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting
from bot.procedure.table.seats import Seat
from bot.procedure.values import Instant, PersonId


def pass_chair(
    meeting: Meeting, command: c.PassChair, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """Hand the chair over, or take it over."""
    presiding = meeting.presiding
    if command.seen not in (None, presiding):
        return refuse(Code.PRESIDES_ALREADY, person=presiding or "")
    to = command.to
    if to is None:
        to = _next(meeting) if command.by == presiding else command.by
    if to is None or to == presiding:
        return refuse(Code.PRESIDES_ALREADY, person=presiding or "")
    if not _may_preside(meeting.seat(to)):
        return refuse(Code.NO_CO_CHAIR, person=to)
    handed = command.by == presiding or to != command.by
    how = e.ChairHow.HANDED_OVER if handed else e.ChairHow.TAKEN_OVER
    return (e.ChairTaken(to, how),)


def first(draft: Draft) -> None:
    """Who presides at the opening: another side's co-chair from meeting to meeting."""
    chairs = [seat.person for seat in draft.meeting.co_chairs() if _may_preside(seat)]
    if chairs:
        person = chairs[(draft.meeting.number - 1) % len(chairs)]
        draft.add(e.ChairTaken(person, e.ChairHow.OPENING))


def alternate(draft: Draft) -> None:
    """The chair changes with the item, where the format says so; on the first it stays."""
    meeting = draft.meeting
    if not meeting.format.chair.alternates or meeting.items_opened < 2:
        return
    to = _next(meeting)
    if to is not None:
        draft.add(e.ChairTaken(to, e.ChairHow.ALTERNATION))


def settle(draft: Draft) -> None:
    """Somebody has left a seat, or got one: see to it that somebody presides who can."""
    meeting = draft.meeting
    if meeting.opened_at is None or meeting.closed_at is not None:
        return
    if _may_preside(meeting.seat(meeting.presides or "")):
        return
    to = _next(meeting)
    if to is not None:
        draft.add(e.ChairTaken(to, e.ChairHow.DROPPED_OUT))


def relieve(draft: Draft) -> None:
    """Whoever presides has let the room wait too long: the other co-chair takes over."""
    to = _next(draft.meeting)
    if to is not None:
        draft.add(e.ChairTaken(to, e.ChairHow.ABSENT))


def due_for_relief(meeting: Meeting) -> Instant | None:
    """When the room will have waited too long for its chair; None if it does not wait, or nobody else
    could take over, or somebody has already."""
    patience = meeting.format.chair.absent
    if patience is None or meeting.awaited_since is None or meeting.chair_missed:
        return None
    return None if _next(meeting) is None else meeting.awaited_since + patience


def _next(meeting: Meeting) -> PersonId | None:
    """The co-chair after the one who presides, in the order of the sides."""
    chairs = [seat.person for seat in meeting.co_chairs() if _may_preside(seat)]
    if meeting.presides in chairs:
        index = chairs.index(meeting.presides)
        chairs = chairs[index + 1 :] + chairs[:index]
    return next(iter(chairs), None)


def _may_preside(seat: Seat | None) -> bool:
    return seat is not None and seat.accepted is not None and seat.capacity.presides
