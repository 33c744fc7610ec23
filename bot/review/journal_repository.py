"""One journal at the desk: from the rows of its read models to the values that pages show.

What must not live here: SQL (it stands in `journal_queries`), a page, a decision.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.journal.codec import BadPayload, UnknownEvent, decode
from bot.journal.port import Found
from bot.journal.projections import from_localized
from bot.journal.sqlite_reader import SqliteReader
from bot.procedure.events import MeetingConvened
from bot.procedure.table.seats import Dialogue, SideKey
from bot.procedure.values import Localized, MeetingId, PersonId, Words
from bot.review import journal_queries as queries
from bot.review.desk_views import (
    DialogueLine,
    DialogueView,
    Hit,
    KnownPerson,
    MeetingLine,
    PersonLine,
    SpeakingTotals,
    Undertaking,
)
from bot.review.read_only_database import QueryResult, ReadOnlyDatabase
from bot.review.verification_cache import VerificationCache
from bot.transcript.spreadsheet import Cell

Row = sqlite3.Row


@dataclass(frozen=True)
class JournalRepository:
    """A file at the desk. `name` stands in addresses, `path` is what a person calls it. Close it."""

    name: str
    path: Path
    reader: SqliteReader
    database: ReadOnlyDatabase
    verification: VerificationCache

    @classmethod
    def of(cls, name: str, path: Path, reader: SqliteReader) -> JournalRepository:
        """The reader belongs to it from here on."""
        return cls(name, path, reader, ReadOnlyDatabase(path), VerificationCache(path))

    async def close(self) -> None:
        await self.reader.close()
        await self.database.close()

    async def rows(self, sql: str, **values: object) -> Sequence[Row]:
        """What the journal answers. Raises what `ReadOnlyDatabase.query` does, as all of this does."""
        return (await self.database.query(sql, values)).rows

    async def table(self, name: str, dialogue: str, first: int | None = None) -> QueryResult:
        """One of the TABLES, or the first so many rows of it."""
        return await self.database.query(queries.TABLES[name], {"dialogue": dialogue}, first)

    async def dialogues(self) -> tuple[DialogueLine, ...]:
        """Every dialogue in the file, the one that met last first."""
        return tuple([await self._line(row) for row in await self.rows(queries.DIALOGUES)])

    async def _line(self, row: Row) -> DialogueLine:
        dialogue = await self.dialogue_of(row["latest"])
        return DialogueLine(
            self.name,
            row["dialogue"],
            None if dialogue is None else dialogue.title,
            () if dialogue is None else dialogue.sides,
            () if dialogue is None else dialogue.languages,
            row["meetings"],
            row["first_at"],
            row["last_at"],
            row["people"],
            row["turns"],
            row["contributions"],
            row["used_ms"],
        )

    async def dialogue_of(self, meeting: MeetingId) -> Dialogue | None:
        """The dialogue as this meeting's convening describes it; None where that cannot be read."""
        for row in await self.rows(queries.CONVENED, meeting=meeting):
            try:
                event = decode(row["kind"], row["version"], row["payload"], {})
            except (UnknownEvent, BadPayload):
                return None
            return event.dialogue if isinstance(event, MeetingConvened) else None
        return None

    async def place_of(self, meeting: MeetingId) -> tuple[str, int] | None:
        """The dialogue's key and the meeting's number; None if there is no such meeting."""
        found = await self.rows(queries.PLACE, meeting=meeting)
        return (found[0]["dialogue"], found[0]["number"]) if found else None

    async def dialogue(self, key: str) -> DialogueView | None:
        """A dialogue over all its meetings; None if there is none of this key."""
        line = next((each for each in await self.dialogues() if each.key == key), None)
        if line is None:
            return None
        found = await self.rows(queries.MEETINGS, dialogue=key)
        floor = await self.rows(queries.FLOOR, dialogue=key)
        posts = await self.rows(queries.POSTS, dialogue=key)
        seats = await self.rows(queries.SEATS, dialogue=key)
        heard: dict[tuple[MeetingId, PersonId, SideKey], SpeakingTotals] = {}
        for row in floor:
            place = (row["meeting"], row["person"], row["side"])
            heard[place] = SpeakingTotals(row["used_ms"], row["turns"])
        for row in posts:
            place = (row["meeting"], row["person"], row["side"])
            heard[place] = replace(heard.get(place, SpeakingTotals()), posts=row["posts"])
        by_side: dict[tuple[MeetingId, SideKey], SpeakingTotals] = {}
        for (meeting, _, side), each in heard.items():
            by_side[meeting, side] = by_side.get((meeting, side), SpeakingTotals()) + each
        return DialogueView(line, tuple(map(meeting_line, found)), people_of(seats, heard), by_side)

    async def known(self) -> tuple[KnownPerson, ...]:
        """Everybody who ever had a seat, once for each dialogue, under the last name."""
        found: dict[tuple[str, PersonId], KnownPerson] = {}
        for row in await self.rows(queries.PEOPLE):
            found[row["dialogue"], row["person"]] = KnownPerson(
                self.name, row["dialogue"], row["person"], row["side"], Words(row["name"])
            )
        return tuple(found.values())

    async def hits(self, found: Sequence[Found]) -> tuple[Hit, ...]:
        """What a search found, with all that a page says about it, in the search's order."""
        keys = json.dumps([[each.meeting, each.message] for each in found])
        rows = {
            (row["meeting"], row["message"]): row
            for row in await self.rows(queries.HITS, keys=keys)
        }
        return tuple(
            hit(self.name, each, row)
            for each in found
            if (row := rows.get((each.meeting, each.message))) is not None
        )

    async def has_undertakings(self) -> bool:
        """Whether anything was ever undertaken in these meetings."""
        return bool((await self.rows(queries.HAS_UNDERTAKINGS))[0]["found"])

    async def undertakings(self) -> tuple[Undertaking, ...]:
        """What was undertaken, the earliest due first."""
        return tuple(
            Undertaking(
                self.name,
                row["meeting"],
                row["dialogue"],
                row["meeting_number"],
                row["number"],
                Words(row["owner"]),
                Words(row["words"]),
                row["due"],
                bool(row["done"]),
            )
            for row in await self.rows(queries.UNDERTAKINGS)
        )


