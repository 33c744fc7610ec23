"""Proof that a journal is as it was written: walk every meeting's chain, name the first bad row.

Reads the file and changes nothing in it, also when its writer was killed or is still at work. It
trusts no read model, and never tells what anybody said. The chain needs no kind of event to be known;
whether the course of a meeting is lawful, which is asked apart, is found out in `course`.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from os import PathLike
from pathlib import Path
from typing import Any

from bot.journal.chain import genesis, row_hash, text_digest
from bot.journal.codec import digests
from bot.journal.journal_files import (
    connect_reader,
    connect_still,
    fault_of,
    log_size,
    real,
    recognize,
    user_version,
)
from bot.journal.meeting_course import Course, Walk
from bot.journal.migrate import own_migrations
from bot.journal.port import FaultKind
from bot.journal.schema import Departed, departed
from bot.procedure.lawful import Unlawful


class Wrong(StrEnum):
    """What is wrong with a row."""

    MISSING = "missing"  # events: there is none with this seq, though there are later ones
    UNREADABLE = "unreadable"  # events: a value is of a type that is never written
    PREVIOUS = "previous"  # events: prev_hash is not the hash of the row before
    HASH = "hash"  # events: the row does not give its hash
    PAYLOAD = "payload"  # events: the payload is not JSON
    TEXT_MISSING = "text-missing"  # texts: the event has a digest, and there is no text
    TEXT_ALTERED = "text-altered"  # texts: the text does not give the event's digest
    TEXT_ORPHANED = "text-orphaned"  # texts: no event has a digest for this text
    ERASED_UNSAID = "erased-unsaid"  # texts: no event says that, and when, this text was erased
    NOT_ERASED = "not-erased"  # texts: an event says that it was erased, and it is there


@dataclass(frozen=True, slots=True)
class Problem:
    """The first bad row of a meeting. `field` is given for rows of texts."""

    table: str
    meeting: str
    seq: int
    field: str | None
    wrong: Wrong


@dataclass(frozen=True, slots=True)
class MeetingReport:
    """How far a meeting's chain holds.

    `head` is the last good hash in hexadecimal. Whoever keeps it elsewhere can later tell that
    nothing was cut off the end, which no chain shows by itself. `course` is that of the events whose
    chain holds; None where it was not asked for.
    """

    meeting: str
    events: int
    erased: int
    head: str
    problem: Problem | None
    course: Course | None = None

    @property
    def unlawful(self) -> tuple[Unlawful, ...]:
        """The events that the rules could not have written; none where that was not asked."""
        return () if self.course is None else self.course.unlawful


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` found. `fault` says why the file could not be read, or not to its end, `schema` in
    what its tables and whatever else is declared in it are not those of a journal."""

    path: str
    fault: FaultKind | None
    meetings: tuple[MeetingReport, ...]
    schema: tuple[Departed, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether every chain holds, and the file is a journal and nothing else."""
        broken = any(each.problem for each in self.meetings)
        return self.fault is None and not self.schema and not broken

    @property
    def lawful(self) -> bool:
        """Whether no event was found that the rules could not have written."""
        return not any(each.unlawful for each in self.meetings)


# A table is a tree in the order of its key, and SQLite takes that order on trust: it would look for a
# row where its key should lie, and take rows for sorted as they come. Where a key was altered in the
# file itself, that hides the row. The plus keeps it from that: every row is read, by its own key.
EVENTS = "SELECT meeting, seq, at, kind, version, actor, payload, prev_hash, hash FROM events"
TEXTS = "SELECT meeting, seq, field, salt, text, erased_at FROM texts"
IN_ORDER = "ORDER BY +meeting, +seq"
OF_ONE = "WHERE +meeting = CAST(? AS TEXT)"
SOUGHT = "WHERE meeting = CAST(? AS TEXT)"

Row = tuple[Any, ...]
Texts = dict[int, dict[str, Row]]
"""The rows (salt, text, erased_at) of a meeting's texts, by seq and field."""


def verify(path: str | PathLike[str], *, course: bool = False) -> Verification:
    """Walk every meeting's chain in the file at `path`; with `course`, hold its events to the rules too.

    Where there is a write-ahead log it is read too, and left as it is.
    """
    where = real(path)
    fault = recognize(where)
    if fault is None and not where.stat().st_size:
        fault = FaultKind.NOT_A_DATABASE
    if fault is not None:
        return Verification(str(path), fault, ())
    before = where.stat()
    if log_size(where) is None:
        report = examined(where, str(path), connect_still, course)
        after = where.stat()
        if log_size(where) is None and before.st_mtime_ns == after.st_mtime_ns:
            return report
    # Somebody writes, or was killed writing.
    return examined(where, str(path), connect_reader, course)


def proof_of(path: Path, meeting: str) -> MeetingReport | None:
    """The report on one meeting, its course included, of a file that is open and being written to; None
    where it has no events, or cannot be read."""
    name = meeting.encode()
    try:
        connection = connect_reader(path)
    except sqlite3.Error:
        return None
    try:
        connection.text_factory = bytes
        connection.execute("BEGIN")
        events, texts = (
            connection.execute(f"{rows} {OF_ONE} {IN_ORDER}", (name,)).fetchall()
            for rows in (EVENTS, TEXTS)
        )
        # Whoever asks reads the meeting by its key. What cannot be found so proves nothing to them.
        for rows, found in ((EVENTS, events), (TEXTS, texts)):
            sought = connection.execute(f"{rows} {SOUGHT}", (name,)).fetchall()
            if Counter(sought) != Counter(found):
                return None
        report = check_meeting(name, iter(events), by_place(texts), course=True)
    except sqlite3.Error:
        return None
    finally:
        connection.close()
    return report if report.events else None


def examined(
    path: Path, called: str, connect: Callable[[Path], sqlite3.Connection], course: bool
) -> Verification:
    """The report on a file that is a journal by its first bytes; `called` is its name in the report."""
    found: list[MeetingReport] = []
    schema: tuple[Departed, ...] = ()
    fault: FaultKind | None = None
    try:
        connection = connect(path)
    except sqlite3.Error as error:
        return Verification(called, fault_of(error), ())
    try:
        # A newer file's rules may be others; an older file's are these.
        if user_version(connection) > len(own_migrations()):
            return Verification(called, FaultKind.NEWER, ())
        connection.text_factory = bytes
        connection.execute("BEGIN")  # one view of the file, whatever a bot writes meanwhile
        schema = departed(connection, own_migrations())
        reports = walk(connection, course=course)
        while (report := next(reports, None)) is not None:  # keeping those before a damaged page
            found.append(report)
        # The long check, not the quick one: only this sees that a table's keys lie in their order.
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != b"ok":
            fault = FaultKind.DAMAGED
    except sqlite3.Error as error:
        fault = fault_of(error)
    finally:
        connection.close()
    return Verification(called, fault, tuple(found), schema)


def walk(connection: sqlite3.Connection, *, course: bool = False) -> Iterator[MeetingReport]:
    """A report of each meeting that has events or texts, in the order of their names."""
    texts: dict[bytes, list[Row]] = {}
    for row in connection.execute(TEXTS):
        texts.setdefault(meeting_of(row), []).append(row)
    rows = connection.execute(f"{EVENTS} {IN_ORDER}")
    for meeting, events in groupby(rows, key=meeting_of):
        yield check_meeting(meeting, events, by_place(texts.pop(meeting, ())), course=course)
    for meeting in sorted(texts):
        yield check_meeting(meeting, iter(()), by_place(texts[meeting]), course=course)


def meeting_of(row: Row) -> bytes:
    """The meeting that a row belongs to; a file that was altered can have anything in its place."""
    return row[0] if isinstance(row[0], bytes) else repr(row[0]).encode()


TWICE: Row = (None, None, None)
"""What stands for two rows of one place: it is neither a text nor an erased one."""


def by_place(rows: Iterable[Row]) -> Texts:
    """Rows of texts by their seq and field. Of two for one place, which only an altered file has,
    neither can be taken for the one that was written."""
    texts: Texts = {}
    for _, seq, field, *rest in rows:
        here = texts.setdefault(seq if isinstance(seq, int) else 0, {})
        name = named(field)
        here[name] = TWICE if name in here else tuple(rest)
    return texts


def named(name: object) -> str:
    """A meeting's or a field's name as a person may read it, whatever became of its bytes.

    It ends where they are no text any more: where a length was altered, a name can run on into a text
    that stands behind it, and a report tells nobody's words. (Before a text stands its salt.)
    """
    if not isinstance(name, bytes):
        return repr(name)
    try:
        return name.decode()
    except UnicodeDecodeError as error:
        return f"{name[: error.start].decode()}\\x{name[error.start]:02x}…"


def check_meeting(
    meeting: bytes, events: Iterator[Row], texts: Texts, *, course: bool
) -> MeetingReport:
    """Walk one chain until its end or its first bad row."""
    name, prev, seq = named(meeting), genesis(meeting), 0
    followed = Walk(name) if course else None
    problem: Problem | None = None
    erasures = Erasures()
    for row in events:
        if not isinstance(row[1], int):
            problem = Problem("events", name, seq + 1, None, Wrong.UNREADABLE)
            break
        if row[1] <= seq:  # below 1, or a number that there was already
            problem = Problem("events", name, row[1], None, Wrong.UNREADABLE)
            break
        wrong = Wrong.MISSING if row[1] > seq + 1 else check_row(meeting, row, prev)
        parsed = parse(row[6]) if wrong is None else None
        if parsed is None:
            problem = Problem("events", name, seq + 1, None, wrong or Wrong.PAYLOAD)
            break
        payload, expected = parsed
        here = texts.pop(row[1], {})
        bad = check_texts(expected, here)
        if bad is not None:
            problem = Problem("texts", name, seq + 1, *bad)
            break
        erasures.note(row, payload, here)
        if followed is not None:
            followed.take(row, payload, here)
        seq, prev = row[1], row[8]
    if problem is None and texts:
        first = min(texts)
        problem = Problem("texts", name, first, min(texts[first]), Wrong.TEXT_ORPHANED)
    if problem is None:
        problem = erasures.problem(name)
    found = None if followed is None else followed.course(whole=problem is None)
    return MeetingReport(name, seq, len(erasures.gone), prev.hex(), problem, found)


class Erasures:
    """What is erased in a meeting, and what its events say was: the two must agree, to the moment."""

    def __init__(self) -> None:
        self.gone: dict[tuple[int, str], int] = {}
        self.said: dict[tuple[int, str], int] = {}

    def note(self, row: Row, payload: Any, texts: Mapping[str, Row]) -> None:
        """Take up an event and its texts."""
        for field, (_, text, erased_at) in texts.items():
            if text is None:
                self.gone[row[1], field] = erased_at
        if row[3] == b"TextsErased":
            for each in payload.get("texts", ()) if isinstance(payload, dict) else ():
                # A text is erased once; what was erased already keeps the moment of the first time.
                self.said.setdefault((each.get("seq"), each.get("field")), row[2])

    def problem(self, meeting: str) -> Problem | None:
        """The first text that is gone without a word, or said to be gone and is not."""
        for (seq, field), at in sorted(self.gone.items()):
            if self.said.get((seq, field)) != at:
                return Problem("texts", meeting, seq, field, Wrong.ERASED_UNSAID)
        for seq, field in sorted(self.said.keys() - self.gone.keys()):
            return Problem("texts", meeting, seq, field, Wrong.NOT_ERASED)
        return None


def check_row(meeting: bytes, row: Row, prev: bytes) -> Wrong | None:
    """What is wrong with a row of events that has the seq it should have."""
    _, seq, at, kind, version, actor, payload, prev_hash, own_hash = row
    if not (
        all(isinstance(number, int) for number in (seq, at, version))
        and all(isinstance(text, bytes) for text in (kind, payload, prev_hash, own_hash))
        and isinstance(actor, bytes | None)
    ):
        return Wrong.UNREADABLE
    if prev_hash != prev:
        return Wrong.PREVIOUS
    if own_hash != row_hash(prev, meeting, seq, at, kind, version, actor, payload):
        return Wrong.HASH
    return None


def parse(payload: bytes) -> tuple[Any, dict[str, str]] | None:
    """A payload and the digests in it; None where it is not JSON."""
    try:
        parsed = json.loads(payload)
        return parsed, digests(parsed)
    except (ValueError, RecursionError):
        return None


def check_texts(expected: dict[str, str], texts: dict[str, Row]) -> tuple[str, Wrong] | None:
    """The first field of an event whose text is not the one that its digest stands for."""
    for field, digest in sorted(expected.items()):
        if field not in texts:
            return field, Wrong.TEXT_MISSING
        salt, text, erased_at = texts[field]
        whole = isinstance(salt, bytes) and isinstance(text, bytes) and erased_at is None
        gone = salt is None and text is None and isinstance(erased_at, int)
        if not gone and not (whole and text_digest(salt, text) == digest):
            return field, Wrong.TEXT_ALTERED
    orphans = sorted(texts.keys() - expected.keys())
    return (orphans[0], Wrong.TEXT_ORPHANED) if orphans else None
