"""Where the bot's Discord is: the REST base, and the gateway that is asked for there.

Everything that reaches into discord.py to change an address lives in this file and nowhere else.
Logging in does not live here, nor does reading the settings.

Why reaching in is needed: discord.py 2.7 has no option for either address. Every REST path,
webhooks and interactions included, is appended to the class attribute `Route.BASE`; a plain
`Client` opens its first gateway connection at `DiscordWebSocket.DEFAULT_GATEWAY` and never asks
`GET /gateway/bot`. Both are read at each use, so changing them for a while is enough. Pictures and
attachments keep the addresses that come with them.

An API that stands in for Discord has to answer with the content type `application/json` and nothing
after it (discord.py takes anything else for plain text), and its READY has to carry a
`resume_gateway_url`, as Discord's does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import aiohttp
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

LONGEST_ANSWER: Final = 65_536
"""Bytes of an answer to `GET /gateway/bot` that are read; Discord's own is about two hundred."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address that speaks Discord's API. It holds no token.

    `gateway` is the WebSocket address that `GET /gateway/bot` gave; None leaves the choice to
    discord.py, which is right for Discord itself.
    """

    api_base: str
    gateway: str | None


DISCORD: Final = Endpoint(Route.BASE, None)
"""Discord itself, as discord.py knows it."""


class EndpointFaultCode(StrEnum):
    """Why an address cannot be used."""

    BAD_ADDRESS = "bad-address"
    """Not an http or https address, or it carries a user name, a query or a fragment."""
    UNREACHABLE = "unreachable"
    """Nobody answered, or not in time, or not over a trusted certificate."""
    WRONG_TOKEN = "wrong-token"
    RATE_LIMITED = "rate-limited"
    DOWN = "down"
    """Somebody answered that the trouble is its own (HTTP 5xx)."""
    UNLIKE_DISCORD = "unlike-discord"
    """Somebody answered, but not as Discord would: see `status` and `got`."""
    BAD_GATEWAY = "bad-gateway"
    """The gateway's address is not ws:// or wss://, or is ws:// although the base is https://."""


@dataclass(frozen=True, slots=True)
class EndpointFault:
    """An address that cannot be used, with what a person needs to mend it. It holds no token.

    `address`: the base as it was understood, without any password. `status`: the HTTP status, where
    one came. `retry_after`: seconds, for RATE_LIMITED, where the answer said so. `got`: for
    UNLIKE_DISCORD the content type, for BAD_GATEWAY the address, shortened and made printable.
    """

    code: EndpointFaultCode
    address: str
    status: int | None = None
    retry_after: float | None = None
    got: str | None = None


async def ask(api_base: str, token: str, *, patience: float = 15.0) -> Endpoint | EndpointFault:
    """Ask the API at `api_base` for its gateway, with the bot's token.

    Discord's own base is not asked: discord.py knows its gateway. `patience` is in seconds, for
    the whole exchange. Never raises for anything that an address or an answer may hold.
    """
    base = _base(api_base)
    if base is None:
        return EndpointFault(EndpointFaultCode.BAD_ADDRESS, _without_password(api_base))
    if str(base) == DISCORD.api_base:
        return DISCORD
    token = token.strip()
    if not _can_be_sent(token):
        return EndpointFault(EndpointFaultCode.WRONG_TOKEN, str(base))
    try:
        async with (
            aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=patience), cookie_jar=aiohttp.DummyCookieJar()
            ) as session,
            # A redirect is not followed: the token goes to the address that was set, nowhere else.
            session.get(
                f"{base}/gateway/bot",
                headers={"Authorization": f"Bot {token}"},
                allow_redirects=False,
            ) as answer,
        ):
            return _judge(base, token, answer, await _read(answer))
    except (aiohttp.ClientResponseError, aiohttp.ClientPayloadError):
        return EndpointFault(EndpointFaultCode.UNLIKE_DISCORD, str(base))
    except (aiohttp.ClientError, OSError, TimeoutError, UnicodeError):
        # UnicodeError: a host name that cannot be looked up at all, such as "a..b".
        return EndpointFault(EndpointFaultCode.UNREACHABLE, str(base))


@contextmanager
def pointed(endpoint: Endpoint) -> Iterator[None]:
    """While this lasts, discord.py talks to `endpoint`; afterwards it is as it was.

    For Discord itself nothing is touched. The addresses are discord.py's globals, so a process has
    one at a time: pointing twice raises RuntimeError. A discord.py whose names have moved raises
    KeyError here, before a token could go astray.
    """
    if endpoint.gateway is None:
        yield
        return
    if DISCORD.api_base != Route.BASE:
        raise RuntimeError("discord.py already points at another address")
    home = yarl.URL(endpoint.gateway)
    with ExitStack() as restore:
        for owner, name, value in (
            (Route, "BASE", endpoint.api_base),
            (DiscordWebSocket, "DEFAULT_GATEWAY", home),
            (DiscordWebSocket, "from_client", _dialling(home)),
        ):
            restore.callback(setattr, owner, name, vars(owner)[name])
            setattr(owner, name, value)
        yield


