"""Changes of the procedure, read from events: the order of the list, the chair, and the like. Part of
`build`. What is said in private (invitations to the quiet, words to the loud) is no part of a record
that others read.
"""

from __future__ import annotations

from bot.procedure import events as ev
from bot.procedure.events import Recorded
from bot.transcript.model import Move, MoveKind


class MoveReading:
    """What has been read so far."""

    def __init__(self) -> None:
        self.found: list[Move] = []

    def take(self, record: Recorded) -> None:
        move = _move(record)
        if move is not None:
            self.found.append(move)


def _move(record: Recorded) -> Move | None:
    seq, at, by = record.seq, record.at, record.actor
    match record.event:
        case ev.PolicySet(policy):
            # A go-round is told of by its own event.
            return None if policy == "go-round" else Move(seq, at, MoveKind.POLICY, by, str(policy))
        case ev.RoundBegun():
            return Move(seq, at, MoveKind.ROUND, by)
        case ev.ChairTaken(person, how):
            return Move(seq, at, MoveKind.CHAIR, by, str(how), person)
        case ev.ListClosed():
            return Move(seq, at, MoveKind.LIST_CLOSED, by)
        case ev.ListReopened():
            return Move(seq, at, MoveKind.LIST_REOPENED, by)
        case ev.InterpretationSet(on):
            kind = MoveKind.INTERPRETATION_ON if on else MoveKind.INTERPRETATION_OFF
            return Move(seq, at, kind, by)
        case ev.ItemExtended(_, more):
            return Move(seq, at, MoveKind.ITEM_EXTENDED, by, length=more)
        case ev.SideBudgetSpent(_, side):
            return Move(seq, at, MoveKind.SIDE_SPENT, by, side=side)
        case ev.RepliesBegun():
            return Move(seq, at, MoveKind.REPLIES, by)
        case ev.CircleEntered(person):
            return Move(seq, at, MoveKind.CIRCLE_ENTERED, by, person=person)
        case ev.CircleLeft(person):
            return Move(seq, at, MoveKind.CIRCLE_LEFT, by, person=person)
        case ev.MeetingMoved():
            return Move(seq, at, MoveKind.VENUE, by)
        case ev.PhaseEndSet(until):
            return Move(seq, at, MoveKind.DATE, by, until=until)
    return None
