"""What a turn leaves to be done when it has ended: its interpretation, a chair in the circle that
changes hands, a word in private. Nothing here gives anybody the floor.
"""

from __future__ import annotations

from bot.procedure import events as e
from bot.procedure.draft import Draft
from bot.procedure.floor.floor_values import Turn, TurnEnd
from bot.procedure.state import Meeting
from bot.procedure.table.circle_rules import change_hands
from bot.procedure.table.seats import Capacity, Seat
from bot.procedure.values import SECOND, Milliseconds, PersonId

SHORTEST_INTERPRETATION: Milliseconds = 30 * SECOND


def finish(draft: Draft, turn: Turn, how: TurnEnd) -> None:
    """End the turn, and see to what follows from it besides the next one."""
    used = turn.used(draft.now)
    draft.end(turn, how)
    if turn.kind.rules.aside:
        return
    _interpret(draft, turn, used)
    change_hands(draft, turn.person)
    if draft.meeting.phase is not None and draft.meeting.phase.speakers.listed:
        _balance(draft, turn.person)


def cut_off(draft: Draft, how: TurnEnd) -> None:
    """End whatever turn there is, the interrupted one too, because somebody else is called at once or
    the item is left: what was to be interpreted is not, and the record says so."""
    for turn in (draft.meeting.floor, draft.meeting.interrupted):
        if turn is None:
            continue
        used = turn.used(draft.now)
        draft.end(turn, how)
        if not turn.kind.rules.aside:
            _interpret(draft, turn, used)
            change_hands(draft, turn.person)
        skip_interpretation(draft)
    skip_interpretation(draft)


def skip_interpretation(draft: Draft) -> None:
    if draft.meeting.interpretation is not None:
        draft.add(e.InterpretationSkipped(draft.meeting.interpretation.turn))


# Interpretation --------------------------------------------------------------------------------


def _interpret(draft: Draft, turn: Turn, used: Milliseconds) -> None:
    """Consecutive interpretation takes about as long as what it interprets, and some air."""
    meeting = draft.meeting
    if not (meeting.interpreted or turn.unclear):
        return
    if not (turn.spoke or meeting.by_voice):
        return
    interpreter = interpreter_for(meeting, turn)
    if interpreter is not None:
        limit = max(used + used // 4, SHORTEST_INTERPRETATION)
        draft.add(e.InterpretationDue(turn.number, interpreter.person, limit))


def interpreter_for(meeting: Meeting, turn: Turn) -> Seat | None:
    """Who interprets this turn: an interpreter of another language than the speaker's, or else any."""
    speaker = meeting.seat(turn.person)
    there = [seat for seat in meeting.seats if may_interpret(seat)]
    other = [seat for seat in there if speaker is None or seat.language != speaker.language]
    return next(iter((*other, *there)), None)


def may_interpret(seat: Seat | None) -> bool:
    return seat is not None and seat.capacity is Capacity.INTERPRETER and seat.accepted is not None


# The quiet and the loud ------------------------------------------------------------------------


def _balance(draft: Draft, heard: PersonId) -> None:
    """Invite those who have hardly spoken and tell those who have spoken far more than others: once an
    item, in private. An equal share is the floor time so far, by the number of those who speak."""
    meeting = draft.meeting
    rules, spent = meeting.format.balance, meeting.ledger.floor
    people = [seat.person for seat in meeting.seats if seat.may_speak and _shares(seat)]
    total = sum(spent.get(person, 0) for person in people)
    if len(people) < 2 or total < rules.after:
        return
    asked = {heard, *(request.person for request in meeting.requests)}
    for person in people:
        if person in meeting.talk.nudged:
            continue
        part = 100 * spent.get(person, 0) * len(people)  # of `total`, in per cent
        if meeting.invites_quiet and part < rules.quiet_below * total and person not in asked:
            draft.add(e.QuietInvited(person))
        elif meeting.tells_loud and part > rules.loud_above * total:
            draft.add(e.LoudTold(person))


def _shares(seat: Seat) -> bool:
    """Co-chairs conduct the talk; how much they say is not compared."""
    return seat.capacity is not Capacity.CO_CHAIR
