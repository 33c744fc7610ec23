"""The two tables: which rows and cells there are. How cells are written is tried in test_spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.procedure import events as ev
from bot.procedure.values import Words
from bot.transcript.as_csv import FLOOR_COLUMNS, TURN_COLUMNS, floor_csv, turns_csv
from bot.transcript.attribution.by_side import by_side
from bot.transcript.attribution.chatham_house import chatham_house
from bot.transcript.build import build
from bot.transcript.labels import labels
from bot.transcript.marks import visible
from bot.transcript.spreadsheet import BOM, Separator
from tests.transcript.sample import sample

T = build(sample(), head="c0ffee")


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=delimiter))


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
    russian = rows(turns_csv(T, language="ru"), ";")
    assert russian[0]["side_name"] == "Восточный берег"
    assert [row["words"] for row in russian] == [row["words"] for row in found]


def test_the_separator_is_that_of_the_language_or_the_one_that_was_chosen() -> None:
    turns = (replace(T.turns[0], used=12_345), *T.turns[1:])
    told = replace(T, turns=turns)
    for language, separator, delimiter, used in (
        ("en", None, ",", "12.345"),
        ("ru", None, ";", "12,345"),
        ("en", Separator.SEMICOLON, ";", "12,345"),
        ("ru", Separator.COMMA, ",", "12.345"),
    ):
        found = rows(turns_csv(told, language=language, separator=separator), delimiter)
        assert found[0]["used_s"] == used
        floor = rows(floor_csv(told, language=language, separator=separator), delimiter)
        assert list(floor[0]) == list(FLOOR_COLUMNS)


def test_moments_are_in_utc_and_since_the_opening() -> None:
    first = rows(turns_csv(T))[0]
    assert (first["date"], first["from_utc"], first["to_utc"]) == (
        "2031-03-14",
        "2031-03-14 08:04:15",
        "2031-03-14 08:05:15",
    )
    assert (first["from_s"], first["to_s"]) == ("5", "65")


def test_a_rule_that_rounds_moments_tells_no_date() -> None:
    told = chatham_house(T, labels("en"), bytes(range(32))).transcript
    for row in rows(turns_csv(told)):
        assert (row["date"], row["from_utc"], row["to_utc"]) == ("", "", "")
        assert int(row["from_s"]) % 300 == 0 == int(row["to_s"]) % 300


def test_an_id_is_a_name_under_every_rule() -> None:
    """So it stays text: of a number of nineteen digits a spreadsheet keeps fifteen."""
    person = "1456074443980800015"
    members = (replace(T.members[0], person=person), *T.members[1:])
    turns = tuple(replace(t, person=person if t.person == "p1" else t.person) for t in T.turns)
    told = replace(T, members=members, turns=turns)
    assert rows(turns_csv(told))[0]["person"] == f"person-{person}"
    for rule in (by_side, chatham_house):
        made = rule(told, labels("en"), bytes(range(32))).transcript
        assert re.fullmatch("person-[0-9a-f]{12}", rows(turns_csv(made))[0]["person"])


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


def test_lines_end_as_the_standard_says_and_the_mark_can_be_left_out() -> None:
    for table in (turns_csv, floor_csv):
        assert table(T).endswith("\r\n")
        assert table(T) == BOM + table(T, bom=False)


def test_every_row_says_which_rule_and_whether_the_meeting_is_over() -> None:
    for text in (turns_csv(build(sample(closed=False))), floor_csv(build(sample(closed=False)))):
        assert {(row["attribution"], row["status"]) for row in rows(text)} == {
            ("full-record", "open")
        }


@given(st.text(alphabet="=+-@\t\r\n \"',;\u202e\x00a1", max_size=20) | st.text(max_size=40))
@example("=HYPERLINK(1)")
@example('a"b\r\nc,d')
def test_what_people_typed_comes_back_but_for_apostrophes(text: str) -> None:
    told = build(
        [
            replace(record, event=replace(record.event, words=Words(text)))
            if isinstance(record.event, ev.ContributionMade) and record.event.turn == 12
            else record
            for record in sample()
        ]
    )
    cell = next(row for row in rows(turns_csv(told)) if row["turn"] == "12")["words"]
    assert cell.replace("'", "") == visible(text).replace("'", "")
    assert cell.lstrip()[:1] not in tuple("=+-@＝＋－＠")


def test_where_nobody_needs_the_floor_a_message_is_a_row() -> None:
    records = [
        replace(record, event=replace(record.event, turn=None))
        if isinstance(record.event, ev.ContributionMade) and record.event.turn == 12
        else record
        for record in sample()
    ]
    (post,) = [row for row in rows(turns_csv(build(records))) if row["kind"] == "post"]
    assert post["turn"] == "" and post["words"].startswith("Спасибо всем.")
