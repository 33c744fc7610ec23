"""`cochair head`: one line a meeting, refused where the chain does not hold."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot.journal.heads import Head, parse
from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from tests.cli.shell import cochair
from tests.journal.dumps import raw
from tests.journal.examples import STORY, tell


@pytest.fixture
def two(journal: Path) -> Path:
    """The journal with a second meeting, of a name that sorts first and a later beginning."""

    async def write() -> None:
        made = await open_journal(journal)
        assert not isinstance(made, JournalFault)
        for seq, event in enumerate(STORY[:3]):
            await made.append("arms-9", seq, 90_000 + seq, "101", [event])
        await made.close()

    asyncio.run(write())
    return journal


def verified(meeting: str) -> str:
    (line,) = [line for line in cochair("verify").stdout.splitlines() if f" {meeting}:" in line]
    return line.split("head ")[1]


def test_one_line_a_meeting(two: Path) -> None:
    told = cochair("head")
    assert (told.exit_code, told.stderr) == (0, "")
    assert [parse(line) for line in told.stdout.splitlines()] == [
        Head("arms-9", 3, verified("arms-9")),
        Head("trust-1", len(STORY), verified("trust-1")),
    ]
    assert told.stdout.splitlines()[1] == f"cochair:trust-1:{len(STORY)}:{verified('trust-1')}"


def test_one_meeting(two: Path) -> None:
    assert cochair("head", "trust-1").stdout == cochair("head").stdout.splitlines()[1] + "\n"
    assert cochair("head", "last").stdout == cochair("head", "arms-9").stdout


def test_for_programs(two: Path) -> None:
    (told,) = json.loads(cochair("head", "last", "--json").stdout)
    assert told == {
        "meeting": "arms-9",
        "seq": 3,
        "hash": verified("arms-9"),
        "line": f"cochair:arms-9:3:{verified('arms-9')}",
    }


def test_a_chain_that_does_not_hold_has_no_head(two: Path) -> None:
    with raw(two) as db:
        db.execute("UPDATE events SET at = at + 1 WHERE meeting = 'trust-1' AND seq = 5")
    told = cochair("head")
    assert told.exit_code == 1
    assert told.stdout.startswith("cochair:arms-9:3:") and len(told.stdout.splitlines()) == 1
    (line,) = told.stderr.splitlines()
    assert "meeting trust-1 has no head, since its chain does not hold: seq 5, table events" in line
    assert (cochair("head", "arms-9").exit_code, cochair("head", "arms-9").stderr) == (0, "")
    told = cochair("head", "trust-1", "--json")
    assert (told.exit_code, json.loads(told.stdout)) == (1, [])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("trust-2",), "there is no meeting 'trust-2'; did you mean trust-1?"),
        (("peace",), "there is no meeting 'peace'; `cochair head` lists them all."),
        (("--db", "a.db"), "a.db: there is no such file."),
        (("--db", "."), ".: this is a folder."),
    ],
)
def test_what_cannot_be_is_one_line(two: Path, typed: tuple[str, ...], said: str) -> None:
    told = cochair("head", *typed)
    assert (told.exit_code, told.stdout) == (1, "")
    (line,) = told.stderr.splitlines()
    assert said in line


def test_no_meeting_yet(folder: Path) -> None:
    async def make() -> None:
        made = await open_journal(folder / "cochair.db")
        assert not isinstance(made, JournalFault)
        await tell(made, ())
        await made.close()

    asyncio.run(make())
    told = cochair("head")
    assert (told.exit_code, told.stdout) == (0, "")
    assert "no meeting has been convened yet" in told.stderr
    assert json.loads(cochair("head", "--json").stdout) == []
    assert cochair("head", "last").exit_code == 1
