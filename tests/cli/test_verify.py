"""`cochair verify`: what is wrong is named by meeting, seq and table, and the exit code says so."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.verify_command import MOST_TOLD
from bot.journal.attachment_folder import folder_of
from bot.journal.port import JournalFault
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.procedure import events as e
from bot.procedure.events import FileKept
from bot.procedure.values import Words
from tests.cli.shell import ROOT, cochair, environment, process
from tests.journal.dumps import raw
from tests.journal.forging import add, chain_anew, free
from tests.journal.meetings import of_earlier_edition, seq_of, talk, write, write_doubled
from tests.procedure import samples as s


def test_a_sound_file(journal: Path) -> None:
    told = cochair("verify")
    assert told.exit_code == 0
    assert told.stdout.startswith("OK   trust-1: 17 events, head ")
    assert len(told.stdout.split("head ")[1].strip()) == 64


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "UPDATE events SET at = at + 1 WHERE seq = 5",
            "seq 5, table events: the row was altered",
        ),
        ("DELETE FROM events WHERE seq = 5", "seq 5, table events: the row is missing"),
        (
            "UPDATE texts SET text = text || '!' WHERE field = 'words'",
            "table texts, field words: the text was altered",
        ),
    ],
)
def test_the_first_bad_row_is_named(journal: Path, change: str, said: str) -> None:
    db = sqlite3.connect(journal)
    for (trigger,) in db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall():
        db.execute(f"DROP TRIGGER {trigger}")
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute(change)
    db.commit()
    db.close()
    told = process("verify")
    assert told.returncode == 1
    (line,) = told.stdout.splitlines()
    assert line.startswith("BAD  trust-1: ")
    assert said in line
    assert "Verification first" not in told.stdout + told.stderr


@pytest.fixture
def attached(journal: Path) -> Path:
    """The journal with an attachment; the attachment's file."""

    async def attach() -> str:
        made = await open_journal(journal)
        assert not isinstance(made, JournalFault)
        digest = await made.keep_file(b"a map")
        kept = FileKept("9001", 1, "101", Words("map.txt"), Words(digest), 5, "text/plain")
        assert isinstance(await made.append("trust-1", 17, 50_000, "101", [kept]), tuple)
        await made.close()
        return digest

    digest = asyncio.run(attach())
    (file,) = folder_of(journal).rglob(digest)
    return file


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (Path.unlink, "there is no file of it"),
        (
            lambda file: file.write_bytes(b"a mop"),
            "the file was altered: it does not give its digest",
        ),
        (lambda file: file.rename(file.with_name("map.txt")), "there is no file of it"),
        (lambda file: shutil.rmtree(file.parent.parent), "there is no file of it"),
    ],
    ids=["missing", "altered", "under another name", "no folder"],
)
def test_an_attachment_that_is_not_there_as_it_was_is_named(
    attached: Path, folder: Path, spoil: Callable[[Path], object], said: str
) -> None:
    assert cochair("verify").exit_code == 0
    assert cochair("backup", "monday.db").exit_code == 0
    assert cochair("verify", "--db", "monday.db").exit_code == 0
    digest = attached.name
    spoil(attached)
    told = cochair("verify")
    assert told.exit_code == 1
    ok, bad = told.stdout.splitlines()
    assert ok.startswith("OK   trust-1: 18 events")
    assert bad == f"BAD  trust-1: seq 18, attachment {digest}: {said}"
    told = cochair("backup", "tuesday.db")
    assert told.exit_code == 1
    (line,) = told.stderr.splitlines()
    assert line.startswith(f"cochair: attachment {digest}: ")
    assert cochair("verify", "--db", "tuesday.db").exit_code == 1
    assert cochair("verify", "--db", "monday.db").exit_code == 0, "the earlier one is whole"


def test_an_attachment_that_was_erased_is_not_missed(attached: Path) -> None:
    assert cochair("erase", "--person", "101", "--yes").exit_code == 0
    assert not attached.exists()
    assert cochair("verify").exit_code == 0
    assert cochair("backup", "monday.db").exit_code == 0


def test_a_table_that_says_something_else_than_the_events_is_named(journal: Path) -> None:
    with raw(journal) as db:
        db.execute("UPDATE floor_time SET used_ms = used_ms * 2")
    told = cochair("verify")
    assert told.exit_code == 1
    assert told.stdout.splitlines()[1:] == [
        "BAD  trust-1: table floor_time: it does not say what the events say"
    ]


async def test_the_file_of_a_process_that_was_killed(folder: Path) -> None:
    path = folder / "cochair.db"
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.journal.child_writer",
        str(path),
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    acknowledged: dict[str, int] = {}
    for _ in range(30):
        meeting, seen = (await child.stdout.readline()).decode().split()
        acknowledged[meeting] = int(seen)
    child.send_signal(signal.SIGKILL)
    await child.communicate()
    told = await asyncio.to_thread(process, "verify", "--db", path)
    assert told.returncode == 0, told.stdout + told.stderr
    for meeting, last in acknowledged.items():
        (line,) = [line for line in told.stdout.splitlines() if f" {meeting}:" in line]
        assert int(line.split(": ")[1].split()[0]) >= last


# The course ------------------------------------------------------------------------------------

WORDS = "I concede everything."


@pytest.fixture
def over(folder: Path) -> Path:
    """cochair.db with a meeting that the rules have made, and that is over."""
    path = folder / "cochair.db"
    asyncio.run(write(path, talk().records))
    return path


