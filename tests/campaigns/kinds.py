"""What goes wrong in a campaign: one table, a row a kind. A round of a kind does it once, or so.

What must not live here: the course of a campaign, and what is asked after it.
"""

from __future__ import annotations

import asyncio
import random
import resource
import sqlite3
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.campaigns.hands import DEEDS
from tests.campaigns.room import Room
from tests.fakediscord.control import Control
from tests.fakediscord.running import Bot

Cut = Callable[[Control], Awaitable[Any]]


@dataclass
class Trial:
    """What a round has in its hand. `tried`: what was done, how often; `cuts`: from when until when the
    bot or its line was cut, in milliseconds since 1970."""

    discord: Control
    bot: Bot
    rooms: list[Room]
    chance: random.Random
    tried: Counter[str] = field(default_factory=Counter)
    cuts: list[tuple[int, int]] = field(default_factory=list)

    async def live(self, shortest: float, longest: float) -> None:
        """Let the rooms go on for a while."""
        seconds = self.chance.uniform(shortest, longest)
        await asyncio.gather(*(room.live(seconds) for room in self.rooms))

    @contextmanager
    def away(self) -> Iterator[None]:
        """Meanwhile the bot, or its line, is cut."""
        begun = now()
        try:
            yield
        finally:
            self.cuts.append((begun, now()))

    async def comings(self) -> int:
        """How often the bot has come to the gateway."""
        sessions = await self.discord.sessions()
        return int(sessions["identified"] + sessions["resumed"])

    async def cut(self, way: Cut) -> None:
        """Cut its session, and wait until it has come back. Until it has gone it may be told of things,
        and not answer."""
        before = await self.comings()
        with self.away():
            await way(self.discord)
            while await self.comings() == before:
                await self.live(0.05, 0.05)


def now() -> int:
    return int(time.time() * 1000)


async def calm(trial: Trial) -> None:
    await trial.live(0.5, 2.0)
    trial.tried["nothing"] += 1


# The process ---------------------------------------------------------------------------------------


async def kill(trial: Trial) -> None:
    await trial.live(0.0, 4.0)
    with trial.away():
        await trial.bot.kill()
    trial.tried["SIGKILL"] += 1
    await trial.live(0.0, 2.0)
    if trial.chance.random() < 0.3:
        await trial.bot.launch()
        await trial.live(0.0, 6.0)
        with trial.away():
            await trial.bot.kill()
        trial.tried["SIGKILL while coming back"] += 1
    await trial.bot.start()


async def stop(trial: Trial) -> None:
    await trial.live(0.0, 4.0)
    with trial.away():
        code = await trial.bot.stop()
    assert code == 0, f"SIGTERM ended the bot with {code}"
    trial.tried["SIGTERM"] += 1
    await trial.live(0.0, 2.0)
    await trial.bot.start()


# Its session ---------------------------------------------------------------------------------------

LASTING: dict[str, Cut] = {
    "connection gone, session forgotten": lambda d: d.cut(resumable=False),
    "closed with 4007, session forgotten": lambda d: d.cut(resumable=False, code=4007),
    "closed with 4009, session forgotten": lambda d: d.cut(resumable=False, code=4009),
    "closed with 1000, session forgotten": lambda d: d.cut(resumable=False, code=1000),
    "op 7, session forgotten": lambda d: d.ask_to_reconnect(resumable=False),
    "op 9, not to be resumed": lambda d: d.invalidate(resumable=False),
}
PASSING: dict[str, Cut] = {
    "connection gone": lambda d: d.cut(resumable=True),
    "closed with 4000": lambda d: d.cut(resumable=True, code=4000),
    "op 7": lambda d: d.ask_to_reconnect(),
    "op 9, to be resumed": lambda d: d.invalidate(resumable=True),
}


async def _cut(trial: Trial, ways: dict[str, Cut], away: float) -> None:
    """Cut the session in one of these ways, and let nobody in for up to `away` seconds."""
    await trial.live(0.5, 3.0)
    way = trial.chance.choice(sorted(ways))
    if trial.chance.random() < 0.7:
        await trial.discord.shut_gateway(trial.chance.uniform(0.0, away))
    await trial.cut(ways[way])
    trial.tried[way] += 1


