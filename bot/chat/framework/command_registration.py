"""The slash commands as Discord knows them: registered when they have changed, and tried again when
Discord refuses. Meetings do not wait for it: their buttons work, and so do the commands of before.

What must not live here: the commands, or what they are called.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import aiohttp
import discord
import structlog
from discord import app_commands

from bot.chat.framework.endpoint import retry_after_seconds
from bot.incidents import incident
from bot.journal.port import Journal

log = structlog.get_logger(__name__)

FIRST_WAIT: Final = 60.0
"""Seconds until the second try; each further wait is twice as long."""
LONGEST_WAIT: Final = 3_600.0

Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


class Registration:
    """Sees to it that Discord has the commands of `tree`. One a client.

    After each registration the journal's bench keeps two digests: of what was sent, and of the ids and
    versions that Discord gave. Nothing is sent again while the one is what would be sent and the other
    what Discord has. (To compare the commands themselves, one would have to know what Discord makes of
    each: it leaves out and fills in. And what was sent does not say alone what is there: another file or
    another version of Cochair may have registered its own since.)
    """

    def __init__(self, tree: app_commands.CommandTree[Any], journal: Journal) -> None:
        self._tree = tree
        self._journal = journal
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        if self._task is None:
            self._task = asyncio.create_task(self._until_registered())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _until_registered(self) -> None:
        wait = FIRST_WAIT
        while True:
            try:
                await self._register()
            except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
                seconds = max(wait, _asked_to_wait(error))
                log.warning(
                    "slash commands could not be registered; going on without, and trying again later",
                    seconds=round(seconds),
                    why=str(error) or type(error).__name__,
                )
                await asyncio.sleep(seconds)
                wait = min(2 * wait, LONGEST_WAIT)
            except Exception as error:
                incident(error, "registering the slash commands")
                return
            else:
                return

    async def _register(self) -> None:
        """Send the commands if they are not there. Raises discord.py's own where Discord refuses."""
        http, application = self._tree.client.http, self._tree.client.application_id
        assert application is not None, "known since the login"
        payload, key = await self._payload(translated=True), f"commands {application}"
        wanted = _digest(payload)
        kept = await self._journal.note("", key)
        if kept is not None and kept == f"{wanted} {await self._there(application)}":
            log.info("slash commands are registered, as they are")
            return
        try:
            answer = await http.bulk_upsert_global_commands(application, payload)
        except discord.HTTPException as error:
            if error.status != 400:
                raise
            log.warning("Discord refuses the slash commands; trying English alone", why=str(error))
            await http.bulk_upsert_global_commands(
                application, await self._payload(translated=False)
            )
            log.info("slash commands are registered, in English alone")
            return
        await self._journal.set_note("", key, f"{wanted} {_versions(answer)}")
        log.info("slash commands are registered", commands=len(payload))

    async def _payload(self, *, translated: bool) -> list[dict[str, Any]]:
        translator = self._tree.translator if translated else None
        commands: Sequence[Command] = self._tree.get_commands()
        if translator is None:
            return [command.to_dict(self._tree) for command in commands]
        return [
            await command.get_translated_payload(self._tree, translator) for command in commands
        ]

    async def _there(self, application: int) -> str | None:
        """What Discord has, by ids and versions; None where it will not say."""
        try:
            return _versions(await self._tree.client.http.get_global_commands(application))
        except discord.HTTPException:
            return None


def _versions(answer: Sequence[Mapping[str, Any]]) -> str:
    return _digest(sorted((str(each["id"]), str(each.get("version"))) for each in answer))


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _asked_to_wait(error: BaseException) -> float:
    """For how many seconds Discord wants to be left alone; 0 where it says nothing of that."""
    match error:
        case discord.RateLimited():
            return error.retry_after
        case discord.HTTPException(status=429):
            return retry_after_seconds(error.response.headers.get("Retry-After")) or 0.0
        case _:
            return 0.0
