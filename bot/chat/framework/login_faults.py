"""Why a login failed: discord.py's exceptions as values that a person can be told.

Logging in does not live here, nor do the words; they are in the catalogues, by the fault's code.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import aiohttp
import discord

from bot.chat.framework.endpoint import retry_after_seconds
from bot.chat.framework.preflight import INTENTS, missing_intents


class LoginFaultCode(StrEnum):
    """Why the bot is not on Discord."""

    WRONG_TOKEN = "wrong-token"
    """Discord does not know the token: mistyped, or reset since."""
    MISSING_INTENTS = "missing-intents"
    """A switch is off in the developer portal; `intents` names which."""
    UNREACHABLE = "unreachable"
    """No connection: no network, a name that cannot be found, a certificate that is not trusted."""
    RATE_LIMITED = "rate-limited"
    """Too many logins or requests; `retry_after` says when to come back, where Discord did."""
    DISCORD_DOWN = "discord-down"
    """Discord answered that the trouble is its own (HTTP 5xx)."""
    SHARDING = "sharding"
    """The gateway does not take this shard, or wants a bot of this size divided."""
    OUTDATED = "outdated"
    """The gateway does not understand what this version asks for."""
    REFUSED = "refused"
    """Any other answer than yes: `status` is the HTTP status or the gateway's close code."""


@dataclass(frozen=True, slots=True)
class LoginFault:
    """A login that failed, with what a person needs to mend it. It holds no token.

    `intents`: names from `preflight.INTENTS`. `retry_after`: seconds. `status`: an HTTP status
    (three digits) or a gateway close code (four).
    """

    code: LoginFaultCode
    intents: tuple[str, ...] = ()
    retry_after: float | None = None
    status: int | None = None


def explain(
    error: BaseException, flags: discord.ApplicationFlags | None = None
) -> LoginFault | None:
    """What an exception out of `client.login`, `connect` or `start` means to whoever started it.

    With `flags` (`client.application_flags`, known after the first half of the login) the missing
    intents are named exactly. None means that this is no failure to log in but a bug: raise it on.
    """
    match error:
        case discord.LoginFailure():
            return LoginFault(LoginFaultCode.WRONG_TOKEN, status=401)
        case discord.PrivilegedIntentsRequired():
            return _intents(flags)
        case discord.ConnectionClosed():
            return _closed(error.code, flags)
        case discord.RateLimited():
            return LoginFault(
                LoginFaultCode.RATE_LIMITED, retry_after=error.retry_after, status=429
            )
        case discord.HTTPException():
            return _answered(error)
        case discord.GatewayNotFound() if error.__cause__ is not None:
            # So says a sharded client when GET /gateway/bot failed, and keeps why as the cause.
            return explain(error.__cause__, flags)
        case aiohttp.ClientError() | OSError() | TimeoutError():
            return LoginFault(LoginFaultCode.UNREACHABLE)
        case AttributeError(name="sequence", obj=None) if error.__context__ is not None:
            # discord.py 2.7 stumbles when its very first gateway connection fails: it wants to
            # resume a WebSocket that never was, and the reason stays behind as the context (its
            # issue 10520).
            return explain(error.__context__, flags)
        case _:
            return None


def _intents(flags: discord.ApplicationFlags | None) -> LoginFault:
    privileged = tuple(intent.name for intent in INTENTS if intent.switch is not None)
    # A switch can be on and the intent still refused, to a large bot that Discord has not approved:
    # then both are named, for nothing tells them apart.
    off = missing_intents(flags) if flags is not None else ()
    return LoginFault(LoginFaultCode.MISSING_INTENTS, intents=off or privileged, status=4014)


def _closed(code: int, flags: discord.ApplicationFlags | None) -> LoginFault:
    match code:
        case 4004:
            return LoginFault(LoginFaultCode.WRONG_TOKEN, status=code)
        case 4010 | 4011:
            return LoginFault(LoginFaultCode.SHARDING, status=code)
        case 4012 | 4013:
            return LoginFault(LoginFaultCode.OUTDATED, status=code)
        case 4014:
            return _intents(flags)
        case _:
            return LoginFault(LoginFaultCode.REFUSED, status=code)


def _answered(error: discord.HTTPException) -> LoginFault:
    match error.status:
        case 401:
            return LoginFault(LoginFaultCode.WRONG_TOKEN, status=401)
        case 429:
            wait = retry_after_seconds(error.response.headers.get("Retry-After"))
            return LoginFault(LoginFaultCode.RATE_LIMITED, retry_after=wait, status=429)
        case status if status >= 500:
            return LoginFault(LoginFaultCode.DISCORD_DOWN, status=status)
        case status:
            return LoginFault(LoginFaultCode.REFUSED, status=status)
