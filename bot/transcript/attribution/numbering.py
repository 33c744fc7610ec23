"""New numbers for what happened: the order stays, the journal's own numbers and their gaps go.

A gap would say that something stands in the journal there which the export keeps back.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.floor.floor_values import RequestNumber
from bot.transcript.model import MoveKind, MoveLine, Transcript

KEPT_MOVES = frozenset(
    {
        MoveKind.ROUND,
        MoveKind.LIST_CLOSED,
        MoveKind.LIST_REOPENED,
        MoveKind.INTERPRETATION_ON,
        MoveKind.INTERPRETATION_OFF,
        MoveKind.ITEM_EXTENDED,
        MoveKind.REPLIES,
        MoveKind.DATE,
    }
)
"""Changes of the procedure that say nothing about a person or a side; all others are left out."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Old numbers to new ones, each counted from 1."""

    seq: Mapping[int, int]
    request: Mapping[RequestNumber, RequestNumber]
    item: Mapping[ItemKey, ItemKey]

    @classmethod
    def of(cls, transcript: Transcript, phases: Set[str]) -> Numbering:
        """`phases` are the keys of those that are told."""
        t = transcript
        seqs = {
            *(phase.seq for phase in t.phases if phase.key in phases),
            *(turn.seq for turn in t.turns),
            *(contribution.seq for contribution in t.contributions),
            *(ruling.seq for ruling in t.rulings),
            *(request.seq for request in t.requests),
            *(move.seq for move in kept_moves(t)),
            *(stop.seq for stop in t.breaks),
            *(opening.seq for line in t.agenda for opening in line.openings),
        }
        requests = sorted(t.requests, key=lambda request: request.seq)
        return cls(
            seq={old: new for new, old in enumerate(sorted(seqs), start=1)},
            request={each.number: new for new, each in enumerate(requests, start=1)},
            item={line.key: f"item-{new}" for new, line in enumerate(t.agenda, start=1)},
        )


def kept_moves(transcript: Transcript) -> tuple[MoveLine, ...]:
    return tuple(move for move in transcript.moves if move.kind in KEPT_MOVES)
