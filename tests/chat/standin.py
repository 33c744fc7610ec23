"""A small Discord on 127.0.0.1: the REST paths of a login, and a gateway over a real WebSocket.

It knows one bot, one server with one text channel, and no rules of Discord beyond the handshake.
REST and gateway listen on ports of their own, so that neither address can be guessed from the
other. What it does not know it answers with 404 and keeps in `unknown`, for a test to be loud.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import WSMsgType, web

TOKEN = "stand-in.token.for-nobody"
APPLICATION = 1_000
GUILD = 2_000
CHANNEL = 3_000
SPEAKER = 4_000

_HERE = "127.0.0.1"
_SINCE = "2024-01-01T00:00:00+00:00"


@dataclass
class StandIn:
    """The settings are what a test bends before it connects; the rest is what was seen."""

    gateway_answer: dict[str, Any] | None = None
    """Instead of the lawful body of `GET /gateway/bot`."""
    content_type: str = "application/json"
    statuses: dict[str, int] = field(default_factory=dict)
    """HTTP status by path, where it is not 200; a 429 says seven seconds, a 302 says elsewhere."""
    resume_url: str | None = None
    """The `resume_gateway_url` in READY, where it is not the gateway's own."""
    close_on_identify: int | None = None
    application_flags: int = 0
    token: str = TOKEN
    """The only token that is known here."""
    permissions: int | None = None
    """What the bot may do in the server, for `GET /users/@me/guilds`; None for a 404."""

    requests: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    identified: list[dict[str, Any]] = field(default_factory=list)
    resumed: list[str] = field(default_factory=list)
    gateway_queries: list[dict[str, str]] = field(default_factory=list)
    heartbeats: int = 0
    commands: list[dict[str, Any]] = field(default_factory=list)
    closed_with: list[int | None] = field(default_factory=list)

    _runners: list[web.AppRunner] = field(default_factory=list)
    _sockets: list[web.WebSocketResponse] = field(default_factory=list)
    _sequence: int = 0

    async def __aenter__(self) -> Self:
        rest = web.Application()
        rest.router.add_get("/api/v10/users/@me", self._me)
        rest.router.add_get("/api/v10/users/@me/guilds", self._guilds)
        rest.router.add_get("/api/v10/oauth2/applications/@me", self._application)
        rest.router.add_put(f"/api/v10/applications/{APPLICATION}/commands", self._put_commands)
        rest.router.add_get("/api/v10/gateway/bot", self._gateway_bot)
        rest.router.add_post("/api/v10/channels/{channel}/messages", self._post_message)
        rest.router.add_route("*", "/{path:.*}", self._not_here)
        gateway = web.Application()
        gateway.router.add_get("/the-gateway/", self._gateway)
        self.api_base = f"http://{_HERE}:{await self._serve(rest)}/api/v10"
        self.gateway_url = f"ws://{_HERE}:{await self._serve(gateway)}/the-gateway/"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for socket in self._sockets:
            await socket.close(code=1001)
        for runner in self._runners:
            await runner.cleanup()

    async def say(self, content: str) -> None:
        """Somebody writes in the channel."""
        spoken = _message(5_000, CHANNEL, _user(SPEAKER, "an-invented-speaker"), content)
        where = {"guild_id": str(GUILD), "member": _member()}
        await self._dispatch("MESSAGE_CREATE", spoken | where)

    async def ask_to_reconnect(self) -> None:
        """Opcode 7: the gateway wants its clients to resume elsewhere."""
        await self._sockets[-1].send_json({"op": 7, "d": None})

    async def _serve(self, app: web.Application) -> int:
        runner = web.AppRunner(app, shutdown_timeout=1.0)
        self._runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, _HERE, 0).start()
        port: int = runner.addresses[0][1]
        return port

    # REST

    def _answer(self, request: web.Request, body: Any) -> web.Response:
        path = request.path.removeprefix("/api/v10")
        self.requests.append((request.method, path))
        status = self.statuses.get(path, 200)
        if request.headers.get("Authorization") != f"Bot {self.token}":
            status = 401
        if status != 200:
            body = {"message": f"{status}: as the test wishes", "code": 0}
        headers = {"Content-Type": self.content_type}
        if status == 429:
            headers["Retry-After"] = "7"
        if status == 302:
            headers["Location"] = "/elsewhere"
        return web.Response(status=status, body=json.dumps(body).encode(), headers=headers)

    async def _me(self, request: web.Request) -> web.Response:
        return self._answer(request, _user(APPLICATION, "cochair", bot=True))

    async def _guilds(self, request: web.Request) -> web.Response:
        if self.permissions is None:
            return await self._not_here(request)
        server = {"id": str(GUILD), "name": "A server for tests"}
        return self._answer(request, [{**server, "permissions": str(self.permissions)}])

    async def _application(self, request: web.Request) -> web.Response:
        body = {
            "id": str(APPLICATION),
            "name": "Cochair",
            "icon": None,
            "description": "",
            "bot_public": False,
            "bot_require_code_grant": False,
            "verify_key": "",
            "flags": self.application_flags,
            "owner": _user(SPEAKER, "an-invented-owner"),
            "team": None,
        }
        return self._answer(request, body)

    async def _put_commands(self, request: web.Request) -> web.Response:
        self.commands = await request.json()
        registered = [
            {
                "default_member_permissions": None,
                "type": 1,
                "description": "",
                **command,
                "id": str(6_000 + place),
                "application_id": str(APPLICATION),
                "version": "1",
            }
            for place, command in enumerate(self.commands)
        ]
        return self._answer(request, registered)

    async def _gateway_bot(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        lawful = {"url": self.gateway_url, "shards": 1, "session_start_limit": limit}
        return self._answer(request, self.gateway_answer or lawful)

    async def _post_message(self, request: web.Request) -> web.Response:
        sent = await request.json()
        channel = int(request.match_info["channel"])
        me = _user(APPLICATION, "cochair", bot=True)
        return self._answer(request, _message(5_001, channel, me, sent["content"]))

    async def _not_here(self, request: web.Request) -> web.Response:
        self.unknown.append(f"{request.method} {request.path}")
        return web.json_response({"message": "404: Not Found", "code": 0}, status=404)

    # The gateway

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        self.gateway_queries.append(dict(request.query))
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41_250}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._hear(socket, json.loads(message.data))
        self.closed_with.append(socket.close_code)
        return socket

    async def _hear(self, socket: web.WebSocketResponse, message: dict[str, Any]) -> None:
        match message:
            case {"op": 1}:
                self.heartbeats += 1
                await socket.send_json({"op": 11})
            case {"op": 2, "d": said} if said["token"] != self.token:
                await socket.close(code=4004, message=b"Authentication failed.")
            case {"op": 2} if self.close_on_identify is not None:
                await socket.close(code=self.close_on_identify)
            case {"op": 2, "d": said}:
                self.identified.append(said)
                await self._welcome()
            case {"op": 6, "d": {"session_id": session, "token": token}} if token == self.token:
                self.resumed.append(session)
                await self._dispatch("RESUMED", {})
            case {"op": 3}:
                pass  # presence: heard, and nobody else is here to be told
            case _:
                self.unknown.append(f"opcode {message.get('op')}")

    async def _welcome(self) -> None:
        ready = {
            "v": 10,
            "user": _user(APPLICATION, "cochair", bot=True),
            "guilds": [{"id": str(GUILD), "unavailable": True}],
            "session_id": "a-session",
            "resume_gateway_url": self.resume_url or self.gateway_url,
            "application": {"id": str(APPLICATION), "flags": self.application_flags},
            "shard": [0, 1],
        }
        await self._dispatch("READY", ready)
        await self._dispatch("GUILD_CREATE", _guild())

    async def _dispatch(self, event: str, data: dict[str, Any]) -> None:
        self._sequence += 1
        await self._sockets[-1].send_json({"op": 0, "t": event, "s": self._sequence, "d": data})


