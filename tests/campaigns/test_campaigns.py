"""A short campaign of each kind that is to find nothing; whole ones are held by `make chaos`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.campaigns.kinds import KINDS
from tests.campaigns.running import Plan, campaign

SEED = 7
MEETINGS = 2
ANSWER_WITHIN = 60.0
"""Seconds, so that a slow machine is not missed; whole campaigns have Discord's three."""


@pytest.mark.parametrize("name", ["calm"])
async def test_a_short_campaign(name: str, tmp_path: Path) -> None:
    (kind,) = [kind for kind in KINDS if kind.name == name]
    outcome = await campaign(kind, kind.short, Plan(SEED, MEETINGS, tmp_path, ANSWER_WITHIN))
    assert outcome.findings == []
    assert outcome.tried.total() > 0
    assert outcome.messages > 0
