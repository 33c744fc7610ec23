"""`cochair attachments`: each file under its digest, and what is missing is named."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import pytest

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from bot.procedure.events import FileKept
from bot.procedure.values import ERASED, Words
from tests.cli.shell import cochair
from tests.journal.examples import STORY

PLAN = b"%PDF-1.7 the plan of the quay"
NOTE = "записка".encode()
NAME = "Ann-Example-plan.pdf"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def filed(journal: Path) -> Path:
    """The journal with two attachments, one of them twice, and an erased one."""

    async def write() -> None:
        made = await open_journal(journal)
        assert not isinstance(made, JournalFault)
        kept = [(PLAN, "application/pdf"), (NOTE, "text/plain"), (PLAN, "application/pdf")]
        events = [
            FileKept(
                "9001", i, "101", Words(NAME), Words(await made.keep_file(data)), len(data), kind
            )
            for i, (data, kind) in enumerate(kept, 1)
        ]
        erased = FileKept("9001", 4, "101", ERASED, ERASED, 7, "image/png")
        await made.append("trust-1", len(STORY), 90_000, "101", [*events, erased])
        await made.close()

    asyncio.run(write())
    return journal


def test_every_file_is_written_once_under_its_digest(filed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for _ in range(2):
        told = cochair("attachments", "last", "-o", out)
        assert (told.exit_code, told.stderr) == (0, "")
    found = {path.name: path.read_bytes() for path in out.iterdir()}
    assert found == {f"{digest(PLAN)}.pdf": PLAN, f"{digest(NOTE)}.txt": NOTE}
    named = [Path(line).name for line in told.stdout.splitlines()]
    assert named == [f"{digest(PLAN)}.pdf", f"{digest(NOTE)}.txt"]
    assert "Ann" not in told.stdout


def test_one_that_is_gone_or_altered_is_named(filed: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    store = filed.with_name("cochair.db.files")
    (store / digest(PLAN)[:2] / digest(PLAN)).unlink()
    (store / digest(NOTE)[:2] / digest(NOTE)).write_bytes(b"another note")
    told = cochair("attachments", "last", "-o", tmp_path / "out")
    assert told.exit_code == 1
    assert digest(PLAN) in told.stderr and digest(NOTE) in told.stderr
    assert not list((tmp_path / "out").iterdir())


def test_nothing_is_written_over(filed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / f"{digest(PLAN)}.pdf").write_bytes(b"mine")
    told = cochair("attachments", "last", "-o", out)
    assert told.exit_code == 1
    assert (out / f"{digest(PLAN)}.pdf").read_bytes() == b"mine"


def test_a_folder_that_is_not_there_is_not_made(filed: Path, tmp_path: Path) -> None:
    told = cochair("attachments", "last", "-o", tmp_path / "nowhere")
    assert told.exit_code == 2
    assert not (tmp_path / "nowhere").exists()


def test_a_meeting_without_any_says_so(journal: Path, tmp_path: Path) -> None:
    told = cochair("attachments", "last", "-o", tmp_path)
    assert told.exit_code == 0
    assert "no attachments" in told.stderr
