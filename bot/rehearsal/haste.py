"""Hurrying simcord: it looks twenty times a second whether the bot has finished with what was done.

What must not live here: anything that changes what the bot or simcord does, other than how soon.
"""

from __future__ import annotations

from functools import partial
from typing import Any

LOOK_EVERY = 0.001
"""Seconds."""


def hasten(env: Any) -> None:
    """Let this simulated Discord notice at once that an action is over.

    `settle` takes the interval as `idle`; the actions of people do not pass it on, so that each of
    them takes a twentieth of a second, and a rehearsal has a thousand.
    """
    env._settle_internal = partial(env._settle_internal, idle=LOOK_EVERY)
