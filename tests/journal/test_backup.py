"""A backup is whole, of one moment, proven, readable by its maker alone; or there is none at all."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.journal import attachment_folder, journal_backup
from bot.journal.attachment_folder import Copied, folder_of
from bot.journal.heads import heads_of
from bot.journal.journal_backup import Backup, NoBackup, Refused, back_up
from bot.journal.journal_files import connect_still
from bot.journal.kept_heads import HeadStanding, against
from bot.journal.port import FaultKind
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.journal.verification import Problem, Wrong, verify
from tests.journal.dumps import dump, raw
from tests.journal.examples import STORY, tell

ROOT = Path(__file__).parents[2]


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "lib" / "cochair.db"
    path.parent.mkdir()

    async def write() -> None:
        made = await open_journal(path)
        assert isinstance(made, SqliteJournal)
        await tell(made)
        await tell(made, meeting="trust-2")
        await made.set_note("trust-1", "card", "12")
        await made.close()

    asyncio.run(write())
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "monday.db"


def attach(journal: Path, *contents: bytes) -> list[str]:
    """Put attachments beside the journal; their names."""
    folder = folder_of(journal)
    folder.mkdir(exist_ok=True)
    names = []
    for nth, content in enumerate(contents):
        digest = hashlib.sha256(content).hexdigest()
        place = folder / digest[:2] if nth % 2 else folder
        place.mkdir(exist_ok=True)
        (place / (digest + (".png" if nth % 3 == 1 else ""))).write_bytes(content)
        names.append(digest)
    return names


def everything(folder: Path) -> dict[str, bytes]:
    """All files under a folder with their contents, but for what connections share."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith("-shm")
    }


def rows(path: Path) -> list[object]:
    with raw(path) as db:
        return [
            db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in ("events", "texts", "bench")
        ] + [dump(db)]


def made(found: Backup | NoBackup) -> Backup:
    assert isinstance(found, Backup), found
    return found


