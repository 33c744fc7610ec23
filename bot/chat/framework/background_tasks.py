"""Work that nobody waits for: begun, finished, and an incident if it fails.

What must not live here: what the work is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Hashable
from typing import Any

from bot.incidents import incident


class Background:
    """Tasks of one kind; `where` names it in the log."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._tasks: set[asyncio.Task[None]] = set()
        self._under_way: set[Hashable] = set()
        self._stopped = False

    def begin(self, work: Coroutine[Any, Any, None], key: Hashable | None = None) -> None:
        """Begin this, unless work under the same key is under way, or all of it was stopped."""
        if self._stopped or (key is not None and key in self._under_way):
            work.close()
            return
        task = asyncio.create_task(self._safely(work, key))
        if key is not None:
            self._under_way.add(key)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _safely(self, work: Coroutine[Any, Any, None], key: Hashable | None) -> None:
        try:
            await work
        except Exception as error:
            incident(error, self._where)
        finally:
            self._under_way.discard(key)

    async def settled(self) -> None:
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def stop(self) -> None:
        self._stopped = True
        for task in self._tasks:
            task.cancel()