def _user(number: int, name: str, *, bot: bool = False) -> dict[str, Any]:
    return {
        "id": str(number),
        "username": name,
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "bot": bot,
    }


def _message(number: int, channel: int, author: dict[str, Any], content: str) -> dict[str, Any]:
    return {
        "id": str(number),
        "channel_id": str(channel),
        "author": author,
        "content": content,
        "timestamp": _SINCE,
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
    }


def _member() -> dict[str, Any]:
    return {"roles": [], "joined_at": _SINCE, "deaf": False, "mute": False, "flags": 0}


def _guild() -> dict[str, Any]:
    everyone = {
        "id": str(GUILD),
        "name": "@everyone",
        "permissions": str(1 << 10 | 1 << 11),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    channel = {
        "id": str(CHANNEL),
        "type": 0,
        "name": "roundtable",
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
    }
    people = [
        {"user": _user(APPLICATION, "cochair", bot=True), **_member()},
        {"user": _user(SPEAKER, "an-invented-speaker"), **_member()},
    ]
    return {
        "id": str(GUILD),
        "name": "A server for tests",
        "owner_id": str(SPEAKER),
        "joined_at": _SINCE,
        "member_count": len(people),
        "large": False,
        "roles": [everyone],
        "channels": [channel],
        "members": people,
        "emojis": [],
        "stickers": [],
        "threads": [],
        "features": [],
        "presences": [],
        "voice_states": [],
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "system_channel_flags": 0,
    }
