"""Cells as a spreadsheet will read them: nothing is calculated, nothing is taken for something else."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.transcript.spreadsheet import BOM, Cell, Separator, safe, usual, written
from tests.transcript.values import KEPT, TAKEN

SIGN = {Separator.COMMA: ",", Separator.SEMICOLON: ";"}
SEPARATORS = pytest.mark.parametrize("separator", Separator)


def read(text: str, separator: Separator) -> list[list[str]]:
    assert text.startswith(BOM)
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=SIGN[separator]))


def lines(separator: Separator, *cells: Cell) -> str:
    return written(["cell"], [{"cell": cell} for cell in cells], separator)


def test_a_language_has_its_separator_by_its_decimals() -> None:
    found = {language: usual(language) for language in ("en", "ru", "de", "uk", "ja")}
    assert found == {
        "en": Separator.COMMA,
        "ru": Separator.SEMICOLON,
        "de": Separator.SEMICOLON,
        "uk": Separator.SEMICOLON,
        "ja": Separator.COMMA,
    }


def test_numbers_and_moments_are_written_as_such() -> None:
    cells = (1, 0, 68.4, 12345.678, 2.0, None, date(2031, 3, 14), datetime(2031, 3, 14, 8, 0, 5))
    days = ["2031-03-14", "2031-03-14 08:00:05"]
    (_, *comma) = read(lines(Separator.COMMA, *cells), Separator.COMMA)
    assert [row[0] if row else "" for row in comma] == [
        *("1", "0", "68.4", "12345.678", "2", "", *days)
    ]
    (_, *semicolon) = read(lines(Separator.SEMICOLON, *cells), Separator.SEMICOLON)
    assert [row[0] if row else "" for row in semicolon] == [
        *("1", "0", "68,4", "12345,678", "2", "", *days)
    ]


@SEPARATORS
def test_a_cell_is_in_quotes_wherever_any_separator_stands_in_it(separator: Separator) -> None:
    """LibreOffice offers comma, semicolon and tab all at once."""
    cells = ("a,b", "a;b", "a\tb", "a\nb", 'a"b', "plain")
    text = lines(separator, *cells)
    assert text == (BOM + 'cell\r\n"a,b"\r\n"a;b"\r\n"a\tb"\r\n"a\nb"\r\n"a""b"\r\nplain\r\n')
    assert lines(Separator.SEMICOLON, 0.5) == f'{BOM}cell\r\n"0,5"\r\n'


def test_without_the_mark_when_it_is_not_wanted() -> None:
    assert written(["cell"], [], bom=False) == "cell\r\n"


@pytest.mark.parametrize("text", TAKEN)
def test_what_would_be_taken_for_something_else_has_an_apostrophe(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", KEPT)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


def test_only_apostrophes_come_into_a_text() -> None:
    text = 'Bread,=1+1; \t@x\n- a\n - b;"=2" and ＝3, not a=b nor x-y'
    assert safe(text) == "Bread,'=1+1; \t'@x\n'- a\n '- b;\"'=2\" and ＝3, not a=b nor x-y"


HOSTILE = st.text(alphabet="=+-@#\t\r\n \xa0\"',;a1\u202e\x00＝＠", max_size=20) | st.text(
    max_size=40
)


@SEPARATORS
@given(HOSTILE)
@example("=HYPERLINK(1)")
@example("a;=1+1")
@example("a\n=1+1")
@example('a;"=1+1')
def test_under_no_separator_does_a_cell_begin_as_a_formula(separator: Separator, text: str) -> None:
    table = written(["a", "b"], [{"a": "x", "b": text}], separator, bom=False)
    for piece in re.split(r"[,;\t\r\n]", table):
        assert piece.strip(' "\xa0')[:1] not in tuple("=+-@#＝＋－＠")
    ((_, cell),) = list(csv.reader(io.StringIO(table, newline=""), delimiter=SIGN[separator]))[1:]
    assert cell[:1] not in tuple("\t\r\n") and "\x00" not in cell
