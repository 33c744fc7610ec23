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
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.journal.heads import heads_of
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.journal.verification import verify, walk
from bot.procedure import events as e
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.lawful import AFTER_THE_END
from bot.procedure.values import Words
from tests.docs.draw import ROOT
from tests.journal.dumps import raw
from tests.journal.everykind import groups
from tests.journal.everykind import write as everykind
from tests.journal.examples import tell
from tests.journal.flips import CELLS, COLUMNS, flip_at, flip_one, keys_of
from tests.journal.forging import add, append_by_hand, chain_anew, cut, erase_by_hand, rewrite
from tests.journal.meetings import (
    of_earlier_edition,
    seq_of,
    talk,
    write,
    write_first_version,
)
from tests.procedure import samples as s

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


def of_chains(lines: list[str]) -> list[str]:
    """What the script says of chains and heads; the meetings here are no talk that the rules made."""
    return [line for line in lines if not line.startswith("UNLAWFUL")]


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
    assert of_chains(script(path)[1]) == lines and len(lines) == len(meetings)
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
        line.partition(": ")[0] if line.startswith("BAD") else line for line in of_chains(theirs)
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


# The course ------------------------------------------------------------------------------------


@pytest.fixture
async def over(tmp_path: Path) -> Path:
    """A journal of a meeting that the rules have made, and that is over."""
    path = tmp_path / "over.db"
    await write(path, talk().records)
    return path


def odd(path: Path) -> tuple[int, list[str]]:
    """What the script says of the course."""
    code, lines = script(path)
    return code, [line for line in lines if line.startswith(("UNLAWFUL", "DOUBLED"))]


@NEEDS
def test_the_script_finds_the_course_of_a_meeting_lawful(over: Path, tmp_path: Path) -> None:
    assert odd(over) == (0, [])
    first = tmp_path / "first.db"
    write_first_version(first)
    assert odd(first) == (0, [])


ROOM = talk()
CLOSED = next(r for r in ROOM.records if isinstance(r.event, e.MeetingClosed))
TOMS = ROOM.records[seq_of(ROOM, "9004") - 1]
MADE = e.ContributionMade("9", 5, "one", s.ANNA, s.EAST, Words("x"))
FORGERIES: dict[str, tuple[e.Event, int, int | None, str]] = {
    "an old time": (MADE, TOMS.at, None, "its time is before that of the event before it"),
    "behind the close": (MADE, ROOM.now, None, "the meeting was closed before"),
    "another's turn": (replace(MADE, turn=6), TOMS.at, TOMS.seq, "that person did not have that turn"),
    "before the opening": (MADE, s.START, 2, "the meeting was not open yet"),
    "without consent": (
        replace(MADE, person=s.GUEST), TOMS.at, TOMS.seq, "that person had not agreed to be recorded",
    ),
    "a second speaker": (
        e.TurnStarted(7, s.ANNA, s.EAST, Kind.STATEMENT, None, "one", None, 1), TOMS.at, TOMS.seq,
        "somebody else has the floor",
    ),
    "a turn that is not under way": (
        e.TurnEnded(1, s.CHAIR_E, s.EAST, TurnEnd.YIELDED, 1), TOMS.at, TOMS.seq,
        "that turn is not under way",
    ),
    "a held message": (
        e.MessageHeld(7, "9", s.ANNA, e.HeldBecause.NOT_YOUR_TURN, None), TOMS.at, TOMS.seq,
        "its number is not the next one",
    ),
    "a second convening": (
        ROOM.records[0].event, ROOM.now, None, "a meeting is convened first, and once",
    ),
}  # fmt: skip


@NEEDS
@pytest.mark.parametrize("name", FORGERIES)
def test_the_script_names_an_event_that_is_not_lawful(over: Path, name: str) -> None:
    event, at, seq, why = FORGERIES[name]
    add(over, "trust-1", event, at, getattr(event, "person", None), seq)
    place = len(ROOM.records) + 1 if seq is None else seq
    assert odd(over) == (1, [f"UNLAWFUL  trust-1 #{place}, {type(event).__name__}: {why}"])
    (meeting,) = verify(over, course=True).meetings
    assert place in [each.seq for each in meeting.unlawful], "we name it too"


@NEEDS
async def test_the_script_tells_doubled_words_from_a_forgery(tmp_path: Path) -> None:
    records = of_earlier_edition(talk(closed=False).records)
    records.insert(TOMS.seq, records[TOMS.seq - 1])
    path = tmp_path / "doubled.db"
    await write(path, [replace(each, seq=nth) for nth, each in enumerate(records, 1)])
    line = f"DOUBLED   trust-1 #{TOMS.seq + 1}, the message of #{TOMS.seq}"
    assert odd(path) == (0, [line])


@NEEDS
@pytest.mark.parametrize("payload", [{}, {"turn": {"x": 1}, "person": []}, {"edition": "x"}])
def test_whatever_stands_in_a_payload_the_script_goes_on(over: Path, payload: object) -> None:
    for kind in ("TurnStarted", "TurnEnded", "ContributionMade", "MeetingConvened", "Nothing"):
        append_by_hand(over, "trust-1", ROOM.now, kind, payload)
    code, lines = odd(over)
    assert code == 1 and len(lines) == 5


def test_what_the_script_and_the_page_let_stand_behind_the_close_is_what_we_do() -> None:
    listed = re.search(r"my %late = .*?qw\((.*?)\);", SCRIPT.read_text("utf-8"), re.DOTALL)
    page = (ROOT / "docs" / "journal-format.md").read_text("utf-8")
    named = re.search(r"After `MeetingClosed` only (.*?) follow\.", page)
    assert listed and named
    ours = sorted(kind.__name__ for kind in AFTER_THE_END)
    assert sorted(listed[1].split()) == ours
    assert re.findall(r"`(\w+)`", named[1]) == ours
