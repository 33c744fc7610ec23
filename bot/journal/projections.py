"""Read models: what each event does to them, as SQL statements; and how to fill them anew.

`project` is pure: a record in, statements out, each of a cost that does not grow with the meeting.
Their tables stand in the migrations. Every statement says by itself what it needs to find, so that
an event that does not fit (a turn ended twice, an edit of nothing) changes nothing and fails nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from bot.journal.codec import canonical
from bot.journal.projections_minutes import MINUTES
from bot.journal.projections_talk import TALK, Statement, Where
from bot.journal.sql_stems import register
from bot.procedure.agenda.agenda_values import AgendaItem, ItemState
from bot.procedure.events import (
    CaucusBegun,
    CaucusEnded,
    ConsentWithdrawn,
    ErasedBecause,
    Event,
    ItemAdded,
    ItemClosed,
    ItemEdited,
    ItemExtended,
    ItemMoved,
    ItemOpened,
    ItemParked,
    KeepingSet,
    MeetingClosed,
    MeetingConvened,
    MeetingMoved,
    MeetingOpened,
    MeetingPaused,
    MeetingResumed,
    MeetingSuspended,
    OffRecordBegun,
    OffRecordEnded,
    Recorded,
    RulesAccepted,
    SeatLeft,
    SeatTaken,
    TextsErased,
)
from bot.procedure.state import Status
from bot.procedure.values import Localized

READ_MODELS = (
    "meetings",
    "seats",
    "acceptances",
    "agenda_items",
    "requests",
    "turns",
    "contributions",
    "held_messages",
    "heard_messages",
    "floor_time",
    "files",
    "reactions",
    "off_record",
    "points",
    "minutes",
)
"""Every read model but `said`, the search index, which is emptied in its own way."""


def project(record: Recorded) -> tuple[Statement, ...]:
    """What this record does to the read models."""
    make = MAKERS.get(type(record.event))
    if make is None:
        return ()
    return tuple(make(Where(record.meeting, record.seq, record.at), record.event))


def rebuild(connection: sqlite3.Connection, records: Iterator[Recorded]) -> None:
    """Empty every read model and fill it again; inside the caller's transaction."""
    register(connection)
    connection.execute("INSERT INTO said (said) VALUES ('delete-all')")
    for table in READ_MODELS:
        connection.execute(f"DELETE FROM {table}")
    for record in records:
        for sql, values in project(record):
            connection.execute(sql, values)


def localized(text: Localized) -> str:
    return canonical(text.texts)


def from_localized(stored: str) -> Localized:
    return Localized(tuple((code, text) for code, text in json.loads(stored)))


def convened(at: Where, event: MeetingConvened) -> Iterator[Statement]:
    yield Statement(
        "INSERT INTO meetings (meeting, dialogue, number, title, venue, status, convened_at,"
        " keep_days, turns, contributions)"
        " VALUES (:meeting, :dialogue, :number, :title, :venue, :status, :at, :keep_days,"
        " (SELECT count(*) FROM turns WHERE meeting = :meeting),"
        " (SELECT count(*) FROM contributions WHERE meeting = :meeting AND removed_at IS NULL))"
        " ON CONFLICT DO NOTHING",
        {
            "meeting": at.meeting,
            "dialogue": event.dialogue.key,
            "number": event.number,
            "title": localized(event.title),
            "venue": event.venue,
            "status": str(Status.CONVENED),
            "at": at.at,
            "keep_days": event.format.record.days,
        },
    )
    for position, item in enumerate(event.agenda):
        yield from inserted(at, item, position)


def status(new: Status) -> Callable[[Where, Any], Iterator[Statement]]:
    """What an event does that only changes the meeting's status."""

    def make(at: Where, event: Event) -> Iterator[Statement]:
        yield Statement("UPDATE meetings SET status = ? WHERE meeting = ?", (str(new), at.meeting))

    return make


