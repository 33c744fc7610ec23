"""What a rehearsal has to come to, worked out from its script, its format's file and `docs/formats.md`.

What must not live here: a question to the bot, or a rule taken from its code. Whoever reads the three
could write the same lists by hand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.data import config_file
from bot.procedure.table.seats import Capacity
from bot.rehearsal.acting import pieces
from bot.rehearsal.script import Happening, Item, Moving, Script, ScriptedDelegate, ScriptedTurn

LATER = (Happening.MORE_COMING, Happening.TWO_MESSAGES)
"""Where an empty line parts two messages."""

SHORTEST_INTERPRETATION = 30


@dataclass(frozen=True)
class Turn:
    """A turn as the script and the format have it; `inside` is a point of order raised within it, and
    `interpretation` what the interpreter's own turn consists of."""

    speaker: str
    kind: str
    phase: str | None
    item: str | None
    texts: tuple[str, ...]
    inside: Turn | None = None
    interprets: bool = False
    extended: bool = False
    passed: bool = False
    called_for: bool = False
    """On a go-round in the middle of a discussion."""


def form(script: Script) -> Any:
    path = config_file(f"formats/{script.format}.toml")
    assert path is not None
    return tomllib.loads(path.read_text(encoding="utf-8"))


def turns(script: Script) -> list[Turn]:
    """All turns as they begin: a point of order after the turn that it interrupts, an interpretation
    after what it interprets."""
    return list(_Course(script).turns())


def posts(script: Script) -> list[tuple[str, str, str | None]]:
    """Where nobody needs the floor: who wrote what, and whom it answers. What answers nothing, where
    only replies are taken, is given back."""
    written = []
    phases = form(script)["phases"]
    for item in script.items:
        for phase in (one for one in phases if one["when"] == "each-item"):
            if phase["speakers"] != "anyone":
                continue
            for part in item.phases.get(phase["id"], ()):
                if phase.get("accepts") != "replies" or part.answers is not None:
                    written.append((part.speaker, str(part.text), part.answers))
    for phase in (one for one in phases if one["when"] == "meeting-end"):
        if phase["speakers"] == "anyone":
            words = script.phases.get(phase["id"], {})
            written += [(key, said.text, None) for key, said in words.items()]
    return written


def said(script: Script) -> list[tuple[str, str]]:
    """Who said what, message by message, in the order in which it was said."""
    spoken = [(turn.speaker, text) for turn in turns(script) for text in turn.texts]
    return spoken or [(key, text) for key, text, _ in posts(script)]


def parts(script: Script) -> list[ScriptedTurn]:
    return [part for item in script.items for part in item.parts]


def happenings(script: Script, *kinds: Happening) -> list[ScriptedTurn]:
    return [part for part in parts(script) if part.incident and part.incident.kind in kinds]


def moves(script: Script, kind: Moving) -> int:
    return sum(move.kind is kind for part in parts(script) for move in part.before)


