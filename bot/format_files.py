"""Format files: `config/formats/*.toml` and an organizer's own, read into the rules' own value.

What may live here: the shape of such a file, and what may not stand together in it. What must not: what
a format does to a meeting (that is `bot.procedure`), or where the folder lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import Field, create_model

from bot.datafile import Fault, FaultCode, FileModel, InLanguages, Key, Line, Misfit, read
from bot.procedure.floor.request_kinds import ASKED_FOR, OFFERED, Kind
from bot.procedure.formats import (
    FILE_KINDS,
    LIST_POLICIES,
    Accepts,
    BalanceRules,
    Calls,
    ChairRules,
    CircleRules,
    Enforcement,
    Format,
    ItemRules,
    Phase,
    Policy,
    Rations,
    RecordRules,
    RunsOut,
    Speakers,
    When,
)
from bot.procedure.table.seats import Capacity
from bot.procedure.values import MINUTE, SECOND, Milliseconds

HOUR: Milliseconds = 60 * MINUTE

_Seconds = Annotated[int, Field(ge=5, le=86_400)]
_Short = Annotated[int, Field(ge=0, le=3_600)]
_Hours = Annotated[int, Field(ge=1, le=2_160)]
_Few = Annotated[int, Field(ge=0, le=20)]


def _with_kinds(base: type[FileModel], kinds: Iterable[Kind], default: bool) -> Any:
    """A model of a table with a key for each kind, in seconds; where a key is missing, the kind's own
    limit (`default`) or nothing."""
    fields: dict[str, Any] = {}
    for kind in kinds:
        given = kind.rules.limit // SECOND if default else None
        length = _Seconds if default else _Seconds | None
        fields[kind.name.lower()] = (Annotated[length, Field(alias=kind.value)], given)
    return create_model(base.__name__, __base__=base, __module__=__name__, **fields)


class _KindLimits(FileModel):
    """How long turns last, by kind; the keys are those of the table of kinds."""

    def value(self) -> dict[Kind, Milliseconds]:
        given = {kind: getattr(self, kind.name.lower(), None) for kind in ASKED_FOR}
        return {kind: length * SECOND for kind, length in given.items() if length is not None}


if TYPE_CHECKING:
    _OfEachKind: TypeAlias = _KindLimits
    _SeatLimits: TypeAlias = _KindLimits
    ListPolicy: TypeAlias = Policy
else:
    _OfEachKind = _with_kinds(_KindLimits, OFFERED, default=True)
    _SeatLimits = _with_kinds(_KindLimits, (k for k in OFFERED if k.rules.by_seat), default=False)
    # A go-round is a phase, or is called for on the day.
    ListPolicy = StrEnum("ListPolicy", {policy.name: policy.value for policy in LIST_POLICIES})


class _Limits(_OfEachKind):
    second_right_of_reply: Annotated[_Seconds | None, Field(alias="second-right-of-reply")] = None


class _Seats(FileModel):
    co_chair: Annotated[_SeatLimits, Field(alias="co-chair")] = _SeatLimits()
    participant: _SeatLimits = _SeatLimits()
    rapporteur: _SeatLimits = _SeatLimits()

    def value(self) -> Mapping[Capacity, Mapping[Kind, Milliseconds]]:
        given = {
            Capacity.CO_CHAIR: self.co_chair.value(),
            Capacity.PARTICIPANT: self.participant.value(),
            Capacity.RAPPORTEUR: self.rapporteur.value(),
        }
        return {capacity: limits for capacity, limits in given.items() if limits}


class _Time(FileModel):
    warning: _Short = 30
    grace: _Short = 10
    extension: _Seconds = 60
    extensions: _Few = 2
    consent: Annotated[int | None, Field(ge=5, le=120)] = None


class _Rations(FileModel):
    replies_to_a_turn: Annotated[_Few | None, Field(alias="replies-to-a-turn")] = None
    replies_by_a_person: Annotated[_Few | None, Field(alias="replies-by-a-person")] = None
    rights_of_a_side: Annotated[_Few | None, Field(alias="rights-of-a-side")] = None
    points_of_a_person: Annotated[_Few | None, Field(alias="points-of-a-person")] = None

    def value(self) -> Rations:
        return Rations(
            self.replies_to_a_turn,
            self.replies_by_a_person,
            self.rights_of_a_side,
            self.points_of_a_person,
        )


class _Items(FileModel):
    runs_out: Annotated[RunsOut, Field(alias="runs-out")] = RunsOut.STAY
    warning: _Short = 0
    time_of_a_side: Annotated[_Seconds | None, Field(alias="time-of-a-side")] = None

    def value(self) -> ItemRules:
        return ItemRules(self.runs_out, self.warning * SECOND, _maybe(self.time_of_a_side))


class _Chair(FileModel):
    alternates: bool = False
    relieved_after: Annotated[_Seconds | None, Field(alias="relieved-after")] = None


class _Balance(FileModel):
    invite_quiet: Annotated[bool, Field(alias="invite-quiet")] = False
    tell_loud: Annotated[bool, Field(alias="tell-loud")] = False
    quiet_below: Annotated[int, Field(alias="quiet-below", ge=1, le=99)] = 25
    loud_above: Annotated[int, Field(alias="loud-above", ge=101, le=1_000)] = 200
    after: _Seconds = 600

    def value(self) -> BalanceRules:
        return BalanceRules(
            self.invite_quiet,
            self.tell_loud,
            self.quiet_below,
            self.loud_above,
            self.after * SECOND,
        )


class _Circle(FileModel):
    chairs: Annotated[int, Field(ge=2, le=20)] = 4
    turns: Annotated[int, Field(ge=1, le=20)] = 2


class _Record(FileModel):
    keep_removed: Annotated[bool, Field(alias="keep-removed")] = False
    keep_days: Annotated[int | None, Field(alias="keep-days", ge=1, le=36_500)] = None
    largest_file: Annotated[int, Field(alias="largest-file", ge=0, le=25_600)] = 8192
    file_kinds: Annotated[tuple[str, ...], Field(alias="file-kinds", max_length=50)] = FILE_KINDS

    def value(self) -> RecordRules:
        largest = self.largest_file * 1024
        return RecordRules(self.keep_removed, self.keep_days, largest, self.file_kinds)


class _Phase(FileModel):
    id: Key
    title: InLanguages[Line]
    when: When
    speakers: Speakers
    calls: Calls = Calls.CHAIR
    limit: _Seconds | None = None
    policy: ListPolicy | None = None
    thinking: _Short = 0
    hours: _Hours | None = None
    remind: _Hours | None = None
    accepts: Accepts = Accepts.ANYTHING

    def value(self) -> Phase:
        return Phase(
            key=self.id,
            title=self.title.localized(),
            when=self.when,
            speakers=self.speakers,
            calls=self.calls,
            limit=_maybe(self.limit),
            policy=None if self.policy is None else Policy(self.policy),
            thinking=self.thinking * SECOND,
            lasts=None if self.hours is None else self.hours * HOUR,
            remind=None if self.remind is None else self.remind * HOUR,
            accepts=self.accepts,
        )

    def faults(self) -> Iterator[tuple[str, str]]:
        """What does not go together: the key to blame, and why."""
        freely = self.speakers is Speakers.ANYONE
        if freely and self.hours is None:
            yield "speakers", "nobody is called here, so the phase needs `hours` to end by"
        if not freely and self.hours is not None:
            yield (
                "hours",
                'goes with speakers = "anyone" only; elsewhere the rota or a co-chair ends it',
            )
        if self.remind is not None and not freely:
            yield "remind", 'goes with speakers = "anyone" only'
        elif self.remind is not None and self.hours is not None and self.remind >= self.hours:
            yield "remind", "must be fewer hours than the phase has"
        if not freely and self.accepts is not Accepts.ANYTHING:
            yield "accepts", 'goes with speakers = "anyone" only'
        if freely and self.limit is not None:
            yield "limit", "nobody has a turn where anyone may write"
        if self.thinking and not self.speakers.on_rota:
            yield "thinking", "goes before a rota; here nobody is called from one"
        if self.policy is not None and not self.speakers.listed:
            yield "policy", "orders a speakers list; here nobody is called from one"


class _FormatFile(FileModel):
    id: Key
    title: InLanguages[Line]
    policy: ListPolicy = ListPolicy.ALTERNATE_SIDES
    enforcement: Enforcement = Enforcement.LOCK
    interpretation: bool = False
    limits: _Limits = _Limits()
    seats: _Seats = _Seats()
    time: _Time = _Time()
    rations: _Rations = _Rations()
    items: _Items = _Items()
    chair: _Chair = _Chair()
    balance: _Balance = _Balance()
    circle: _Circle = _Circle()
    record: _Record = _Record()
    phases: Annotated[tuple[_Phase, ...], Field(min_length=1, max_length=20)]

    def misfits(self) -> Iterator[Misfit]:
        seen: set[str] = set()
        for i, phase in enumerate(self.phases):
            if phase.id in seen:
                reason = "a phase above has this id already"
                yield Misfit(("phases", i, "id"), FaultCode.DUPLICATE, reason)
            seen.add(phase.id)
            for key, why in phase.faults():
                yield Misfit(("phases", i, key), FaultCode.INVALID, why)
            if phase.speakers.listed and any(p.when is phase.when for p in self.phases[i + 1 :]):
                reason = (
                    "a list goes on until a co-chair goes on with the agenda, so no other phase of "
                    f'when = "{phase.when}" can come after it'
                )
                yield Misfit(("phases", i, "speakers"), FaultCode.INVALID, reason)
        if all(phase.when is not When.EACH_ITEM for phase in self.phases):
            reason = 'no phase has when = "each-item", so the agenda would be gone through unheard'
            yield Misfit(("phases",), FaultCode.INVALID, reason)

    def value(self) -> Format:
        return Format(
            key=self.id,
            title=self.title.localized(),
            phases=tuple(phase.value() for phase in self.phases),
            policy=Policy(self.policy),
            enforcement=self.enforcement,
            limits=self.limits.value(),
            warning=self.time.warning * SECOND,
            grace=self.time.grace * SECOND,
            extension=self.time.extension * SECOND,
            extensions=self.time.extensions,
            seat_limits=self.seats.value(),
            again=_maybe(self.limits.second_right_of_reply),
            consent=_maybe(self.time.consent),
            rations=self.rations.value(),
            item=self.items.value(),
            chair=ChairRules(self.chair.alternates, _maybe(self.chair.relieved_after)),
            balance=self.balance.value(),
            circle=CircleRules(self.circle.chairs, self.circle.turns),
            interpreted=self.interpretation,
            record=self.record.value(),
        )


def load_format(path: Path) -> Format | tuple[Fault, ...]:
    """The format in this file, or everything that is wrong with it. Raises nothing for a bad file."""
    loaded = read(path, _FormatFile)
    return loaded.value() if isinstance(loaded, _FormatFile) else loaded


def _maybe(seconds: int | None) -> Milliseconds | None:
    return None if seconds is None else seconds * SECOND
