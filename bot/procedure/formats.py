"""A format: the procedure of a meeting as data. Reading one from a file happens elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.procedure.values import SECOND, Localized, Milliseconds


class Kind(StrEnum):
    """What somebody asks for the floor for.

    A direct reply is short and goes ahead of the list, a question of clarification after it; a point
    of order is about procedure only and is heard at once (W3C's and the UN's practice).
    """

    POINT_OF_ORDER = "point-of-order"
    DIRECT_REPLY = "direct-reply"
    CLARIFICATION = "clarification"
    STATEMENT = "statement"
    RIGHT_OF_REPLY = "right-of-reply"


class Policy(StrEnum):
    """How the speakers list is ordered, among requests of the same standing."""

    FIRST_COME = "first-come"
    ALTERNATE_SIDES = "alternate-sides"
    LEAST_HEARD = "least-heard"


class Enforcement(StrEnum):
    """How firmly the floor is kept.

    LOCK: only the speaker can write. HOLD: anyone can type, and what is out of turn is taken aside
    and given back. OPEN: nothing is taken; the bot keeps time.
    """

    LOCK = "lock"
    HOLD = "hold"
    OPEN = "open"


class When(StrEnum):
    """Where in a meeting a phase stands."""

    MEETING_START = "meeting-start"
    EACH_ITEM = "each-item"
    MEETING_END = "meeting-end"


class Speakers(StrEnum):
    """Who is called in a phase: from the speakers list, or by a rota known beforehand."""

    CO_CHAIRS = "co-chairs"
    ONE_PER_SIDE = "one-per-side"
    EVERYONE = "everyone"
    LIST = "list"


class Calls(StrEnum):
    """Who gives the floor to the next speaker: a co-chair, or the format by itself."""

    CHAIR = "chair"
    AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a meeting with one way of calling speakers. `limit` None: the limit by kind."""

    key: str
    title: Localized
    when: When
    speakers: Speakers
    calls: Calls
    limit: Milliseconds | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A whole procedure.

    `limits` gives the length of a turn by kind. `warning` is how long before the end the speaker is
    told, `grace` how long after it a message being typed is still taken; an extension adds
    `extension`, at most `extensions` times a turn.
    """

    key: str
    title: Localized
    phases: tuple[Phase, ...]
    policy: Policy = Policy.ALTERNATE_SIDES
    enforcement: Enforcement = Enforcement.LOCK
    limits: Mapping[Kind, Milliseconds] = field(default_factory=dict)
    warning: Milliseconds = 30 * SECOND
    grace: Milliseconds = 10 * SECOND
    extension: Milliseconds = 60 * SECOND
    extensions: int = 2

    def limit(self, kind: Kind, phase: Phase | None) -> Milliseconds:
        """The length of a turn of this kind in this phase; a rota's limit is for its own speakers."""
        if phase is not None and phase.limit is not None and kind is Kind.STATEMENT:
            return phase.limit
        return self.limits.get(kind, DEFAULT_LIMITS[kind])

    def of(self, when: When) -> tuple[int, ...]:
        """Indexes of the phases that stand there, in their order."""
        return tuple(i for i, phase in enumerate(self.phases) if phase.when is when)


DEFAULT_LIMITS: Mapping[Kind, Milliseconds] = {
    Kind.STATEMENT: 180 * SECOND,
    Kind.DIRECT_REPLY: 60 * SECOND,
    Kind.CLARIFICATION: 60 * SECOND,
    Kind.RIGHT_OF_REPLY: 120 * SECOND,
    Kind.POINT_OF_ORDER: 60 * SECOND,
}
