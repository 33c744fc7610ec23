"""`cochair erase`: gone from the file, and the chain still verifies."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.journal.verify import verify
from tests.cli.shell import cochair
from tests.journal.examples import EN, HELD, RU


def nowhere(path: Path, *texts: str) -> None:
    for beside in path.parent.glob(f"{path.name}*"):
        if beside.is_file():
            for text in texts:
                assert text.encode() not in beside.read_bytes(), beside.name


def test_a_persons_words_are_gone_from_every_byte_of_the_file(journal: Path) -> None:
    told = cochair("erase", "--person", "101", "--yes")
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.endswith("texts erased.\n")
    nowhere(journal, EN, RU, "On verification")
    assert HELD.encode() in journal.read_bytes(), "another person's"
    assert b"Ann Example" in journal.read_bytes(), "names stay, unless it is said"
    assert verify(journal).sound
    assert "Nothing was found." in cochair("search", "verification").stdout


def test_a_meetings_words_and_names(journal: Path) -> None:
    told = cochair("erase", "--meeting", "trust-1", "--names", "--yes")
    assert told.exit_code == 0
    nowhere(journal, EN, RU, HELD, "Ann Example")
    assert verify(journal).sound
    again = cochair("erase", "--meeting", "trust-1", "--names", "--yes")
    assert again.stdout == "0 texts erased.\n"


@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        ((), 2, "--person"),
        (("--meeting", "nowhere", "--yes"), 1, "nowhere"),
        (("--person", "101", "--db", "none.db", "--yes"), 1, "none.db"),
    ],
)
def test_what_cannot_be_is_refused(
    journal: Path, typed: tuple[str, ...], code: int, says: str
) -> None:
    told = cochair("erase", *typed)
    assert told.exit_code == code
    assert says in told.stderr
    assert EN.encode() in journal.read_bytes()


def test_it_asks_once_more(journal: Path) -> None:
    told = cochair("erase", "--person", "101", keys="n\n")
    assert told.exit_code == 1
    assert EN.encode() in journal.read_bytes()
