"""What whoever watches from outside is told: that something happened, how long it took, how it ended.

What may pass here: numbers, and words of closed lists that stand in the code. What must not: a name, an
id, a title or anything that a person typed; so nothing that watches could let one out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from bot.procedure.refusals import Code
from bot.procedure.state import Status


class Gateway(StrEnum):
    """What became of the connection to Discord's gateway."""

    SESSION = "session"
    """A new session: what happened before it has to be read."""
    RESUMED = "resumed"
    """The old session goes on; Discord has told all that happened meanwhile."""
    LOST = "lost"


class Observer(Protocol):
    """Told of things as they happen. Each method returns at once and never raises."""

    def decided(self, refused: Code | None) -> None:
        """A command was decided: refused so, or not."""
        ...

    def appended(self, events: int, seconds: float) -> None:
        """So many events are on the disk, so long after that was asked for."""
        ...

    def not_written(self) -> None:
        """The journal could not be written."""
        ...

    def handled(self, kind: str, seconds: float) -> None:
        """A message, or an interaction of this kind (discord.py's name for it), has been handled, answer
        included."""
        ...

    def requested(self, method: str, outcome: str) -> None:
        """A request to Discord's API was answered with this status, or ended without an answer."""
        ...

    def gateway(self, change: Gateway) -> None: ...


class Unobserved:
    """Nobody watches."""

    def decided(self, refused: Code | None) -> None:
        pass

    def appended(self, events: int, seconds: float) -> None:
        pass

    def not_written(self) -> None:
        pass

    def handled(self, kind: str, seconds: float) -> None:
        pass

    def requested(self, method: str, outcome: str) -> None:
        pass

    def gateway(self, change: Gateway) -> None:
        pass


UNOBSERVED: Observer = Unobserved()


@dataclass(frozen=True, slots=True)
class ConnectionStanding:
    """How the bot stands at one moment. `caught_up`: what was missed before this session has been read;
    `rooms_waiting`: meetings whose room is not taken up although it could be; `owed`: what has been
    decided to be said in rooms, and is not said yet; `under_way`: presses, commands, forms and messages
    that are being handled; `alone`: no other process with the same token was seen lately."""

    connected: bool = False
    caught_up: bool = False
    stopping: bool = False
    rooms_waiting: int = 0
    owed: int = 0
    under_way: int = 0
    alone: bool = True
    meetings: Mapping[Status, int] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Whether presses are heard and answered now."""
        return self.connected and self.caught_up and not self.rooms_waiting and not self.stopping
