"""Whatever becomes of a journal, a head that was kept elsewhere tells; while it only grows, it holds."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.data import catalogue_folders
from bot.journal.heads import Head, heads_of
from bot.journal.kept_heads import MOST_BYTES, HeadFinding, HeadStanding, NoHead, against, heads_in
from bot.journal.port import FaultKind
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.journal.verification import verify
from bot.procedure.events import Recorded
from bot.transcript.as_html import render_html
from bot.transcript.as_json import render_json
from bot.transcript.as_markdown import render_markdown
from bot.transcript.build import build
from tests.journal.dumps import raw
from tests.journal.examples import STORY, said, tell
from tests.journal.forging import cut, rewrite

N = len(STORY)
LOCALES = catalogue_folders()


async def write(path: Path) -> None:
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    await tell(journal)
    await tell(journal, meeting="trust-2")
    await journal.close()


@pytest.fixture(scope="module")
def journal_file() -> Iterator[Path]:
    """A sound journal that no test changes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cochair.db"
        asyncio.run(write(path))
        yield path


@pytest.fixture
def copy(journal_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(journal_file, tmp_path / "copy.db"))


def all_heads(path: Path) -> list[Head]:
    """The head that each event once was."""
    with raw(path) as db:
        rows = db.execute("SELECT meeting, seq, hash FROM events").fetchall()
    return [Head(meeting, seq, own.hex()) for meeting, seq, own in rows]


def bare(heads: list[Head]) -> list[Head]:
    return [Head(None, None, head.hash) for head in heads]


def standings(path: Path, heads: list[Head]) -> list[HeadStanding]:
    return [each.standing for each in against(path, verify(path), heads)]


def test_every_head_that_ever_was_is_held(journal_file: Path) -> None:
    heads = all_heads(journal_file)
    found = against(journal_file, verify(journal_file), heads)
    assert found == tuple(
        HeadFinding(head, HeadStanding.HELD, head.meeting, head.seq, N) for head in heads
    )
    assert [each.since for each in found] == [N - (head.seq or 0) for head in heads]
    for head, each in zip(
        heads, against(journal_file, verify(journal_file), bare(heads)), strict=True
    ):
        assert (each.standing, each.meeting, each.seq) == (
            HeadStanding.HELD,
            head.meeting,
            head.seq,
        )


async def test_it_is_held_while_the_journal_grows(copy: Path) -> None:
    heads = all_heads(copy)
    journal = await open_journal(copy)
    assert isinstance(journal, SqliteJournal)
    await journal.append("trust-1", N, 99_000, "101", [said("9999", "More.")])
    found = against(copy, verify(copy), heads)
    assert {each.standing for each in found} == {HeadStanding.HELD}
    assert [each.since for each in found if each.head.seq == N] == [1, 0]
    await journal.close()


@settings(max_examples=40, deadline=None)
@given(keep=st.integers(0, N - 1))
def test_a_meeting_cut_short_is_told_by_every_head_after_the_cut(
    journal_file: Path, keep: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(journal_file, Path(folder) / "copy.db"))
        heads = [head for head in all_heads(path) if head.meeting == "trust-1"]
        cut(path, "trust-1", keep)
        assert verify(path).sound, "no chain shows that its end is missing"
        gone = HeadStanding.CUT if keep else HeadStanding.GONE
        lost = [HeadStanding.HELD] * keep
        assert standings(path, heads) == lost + [gone] * (N - keep)
        assert standings(path, bare(heads)) == lost + [HeadStanding.UNKNOWN] * (N - keep)
        others = [head for head in all_heads(path) if head.meeting == "trust-2"]
        assert set(standings(path, others)) == {HeadStanding.HELD}


def test_a_meeting_written_anew_is_told_by_every_head(copy: Path) -> None:
    heads = [head for head in all_heads(copy) if head.meeting == "trust-1"]
    rewrite(copy, "trust-1")
    assert verify(copy).sound, "the forgery holds by itself"
    assert set(standings(copy, heads)) == {HeadStanding.OTHER}
    assert set(standings(copy, bare(heads))) == {HeadStanding.UNKNOWN}


def test_another_journal_is_another_one(copy: Path, tmp_path: Path) -> None:
    asyncio.run(write(tmp_path / "other.db"))
    # The same words with other salts; only the convening, which has none, is the same event.
    heads = [head for head in all_heads(tmp_path / "other.db") if head.seq != 1]
    assert set(standings(copy, heads)) == {HeadStanding.OTHER}


