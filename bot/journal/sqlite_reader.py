"""What is asked of a journal in a SQLite file, none of which changes it."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import aiosqlite

from bot.journal.codec import BadPayload, UnknownEvent, decode, well_formed
from bot.journal.file_store import FileStore
from bot.journal.port import (
    ANYTHING,
    ContributionRow,
    DamagedJournal,
    Found,
    HeldRow,
    MeetingSummary,
    NewerJournal,
    Proven,
    RecordPlace,
    Wanted,
)
from bot.journal.projections import from_localized
from bot.journal.verification import proof_of
from bot.procedure.events import Recorded
from bot.procedure.state import Status
from bot.procedure.table.seats import Capacity
from bot.procedure.values import Instant, MeetingId, PersonId, Words
from bot.stems import folded, stem

Row = Sequence[Any]
Values = Sequence[object] | Mapping[str, object]

EVENTS_OF = (
    "SELECT seq, at, kind, version, actor, payload FROM events WHERE meeting = ? ORDER BY seq"
)
TEXTS_OF = "SELECT seq, field, text FROM texts WHERE meeting = ?"


CONTRIBUTIONS = (
    "SELECT message, person, side, turn, item, at, text, edited_at, removed_at, files"
    " FROM contributions LEFT JOIN texts ON texts.meeting = contributions.meeting"
    " AND texts.seq = words_seq AND field = 'words' WHERE contributions.meeting = ?"
)

SEARCH = (
    "SELECT c.meeting, message, person, at, text, side, item, turn, made_seq FROM said"
    " JOIN contributions AS c ON c.id = said.rowid"
    " JOIN texts ON texts.meeting = c.meeting AND texts.seq = words_seq AND field = 'words'"
    " WHERE said MATCH :match"
    " AND (:meeting IS NULL OR c.meeting = :meeting)"
    " AND (:dialogue IS NULL OR c.meeting IN"
    " (SELECT meeting FROM meetings WHERE dialogue = :dialogue))"
    " AND (:person IS NULL OR person = :person)"
    " AND (:side IS NULL OR side = :side)"
    " AND (:item IS NULL OR item = :item)"
    " AND (:since IS NULL OR at >= :since)"
    " AND (:until IS NULL OR at <= :until)"
    " AND (:among IS NULL OR c.meeting IN (SELECT value FROM json_each(:among)))"
    " ORDER BY said.rank, c.meeting, made_seq LIMIT :limit"
)


PLACES = (
    "SELECT m.meeting, CASE WHEN s.left_at IS NULL THEN s.capacity END,"
    " EXISTS (SELECT 1 FROM acceptances AS a WHERE a.meeting = m.meeting AND a.person = :person),"
    " e.actor IS :person"
    " FROM meetings AS m JOIN events AS e ON e.meeting = m.meeting AND e.seq = 1"
    " LEFT JOIN seats AS s ON s.meeting = m.meeting AND s.person = :person"
    " WHERE s.person IS NOT NULL OR e.actor = :person ORDER BY m.convened_at, m.meeting"
)
"""A meeting's first event is its convening, and whoever brought that about is the convener."""


def records(meeting: MeetingId, events: Iterable[Row], texts: Iterable[Row]) -> Iterator[Recorded]:
    """The rows of EVENTS_OF and TEXTS_OF as records. Raises NewerJournal or DamagedJournal."""
    said: dict[int, dict[str, str | None]] = {}
    for seq, field, text in texts:
        said.setdefault(seq, {})[field] = text
    for seq, at, kind, version, actor, payload in events:
        try:
            event = decode(kind, version, payload, said.get(seq, {}))
        except UnknownEvent:
            raise NewerJournal(meeting, seq, kind, version) from None
        except (
            BadPayload,
            TypeError,
        ):  # a payload, or a value of another type than is ever written
            raise DamagedJournal(meeting, seq) from None
        yield Recorded(meeting, seq, at, actor, event)


