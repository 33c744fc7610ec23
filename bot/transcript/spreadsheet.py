"""Tables as CSV that spreadsheets open as they were meant: texts, numbers and dates, each as such.

CSV has no types, and a spreadsheet guesses them by its own language. So what parts the cells and the
sign before decimals go together, and follow the language; a moment is written 2031-05-14 08:00:05, of
which no language turns day and month about; and a text that would be taken for a formula, a number, a
date or a truth value begins with an apostrophe. The file may be opened under the other language, which
breaks its lines apart at every other separator and line end: what would begin a formula there gets an
apostrophe too.

RFC 4180 in UTF-8, a cell in quotes wherever any of the separators stands in it, marks that show nothing
printed as numbers. What must not live here: which tables there are, and what stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from babel import Locale
from babel.numbers import get_decimal_symbol

from bot.transcript.marks import visible

BOM = "\ufeff"
"""What some spreadsheets need at the beginning of a file to read it as UTF-8."""


class Separator(StrEnum):
    """What parts the cells. Decimals have a point with commas, and a comma with semicolons."""

    COMMA = "comma"
    SEMICOLON = "semicolon"


Cell = str | int | float | date | datetime | None
"""`datetime`: in UTC, of which whole seconds are written."""

_SIGN = {Separator.COMMA: ",", Separator.SEMICOLON: ";"}
_SEPARATES = re.compile(r'[,;\t"\r\n]')

# Signs of Excel's and LibreOffice's formulas, of their errors, and what East Asian keyboards have for
# them. Quotes fall away where a cell is broken apart.
_SIGNS = "=+\\-@#\uff1d\uff0b\uff0d\uff20"
_FORMULA = re.compile(rf"""["\s]*[{_SIGNS}]|[\t\r\n]""")
_FORMULA_INSIDE = re.compile(rf"""(?<=[,;\t\r\n])((?:"|[^\S\t\r\n])*)(?=[{_SIGNS}])""")

_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_TRUTH = frozenset({"true", "false", "истина", "ложь"})
_DATED_IN = ("en", "ru")
"""The languages in which a date or a sum of money is looked for."""
_AFTER_A_DIGIT = frozenset(
    {"a", "am", "p", "pm", "e", "t", "z", "г", "гг", "р", "руб", "rub", "usd", "eur"}
)
"""Letters within times, powers of ten, years and sums of money."""
_SHORTEST = 3
"""How far the name of a month is shortened at most."""


def usual(language: str) -> Separator:
    """What a spreadsheet set to the language expects."""
    return Separator.SEMICOLON if get_decimal_symbol(language) == "," else Separator.COMMA


def written(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Cell]],
    separator: Separator = Separator.COMMA,
    *,
    bom: bool = True,
) -> str:
    """The table, its columns named in the first line."""
    lines: list[Iterable[str]] = [columns]
    lines += [[_cell(row.get(column), separator) for column in columns] for row in rows]
    between = _SIGN[separator]
    text = "".join(between.join(map(_quoted, line)) + "\r\n" for line in lines)
    return f"{BOM}{text}" if bom else text


def safe(text: str) -> str:
    """The text as a cell that stays text: an apostrophe stands before whatever a spreadsheet would
    calculate or take for something else. No text is changed otherwise."""
    inside = _FORMULA_INSIDE.sub(r"\1'", text)
    return f"'{inside}" if _FORMULA.match(text) or _is_value(text) else inside


def _is_value(text: str) -> bool:
    """Whether a spreadsheet may take the text for a number, a date, a sum or a truth value."""
    if text.strip().casefold() in _TRUTH:
        return True
    digit = _DIGIT.search(text)
    if digit is None or text.startswith("'"):
        return False
    return all(
        (word.start() > digit.start() and word.group().lower() in _AFTER_A_DIGIT)
        or _is_dated(word.group().lower())
        for word in _LETTERS.finditer(text)
    )


def _is_dated(word: str) -> bool:
    return len(word) >= _SHORTEST and any(name.startswith(word) for name in _calendar())


@cache
def _calendar() -> frozenset[str]:
    """The months and days of the week, in full; they are shortened as anybody likes."""
    return frozenset(
        name.lower()
        for locale in map(Locale.parse, _DATED_IN)
        for names in (locale.months, locale.days)
        for form in ("format", "stand-alone")
        for name in names[form]["wide"].values()
    )


def _cell(value: Cell, separator: Separator) -> str:
    match value:
        case None:
            return ""
        case str():
            return safe(visible(value))
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S}"
        case date():
            return value.isoformat()
    number = str(int(value)) if value == int(value) else str(value)
    return number.replace(".", ",") if separator is Separator.SEMICOLON else number


def _quoted(cell: str) -> str:
    """In quotes wherever any spreadsheet might part it: LibreOffice offers all separators at once."""
    if not _SEPARATES.search(cell):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'
