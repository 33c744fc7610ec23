"""Read models of the minutes: noted points, and the text as it stands.

A third part of `projections`, under the same rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bot.journal.projections_talk import Statement, Where
from bot.procedure.events import (
    Event,
    MinutesDrafted,
    MinutesFrozen,
    PointDropped,
    PointNoted,
)


def noted(at: Where, event: PointNoted) -> Iterator[Statement]:
    yield Statement(
        "INSERT INTO points (meeting, number, kind, item, person, seq, due)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            at.meeting,
            event.number,
            str(event.kind),
            event.item,
            event.person,
            at.seq,
            event.due,
        ),
    )


def dropped(at: Where, event: PointDropped) -> Iterator[Statement]:
    yield Statement(
        "UPDATE points SET dropped = 1 WHERE meeting = ? AND number = ?",
        (at.meeting, event.number),
    )


def drafted(at: Where, event: MinutesDrafted) -> Iterator[Statement]:
    yield Statement(
        "INSERT INTO minutes (meeting, revision, seq, drafted_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET revision = excluded.revision, seq = excluded.seq,"
        " drafted_at = excluded.drafted_at",
        (at.meeting, event.revision, at.seq, at.at),
    )


def frozen(at: Where, event: MinutesFrozen) -> Iterator[Statement]:
    yield Statement(
        "UPDATE minutes SET digest = ?, adopted_at = ? WHERE meeting = ?",
        (event.digest, at.at, at.meeting),
    )


MINUTES: dict[type[Event], Callable[[Where, Any], Iterator[Statement]]] = {
    PointNoted: noted,
    PointDropped: dropped,
    MinutesDrafted: drafted,
    MinutesFrozen: frozen,
}