def query(asked: str) -> str:
    """What a person typed as a search, in FTS5's own language.

    Every word must be there, in whatever form; a word with * after it stands for all that begin so.
    Nothing else that is typed means anything to FTS5.
    """
    words = re.findall(r"(\w+)(\*?)", folded(well_formed(asked)))
    return " AND ".join(
        f'words : "{word}"*' if star else f'stems : "{stem(word)}"' for word, star in words
    )


def _contribution(row: Row) -> ContributionRow:
    message, person, side, turn, item, at, text, edited_at, removed_at, files = row
    words = Words(text)
    return ContributionRow(
        message, person, side, turn, item, at, words, edited_at, removed_at, files
    )


class SqliteReader:
    """A journal that is only read. Close it: its thread outlives its last user."""

    def __init__(self, connection: aiosqlite.Connection, store: FileStore) -> None:
        self._db = connection
        self._store = store

    async def read(self, meeting: MeetingId) -> tuple[Recorded, ...]:
        """See `ReadableJournal.read`."""
        try:
            # In this order: a text is committed together with its event, never after it.
            events = await self._all(EVENTS_OF, (meeting,))
            texts = await self._all(TEXTS_OF, (meeting,))
        except (sqlite3.OperationalError, UnicodeDecodeError):
            raise DamagedJournal(meeting, 0) from None
        # A long meeting has a long record: in a thread, others have their turn meanwhile.
        return await asyncio.to_thread(lambda: tuple(records(meeting, events, texts)))

    async def meetings(self) -> tuple[MeetingSummary, ...]:
        """See `ReadableJournal.meetings`."""
        rows = await self._all(
            "SELECT meeting, dialogue, number, title, venue, status, convened_at, opened_at,"
            " closed_at, turns, contributions, keep_days, erased_at FROM meetings"
            " ORDER BY convened_at, meeting"
        )
        found = []
        for meeting, dialogue, number, title, venue, status, *rest in rows:
            try:
                told, standing = from_localized(title), Status(status)
            except (TypeError, ValueError):
                raise DamagedJournal(meeting, 0) from None
            found.append(MeetingSummary(meeting, dialogue, number, told, venue, standing, *rest))
        return tuple(found)

    async def running(self) -> tuple[MeetingId, ...]:
        """See `ReadableJournal.running`."""
        rows = await self._all(
            "SELECT meeting FROM meetings WHERE closed_at IS NULL ORDER BY convened_at, meeting"
        )
        return tuple(row[0] for row in rows)

    async def next_number(self, dialogue: str) -> int:
        """See `ReadableJournal.next_number`."""
        row = await self._one("SELECT max(number) FROM meetings WHERE dialogue = ?", (dialogue,))
        return 1 if row is None or row[0] is None else int(row[0]) + 1

    async def contribution(self, meeting: MeetingId, message: str) -> ContributionRow | None:
        """See `ReadableJournal.contribution`."""
        row = await self._one(f"{CONTRIBUTIONS} AND message = ?", (meeting, message))
        return None if row is None else _contribution(row)

    async def meeting_of(self, venue: str, message: str) -> MeetingId | None:
        """See `ReadableJournal.meeting_of`."""
        row = await self._one(
            "SELECT meeting FROM meetings WHERE venue = ? AND EXISTS (SELECT 1 FROM contributions"
            " WHERE contributions.meeting = meetings.meeting AND message = ?)",
            (venue, message),
        )
        return None if row is None else str(row[0])

    async def standing(self, meeting: MeetingId, latest: int) -> tuple[ContributionRow, ...]:
        """See `ReadableJournal.standing`."""
        rows = await self._all(
            f"{CONTRIBUTIONS} AND removed_at IS NULL ORDER BY made_seq DESC LIMIT ?",
            (meeting, latest),
        )
        return tuple(_contribution(row) for row in reversed(rows))

    async def knows(self, meeting: MeetingId, message: str) -> bool:
        """See `ReadableJournal.knows`."""
        row = await self._one(
            "SELECT 1 FROM heard_messages WHERE meeting = ? AND message = ?", (meeting, message)
        )
        return row is not None

    async def held(self, meeting: MeetingId, number: int) -> HeldRow | None:
        """See `ReadableJournal.held`."""
        row = await self._one(
            "SELECT person, kept, text FROM held_messages AS held"
            " LEFT JOIN texts ON texts.meeting = held.meeting AND texts.seq = held.seq"
            " AND field = 'words' WHERE held.meeting = ? AND number = ?",
            (meeting, number),
        )
        return None if row is None else HeldRow(row[0], Words(row[2]) if row[1] else None)

    async def head(self, meeting: MeetingId) -> tuple[int, str] | None:
        """See `ReadableJournal.head`."""
        row = await self._one(
            "SELECT seq, hex(hash) FROM events WHERE meeting = ? ORDER BY seq DESC LIMIT 1",
            (meeting,),
        )
        return None if row is None else (int(row[0]), str(row[1]).lower())

    async def meetings_with(self, person: PersonId) -> tuple[MeetingId, ...]:
        """See `ReadableJournal.meetings_with`."""
        rows = await self._all(
            "SELECT seats.meeting FROM seats JOIN meetings USING (meeting) WHERE person = ?"
            " ORDER BY convened_at, seats.meeting",
            (person,),
        )
        return tuple(row[0] for row in rows)

    async def places_of(self, person: PersonId) -> tuple[RecordPlace, ...]:
        """See `ReadableJournal.places_of`."""
        rows = await self._all(PLACES, {"person": person})
        return tuple(
            RecordPlace(
                meeting, None if seat is None else Capacity(seat), bool(accepted), bool(convened)
            )
            for meeting, seat, accepted, convened in rows
        )

    async def proof(self, meeting: MeetingId) -> Proven | None:
        """See `ReadableJournal.proof`."""
        row = await self._one("SELECT file FROM pragma_database_list WHERE name = 'main'")
        if row is None:
            return None
        found = await asyncio.to_thread(proof_of, Path(row[0]), meeting)
        if found is None or found.problem is not None:
            return None
        return Proven(found.events, found.head, tuple(each.seq for each in found.unlawful))

    async def file(self, digest: str) -> bytes | None:
        """See `ReadableJournal.file`."""
        return await asyncio.to_thread(self._store.get, digest)

    async def note(self, meeting: MeetingId, key: str) -> str | None:
        """See `ReadableJournal.note`."""
        row = await self._one(
            "SELECT value FROM bench WHERE meeting = ? AND key = ?", (meeting, key)
        )
        return None if row is None else str(row[0])

    async def last_beat(self) -> Instant | None:
        """See `ReadableJournal.last_beat`."""
        row = await self._one("SELECT at FROM beat")
        return None if row is None else int(row[0])

    async def search(
        self,
        asked: str,
        meeting: MeetingId | None = None,
        limit: int = 20,
        wanted: Wanted = ANYTHING,
    ) -> tuple[Found, ...]:
        """See `ReadableJournal.search`."""
        match = query(asked)
        if not match:
            return ()
        among = None if wanted.among is None else json.dumps(sorted(wanted.among))
        values = {**asdict(wanted), "match": match, "limit": limit, "among": among}
        values["meeting"] = meeting if wanted.meeting is None else wanted.meeting
        rows = await self._all(SEARCH, values)
        return tuple(
            Found(said_in, message, person, at, Words(text), side, item, turn, seq)
            for said_in, message, person, at, text, side, item, turn, seq in rows
        )

    async def close(self) -> None:
        """Let go of the file. A second call does nothing."""
        await self._db.close()

    async def _all(self, sql: str, values: Values = ()) -> list[Row]:
        return [tuple(row) for row in await self._db.execute_fetchall(sql, values)]

    async def _one(self, sql: str, values: Values = ()) -> Row | None:
        return next(iter(await self._all(sql, values)), None)
