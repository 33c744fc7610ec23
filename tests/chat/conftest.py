"""What tests against a fake Discord share: the fake, no way out, and nothing left behind."""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
import warnings
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.fakediscord.server import FakeDiscord


@pytest.fixture
async def nothing_left() -> AsyncIterator[None]:
    """No task, thread, session or socket outlives the test; what is ending gets a second."""
    gc.collect()
    tasks, threads = asyncio.all_tasks(), set(threading.enumerate())

    def left() -> set[str]:
        here = asyncio.current_task()  # this teardown runs in a task of its own
        return {str(task) for task in asyncio.all_tasks() - tasks if task is not here} | {
            thread.name
            for thread in set(threading.enumerate()) - threads
            if not thread.name.startswith("asyncio_")  # the loop's own pool stays, and may
        }

    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always", ResourceWarning)
        yield
        for _ in range(100):
            if not left():
                break
            await asyncio.sleep(0.01)
        still = left()
        gc.collect()
    leaks = [str(w.message) for w in seen if issubclass(w.category, ResourceWarning)]
    assert (still, leaks) == (set(), [])


@pytest.fixture
async def fake(nothing_left: None) -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as it:
        yield it


@pytest.fixture
def names_asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Host names that were looked up; none can be found, so that nothing leaves this machine."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        if host in (None, "", "127.0.0.1", b"127.0.0.1"):
            return real(host, *rest, **named)
        asked.append(str(host))
        str(host).encode("idna")  # as the real one does, with its UnicodeError
        raise socket.gaierror(socket.EAI_NONAME, "no names here")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked
