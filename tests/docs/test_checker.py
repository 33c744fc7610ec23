"""The script in docs/checker/ and the lines of Python on the page find what is wrong, as we do.

They have nothing in common with the bot's code but docs/journal-format.md. Where a machine lacks what
the script needs, its tests are skipped; those of the page's own lines never are.
"""

from __future__ import annotations

import asyncio
import random
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.journal.heads import heads_of
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.journal.verify import verify, walk
from tests.docs.draw import ROOT
from tests.journal.dumps import raw
from tests.journal.everykind import groups
from tests.journal.everykind import write as everykind
from tests.journal.examples import tell
from tests.journal.flips import CELLS, COLUMNS, flip_at, flip_one, keys_of
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


Check = Callable[[sqlite3.Connection], str | None]


def page_check() -> Check:
    """The page's own lines."""
    page = (ROOT / "docs" / "journal-format.md").read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert code
    names: dict[str, Check] = {"__name__": lambda _: None}
    exec(code[1], names)  # our own page
    return names["check"]


def tried(check: Check, db: sqlite3.Connection) -> str | None:
    """What they find; a file that they stumble over is not sound either."""
    try:
        return check(db)
    except (ValueError, TypeError, KeyError) as error:
        return type(error).__name__


def page_says(path: Path) -> str | None:
    with raw(path) as db:
        return tried(page_check(), db)


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


COPIES = 24


def in_each(path: Path) -> list[str]:
    """A journal with every kind of event, each meeting so often that each of its rows can be damaged
    in a meeting of its own. The meetings' names."""
    told = {
        f"m{nth:02}-{copy:02}x": events
        for nth, events in enumerate(groups())
        for copy in range(COPIES)
    }
    asyncio.run(everykind(path, list(told.items())))
    return sorted(told)


@NEEDS
def test_all_three_agree_on_every_row_and_column(tmp_path: Path) -> None:
    """One damage to a meeting, and so many at once. Each row is damaged in one column and each column in
    many rows; which, and which byte of it, a seed chooses."""
    path = tmp_path / "cochair.db"
    meetings = in_each(path)
    lines = [f"OK   {head.line}" for head in heads_of(verify(path))]
    assert script(path) == (0, lines) and len(lines) == len(meetings)
    assert page_says(path) is None

    chance = random.Random(7)
    damaged: dict[str, str] = {}
    hit: set[tuple[str, str]] = set()
    rows: set[tuple[str, object, object]] = set()
    with raw(path) as db:
        keys = [(table, key) for table in COLUMNS for key in keys_of(db, table)]
        chance.shuffle(keys)
        for table, key in keys:
            meeting = str(key[0])
            part = meeting.partition("-")[0]
            if meeting in damaged or (table, part, key[1:]) in rows:
                continue
            # Those first that nothing has hit yet, so that no column depends on luck.
            left = [each for each in COLUMNS[table] if (table, each) not in hit]
            column = chance.choice(left or COLUMNS[table])
            last = column == "meeting"
            place = len(meeting) - 1 if last else chance.randrange(10_000)
            flip = 1 if last else 1 << chance.randrange(8)
            flipped = flip_at(db, table, column, key, place, flip)
            if flipped is not None:
                damaged[meeting] = column
                hit.add((table, column))
                rows.add((table, part, key[1:]))
    assert hit == set(CELLS), "every column"
    assert rows == {(table, str(key[0]).partition("-")[0], key[1:]) for table, key in keys}

    report = verify(path)
    ours = [
        f"BAD  {each.meeting} #{each.problem.seq}, {each.problem.table}"
        if each.problem
        else f"OK   cochair:{each.meeting}:{each.events}:{each.head}"
        for each in report.meetings
    ]
    code, theirs = script(path)
    assert code == 1
    assert [
        line.partition(": ")[0] if line.startswith("BAD") else line for line in theirs
    ] == sorted(ours, key=lambda line: line.partition(" ")[2].strip().removeprefix("cochair:"))
    found = {line.split(" ")[2] for line in ours if line.startswith("BAD")}
    assert set(damaged) - {m for m, column in damaged.items() if column == "meeting"} <= found


def test_the_pages_lines_name_what_verify_names(tmp_path: Path) -> None:
    """They stop at the first bad row of all, so each damage has the journal for itself."""
    path = tmp_path / "cochair.db"
    asyncio.run(everykind(path, [(f"m{nth:02}x", part) for nth, part in enumerate(groups())]))
    check = page_check()
    chance = random.Random(8)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        with raw(path) as file:
            file.backup(db)
        db.execute("PRAGMA ignore_check_constraints = ON")
        for table, column in CELLS:
            for key in chance.sample(keys_of(db, table), 12):
                db.execute("SAVEPOINT whole")
                flip = 1 if column == "meeting" else 1 << chance.randrange(8)
                place = 3 if column == "meeting" else chance.randrange(10_000)
                flipped = flip_at(db, table, column, key, place, flip)
                if flipped is not None:
                    page = tried(check, db)
                    db.text_factory = bytes
                    problems = [each.problem for each in walk(db) if each.problem]
                    ours = {f"{each.meeting} #{each.seq}" for each in problems}
                    assert page is not None and ours, flipped
                    if column not in ("meeting", "seq", "field") and "#" in page:
                        assert ours == {page}, flipped
                db.text_factory = str
                db.execute("ROLLBACK TO whole")


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
    assert used == {"Cwd", "Digest::SHA", "JSON::PP"}


@NEEDS
async def test_the_script_follows_a_link_to_the_file_and_its_log(tmp_path: Path) -> None:
    path, link = tmp_path / "cochair.db", tmp_path / "link" / "other.db"
    link.parent.mkdir()
    link.symlink_to(path)
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    await tell(journal)
    code, lines = await asyncio.to_thread(script, link)
    await journal.close()
    assert code == 0 and len(lines) == 1, "the meeting stands in the log alone"
