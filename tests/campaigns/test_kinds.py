"""The table of kinds, what administrators do, and the table that is printed."""

from __future__ import annotations

from collections import Counter

from tests.campaigns.hands import VIEW, Hands
from tests.campaigns.judge import ASKED, Finding, Question
from tests.campaigns.kinds import KINDS
from tests.campaigns.report import SHOWN, in_full, legend, table
from tests.campaigns.running import Outcome

WANTED = {"cut": 50, "kill": 200, "requests": 100, "writes": 100, "hands": 30}
"""How often each has to be tried at least before it may be said that nothing is lost."""


def test_every_kind_is_there_once_and_often_enough() -> None:
    rounds = {kind.name: kind.whole for kind in KINDS}
    assert len(rounds) == len(KINDS)
    assert {name: most for name, most in WANTED.items() if rounds[name] < most} == {}


def test_who_is_let_in_is_said_by_the_nearest_overwrite() -> None:
    anna, role = 1, 2
    hands = Hands({role: (0, VIEW)})
    assert hands.let_in(anna)
    assert not hands.let_in(anna, role)
    hands.wished[anna] = (VIEW, 0)
    assert hands.let_in(anna, role)
    hands.wished[anna] = (0, VIEW)
    assert not hands.let_in(anna)


def test_the_table_has_what_was_tried_and_what_was_found() -> None:
    many = [Finding(Question.LOST, f"message {n}") for n in range(SHOWN + 2)]
    outcome = Outcome("cut", Counter({"op 7": 2, "op 9": 1}), many, messages=40)
    head, row = table([outcome])
    columns = dict(zip(head.split("  "), row.split("  "), strict=False))
    assert (columns["kind"], row.split()[:4]) == ("cut", ["cut", "3", "40", str(len(many))])
    told = list(in_full(outcome))
    assert told[:2] == ["    2 op 7", "    1 op 9"]
    assert told[-1].endswith("lost: and 2 more")
    assert len(told) == 2 + SHOWN + 1
    assert len(list(legend())) == len(ASKED) == len(Question)
