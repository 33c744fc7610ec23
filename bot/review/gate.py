"""The gate before the desk: who may come in, by what address, and what every answer carries.

It stands around the whole of Datasette, so nothing of that is reached but what `paths` lets through.
Three things are asked of every request: that it was meant for this machine (the Host header, since a
foreign name can be made to point at 127.0.0.1), that it only reads, and that it bears the cookie. The
cookie is given once, for the key in the address that the command printed. Nothing is written down about
who asked for what.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from bot.review.letters import Letters

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

ENTRANCE = "/-/enter"

POLICY = (
    "default-src 'none'; style-src {style}; img-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)

HEADERS: dict[bytes, bytes] = {
    b"cache-control": b"no-store",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
}
"""On every answer, whatever made it. The policy on scripts and styles stands beside them; a page that
brings its own (a transcript, whose style sheet is inside it) keeps it."""


def policy(style: str = "'self'") -> str:
    """The Content-Security-Policy of a page with this source of styles: no script, no other machine."""
    return POLICY.format(style=style)


@dataclass
class Key:
    """The key in the address. `redeem` takes it once; afterwards only the cookie opens the desk."""

    secret: str | None = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    _first: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._first = (self.secret or "").encode()

    def known(self, offered: str) -> bool:
        """Whether this is the key of this desk, spent or not."""
        return hmac.compare_digest(offered.encode(), self._first)

    def redeem(self, offered: str) -> bool:
        """Whether the key opens the desk, which it does once."""
        if self.secret is None or not self.known(offered):
            return False
        self.secret = None
        return True

    def fits(self, cookie: str | None) -> bool:
        return cookie is not None and hmac.compare_digest(cookie.encode(), self.cookie.encode())


class Gate:
    """ASGI around ASGI. `port` is the one that the desk listens on; `paths` are what there is."""

    def __init__(
        self, app: App, key: Key, port: int, letters: Letters, paths: Iterable[re.Pattern[str]]
    ) -> None:
        self._app = app
        self._key = key
        self._letters = letters
        self._paths = tuple(paths)
        # Cookies are shared by all ports of a machine, so that two desks need names of their own.
        self._name = f"cochair-desk-{port}"
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.lower(): value for name, value in scope["headers"]}
        inside = self._key.fits(cookies(headers.get(b"cookie", b"")).get(self._name))
        path = (scope.get("raw_path") or scope["path"].encode()).partition(b"?")[0].decode("latin1")
        if headers.get(b"host", b"").decode("latin1").lower() not in self._hosts:
            await self._refuse(send, 421, "host")
        elif scope["method"] not in ("GET", "HEAD"):
            await self._refuse(send, 405, "method", ((b"allow", b"GET, HEAD"),))
        elif path == ENTRANCE:
            await self._enter(scope, send, inside)
        elif not inside:
            await self._refuse(send, 403, "no-cookie")
        elif not any(allowed.fullmatch(path) for allowed in self._paths):
            await self._refuse(send, 404, "no-page", way_back=True)
        else:
            await self._app(scope, receive, guarded(send))

    async def _enter(self, scope: Scope, send: Send, inside: bool) -> None:
        offered = parse_qs(scope["query_string"].decode("latin1")).get("key", [""])[0]
        if scope["method"] == "GET" and self._key.redeem(offered):
            # A page that goes on by itself and no redirect: a strict cookie is not sent along a
            # redirect whose first step another site (or a mail) began.
            cookie = f"{self._name}={self._key.cookie}; Path=/; HttpOnly; SameSite=Strict"
            more = ((b"set-cookie", cookie.encode()), (b"refresh", b"0; url=/"))
            await self._refuse(send, 200, "entered", more, way_back=True)
        elif self._key.known(offered) and self._key.secret is None:
            await self._refuse(send, 403, "spent", way_back=inside)
        else:
            await self._refuse(send, 403, "wrong-key", way_back=inside)

    async def _refuse(
        self,
        send: Send,
        status: int,
        letter: str,
        more: Iterable[tuple[bytes, bytes]] = (),
        *,
        way_back: bool = False,
    ) -> None:
        body, style = self._letters.page(letter, way_back=way_back)
        start = {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", b"text/html; charset=utf-8"),
                (b"content-length", str(len(body)).encode()),
                (b"content-security-policy", policy(style).encode()),
                *more,
            ],
        }
        outwards = guarded(send)
        await outwards(start)
        await outwards({"type": "http.response.body", "body": body})


def guarded(send: Send) -> Send:
    """`send`, with what every answer carries."""

    async def outwards(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [
                (name, value)
                for name, value in message.get("headers", [])
                if name.lower() not in HEADERS
            ]
            if not any(name.lower() == b"content-security-policy" for name, _ in kept):
                kept.append((b"content-security-policy", policy().encode()))
            message = {**message, "headers": [*kept, *HEADERS.items()]}
        await send(message)

    return outwards


def cookies(header: bytes) -> dict[str, str]:
    """The cookies of a request by name."""
    pairs = (part.strip().partition("=") for part in header.decode("latin1").split(";"))
    return {name: value for name, _, value in pairs if name}
