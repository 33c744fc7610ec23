"""Short campaigns that are to find nothing; whole ones are held by `make chaos`.

One sitting has a round or a few of each kind, one after the other, so that the processes are started and
everything is asked but once.
"""

from __future__ import annotations

from pathlib import Path

from tests.campaigns.kinds import KINDS, Kind, Trial
from tests.campaigns.running import Outcome, Plan, campaign
from tests.patience import PATIENCE

SEED = 7
MEETINGS = 2
ANSWER_WITHIN = 60.0
"""Seconds, so that a slow machine is not missed; whole campaigns have Discord's three."""


async def some_of_each(trial: Trial) -> None:
    for kind in KINDS:
        for _ in range(kind.short):
            await kind.round(trial)


async def held(kind: Kind, folder: Path) -> Outcome:
    return await campaign(kind, 1, Plan(SEED, MEETINGS, folder, ANSWER_WITHIN, PATIENCE))


async def test_a_short_campaign_of_every_kind(tmp_path: Path) -> None:
    outcome = await held(Kind("short", "some of each", some_of_each, 1, 1), tmp_path)
    assert outcome.findings == []
    assert outcome.messages > 0
    assert outcome.tried.keys() >= {"nothing", "SIGKILL", "SIGTERM", "server unavailable"}
