"""Telling systemd how the bot is, by its own protocol: a datagram to the socket that it names.

https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
What must not live here: when something is told.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress

SOCKET, WATCHDOG = "NOTIFY_SOCKET", "WATCHDOG_USEC"


class Supervisor:
    """What started the bot and wants to hear from it; where nothing does, telling does nothing."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        named = environment.get(SOCKET, "")
        # A name that begins with @ is in Linux' abstract namespace, and is no file.
        self._address = "\0" + named[1:] if named.startswith("@") else named
        self._watched_for = environment.get(WATCHDOG, "") if named else ""

    @property
    def watchdog(self) -> float | None:
        """Within how many seconds each sign of life is expected; None: none is."""
        watched = self._watched_for
        return int(watched) / 1_000_000 if watched.isdecimal() and int(watched) else None

    def tell(self, *lines: str) -> None:
        """Such as "READY=1". That nobody hears it is no fault of a meeting's."""
        if not self._address or not hasattr(socket, "AF_UNIX"):
            return
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.setblocking(False)
            out.sendto("\n".join(lines).encode(), self._address)
