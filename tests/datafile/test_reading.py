"""A data file with something wrong gets faults that name file, line and field, and never raises."""

from __future__ import annotations

import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from bot.datafile import (
    LARGEST,
    Fault,
    FaultCode,
    FileModel,
    InLanguages,
    Key,
    Line,
    Misfit,
    read,
)
from bot.datafile.file_reading import parse
from bot.procedure.values import Localized


class Tone(StrEnum):
    LOCK = "lock"
    HOLD = "hold"


class Stop(FileModel):
    id: Key
    minutes: Annotated[int, Field(ge=1, le=240)]
    tone: Tone = Tone.LOCK


class Journey(FileModel):
    title: InLanguages[Line]
    stops: Annotated[tuple[Stop, ...], Field(min_length=1, max_length=3)]
    pace: float = 1.0
    guide: Stop | None = None
    notes: dict[str, Stop] = Field(default_factory=dict)

    def misfits(self) -> Iterator[Misfit]:
        for i, stop in enumerate(self.stops):
            if stop.id == "nowhere":
                yield Misfit(("stops", i, "id"), FaultCode.INVALID, "leads nowhere")


GOOD = """\
title = { en = "A walk", ru = "Прогулка" }

[[stops]]
id = "river"
minutes = 10

[[stops]]
id = "hill"
minutes = 20
tone = "hold"
"""


def faults(text: str) -> tuple[Fault, ...]:
    result = parse("walk.toml", text, Journey)
    assert isinstance(result, tuple)
    assert result
    return result


def only(text: str) -> Fault:
    (fault,) = faults(text)
    return fault


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "walk.toml"
    path.write_text(GOOD, encoding="utf-8")
    journey = read(path, Journey)
    assert isinstance(journey, Journey)
    assert journey.title.localized() == Localized.of(en="A walk", ru="Прогулка")
    assert [stop.tone for stop in journey.stops] == [Tone.LOCK, Tone.HOLD]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "minutes = 20",
            "mintues = 20",
            "9: stops[2].mintues: there is no such key here; did you mean `minutes`?",
        ),
        (
            "minutes = 20",
            "minutes = 20\nqqq = 1",
            "10: stops[2].qqq: there is no such key here; the keys are `id`, `minutes`, `tone`",
        ),
        ("minutes = 20\n", "", "7: stops[2].minutes: is missing"),
        ("minutes = 20", "minutes = 500", "9: stops[2].minutes: must be 240 or less, and is 500"),
        ("minutes = 20", "minutes = 0", "9: stops[2].minutes: must be 1 or more, and is 0"),
        (
            "minutes = 20",
            'minutes = "20"',
            "9: stops[2].minutes: must be a whole number, and is text",
        ),
        (
            "minutes = 20",
            "minutes = true",
            "9: stops[2].minutes: must be a whole number, and is true or false",
        ),
        (
            '"hold"',
            '"hodl"',
            '10: stops[2].tone: must be one of "lock", "hold"; did you mean "hold"?',
        ),
        (
            '"hill"',
            '"Hill top"',
            "8: stops[2].id: may hold only a-z, 0-9 and single hyphens between them",
        ),
        ('"hill"', '"nowhere"', "8: stops[2].id: leads nowhere"),
        (', ru = "Прогулка"', "", "1: title.ru: is missing"),
        ('"A walk"', '"  "', "1: title.en: must not be empty"),
        ('"A walk"', r'"A\nwalk"', "1: title.en: must stand on one line"),
        (
            '"A walk"',
            f'"{"w" * 101}"',
            "1: title.en: must have at most 100 characters, and has 101",
        ),
        (
            '{ en = "A walk", ru = "Прогулка" }',
            "7",
            "1: title: must be a table, and is a whole number",
        ),
        ("[[stops]]", "[[stop]]", "3: stop: there is no such key here; did you mean `stops`?"),
        (
            '"A walk", ru',
            '"A walk", ur',
            "1: title.ur: there is no such key here; did you mean `ru`?",
        ),
        ("tone =", "tone = 1\ntone =", "11: is not valid TOML: Cannot overwrite a value"),
        ('tone = "hold"', 'tone = "hold', "10: is not valid TOML: Illegal character '\\n'"),
        ("title = {", "pace = inf\ntitle = {", "1: pace: Input should be a finite number"),
        (
            "tone =",
            "tome = 1\ntone =",
            "10: stops[2].tome: there is no such key here; the keys are `id`, `minutes`, `tone`",
        ),
    ],
)
def test_a_slip_is_named_with_its_line(old: str, new: str, said: str) -> None:
    assert old in GOOD
    assert str(only(GOOD.replace(old, new))) == f"walk.toml:{said}"


