"""The fake Discord put together: `async with FakeDiscord() as discord` serves it on 127.0.0.1.

REST and gateway listen on ports of their own, so that neither address can be guessed from the other.
What must not live here: what any of the parts does.
"""

from __future__ import annotations

import re
from collections import Counter
from types import TracebackType
from typing import Self

from aiohttp import web
from simcord.backend.models import Interaction

from tests.fakediscord.faults import Fault, Faults, Kind
from tests.fakediscord.gateway import Gateway
from tests.fakediscord.limits import Limits
from tests.fakediscord.rest import BASE, Rest
from tests.fakediscord.world import Press, World

HERE = "127.0.0.1"
TOKEN = "stand-in.token.for-nobody"
_CALLBACK = re.compile(r"/interactions/(\d+)/[^/]+/callback")


class FakeDiscord:
    """The parts, and what was seen. `permissions`: what the bot is said to hold in each server, where
    it is not what it does hold; `checks`: requests are held against Discord's description, if it is
    there."""

    def __init__(self, *, token: str = TOKEN, seed: int = 0, checks: bool = True) -> None:
        self.world = World()
        self.faults = Faults(seed)
        self.limits = Limits()
        self.gateway = Gateway(self.world, self.faults, token)
        self.permissions: int | None = None
        self.checks = checks
        self.requests: list[tuple[str, str]] = []
        self.unknown: list[str] = []
        self.complaints: Counter[str] = Counter()
        self.no_private_words: set[int] = set()
        """People who take no private messages."""
        self.api_base = self.cdn = ""
        self._runners: list[web.AppRunner] = []
        self.world._register_dispatch_observer(self._pressed)

    async def __aenter__(self) -> Self:
        rest = await self.serve(Rest(self).application())
        gateway = web.Application()
        gateway.router.add_get("/the-gateway/", self.gateway.serve)
        self.gateway.url = f"ws://{HERE}:{await self.serve(gateway)}/the-gateway/"
        self.api_base = f"http://{HERE}:{rest}{BASE}"
        self.cdn = self.gateway.cdn = f"http://{HERE}:{rest}/cdn"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.gateway.close()
        for runner in self._runners:
            await runner.cleanup()

    async def serve(self, app: web.Application) -> int:
        """Serve an application on a port that is free; which."""
        runner = web.AppRunner(app, shutdown_timeout=1.0, access_log=None)
        self._runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, HERE, 0).start()
        port: int = runner.addresses[0][1]
        return port

    @property
    def application_id(self) -> int:
        return self.world.backend.application_id

    @property
    def commands(self) -> list[dict[str, object]]:
        """The application's commands, as they were registered."""
        return list(self.world.backend.commands.get(None, {}).values())

    def fail(self, path: str, status: int, headers: dict[str, str] | None = None) -> None:
        """From now on, every request to this path is answered so and not carried out."""
        fault = Fault(Kind.FAIL, path=path, status=status, headers=headers or {}, times=None)
        self.faults.add(fault)

    def takes_private_words(self, user_id: int) -> bool:
        return user_id not in self.no_private_words

    def carried_out(self, method: str, path: str) -> None:
        """A request has been carried out; of an answer to a press, how long it took is noted."""
        found = _CALLBACK.fullmatch(path) if method == "POST" else None
        if found is not None:
            press = self.world.presses[int(found[1])]
            press.answered = (self.world.now() - press.at).total_seconds()

    def _pressed(self, record: Interaction) -> None:
        record.initial_response_deadline = self.world.backend.iso_after(self.world.answer_within)
        self.world.presses[record.id] = Press(record, "", self.world.now())