class _Course:
    """Goes through the phases as the page says that they are gone through."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.form = form(script)
        self.interpreted: bool = self.form.get("interpretation", False)
        self.rounds = 0

    def turns(self) -> Iterator[Turn]:
        for phase in self._phases("meeting-start"):
            yield from self._around(phase, 0)
        for number, item in enumerate(self.script.items):
            replies: list[Turn] = []
            for phase in self._phases("each-item"):
                yield from self._within(phase, item, number, replies)
            yield from replies
        last = len(self.script.items) - 1
        for phase in self._phases("meeting-end"):
            yield from self._around(phase, last)

    def _phases(self, when: str) -> list[Any]:
        return [phase for phase in self.form["phases"] if phase["when"] == when]

    # The order of a rota -------------------------------------------------------------------------

    def _keys(self, phase: Any, number: int) -> list[str]:
        lead = number % 2
        match phase["speakers"]:
            case "co-chairs":
                return self._of(Capacity.CO_CHAIR, lead)
            case "rapporteurs":
                return self._of(Capacity.RAPPORTEUR, lead)
            case "everyone":
                return self.everyone(lead)
            case "go-round":
                return self.round()
            case other:
                raise AssertionError(other)

    def _of(self, capacity: Capacity, lead: int) -> list[str]:
        of_side = self._sides(lead)
        return [one.key for side in of_side for one in side if one.capacity is capacity]

    def everyone(self, lead: int) -> list[str]:
        """A side after the other, one person at a time, the co-chairs last."""
        table = [[one for one in side if not _chairs(one)] for side in self._sides(lead)]
        speaking = [
            [d.key for d in side if d.capacity is not Capacity.INTERPRETER] for side in table
        ]
        pairs = [key for pair in zip(*speaking, strict=True) for key in pair]
        return pairs + self._of(Capacity.CO_CHAIR, lead)

    def round(self) -> list[str]:
        """Each begins one place further on, and every second one goes the other way round."""
        table = self.everyone(0)
        table = table[self.rounds :] + table[: self.rounds]
        self.rounds += 1
        return table if self.rounds % 2 else [table[0], *reversed(table[1:])]

    def _sides(self, lead: int) -> list[list[ScriptedDelegate]]:
        keys = [self.script.sides[(lead + n) % 2].key for n in range(2)]
        return [[one for one in self.script.delegates if one.side == key] for key in keys]

    # What is said --------------------------------------------------------------------------------

    def _around(self, phase: Any, number: int) -> Iterator[Turn]:
        if phase["speakers"] == "anyone":
            return
        words = self.script.phases[phase["id"]]
        for key in self._keys(phase, number):
            texts = tuple(pieces(words[key].text)) if key in words else ()
            yield from self._followed(
                Turn(key, "statement", phase["id"], None, texts, passed=not texts),
                words[key].interpretation if key in words else None,
            )

    def _within(self, phase: Any, item: Item, number: int, replies: list[Turn]) -> Iterator[Turn]:
        said: Sequence[ScriptedTurn] = item.phases.get(phase["id"], ())
        if phase["speakers"] == "anyone":
            return
        if phase["speakers"] in ("co-chairs", "rapporteurs", "everyone", "go-round"):
            by_key = {part.speaker: part for part in said}
            said = [by_key[key] for key in self._keys(phase, number)]
        if phase["speakers"] == "one-per-side":
            begins = self.script.delegate(said[0].speaker).side
            assert begins == self.script.sides[number % 2].key, "the sides take turns at beginning"
            if number and self.script.items[number - 1].parked:
                # Hands that were up wait with the parked item, so a co-chair is called, and gives way.
                co_chairs = self._of(Capacity.CO_CHAIR, number % 2)
                yield Turn(co_chairs[0], "statement", phase["id"], item.id, (), passed=True)
        for part in said:
            yield from self._before(part, phase["id"], item.id)
            turn = self._part(part, item.id, phase["id"])
            if turn.kind == "right-of-reply":
                replies.append(turn)
                continue
            yield turn
            if turn.inside is not None:
                yield turn.inside
            yield from self._interpretation(turn, part.interpretation)

    def _before(self, part: ScriptedTurn, phase: str, item: str) -> Iterator[Turn]:
        for move in part.before:
            if move.kind is Moving.INTERPRETATION:
                self.interpreted = move.on
            if move.kind is Moving.GO_ROUND:
                for key in self.round():
                    texts = tuple(pieces(move.words[key])) if key in move.words else ()
                    yield Turn(
                        key, "statement", phase, item, texts, passed=not texts, called_for=True
                    )

    def _followed(self, turn: Turn, interpretation: str | None) -> Iterator[Turn]:
        yield turn
        yield from self._interpretation(turn, interpretation)

    def _interpretation(self, turn: Turn, text: str | None) -> Iterator[Turn]:
        interpreter = self.script.interpreter
        if not self.interpreted or interpreter is None or turn.passed:
            assert text is None, f"nobody would interpret {turn.speaker} here"
            return
        assert text is not None, f"{turn.speaker} would be interpreted here"
        texts = tuple(pieces(text))
        yield Turn(interpreter.key, "interpretation", turn.phase, turn.item, texts, interprets=True)

    def _part(self, part: ScriptedTurn, item: str, phase: str) -> Turn:
        text, incident = part.text or "", part.incident
        kind = incident.kind if incident else None
        texts = () if part.passes else tuple(pieces(text))
        inside = None
        if kind in LATER:
            texts = tuple(text.split("\n\n"))
        if incident and kind is Happening.EDIT:
            texts = tuple(pieces(text.replace(incident.before or "", incident.to or "", 1)))
        if incident and kind is Happening.POINT_OF_ORDER:
            words = tuple(pieces(incident.text or ""))
            inside = Turn(str(incident.by), "point-of-order", phase, item, words)
        at_the_end = part.kind.value == "right-of-reply"
        return Turn(
            part.speaker,
            part.kind.value,
            None if at_the_end else phase,
            item,
            texts,
            inside,
            extended=kind in (Happening.EXTENSION, Happening.CONSENT),
            passed=part.passes,
        )


def _chairs(delegate: ScriptedDelegate) -> bool:
    return delegate.capacity is Capacity.CO_CHAIR


def limit(script: Script, turn: Turn) -> int | None:
    """How many seconds the turn may last before any extension; None where it depends on another's."""
    given = form(script)
    if turn.kind == "interpretation":
        return None
    of_phase = {phase["id"]: phase for phase in given["phases"]}
    phase = {} if turn.phase is None else of_phase[turn.phase]
    if turn.kind == "statement" and "limit" in phase:
        seconds: int = phase["limit"]
        return seconds
    capacity = script.delegate(turn.speaker).capacity.value
    of_seat = given.get("seats", {}).get(capacity, {})
    return int(of_seat.get(turn.kind, given["limits"][turn.kind]))