def test_every_slip_is_told_in_the_order_of_the_file() -> None:
    text = GOOD.replace("10", "0").replace('"hold"', "1").replace('"A walk"', "1")
    assert [fault.line for fault in faults(text)] == [1, 5, 10]


def test_keys_are_suggested_inside_unions_and_tables_of_any_key() -> None:
    for table in ("guide", "notes.x"):
        fault = only(GOOD + f'[{table}]\nid = "a"\nmintues = 3\n')
        assert (fault.line, fault.facts["suggestion"]) == (13, "minutes")


def test_facts_say_the_same_to_a_program() -> None:
    fault = only(GOOD.replace("20", "500"))
    assert (fault.code, fault.facts) == (FaultCode.OUT_OF_RANGE, {"le": 240, "given": "500"})


def test_what_is_quoted_back_is_short_and_on_one_line() -> None:
    fault = only(GOOD.replace('"hold"', '"' + "ho\\nld " * 1000 + '"'))
    assert len(str(fault)) < 200
    assert "\n" not in str(fault)


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [
        (b"\xef\xbb\xbfa = 1", 1, FaultCode.BYTE_ORDER_MARK),
        (b"a = 1\nb = '\xff'", 2, FaultCode.NOT_UTF8),
        ("a = 1".encode("utf-16"), 1, FaultCode.NOT_UTF8),
        (b"#" * (LARGEST + 1), None, FaultCode.TOO_LARGE),
        (b"a = " + b"[" * 100_000, None, FaultCode.TOO_DEEP),
        (b"\na = " + b"[" * 220 + b"]" * 220, 2, FaultCode.TOO_DEEP),
        (b"a = " + b"9" * 10_000, None, FaultCode.SYNTAX),
        (b"a = [1,\n\n", 1, FaultCode.SYNTAX),
    ],
)
def test_content_that_is_no_document(
    tmp_path: Path, content: bytes, line: int | None, code: FaultCode
) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    result = read(path, Journey)
    assert isinstance(result, tuple)
    assert [(f.file, f.line, f.code) for f in result] == [(str(path), line, code)]


def test_what_is_no_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    loop = tmp_path / "loop.toml"
    loop.symlink_to(loop)
    file = tmp_path / "file"
    file.touch()
    expected = {
        tmp_path: FaultCode.IS_FOLDER,
        tmp_path / "none.toml": FaultCode.NOT_FOUND,
        file / "below.toml": FaultCode.NOT_FOUND,
        tmp_path / "nul\0.toml": FaultCode.NOT_FOUND,
        tmp_path / ("long" * 100): FaultCode.UNREADABLE,
        loop: FaultCode.UNREADABLE,
        pipe: FaultCode.NOT_A_FILE,
    }
    for path, code in expected.items():
        result = read(path, Journey)
        assert isinstance(result, tuple)
        assert [(f.line, f.code) for f in result] == [(None, code)]


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.toml"
    path.touch(mode=0o000)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file (root)")
    result = read(path, Journey)
    assert isinstance(result, tuple)
    assert [f.code for f in result] == [FaultCode.UNREADABLE]


@given(st.data())
def test_nothing_in_a_file_raises(data: st.DataObject) -> None:
    text = GOOD
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(len(text), at + 20)))
        text = text[:at] + data.draw(st.sampled_from(PIECES) | st.text(max_size=5)) + text[end:]
    result = parse("walk.toml", text, Journey)
    if isinstance(result, tuple):
        assert result
        for fault in result:
            assert fault.reason
            assert fault.line is None or 1 <= fault.line <= text.count("\n") + 1


PIECES = (
    "",
    "\n",
    '"',
    "[",
    "]",
    "= 1\n",
    "[[stops]]\n",
    "[guide]\n",
    "1",
    "true",
    "{}",
    "-",
    "[]",
)
