"""The script in docs/checker/ and the lines of Python on the page find what is wrong, as we do.

They have nothing in common with the bot's code but docs/journal-format.md. Where a machine lacks what
the script needs, its tests are skipped; those of the page's own lines never are.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.journal.heads import heads_of
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.journal.verify import verify
from tests.docs.draw import ROOT
from tests.journal.dumps import raw
from tests.journal.examples import tell
from tests.journal.flips import CELLS, flip_one
from tests.journal.forging import append_by_hand, chain_anew, cut, erase_by_hand, rewrite

SCRIPT = ROOT / "docs" / "checker" / "check.pl"
MISSING = [name for name in ("perl", "sqlite3") if shutil.which(name) is None]
NEEDS = pytest.mark.skipif(
    bool(MISSING), reason=f"docs/checker/check.pl needs what is not here: {', '.join(MISSING)}"
)


@pytest.fixture(scope="module")
def journal_file() -> Iterator[Path]:
    """A sound journal with two erasures, which no test changes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cochair.db"

        async def write() -> None:
            made = await open_journal(path)
            assert isinstance(made, SqliteJournal)
            for meeting in ("trust-1", "trust-2"):
                await tell(made, meeting=meeting)
            await made.close()

        asyncio.run(write())
        erase_by_hand(path, "trust-2", [(10, "words"), (2, "name")], 77_000)
        erase_by_hand(path, "trust-2", [(7, "note")], 78_000)
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()
        yield path


@pytest.fixture
def copy(journal_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(journal_file, tmp_path / "a copy, 100% (old).db"))


def script(path: Path, *heads: str) -> tuple[int, list[str]]:
    told = subprocess.run(
        ["perl", str(SCRIPT), str(path), *heads], capture_output=True, text=True, check=False
    )
    assert told.stderr == "", told.stderr
    return told.returncode, told.stdout.splitlines()


def first_bad(lines: list[str]) -> list[str]:
    """The rows that the script names, as the page's lines name one."""
    return [line.removeprefix("BAD  ").split(",")[0] for line in lines if line.startswith("BAD")]


def page_says(path: Path) -> str | None:
    """What the page's own lines find; a file that they stumble over is not sound either."""
    page = (ROOT / "docs" / "journal-format.md").read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert code
    names: dict[str, Callable[[sqlite3.Connection], str | None]] = {"__name__": lambda _: None}
    exec(code[1], names)  # our own page
    with raw(path) as db:
        try:
            return names["check"](db)
        except (ValueError, TypeError, KeyError) as error:
            return type(error).__name__


Damage = Callable[[Path], None]


def sql(*statements: str) -> Damage:
    def change(path: Path) -> None:
        with raw(path) as db:
            for statement in statements:
                assert db.execute(statement).rowcount > 0, statement

    return change


def then(*steps: Damage) -> Damage:
    def change(path: Path) -> None:
        for step in steps:
            step(path)

    return change


def named_twice(path: Path) -> None:
    append_by_hand(
        path, "trust-1", 5, "TextsErased", {"because": "asked", "texts": [{"field": "x", "seq": 3}]}
    )


ROW = "meeting = 'trust-1' AND seq = 9"
DAMAGES: dict[str, tuple[Damage, str]] = {
    "a row is gone": (sql(f"DELETE FROM events WHERE {ROW}"), "trust-1 #9"),
    "a time is altered": (sql(f"UPDATE events SET at = at + 1 WHERE {ROW}"), "trust-1 #9"),
    "an actor is taken away": (sql(f"UPDATE events SET actor = NULL WHERE {ROW}"), "trust-1 #9"),
    "an actor is emptied": (sql(f"UPDATE events SET actor = '' WHERE {ROW}"), "trust-1 #9"),
    "a hash is forged": (sql(f"UPDATE events SET hash = zeroblob(32) WHERE {ROW}"), "trust-1 #9"),
    "a row does not hold on": (
        sql(f"UPDATE events SET prev_hash = zeroblob(32) WHERE {ROW}"),
        "trust-1 #9",
    ),
    "a payload is no JSON, and hashed": (
        then(
            sql(f"UPDATE events SET payload = '{{' WHERE {ROW}"),
            lambda path: chain_anew(path, "trust-1"),
        ),
        "trust-1 #9",
    ),
    "a text is altered": (sql(f"UPDATE texts SET text = text || '!' WHERE {ROW}"), "trust-1 #9"),
    "a salt is altered": (sql(f"UPDATE texts SET salt = zeroblob(32) WHERE {ROW}"), "trust-1 #9"),
    "a text is gone": (sql(f"DELETE FROM texts WHERE {ROW}"), "trust-1 #9"),
    "a text too many": (
        sql("INSERT INTO texts VALUES ('trust-1', 4, 'words', zeroblob(32), 'x', NULL)"),
        "trust-1 #4",
    ),
    "a text of no meeting": (
        sql("INSERT INTO texts VALUES ('trust-7', 1, 'words', zeroblob(32), 'x', NULL)"),
        "trust-7 #1",
    ),
    "a meeting under another name": (
        sql(
            "UPDATE events SET meeting = 'trust-3' WHERE meeting = 'trust-1'",
            "UPDATE texts SET meeting = 'trust-3' WHERE meeting = 'trust-1'",
        ),
        "trust-3 #1",
    ),
    "an erasure without an event": (
        sql(f"UPDATE texts SET salt = NULL, text = NULL, erased_at = 5 WHERE {ROW}"),
        "trust-1 #9",
    ),
    "an erasure at another time": (
        sql("UPDATE texts SET erased_at = erased_at + 1 WHERE meeting = 'trust-2' AND seq = 10"),
        "trust-2 #10",
    ),
    "an erasure at the time of another": (
        sql("UPDATE texts SET erased_at = 78000 WHERE meeting = 'trust-2' AND seq = 2"),
        "trust-2 #2",
    ),
    "an erasure of a text that there is not": (named_twice, "trust-1 #3"),
    "an erasure that is only said": (
        lambda path: append_by_hand(
            path,
            "trust-1",
            5,
            "TextsErased",
            {"because": "x", "person": None, "texts": [{"field": "words", "seq": 9}]},
        ),
        "trust-1 #9",
    ),
    "an erasure by another meeting's event": (
        then(
            sql(f"UPDATE texts SET salt = NULL, text = NULL, erased_at = 77000 WHERE {ROW}"),
            lambda path: append_by_hand(
                path, "trust-2", 77_000, "TextsErased", {"texts": [{"field": "words", "seq": 10}]}
            ),
        ),
        "trust-1 #9",
    ),
}


