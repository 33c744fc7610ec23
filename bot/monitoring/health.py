"""Whether the bot is alive (its loop turns, its journal can be written) and ready (it is on Discord, its
rooms are taken up): each question a check of its own, with a sentence.

What must not live here: how the answer travels, and what anybody does about it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.journal.port import Journal
from bot.observer import ConnectionStanding

PROBE = "probe"
"""The bench note that is written to see whether the journal can be."""

FRESH = 2.0
"""Seconds for which what a probe found is believed: whoever asks often writes no more than that."""

PROBE_WITHIN = 3.0
"""Seconds. A journal that takes longer to be written holds up people as well."""


@dataclass(frozen=True, slots=True)
class Check:
    """What came of one question. `said` is for a person: no names, no ids, no words."""

    name: str
    ok: bool
    said: str


class JournalProbe:
    """Writes a bench note, since nothing less than a write shows that the disk lets us."""

    def __init__(self, journal: Journal, clock: Callable[[], float]) -> None:
        self._journal = journal
        self._clock = clock
        self._found: Check | None = None
        self._found_at = 0.0
        self._writing: asyncio.Task[None] | None = None

    async def check(self) -> Check:
        if self._found is None or self._clock() >= self._found_at + FRESH:
            self._found = await self._look()
            self._found_at = self._clock()
        return self._found

    async def _look(self) -> Check:
        # A probe that hangs is waited for again, and not followed by others.
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        try:
            async with asyncio.timeout(PROBE_WITHIN):
                await asyncio.shield(self._writing)
        except TimeoutError:
            return Check("journal", False, f"not written within {PROBE_WITHIN:g} seconds")
        except Exception as error:  # whatever the disk or SQLite says
            return Check("journal", False, f"cannot be written ({type(error).__name__})")
        return Check("journal", True, "can be written")

    async def _write(self) -> None:
        await self._journal.set_note("", PROBE, str(int(self._clock())))

    async def stop(self) -> None:
        """Wait for a write that is under way; it cannot be taken back."""
        if self._writing is not None:
            await asyncio.wait({self._writing})
            self._writing = None


def discord_check(now: ConnectionStanding) -> Check:
    return Check("discord", now.connected, "connected" if now.connected else "not connected")


def rooms_check(now: ConnectionStanding) -> Check:
    if not now.caught_up:
        return Check("rooms", False, "what was missed has not been read yet")
    if now.rooms_waiting:
        return Check("rooms", False, f"{now.rooms_waiting} not taken up yet")
    return Check("rooms", True, "taken up")


def stopping_check(now: ConnectionStanding) -> Check:
    said = "told to stop; nothing new is begun" if now.stopping else "not told to stop"
    return Check("running", not now.stopping, said)


def alone_check(now: ConnectionStanding) -> Check:
    said = (
        "no other" if now.alone else "another process runs with the same token; stop one of the two"
    )
    return Check("alone", now.alone, said)


class Health:
    """The checks by what they are asked for. `delay` is how late the loop came last, in seconds."""

    def __init__(
        self,
        probe: JournalProbe,
        look: Callable[[], ConnectionStanding],
        delay: Callable[[], float],
    ) -> None:
        async def loop() -> Check:
            # That this is carried out at all is the answer.
            return Check("loop", True, f"turns; {delay() * 1000:.0f} ms late at the last look")

        def standing(
            check: Callable[[ConnectionStanding], Check],
        ) -> Callable[[], Awaitable[Check]]:
            async def ask() -> Check:
                return check(look())

            return ask

        self.groups: Mapping[str, Mapping[str, Callable[[], Awaitable[Check]]]] = {
            "livez": {"loop": loop, "journal": probe.check},
            "readyz": {
                "discord": standing(discord_check),
                "rooms": standing(rooms_check),
                "running": standing(stopping_check),
                "alone": standing(alone_check),
            },
        }

    async def ask(self, group: str, name: str | None = None) -> tuple[Check, ...] | None:
        """All checks of a group, or one of them; None: there is no such."""
        checks = self.groups.get(group, {})
        if name is not None:
            checks = {name: checks[name]} if name in checks else {}
        return tuple([await check() for check in checks.values()]) or None
