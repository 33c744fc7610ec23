"""Changes of the procedure, read from events: the order of the list, the chair, and the like. Part of
`build`. What is said in private (invitations to the quiet, words to the loud) is no part of a record
that others read.
"""

from __future__ import annotations

from bot.procedure import events as ev
from bot.procedure.events import Recorded
from bot.transcript.model import MoveKind, MoveLine


class MoveReading:
    """What has been read so far."""

    def __init__(self) -> None:
        self.found: list[MoveLine] = []

    def take(self, record: Recorded) -> None:
        move = _move(record)
        if move is not None:
            self.found.append(move)


def _move(record: Recorded) -> MoveLine | None:
    seq, at, by = record.seq, record.at, record.actor
    match record.event:
        case ev.PolicySet(policy):
            # A go-round is told of by its own event.
            return (
                None
                if policy == "go-round"
                else MoveLine(seq, at, MoveKind.POLICY, by, str(policy))
            )
        case ev.RoundBegun():
            return MoveLine(seq, at, MoveKind.ROUND, by)
        case ev.ChairTaken(person, how):
            return MoveLine(seq, at, MoveKind.CHAIR, by, str(how), person)
        case ev.ListClosed():
            return MoveLine(seq, at, MoveKind.LIST_CLOSED, by)
        case ev.ListReopened():
            return MoveLine(seq, at, MoveKind.LIST_REOPENED, by)
        case ev.InterpretationSet(on):
            kind = MoveKind.INTERPRETATION_ON if on else MoveKind.INTERPRETATION_OFF
            return MoveLine(seq, at, kind, by)
        case ev.ItemExtended(_, more):
            return MoveLine(seq, at, MoveKind.ITEM_EXTENDED, by, length=more)
        case ev.SideBudgetSpent(_, side):
            return MoveLine(seq, at, MoveKind.SIDE_SPENT, by, side=side)
        case ev.RepliesBegun():
            return MoveLine(seq, at, MoveKind.REPLIES, by)
        case ev.CircleEntered(person):
            return MoveLine(seq, at, MoveKind.CIRCLE_ENTERED, by, person=person)
        case ev.CircleLeft(person):
            return MoveLine(seq, at, MoveKind.CIRCLE_LEFT, by, person=person)
        case ev.MeetingMoved():
            return MoveLine(seq, at, MoveKind.VENUE, by)
        case ev.PhaseEndSet(until):
            return MoveLine(seq, at, MoveKind.DATE, by, until=until)
    return None