def add_said(path: Path, at: int) -> int:
    """Anna's words in the turn that she had, appended afterwards; their seq."""
    room = talk()
    turn = next(r.event for r in room.records if isinstance(r.event, e.ContributionMade)).turn
    forged = e.ContributionMade("9009", turn, "one", s.ANNA, s.EAST, Words(WORDS))
    add(path, "trust-1", forged, at, s.ANNA)
    return len(room.records) + 1


def test_a_row_appended_to_a_closed_meeting_is_named_and_the_chain_called_whole(over: Path) -> None:
    assert (cochair("verify").exit_code, cochair("verify").stderr) == (0, "")
    head = cochair("head", "last").stdout.strip()
    at = talk().records[seq_of(talk(), "9001") - 1].at
    seq = add_said(over, at + 1000)
    told = cochair("verify", "--against", head)
    assert told.exit_code == 1
    whole, unlawful, held = told.stdout.splitlines()
    assert whole.startswith(f"OK   trust-1: {seq} events, head ")
    assert unlawful == (
        f"UNLAWFUL  trust-1: seq {seq}, ContributionMade: its time is before that of the event before it"
    )
    assert held.startswith(f"HELD {head}: ")
    assert held.endswith(f"1 event since, of which seq {seq} could not have been written there")
    assert told.stderr == (
        "cochair: every chain is whole, but in 1 meeting the course is not lawful: somebody who has the "
        "file may have added what is named.\n"
    )
    assert WORDS not in told.output


def test_a_broken_chain_and_an_unlawful_course_are_told_apart(over: Path) -> None:
    room = talk()
    with raw(over) as db:
        free(db)
        db.execute("UPDATE events SET at = at + 1 WHERE seq = 30")
    told = cochair("verify")
    assert told.exit_code == 1
    assert [line.split()[0] for line in told.stdout.splitlines()] == ["BAD"]
    assert told.stderr == (
        "cochair: the chain is broken in 1 meeting; as far as it holds, the course is lawful.\n"
    )
    chain_anew(over, "trust-1")
    add(over, "trust-1", e.MeetingOpened(), room.records[19].at, s.CHAIR_E, 20)
    with raw(over) as db:
        free(db)
        db.execute("UPDATE events SET actor = '9' WHERE seq = 26")
    told = cochair("verify")
    assert told.exit_code == 1
    bad, unlawful = told.stdout.splitlines()
    assert bad.startswith("BAD  trust-1: seq 26, table events: the row was altered")
    assert unlawful.startswith("UNLAWFUL  trust-1: seq 20, MeetingOpened: ")
    assert "the chain is broken in 1 meeting, and in 1 meeting the course is not" in told.stderr


def test_many_that_are_not_lawful_are_counted(over: Path) -> None:
    for nth in range(MOST_TOLD + 2):
        add(over, "trust-1", e.MeetingPaused(), talk().now + nth, s.CHAIR_E)
    told = cochair("verify").stdout.splitlines()
    assert len(told) == 1 + MOST_TOLD + 1
    assert told[-1] == "UNLAWFUL  trust-1: and 2 more"


def test_messages_recorded_twice_are_named_as_such_and_are_no_forgery(folder: Path) -> None:
    room = talk(closed=False)
    records = of_earlier_edition(room.records)
    seq = seq_of(room, "9004")
    records.insert(seq, records[seq - 1])
    records = [replace(each, seq=nth) for nth, each in enumerate(records, 1)]
    asyncio.run(write(folder / "cochair.db", records))
    told = cochair("verify")
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.splitlines()[1:] == [
        f"DOUBLED  trust-1: messages that were recorded twice: seq {seq + 1} as seq {seq}"
    ]


def test_an_old_file_in_which_messages_were_recorded_twice(folder: Path) -> None:
    """As it is, and once this version has taken it up: then each message is recorded once."""
    path = folder / "cochair.db"
    write_doubled(path)
    told = cochair("verify")
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.splitlines()[1:] == [
        "DOUBLED  trust-1: messages that were recorded twice: seq 34 as seq 32, seq 35 as seq 33"
    ]
    asyncio.run(taken_up(path))
    again = cochair("verify")
    assert (again.exit_code, again.stdout) == (0, told.stdout)


async def taken_up(path: Path) -> None:
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    try:
        assert all([await journal.knows("trust-1", message) for message in ("9001", "9002")])
    finally:
        await journal.close()


def test_others_who_ask_for_proof_hear_of_it_too(over: Path) -> None:
    assert cochair("erase", "--person", s.TOM, "--yes").exit_code == 0
    seq = add_said(over, talk().now + 10**12)
    told = cochair("erase", "--person", s.ANNA, "--yes")
    assert told.exit_code == 1
    assert "the rules of procedure could not have written it there" in told.stderr
    assert "nothing was erased" in told.stderr
    doctor = cochair("doctor", "--offline").stdout
    assert f"FAIL  database: meeting trust-1: seq {seq + 1}, ContributionMade" in doctor
    assert cochair("backup", "copy.db").exit_code == 0, "what there is can be kept, as evidence too"
    assert cochair("verify", "--db", "copy.db").exit_code == 1


def test_a_new_file_has_nothing_to_tell(folder: Path) -> None:
    async def make() -> None:
        journal = await open_journal(folder / "cochair.db")
        assert isinstance(journal, SqliteJournal)
        await journal.close()

    asyncio.run(make())
    told = cochair("verify")
    assert (told.exit_code, told.output) == (0, "OK   no meeting has been convened yet\n")
