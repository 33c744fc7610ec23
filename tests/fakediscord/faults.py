"""What goes wrong on request: one table of kinds, and the list of what is to happen.

What must not live here: how a fault is carried out; `rest` and `gateway` ask here and do it.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any


class Kind(StrEnum):
    """How a request or an event goes wrong."""

    FAIL = "fail"
    REFUSE = "refuse"
    LOSE_REPLY = "lose-reply"
    SLOW = "slow"
    SLOW_REPLY = "slow-reply"
    LIMIT = "limit"
    LIMIT_ALL = "limit-all"
    ANSWER = "answer"
    LOSE = "lose"
    REPEAT = "repeat"
    LATE = "late"
    OVERTAKEN = "overtaken"


KINDS: dict[Kind, tuple[str, str]] = {
    Kind.FAIL: ("request", "answered with `status`, and not carried out"),
    Kind.REFUSE: ("request", "the connection is closed before anything is carried out"),
    Kind.LOSE_REPLY: ("request", "carried out, and the connection closed without a reply"),
    Kind.SLOW: ("request", "carried out `seconds` late"),
    Kind.SLOW_REPLY: ("request", "carried out at once, and answered `seconds` late"),
    Kind.LIMIT: ("request", "a 429 of its bucket: try again in `seconds`"),
    Kind.LIMIT_ALL: ("request", "a 429 of the whole bot: try again in `seconds`"),
    Kind.ANSWER: ("request", "not carried out; answered with `body` as if it had been"),
    Kind.LOSE: ("event", "never sent"),
    Kind.REPEAT: ("event", "sent twice, under two numbers"),
    Kind.LATE: ("event", "sent `seconds` late; what comes meanwhile passes it"),
    Kind.OVERTAKEN: ("event", "sent after the next event of its session"),
}
"""Each kind: what it befalls, and what happens."""


@dataclass
class Fault:
    """A fault that is to happen. `method` and `path` (a pattern, as fnmatch has it) or `event` say to
    what; `skip` that many are let pass first; then it happens `times` times (None: for ever), each
    time with this `chance`."""

    kind: Kind
    method: str = "*"
    path: str = "*"
    event: str = "*"
    times: int | None = 1
    skip: int = 0
    chance: float = 1.0
    status: int = 500
    seconds: float = 0.0
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


class Faults:
    """What is to go wrong, and how often each kind did. Chance is a generator of its own, seeded."""

    def __init__(self, seed: int = 0) -> None:
        self._chance = random.Random(seed)
        self._waiting: list[Fault] = []
        self.happened: Counter[Kind] = Counter()

    def add(self, fault: Fault) -> None:
        self._waiting.append(fault)

    def clear(self) -> None:
        self._waiting.clear()

    def seed(self, seed: int) -> None:
        self._chance.seed(seed)

    def of_request(self, method: str, path: str) -> Fault | None:
        return self._next(
            "request",
            lambda f: f.method in ("*", method) and fnmatchcase(path, f.path),
        )

    def of_event(self, event: str) -> Fault | None:
        return self._next("event", lambda f: fnmatchcase(event, f.event))

    def _next(self, side: str, fits: Any) -> Fault | None:
        for fault in self._waiting:
            if KINDS[fault.kind][0] != side or not fits(fault):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            if fault.chance < 1.0 and self._chance.random() >= fault.chance:
                continue
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
            self.happened[fault.kind] += 1
            return fault
        return None
