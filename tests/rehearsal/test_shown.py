"""What only one of the rehearsals has to show."""

from __future__ import annotations

from typing import Any

import pytest

from bot.rehearsal.rehearsal_run import names
from bot.rehearsal.script import Happening, Moving
from tests.rehearsal import expected
from tests.rehearsal.conftest import Played


def of(name: str) -> pytest.MarkDecorator:
    assert name in names()
    return pytest.mark.parametrize("played", [name], indirect=True, scope="session")


@of("dartmouth-plenary")
def test_the_plenary_shows_all_that_the_floor_can_do(played: Played, record: Any) -> None:
    """The lines of the README on the floor: each is there for somebody who watches one rehearsal."""
    kinds = {turn["kind"] for turn in record["turns"]}
    assert kinds == {
        "statement",
        "direct-reply",
        "clarification",
        "right-of-reply",
        "point-of-order",
        "interpretation",
    }
    did = {part.incident.kind for part in expected.parts(played.script) if part.incident}
    assert did == set(Happening)
    moved = {move.kind for part in expected.parts(played.script) for move in part.before}
    assert moved >= {Moving.POLICY, Moving.GO_ROUND, Moving.CAUCUS, Moving.INTERPRETATION}


@of("over-days")
def test_over_days_every_reply_says_what_it_answers(
    played: Played, record: Any, keys: dict[str, str]
) -> None:
    by_message = {one["message"]: keys[one["person"]] for one in record["contributions"]}
    answered = [by_message.get(one["reply_to"]) for one in record["contributions"]]
    assert answered == [answers for _, _, answers in expected.posts(played.script)]
    assert any(answered)