@NEEDS
def test_the_script_finds_nothing_wrong_with_a_sound_journal(copy: Path) -> None:
    lines = [head.line for head in heads_of(verify(copy))]
    code, told = script(copy)
    assert (code, told) == (0, [f"OK   {line}" for line in lines])
    assert [path.name for path in copy.parent.iterdir()] == [copy.name], "it left something behind"


def test_the_pages_lines_find_nothing_wrong_with_a_sound_journal(copy: Path) -> None:
    assert page_says(copy) is None


@NEEDS
@pytest.mark.parametrize("name", DAMAGES)
def test_the_script_names_the_row(copy: Path, name: str) -> None:
    damage, row = DAMAGES[name]
    damage(copy)
    code, told = script(copy)
    assert (code, first_bad(told)) == (1, [row])


# Where the page's lines, which are few, say it in another way.
THE_PAGE_SAYS = {
    "a row is gone": "trust-1 #10",  # the first one that does not fit
    "a payload is no JSON, and hashed": "JSONDecodeError",
    "a text too many": "1 texts too many",
    "a text of no meeting": "1 texts too many",
}


@pytest.mark.parametrize("name", DAMAGES)
def test_the_pages_lines_name_the_row(copy: Path, name: str) -> None:
    damage, row = DAMAGES[name]
    damage(copy)
    assert page_says(copy) == THE_PAGE_SAYS.get(name, row)


@NEEDS
@settings(max_examples=40, deadline=None)
@given(st.sampled_from(CELLS), st.integers(0, 10_000), st.integers(0, 10_000), st.integers(1, 255))
def test_one_changed_byte_is_found_by_both(
    journal_file: Path, cell: tuple[str, str], nth: int, place: int, flip: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(journal_file, Path(folder) / "copy.db"))
        assume(flip_one(path, *cell, nth, place, flip) is not None)
        code, told = script(path)
        assert code == 1 and first_bad(told)
        assert page_says(path) is not None


@NEEDS
def test_the_script_tells_what_became_of_a_head(copy: Path) -> None:
    lines = [head.line for head in heads_of(verify(copy))]
    bare = lines[0].rpartition(":")[2]
    code, told = script(copy, *lines, bare)
    assert (code, told[2:]) == (0, [f"HELD {each}" for each in (*lines, bare)])
    cut(copy, "trust-1", 9)
    code, told = script(copy, *lines)
    assert (code, told[2:]) == (1, [f"LOST {lines[0]}", f"HELD {lines[1]}"])
    rewrite(copy, "trust-2")
    code, told = script(copy, lines[1])
    assert (code, told[2:]) == (1, [f"LOST {lines[1]}"])
    assert all(line.startswith("OK") for line in told[:2]), "the forgery holds by itself"


@NEEDS
async def test_the_script_reads_what_a_bot_is_writing(copy: Path) -> None:
    journal = await open_journal(copy)
    assert isinstance(journal, SqliteJournal)
    await tell(journal, meeting="trust-3")
    code, told = script(copy)
    assert code == 0 and len(told) == 3
    await journal.close()


@NEEDS
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file"),
        (b"", "not a journal of Cochair's"),
        (b"Dear diary" * 20, "not a journal of Cochair's"),
    ],
)
def test_what_is_no_journal(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)
    told = subprocess.run(
        ["perl", str(SCRIPT), str(path)], capture_output=True, text=True, check=False
    )
    assert told.returncode > 1 and told.stdout == ""
    assert said in told.stderr and len(told.stderr.splitlines()) == 1


@NEEDS
def test_a_damaged_file_is_not_called_sound(copy: Path) -> None:
    with copy.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x99" * (copy.stat().st_size - 4096))
    told = subprocess.run(
        ["perl", str(SCRIPT), str(copy)], capture_output=True, text=True, check=False
    )
    assert told.returncode != 0 and "OK" not in told.stdout


@NEEDS
def test_the_script_uses_no_module_that_does_not_come_with_perl() -> None:
    used = set(re.findall(r"^use ([A-Z]\S+?)[ ;]", SCRIPT.read_text("utf-8"), re.MULTILINE))
    assert used == {"Digest::SHA", "JSON::PP"}