async def cut(trial: Trial) -> None:
    await _cut(trial, LASTING, 9.0)


async def resume(trial: Trial) -> None:
    await _cut(trial, PASSING, 4.0)


async def fall_silent(trial: Trial) -> None:
    """Half-open: the connection stands, and nothing comes. discord.py notices after a minute."""
    await trial.live(0.5, 3.0)
    resumable = trial.chance.random() < 0.5
    await trial.cut(lambda d: d.fall_silent(resumable=resumable))
    trial.tried["half-open, " + ("to be resumed" if resumable else "session forgotten")] += 1


async def outage(trial: Trial) -> None:
    await trial.live(0.5, 3.0)
    server = trial.chance.choice(trial.rooms).server
    with trial.away():
        await trial.discord.take_away(server)
        await trial.live(0.2, 7.0)
        await trial.discord.bring_back(server)
    trial.tried["server unavailable"] += 1


# What it is told, and what it asks -----------------------------------------------------------------


async def stumble(trial: Trial) -> None:
    """An event comes twice, late, or after the next one; or once more long after."""
    await trial.live(0.1, 0.6)
    way = trial.chance.choice(("repeat", "late", "overtaken", "again"))
    if way == "again":
        room = trial.chance.choice(trial.rooms)
        if not room.said:
            return
        message = trial.chance.choice(sorted(room.said)[-30:])
        if await trial.discord.message(room.channel, message) is None:
            return
        await trial.discord.repeat("MESSAGE_CREATE", message, room.channel)
        trial.tried["told again long after"] += 1
        return
    before = (await trial.discord.happened()).get(way, 0)
    event = trial.chance.choice(
        ("MESSAGE_CREATE", "MESSAGE_CREATE", "MESSAGE_DELETE", "CHANNEL_UPDATE")
    )
    seconds = trial.chance.uniform(0.2, 8.0)
    await trial.discord.fault(way, event=event, seconds=seconds)
    await _once_more(trial, way, before)


REQUESTS = (
    ("PUT", "/channels/*/permissions/*"),
    ("DELETE", "/channels/*/permissions/*"),
    ("POST", "/channels/*/messages"),
    ("PATCH", "/channels/*/messages/*"),
    ("DELETE", "/channels/*/messages/*"),
    ("POST", "/users/@me/channels"),
    ("POST", "/interactions/*/callback"),
    ("GET", "/channels/*/messages"),
)
FAILURES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("fail", {"status": 500}),
    ("fail", {"status": 502}),
    ("fail", {"status": 503}),
    ("refuse", {}),
    ("lose-reply", {}),
    ("slow", {"seconds": 2.0}),
    ("slow-reply", {"seconds": 2.0}),
    ("limit", {"seconds": 1.5}),
    ("limit-all", {"seconds": 1.0}),
)


async def fail(trial: Trial) -> None:
    """A request of the bot's goes wrong."""
    await trial.live(0.1, 0.6)
    method, path = trial.chance.choice(REQUESTS)
    way, how = trial.chance.choice(FAILURES)
    if method == "POST" and path.startswith("/interactions") and way.startswith("limit"):
        way, how = "fail", {"status": 500}  # Discord does not limit these
    before = (await trial.discord.happened()).get(way, 0)
    times = trial.chance.choice((1, 1, 2, 6)) if way == "fail" and "interactions" not in path else 1
    await trial.discord.fault(way, method=method, path=path, times=times, **how)
    if method == "GET":
        await trial.cut(lambda d: d.cut(resumable=False))
    await _once_more(trial, way, before)


async def _once_more(trial: Trial, way: str, before: int) -> None:
    """Wait a while until that has happened, and count it."""
    for _ in range(40):
        await trial.live(0.05, 0.05)
        happened = (await trial.discord.happened()).get(way, 0)
        if happened > before:
            trial.tried[way] += happened - before
            break
    await trial.discord.no_faults()