def test_it_has_everything_and_is_one_file(journal: Path, target: Path) -> None:
    before = everything(journal.parent)
    done = made(back_up(journal, target))
    assert everything(journal.parent) == before
    assert [path.name for path in target.parent.iterdir()] == ["monday.db"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_bytes()[18:20] == b"\1\1", "marked as having no log beside it"
    assert done.path == target and done.attachments == Copied(0, ())
    assert heads_of(done.report) == heads_of(verify(journal)) == heads_of(verify(target))
    assert rows(target) == rows(journal)


async def test_it_opens_as_a_journal_and_goes_on(journal: Path, target: Path) -> None:
    made(back_up(journal, target))
    opened = await open_journal(target)
    assert isinstance(opened, SqliteJournal)
    assert await opened.search("проверка") != ()
    await tell(opened, meeting="trust-3")
    await opened.close()
    assert len(verify(target).meetings) == 3


async def test_while_a_writer_has_rows_in_its_log(journal: Path, target: Path) -> None:
    writer = await open_journal(journal)
    assert isinstance(writer, SqliteJournal)
    await tell(writer, meeting="trust-3")
    assert (journal.parent / "cochair.db-wal").stat().st_size
    done = made(back_up(journal, target))
    await tell(writer, meeting="trust-4")
    assert [each.meeting for each in done.report.meetings] == ["trust-1", "trust-2", "trust-3"]
    assert [path.name for path in target.parent.iterdir()] == ["monday.db"]
    await writer.close()
    assert verify(journal).sound


def test_while_another_process_appends(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Small steps, so that many appends fall between them.
    monkeypatch.setattr(journal_backup, "PAGES", 2)
    path = tmp_path / "cochair.db"
    writer = [sys.executable, "-m", "tests.journal.child_writer", str(path)]
    acknowledged: dict[str, int] = {}
    with subprocess.Popen(writer, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        out = child.stdout
        assert out is not None

        def listen() -> None:
            for line in out:
                if line.endswith("\n"):
                    meeting, seq = line.split()
                    acknowledged[meeting] = int(seq)

        listening = threading.Thread(target=listen)
        listening.start()
        # So that a backup that never catches up with the writer fails, and does not hang.
        patience = threading.Timer(30, child.kill)
        patience.start()
        try:
            while sum(acknowledged.values()) < 200:
                assert child.poll() is None
            for nth in range(4):
                at_least, copy = dict(acknowledged), target.with_name(f"{nth}.db")
                report = made(back_up(path, copy)).report
                assert child.poll() is None
                at_most = dict(acknowledged)
                events = {each.meeting: each.events for each in report.meetings}
                assert all(events[meeting] >= seq for meeting, seq in at_least.items())
                # One append may be in the file that was not told of yet; no more than that.
                assert all(events[meeting] <= seq + 3 for meeting, seq in at_most.items())
                assert all(number % 3 == 1 for number in events.values()), "half an append"
        finally:
            patience.cancel()
            child.kill()
            listening.join()
    for nth in range(4):
        copied = verify(target.with_name(f"{nth}.db"))
        assert copied.sound
        found = against(path, verify(path), heads_of(copied))
        assert [each.standing for each in found] == [HeadStanding.HELD] * 2
    assert len(list(target.parent.iterdir())) == 4


def test_the_writer_does_not_wait(journal: Path, target: Path) -> None:
    """A commit in the middle of a backup succeeds at once, and is not in the backup."""
    steps: list[int] = []
    writer = sqlite3.connect(journal, timeout=0, isolation_level=None)
    writer.execute("SELECT * FROM beat").fetchall()  # so that the log is there

    def between(*_: object) -> None:
        steps.append(1)
        if len(steps) < 1_000:  # so that a copy that each commit begins anew comes to an end
            writer.execute("INSERT OR REPLACE INTO beat VALUES (1, ?)", (len(steps),))

    with watched(between):
        made(back_up(journal, target))
    writer.close()
    assert len(steps) > 20
    with raw(target) as db:
        assert db.execute("SELECT * FROM beat").fetchall() == []


@contextmanager
def watched(between: Callable[..., None]) -> Iterator[None]:
    """Let something happen after each page that is copied."""

    class Stepping(sqlite3.Connection):
        def backup(self, target: sqlite3.Connection, **options: object) -> None:
            super().backup(target, pages=1, progress=between)

    def connect(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, factory=Stepping)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.journal.journal_backup.connect_reader", connect)
        yield


def test_a_writer_that_comes_while_nobody_was_there_is_noticed(
    journal: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(path: Path) -> sqlite3.Connection:
        connection = connect_still(path)
        asyncio.run(more())
        return connection

    async def more() -> None:
        opened = await open_journal(journal)
        assert isinstance(opened, SqliteJournal)
        await tell(opened, meeting="trust-3")
        await opened.close()

    monkeypatch.setattr("bot.journal.journal_backup.connect_still", late)
    done = made(back_up(journal, target))
    assert [each.meeting for each in done.report.meetings] == ["trust-1", "trust-2", "trust-3"]
    assert rows(target) == rows(journal)


def test_of_a_process_that_was_killed_and_of_a_backup(tmp_path: Path, target: Path) -> None:
    path = tmp_path / "cochair.db"
    writer = [sys.executable, "-m", "tests.journal.child_writer", str(path)]
    with subprocess.Popen(writer, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for _ in range(20):
            child.stdout.readline()
        child.kill()
    assert (tmp_path / "cochair.db-wal").stat().st_size
    first = made(back_up(path, target))
    second = made(back_up(target, target.with_name("second.db")))
    assert heads_of(first.report) == heads_of(second.report) == heads_of(verify(path))


# Attachments --------------------------------------------------------------------------------------


def test_attachments_come_along(journal: Path, target: Path) -> None:
    names = attach(journal, b"one", b"two" * 10**6, b"three", b"")
    done = made(back_up(journal, target))
    assert done.attachments == Copied(len(names), ())
    assert everything(folder_of(target)) == everything(folder_of(journal))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder_of(target).rglob("*.png")}
    assert modes == {0o600}
    assert stat.S_IMODE(folder_of(target).stat().st_mode) == 0o700


def test_a_file_that_does_not_give_its_digest_is_never_copied(
    journal: Path, target: Path, tmp_path: Path
) -> None:
    good, bad, linked = attach(journal, b"good", b"bad", b"linked")
    (path,) = folder_of(journal).rglob(f"{bad}*")
    path.write_bytes(b"altered")
    (folder_of(journal) / linked).rename(tmp_path / "elsewhere")
    (folder_of(journal) / linked).symlink_to(tmp_path / "elsewhere")
    (folder_of(journal) / "Secret plan of Ann Example.docx").write_bytes(b"good")
    (folder_of(journal) / f".{good}.part").write_bytes(b"go")
    done = made(back_up(journal, target))
    assert done.attachments == Copied(1, (bad,))
    assert everything(folder_of(target)) == {good: b"good"}
    assert "Ann" not in repr(done)


def test_an_attachment_erased_meanwhile_is_none(
    journal: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(journal, b"one", b"two")
    real = attachment_folder.files_in

    def shrinking(folder: Path) -> Iterator[Path]:
        for path in list(real(folder)):
            path.unlink()
            yield path

    monkeypatch.setattr(attachment_folder, "files_in", shrinking)
    assert made(back_up(journal, target)).attachments == Copied(0, ())


def test_replacing_takes_away_what_is_no_longer_there(journal: Path, target: Path) -> None:
    attach(journal, b"one", b"two")
    made(back_up(journal, target))
    assert back_up(journal, target) == NoBackup(Refused.EXISTS)
    shutil.rmtree(folder_of(journal))
    (three,) = attach(journal, b"three")
    made(back_up(journal, target, replace=True))
    assert everything(folder_of(target)) == {three: b"three"}
    shutil.rmtree(folder_of(journal))
    made(back_up(journal, target, replace=True))
    assert [path.name for path in target.parent.iterdir()] == ["monday.db"]


# Refusals -----------------------------------------------------------------------------------------


def refused(journal: Path, target: Path, *, replace: bool = True) -> NoBackup:
    """A refusal; nothing that there was has changed, and nothing is new."""
    top = journal.parent.parent
    before = everything(top), sorted(top.rglob("*"))
    found = back_up(journal, target, replace=replace)
    assert isinstance(found, NoBackup), found
    assert (everything(top), sorted(top.rglob("*"))) == before
    return found


def test_what_is_there_stays(journal: Path, target: Path) -> None:
    target.write_text("my own")
    assert refused(journal, target, replace=False).why is Refused.EXISTS
    target.unlink()
    target.symlink_to("nowhere")
    assert refused(journal, target, replace=False).why is Refused.EXISTS
    target.unlink()
    folder_of(target).mkdir()
    assert refused(journal, target, replace=False).why is Refused.EXISTS


def test_not_the_journal_itself(journal: Path, target: Path) -> None:
    (journal.parent / "alias").symlink_to(journal)
    target.hardlink_to(journal)
    for name in ("", "-wal", "-shm", "-journal", ".lock"):
        assert refused(journal, journal.with_name(journal.name + name)).why is Refused.ITSELF
    assert refused(journal, journal.parent / "alias").why is Refused.ITSELF
    assert refused(journal, target).why is Refused.ITSELF
    roundabout = target.parent / ".." / "lib" / journal.name
    assert refused(journal, roundabout).why is Refused.ITSELF


def test_where_nothing_can_be(journal: Path, target: Path) -> None:
    assert refused(journal, target.parent).why is Refused.DIRECTORY
    assert refused(journal, target / "away.db").why is Refused.NO_FOLDER
    assert refused(journal, Path("/dev/null")).why is Refused.NOT_A_FILE


def test_a_name_that_somebody_uses(journal: Path, target: Path) -> None:
    """SQLite would play a log that it finds beside the backup into it."""
    made(back_up(journal, target))
    held = asyncio.run(left_behind(target))
    assert held.exists()
    assert refused(journal, target).why is Refused.IN_USE
    target.unlink()
    assert refused(journal, target, replace=False).why is Refused.IN_USE


async def left_behind(path: Path) -> Path:
    """The log of a process that was killed writing to `path`."""
    opened = await open_journal(path)
    assert isinstance(opened, SqliteJournal)
    await tell(opened, meeting="trust-8")
    log = path.with_name(path.name + "-wal")
    kept = log.read_bytes()
    await opened.close()
    log.write_bytes(kept)
    return log


def test_a_folder_of_something_else_is_not_replaced(journal: Path, target: Path) -> None:
    attach(journal, b"one")
    folder_of(target).mkdir()
    (folder_of(target) / "thesis.docx").write_text("the only copy")
    assert refused(journal, target).why is Refused.NOT_OURS
    shutil.rmtree(folder_of(target))
    folder_of(target).symlink_to(folder_of(journal))
    assert refused(journal, target).why is Refused.ITSELF
    folder_of(target).unlink()
    folder_of(target).write_text("a file")
    assert refused(journal, target).why is Refused.NOT_OURS


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", FaultKind.NOT_A_DATABASE),
        (b"Dear diary", FaultKind.NOT_A_DATABASE),
        (None, FaultKind.MISSING),
    ],
)
def test_what_is_no_journal(
    journal: Path, target: Path, content: bytes | None, why: FaultKind
) -> None:
    journal.unlink()
    if content is not None:
        journal.write_bytes(content)
    target.write_text("the last good one")
    assert refused(journal, target) == NoBackup(why)


def test_a_journal_that_does_not_verify_replaces_no_good_backup(
    journal: Path, target: Path
) -> None:
    made(back_up(journal, target))
    with raw(journal) as db:
        db.execute("UPDATE texts SET text = 'Secretive' WHERE meeting = 'trust-2' AND seq = 9")
    found = refused(journal, target)
    problem = Problem("texts", "trust-2", 9, "words", Wrong.TEXT_ALTERED)
    assert found == NoBackup(Refused.UNSOUND, problem=problem)


def test_a_newer_and_a_damaged_journal(journal: Path, target: Path) -> None:
    with raw(journal) as db:
        db.execute("PRAGMA user_version = 999")
    assert refused(journal, target).why is FaultKind.NEWER
    with raw(journal) as db:
        db.execute("PRAGMA user_version = 3")
    size = journal.stat().st_size
    with journal.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x99" * (size - 4096))
    assert refused(journal, target).why is FaultKind.DAMAGED


def test_a_full_disk(journal: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target.write_text("the last good one")
    real = sqlite3.connect

    def small(path: Path, **options: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(path, **options)  # type: ignore[call-overload]
        if str(path).endswith(".part"):
            connection.execute("PRAGMA max_page_count = 3")
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", small)
        assert refused(journal, target).why is Refused.FULL

    def full(*_: object) -> Copied:
        raise OSError(28, "No space left on device")

    attach(journal, b"one")
    monkeypatch.setattr(journal_backup, "copy_folder", full)
    assert refused(journal, target) == NoBackup(Refused.FULL, "No space left on device")


CAN_MOUNT = (
    subprocess.run(
        ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=64k none /mnt"],
        capture_output=True,
        check=False,
    ).returncode
    == 0
    if shutil.which("unshare")
    else False
)


@pytest.mark.skipif(not CAN_MOUNT, reason="this system lets nobody mount a small disk of their own")
def test_a_disk_that_is_really_full(journal: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    script = (
        f"mount -t tmpfs -o size=64k none {small}; echo mine > {small}/monday.db;"
        f" {sys.executable} -m bot backup {small}/monday.db --force --db {journal};"
        f" echo $?; cat {small}/monday.db; ls -A {small}"
    )
    told = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["1", "mine", "monday.db"]
    assert (
        told.stderr == f"cochair: {small}/monday.db: the disk is full; nothing was left behind.\n"
    )


@pytest.mark.parametrize("step", ["database", "attachments", "names"])
@pytest.mark.parametrize("replace", [True, False])
@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), KeyboardInterrupt()])
def test_whatever_fails_leaves_everything_as_it_was(
    journal: Path,
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    replace: bool,
    error: BaseException,
) -> None:
    attach(journal, b"old")
    if replace:
        made(back_up(journal, target))
    attach(journal, b"new")
    top = journal.parent.parent
    before = everything(top), sorted(top.rglob("*"))

    def fail(*_: object) -> None:
        raise error

    match step:
        case "database":
            monkeypatch.setattr(journal_backup, "_without_log", fail)
        case "attachments":
            monkeypatch.setattr(os, "fsync", fail)
        case "names":
            monkeypatch.setattr(journal_backup, "_name", fail)
            monkeypatch.setattr(Path, "replace", fail)
    if isinstance(error, KeyboardInterrupt):
        with pytest.raises(KeyboardInterrupt):
            back_up(journal, target, replace=replace)
    else:
        found = back_up(journal, target, replace=replace)
        assert found == NoBackup(Refused.UNWRITABLE, "Input/output error")
    assert (everything(top), sorted(top.rglob("*"))) == before


def test_a_name_that_was_taken_meanwhile_is_left_alone(
    journal: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(path: Path) -> object:
        target.write_text("somebody else's")
        return verify(path)

    monkeypatch.setattr("bot.journal.journal_backup.verify", late)
    attach(journal, b"one")
    assert back_up(journal, target) == NoBackup(Refused.EXISTS)
    assert everything(target.parent) == {"monday.db": b"somebody else's"}
    assert list(target.parent.iterdir()) == [target]


def test_without_hard_links_too(
    journal: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", none)
    made(back_up(journal, target))
    assert verify(target).sound
    assert list(target.parent.iterdir()) == [target]
    (target.parent / "draft").write_text("x")
    with pytest.raises(FileExistsError):
        journal_backup._name(target.parent / "draft", target)


def test_a_folder_that_cannot_be_written(journal: Path, target: Path) -> None:
    target.parent.chmod(0o500)
    try:
        if os.access(target.parent, os.W_OK):
            pytest.skip("whoever runs the tests may write everywhere")
        assert refused(journal, target, replace=False).why is Refused.UNWRITABLE
    finally:
        target.parent.chmod(0o700)


def test_the_story_is_long_enough_to_be_copied_in_steps(journal: Path) -> None:
    assert len(STORY) > 10 and journal.stat().st_size > 20 * 4096
