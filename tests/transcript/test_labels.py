"""Every state has its words, and times and lengths read as people write them."""

from __future__ import annotations

from enum import StrEnum

import pytest

from bot.procedure.agenda.agenda_values import ItemState
from bot.procedure.events import HeldBecause, PassReason
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.state import Status
from bot.procedure.table.seats import Capacity
from bot.transcript.labels import iso, labels
from bot.transcript.model import Attribution, BreakKind
from tests.transcript.sample import START

STATES: tuple[tuple[str, type[StrEnum]], ...] = (
    ("attribution", Attribution),
    ("status", Status),
    ("capacity", Capacity),
    ("kind", Kind),
    ("end", TurnEnd),
    ("state", ItemState),
    ("break", BreakKind),
    ("held", HeldBecause),
    ("passed", PassReason),
)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(("phrase", "states"), STATES)
def test_every_state_has_words_of_its_own(
    language: str, phrase: str, states: type[StrEnum]
) -> None:
    facts = {"who": "X"} if phrase == "passed" else {}
    said = [labels(language).say(f"{phrase}-{state}", **facts) for state in states]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("length", "english", "russian"),
    [
        (0, "0 s", "0 с"),
        (45_999, "45 s", "45 с"),
        (180_000, "3 min", "3 мин"),
        (185_000, "3 min 05 s", "3 мин 05 с"),
        (3_600_000, "1 h", "1 ч"),
        (3_785_000, "1 h 03 min", "1 ч 03 мин"),
    ],
)
def test_lengths(length: int, english: str, russian: str) -> None:
    assert labels("en").duration(length) == english
    assert labels("ru").duration(length) == russian


def test_moments() -> None:
    assert labels("en").moment(START) == "14 March 2031, 08:00:00"
    assert labels("ru", "Europe/Moscow").moment(START) == "14 марта 2031\u202fг., 11:00:00"
    assert labels("en", day=START).time(START + 86_400_000) == "15 Mar, 08:00:00"
    assert iso(START + 7) == "2031-03-14T08:00:00.007Z"