def resumed_at(offered: yarl.URL, home: yarl.URL) -> yarl.URL:
    """Where to resume a session: as READY's `resume_gateway_url` offers, if that can be meant.

    A proxy that hands READY through unchanged offers Discord's own address, and following it would
    leave the proxy behind the organizer's back; then `home` is used, the address that came from
    `GET /gateway/bot`. So it is when the offer is no WebSocket address, or gives up encryption.
    """
    if not may_dial(offered, home) or (_is_discords(offered) and not _is_discords(home)):
        return home
    return offered


def may_dial(gateway: yarl.URL, named_by: yarl.URL) -> bool:
    """Whether an address is a WebSocket's, and no less encrypted than the address that named it.

    The token goes to the gateway as it goes to the base: whoever chose https:// meant it for both.
    """
    lawful = ("wss",) if named_by.scheme in ("https", "wss") else ("wss", "ws")
    return gateway.scheme in lawful and bool(gateway.host)


def _dialling(home: yarl.URL) -> classmethod[DiscordWebSocket, ..., Any]:
    """`DiscordWebSocket.from_client`, which makes every gateway connection, with `resumed_at`."""
    dial = vars(DiscordWebSocket)["from_client"].__func__

    async def from_client(
        cls: type[DiscordWebSocket],
        client: object,
        *,
        gateway: yarl.URL | None = None,
        **rest: object,
    ) -> Any:
        target = home if gateway is None else resumed_at(gateway, home)
        return await dial(cls, client, gateway=target, **rest)

    return classmethod(from_client)


def _judge(
    base: yarl.URL, token: str, answer: aiohttp.ClientResponse, body: bytes
) -> Endpoint | EndpointFault:
    address, status = str(base), answer.status
    if status == 401:
        return EndpointFault(EndpointFaultCode.WRONG_TOKEN, address, status)
    if status == 429:
        return EndpointFault(
            EndpointFaultCode.RATE_LIMITED,
            address,
            status,
            retry_after=retry_after_seconds(answer.headers.get("Retry-After")),
        )
    if status >= 500:
        return EndpointFault(EndpointFaultCode.DOWN, address, status)
    kind = answer.headers.get("Content-Type", "")
    url = _gateway_in(body) if status == 200 and kind == "application/json" else None
    if url is None:
        return EndpointFault(
            EndpointFaultCode.UNLIKE_DISCORD, address, status, got=_printable(kind, token)
        )
    gateway = _url(url)
    if gateway is None or not may_dial(gateway, base):
        return EndpointFault(
            EndpointFaultCode.BAD_GATEWAY, address, status, got=_printable(url, token)
        )
    return Endpoint(address, str(gateway))


def retry_after_seconds(header: str | None) -> float | None:
    """A `Retry-After` header in seconds, or None where there is none that can be read."""
    try:
        wait = float(header or "")
    except ValueError:
        return None
    return wait if 0 <= wait < float("inf") else None


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    """The body, or as much of it as anybody would need to see that it is not Discord's."""
    body = b""
    async for chunk in answer.content.iter_chunked(8_192):
        body += chunk
        if len(body) > LONGEST_ANSWER:
            break
    return body[:LONGEST_ANSWER]


def _gateway_in(body: bytes) -> str | None:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    url = answer.get("url") if isinstance(answer, dict) else None
    return url if isinstance(url, str) else None


def _base(api_base: str) -> yarl.URL | None:
    """The base without a slash at its end, or None where it is no address for an API."""
    url = _url(api_base.strip().rstrip("/"))
    if url is None or url.scheme not in ("http", "https") or not url.host:
        return None
    if url.user is not None or url.password is not None or "?" in api_base or "#" in api_base:
        return None
    # Empty paths gain a slash in yarl; Route.BASE is followed by "/...".
    return url if url.path != "/" else url.origin()


def _url(text: str) -> yarl.URL | None:
    try:
        url = yarl.URL(text)
        # yarl reads the port only when asked for it.
        _ = url.port
    except ValueError:
        return None
    return url


def _without_password(address: str) -> str:
    """As much of a wrong address as is safe to show."""
    url = _url(address)
    if url is None or url.user is not None or url.password is not None or "@" in address:
        return "…"
    return _printable(address.partition("?")[0].partition("#")[0], "")


def _printable(text: str, token: str) -> str:
    """Somebody else's text, fit for one line: no token, nothing unprintable, and not long."""
    hidden = text.replace(token, "…") if token else text
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in hidden)[:100]


def _can_be_sent(token: str) -> bool:
    """Whether a token can stand in a header at all; one with a space or a letter ё is no token."""
    return bool(token) and token.isascii() and token.isprintable() and " " not in token


def _is_discords(url: yarl.URL) -> bool:
    host = (url.host or "").lower().rstrip(".")
    return any(host == own or host.endswith(f".{own}") for own in ("discord.gg", "discord.com"))
