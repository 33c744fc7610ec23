"""Format files: `config/formats/*.toml` and an organizer's own, read into the rules' own value.

What may live here: the shape of such a file. What must not: what a format does to a meeting (that is
`bot.procedure`), or where the folder lies.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.datafile import Fault, FaultCode, FileModel, InLanguages, Key, Line, Misfit, read
from bot.procedure.formats import (
    Calls,
    Enforcement,
    Format,
    Kind,
    Phase,
    Policy,
    Speakers,
    When,
)
from bot.procedure.values import SECOND, Milliseconds

_Seconds = Annotated[int, Field(ge=5, le=86_400)]
_Short = Annotated[int, Field(ge=0, le=3_600)]


class _Limits(FileModel):
    statement: _Seconds = 180
    direct_reply: Annotated[_Seconds, Field(alias="direct-reply")] = 60
    clarification: _Seconds = 60
    right_of_reply: Annotated[_Seconds, Field(alias="right-of-reply")] = 120
    point_of_order: Annotated[_Seconds, Field(alias="point-of-order")] = 60

    def value(self) -> dict[Kind, Milliseconds]:
        return {
            Kind.STATEMENT: self.statement * SECOND,
            Kind.DIRECT_REPLY: self.direct_reply * SECOND,
            Kind.CLARIFICATION: self.clarification * SECOND,
            Kind.RIGHT_OF_REPLY: self.right_of_reply * SECOND,
            Kind.POINT_OF_ORDER: self.point_of_order * SECOND,
        }


class _Time(FileModel):
    warning: _Short = 30
    grace: _Short = 10
    extension: _Seconds = 60
    extensions: Annotated[int, Field(ge=0, le=20)] = 2


class _Phase(FileModel):
    id: Key
    title: InLanguages[Line]
    when: When
    speakers: Speakers
    calls: Calls = Calls.CHAIR
    limit: _Seconds | None = None

    def value(self) -> Phase:
        limit = None if self.limit is None else self.limit * SECOND
        return Phase(self.id, self.title.localized(), self.when, self.speakers, self.calls, limit)


class _FormatFile(FileModel):
    id: Key
    title: InLanguages[Line]
    policy: Policy = Policy.ALTERNATE_SIDES
    enforcement: Enforcement = Enforcement.LOCK
    limits: _Limits = _Limits()
    time: _Time = _Time()
    phases: Annotated[tuple[_Phase, ...], Field(min_length=1, max_length=20)]

    def misfits(self) -> Iterator[Misfit]:
        seen: set[str] = set()
        for i, phase in enumerate(self.phases):
            if phase.id in seen:
                reason = "a phase above has this id already"
                yield Misfit(("phases", i, "id"), FaultCode.DUPLICATE, reason)
            seen.add(phase.id)

    def value(self) -> Format:
        return Format(
            key=self.id,
            title=self.title.localized(),
            phases=tuple(phase.value() for phase in self.phases),
            policy=self.policy,
            enforcement=self.enforcement,
            limits=self.limits.value(),
            warning=self.time.warning * SECOND,
            grace=self.time.grace * SECOND,
            extension=self.time.extension * SECOND,
            extensions=self.time.extensions,
        )


def load_format(path: Path) -> Format | tuple[Fault, ...]:
    """The format in this file, or everything that is wrong with it. Raises nothing for a bad file."""
    loaded = read(path, _FormatFile)
    return loaded.value() if isinstance(loaded, _FormatFile) else loaded