# Its file ------------------------------------------------------------------------------------------


async def lock_file(trial: Trial, seconds: float) -> None:
    """Somebody else holds the file's lock for so long."""
    other = sqlite3.connect(trial.bot.database, isolation_level=None, timeout=10.0)
    try:
        other.execute("BEGIN IMMEDIATE")
        await trial.live(seconds, seconds)
        other.execute("ROLLBACK")
    finally:
        other.close()


async def fill_disk(trial: Trial, seconds: float) -> None:
    """No file of the bot's may grow beyond some size, as on a full disk."""
    grown = trial.bot.database.with_name(trial.bot.database.name + "-wal")
    room = trial.chance.choice((1, grown.stat().st_size if grown.exists() else 1))
    with trial.bot.limited(resource.RLIMIT_FSIZE, room):
        await trial.live(seconds, seconds)


async def spoil(trial: Trial) -> None:
    await trial.live(0.1, 1.5)
    if trial.chance.random() < 0.4:
        await lock_file(trial, trial.chance.uniform(0.5, 9.0))
        trial.tried["file locked"] += 1
    else:
        await fill_disk(trial, trial.chance.uniform(0.3, 5.0))
        trial.tried["disk full"] += 1


# Other people's hands ------------------------------------------------------------------------------


async def meddle(trial: Trial) -> None:
    await trial.live(0.3, 2.0)
    deed = trial.chance.choice(DEEDS)
    rooms = [room for room in trial.rooms if deed.style in (None, room.style)]
    if not rooms:
        return
    await deed.do(trial.chance.choice(rooms), trial.chance)
    trial.tried[deed.what] += 1
    if trial.chance.random() < 0.25:
        await trial.cut(lambda d: d.cut(resumable=False))


# Many at once --------------------------------------------------------------------------------------

CROWD = 500
"""How many people press at once."""


async def crowd(trial: Trial) -> None:
    """Everybody who looks on in a room presses a button of its card in the same moment; those who ask
    for the floor are told why not."""
    room = trial.chance.choice(trial.rooms)
    missing = CROWD - len(room.crowd)
    room.crowd += await asyncio.gather(
        *(trial.discord.make_person("onlooker", room.server) for _ in range(missing))
    )
    await trial.live(1.0, 2.0)
    await asyncio.gather(*(room.press_card(who, ("guide", "ask")[who % 2]) for who in room.crowd))
    trial.tried["presses at once"] += CROWD
    await trial.live(4.0, 4.0)


async def storm(trial: Trial) -> None:
    """One round of any other kind."""
    others = [kind for kind in KINDS if kind.name not in ("calm", "silence", "crowd", "storm")]
    await trial.chance.choice(others).round(trial)


# The table -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """A kind of campaign: what a round is, how many a whole campaign has, and how many there are of it
    in the short one, which has some of each."""

    name: str
    what: str
    round: Callable[[Trial], Awaitable[None]]
    whole: int
    short: int


KINDS = (
    Kind("calm", "nothing goes wrong, so that nothing may be found", calm, 20, 2),
    Kind("kill", "the bot is killed at a random moment, and comes back", kill, 200, 2),
    Kind("stop", "the bot is ended by SIGTERM, and comes back", stop, 20, 1),
    Kind("cut", "sessions that cannot be resumed", cut, 50, 1),
    Kind("resume", "sessions that are resumed", resume, 30, 1),
    Kind("silence", "connections that stand and say nothing (a minute each)", fall_silent, 4, 0),
    Kind("outage", "servers that are away for a while", outage, 20, 1),
    Kind("events", "events repeated, late or overtaken", stumble, 100, 4),
    Kind("requests", "requests that fail", fail, 100, 4),
    Kind("writes", "a file that cannot be written", spoil, 100, 1),
    Kind("hands", "what administrators do meanwhile", meddle, 30, 3),
    Kind("crowd", "five hundred people who press at once", crowd, 4, 0),
    Kind("storm", "all of it at random", storm, 50, 0),
)
"""Every kind. Figures are rounds."""
