"""The monitor: everything by which a running bot is seen from outside, begun and ended together.

What must not live here: what any of the parts does.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from bot.journal.port import Journal
from bot.monitoring.health import Health, JournalProbe
from bot.monitoring.metrics import LogWatch, Metrics
from bot.monitoring.serving import application, serve
from bot.monitoring.supervisor import Supervisor
from bot.observer import ConnectionStanding
from bot.settings import HealthAddress

LOOK_EVERY = 0.25
"""Seconds between two looks at whether the loop comes in time."""


class Monitor:
    """One a process. `metrics` is the observer that the bot is built with."""

    def __init__(self, journal: Journal, database: Path, supervisor: Supervisor) -> None:
        self.metrics = Metrics(self._standing, database)
        self._look: Callable[[], ConnectionStanding] = ConnectionStanding
        self._supervisor = supervisor
        self._loop = asyncio.get_running_loop()
        self._probe = JournalProbe(journal, self._loop.time)
        self._delay = 0.0
        self._watch: asyncio.Task[None] | None = None
        self._log = LogWatch(self.metrics.logged)
        self._runner: web.AppRunner | None = None

    async def start(self, at: HealthAddress | None) -> None:
        """Begin to look, and to answer where a supervisor may ask; None: nowhere.

        Raises OSError where something else listens there.
        """
        if at is not None:
            health = Health(self._probe, self._standing, lambda: self._delay)
            self._runner = await serve(application(health, self.metrics), at)
        logging.getLogger().addHandler(self._log)
        self._watch = asyncio.create_task(self._keep_looking())

    async def stop(self) -> None:
        """Before the journal is closed, so that the last probe ends."""
        logging.getLogger().removeHandler(self._log)
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
        if self._runner is not None:
            await self._runner.cleanup()
        await self._probe.stop()

    def watch(self, look: Callable[[], ConnectionStanding]) -> None:
        """There is a bot, whose token Discord knows; `look` says how it stands from now on."""
        self._look = look
        self._supervisor.tell("READY=1")

    def _standing(self) -> ConnectionStanding:
        return self._look()

    async def _keep_looking(self) -> None:
        """Measure how late the loop comes; tell the supervisor that it does, twice as often as asked."""
        within = self._supervisor.watchdog
        told, said = float("-inf"), ""
        while True:
            due = self._loop.time() + LOOK_EVERY
            await asyncio.sleep(LOOK_EVERY)
            self._delay = max(0.0, self._loop.time() - due)
            self.metrics.lagged(self._delay)
            if within is not None and due - told >= within / 2:
                told = due
                self._supervisor.tell("WATCHDOG=1")
            now = self._standing()
            if status(now) != said:
                said = status(now)
                self._supervisor.tell(f"STATUS={said}", *(("STOPPING=1",) if now.stopping else ()))


def status(now: ConnectionStanding) -> str:
    """One line for `systemctl status`."""
    if now.stopping:
        return "stopping"
    where = "on Discord" if now.connected else "not connected to Discord"
    held = sum(now.meetings.values())
    return f"{where}; {held} meeting{'' if held == 1 else 's'} not over"
