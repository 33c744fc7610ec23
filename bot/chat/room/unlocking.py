"""Giving channels back over REST, without going online: for `cochair unlock`, when the bot cannot run.

What lives here: which channels may still have something of the bot's, and the giving back of just that.
What must not: the words in which a person is told, or a connection to the gateway.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord

from bot.chat.framework.discord_calls import REASON, Trouble, attempt
from bot.chat.framework.endpoint import Endpoint, pointed
from bot.chat.framework.login_faults import LoginFault, explain
from bot.chat.framework.preflight import intents
from bot.chat.room import enforcement as enf
from bot.chat.room.channel_adapter import channel_of, guild_of
from bot.chat.room.channel_permissions import ORIGINALS_NOTE, carry_out
from bot.chat.room.voices import MUTED_NOTE
from bot.journal.port import Journal, ReadableJournal
from bot.procedure.state import Status
from bot.procedure.values import MeetingId


@dataclass(frozen=True, slots=True)
class Noted:
    """A channel of which the journal says that the bot has changed something. `muted` are the people
    whom it has muted in a voice channel."""

    meeting: MeetingId
    over: bool
    server: int
    channel: int
    remembered: enf.Remembered
    muted: frozenset[int] = frozenset()


@dataclass(slots=True)
class FoundChannel:
    """What stands there now. `steps` are still to be taken, `silent` still to be given a voice;
    `trouble` is why Discord did not let us look, or do it. `done`: how many of either have been done;
    `left`: how many people can be given no voice now."""

    noted: Noted
    name: str = ""
    steps: tuple[enf.Step, ...] = ()
    silent: frozenset[int] = frozenset()
    trouble: Trouble | None = None
    done: int = 0
    left: int = 0

    @property
    def to_do(self) -> int:
        return len(self.steps) + len(self.silent)


async def noted(journal: ReadableJournal) -> tuple[Noted, ...]:
    """Every channel that the journal names, in the order of the meetings."""
    found: list[Noted] = []
    for summary in await journal.meetings():
        note = await journal.note(summary.id, MUTED_NOTE)
        muted: frozenset[int] = frozenset() if note is None else frozenset(json.loads(note))
        remembered = enf.from_note(await journal.note(summary.id, ORIGINALS_NOTE))
        own = channel_of(summary.venue)
        channels = set(remembered.channels)
        if muted or remembered.whole is not None:
            channels.add(own)
        found += (
            Noted(
                summary.id,
                summary.status is Status.CLOSED,
                guild_of(summary.venue),
                channel,
                remembered,
                muted if channel == own else frozenset(),
            )
            for channel in sorted(channels)
        )
    return tuple(found)


@asynccontextmanager
async def logged_in(endpoint: Endpoint, token: str) -> AsyncIterator[discord.Client | LoginFault]:
    """The bot's account over REST, while this lasts."""
    with pointed(endpoint):
        async with discord.Client(intents=intents()) as client:
            fault: LoginFault | None = None
            try:
                await client.login(token)
            except Exception as error:
                fault = explain(error)
                if fault is None:
                    raise
            yield client if fault is None else fault


async def look(client: discord.Client, channels: Iterable[Noted]) -> list[FoundChannel]:
    """What of the bot's stands in these channels. Changes nothing."""
    return [await _look(client, each) for each in channels]


async def _look(client: discord.Client, each: Noted) -> FoundChannel:
    assert client.user is not None, "a login that succeeds names the user"
    found = await attempt("look at permissions", client.http.get_channel(each.channel))
    if isinstance(found, Trouble):
        silent = each.muted if found is Trouble.GONE else frozenset()
        return FoundChannel(each, silent=silent, trouble=found)
    payload = dict(found)
    actual = enf.of_payload(payload.get("permission_overwrites") or ())  # type: ignore[arg-type]
    mine = each.remembered.changes(each.channel, actual, each.server, client.user.id)
    steps = enf.plan(actual, enf.without(actual, mine))
    return FoundChannel(each, str(payload.get("name") or ""), steps, each.muted)


async def give_back(client: discord.Client, found: FoundChannel) -> None:
    """Take these steps; what could not be done stays to be done."""
    for step in found.steps:
        trouble = await carry_out(client.http, found.noted.channel, step)
        if trouble is not None and trouble is not Trouble.GONE:
            found.trouble = trouble
            return
        found.done += 1
        found.steps = found.steps[1:]
    for person in sorted(found.silent):
        done = await attempt(
            "unmute",
            client.http.edit_member(found.noted.server, person, mute=False, reason=REASON),
        )
        if done is Trouble.GONE:
            found.left += 1  # not in a voice channel: Discord changes nobody's mute who is not
        elif isinstance(done, Trouble):
            found.trouble = done
            return
        else:
            found.done += 1
            found.silent -= {person}


async def note(journal: Journal, found: FoundChannel) -> None:
    """Write down that this channel has been given back, as far as it has."""
    meeting = found.noted.meeting
    if not found.steps and found.trouble in (None, Trouble.GONE):
        remembered = enf.from_note(await journal.note(meeting, ORIGINALS_NOTE))
        left = remembered.having(found.noted.channel, {})
        await journal.set_note(meeting, ORIGINALS_NOTE, enf.to_note(left))
    if found.noted.muted:
        silent = json.dumps(sorted(found.silent)) if found.silent else None
        await journal.set_note(meeting, MUTED_NOTE, silent)
