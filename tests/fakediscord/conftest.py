"""What the fake's own tests share: a fake in this process, with a server, a channel and two people."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from tests.fakediscord.control import Control
from tests.fakediscord.server import FakeDiscord


@dataclass
class House:
    """A fake, its verbs, and what there is in it: `anna` is nobody in particular, `staff` may manage
    messages."""

    fake: FakeDiscord
    control: Control
    server: int
    channel: int
    anna: int
    staff: int


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with FakeDiscord() as fake:
        control = Control(fake)
        server = await control.make_server("A server")
        channel = await control.make_channel(server, "roundtable")
        role = await control.make_role(server, "Staff", 1 << 13)
        anna = await control.make_person("anna", server)
        yield House(
            fake, control, server, channel, anna, await control.make_person("sam", server, role)
        )
