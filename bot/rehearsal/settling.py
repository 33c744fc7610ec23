"""How simcord waits for the bot to finish what an action brought about: it looks often, and is patient.

What must not live here: anything that changes what the bot or simcord does, other than how soon.
"""

from __future__ import annotations

from typing import Any

LOOK_EVERY = 0.001
"""Seconds of real time between two looks."""
PATIENCE = 300.0
"""Seconds of real time until a bot that is still at work counts as hanging."""


def settle_fast(env: Any) -> None:
    """Let this simulated Discord notice at once that an action is over, however long that takes.

    `settle` takes the interval as `idle`; the actions of people do not pass it on, so that each of
    them takes a twentieth of a second, and a rehearsal has a thousand.

    simcord gives up after five seconds, which a busy machine can need; and the same five seconds tell
    it which sleeping tasks wait for its clock, so that they cannot simply be made more. It is asked
    again instead.
    """
    settle, advance, detach = env._settle_internal, env._advance_to, env._detach_bot

    async def settle_patiently(*, timeout: float | None = None, **options: Any) -> None:  # noqa: ASYNC109
        options = {**options, "idle": LOOK_EVERY, "_deadline": None}
        end = env._loop.time() + PATIENCE
        while True:
            try:
                await settle(timeout=timeout, **options)
            except TimeoutError:
                if timeout is not None or env._loop.time() >= end:
                    raise
            else:
                return

    async def advance_patiently(target: float, _deadline: float) -> None:
        await advance(target, env._loop.time() + PATIENCE)

    async def detach_patiently() -> None:
        usual, env.settle_timeout = env.settle_timeout, PATIENCE
        try:
            await detach()
        finally:
            env.settle_timeout = usual

    env._settle_internal, env._advance_to = settle_patiently, advance_patiently
    env._detach_bot = detach_patiently
