"""A clock that runs and stands still: the stretches in which a turn or an item used its time.

It only adds up moments that it is given; it knows neither turns nor events.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.procedure.values import Instant, Milliseconds
from bot.transcript.model import Span


@dataclass(slots=True)
class Clock:
    """Collects stretches of running time while the events are read."""

    done: list[Span] = field(default_factory=list)
    since: Instant | None = None

    def run(self, at: Instant) -> None:
        if self.since is None:
            self.since = at

    def stop(self, at: Instant) -> None:
        if self.since is not None and at > self.since:
            self.done.append(Span(self.since, at))
        self.since = None

    def skip(self, start: Instant, end: Instant) -> None:
        """Give back the time from `start` to `end`, if the clock ran then."""
        if self.since is not None:
            self.stop(start)
            self.run(end)

    def spans(self) -> tuple[Span, ...]:
        running = () if self.since is None else (Span(self.since, None),)
        return (*self.done, *running)

    def total(self, until: Instant) -> Milliseconds:
        return covered(self.spans(), until)


def covered(spans: Iterable[Span], until: Instant) -> Milliseconds:
    """How much time the spans cover together, those still open taken to end at `until`.

    What two of them share counts once.
    """
    total = 0
    reached: Instant | None = None
    for span in sorted(spans, key=lambda span: span.start):
        end = until if span.end is None else span.end
        start = span.start if reached is None else max(reached, span.start)
        total += max(0, end - start)
        reached = end if reached is None else max(reached, end)
    return total
