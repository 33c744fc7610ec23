"""`cochair erase`: gone from the file, and the chain still verifies."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import erase_command
from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from bot.journal.verification import verify
from bot.procedure.events import MinutesDrafted, PointKind, PointNoted
from bot.procedure.values import Words
from tests.cli.shell import ROOT, cochair
from tests.journal.dumps import raw
from tests.journal.examples import EN, HELD, RU, STORY, tell
from tests.journal.test_backup import CAN_MOUNT
from tests.journal.test_erasing import looking_on


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


def test_while_somebody_reads_it_says_what_is_left_to_do(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erase_command, "PATIENCE", 0.1)
    with looking_on(journal):
        told = cochair("erase", "--person", "101", "--yes")
        assert told.exit_code == 1
        assert re.fullmatch(r"[1-9][0-9]* texts erased\.\n", told.stdout)
        (line,) = told.stderr.splitlines()
        assert line.startswith(
            "cochair: cochair.db: texts are erased, but bytes of them are still in it: another "
            "program is reading the file"
        )
        assert "give this command again" in line
        assert EN.encode() in journal.read_bytes(), "or there is nothing to be tested"
    told = cochair("erase", "--person", "101", "--yes")
    assert (told.exit_code, told.stderr, told.stdout) == (0, "", "0 texts erased.\n")
    nowhere(journal, EN, RU, "On verification")
    assert verify(journal).sound


def test_a_draft_of_the_minutes_is_made_anew_without_words_and_name(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = PointNoted(
        1, PointKind.UNDERTAKING, "arms", "102", Words(RU), "9002", Words("Ann Example")
    )
    other = PointNoted(2, PointKind.AGREEMENT, "arms", "102", Words("Halves."))
    draft = MinutesDrafted(1, Words(f"Ann Example: {RU} Halves."))

    journal.unlink()

    async def write() -> None:
        made = await open_journal(journal)
        assert not isinstance(made, JournalFault)
        await tell(made, (*STORY[:-1], point, other, STORY[-1], draft))
        await made.close()

    async def minutes() -> list[MinutesDrafted]:
        made = await open_journal(journal)
        assert not isinstance(made, JournalFault)
        events = [record.event for record in await made.read("trust-1")]
        await made.close()
        return [event for event in events if isinstance(event, MinutesDrafted)]

    asyncio.run(write())
    own = journal.parent / "own" / "locales" / "en"
    own.mkdir(parents=True)
    monkeypatch.setenv("COCHAIR_CONFIG_DIR", str(journal.parent / "own"))
    (own / "transcript.ftl").write_text("transcript-minutes = { $broken\n")
    before = journal.read_bytes()
    told = cochair("erase", "--person", "101", "--names", "--yes")
    assert told.exit_code == 1 and "en/transcript.ftl, line 1" in told.stderr
    assert journal.read_bytes() == before, "a fault in the words of the draft stops it beforehand"

    (own / "transcript.ftl").write_text("transcript-minutes = Notes of the table\n")
    told = cochair("erase", "--person", "101", "--names", "--yes")
    assert (told.exit_code, told.stderr) == (0, "")
    nowhere(journal, EN, RU, "Ann Example")
    assert verify(journal).sound
    gone, anew = asyncio.run(minutes())
    assert gone.text.erased and anew.revision == 2 and "Halves." in (anew.text.text or "")
    assert (anew.text.text or "").startswith("# Notes of the table"), "in the organizer's own words"


def test_every_copy_in_the_folder_is_named_and_nothing_else(journal: Path) -> None:
    for name in ("monday.db", "cochair.db.v1.bak", "elsewhere/tuesday.db"):
        Path(name).parent.mkdir(exist_ok=True)
        assert cochair("backup", name).exit_code == 0
    Path("cochair (copy)").write_bytes(journal.read_bytes())
    Path("again.db").symlink_to(journal)
    Path("notes.txt").write_text(EN)

    async def another() -> None:
        made = await open_journal(Path("another.db"))
        assert not isinstance(made, JournalFault)
        await tell(made, meeting="other-1")
        await made.close()

    asyncio.run(another())
    told = cochair("erase", "--person", "101", "--yes")
    assert told.exit_code == 0
    named = [line.rpartition("held: ")[2] for line in told.stdout.splitlines()[1:]]
    assert [Path(each).name for each in named] == [
        "cochair (copy)",
        "cochair.db.v1.bak",
        "monday.db",
    ]


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (
            "UPDATE texts SET text = 'forged' WHERE seq = 9",
            "cochair: trust-1: seq 9, table texts, field words: the text was altered: it does not give "
            "the event's digest",
        ),
        ("UPDATE events SET at = at + 1 WHERE seq = 5", "cochair: trust-1: seq 5, table events: "),
        ("DELETE FROM meetings", "cochair: trust-1: table meetings: "),
        ("DELETE FROM contributions", "cochair: trust-1: table contributions: "),
    ],
)
def test_nothing_is_written_into_a_file_that_does_not_verify(
    journal: Path, forge: str, said: str
) -> None:
    """What was forged would be gone with it, and the chain would hold again."""
    with raw(journal) as db:
        db.execute(forge)
    before = journal.read_bytes()
    told = cochair("erase", "--meeting", "trust-1", "--yes")
    assert told.exit_code == 1 and told.stdout == ""
    assert any(line.startswith(said) for line in told.stderr.splitlines()), told.stderr
    assert "nothing was erased" in told.stderr and "--although-unsound" in told.stderr
    assert "forged" not in told.stderr, "nobody's words"
    assert journal.read_bytes() == before
    assert not journal.with_name("cochair.db-wal").exists()
    assert cochair("verify").exit_code == 1


def test_whoever_insists_is_told_what_was_unsound(journal: Path) -> None:
    with raw(journal) as db:
        db.execute("UPDATE texts SET text = 'forged' WHERE seq = 9")
        db.execute("DELETE FROM meetings")
    told = cochair("erase", "--person", "101", "--yes", "--although-unsound")
    assert told.exit_code == 0
    assert re.fullmatch(r"[1-9][0-9]* texts erased\.\n", told.stdout), "its tables are not asked"
    assert "cochair: trust-1: seq 9, table texts, field words: the text was altered" in told.stderr
    assert "cochair: trust-1: table meetings: " in told.stderr
    nowhere(journal, EN, RU, "forged")


def test_not_even_who_insists_writes_past_another_schema(journal: Path) -> None:
    with raw(journal) as db:
        db.execute("CREATE TABLE stash (one)")
    told = cochair("erase", "--person", "101", "--yes", "--although-unsound")
    assert told.exit_code == 1
    assert "`cochair verify` names what was added" in told.stderr
    assert EN.encode() in journal.read_bytes()


FULL = """
import shutil, subprocess, sys
from pathlib import Path
from tests.cli.shell import cochair

