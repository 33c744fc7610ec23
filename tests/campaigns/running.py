"""A campaign: processes started, meetings held, rounds played, questions asked.

A long one is held in several sittings, each with a world, a bot and a journal of its own. What must not
live here: what goes wrong, and what counts as wrong.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.campaigns.gather import journals_of, silent_presses, world_of
from tests.campaigns.judge import Finding, Question, judged, silent
from tests.campaigns.kinds import Kind, Trial
from tests.campaigns.room import Room
from tests.cli.shell import ended, start
from tests.fakediscord.running import Bot, running

ROUNDS = 25
"""The most rounds of a sitting, so that a journal can be read as often as it must."""
STYLES = ("lock", "hold", "lock", "thread")
STILL = 45.0
"""Seconds after which nothing more is expected to change of what is wrong. Longer than the bot waits
before it tries anything again."""
PASSING = 15.0
"""Seconds within which what has just happened is shown."""

FORMATS = {
    "campaign-lock": "lock",
    "campaign-hold": "hold",
}
FORMAT = """\
id = "{name}"
enforcement = "{enforcement}"
policy = "first-come"

[title]
en = "Campaign"
ru = "Кампания"

[limits]
statement = 6

[time]
warning = 0
grace = 1
extension = 5

[[phases]]
id = "discussion"
title = {{ en = "Discussion", ru = "Обсуждение" }}
when = "each-item"
speakers = "list"
calls = "auto"
"""
"""Short turns, which follow each other by themselves."""


@dataclass
class Outcome:
    """What was tried, and what was found."""

    kind: str
    tried: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    messages: int = 0
    acts: int = 0

    def add(self, other: Outcome) -> None:
        self.tried += other.tried
        self.findings += other.findings
        self.messages += other.messages
        self.acts += other.acts

    def count(self, question: Question) -> int:
        return sum(finding.question is question for finding in self.findings)


@dataclass(frozen=True)
class Plan:
    """How a campaign is held: `answer_within` is how many seconds there are to answer a press, and more
    than Discord's three where the machine is too slow for a bot; `still` is for how many seconds what is
    wrong has to be so, to be called wrong for good."""

    seed: int
    meetings: int
    folder: Path
    answer_within: float = 3.0
    still: float = STILL


async def campaign(kind: Kind, rounds: int, plan: Plan) -> Outcome:
    """Hold a campaign of so many rounds; each sitting leaves its files in a folder of its own."""
    whole = Outcome(kind.name)
    for sitting, begun in enumerate(range(0, rounds, ROUNDS)):
        whole.add(await sit(kind, min(ROUNDS, rounds - begun), sitting, plan))
    return whole


async def sit(kind: Kind, rounds: int, sitting: int, plan: Plan) -> Outcome:
    chance = random.Random(f"{plan.seed} {kind.name} {sitting}")
    folder = plan.folder / f"{kind.name}-{sitting}"
    found = Outcome(kind.name)
    config = folder / "config"
    write_formats(config)
    async with running(folder, checks=False, COCHAIR_CONFIG_DIR="config") as (discord, bot):
        await discord.seed(chance.getrandbits(32))
        await discord.answer_within(plan.answer_within)
        servers = [await discord.make_server(f"Server {place}") for place in range(2)]
        await bot.start()
        rooms = await asyncio.gather(
            *(
                Room.arrange(
                    discord,
                    servers[place % 2],
                    f"room-{place}",
                    STYLES[place % len(STYLES)],
                    random.Random(chance.getrandbits(64)),
                )
                for place in range(plan.meetings)
            )
        )
        trial = Trial(discord, bot, list(rooms), chance, found.tried)
        for room in rooms:
            room.begin()
        for _ in range(rounds):
            await kind.round(trial)
        await trial.live(1.0, 2.0)
        await asyncio.gather(*(room.rest() for room in rooms))
        await discord.no_faults()

        async def open_still() -> list[Finding]:
            return await look(trial)

        found.findings += await settled(open_still, plan.still)
        await asyncio.gather(*(room.close() for room in rooms))
        found.findings += await settled(open_still, plan.still, but=found.findings)
        found.findings += silent(await silent_presses(discord), trial.cuts)
        code = await bot.stop()
        assert code == 0, f"the bot ended with {code}\n{bot.tail()}"
        found.messages = sum(len(room.said) for room in rooms)
        found.acts = sum(room.acts for room in rooms)
        (folder / "bot.log").write_text("\n".join(bot.log), encoding="utf-8")
        assert await discord.unknown() == []
    found.findings += await proof(bot)
    told = [f"{one.question}: {one.about}" for one in found.findings]
    cuts = [f"cut: {begun} to {over}" for begun, over in trial.cuts]
    (folder / "found.txt").write_text("\n".join((*cuts, *told)), encoding="utf-8")
    return found


async def look(trial: Trial) -> list[Finding]:
    """What is wrong now."""
    journals = await journals_of(trial.bot.database)
    found: list[Finding] = []
    for room in trial.rooms:
        found += judged(await world_of(room, trial.discord), journals[room.channel])
    return found


async def settled(
    look: Callable[[], Awaitable[list[Finding]]],
    still: float,
    but: list[Finding] | None = None,
) -> list[Finding]:
    """What is wrong once nothing is, but for what is known already; or what has been for so long that
    it will be. Meanwhile the meetings go on, so that at any moment something may not be shown yet."""
    known = set(but or ())
    loop = asyncio.get_running_loop()
    since: dict[Finding, float] = {}
    while True:
        now = loop.time()
        since = {one: since.get(one, now) for one in await look() if one not in known}
        ages = {one: now - at for one, at in since.items()}
        lasting = [one for one, age in ages.items() if age > still]
        if not since or (lasting and not any(PASSING < age <= still for age in ages.values())):
            return lasting
        await asyncio.sleep(0.5)


async def proof(bot: Bot) -> list[Finding]:
    """What `cochair verify` says, if it is not content."""
    code, told = await ended(await start("verify", "--db", bot.database))
    bad = [line for line in told.splitlines() if not line.startswith("OK ")]
    return [] if code == 0 else [Finding(Question.PROOF, " ".join(bad))]


def write_formats(config: Path) -> None:
    formats = config / "formats"
    formats.mkdir(parents=True)
    for name, enforcement in FORMATS.items():
        text = FORMAT.format(name=name, enforcement=enforcement)
        (formats / f"{name}.toml").write_text(text, encoding="utf-8")
