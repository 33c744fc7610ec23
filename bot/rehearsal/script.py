"""A rehearsal's script: who sits at the table, what each says, and what goes wrong. Values and reading.

What may live here: the shape of `config/rehearsals/*.toml`. What must not: playing it (`director`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.datafile import Fault, FaultCode, FileModel, InLanguages, Key, Line, Misfit, read
from bot.procedure.formats import Kind
from bot.procedure.people import Capacity

Words = Annotated[str, Field(min_length=1, max_length=6000)]
Language = Annotated[str, Field(pattern="^(en|ru)$")]


class Happening(StrEnum):
    """What can happen while somebody speaks."""

    INTERRUPTION = "interruption"
    POINT_OF_ORDER = "point-of-order"
    OVERRUN = "overrun"
    PAUSE = "pause"
    EXTENSION = "extension"
    TWO_MESSAGES = "two-messages"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    DOUBLE_NEXT = "double-next"
    CALLED_OUT_OF_ORDER = "called-out-of-order"


class Ruling(StrEnum):
    SUSTAINED = "sustained"
    NOT_SUSTAINED = "not-sustained"


class Incident(FileModel):
    kind: Happening
    by: Key | None = None
    text: Words | None = None
    note: Line | None = None
    seconds: Annotated[int, Field(ge=1, le=7200)] | None = None
    ruling: Ruling | None = None
    ruled_by: Key | None = None
    ruling_note: Line | None = None
    before: Annotated[str | None, Field(alias="from")] = None
    to: str | None = None


class Part(FileModel):
    """Something that a delegate says. `kind` is what for the floor is asked."""

    speaker: Key
    text: Words
    kind: Kind = Kind.STATEMENT
    note: Line | None = None
    incident: Incident | None = None


class Item(FileModel):
    id: Key
    statements: tuple[Part, ...] = ()
    discussion: tuple[Part, ...] = ()
    parked: bool = False


class Text(FileModel):
    text: Words


class Side(FileModel):
    key: Key
    name: InLanguages[Line]


class Delegate(FileModel):
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
    id: Key
    agenda: Key
    format: Key
    title: InLanguages[Line]
    notice: InLanguages[Words]
    dialogue: DialogueOf
    sides: Annotated[tuple[Side, ...], Field(min_length=2, max_length=2)]
    delegates: Annotated[tuple[Delegate, ...], Field(min_length=2)]
    opening: Mapping[str, Text]
    closing: Mapping[str, Text]
    readback: Mapping[str, Text]
    items: Annotated[tuple[Item, ...], Field(min_length=1)]

    def misfits(self) -> Iterator[Misfit]:
        known = {delegate.key for delegate in self.delegates}
        for i, item in enumerate(self.items):
            for where, parts in (("statements", item.statements), ("discussion", item.discussion)):
                for j, part in enumerate(parts):
                    place = ("items", i, where, j)
                    if part.speaker not in known:
                        yield _stranger((*place, "speaker"), part.speaker)
                    incident = part.incident
                    if incident is not None and incident.by not in known | {None}:
                        yield _stranger((*place, "incident", "by"), str(incident.by))
        for name in ("opening", "closing", "readback"):
            for key in getattr(self, name):
                if key not in known:
                    yield _stranger((name, key), key)

    def delegate(self, key: str) -> Delegate:
        return next(one for one in self.delegates if one.key == key)

    @property
    def co_chairs(self) -> tuple[Delegate, ...]:
        return tuple(one for one in self.delegates if one.capacity is Capacity.CO_CHAIR)


def _stranger(at: tuple[str | int, ...], key: str) -> Misfit:
    return Misfit(at, FaultCode.INVALID, "names nobody at the table", {"given": key})


def load_script(path: Path) -> Script | tuple[Fault, ...]:
    """The script in this file, or everything that is wrong with it."""
    return read(path, Script)