def test_a_head_after_the_bad_row_is_not_taken_for_good(copy: Path) -> None:
    heads = [head for head in all_heads(copy) if head.meeting == "trust-1"]
    with raw(copy) as db:
        db.execute("UPDATE events SET at = at + 1 WHERE meeting = 'trust-1' AND seq = 9")
    expected = [HeadStanding.HELD] * 8 + [HeadStanding.BROKEN] * (N - 8)
    assert standings(copy, heads) == expected
    assert standings(copy, bare(heads)) == expected


def test_a_row_copied_into_another_meeting_does_not_hide_the_good_one(copy: Path) -> None:
    heads = bare([head for head in all_heads(copy) if head.meeting == "trust-2"])
    with raw(copy) as db:
        db.execute(
            "INSERT INTO events SELECT 'a-1', seq, at, kind, version, actor, payload, prev_hash, hash"
            " FROM events WHERE meeting = 'trust-2'"
        )
    assert set(standings(copy, heads)) == {HeadStanding.HELD}


# What carries a head ------------------------------------------------------------------------------


HOSTILE = f'cochair:trust-1:3:{"ab" * 32}\n{"cd" * 32}\nid="record"> <footer id="record">'


@pytest.fixture(scope="module")
def records(journal_file: Path) -> tuple[Recorded, ...]:
    """The meeting, in which somebody also types what looks like a head."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cochair.db"

        async def talk() -> tuple[Recorded, ...]:
            journal = await open_journal(path)
            assert isinstance(journal, SqliteJournal)
            await tell(journal, (*STORY[:-2], said("1", HOSTILE), *STORY[-2:]))
            told = await journal.read("trust-1")
            await journal.close()
            return told

        return asyncio.run(talk())


@pytest.mark.parametrize("form", ["md", "html", "json"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_transcript_carries_its_head_and_no_other(
    records: tuple[Recorded, ...], tmp_path: Path, form: str, language: str
) -> None:
    told = build(records, head="5e" * 32)
    path = tmp_path / f"transcript.{form}"
    if form == "json":
        text = render_json(told)
    else:
        page = render_html if form == "html" else render_markdown
        text = page(told, language=language, locales=LOCALES)
    path.write_text(text, encoding="utf-8")
    head = Head("trust-1", len(records), "5e" * 32)
    assert told.head_line == head.line
    assert heads_in(path) == (head,)
    without = build(records)
    text = render_json(without) if form == "json" else page(without, locales=LOCALES)
    path.write_text(text, encoding="utf-8")
    assert heads_in(path) is NoHead.NONE_IN_IT


def test_a_transcript_of_before_the_line_carries_its_parts(
    records: tuple[Recorded, ...], tmp_path: Path
) -> None:
    document = json.loads(render_json(build(records, head="5e" * 32)))
    del document["record"]["head_line"]
    path = tmp_path / "old.json"
    path.write_text(json.dumps(document))
    assert heads_in(path) == (Head("trust-1", len(records), "5e" * 32),)


def test_another_journal_gives_all_its_heads(journal_file: Path) -> None:
    assert heads_in(journal_file) == heads_of(verify(journal_file))


LINE = Head("trust-1", 5, "ab" * 32)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "koi8-r"])
def test_a_text_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text(f"Протокол\n{LINE.line}\n", encoding=encoding)
    assert heads_in(path) == (LINE,)


def test_a_zipped_document(tmp_path: Path) -> None:
    path = tmp_path / "minutes.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{LINE.line}</w:t>" + " " * 10_000)
        archive.writestr("word/media/image1.png", b"\x89PNG")
    assert heads_in(path) == (LINE,)


def test_what_carries_no_head(tmp_path: Path, copy: Path) -> None:
    assert heads_in(tmp_path / "nowhere") is NoHead.MISSING
    assert heads_in(tmp_path) is NoHead.NOT_A_FILE
    assert heads_in(Path("/dev/null")) is NoHead.NOT_A_FILE
    text = tmp_path / "text"
    for content in (b"", b"{", b"[" * 100_000, b'{"format": "cochair-transcript"}', b"PK\x03\x04"):
        text.write_bytes(content)
        assert heads_in(text) is NoHead.NONE_IN_IT
    with text.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert heads_in(text) is NoHead.TOO_LONG
    with raw(copy) as db:
        db.execute("UPDATE events SET at = 1 WHERE seq = 3")
    assert heads_in(copy) is NoHead.UNSOUND
    with raw(copy) as db:
        db.execute("PRAGMA application_id = 1")
    assert heads_in(copy) is FaultKind.FOREIGN
