"""A rehearsal's script: who sits at the table, what each says, and what goes wrong. Values and reading.

What may live here: the shape of `config/rehearsals/*.toml`. What must not: playing it (`director`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.datafile import Fault, FaultCode, FileModel, InLanguages, Key, Line, Misfit, read
from bot.format_files import ListPolicy
from bot.procedure.events import PointKind
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.table.seats import Capacity

Words = Annotated[str, Field(min_length=1, max_length=6000)]
Language = Annotated[str, Field(pattern="^(en|ru)$")]
Place = Annotated[str, Field(pattern="^(text|thread|forum)$")]


class Happening(StrEnum):
    """What can happen while somebody speaks."""

    INTERRUPTION = "interruption"
    POINT_OF_ORDER = "point-of-order"
    OVERRUN = "overrun"
    PAUSE = "pause"
    EXTENSION = "extension"
    CONSENT = "consent"
    OBJECTION = "objection"
    UNCLEAR = "unclear"
    MORE_COMING = "more-coming"
    DEFER = "defer"
    TWO_MESSAGES = "two-messages"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    DOUBLE_NEXT = "double-next"
    CALLED_OUT_OF_ORDER = "called-out-of-order"


class Moving(StrEnum):
    """What a co-chair can do between two speakers."""

    POLICY = "policy"
    GO_ROUND = "go-round"
    CAUCUS = "caucus"
    INTERPRETATION = "interpretation"
    CLOSE_LIST = "close-list"
    HAND_OVER = "hand-over"
    OFF_RECORD = "off-record"


class ScriptedRuling(StrEnum):
    SUSTAINED = "sustained"
    NOT_SUSTAINED = "not-sustained"


class Incident(FileModel):
    """`by` is whoever else is in it; `text` what that person says, `to` what an edit makes of `from`."""

    kind: Happening
    by: Key | None = None
    text: Words | None = None
    note: Line | None = None
    seconds: Annotated[int, Field(ge=1, le=7200)] | None = None
    ruling: ScriptedRuling | None = None
    ruled_by: Key | None = None
    ruling_note: Line | None = None
    before: Annotated[str | None, Field(alias="from")] = None
    to: str | None = None


class ScriptedMove(FileModel):
    """Something that a co-chair does. `words` are what everybody says in the go-round, what is said in
    the sides' threads in a caucus, or off the record."""

    kind: Moving
    policy: ListPolicy | None = None
    minutes: Annotated[int, Field(ge=1, le=240)] = 5
    on: bool = True
    words: Mapping[Key, Words] = {}


class ScriptedTurn(FileModel):
    """Something that a delegate says. `kind` is what for the floor is asked.

    `before`: what the co-chairs do first. `hands`: who asks for the floor first, each for a later
    part of this phase. `interpretation` is what the interpreter says after it. `passes`: the delegate is
    called and says nothing. `answers`: whose message it replies to.
    """

    speaker: Key
    text: Words | None = None
    kind: Kind = Kind.STATEMENT
    note: Line | None = None
    incident: Incident | None = None
    before: tuple[ScriptedMove, ...] = ()
    hands: tuple[Key, ...] = ()
    interpretation: Words | None = None
    passes: bool = False
    answers: Key | None = None


class ScriptedPoint(FileModel):
    """What a co-chair notes for the minutes before the item is left."""

    kind: PointKind
    text: Words
    owner: Line | None = None
    due: date | None = None


class Item(FileModel):
    """`phases` has, for each phase of an item by its id, what is said in it."""

    id: Key
    phases: Mapping[Key, tuple[ScriptedTurn, ...]] = {}
    parked: bool = False
    points: tuple[ScriptedPoint, ...] = ()

    @property
    def parts(self) -> tuple[ScriptedTurn, ...]:
        return tuple(part for parts in self.phases.values() for part in parts)


class ScriptedText(FileModel):
    text: Words
    interpretation: Words | None = None


class ScriptedAmendment(FileModel):
    """What somebody proposes to add to the minutes, and a co-chair accepts."""

    by: Key
    text: Words


class ScriptedSide(FileModel):
    key: Key
    name: InLanguages[Line]


class ScriptedDelegate(FileModel):
    """`unlocked`: this person runs the server, so that no permission keeps her from typing."""

    key: Key
    name: Line
    side: Key
    capacity: Capacity
    language: Language
    unlocked: bool = False


class DialogueOf(FileModel):
    id: Key
    title: InLanguages[Line]


class Script(FileModel):
    """`phases` has what is said before and after the items, by phase and delegate. `place` is where the
    meeting is held. Items of the agenda that the script does not name are left for another day."""

    id: Key
    agenda: Key
    format: Key
    place: Place = "text"
    title: InLanguages[Line]
    notice: InLanguages[Words]
    dialogue: DialogueOf
    sides: Annotated[tuple[ScriptedSide, ...], Field(min_length=2, max_length=2)]
    delegates: Annotated[tuple[ScriptedDelegate, ...], Field(min_length=2)]
    phases: Mapping[Key, Mapping[Key, ScriptedText]] = {}
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    amendment: ScriptedAmendment | None = None

    def misfits(self) -> Iterator[Misfit]:
        known = {delegate.key for delegate in self.delegates}
        for phase, words in self.phases.items():
            yield from _strangers(("phases", phase), words, known)
        if self.amendment is not None and self.amendment.by not in known:
            yield _stranger(("amendment", "by"), self.amendment.by)
        for i, item in enumerate(self.items):
            for phase, parts in item.phases.items():
                for j, part in enumerate(parts):
                    place = ("items", i, "phases", phase, j)
                    if part.speaker not in known:
                        yield _stranger((*place, "speaker"), part.speaker)
                    if part.text is None and not part.passes:
                        yield Misfit((*place, "speaker"), FaultCode.INVALID, "says nothing here")
                    if part.incident is not None and part.incident.by not in known | {None}:
                        yield _stranger((*place, "incident", "by"), str(part.incident.by))
                    later = {each.speaker for each in parts[j + 1 :]}
                    for k, key in enumerate(part.hands):
                        if key not in later:
                            said = "has no later part in this phase"
                            yield Misfit((*place, "hands", k), FaultCode.INVALID, said)
                    for k, move in enumerate(part.before):
                        yield from _strangers((*place, "before", k, "words"), move.words, known)

    def delegate(self, key: str) -> ScriptedDelegate:
        return next(one for one in self.delegates if one.key == key)

    @property
    def co_chairs(self) -> tuple[ScriptedDelegate, ...]:
        return tuple(one for one in self.delegates if one.capacity is Capacity.CO_CHAIR)

    @property
    def interpreter(self) -> ScriptedDelegate | None:
        there = (one for one in self.delegates if one.capacity is Capacity.INTERPRETER)
        return next(there, None)


def _strangers(
    at: tuple[str | int, ...], named: Mapping[str, object], known: set[str]
) -> Iterator[Misfit]:
    for key in named:
        if key not in known:
            yield _stranger((*at, key), key)


def _stranger(at: tuple[str | int, ...], key: str) -> Misfit:
    return Misfit(at, FaultCode.INVALID, "names nobody at the table", {"given": key})


def load_script(path: Path) -> Script | tuple[Fault, ...]:
    """The script in this file, or everything that is wrong with it."""
    return read(path, Script)
