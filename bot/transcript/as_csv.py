"""A transcript as two tables for spreadsheets and statistics: its turns, and its floor time.

RFC 4180 in UTF-8, the columns under stable English names. Lengths are seconds, moments as in the JSON
(see `as_json`). Every row says which rule it is given out under and whether the meeting was closed,
since rows get copied. A cell that a spreadsheet would take for a formula begins with an apostrophe, and
marks that show nothing are printed as numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.procedure.people import SideKey
from bot.procedure.values import Instant, Milliseconds, PersonId
from bot.transcript.labels import iso, since
from bot.transcript.marks import visible
from bot.transcript.model import Attribution, Contribution, FloorTime, Transcript, TurnLine

BOM = "\ufeff"
"""What some spreadsheets need at the beginning of a file to read it as UTF-8."""

_FACE = ("attribution", "meeting", "status")
TURN_COLUMNS = (
    *_FACE,
    *("turn", "from", "to", "person", "name", "side", "side_name", "kind", "phase", "item"),
    *(
        "limit_s",
        "used_s",
        "over_s",
        "ended",
        "answers",
        "interprets",
        "messages",
        "words",
        "recorded",
    ),
)
FLOOR_COLUMNS = (
    *_FACE,
    *("of", "person", "name", "side", "side_name", "used_s", "share_percent", "turns", "posts"),
)
_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
_CONTROL = frozenset("\t\r\n")

Cell = str | int | float | None


def turns_csv(transcript: Transcript, *, language: str = "en", bom: bool = False) -> str:
    """A row to a turn, with what was said in it; where anybody may write without the floor, a row of the
    kind "post" to a message. Names of sides are in `language`."""
    return _written(TURN_COLUMNS, _Table(transcript, language).turns(), bom)


def floor_csv(transcript: Transcript, *, language: str = "en", bom: bool = False) -> str:
    """A row to each side and person, and one each to interpretation, breaks and the floor being free."""
    return _written(FLOOR_COLUMNS, _Table(transcript, language).floor(), bom)


@dataclass(frozen=True, slots=True)
class _Table:
    transcript: Transcript
    language: str

    def turns(self) -> Iterator[Mapping[str, Cell]]:
        t = self.transcript
        said: dict[int | None, list[Contribution]] = {}
        for made in t.contributions:
            said.setdefault(made.turn, []).append(made)
        rows = [
            *((turn.seq, self._turn(turn, said.get(turn.number, ()))) for turn in t.turns),
            *((post.seq, self._post(post)) for post in said.get(None, ())),
        ]
        for _, row in sorted(rows, key=lambda row: row[0]):
            yield {**self._face(), **row}

    def floor(self) -> Iterator[Mapping[str, Cell]]:
        floor = self.transcript.floor
        for of, lines in (("side", floor.sides), ("person", floor.people)):
            for line in lines:
                yield {**self._face(), "of": of, **self._floor_time(line)}
        for of, length in (
            ("interpretation", floor.interpreted),
            ("idle", floor.idle),
            ("breaks", floor.paused),
        ):
            yield {**self._face(), "of": of, "used_s": _seconds(length)}

    def _face(self) -> Mapping[str, Cell]:
        t = self.transcript
        return {"attribution": str(t.attribution), "meeting": t.meeting, "status": str(t.status)}

    def _who(self, person: PersonId | None, side: SideKey) -> Mapping[str, Cell]:
        found = self.transcript.dialogue.side(side)
        return {
            "person": person,
            "name": self._name(person),
            "side": side,
            "side_name": None if found is None else found.name.into(self.language),
        }

    def _name(self, person: PersonId | None) -> str | None:
        member = self.transcript.member(person)
        if member is not None:
            return member.name.text
        return next((r.name.text for r in self.transcript.roles if r.person == person), None)

    def _turn(self, turn: TurnLine, said: Sequence[Contribution]) -> Mapping[str, Cell]:
        return {
            **self._who(turn.person, turn.side),
            "turn": turn.number,
            "from": self._at(turn.start),
            "to": self._at(turn.end),
            "kind": str(turn.kind),
            "phase": turn.phase,
            "item": turn.item,
            "limit_s": _seconds(turn.allowed),
            "used_s": _seconds(turn.used),
            "over_s": _seconds(turn.over),
            "ended": None if turn.how is None else str(turn.how),
            "answers": turn.answers,
            "interprets": turn.interprets,
            "messages": len(said),
            "words": _words(said),
            "recorded": self._recorded(turn),
        }

    def _recorded(self, turn: TurnLine) -> str | None:
        if self.transcript.attribution is Attribution.CHATHAM_HOUSE:
            return None
        return "no" if turn.unrecorded else "yes"

    def _post(self, post: Contribution) -> Mapping[str, Cell]:
        return {
            **self._who(post.person, post.side),
            "from": self._at(post.at),
            "kind": "post",
            "item": post.item,
            "messages": 1,
            "words": _words((post,)),
        }

    def _floor_time(self, line: FloorTime) -> Mapping[str, Cell]:
        floor = self.transcript.floor
        part, whole = (
            (line.posts, floor.posts) if floor.written_freely else (line.used, floor.total)
        )
        return {
            **self._who(line.person, line.side),
            "used_s": _seconds(line.used),
            "share_percent": round(100 * part / whole, 1) if whole else 0,
            "turns": line.turns,
            "posts": line.posts,
        }

    def _at(self, at: Instant | None) -> str | None:
        t = self.transcript
        if at is None:
            return None
        return iso(at) if t.rounded is None else since(t.opened_at or t.convened_at, at)


def safe(text: str) -> str:
    """The text as a cell that no spreadsheet calculates."""
    start = text.lstrip()[:1]
    return f"'{text}" if start in _FORMULA or text[:1] in _CONTROL else text


def _words(said: Iterable[Contribution]) -> str:
    """What was said at last; nothing for what was removed or erased."""
    texts = (each.words.text for each in said if each.words is not None)
    return "\n\n".join(text for text in texts if text is not None)


def _seconds(length: Milliseconds | None) -> float | None:
    return None if length is None else round(length / 1000, 3)


def _written(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]], bom: bool) -> str:
    out = io.StringIO()
    write: Callable[[Sequence[str]], object] = csv.writer(out, lineterminator="\r\n").writerow
    write(columns)
    for row in rows:
        write([_cell(row.get(column)) for column in columns])
    return (BOM if bom else "") + out.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe(visible(value))
    return str(int(value)) if value == int(value) else str(value)
