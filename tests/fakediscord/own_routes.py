"""Routes that simcord lacks, or answers otherwise than Discord does.

Each is looked for before simcord's own and may hand on to it. What must not live here: HTTP, faults.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from simcord.backend import permissions
from simcord.backend.errors import BackendError, missing_permissions
from simcord.backend.models import Channel
from simcord.http import router
from simcord.http._helpers import message_response
from simcord.http.router import RequestContext

if TYPE_CHECKING:
    from tests.fakediscord.server import FakeDiscord

NONCES_LAST = 300.0
"""Seconds for which the same nonce is the same message: "a few minutes", says Discord."""

Handler = Callable[["FakeDiscord", RequestContext], Any]
OWN: dict[tuple[str, str], Handler] = {}


def own(method: str, template: str) -> Callable[[Handler], Handler]:
    def decorate(handler: Handler) -> Handler:
        OWN[method, template] = handler
        return handler

    return decorate


def carry_out(fake: FakeDiscord, context: RequestContext) -> Any:
    """Do what a request asks; its answer's body, or None for an empty one. Raises BackendError."""
    for (method, template), handler in OWN.items():
        arguments = matched(template, context.path)
        if method == context.method and arguments is not None:
            return handler(fake, replace(context, args=arguments))
    return simcords(context)


def simcords(context: RequestContext) -> Any:
    return router.dispatch(
        context.backend,
        context.method,
        context.path,
        json=context.json,
        params=context.params,
        files=context.files,
        reason=context.reason,
    )


def matched(template: str, path: str) -> dict[str, str] | None:
    names, parts = template.strip("/").split("/"), path.strip("/").split("/")
    if len(names) != len(parts):
        return None
    found: dict[str, str] = {}
    for name, part in zip(names, parts, strict=True):
        if name.startswith("{"):
            if not part.isdecimal():
                return None
            found[name[1:-1]] = part
        elif name != part:
            return None
    return found


@own("GET", "/gateway")
def gateway(fake: FakeDiscord, context: RequestContext) -> Any:
    return {"url": fake.gateway.url}


@own("GET", "/gateway/bot")
def gateway_bot(fake: FakeDiscord, context: RequestContext) -> Any:
    limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
    return {"url": fake.gateway.url, "shards": 1, "session_start_limit": limit}


@own("GET", "/applications/@me")
@own("GET", "/oauth2/applications/@me")
def application(fake: FakeDiscord, context: RequestContext) -> Any:
    body = simcords(replace(context, path="/oauth2/applications/@me"))
    return body | {"flags": fake.gateway.application_flags}


@own("PUT", "/applications/{application}/commands")
def register(fake: FakeDiscord, context: RequestContext) -> Any:
    """Each command has a version, which is another when the command is."""
    before = {command["id"]: dict(command) for command in fake.commands}
    made = simcords(context)
    for command in made:
        known = before.get(command["id"], {})
        version = known.pop("version", None)
        command["version"] = version if known == command else str(context.backend.snowflake())
    return made


@own("GET", "/users/@me/guilds")
def guilds(fake: FakeDiscord, context: RequestContext) -> Any:
    """With what the bot may do in each, which simcord leaves out."""
    backend, bot = context.backend, context.backend.bot_user.id
    held = fake.permissions
    return [
        {
            "id": str(guild.id),
            "name": guild.name,
            "icon": None,
            "banner": None,
            "owner": guild.owner_id == bot,
            "features": [],
            "permissions": str(
                backend.compute_permissions(guild.id, bot) if held is None else held
            ),
        }
        for guild in sorted(backend.guilds.values(), key=lambda one: one.id)
    ]


