"""Tables opened in LibreOffice itself, in English and in Russian: every cell is what it was meant as.

Skipped where no LibreOffice is installed (`apt-get install libreoffice-calc`); what the bytes must be
for this to hold is tried in `test_spreadsheet`, which always runs.
"""

from __future__ import annotations

import csv
import io
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import which

import pytest

from bot.procedure.events import ExportForm
from bot.transcript.build import build
from bot.transcript.document_forms import Telling
from bot.transcript.model import Transcript
from bot.transcript.render import render
from bot.transcript.spreadsheet import Separator, usual, written
from tests.transcript.sample import sample
from tests.transcript.values import KEPT, TAKEN

SOFFICE = which("soffice") or which("libreoffice")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice is installed here"),
]

LOCALES = {"en": "en-US", "ru": "ru-RU"}
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">\
<value>{locale}</value></prop></item>
</oor:items>
"""
OPTIONS = "CSV:44/59/9,34,76,1,,0,false,{detect}"
"""What stands in the dialogue of an opened CSV as it comes: comma, semicolon and tab are all ticked,
quotes, UTF-8, from the first line, the language of the settings, and quoted cells are no text. `detect`,
which one may tick: dates, times, percentages and the like are looked for."""

ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TABLE, TEXT = (ODF % each for each in ("office", "table", "text"))

IDS = ("1456074443980800015", "1456074443980800016")
"""Two of Discord's, alike in their first fifteen digits and more."""


@dataclass(frozen=True)
class Cell:
    """A cell as LibreOffice has it. `kind` is "string", "float", "date", or "" where it is empty."""

    kind: str
    value: str


@dataclass(frozen=True)
class Opened:
    """Tables under the settings of a language, by their names: a row to a mapping of its cells."""

    language: str
    detect: bool
    tables: Mapping[str, list[dict[str, Cell]]]


def told() -> Transcript:
    """The sample with lengths to the millisecond, and two of its people under ids of Discord's."""
    ids = dict(zip(("p1", "p2"), IDS, strict=True))
    t = build(sample(), head="c0ffee")
    return replace(
        t,
        members=tuple(replace(m, person=ids.get(m.person, m.person)) for m in t.members),
        turns=tuple(
            replace(turn, person=ids.get(turn.person, turn.person), used=turn.used + 345)
            for turn in t.turns
        ),
    )


TEXTS = [text for text in (*TAKEN, *KEPT) if text.strip()]


def tables(language: str) -> Mapping[str, bytes]:
    """All that is opened in a language: its own tables, texts parted in either way, and how it was."""
    other = ";" if usual(language) is Separator.COMMA else ","
    decimal = "0,5" if usual(language) is Separator.COMMA else "0.5"
    texts = {
        separator: written(
            ["before", "text"], [{"before": "x", "text": text} for text in TEXTS], separator
        )
        for separator in Separator
    }
    return {
        "turns": render(told(), Telling(ExportForm.CSV_TURNS, language)),
        "floor": render(told(), Telling(ExportForm.CSV_FLOOR, language)),
        **{str(separator): text.encode() for separator, text in texts.items()},
        "before": f'id{other}share\r\n{IDS[0]}{other}"{decimal}"\r\n'.encode(),
    }


@pytest.fixture(
    scope="session",
    params=[(language, detect) for language in LOCALES for detect in (False, True)],
    ids=["en", "en, detecting", "ru", "ru, detecting"],
)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    language, detect = request.param
    folder = tmp_path_factory.mktemp("tables")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        SETTINGS.format(locale=LOCALES[language]), encoding="utf-8"
    )
    made = tables(language)
    for name, data in made.items():
        (folder / f"{name}.csv").write_bytes(data)
    assert SOFFICE is not None
    done = subprocess.run(
        [
            *(SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless"),
            f"--infilter={OPTIONS.format(detect=str(detect).lower())}",
            *("--convert-to", "fods", "--outdir", folder),
            *(folder / f"{name}.csv" for name in made),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Opened(language, detect, {n: list(rows_of(folder / f"{n}.fods")) for n in made})


def rows_of(path: Path) -> Iterator[dict[str, Cell]]:
    rows = [list(cells_of(row)) for row in ET.parse(path).iter(f"{TABLE}table-row")]
    names = [cell.value for cell in rows[0] if cell.kind]
    for row in rows[1:]:
        if any(cell.kind for cell in row):
            padded = [*row[: len(names)], *[Cell("", "")] * (len(names) - len(row))]
            yield dict(zip(names, padded, strict=True))


def cells_of(row: ET.Element) -> Iterator[Cell]:
    for cell in row:
        assert cell.get(f"{TABLE}formula") is None, "a formula"
        kind = cell.get(f"{OFFICE}value-type", "")
        values = (cell.get(f"{OFFICE}{name}") for name in ("value", "date-value", "time-value"))
        text = "\n".join("".join(p.itertext()) for p in cell.findall(f"{TEXT}p"))
        repeated = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        # The last one stands for all the columns to the right.
        yield from [Cell(kind, next(filter(None, values), text))] * min(repeated, 100)


def test_turns(opened: Opened) -> None:
    rows, turns = opened.tables["turns"], told().turns
    people = [row["person"] for row in rows]
    assert {person.kind for person in people} == {"string"}
    assert {f"person-{each}" for each in IDS} < {person.value for person in people}
    moments = ("from_utc", "to_utc")
    for row, turn in zip(rows, turns, strict=True):
        for name in ("attribution", "meeting", "name", "side", "side_name", "kind", "words"):
            assert row[name].kind in ("string", ""), (name, row[name])
        assert row["turn"] == Cell("float", str(turn.number))
        assert row["used_s"] == Cell("float", str(turn.used / 1000))
        assert row["date"] == Cell("date", "2031-03-14")
        assert row["from_s"].kind == "float"
        assert {row[name].kind for name in moments} == {"date" if opened.detect else "string"}
        assert all(row[name].value.startswith("2031-03-14") for name in moments)
    side = {"en": "East Shore", "ru": "Восточный берег"}[opened.language]
    assert rows[0]["side_name"].value == side
    assert rows[1]["words"].value.startswith("Добрый день. Предлагаю говорить")


def test_floor_time_adds_up_in_the_spreadsheet(opened: Opened) -> None:
    rows = [row for row in opened.tables["floor"] if row["of"].value == "person"]
    shares = [row["share_percent"] for row in rows]
    assert {share.kind for share in shares} == {"float"}
    assert any("." in share.value for share in shares), "there are decimals to be read"
    assert sum(float(share.value) for share in shares) == pytest.approx(100, abs=0.5)


@pytest.mark.parametrize("separator", Separator)
def test_texts_stay_texts_however_they_are_parted(opened: Opened, separator: Separator) -> None:
    table = tables(opened.language)[separator].decode("utf-8-sig")
    delimiter = ";" if separator is Separator.SEMICOLON else ","
    (_, *expected) = csv.reader(io.StringIO(table, newline=""), delimiter=delimiter)
    found = [row["text"] for row in opened.tables[separator]]
    assert {cell.kind for cell in found} == {"string"}
    # What a paragraph of the format does with blanks is not ours.
    assert ["".join(cell.value.split()) for cell in found] == [
        "".join(text.split()) for _, text in expected
    ]


def test_what_was_wrong_would_be_found(opened: Opened) -> None:
    """Ids as they were, and decimals of the other language."""
    (row,) = opened.tables["before"]
    assert row["id"] == Cell("float", "1.4560744439808E+018")
    assert row["share"].kind == "string"