def meeting_line(row: Row) -> MeetingLine:
    opened = row["opened_at"]
    return MeetingLine(
        row["meeting"],
        row["number"],
        localized(row["title"]),
        row["status"],
        row["convened_at"] if opened is None else opened,
        row["closed_at"],
        row["people"],
        row["turns"],
        row["contributions"],
        row["used_ms"],
    )


def people_of(
    seats: Sequence[Row], heard: Mapping[tuple[MeetingId, PersonId, SideKey], SpeakingTotals]
) -> tuple[PersonLine, ...]:
    """Everybody who had a seat, whoever was heard most first; rows of `seats` in the meetings' order."""
    found: dict[PersonId, PersonLine] = {}
    for row in seats:
        known = found.get(row["person"])
        before = {} if known is None else known.capacities
        found[row["person"]] = PersonLine(
            row["person"],
            Words(row["name"]),
            row["side"],
            {**before, row["meeting"]: row["capacity"]},
            {} if known is None else known.heard,
        )
    for (meeting, person, _), each in heard.items():
        if (line := found.get(person)) is not None:
            more = line.heard.get(meeting, SpeakingTotals()) + each
            found[person] = replace(line, heard={**line.heard, meeting: more})

    def much(line: PersonLine) -> tuple[int, int, int]:
        total = line.total
        return -total.used, -total.posts, -len(line.capacities)

    return tuple(sorted(found.values(), key=much))


def hit(journal: str, found: Found, row: Row) -> Hit:
    return Hit(
        journal,
        found.meeting,
        row["dialogue"],
        row["number"],
        localized(row["meeting_title"]),
        None if row["item_title"] is None else localized(row["item_title"]),
        row["person"],
        Words(row["name"]),
        row["side"],
        row["at"],
        row["made_seq"],
        found.words,
    )


def localized(stored: str) -> Localized:
    """A title of a read model; what is stored if it is none, since that is better than no page."""
    try:
        return from_localized(stored)
    except (ValueError, TypeError):
        return Localized.of(en=stored)


def timed(row: Row) -> Mapping[str, Cell]:
    """A row of a table with its moments as such."""
    return {
        name: datetime.fromisoformat(cell)
        if name.endswith("_utc") and isinstance(cell, str)
        else cell
        for name, cell in zip(row.keys(), row, strict=True)
    }
