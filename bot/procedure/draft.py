"""A draft of what a command brings about: events, and the state that they lead to so far.

Rules that follow from one another (a turn ends, so the next one starts, so the phase is over) look
at the state as the draft has made it. The draft never leaves the call to `decide` that made it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from bot.procedure import events as e
from bot.procedure.evolve import evolve
from bot.procedure.floor.floor_values import Turn, TurnEnd
from bot.procedure.state import Meeting
from bot.procedure.values import Instant


class Draft:
    """Collects events at one instant; `meeting` is the state after those collected."""

    def __init__(self, meeting: Meeting, now: Instant) -> None:
        self.meeting = meeting
        self.now = now
        self._events: list[e.Event] = []
        self._steps: deque[Callable[[], None]] = deque()
        self._stepping = False

    def step(self, step: Callable[[], None]) -> None:
        """Take this step when the one under way is done; all of them before the first call returns. So
        an agenda of any length that nobody can speak to is gone through without piling call on call."""
        self._steps.append(step)
        if self._stepping:
            return
        self._stepping = True
        try:
            while self._steps:
                self._steps.popleft()()
        finally:
            self._stepping = False

    def add(self, event: e.Event) -> None:
        self._events.append(event)
        self.meeting = evolve(self.meeting, event, self.now)

    def end(self, turn: Turn, how: TurnEnd) -> None:
        """End this turn, be it running, paused or interrupted."""
        self.add(e.TurnEnded(turn.number, turn.person, turn.side, how, turn.used(self.now)))

    def end_all(self, how: TurnEnd) -> None:
        """End whatever turn there is, the interrupted one too."""
        for turn in (self.meeting.floor, self.meeting.interrupted):
            if turn is not None:
                self.end(turn, how)

    @property
    def events(self) -> tuple[e.Event, ...]:
        return tuple(self._events)
