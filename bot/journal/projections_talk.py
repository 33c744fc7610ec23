"""Read models of the talk itself: requests, turns, contributions, held messages, floor time.

The other half of `projections`, under the same rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.procedure.events import (
    ContributionEdited,
    ContributionMade,
    ContributionRemoved,
    Event,
    FileKept,
    FileLeftOut,
    FileWithdrawn,
    FloorRequested,
    KindChanged,
    LeftOut,
    MessageHeld,
    NoteSet,
    ReactionAdded,
    ReactionTaken,
    RequestWithdrawn,
    TurnEnded,
    TurnExtended,
    TurnStarted,
)
from bot.procedure.values import Instant, MeetingId


class Statement(NamedTuple):
    """SQL and its values."""

    sql: str
    values: Sequence[object] | Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Where:
    """Where and when an event stands."""

    meeting: MeetingId
    seq: int
    at: Instant


CURRENT_WORDS = (
    "SELECT contributions.id, folded(texts.text), stems(texts.text) FROM contributions JOIN texts"
    " ON texts.meeting = contributions.meeting AND texts.seq = contributions.words_seq"
    " AND texts.field = 'words' WHERE texts.text IS NOT NULL AND removed_at IS NULL"
)
"""SQL for what the search index holds: the words of each contribution as it stands, and their stems."""

UNSAY = (
    f"INSERT INTO said (said, rowid, words, stems) SELECT 'delete', * FROM ({CURRENT_WORDS}"
    " AND contributions.meeting = ? AND message = ?)"
)
"""SQL that takes a contribution out of the index. Must run before its words change."""

UNSAY_AT = (
    f"INSERT INTO said (said, rowid, words, stems) SELECT 'delete', * FROM ({CURRENT_WORDS}"
    " AND contributions.meeting = ? AND contributions.words_seq = ?)"
)
"""The same for the contribution whose words stand at this seq."""


def requested(at: Where, event: FloorRequested) -> Iterator[Statement]:
    yield Statement(
        "INSERT INTO requests"
        " (meeting, number, person, side, kind, item, note_seq, asked_at, became)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting') ON CONFLICT DO NOTHING",
        (
            at.meeting,
            event.request,
            event.person,
            event.side,
            str(event.kind),
            event.item,
            None if event.note is None else at.seq,
            at.at,
        ),
    )


def note_set(at: Where, event: NoteSet) -> Iterator[Statement]:
    yield Statement(
        "UPDATE requests SET note_seq = ? WHERE meeting = ? AND number = ?",
        (at.seq, at.meeting, event.request),
    )


def kind_changed(at: Where, event: KindChanged) -> Iterator[Statement]:
    yield Statement(
        "UPDATE requests SET kind = ? WHERE meeting = ? AND number = ?",
        (str(event.kind), at.meeting, event.request),
    )


def became(at: Where, request: int | None, what: str) -> Iterator[Statement]:
    yield Statement(
        "UPDATE requests SET became = ?, ended_at = ?"
        " WHERE meeting = ? AND number = ? AND became = 'waiting'",
        (what, at.at, at.meeting, request),
    )


def request_withdrawn(at: Where, event: RequestWithdrawn) -> Iterator[Statement]:
    yield from became(at, event.request, "withdrawn")


def turn_started(at: Where, event: TurnStarted) -> Iterator[Statement]:
    yield Statement(
        "UPDATE meetings SET turns = turns + 1 WHERE meeting = :meeting AND NOT EXISTS"
        " (SELECT 1 FROM turns WHERE meeting = :meeting AND number = :turn)",
        {"meeting": at.meeting, "turn": event.turn},
    )
    yield Statement(
        "INSERT INTO turns (meeting, number, person, side, kind, item, phase, request, limit_ms,"
        " started_at, out_of_order, answers, interprets)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (
            at.meeting,
            event.turn,
            event.person,
            event.side,
            str(event.kind),
            event.item,
            event.phase,
            event.request,
            event.limit,
            at.at,
            event.out_of_order,
            event.answers,
            event.interprets,
        ),
    )
    if event.request is not None:
        yield from became(at, event.request, "granted")


def turn_extended(at: Where, event: TurnExtended) -> Iterator[Statement]:
    yield Statement(
        "UPDATE turns SET extended_ms = extended_ms + ? WHERE meeting = ? AND number = ?",
        (event.by, at.meeting, event.turn),
    )


def turn_ended(at: Where, event: TurnEnded) -> Iterator[Statement]:
    """Floor time goes up only with a turn that was running, so that it counts each turn once; what an
    interpreter says in somebody else's name is nobody's floor time."""
    yield Statement(
        "INSERT INTO floor_time (meeting, person, side, turns, used_ms)"
        " SELECT meeting, person, side, 1, :used FROM turns"
        " WHERE meeting = :meeting AND number = :turn AND ended_at IS NULL AND interprets IS NULL"
        " ON CONFLICT DO UPDATE SET turns = turns + 1, used_ms = used_ms + excluded.used_ms",
        {"meeting": at.meeting, "turn": event.turn, "used": event.used},
    )
    yield Statement(
        "UPDATE turns SET ended_at = ?, how = ?, used_ms = ?"
        " WHERE meeting = ? AND number = ? AND ended_at IS NULL",
        (at.at, str(event.how), event.used, at.meeting, event.turn),
    )


def heard(at: Where, message: str) -> Statement:
    return Statement(
        "INSERT INTO heard_messages (meeting, message, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (at.meeting, message, at.seq),
    )


def made(at: Where, event: ContributionMade) -> Iterator[Statement]:
    yield heard(at, event.message)
    yield Statement(
        "INSERT INTO contributions (meeting, message, turn, item, person, side, at, files,"
        " reply_to, made_seq, words_seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (
            at.meeting,
            event.message,
            event.turn,
            event.item,
            event.person,
            event.side,
            at.at if event.sent is None else event.sent,
            event.files,
            event.reply_to,
            at.seq,
            at.seq,
        ),
    )
    yield Statement(
        "UPDATE meetings SET contributions = contributions + 1 WHERE meeting = :meeting"
        " AND EXISTS (SELECT 1 FROM contributions"
        " WHERE meeting = :meeting AND message = :message AND made_seq = :seq)",
        {"meeting": at.meeting, "message": event.message, "seq": at.seq},
    )
    yield said(at, event.message)


def said(at: Where, message: str) -> Statement:
    """Index the words that this very event gave the contribution."""
    return Statement(
        f"INSERT INTO said (rowid, words, stems) {CURRENT_WORDS}"
        " AND contributions.meeting = ? AND message = ? AND words_seq = ?",
        (at.meeting, message, at.seq),
    )


def edited(at: Where, event: ContributionEdited) -> Iterator[Statement]:
    yield Statement(UNSAY, (at.meeting, event.message))
    yield Statement(
        "UPDATE contributions SET words_seq = ?, edited_at = ? WHERE meeting = ? AND message = ?",
        (at.seq, at.at, at.meeting, event.message),
    )
    yield said(at, event.message)


def removed(at: Where, event: ContributionRemoved) -> Iterator[Statement]:
    yield Statement(UNSAY, (at.meeting, event.message))
    yield Statement(
        "UPDATE meetings SET contributions = contributions - 1 WHERE meeting = :meeting"
        " AND EXISTS (SELECT 1 FROM contributions"
        " WHERE meeting = :meeting AND message = :message AND removed_at IS NULL)",
        {"meeting": at.meeting, "message": event.message},
    )
    yield Statement(
        "UPDATE contributions SET removed_at = ?"
        " WHERE meeting = ? AND message = ? AND removed_at IS NULL",
        (at.at, at.meeting, event.message),
    )


def held(at: Where, event: MessageHeld) -> Iterator[Statement]:
    yield heard(at, event.message)
    yield Statement(
        "INSERT INTO held_messages (meeting, number, message, person, reason, seq, kept, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            at.meeting,
            event.held,
            event.message,
            event.person,
            str(event.reason),
            at.seq,
            event.words is not None,
            at.at,
        ),
    )


def file_kept(at: Where, event: FileKept) -> Iterator[Statement]:
    yield _file(at, event, event.size, event.kind, None)


def file_left_out(at: Where, event: FileLeftOut) -> Iterator[Statement]:
    yield _file(at, event, None, None, str(event.why))


def _file(
    at: Where, event: FileKept | FileLeftOut, size: int | None, kind: str | None, why: str | None
) -> Statement:
    return Statement(
        "INSERT INTO files (meeting, message, number, person, seq, size, kind, left_out, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (at.meeting, event.message, event.number, event.person, at.seq, size, kind, why, at.at),
    )


def file_withdrawn(at: Where, event: FileWithdrawn) -> Iterator[Statement]:
    yield Statement(
        "UPDATE files SET left_out = ? WHERE meeting = ? AND message = ? AND number = ?",
        (str(LeftOut.WITHDRAWN), at.meeting, event.message, event.number),
    )


def reacted(at: Where, event: ReactionAdded | ReactionTaken) -> Iterator[Statement]:
    yield Statement(
        "INSERT INTO reactions (meeting, seq, message, person, added, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            at.meeting,
            at.seq,
            event.message,
            event.person,
            isinstance(event, ReactionAdded),
            at.at,
        ),
    )


TALK: dict[type[Event], Callable[[Where, Any], Iterator[Statement]]] = {
    FloorRequested: requested,
    NoteSet: note_set,
    KindChanged: kind_changed,
    RequestWithdrawn: request_withdrawn,
    TurnStarted: turn_started,
    TurnExtended: turn_extended,
    TurnEnded: turn_ended,
    ContributionMade: made,
    ContributionEdited: edited,
    ContributionRemoved: removed,
    MessageHeld: held,
    FileKept: file_kept,
    FileLeftOut: file_left_out,
    FileWithdrawn: file_withdrawn,
    ReactionAdded: reacted,
    ReactionTaken: reacted,
}