def opened(at: Where, event: MeetingOpened) -> Iterator[Statement]:
    yield Statement(
        "UPDATE meetings SET status = ?, opened_at = coalesce(opened_at, ?) WHERE meeting = ?",
        (str(Status.OPEN), at.at, at.meeting),
    )


def moved(at: Where, event: MeetingMoved) -> Iterator[Statement]:
    yield Statement("UPDATE meetings SET venue = ? WHERE meeting = ?", (event.venue, at.meeting))


def closed(at: Where, event: MeetingClosed) -> Iterator[Statement]:
    yield Statement(
        "UPDATE meetings SET status = ?, closed_at = coalesce(closed_at, ?) WHERE meeting = ?",
        (str(Status.CLOSED), at.at, at.meeting),
    )
    for number in event.unspoken:
        yield Statement(
            "UPDATE requests SET became = 'unspoken', ended_at = ?"
            " WHERE meeting = ? AND number = ? AND became = 'waiting'",
            (at.at, at.meeting, number),
        )


def keeping_set(at: Where, event: KeepingSet) -> Iterator[Statement]:
    yield Statement("UPDATE meetings SET keep_days = ? WHERE meeting = ?", (event.days, at.meeting))


def off_record_begun(at: Where, event: OffRecordBegun) -> Iterator[Statement]:
    yield from status(Status.OFF_RECORD)(at, event)
    yield Statement(
        "INSERT INTO off_record (meeting, began_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (at.meeting, at.at),
    )


def off_record_ended(at: Where, event: OffRecordEnded) -> Iterator[Statement]:
    yield from status(Status.OPEN)(at, event)
    yield Statement(
        "UPDATE off_record SET ended_at = ? WHERE meeting = ? AND ended_at IS NULL",
        (at.at, at.meeting),
    )


def erased(at: Where, event: TextsErased) -> Iterator[Statement]:
    """That the words were kept for as long as was agreed; the texts themselves are no read model."""
    if event.because is ErasedBecause.RETENTION:
        yield Statement("UPDATE meetings SET erased_at = ? WHERE meeting = ?", (at.at, at.meeting))


def seat_taken(at: Where, event: SeatTaken) -> Iterator[Statement]:
    yield Statement(
        "INSERT INTO seats (meeting, person, side, capacity, language, name_seq, taken_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET side = excluded.side,"
        " capacity = excluded.capacity, language = excluded.language,"
        " name_seq = excluded.name_seq, left_at = NULL",
        (
            at.meeting,
            event.person,
            event.side,
            str(event.capacity),
            event.language,
            at.seq,
            at.at,
        ),
    )


def seat_left(at: Where, event: SeatLeft) -> Iterator[Statement]:
    yield Statement(
        "UPDATE seats SET left_at = ? WHERE meeting = ? AND person = ? AND left_at IS NULL",
        (at.at, at.meeting, event.person),
    )


def accepted(at: Where, event: RulesAccepted) -> Iterator[Statement]:
    yield Statement(
        "INSERT INTO acceptances (meeting, seq, person, rules, language, accepted_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (at.meeting, at.seq, event.person, event.rules, event.language, at.at),
    )


def withdrawn(at: Where, event: ConsentWithdrawn) -> Iterator[Statement]:
    yield Statement(
        "UPDATE acceptances SET withdrawn_at = ?"
        " WHERE meeting = ? AND person = ? AND withdrawn_at IS NULL",
        (at.at, at.meeting, event.person),
    )


def inserted(at: Where, item: AgendaItem, position: int) -> Iterator[Statement]:
    """The item at `position` (or last, when that is past the end), the later ones one further."""
    known = "EXISTS (SELECT 1 FROM agenda_items WHERE meeting = :meeting AND item = :item)"
    values: dict[str, object] = {
        "meeting": at.meeting,
        "item": item.key,
        "position": max(0, position),
        "title": localized(item.title),
        "question": localized(item.question),
        "budget": item.budget,
        "sources": canonical(item.sources),
        "stage": item.stage,
        "state": str(item.state),
    }
    yield Statement(
        "UPDATE agenda_items SET position = position + 1"
        f" WHERE meeting = :meeting AND position >= :position AND NOT {known}",
        values,
    )
    yield Statement(
        "INSERT INTO agenda_items"
        " (meeting, item, position, title, question, budget_ms, sources, stage, state)"
        " VALUES (:meeting, :item, min(:position,"
        " (SELECT count(*) FROM agenda_items WHERE meeting = :meeting)),"
        " :title, :question, :budget, :sources, :stage, :state) ON CONFLICT DO NOTHING",
        values,
    )


