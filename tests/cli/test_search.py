"""`cochair search`: what was said, found again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.shell import cochair
from tests.journal.examples import EN, RU


def test_words_are_found_in_any_form(journal: Path) -> None:
    told = cochair("search", "проверки")
    assert (told.exit_code, told.stderr) == (0, "")
    assert RU in told.stdout
    assert told.stdout.startswith("trust-1 #")


def test_json_has_all_of_it(journal: Path) -> None:
    (hit,) = json.loads(cochair("search", "verification", "--json").stdout)
    assert hit["text"].startswith(EN)
    assert set(hit) == {"meeting", "seq", "turn", "item", "person", "side", "at", "text"}
    assert json.loads(cochair("search", "nothing", "--json").stdout) == []


@pytest.mark.parametrize(
    ("option", "there"),
    [
        (("--meeting", "trust-1"), True),
        (("--meeting", "trust-9"), False),
        (("--dialogue", "trust"), True),
        (("--person", "101"), True),
        (("--person", "9"), False),
        (("--side", "b"), False),
        (("--item", "arms"), True),
        (("--since", "1970-01-01", "--until", "1970-01-01"), True),
        (("--since", "2000-01-01"), False),
    ],
)
def test_it_can_be_narrowed(journal: Path, option: tuple[str, ...], there: bool) -> None:
    told = cochair("search", "verification", *option)
    assert told.exit_code == 0
    assert (EN in told.stdout) is there
    assert ("Nothing was found." in told.stdout) is not there


def test_a_day_that_is_none_is_refused(journal: Path) -> None:
    told = cochair("search", "word", "--since", "yesterday")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "2026-03-01" in told.stderr


def test_a_missing_file_is_named(folder: Path) -> None:
    told = cochair("search", "word", "--db", "none.db")
    assert told.exit_code == 1
    assert "none.db" in told.stderr