journal, small = map(Path, sys.argv[1:])
copy = small / journal.name

def size(kilobytes):
    subprocess.run(["mount", "-o", f"remount,size={kilobytes}k", small], check=True)

for spare in (8, 160):  # too little for the erasure; too little for the file to be written anew
    size(9000)
    for each in small.iterdir():
        each.unlink()
    shutil.copy(journal, copy)
    size(journal.stat().st_size // 1024 + spare)
    told = cochair("erase", "--person", "101", "--yes", "--db", copy)
    print(told.exit_code, *told.stderr.splitlines(), sep="|")
    print(cochair("verify", "--db", copy).exit_code)
    size(9000)
    print(cochair("erase", "--person", "101", "--yes", "--db", copy).exit_code)
    print(sum(b"Verification first" in each.read_bytes() for each in small.iterdir()))
"""


@pytest.mark.skipif(not CAN_MOUNT, reason="this system lets nobody mount a small disk of their own")
def test_on_a_disk_that_is_really_full(journal: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = f'mount -t tmpfs -o size=9m none {small} && exec "$@"'
    unshared = ["unshare", "-rm", "sh", "-c", mount, "sh"]
    told = subprocess.run(
        [*unshared, sys.executable, "-c", FULL, str(journal), str(small)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stderr == ""
    first, *rest, second, _, _, _ = told.stdout.splitlines()
    name = f"1|cochair: {small}/cochair.db: "
    assert first.startswith(name) and "the disk" in first
    assert second.startswith(f"{name}texts are erased, but bytes of them are still in it: the disk")
    assert rest == ["0", "0", "0"] == told.stdout.splitlines()[5:], "whole, then finished and gone"
