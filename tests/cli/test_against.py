"""`cochair verify --against`: whether what was kept elsewhere is still part of the journal."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from bot.procedure.events import ExportForm, ExportGiven, ExportRule
from tests.cli.shell import cochair, process
from tests.journal.dumps import raw
from tests.journal.examples import EN, STORY, tell
from tests.journal.forging import cut, refill, rewrite

N = len(STORY)


@pytest.fixture
def kept(journal: Path, folder: Path) -> list[str]:
    """Everything that carries the meeting's head: lines, exports, a text, a copy."""
    line = cochair("head").stdout.strip()
    for name in ("a.md", "a.html", "a.json"):
        assert cochair("transcript", "last", "-o", name).exit_code == 0
    (folder / "minutes.txt").write_text(f"Adopted. The record ends with {line}, it says.\n")
    shutil.copy(journal, folder / "old.db")
    hashed = line.rpartition(":")[2]
    return [
        line,
        line.removeprefix("cochair:"),
        f" {line[:20]}\n  {line[20:]}\n",
        hashed,
        "a.md",
        "a.html",
        "a.json",
        "minutes.txt",
        "old.db",
    ]


def grow(journal: Path, more: int) -> None:
    """So many events after the close."""
    given = ExportGiven("101", ExportRule.FULL, ExportForm.MD, "en")

    async def write() -> None:
        made = await open_journal(journal)
        assert not isinstance(made, JournalFault)
        for nth in range(more):
            await made.append("trust-1", N + nth, 99_000, "101", [given])
        await made.close()

    asyncio.run(write())


@pytest.mark.parametrize(("more", "since"), [(0, "no event"), (1, "1 event"), (3, "3 events")])
def test_what_is_still_there(journal: Path, kept: list[str], more: int, since: str) -> None:
    grow(journal, more)
    for each in kept:
        told = cochair("verify", "--against", each)
        assert (told.exit_code, told.stderr) == (0, ""), each
        first, second = told.stdout.splitlines()
        assert first.startswith(f"OK   trust-1: {N + more} events")
        assert second.startswith("HELD ")
        assert f"still part of this journal: event {N} of trust-1, {since} since" in second


@pytest.mark.parametrize("what", ["cut", "rewritten", "removed", "replaced"])
def test_what_is_not(journal: Path, kept: list[str], what: str) -> None:
    match what:
        case "cut":
            cut(journal, "trust-1", N - 1)
        case "rewritten":
            rewrite(journal, "trust-1")
        case "removed":
            cut(journal, "trust-1", 0)
        case "replaced":
            journal.unlink()

            async def write() -> None:
                made = await open_journal(journal)
                assert not isinstance(made, JournalFault)
                await tell(made)
                await made.close()

            asyncio.run(write())
    refill(journal)
    assert cochair("verify").exit_code == 0, "by itself the file holds"
    for each in kept:
        told = cochair("verify", "--against", each)
        assert (told.exit_code, told.stderr) == (1, ""), each
        assert told.stdout.splitlines()[-1].startswith("LOST ")
        assert EN not in told.stdout


def test_all_that_is_given_is_answered_and_one_loss_is_enough(
    journal: Path, kept: list[str]
) -> None:
    typed = [word for each in kept for word in ("--against", each)]
    told = process("verify", *typed)
    assert (told.returncode, told.stderr) == (0, "")
    assert len(told.stdout.splitlines()) == 1 + len(kept)
    told = process("verify", *typed, "--against", "0" * 64)
    assert told.returncode == 1
    assert [line[:4] for line in told.stdout.splitlines()[1:]] == ["HELD"] * len(kept) + ["LOST"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nowhere.md", "nowhere.md: this is neither a head nor a file that is there."),
        ("0" * 63, "this is neither a head nor a file that is there."),
        (".", ".: this is no file that could be read."),
        ("empty", "empty: there is no head in this file."),
        ("other.db", "other.db: this journal does not hold itself"),
        ("foreign.db", "foreign.db: this is another program's database; it has no head."),
        ("newer.db", "newer.db: a newer version of Cochair wrote this file"),
        ("short.db", "short.db: this file begins like a database and is none"),
        ("damaged.db", "damaged.db: the file is damaged, so no head is taken from it"),
        ("a\0b", "this is neither a head nor a file that is there."),
        ("x" * 300, "this is neither a head nor a file that is there."),
    ],
)
def test_what_carries_no_head_is_one_line(
    journal: Path, folder: Path, given: str, said: str
) -> None:
    (folder / "empty").touch()
    shutil.copy(journal, folder / "other.db")
    with raw(folder / "other.db") as db:
        db.execute("UPDATE events SET at = 1 WHERE seq = 3")
    with raw(folder / "foreign.db") as db:
        db.execute("CREATE TABLE theirs (one)")
    shutil.copy(journal, folder / "newer.db")
    with raw(folder / "newer.db") as db:
        db.execute("PRAGMA user_version = 999")
    (folder / "short.db").write_bytes(journal.read_bytes()[:50])
    (folder / "damaged.db").write_bytes(journal.read_bytes()[:9_000])
    files = {path: path.read_bytes() for path in folder.iterdir()}
    told = cochair("verify", "--against", given)
    assert told.exit_code == 1
    (line,) = told.stderr.splitlines()
    assert said in line
    assert told.stdout.startswith("OK   trust-1: ")
    assert {path: path.read_bytes() for path in folder.iterdir()} == files


def test_a_file_that_cannot_be_read_says_only_that(folder: Path) -> None:
    told = cochair("verify", "--db", "nowhere.db", "--against", "0" * 64)
    assert (told.exit_code, told.stdout) == (1, "")
    assert len(told.stderr.splitlines()) == 1