@own("GET", "/channels/{channel}/messages")
def history(fake: FakeDiscord, context: RequestContext) -> Any:
    """Newest first, always; of those after (or around) a message, the nearest to it."""
    if not {"after", "around"} & context.params.keys():
        return simcords(context)
    backend, channel_id = context.backend, context.int_arg("channel")
    context.require_channel_permissions(channel_id)
    bot = backend.bot_user.id
    seen = backend.compute_permissions(guild_of(fake, channel_id), bot, channel_id)
    if not seen & permissions.flag("read_message_history"):
        return []
    limit = int(context.params.get("limit", 50))
    there = [m for _, m in sorted(backend.messages[channel_id].items()) if not m.is_ephemeral]
    if "after" in context.params:
        found = [m for m in there if m.id > int(context.params["after"])][:limit]
    else:
        middle = int(context.params["around"])
        older = [m for m in there if m.id < middle][-(limit // 2) :]
        newer = [m for m in there if m.id >= middle][: limit - limit // 2]
        found = older + newer
    return [message_response(context, m, for_user=bot) for m in reversed(found)]


@own("POST", "/channels/{channel}/messages")
def send(fake: FakeDiscord, context: RequestContext) -> Any:
    backend, world = context.backend, fake.world
    channel = world.channel(context.int_arg("channel"))
    body = context.body()
    key = (channel.id, str(body.get("nonce")))
    if body.get("enforce_nonce") and body.get("nonce") is not None:
        at, known = world.nonces.get(key, (0.0, 0))
        if time.monotonic() - at < NONCES_LAST and known in backend.messages[channel.id]:
            return message_response(context, backend.messages[channel.id][known])
    if context.files and channel.guild_id is not None:
        context.require_channel_permissions(channel.id, "attach_files")
    if channel.guild_id is None and not fake.takes_private_words(channel.recipient_ids[0]):
        raise BackendError(403, 50007, "Cannot send messages to this user")
    wake(fake, channel, backend.bot_user.id)
    made = simcords(context)
    if body.get("enforce_nonce"):
        world.nonces[key] = (time.monotonic(), int(made["id"]))
    return made | {"nonce": body.get("nonce")}


@own("PUT", "/channels/{channel}/messages/pins/{message}")
def pin(fake: FakeDiscord, context: RequestContext) -> Any:
    there = context.backend.messages[context.int_arg("channel")].values()
    if sum(message.pinned for message in there) >= fake.world.max_pins:
        raise BackendError(400, 30003, f"Maximum number of pins reached ({fake.world.max_pins})")
    return simcords(context)


@own("PUT", "/channels/{channel}/permissions/{target}")
def overwrite(fake: FakeDiscord, context: RequestContext) -> Any:
    """A bot may allow or deny in a channel only what it holds itself."""
    backend, channel_id = context.backend, context.int_arg("channel")
    context.require_channel_permissions(channel_id, "manage_roles")
    body = context.body()
    given = int(body.get("allow") or 0) | int(body.get("deny") or 0)
    there = {one.target_id: one for one in fake.world.channel(channel_id).overwrites}
    before = there.get(context.int_arg("target"))
    if before is not None:  # what stands there already may stay
        given &= ~(before.allow & int(body.get("allow") or 0))
        given &= ~(before.deny & int(body.get("deny") or 0))
    held = backend.compute_permissions(guild_of(fake, channel_id), backend.bot_user.id, channel_id)
    held |= backend.compute_permissions(guild_of(fake, channel_id), backend.bot_user.id)
    if given & ~held:
        raise missing_permissions()
    return simcords(context)


def guild_of(fake: FakeDiscord, channel_id: int) -> int:
    guild_id = fake.world.channel(channel_id).guild_id
    assert guild_id is not None, "a channel of a server"
    return guild_id


def wake(fake: FakeDiscord, channel: Channel, user_id: int) -> None:
    """Whoever writes in an archived thread opens it again, unless it is locked."""
    thread = channel.thread_metadata
    if thread is None or not thread.archived:
        return
    if thread.locked:
        held = fake.world.backend.compute_permissions(
            guild_of(fake, channel.id), user_id, channel.id
        )
        if not held & permissions.flag("manage_threads"):
            raise BackendError(400, 50083, "Thread is archived")
    fake.world.backend.edit_channel(channel.id, {}, thread_metadata={"archived": False})
