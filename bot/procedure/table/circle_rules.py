"""Rules for a fishbowl's inner circle: who sits in it, and how its chairs change hands.

Each side has the same number of chairs. Whoever sat there for as many turns as the format says gives
the chair to whoever of the same side has waited longest, if anybody waits.
"""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.draft import Draft
from bot.procedure.formats import Speakers
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting
from bot.procedure.table.seats import Capacity, Seat, SideKey
from bot.procedure.values import Instant, PersonId


def seat_circle(draft: Draft) -> None:
    """Fill the circle as its phase begins: those who wait for a chair, then those heard least. The
    co-chairs conduct the talk from outside."""
    meeting = draft.meeting
    seated: list[PersonId] = []
    for side in meeting.sides:
        seated += _first(meeting, side.key)[: chairs_of_a_side(meeting)]
    draft.add(e.CircleSeated(tuple(seated)))


def _first(meeting: Meeting, side: SideKey) -> list[PersonId]:
    there = [seat for seat in meeting.members(side) if _sits(seat)]
    waiting = meeting.circle.waiting

    def rank(seat: Seat) -> tuple[int, int, int]:
        waits = waiting.index(seat.person) if seat.person in waiting else len(waiting)
        return waits, meeting.ledger.floor.get(seat.person, 0), there.index(seat)

    return [seat.person for seat in sorted(there, key=rank)]


def _sits(seat: Seat) -> bool:
    return seat.may_speak and seat.capacity is not Capacity.CO_CHAIR


def chairs_of_a_side(meeting: Meeting) -> int:
    return max(1, meeting.format.circle.chairs // len(meeting.sides))


def enter(meeting: Meeting, command: c.EnterCircle, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Take a free chair of one's side, or wait for one."""
    if not _in_circle_phase(meeting):
        return refuse(Code.NO_CIRCLE)
    if command.by in meeting.circle.seated:
        return refuse(Code.IN_CIRCLE)
    if command.by in meeting.circle.waiting:
        return refuse(Code.WAITS_FOR_CIRCLE)
    draft = Draft(meeting, now)
    side = _side(meeting, command.by)
    assert side is not None, "only those at the table may sit in the circle"
    if _taken(meeting, side) < chairs_of_a_side(meeting):
        draft.add(e.CircleEntered(command.by))
        return draft.events
    draft.add(e.CircleSought(command.by))
    for person in meeting.circle.seated:
        if _side(meeting, person) == side and _has_had_enough(meeting, person):
            change_hands(draft, person)
            break
    return draft.events


def leave(meeting: Meeting, command: c.LeaveCircle, now: Instant) -> tuple[e.Event, ...] | Refusal:
    circle = meeting.circle
    if command.by not in circle.seated and command.by not in circle.waiting:
        return refuse(Code.NOT_IN_CIRCLE)
    if meeting.floor is not None and meeting.floor.person == command.by:
        return refuse(Code.SPEAKER_SEAT)
    draft = Draft(meeting, now)
    give_up(draft, command.by)
    return draft.events


def give_up(draft: Draft, person: PersonId) -> None:
    """Take this person out of the circle, and let in whoever waits for the chair."""
    circle = draft.meeting.circle
    if person not in circle.seated and person not in circle.waiting:
        return
    side = _side(draft.meeting, person)
    draft.add(e.CircleLeft(person))
    if person in circle.seated and side is not None:
        _let_in(draft, side)


def change_hands(draft: Draft, person: PersonId) -> None:
    """After a turn: a chair that was held long enough goes to whoever waits for it."""
    meeting = draft.meeting
    side = _side(meeting, person)
    if not _in_circle_phase(meeting) or side is None or person not in meeting.circle.seated:
        return
    if (
        _has_had_enough(meeting, person)
        and _waiting(meeting, side)
        and not _speaks(meeting, person)
    ):
        draft.add(e.CircleLeft(person))
        _let_in(draft, side)


def _let_in(draft: Draft, side: SideKey) -> None:
    meeting = draft.meeting
    waiting = _waiting(meeting, side)
    if waiting is not None and _in_circle_phase(meeting):
        draft.add(e.CircleEntered(waiting))


def _waiting(meeting: Meeting, side: SideKey) -> PersonId | None:
    return next(
        (
            person
            for person in meeting.circle.waiting
            if _side(meeting, person) == side and meeting.may_speak(person)
        ),
        None,
    )


def _has_had_enough(meeting: Meeting, person: PersonId) -> bool:
    return meeting.circle.turns.get(person, 0) >= meeting.format.circle.turns


def _speaks(meeting: Meeting, person: PersonId) -> bool:
    return any(
        turn is not None and turn.person == person for turn in (meeting.floor, meeting.interrupted)
    )


def _taken(meeting: Meeting, side: SideKey) -> int:
    return sum(_side(meeting, person) == side for person in meeting.circle.seated)


def _side(meeting: Meeting, person: PersonId) -> SideKey | None:
    seat = meeting.seat(person)
    return None if seat is None else seat.side


def _in_circle_phase(meeting: Meeting) -> bool:
    phase = meeting.phase
    return phase is not None and phase.speakers is Speakers.CIRCLE
