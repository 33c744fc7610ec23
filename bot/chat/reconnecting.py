"""How soon discord.py comes back to Discord when its connection was lost.

discord.py waits up to 17 minutes between two tries, and a quarter of an hour after a few short losses of
one evening, since it counts those of half an hour together. A meeting under way cannot wait so long, so
its waits are bounded here. They still grow from try to try; how often a session may be begun anew is
Discord's to say, and is looked at by the client before each. What must not live here: anything else of
the connection.
"""

from __future__ import annotations

from typing import Any

import discord.client
from discord.backoff import ExponentialBackoff

LONGEST_EXPONENT = 5
"""The longest wait is two to the power of this, in seconds."""


class Backoff(ExponentialBackoff[Any]):
    """discord.py's own, with a shorter longest wait."""

    def __init__(self, base: int = 1) -> None:
        super().__init__(base)
        self._max = LONGEST_EXPONENT


def come_back_soon() -> None:
    """Have the clients of this process use it. discord.py has no option for it."""
    discord.client.ExponentialBackoff = Backoff  # type: ignore[attr-defined, assignment]
