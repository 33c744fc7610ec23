"""What systemd is told, over a real socket of the kind that it listens on."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from bot.monitoring.monitor import Monitor
from bot.monitoring.supervisor import Supervisor
from bot.observer import ConnectionStanding
from bot.procedure.state import Status
from tests.patience import PATIENCE

pytestmark = pytest.mark.skipif(
    not hasattr(socket, "AF_UNIX"), reason="sockets of Unix are not everywhere"
)

NAMES = ("a file", "in the abstract namespace")


@pytest.fixture(params=NAMES)
def listening(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[socket.socket]:
    """Where systemd would listen, and NOTIFY_SOCKET's name for it."""
    if request.param == NAMES[1] and os.uname().sysname != "Linux":
        pytest.skip("an abstract namespace is Linux' own")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(tmp_path / "s") if request.param == NAMES[0] else "\0cochair-of-a-test")
        heard.settimeout(PATIENCE)
        yield heard


def named(heard: socket.socket) -> str:
    address = heard.getsockname()
    return address if isinstance(address, str) else "@" + address[1:].decode()


def test_what_is_told_arrives_as_one_datagram(listening: socket.socket) -> None:
    supervisor = Supervisor({"NOTIFY_SOCKET": named(listening), "WATCHDOG_USEC": "30000000"})
    supervisor.tell("STATUS=on Discord", "READY=1")
    assert listening.recv(1000) == b"STATUS=on Discord\nREADY=1"
    assert supervisor.watchdog == 30.0


@pytest.mark.parametrize(
    "environment", [{}, {"NOTIFY_SOCKET": ""}, {"NOTIFY_SOCKET": "/nowhere/at/all"}]
)
def test_where_nobody_listens_telling_does_nothing(environment: dict[str, str]) -> None:
    Supervisor(environment).tell("READY=1")


@pytest.mark.parametrize("watched", ["", "0", "soon", "-1"])
def test_a_watchdog_that_is_none(listening: socket.socket, watched: str) -> None:
    assert (
        Supervisor({"NOTIFY_SOCKET": named(listening), "WATCHDOG_USEC": watched}).watchdog is None
    )


async def test_the_monitor_tells_that_it_lives_how_it_stands_and_that_it_stops(
    listening: socket.socket, tmp_path: Path
) -> None:
    told = {"NOTIFY_SOCKET": named(listening), "WATCHDOG_USEC": "100000"}
    path = tmp_path / "cochair.db"
    journal = await open_journal(path)
    assert not isinstance(journal, JournalFault)
    monitor = Monitor(journal, path, Supervisor(told))
    await monitor.start(None)
    try:
        assert await told_within(listening, b"WATCHDOG=1")
        assert await told_within(listening, b"STATUS=not connected to Discord; 0 meetings not over")
        monitor.watch(lambda: ConnectionStanding(connected=True, meetings={Status.OPEN: 1}))
        assert await told_within(listening, b"READY=1")
        assert await told_within(listening, b"STATUS=on Discord; 1 meeting not over")
        monitor.watch(lambda: ConnectionStanding(connected=True, stopping=True))
        assert await told_within(listening, b"STATUS=stopping\nSTOPPING=1")
    finally:
        await monitor.stop()
        await journal.close()


async def told_within(heard: socket.socket, what: bytes) -> bool:
    """Whether this is told, before patience ends with an error."""
    while await asyncio.to_thread(heard.recv, 1000) != what:
        pass
    return True
