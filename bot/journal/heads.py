"""Heads: one line that says how far a meeting's chain had come, to be kept elsewhere.

`cochair:trust-3:412:<64 hex>` is the meeting, the seq of an event, and that event's hash. Here such
lines are written, read and found in a larger text, and the heads of a journal are listed. Holding
one against a journal is `against`; nothing here says whether a chain holds but `verify`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from bot.journal.journal_files import reader_of
from bot.journal.verification import Verification, named

HASH = r"(?P<hash>[0-9a-fA-F]{64})"
PLACE = r"(?P<meeting>[\w.~%-]+):(?P<seq>[1-9][0-9]{0,17})"
IN_TEXT = re.compile(rf"(?<![\w.~%:-])cochair:{PLACE}:{HASH}(?![0-9a-zA-Z])", re.ASCII)
ALONE = re.compile(rf"(?:(?:cochair:)?{PLACE}:)?{HASH}", re.ASCII)
TOLD = re.compile(
    rf"OK +(?P<meeting>[\w.~%-]+): (?P<seq>[1-9][0-9]{{0,17}}) events\b[^\n]*, head {HASH}",
    re.ASCII,
)
"""What `cochair verify` says of a meeting: the only place that had heads before they had a line."""


@dataclass(frozen=True, slots=True)
class Head:
    """The hash of one event. `meeting` and `seq` are None where only the hash was kept.

    `hash` is 64 hexadecimal digits in lower case.
    """

    meeting: str | None
    seq: int | None
    hash: str

    @property
    def line(self) -> str:
        """The head as it is kept elsewhere; without a meeting, the hash alone."""
        if self.meeting is None or self.seq is None:
            return self.hash
        # A meeting's name has only small letters, digits and hyphens, so far; were it to have
        # others, the line would still be one word.
        return f"cochair:{quote(self.meeting, safe='')}:{self.seq}:{self.hash}"


def parse(text: str) -> Head | None:
    """The head that `text` is, if it is one: the whole line, the line without its first word, or
    the hash alone."""
    match = ALONE.fullmatch(text.strip())
    return None if match is None else _head(match)


def find(text: str) -> tuple[Head, ...]:
    """Every head in a larger text, each once, in the order in which they stand there.

    A hash that stands there without its meeting is none: a transcript carries other digests too. But
    where it has a line of its own, it can be nothing else.
    """
    places = [(match.start(), _head(match)) for match in IN_TEXT.finditer(text)]
    places += [(match.start(), _head(match)) for match in TOLD.finditer(text)]
    start = 0
    for line in text.splitlines(keepends=True):
        alone = parse(line)
        if alone is not None:
            places.append((start, alone))
        start += len(line)
    places.sort(key=lambda place: place[0])
    return tuple(dict.fromkeys(head for _, head in places))


def _head(match: re.Match[str]) -> Head:
    meeting, seq = match["meeting"], match["seq"]
    if meeting is None:
        return Head(None, None, match["hash"].lower())
    return Head(unquote(meeting), int(seq), match["hash"].lower())


def heads_of(report: Verification) -> tuple[Head, ...]:
    """The head of each meeting whose chain holds, in the order of the report."""
    return tuple(
        Head(each.meeting, each.events, each.head)
        for each in report.meetings
        if each.problem is None
    )


def latest(path: Path, report: Verification) -> str | None:
    """The meeting of the report that began last, by the evidence alone: the time of its first event.

    None if there is none. Raises sqlite3.Error where the file cannot be read.
    """
    connection = reader_of(path)
    try:
        rows = connection.execute(
            "SELECT CAST(meeting AS BLOB) FROM events WHERE seq = 1 ORDER BY at DESC, meeting DESC"
        ).fetchall()
    finally:
        connection.close()
    known = {each.meeting for each in report.meetings}
    names = (named(meeting) for (meeting,) in rows)
    return next((name for name in names if name in known), None)
