"""The format page, the code and a checker that shares nothing with it say the same."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.journal.chain import genesis, row_bytes, row_hash, text_digest
from bot.journal.codec import digests
from bot.journal.journal_files import APPLICATION_ID
from bot.journal.sqlite import SqliteJournal, open_journal
from tests.journal.dumps import raw
from tests.journal.examples import tell
from tests.journal.forging import erase_by_hand

PAGE = (Path(__file__).parents[2] / "docs" / "journal-format.md").read_text("utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found, language
    return found[1]


def the_pages_checker() -> Callable[[sqlite3.Connection], str | None]:
    names: dict[str, Callable[[sqlite3.Connection], str | None]] = {"__name__": lambda _: None}
    exec(block("python"), names)  # our own page
    return names["check"]


def test_the_worked_example_holds() -> None:
    example = json.loads(block("json"))
    texts = {(row["seq"], row["field"]): row for row in example["texts"]}
    prev = genesis(b"trust-1")
    for seq, row in enumerate(example["events"], start=1):
        assert row["seq"] == seq
        assert row["prev_hash"] == prev.hex()
        prev = row_hash(
            prev,
            row["meeting"].encode(),
            seq,
            row["at"],
            row["kind"].encode(),
            row["version"],
            None if row["actor"] is None else row["actor"].encode(),
            row["payload"].encode(),
        )
        assert row["hash"] == prev.hex()
        for field, digest in digests(json.loads(row["payload"])).items():
            text = texts.pop((seq, field))
            assert text_digest(bytes.fromhex(text["salt"]), text["text"].encode()) == digest
    assert not texts


def test_the_bytes_that_the_page_shows_are_the_bytes() -> None:
    row = json.loads(block("json"))["events"][1]
    prev = bytes.fromhex(row["prev_hash"])
    shown = PAGE.strip().splitlines()[-1].strip().encode().replace(b"<32 bytes>", prev)
    assert shown == row_bytes(
        prev, b"trust-1", 2, row["at"], row["kind"].encode(), 1, None, row["payload"].encode()
    )
    assert f"0x{APPLICATION_ID:X}" in PAGE


async def test_the_pages_checker_agrees(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    await tell(journal)
    await tell(journal, meeting="trust-2")
    await journal.close()
    erase_by_hand(path, "trust-1", [(9, "words")], 77_000)
    check = the_pages_checker()
    with raw(path) as db:
        assert check(db) is None
        db.execute("UPDATE texts SET text = text || '!' WHERE meeting = 'trust-2' AND seq = 10")
        assert check(db) == "trust-2 #10"


Row = tuple[bytes, bytes, int, int, bytes, int, bytes | None, bytes]
rows: st.SearchStrategy[Row] = st.tuples(
    st.binary(min_size=32, max_size=32),
    st.binary(max_size=4),
    st.integers(1, 99),
    st.integers(0, 99),
    st.binary(max_size=4),
    st.integers(1, 99),
    st.none() | st.binary(max_size=4),
    st.binary(max_size=4),
)


@given(rows, rows)
def test_different_rows_are_different_bytes(one: Row, two: Row) -> None:
    assert (row_bytes(*one) == row_bytes(*two)) == (one == two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ((b"ab", b"c"), (b"a", b"bc")),
        ((b"a", b""), (b"", b"a")),
        ((b"1:a", b""), (b"1", b"a:")),
    ],
)
def test_fields_cannot_run_into_each_other(
    one: tuple[bytes, bytes], two: tuple[bytes, bytes]
) -> None:
    prev = bytes(32)
    assert row_bytes(prev, one[0], 1, 1, one[1], 1, None, b"") != row_bytes(
        prev, two[0], 1, 1, two[1], 1, None, b""
    )
    assert row_bytes(prev, b"m", 1, 1, b"k", 1, None, b"") != row_bytes(
        prev, b"m", 1, 1, b"k", 1, b"", b""
    )
    assert genesis(one[0]) != genesis(two[0])
