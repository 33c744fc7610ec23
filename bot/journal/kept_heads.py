"""Heads that were kept elsewhere, held against a journal: is it still the one that they came from?

A chain shows that nothing within it was altered. It cannot show that events were cut off its end,
that it was written anew from the first one, or that a whole meeting is gone; a head that was kept
elsewhere can. Nothing here writes, and nothing here walks a chain: that is `verify`.
"""

from __future__ import annotations

import errno
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.journal.heads import Head, find, heads_of, parse
from bot.journal.journal_files import MAGIC, reader_of
from bot.journal.port import FaultKind
from bot.journal.verification import MeetingReport, Verification, named, verify

MOST_BYTES = 64 * 2**20
"""What is read of a file that may carry a head; a transcript of a long meeting has some 5 MB."""

PAGE_NOTE = ' id="record">'
"""Where a transcript as HTML has its note about the record; what people typed cannot hold it."""


class HeadStanding(StrEnum):
    """How a head stands to a journal."""

    HELD = "held"  # the event is there, has this hash, and the chain holds up to it
    CUT = "cut"  # the meeting has no such event (any more)
    OTHER = "other"  # the meeting's event has another hash
    GONE = "gone"  # there is no such meeting
    UNKNOWN = "unknown"  # the hash came alone, and no event has it
    BROKEN = "broken"  # the event has this hash, but the chain does not hold up to it


@dataclass(frozen=True, slots=True)
class HeadFinding:
    """What became of a head. `meeting` and `seq` say which event it is, where it was found.

    `events` is how many events the meeting has whose chain holds; None if there is no such meeting.
    """

    head: Head
    standing: HeadStanding
    meeting: str | None
    seq: int | None
    events: int | None

    @property
    def since(self) -> int:
        """How many events the meeting has after the head's."""
        return 0 if self.events is None or self.seq is None else max(0, self.events - self.seq)


class NoHead(StrEnum):
    """Why nothing can be taken from a file as a head."""

    MISSING = "missing"
    NOT_A_FILE = "not-a-file"
    UNREADABLE = "unreadable"
    TOO_LONG = "too-long"
    NONE_IN_IT = "none-in-it"
    UNSOUND = "unsound"  # a journal whose own chains do not hold


def heads_in(path: Path) -> tuple[Head, ...] | NoHead | FaultKind:
    """The heads that a file carries: a journal's own, or those that stand in a text or document."""
    try:
        if not path.exists():
            return NoHead.MISSING
        if not path.is_file():
            return NoHead.NOT_A_FILE
        with path.open("rb") as file:
            content = file.read(len(MAGIC))
            if content == MAGIC:
                return _heads_of_journal(path)
            content += file.read(MOST_BYTES + 1 - len(content))
    except ValueError:
        return NoHead.MISSING  # no path at all
    except OSError as error:
        return NoHead.MISSING if error.errno == errno.ENAMETOOLONG else NoHead.UNREADABLE
    if len(content) > MOST_BYTES:
        return NoHead.TOO_LONG
    # In whatever encoding a text is, a head is ASCII; in UTF-16 with a zero after each character.
    texts = [content.replace(b"\0", b""), *_parts(path)]
    found = dict.fromkeys(
        head for text in texts for head in carried(text.decode("utf-8", "replace"))
    )
    return tuple(found) or NoHead.NONE_IN_IT


def carried(text: str) -> tuple[Head, ...]:
    """The heads that a text vouches for.

    In a transcript only the note about the record counts: whoever had the floor may have typed
    something that looks like a head. (In Markdown no one can: what people typed is escaped there.)
    """
    if text.lstrip("\ufeff \r\n").startswith("{"):
        try:
            document = json.loads(text.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            document = None
        if isinstance(document, dict) and document.get("format") == "cochair-transcript":
            return _of_transcript(document)
    if PAGE_NOTE in text:
        text = text.rpartition(PAGE_NOTE)[2]
    return find(text)


def _of_transcript(document: dict[str, Any]) -> tuple[Head, ...]:
    """The head of a transcript in JSON. One of before there was `head_line` has its parts."""
    meeting, record = document.get("meeting"), document.get("record")
    if not isinstance(meeting, dict) or not isinstance(record, dict):
        return ()
    line = record.get("head_line")
    parts = f"{meeting.get('id')}:{record.get('records')}:{record.get('head')}"
    head = parse(line if isinstance(line, str) else parts)
    return () if head is None else (head,)


def _heads_of_journal(path: Path) -> tuple[Head, ...] | NoHead | FaultKind:
    report = verify(path)
    if report.fault is not None:
        return report.fault
    if not report.sound:
        return NoHead.UNSOUND
    return heads_of(report) or NoHead.NONE_IN_IT


def _parts(path: Path) -> Iterator[bytes]:
    """The parts of a zipped document, such as Word's, that may have text in them."""
    room = MOST_BYTES
    try:
        with zipfile.ZipFile(path) as archive:
            for part in archive.infolist():
                if part.filename.endswith(".xml") and part.file_size <= room:
                    room -= part.file_size
                    yield archive.read(part)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return  # not zipped, or not in a way that we know


def against(path: Path, report: Verification, heads: Sequence[Head]) -> tuple[HeadFinding, ...]:
    """How each head stands to the journal at `path`, on which `report` is `verify`'s report.

    What the bot appends after the report was made makes no difference: events are never changed, and
    one that the report does not know is not taken for good. Raises sqlite3.Error where the file
    cannot be read.
    """
    reports = {each.meeting: each for each in report.meetings}
    connection = reader_of(path)
    try:
        connection.text_factory = bytes
        return tuple(_stand(connection, reports, head) for head in heads)
    finally:
        connection.close()


def _stand(
    connection: sqlite3.Connection, reports: dict[str, MeetingReport], head: Head
) -> HeadFinding:
    wanted = bytes.fromhex(head.hash)
    meeting, seq = head.meeting, head.seq
    if meeting is None or seq is None:
        places = [
            (named(name), number)
            for name, number in connection.execute(
                "SELECT meeting, seq FROM events WHERE hash = ? ORDER BY meeting, seq", (wanted,)
            )
        ]
        if not places:
            return HeadFinding(head, HeadStanding.UNKNOWN, None, None, None)
        # A copied row has the same hash, but only in one place can the chain hold up to it.
        good = (at for at in places if at[0] in reports and at[1] <= reports[at[0]].events)
        meeting, seq = next(good, places[0])
    report = reports.get(meeting)
    if report is None:
        return HeadFinding(head, HeadStanding.GONE, meeting, seq, None)
    row = connection.execute(  # by the row's own key, not where it should lie: see `verify`
        "SELECT hash FROM events WHERE +meeting = ? AND +seq = ?", (meeting, seq)
    ).fetchone()
    if row is None:
        standing = HeadStanding.CUT
    elif row[0] != wanted:
        standing = HeadStanding.OTHER
    else:
        standing = HeadStanding.HELD if seq <= report.events else HeadStanding.BROKEN
    return HeadFinding(head, standing, meeting, seq, report.events)
