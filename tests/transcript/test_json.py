"""The JSON keeps to its published schema and holds the words exactly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from bot.transcript.as_json import VERSION, as_json, render_json
from bot.transcript.build import build
from bot.transcript.marks import hidden
from tests.transcript.sample import HOSTILE, sample

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "docs" / "transcript.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)
RECORDS = sample()


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["version"]["const"] == VERSION


@given(st.integers(1, len(RECORDS)))
def test_every_beginning_of_a_meeting_keeps_to_the_schema(length: int) -> None:
    VALIDATOR.validate(json.loads(render_json(build(RECORDS[:length], head="c0ffee"))))


def test_the_schema_refuses_what_it_does_not_know() -> None:
    page = as_json(build(RECORDS))
    page["turns"][0]["mood"] = "good"
    with pytest.raises(ValidationError):
        VALIDATOR.validate(page)
    del page["turns"][0]["mood"], page["turns"][0]["used_ms"]
    with pytest.raises(ValidationError):
        VALIDATOR.validate(page)


def test_words_are_exact_and_nothing_held_or_removed_is_there() -> None:
    text = render_json(build(RECORDS))
    page = json.loads(text)
    assert HOSTILE in [w["text"] for c in page["contributions"] for w in c["wordings"]]
    assert "SECRET" not in text
    assert not [character for character in text if hidden(character)]
    assert "Вера Причалова" in text


def test_the_same_meeting_gives_the_same_bytes() -> None:
    assert render_json(build(RECORDS)) == render_json(build(sample()))
    keys = list(json.loads(render_json(build(RECORDS))))
    assert keys == list(SCHEMA["properties"])
