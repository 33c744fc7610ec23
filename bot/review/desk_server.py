"""Serving the desk until Ctrl-C: a port of 127.0.0.1, and a server that keeps no log of visits.

What must not live here: a page, who may come in, what the command line says.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path

from aiohttp import web

from bot.journal.sqlite_reader import SqliteReader
from bot.review.access_control import ENTRANCE
from bot.review.desk_application import DeskOptions, ReviewDesk

HOST = "127.0.0.1"

SILENT = logging.Logger("review", logging.CRITICAL + 1)
"""aiohttp would log what it cannot make out of a request, and quote it; our own faults are incidents."""

LAST_ANSWERS = 2.0
"""Seconds in which an answer that is under way may still be given."""


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


@contextlib.asynccontextmanager
async def answering(desk: ReviewDesk, taken: socket.socket) -> AsyncIterator[None]:
    """Requests at this socket are answered meanwhile; at the end it is closed."""
    runner = web.AppRunner(
        desk.application(), access_log=None, logger=SILENT, shutdown_timeout=LAST_ANSWERS
    )
    try:
        await runner.setup()
        await web.SockSite(runner, taken).start()
        yield
    finally:
        await runner.cleanup()
        taken.close()


async def serve(
    readers: Sequence[tuple[Path, SqliteReader]],
    taken: socket.socket,
    options: DeskOptions,
    ready: Callable[[str], None],
) -> None:
    """Serve until a signal comes. `ready` is told the address with the key when the desk can be entered.

    The readers belong to the desk from here on.
    """
    try:
        desk = ReviewDesk(readers, options)
    except BaseException:
        for _, reader in readers:
            await reader.close()
        raise
    try:
        with until_signalled() as signalled:
            async with answering(desk, taken):
                ready(f"http://{HOST}:{options.port}{ENTRANCE}?key={desk.key.secret}")
                await signalled.wait()
    finally:
        await desk.close()


@contextlib.contextmanager
def until_signalled() -> Iterator[asyncio.Event]:
    """Set by the first SIGINT or SIGTERM; a second one ends the process as it would end any."""
    event, loop = asyncio.Event(), asyncio.get_running_loop()
    handled: list[signal.Signals] = []

    def on_signal() -> None:
        event.set()
        release()

    def release() -> None:
        while handled:
            loop.remove_signal_handler(handled.pop())

    # Where a loop has no handlers for signals (Windows), Python ends the command by KeyboardInterrupt.
    with contextlib.suppress(NotImplementedError):
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(each, on_signal)
            handled.append(each)
    try:
        yield event
    finally:
        release()
