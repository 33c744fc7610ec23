"""What a rehearsal came to, in figures: counted from the journal's records and the calls to Discord."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.procedure import events as e
from bot.procedure.agenda.agenda_values import ItemState
from bot.procedure.evolve import fold
from bot.procedure.state import Meeting
from bot.rehearsal.acting import Tally

NOTEWORTHY: tuple[tuple[type[e.Event], str], ...] = (
    (e.PolicySet, "orders of the list"),
    (e.RoundBegun, "go-rounds"),
    (e.CaucusBegun, "caucuses"),
    (e.InterpretationDue, "turns interpreted"),
    (e.ClarityAsked, "pleas for plainer words"),
    (e.TurnExtended, "turns extended"),
    (e.MoreTimeRefused, "objections to more time"),
    (e.RequestDeferred, "requests deferred"),
    (e.RequestWithdrawn, "requests withdrawn"),
    (e.PointRuled, "points of order ruled on"),
    (e.RepliesBegun, "hearings of rights of reply"),
    (e.CircleEntered, "chairs of the circle taken"),
    (e.ChairTaken, "changes in the chair"),
    (e.OffRecordBegun, "times off the record"),
    (e.PointNoted, "points noted for the minutes"),
    (e.PhaseReminded, "reminders before a date"),
)
"""What people look for in a summary, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Summary:
    """`calls_per_change` has, for each change of speaker, the REST calls that it cost; `moves` how often
    each thing was done that `NOTEWORTHY` names."""

    meeting: Meeting
    turns: int
    contributions: int
    edits: int
    held: int
    stopped_by_lock: int
    refusals: int
    endings: Counter[str]
    items: Counter[str]
    kinds: Counter[str]
    moves: Counter[str]
    apart: int
    calls: int
    calls_per_change: tuple[int, ...]

    @property
    def most_calls(self) -> int:
        return max(self.calls_per_change, default=0)


def summarize(
    records: Sequence[e.Recorded],
    tally: Tally,
    refusals: int,
    calls: int,
    per_change: Sequence[int],
) -> Summary:
    """Raises ValueError when there are no records: then no meeting was convened."""
    meeting = fold(records)
    if meeting is None:
        raise ValueError("no meeting was convened")
    kinds = Counter(type(record.event) for record in records)
    return Summary(
        meeting=meeting,
        turns=kinds[e.TurnStarted],
        contributions=kinds[e.ContributionMade],
        edits=kinds[e.ContributionEdited],
        held=kinds[e.MessageHeld],
        stopped_by_lock=tally.stopped_by_lock,
        refusals=refusals,
        endings=Counter(
            record.event.how.value for record in records if isinstance(record.event, e.TurnEnded)
        ),
        items=Counter(
            item.state.value for item in meeting.agenda if item.state is not ItemState.PENDING
        ),
        kinds=Counter(
            record.event.kind.value for record in records if isinstance(record.event, e.TurnStarted)
        ),
        moves=Counter({name: kinds[kind] for kind, name in NOTEWORTHY if kinds[kind]}),
        apart=len(tally.apart),
        calls=calls,
        calls_per_change=tuple(per_change),
    )
