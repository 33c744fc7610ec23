"""The meeting drawn along its length: where each bar of the timeline stands. Numbers only, no SVG.

Long breaks are drawn shorter than they were, or a night between two halves of a meeting would leave
no room for the talk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.procedure.table.seats import SideKey
from bot.procedure.values import MINUTE, Instant, Milliseconds
from bot.transcript.model import AgendaLine, Break, Opening, Transcript, TurnLine

WIDTH = 1000.0
_LONGEST_BREAK = 0.08
_NARROWEST = 2.5
_STEPS = tuple(n * MINUTE for n in (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440))
_MOST_TICKS = 10


@dataclass(frozen=True, slots=True)
class TimelineBar:
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class TurnBar:
    """A turn from beginning to end, and within it the stretches in which its clock ran."""

    turn: TurnLine
    row: int
    whole: TimelineBar
    running: tuple[TimelineBar, ...]


@dataclass(frozen=True, slots=True)
class BreakBar:
    stop: Break
    bar: TimelineBar
    shortened: bool


@dataclass(frozen=True, slots=True)
class ItemBar:
    line: AgendaLine
    opening: Opening
    bar: TimelineBar


@dataclass(frozen=True, slots=True)
class TimelineTick:
    at: Instant
    x: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything on the timeline, in units of which `WIDTH` make the whole meeting."""

    rows: tuple[SideKey, ...]
    start: Instant
    end: Instant
    turns: tuple[TurnBar, ...]
    breaks: tuple[BreakBar, ...]
    items: tuple[ItemBar, ...]
    ticks: tuple[TimelineTick, ...]


def timeline(transcript: Transcript) -> Timeline | None:
    """The timeline from the opening to the end of the record; None for a meeting without length, and
    where moments are rounded, since turns would be drawn upon each other."""
    start, end = transcript.opened_at, transcript.closed_at or transcript.until
    if start is None or end <= start or transcript.rounded is not None:
        return None
    scale = _Scale(start, end, transcript.breaks)
    rows = tuple(side.key for side in transcript.dialogue.sides)
    return Timeline(
        rows=rows,
        start=start,
        end=end,
        turns=tuple(
            TurnBar(
                turn,
                rows.index(turn.side),
                scale.bar(turn.start, turn.end),
                tuple(scale.bar(span.start, span.end) for span in turn.running),
            )
            for turn in transcript.turns
            if turn.side in rows
        ),
        breaks=tuple(
            BreakBar(stop, scale.bar(stop.start, stop.end), scale.shortened(stop))
            for stop in transcript.breaks
        ),
        items=tuple(
            ItemBar(line, opening, scale.bar(opening.start, opening.end))
            for line in transcript.agenda
            for opening in line.openings
        ),
        ticks=tuple(_ticks(scale)),
    )


class _Scale:
    """Moments to places, with long breaks drawn short."""

    def __init__(self, start: Instant, end: Instant, breaks: Sequence[Break]) -> None:
        self.start, self.end = start, end
        longest = round((end - start) * _LONGEST_BREAK)
        self.cuts: list[tuple[Instant, Instant, float]] = []
        reached = start
        for stop in sorted(breaks, key=lambda stop: stop.start):
            begin = max(reached, stop.start)
            finish = min(end, end if stop.end is None else stop.end)
            if finish - begin > longest:
                self.cuts.append((begin, finish, longest / (finish - begin)))
                reached = finish
        self.drawn = self._passed(end)

    def _passed(self, at: Instant) -> float:
        gone = float(at - self.start)
        for begin, finish, share in self.cuts:
            if at > begin:
                gone -= (min(at, finish) - begin) * (1 - share)
        return gone

    def x(self, at: Instant) -> float:
        inside = min(max(at, self.start), self.end)
        return round(self._passed(inside) / self.drawn * WIDTH, 2)

    def bar(self, start: Instant, end: Instant | None) -> TimelineBar:
        x = self.x(start)
        width = max(_NARROWEST, self.x(self.end if end is None else end) - x)
        return TimelineBar(min(x, WIDTH - width), round(width, 2))

    def shortened(self, stop: Break) -> bool:
        end = self.end if stop.end is None else stop.end
        return any(stop.start <= begin < end for begin, _, _ in self.cuts)

    def covers(self, at: Instant) -> bool:
        return any(begin < at < finish for begin, finish, _ in self.cuts)


def _ticks(scale: _Scale) -> Iterator[TimelineTick]:
    wanted: Milliseconds = round(scale.drawn / _MOST_TICKS)
    step = next((step for step in _STEPS if step >= wanted), _STEPS[-1])
    first = -(-scale.start // step) * step
    last = -WIDTH
    for at in range(first, scale.end + 1, step):
        x = scale.x(at)
        # Labels need room, and inside a shortened break the hours would lie on top of each other.
        if not scale.covers(at) and x - last >= WIDTH / (2 * _MOST_TICKS):
            last = x
            yield TimelineTick(at, x)
