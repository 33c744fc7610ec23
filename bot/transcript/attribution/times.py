"""Moments and lengths made coarse: rounded, counted from the opening, and of the date only the month.

To the minute, a moment can be matched with somebody's calendar or with a screenshot of the channel.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import overload

from bot.procedure.values import DAY, MINUTE, SECOND, Instant, Milliseconds
from bot.transcript.model import Floor, FloorTime, Transcript

STEP: Milliseconds = 5 * MINUTE
LENGTH: Milliseconds = 30 * SECOND
"""What lengths are rounded to; whatever took any time at all took at least so long."""
_LONG: Milliseconds = 12 * 60 * MINUTE


@dataclass(frozen=True, slots=True)
class Coarse:
    """Rounds the moments of one meeting. `origin` is the opening, `month` the first moment of its month
    in UTC, `step` what moments are rounded to."""

    origin: Instant
    month: Instant
    step: Milliseconds

    @classmethod
    def of(cls, transcript: Transcript) -> Coarse:
        """A meeting that goes over days is told by the day: at what hours somebody writes tells in which
        part of the world they live."""
        origin = transcript.opened_at or transcript.convened_at
        opened = datetime.fromtimestamp(origin / 1000, UTC)
        first = opened.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        long = (transcript.closed_at or transcript.until) - origin > _LONG
        return cls(origin, round(first.timestamp()) * 1000, DAY if long else STEP)

    @overload
    def moment(self, at: Instant) -> Instant: ...
    @overload
    def moment(self, at: None) -> None: ...
    @overload
    def moment(self, at: Instant | None) -> Instant | None: ...
    def moment(self, at: Instant | None) -> Instant | None:
        """The moment, rounded down; what was before the opening is put at the opening."""
        if at is None:
            return None
        return self.month + max(0, at - self.origin) // self.step * self.step

    def length(self, length: Milliseconds) -> Milliseconds:
        """The length, rounded to the nearest half minute; only nothing is rounded to nothing."""
        unit = LENGTH if self.step < DAY else self.step
        return 0 if length <= 0 else max(unit, (length + unit // 2) // unit * unit)

    def floor(self, floor: Floor, people: tuple[FloorTime, ...]) -> Floor:
        """The floor time without sides; `people` are already under other names."""
        return Floor(
            sides=(),
            people=tuple(replace(line, used=self.length(line.used)) for line in people),
            length=self.length(floor.length),
            paused=self.length(floor.paused),
            interpreted=self.length(floor.interpreted),
        )
