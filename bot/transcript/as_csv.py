"""A transcript as two tables for spreadsheets and statistics: its turns, and its floor time.

The columns bear stable English names. Lengths are seconds; a moment is told in UTC (`date`, `from_utc`)
and in seconds since the opening (`from_s`), in the latter alone where a rule rounds it. Every row says
which rule it is given out under and whether the meeting was closed, since rows get copied. A person's
id gets `person-` before it, as one that is made for an export has it: of a longer number a spreadsheet
keeps fifteen digits. How cells are written stands in `spreadsheet`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.procedure.table.seats import SideKey
from bot.procedure.values import Instant, Milliseconds, PersonId
from bot.transcript.attribution.pseudonyms import Realm
from bot.transcript.model import Attribution, Contribution, FloorTime, Transcript, TurnLine
from bot.transcript.spreadsheet import Cell, Separator, usual, written

_FACE = ("attribution", "meeting", "status")
TURN_COLUMNS = (
    *_FACE,
    *("turn", "date", "from_utc", "to_utc", "from_s", "to_s"),
    *("person", "name", "side", "side_name", "kind", "phase", "item"),
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
        "unlawful",
    ),
)
FLOOR_COLUMNS = (
    *_FACE,
    *("of", "person", "name", "side", "side_name", "used_s", "share_percent", "turns", "posts"),
)


def turns_csv(
    transcript: Transcript,
    *,
    language: str = "en",
    separator: Separator | None = None,
    bom: bool = True,
) -> str:
    """A row to a turn, with what was said in it; where anybody may write without the floor, a row of the
    kind "post" to a message. `unlawful` counts the messages that the rules of procedure could not have
    recorded there; empty for none. Names of sides are in `language`, and so is the separator by
    default."""
    rows = _Table(transcript, language).turns()
    return written(TURN_COLUMNS, rows, separator or usual(language), bom=bom)


def floor_csv(
    transcript: Transcript,
    *,
    language: str = "en",
    separator: Separator | None = None,
    bom: bool = True,
) -> str:
    """A row to each side and person, and one each to interpretation, breaks and the floor being free."""
    rows = _Table(transcript, language).floor()
    return written(FLOOR_COLUMNS, rows, separator or usual(language), bom=bom)


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
            "person": None if person is None else _id(person),
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
            **self._moment("from", turn.start),
            **self._moment("to", turn.end),
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
            "unlawful": _unlawful(said),
        }

    def _recorded(self, turn: TurnLine) -> str | None:
        if self.transcript.attribution is Attribution.CHATHAM_HOUSE:
            return None
        return "no" if turn.unrecorded else "yes"

    def _post(self, post: Contribution) -> Mapping[str, Cell]:
        return {
            **self._who(post.person, post.side),
            **self._moment("from", post.at),
            "kind": "post",
            "item": post.item,
            "messages": 1,
            "words": _words((post,)),
            "unlawful": _unlawful((post,)),
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

    def _moment(self, which: str, at: Instant | None) -> Mapping[str, Cell]:
        """The cells of a moment."""
        if at is None:
            return {}
        t = self.transcript
        since = {f"{which}_s": _seconds(at - (t.opened_at or t.convened_at))}
        if t.rounded is not None:
            return since
        moment = datetime.fromtimestamp(at // 1000, UTC)
        day: Mapping[str, Cell] = {"date": moment.date()} if which == "from" else {}
        return {**day, f"{which}_utc": moment, **since}


def _id(person: PersonId) -> str:
    """An id that is a number becomes a name."""
    return f"{Realm.PERSON}-{person}" if person.isdecimal() else person


def _words(said: Iterable[Contribution]) -> str:
    """What was said at last; nothing for what was removed or erased."""
    texts = (each.words.text for each in said if each.words is not None)
    return "\n\n".join(text for text in texts if text is not None)


def _unlawful(said: Iterable[Contribution]) -> int | None:
    return sum(each.unlawful for each in said) or None


def _seconds(length: Milliseconds | None) -> float | None:
    return None if length is None else round(length / 1000, 3)
