"""A head as a line: written, read back, and found wherever it was kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.journal.heads import Head, find, heads_of, latest, parse
from bot.journal.port import Proven
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.journal.verification import verify
from tests.journal.dumps import raw
from tests.journal.examples import STORY, convened, tell
from tests.journal.forging import cut

A, B = "a1" * 32, "0f" * 32

heads = st.builds(
    Head,
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=12),
    st.integers(1, 10**17),
    st.binary(min_size=32, max_size=32).map(bytes.hex),
)
# What may stand around a head; nothing that the head could be taken to go on into.
around = st.text(st.characters(codec="utf-8", exclude_categories=["L", "N"]), max_size=20).map(
    lambda text: text.translate(dict.fromkeys(map(ord, "_.~%:-"), " "))
)


@given(heads)
def test_a_line_gives_the_head_that_it_was_made_of(head: Head) -> None:
    assert parse(head.line) == head
    assert parse(head.line.removeprefix("cochair:")) == head
    assert parse(head.line.replace(head.hash, head.hash.upper())) == head
    assert parse(head.hash) == Head(None, None, head.hash)
    assert head.line.isascii() and len(head.line.split()) == 1


@given(st.lists(st.tuples(around, heads)), around)
def test_every_head_in_a_text_is_found_once_and_in_order(
    parts: list[tuple[str, Head]], end: str
) -> None:
    text = "".join(f"{before}<{head.line}>" for before, head in parts) + end
    assert find(text) == tuple(dict.fromkeys(head for _, head in parts))
    assert find(text + text) == find(text)


@given(st.text(max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    assert all(len(head.hash) == 64 for head in find(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Posted on Monday: cochair:trust-3:412:{A}.", (Head("trust-3", 412, A),)),
        (f"`cochair:trust-3:412:{A}`", (Head("trust-3", 412, A),)),
        (f"  {A}  \nand\n{B}", (Head(None, None, A), Head(None, None, B))),
        (f"trust-3:412:{A}\r\n", (Head("trust-3", 412, A),)),
        (f"OK   trust-3: 412 events, head {A}", (Head("trust-3", 412, A),)),
        (
            f"OK   trust-3: 412 events, 2 texts erased on request, head {A}\n"
            f"BAD  trust-4: 9 events, head {B}",
            (Head("trust-3", 412, A),),
        ),
        (f"- Rules of the room (digest): `{A}`", ()),
        (f"cochair:trust-3:412:{A}b", ()),
        (f"cochair:trust-3:412:{A[:-1]}", ()),
        (f"cochair:trust-3:0:{A}", ()),
        (f"xcochair:trust-3:412:{A}", ()),
    ],
)
def test_where_a_head_may_stand(text: str, found: tuple[Head, ...]) -> None:
    assert find(text) == found


@pytest.mark.parametrize(
    "text", ["", "trust-3", f"trust-3:{A}", A[1:], A + "0", f"x cochair:a:1:{A}"]
)
def test_what_is_no_head(text: str) -> None:
    assert parse(text) is None


async def test_the_heads_of_a_journal_and_the_latest_meeting(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    await tell(journal, meeting="trust-2")
    await journal.append("trust-1", 0, 5_000, None, [convened()])
    await journal.close()
    report = verify(path)
    ends = {each.meeting: each.head for each in report.meetings}
    assert heads_of(report) == (
        Head("trust-1", 1, ends["trust-1"]),
        Head("trust-2", len(STORY), ends["trust-2"]),
    )
    assert latest(path, report) == "trust-1"
    with raw(path) as db:
        db.execute("UPDATE events SET at = 9 WHERE meeting = 'trust-1'")
    assert heads_of(verify(path)) == (Head("trust-2", len(STORY), ends["trust-2"]),)
    cut(path, "trust-1", 0)
    assert latest(path, verify(path)) == "trust-2"


async def test_a_journal_in_use_gives_a_meetings_head_while_its_chain_holds(
    tmp_path: Path,
) -> None:
    path = tmp_path / "cochair.db"
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    await tell(journal)
    await journal.append("trust-2", 0, 5, "101", [convened(2)])
    proofs = {
        each.meeting: Proven(each.events, each.head, tuple(wrong.seq for wrong in each.unlawful))
        for each in verify(path, course=True).meetings
    }
    assert await journal.proof("trust-1") == proofs["trust-1"]
    assert proofs["trust-1"].events == len(STORY)
    assert await journal.proof("trust-2") == proofs["trust-2"]
    with raw(path) as db:
        for (name,) in db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute("UPDATE events SET at = at + 1 WHERE meeting = 'trust-1' AND seq = 2")
        db.commit()
    assert await journal.proof("trust-1") is None
    assert await journal.proof("trust-2") == proofs["trust-2"], "another meeting's chain holds"
    await journal.close()
