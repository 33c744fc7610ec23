"""The tables are what RFC 4180 says, and no cell of them is a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.procedure import events as ev
from bot.procedure.values import Words
from bot.transcript.as_csv import BOM, FLOOR_COLUMNS, TURN_COLUMNS, floor_csv, safe, turns_csv
from bot.transcript.build import build
from bot.transcript.marks import visible
from tests.transcript.sample import sample

T = build(sample(), head="c0ffee")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_to_a_turn_with_its_words() -> None:
    found = rows(turns_csv(T))
    assert [row["turn"] for row in found] == [str(turn.number) for turn in T.turns]
    assert list(found[0]) == list(TURN_COLUMNS)
    first = found[0]
    assert (first["person"], first["name"], first["side_name"]) == (
        "p1",
        "Ada Lanternwright",
        "East Shore",
    )
    assert (first["used_s"], first["limit_s"], first["ended"]) == ("60", "120", "yielded")
    assert first["words"].startswith("Welcome back.")
    assert "SECRET" not in turns_csv(T)
    assert rows(turns_csv(T, language="ru"))[0]["side_name"] == "Восточный берег"


def test_lengths_are_exact() -> None:
    turns = (replace(T.turns[0], used=12_345_678, limit=None), *T.turns[1:])
    row = rows(turns_csv(replace(T, turns=turns)))[0]
    assert (row["used_s"], row["limit_s"], row["over_s"]) == ("12345.678", "", "0")


def test_floor_time_adds_up() -> None:
    found = rows(floor_csv(T))
    assert list(found[0]) == list(FLOOR_COLUMNS)
    by = {
        of: sum(float(row["used_s"]) for row in found if row["of"] == of)
        for of in ("side", "person", "interpretation", "idle", "breaks")
    }
    assert by["side"] == by["person"] == T.floor.total / 1000
    whole = by["side"] + by["interpretation"] + by["idle"] + by["breaks"]
    assert whole == pytest.approx(T.floor.length / 1000)
    assert sum(float(r["share_percent"]) for r in found if r["of"] == "side") == pytest.approx(100)


def test_lines_end_as_the_standard_says_and_the_mark_is_there_only_when_asked_for() -> None:
    for text in (turns_csv(T), floor_csv(T)):
        assert not text.startswith(BOM)
        assert text.endswith("\r\n")
    assert turns_csv(T, bom=True) == BOM + turns_csv(T)


def test_every_row_says_which_rule_and_whether_the_meeting_is_over() -> None:
    for text in (turns_csv(build(sample(closed=False))), floor_csv(build(sample(closed=False)))):
        assert {(row["attribution"], row["status"]) for row in rows(text)} == {
            ("full-record", "open")
        }


@settings(deadline=None)
@given(st.text(alphabet="=+-@\t\r\n \"',;\u202e\x00a1", max_size=20) | st.text(max_size=40))
@example("=HYPERLINK(1)")
@example(" \n=1+1")
@example('a"b\r\nc,d')
@example("＝1")
def test_what_people_typed_comes_back_and_is_no_formula(text: str) -> None:
    told = build(
        [
            replace(record, event=replace(record.event, words=Words(text)))
            if isinstance(record.event, ev.ContributionMade) and record.event.turn == 12
            else record
            for record in sample()
        ]
    )
    cell = next(row for row in rows(turns_csv(told)) if row["turn"] == "12")["words"]
    assert cell in (visible(text), f"'{visible(text)}")
    assert cell.lstrip()[:1] not in tuple("=+-@＝＋－＠")
    assert cell[:1] not in ("\t", "\r", "\n") and "\x00" not in cell


def test_what_is_harmless_stays_as_it_is() -> None:
    assert safe("a = b") == "a = b"
    assert safe("'=1") == "'=1"
    assert safe("") == ""


def test_where_nobody_needs_the_floor_a_message_is_a_row() -> None:
    records = [
        replace(record, event=replace(record.event, turn=None))
        if isinstance(record.event, ev.ContributionMade) and record.event.turn == 12
        else record
        for record in sample()
    ]
    (post,) = [row for row in rows(turns_csv(build(records))) if row["kind"] == "post"]
    assert post["turn"] == "" and post["words"].startswith("Спасибо всем.")
