"""What somebody who has the file could make of a meeting's records: an event put in again, one changed.

Only such as the rules could never have written. Whatever somebody could also have done there and then
(another seat, a pause, more words in one's own turn) cannot be told from what was done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from typing import Any

from hypothesis import strategies as st

from bot.procedure import events as e

ONCE: dict[type[e.Event], tuple[str, ...]] = {
    e.MeetingConvened: ("edition",),
    e.MeetingOpened: ("edition",),
    e.MeetingClosed: ("unspoken",),
    e.RoundBegun: ("round", "rota", "thinking"),
    e.ItemClosed: ("item", "unspoken"),
    e.FloorRequested: ("request", "person", "side", "item"),
    e.KindChanged: ("request",),
    e.RequestDeferred: ("request",),
    e.RequestWithdrawn: ("request", "person"),
    e.TurnStarted: ("turn", "side", "request", "item", "phase", "limit", "place", "interprets"),
    e.TurnInterrupted: ("turn",),
    e.TurnTakenUp: ("turn",),
    e.TurnWarned: ("turn", "left"),
    e.TurnTimeUp: ("turn",),
    e.TurnEnded: ("turn", "person", "side", "used"),
    e.TurnCut: ("turn", "limit"),
    e.InterpretationDue: ("turn", "limit"),
    e.InterpretationSkipped: ("turn",),
    e.PointRuled: ("turn",),
    e.MessageHeld: ("held", "person", "reason"),
    e.ItemBudgetSpent: ("item",),
    e.SideBudgetSpent: ("item", "side"),
    e.ProposalMade: ("revision", "person"),
    e.ProposalTicked: ("revision",),
    e.ProposalMerged: ("revision", "paragraphs", "budget", "ticked"),
    e.ProposalSplit: ("revision", "new", "new_budget", "budget"),
    e.ProposalAgreed: ("revision", "person"),
    e.ProposalAdopted: ("revision", "items", "agreed"),
    e.ProposalDropped: ("revision", "person"),
    e.OffRecordBegun: (),
    e.OffRecordEnded: (),
}
"""Events that have a number of their own, or that only follow from others, so that none of them can
stand a second time; and the fields that follow from what was before, and can say nothing else."""

AGAIN: dict[type[e.Event], tuple[str, ...]] = {
    e.PhaseEntered: ("phase", "index", "rota", "thinking", "until", "round"),
    e.PhaseEnded: ("phase",),
    e.ContributionMade: ("turn", "item", "person", "side"),
}
"""What may well be said, or come about, once more; where it stands it can say nothing else of itself."""


def other(value: object) -> object:
    """Another value of the same type, or of a type that may stand there too."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case Enum():
            return next(each for each in type(value) if each is not value)
        case str():
            return f"{value}x"
        case tuple():
            return value[1:] if value else (99,)
        case None:
            return 99
    raise TypeError(type(value).__name__)


@st.composite
def forged(draw: st.DrawFn, records: Sequence[e.Recorded]) -> tuple[list[e.Recorded], int]:
    """The records with one event put in again, or one changed, and the seq of it."""
    known = ONCE | AGAIN
    changeable = [r for r in records if known.get(type(r.event))]
    repeatable = [r for r in records if type(r.event) in ONCE]
    if draw(st.booleans()) and changeable:
        record = draw(st.sampled_from(changeable))
        field = draw(st.sampled_from(known[type(record.event)]))
        changes: dict[str, Any] = {field: other(getattr(record.event, field))}
        event = replace(record.event, **changes)
        changed = [replace(r, event=event) if r is record else r for r in records]
        return changed, record.seq
    record = draw(st.sampled_from(repeatable))
    place = draw(st.integers(record.seq, len(records)))
    # With a time that fits there: its own would run backwards.
    again = replace(record, at=records[place - 1].at)
    added = [*records[:place], again, *records[place:]]
    return [replace(each, seq=nth) for nth, each in enumerate(added, 1)], place + 1
