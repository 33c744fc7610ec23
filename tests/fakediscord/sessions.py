"""A bot's sessions at the gateway, and the connections over which they are told.

A session numbers what is dispatched to it and keeps it for a resume; it outlives its connection. What
it may hear is simcord's to say: `FakeGateway` shapes each event by intents and hands it to a parser,
which here sends it. What must not live here: what a client asks for; that is `gateway`'s.
"""

from __future__ import annotations

import asyncio
import secrets
import zlib
from collections import deque
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from aiohttp import web
from simcord.gateway import FakeGateway

from tests.fakediscord.faults import Kind

if TYPE_CHECKING:
    from tests.fakediscord.gateway import Gateway

KEPT = 10_000
"""Events of a session that a resume can ask for again."""


class _Parsers(dict[str, Any]):
    """What simcord takes for discord.py's table of parsers: every event has one, which sends it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def __missing__(self, event: str) -> Any:
        return partial(self._session.dispatch, event)


class Session:
    """A bot's session: what it hears, and what it has been told."""

    def __init__(self, gateway: Gateway, intents: int, shard: tuple[int, int]) -> None:
        self.id = secrets.token_hex(8)
        self.shard = shard
        self.connection: Connection | None = None
        self.gone_at: float | None = None
        self.sequence = 0
        self.told: deque[tuple[int, str]] = deque(maxlen=KEPT)
        self._gateway = gateway
        self._overtaken: list[tuple[str, Mapping[str, Any]]] = []
        # simcord asks a discord.py client for these two.
        self.intents = discord.Intents._from_value(intents)
        self.parsers = _Parsers(self)
        self.shaped = FakeGateway(gateway.world.backend, self)

    def hears(self, event: str, payload: Mapping[str, Any]) -> bool:
        """Whether an event is of this session's shard, and of a server that is there."""
        server = payload.get("guild_id")
        if server is None and event in ("GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE"):
            server = payload.get("id")
        if server is None:
            return self.shard[0] == 0
        if int(server) in self._gateway.world.away and event != "GUILD_DELETE":
            return False
        return (int(server) >> 22) % self.shard[1] == self.shard[0]

    def dispatch(self, event: str, payload: Mapping[str, Any]) -> None:
        """What the world tells, with whatever is to go wrong with it."""
        fault = self._gateway.faults.of_event(event)
        if fault is not None and fault.kind in (Kind.LATE, Kind.OVERTAKEN) and "id" in payload:
            self._gateway.untimely.add(int(payload["id"]))
        match fault and fault.kind:
            case Kind.LOSE:
                return
            case Kind.LATE:
                assert fault is not None
                asyncio.get_running_loop().call_later(fault.seconds, self.tell, event, payload)
                return
            case Kind.OVERTAKEN:
                self._overtaken.append((event, payload))
                return
        self.tell(event, payload)
        if fault is not None and fault.kind is Kind.REPEAT:
            self.tell(event, payload)
        while self._overtaken:
            self.tell(*self._overtaken.pop(0))

    def tell(self, event: str, payload: Mapping[str, Any]) -> None:
        self.sequence += 1
        message = {"op": 0, "t": event, "s": self.sequence, "d": payload}
        text = self._gateway.wire(message)
        self.told.append((self.sequence, text))
        if self.connection is not None:
            self.connection.say(text)


class Connection:
    """One WebSocket. `silent`: nothing is sent any more, and it stays open, as when a cable is cut."""

    def __init__(
        self, request: web.Request, socket: web.WebSocketResponse, compressed: bool
    ) -> None:
        self.socket = socket
        self._request = request
        self.session: Session | None = None
        self.silent = False
        self.told_to_go = False
        self._out: asyncio.Queue[str] = asyncio.Queue()
        self._deflate = zlib.compressobj() if compressed else None

    def say(self, text: str) -> None:
        self._out.put_nowait(text)

    async def write(self) -> None:
        """Send what is to be said, for as long as the socket takes it."""
        while True:
            text = await self._out.get()
            if self.silent:
                continue
            try:
                if self._deflate is None:
                    await self.socket.send_str(text)
                else:
                    data = self._deflate.compress(text.encode())
                    await self.socket.send_bytes(data + self._deflate.flush(zlib.Z_SYNC_FLUSH))
            except (ConnectionError, RuntimeError):
                return

    async def flushed(self) -> None:
        """Wait until what is to be said has been handed to the socket."""
        while not self._out.empty() and not self.socket.closed:
            await asyncio.sleep(0.001)

    def abort(self) -> None:
        """The connection is gone without a word, as when a server falls over."""
        if self._request.transport is not None:
            self._request.transport.abort()
