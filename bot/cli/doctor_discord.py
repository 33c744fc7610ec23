"""What `cochair doctor` asks of Discord: the token, the intents, the permissions in each server.

What must not live here: a look at this machine, or an answer that changes anything on Discord.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from bot.chat.framework.account_inspection import Connections, Inspection, ServerSeen, inspect
from bot.chat.framework.endpoint import EndpointFault, ask
from bot.chat.framework.login_faults import LoginFault, LoginFaultCode
from bot.chat.framework.preflight import SHOWN_AS, invite_url
from bot.cli.findings import Finding, Level
from bot.cli.run_command import NO_TOKEN
from bot.cli.sentences_discord import PORTAL, endpoint_fault, login_fault, switches
from bot.settings import Settings


def of_discord(settings: Settings, offline: bool) -> Iterator[Finding]:
    """The token by its shape, then what Discord says of it."""
    if settings.token is None:
        yield Finding(Level.FAIL, "token", NO_TOKEN)
        return
    yield Finding(Level.OK, "token", "it is set, and has the shape of one.")
    if offline:
        return
    token = settings.token.get_secret_value()
    found = asyncio.run(looked(settings.api_base, token))
    match found:
        case EndpointFault():
            yield Finding(Level.FAIL, "discord", endpoint_fault(found))
        case LoginFault():
            about = "token" if found.code is LoginFaultCode.WRONG_TOKEN else "discord"
            yield Finding(Level.FAIL, about, login_fault(found))
        case Inspection():
            yield from of_application(found)


async def looked(api_base: str, token: str) -> Inspection | EndpointFault | LoginFault:
    endpoint = await ask(api_base, token)
    return endpoint if isinstance(endpoint, EndpointFault) else await inspect(endpoint, token)


def of_application(found: Inspection) -> Iterator[Finding]:
    """Intents, servers, and the link that lets the bot into another one."""
    yield Finding(Level.OK, "discord", f"logged in as {found.name}, {found.application_id}.")
    if found.missing_intents:
        off = switches(found.missing_intents)
        yield Finding(Level.FAIL, "intents", f"switch on {off} in {PORTAL}.")
    else:
        yield Finding(Level.OK, "intents", "every switch that is needed is on.")
    if found.connections is not None:
        yield of_connections(found.connections)
    yield from of_servers(found.servers)
    yield Finding(Level.OK, "invite", invite_url(found.application_id))


def of_connections(found: Connections) -> Finding:
    """How much is left of what Discord allows in a day."""
    said = f"{found.left} of {found.total} left until Discord counts anew"
    if found.pause:
        return Finding(
            Level.WARN,
            "connections",
            f"{said}: something starts the bot over and over. `cochair run` waits "
            f"{found.pause:.0f} seconds before it connects.",
        )
    return Finding(Level.OK, "connections", f"{said}.")


def of_servers(servers: tuple[ServerSeen, ...] | None) -> Iterator[Finding]:
    if servers is None:
        yield Finding(Level.WARN, "servers", "this API does not tell which servers the bot is in.")
        return
    if not servers:
        yield Finding(Level.WARN, "servers", "the bot is in none yet; open the invite link below.")
    for each in servers:
        if each.missing:
            names = ", ".join(SHOWN_AS[name] for name in each.missing)
            yield Finding(
                Level.WARN,
                "permissions",
                f"{each.name}: the bot lacks {names}. Give them to its role (Server Settings, "
                "Roles), or in the channel of the meeting.",
            )
        else:
            yield Finding(Level.OK, "permissions", f"{each.name}: nothing is missing.")
