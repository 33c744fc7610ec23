"""The gateway, version 10: what clients ask for over its WebSockets, and what a test does to them.

What must not live here: REST, and what goes wrong with an event; the sessions ask for that.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from typing import Any

import discord
from aiohttp import WSMsgType, web
from simcord.backend import serializers

from tests.fakediscord.faults import Faults
from tests.fakediscord.sessions import Connection, Session
from tests.fakediscord.world import World

CHUNK = 1000
PRIVILEGED = {"members": (1 << 14, 1 << 15), "message_content": (1 << 18, 1 << 19)}
"""By intent: the application's flags that say that it was switched on, of a large and of a small bot."""


class Gateway:
    """All sessions, and the settings that a test bends: `close_on_identify` is a close code,
    `application_flags` what the developer portal says, `heartbeat` an interval in milliseconds,
    `resumable_for` how many seconds a session waits for its client."""

    def __init__(self, world: World, faults: Faults, token: str) -> None:
        self.world, self.faults, self.token = world, faults, token
        self.close_on_identify: int | None = None
        self.application_flags = 1 << 15 | 1 << 19
        self.heartbeat = 41_250
        self.resumable_for = 180.0
        self.url = ""
        self.resume_url: str | None = None
        self.cdn = ""
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        self.identified: list[dict[str, Any]] = []
        self.resumed: list[str] = []
        self.queries: list[dict[str, str]] = []
        self.closed_with: list[int | None] = []
        self.heartbeats = 0
        self.untimely: set[int] = set()
        """Ids in events that were told late or overtaken by others."""
        self._shut_until = 0.0
        world.subscribe(self._happened)

    def wire(self, message: Mapping[str, Any]) -> str:
        return json.dumps(message).replace("https://cdn.simcord.invalid", self.cdn)

    def _happened(self, event: str, payload: Mapping[str, Any]) -> None:
        for session in list(self.sessions.values()):
            if session.gone_at and time.monotonic() - session.gone_at > self.resumable_for:
                del self.sessions[session.id]
            elif session.hears(event, payload):
                if event == "INTERACTION_CREATE":
                    press = self.world.presses[int(payload["id"])]
                    line = session.connection
                    press.heard |= line is not None and not line.silent
                session.shaped.feed(event, payload)

    # Connections -----------------------------------------------------------------------------------

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if time.monotonic() < self._shut_until:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        self.queries.append(dict(request.query))
        connection = Connection(request, socket, request.query.get("compress") == "zlib-stream")
        self.connections.append(connection)
        writer = asyncio.create_task(connection.write())
        try:
            if request.query.get("v") != "10":
                await socket.close(code=4012, message=b"Invalid API version.")
                return socket
            self._send(connection, 10, {"heartbeat_interval": self.heartbeat})
            async for message in socket:
                if message.type in (WSMsgType.TEXT, WSMsgType.BINARY) and not connection.silent:
                    await self._read(connection, message.data)
        finally:
            writer.cancel()
            self.connections.remove(connection)
            self.closed_with.append(socket.close_code)
            self._left(connection, socket.close_code)
        return socket

    def _left(self, connection: Connection, code: int | None) -> None:
        session = connection.session
        if session is None or session.connection is not connection:
            return
        session.connection, session.gone_at = None, time.monotonic()
        if code in (1000, 1001) and not connection.told_to_go:
            # So says a client that will not come back; one that is sent away echoes anything.
            self.sessions.pop(session.id, None)

    async def _read(self, connection: Connection, data: str | bytes) -> None:
        try:
            message = json.loads(data)
            opcode, said = message["op"], message.get("d")
        except (ValueError, KeyError, TypeError):
            await self._close(connection, 4002, "Error while decoding payload.")
            return
        match opcode:
            case 1:
                self.heartbeats += 1
                self._send(connection, 11, None)
            case 2:
                await self._identify(connection, said)
            case 6:
                await self._resume(connection, said)
            case 3 | 4 | 8 if connection.session is None:
                await self._close(connection, 4003, "Not authenticated.")
            case 8:
                self._chunks(connection.session, said)
            case 3 | 4:
                pass  # presences and voice: heard, and nobody else is here to be told
            case _:
                await self._close(connection, 4001, "Unknown opcode.")

    async def _identify(self, connection: Connection, said: dict[str, Any]) -> None:
        if connection.session is not None:
            await self._close(connection, 4005, "Already authenticated.")
            return
        if said.get("token") != self.token:
            await self._close(connection, 4004, "Authentication failed.")
            return
        if self.close_on_identify is not None:
            await self._close(connection, self.close_on_identify, "As the test wishes.")
            return
        shard = tuple(said.get("shard") or (0, 1))
        if len(shard) != 2 or not 0 <= shard[0] < shard[1]:
            await self._close(connection, 4010, "Invalid shard.")
            return
        intents = said.get("intents")
        if not isinstance(intents, int) or intents < 0 or intents >= 1 << 32:
            await self._close(connection, 4013, "Invalid intents.")
            return
        if self._disallowed(intents):
            await self._close(connection, 4014, "Disallowed intents.")
            return
        self.identified.append(said)
        for old in [s for s in self.sessions.values() if s.connection is None and s.shard == shard]:
            del self.sessions[old.id]  # its process is gone, and nobody else knows its name
        session = Session(self, intents, (shard[0], shard[1]))
        self.sessions[session.id] = session
        connection.session, session.connection = session, connection
        self._welcome(session)

    def _disallowed(self, intents: int) -> bool:
        asked = discord.Intents._from_value(intents)
        return any(
            getattr(asked, name) and not self.application_flags & (large | small)
            for name, (large, small) in PRIVILEGED.items()
        )

    def _welcome(self, session: Session) -> None:
        backend = self.world.backend
        number, count = session.shard
        mine = [g for g in backend.guilds.values() if (g.id >> 22) % count == number]
        ready = {
            "v": 10,
            "user": serializers.user_payload(backend.bot_user),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in mine],
            "session_id": session.id,
            "resume_gateway_url": self.resume_url or self.url,
            "application": {"id": str(backend.application_id), "flags": self.application_flags},
            "shard": list(session.shard),
        }
        session.tell("READY", ready)
        for guild in mine:
            if guild.id not in self.world.away:
                session.shaped.feed(
                    "GUILD_CREATE", serializers.guild_create_payload(backend, guild)
                )

    async def _resume(self, connection: Connection, said: dict[str, Any]) -> None:
        if said.get("token") != self.token:
            await self._close(connection, 4004, "Authentication failed.")
            return
        session = self.sessions.get(str(said.get("session_id")))
        since = said.get("seq")
        kept = session is not None and (not session.told or session.told[0][0] <= (since or 0) + 1)
        if session is None or not kept or not isinstance(since, int):
            self._send(connection, 9, False)
            return
        if since > session.sequence:
            await self._close(connection, 4007, "Invalid seq.")
            return
        before = session.connection
        if before is not None:
            before.session = None
        connection.session, session.connection, session.gone_at = session, connection, None
        self.resumed.append(session.id)
        for number, text in list(session.told):
            if number > since:
                connection.say(text)
        session.tell("RESUMED", {})

    def _chunks(self, session: Session | None, said: dict[str, Any]) -> None:
        """Answer a request for a server's members."""
        assert session is not None
        guild = self.world.backend.guilds.get(int(said["guild_id"]))
        if guild is None:
            return
        asked = said.get("user_ids")
        listed: list[Any] = asked if isinstance(asked, list) else [asked]
        wanted = None if asked is None else {int(each) for each in listed}
        query = str(said.get("query") or "").lower()
        members = [
            member
            for member in guild.members.values()
            if (wanted is None or member.user_id in wanted)
            and self.world.backend.users[member.user_id].name.lower().startswith(query)
        ]
        members = members[: said.get("limit") or None]
        parts = [members[at : at + CHUNK] for at in range(0, len(members), CHUNK)] or [[]]
        for place, part in enumerate(parts):
            chunk = {
                "guild_id": str(guild.id),
                "members": [serializers.member_payload(self.world.backend, guild, m) for m in part],
                "chunk_index": place,
                "chunk_count": len(parts),
                "not_found": [
                    str(i) for i in sorted((wanted or set()) - guild.members.keys()) if place == 0
                ],
            }
            nonce = said.get("nonce")
            session.tell("GUILD_MEMBERS_CHUNK", chunk | ({"nonce": nonce} if nonce else {}))

    def _send(self, connection: Connection, opcode: int, data: Any) -> None:
        connection.say(json.dumps({"op": opcode, "d": data, "s": None, "t": None}))

    async def _close(self, connection: Connection, code: int, why: str) -> None:
        connection.told_to_go = True
        await connection.flushed()
        await connection.socket.close(code=code, message=why.encode())

    # What a test does to sessions ------------------------------------------------------------------

    async def cut(self, *, resumable: bool, code: int | None = None) -> int:
        """Every connection is gone: without a word, or with this close code. Unless `resumable`, its
        session is forgotten too. How many there were."""
        live = [c for c in self.connections if c.session is not None]
        for connection in live:
            assert connection.session is not None
            if not resumable:
                self.sessions.pop(connection.session.id, None)
            if code is None:
                connection.abort()
            else:
                await self._close(connection, code, "As the test wishes.")
        return len(live)

    def ask_to_reconnect(self, *, resumable: bool = True) -> None:
        """Opcode 7: clients are to come back at once."""
        self._to_all(7, None, resumable)

    def invalidate(self, *, resumable: bool) -> None:
        """Opcode 9: the session is no good, though it may perhaps be resumed."""
        self._to_all(9, resumable, resumable)

    def _to_all(self, opcode: int, data: Any, resumable: bool) -> None:
        for connection in list(self.connections):
            if connection.session is not None:
                if not resumable:
                    self.sessions.pop(connection.session.id, None)
                self._send(connection, opcode, data)

    def fall_silent(self, *, resumable: bool = True) -> None:
        """Every connection stays open and says nothing any more, not even to a heartbeat."""
        for connection in self.connections:
            if connection.session is not None:
                connection.silent = True
                if not resumable:
                    self.sessions.pop(connection.session.id, None)

    def shut(self, seconds: float) -> None:
        """For so long, no new connection is taken: a gateway that is out of order."""
        self._shut_until = time.monotonic() + seconds

    def take_away(self, guild_id: int) -> None:
        """A server is unavailable, as in an outage."""
        self.world.tell("GUILD_DELETE", {"id": str(guild_id), "unavailable": True})
        self.world.away.add(guild_id)

    def bring_back(self, guild_id: int) -> None:
        self.world.away.discard(guild_id)
        guild = self.world.backend.get_guild(guild_id)
        self.world.tell(
            "GUILD_CREATE", dict(serializers.guild_create_payload(self.world.backend, guild))
        )

    async def close(self) -> None:
        for connection in list(self.connections):
            await connection.socket.close(code=1001)
