"""A look at the bot's own account, without going online: for `cochair doctor`, and for `cochair run`
before it connects. Discord counts connections, and resets the token of a bot that makes too many.

What lives here: what Discord says about the application and its servers. What must not: a connection
to the gateway, the registering of commands, or the words in which a person is told.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import discord
from discord.http import Route

from bot.chat.framework.endpoint import Endpoint, pointed
from bot.chat.framework.login_faults import LoginFault, explain
from bot.chat.framework.preflight import intents, invited_permissions, missing_intents

PATIENCE = 45.0
"""Seconds for all of it; discord.py itself tries again for about half a minute."""


@dataclass(frozen=True, slots=True)
class ServerSeen:
    """A server that the bot is in. `missing`: permissions that it lacks there, as discord.py spells
    them; a channel may still give or take some."""

    id: int
    name: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Connections:
    """How often the bot may still connect to the gateway, of how often in all, until Discord counts anew
    in so many seconds."""

    total: int
    left: int
    anew_in: float

    @property
    def pause(self) -> float:
        """How many seconds to wait before connecting. Once half is used up something must be starting
        the bot over and over: what is left is spread over the time that it has to last for."""
        return 0.0 if self.left >= self.total / 2 else self.anew_in / max(self.left, 1)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found. `missing_intents`: names from `preflight.INTENTS`. `connections`: None where the
    API does not count them. `servers`: at most the first 200; None where the API does not tell, or was
    not asked."""

    name: str
    application_id: int
    missing_intents: tuple[str, ...]
    connections: Connections | None
    servers: tuple[ServerSeen, ...] | None


async def inspect(
    endpoint: Endpoint, token: str, *, with_servers: bool = True
) -> Inspection | LoginFault:
    """Log in over REST, look, and leave. Raises only for what is a bug."""
    with pointed(endpoint):
        async with discord.Client(intents=intents()) as client:
            try:
                async with asyncio.timeout(PATIENCE):
                    await client.login(token)
                    application = await client.application_info()
                    found = await connections(client)
                    servers = await _servers(client) if with_servers else None
            except Exception as error:
                fault = explain(error, client.application_flags)
                if fault is None:
                    raise
                return fault
            assert client.user is not None, "a login that succeeds names the user"
            off = missing_intents(application.flags)
            return Inspection(client.user.name, application.id, off, found, servers)


async def connections(client: discord.Client) -> Connections | None:
    """How many are left, of a client that is logged in; None where the API does not count them. Raises
    discord.HTTPException where it refuses."""
    # discord.py's own method takes for granted that everything is there.
    match await client.http.request(Route("GET", "/gateway/bot")):
        case {
            "session_start_limit": {
                "total": int(total),
                "remaining": int(left),
                "reset_after": int(milliseconds),
            }
        }:
            return Connections(total, left, milliseconds / 1000)
        case _:
            return None


async def _servers(client: discord.Client) -> tuple[ServerSeen, ...] | None:
    # `Client.fetch_guilds` drops the permissions that come with each.
    try:
        found = await client.http.get_guilds(200, with_counts=False)
    except (discord.Forbidden, discord.NotFound):
        return None
    return tuple(_server(int(each["id"]), each["name"], each["permissions"]) for each in found)


def _server(number: int, name: str, bits: str) -> ServerSeen:
    held = discord.Permissions(int(bits))
    if held.administrator:
        return ServerSeen(number, name, ())
    return ServerSeen(
        number,
        name,
        tuple(flag for flag, on in invited_permissions() if on and not getattr(held, flag)),
    )
