"""Serving the desk until Ctrl-C: a port of 127.0.0.1, and a server that keeps no log of visits.

What must not live here: a page, who may come in, what the command line says.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

import uvicorn

from bot.journal.reading import SqliteReader
from bot.review.desk import Desk, Wishes
from bot.review.gate import ENTRANCE

HOST = "127.0.0.1"


def listen(port: int | None) -> socket.socket:
    """A socket of this machine alone, on this port or any free one. Raises OSError."""
    taken = socket.socket()
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((HOST, port or 0))
    except OSError:
        taken.close()
        raise
    return taken


class Server(uvicorn.Server):
    """A server that a signal ends without being an error."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # uvicorn's own notes the signal and raises it again when all is over.
        self.force_exit = self.should_exit
        self.should_exit = True


async def serve(
    readers: Sequence[tuple[Path, SqliteReader]],
    taken: socket.socket,
    wishes: Wishes,
    ready: Callable[[str], None],
) -> None:
    """Serve until a signal comes. `ready` is told the address with the key when the desk can be entered.

    The readers belong to the desk from here on.
    """
    try:
        desk = Desk(readers, wishes)
    except BaseException:
        for _, reader in readers:
            await reader.close()
        raise
    try:
        app = desk.app()
        config = uvicorn.Config(
            app,
            access_log=False,
            log_config=None,
            log_level="error",
            server_header=False,
            proxy_headers=False,
            ws="none",
            timeout_graceful_shutdown=2,
        )
        server = Server(config)
        # The socket listens before anybody is told, so that nobody comes too early.
        taken.listen()
        ready(f"http://{HOST}:{wishes.port}{ENTRANCE}?key={desk.key.secret}")
        await server.serve(sockets=[taken])
    finally:
        with contextlib.suppress(OSError):
            taken.close()
        await desk.close()