def item_added(at: Where, event: ItemAdded) -> Iterator[Statement]:
    yield from inserted(at, event.item, event.position)


def item_edited(at: Where, event: ItemEdited) -> Iterator[Statement]:
    yield Statement(
        "UPDATE agenda_items SET title = ?, question = ?, budget_ms = ?"
        " WHERE meeting = ? AND item = ?",
        (localized(event.title), localized(event.question), event.budget, at.meeting, event.item),
    )


def item_extended(at: Where, event: ItemExtended) -> Iterator[Statement]:
    yield Statement(
        "UPDATE agenda_items SET budget_ms = budget_ms + ? WHERE meeting = ? AND item = ?",
        (event.by, at.meeting, event.item),
    )


def item_moved(at: Where, event: ItemMoved) -> Iterator[Statement]:
    """Taken out, so that the gap closes, and put in again."""
    old = "(SELECT position FROM agenda_items WHERE meeting = :meeting AND item = :item)"
    values: dict[str, object] = {
        "meeting": at.meeting,
        "item": event.item,
        "position": max(0, event.position),
    }
    yield Statement(
        "UPDATE agenda_items SET position = position - 1"
        f" WHERE meeting = :meeting AND position > {old}",
        values,
    )
    yield Statement(
        "UPDATE agenda_items SET position = position + 1 WHERE meeting = :meeting"
        f" AND item <> :item AND position >= :position AND {old} IS NOT NULL",
        values,
    )
    yield Statement(
        "UPDATE agenda_items SET position = min(:position,"
        " (SELECT count(*) - 1 FROM agenda_items WHERE meeting = :meeting))"
        " WHERE meeting = :meeting AND item = :item",
        values,
    )


def item_state(new: ItemState) -> Callable[[Where, Any], Iterator[Statement]]:
    """What opening, parking and closing do to an item."""

    def make(at: Where, event: ItemOpened | ItemParked | ItemClosed) -> Iterator[Statement]:
        yield Statement(
            "UPDATE agenda_items SET state = :state,"
            " opened_at = CASE :state WHEN 'open' THEN coalesce(opened_at, :at) ELSE opened_at END,"
            " closed_at = CASE :state WHEN 'closed' THEN :at END"
            " WHERE meeting = :meeting AND item = :item",
            {"state": str(new), "at": at.at, "meeting": at.meeting, "item": event.item},
        )

    return make


MAKERS: dict[type[Event], Callable[[Where, Any], Iterator[Statement]]] = {
    MeetingConvened: convened,
    MeetingOpened: opened,
    MeetingPaused: status(Status.PAUSED),
    MeetingSuspended: status(Status.SUSPENDED),
    MeetingResumed: status(Status.OPEN),
    MeetingMoved: moved,
    CaucusBegun: status(Status.CAUCUS),
    CaucusEnded: status(Status.PAUSED),
    MeetingClosed: closed,
    KeepingSet: keeping_set,
    OffRecordBegun: off_record_begun,
    OffRecordEnded: off_record_ended,
    TextsErased: erased,
    SeatTaken: seat_taken,
    SeatLeft: seat_left,
    RulesAccepted: accepted,
    ConsentWithdrawn: withdrawn,
    ItemAdded: item_added,
    ItemEdited: item_edited,
    ItemExtended: item_extended,
    ItemMoved: item_moved,
    ItemOpened: item_state(ItemState.OPEN),
    ItemParked: item_state(ItemState.PARKED),
    ItemClosed: item_state(ItemState.CLOSED),
    **TALK,
    **MINUTES,
}
