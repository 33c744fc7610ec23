"""`cochair format`: what a file's author is told, and what a format is tried with on paper."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.data import config_file, config_files
from tests.cli.shell import cochair

NAMES = sorted(path.stem for path in config_files("formats", ".toml"))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, without anybody's settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COCHAIR_CONFIG_DIR", raising=False)
    return tmp_path


def own(folder: Path, name: str = "ours", **changes: str) -> Path:
    """A format of an organizer's own, made from a shipped one as a person would make it."""
    path = config_file("formats/go-round.toml")
    assert path is not None
    text = path.read_text(encoding="utf-8").replace('id = "go-round"', f'id = "{name}"', 1)
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{name}.toml"
    made.write_text(text, encoding="utf-8")
    return made


def test_the_list_names_what_is_shipped(here: Path) -> None:
    told = cochair("format", "list")
    assert told.exit_code == 0
    assert [line.split()[0] for line in told.stdout.splitlines()] == NAMES


def test_the_list_has_ones_own_and_names_what_cannot_be_read(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COCHAIR_CONFIG_DIR", str(here / "data"))
    own(here / "data" / "formats", "ours")
    own(here / "data" / "formats", "broken", statement="statment")
    told = cochair("format", "list")
    assert told.exit_code == 1
    assert [line.split()[0] for line in told.stdout.splitlines()] == sorted([*NAMES, "ours"])
    assert "broken.toml" in told.stderr
    assert "statment" in told.stderr


@pytest.mark.parametrize("name", NAMES)
def test_a_format_that_there_is_may_be_named_without_its_path(name: str) -> None:
    told = cochair("format", "check", name)
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith(f"OK   {name}: ")


def test_a_good_file_is_said_to_be_one(here: Path) -> None:
    told = cochair("format", "check", own(here))
    assert told.exit_code == 0
    assert "phases round (go-round), echo (list), last-word (go-round)" in told.stdout


def test_everything_that_is_wrong_is_named_a_line_each(here: Path) -> None:
    path = own(here, statement="statment", thinking="thinkng")
    told = cochair("format", "check", path)
    assert (told.exit_code, told.stdout) == (1, "")
    lines = told.stderr.splitlines()
    assert len(lines) == 2
    for line, field in zip(lines, ("limits.statment", "phases[1].thinkng"), strict=True):
        assert str(path) in line
        assert field in line


@pytest.mark.parametrize("typed", ["no-such-format", "no-such-file.toml"])
def test_a_file_that_there_is_not(typed: str) -> None:
    told = cochair("format", "check", typed)
    assert told.exit_code == 1
    assert typed in told.stderr


def test_a_format_is_played_for_the_eye(here: Path) -> None:
    told = cochair("format", "simulate", own(here), "--items", "2", "--seed", "3")
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    turns = [line for line in lines if " statement " in line]
    assert {line.split()[1] for line in turns[:10]} == {"item-1"}
    assert sum("Round the table" in line for line in turns) == 20, "ten people, two items"
    assert "Evenness of floor time: " in told.stdout
    for person in ("East 5", "West 5", "side a", "side b"):
        assert person in told.stdout


def test_a_format_is_played_for_programs(here: Path) -> None:
    typed = ("format", "simulate", "fishbowl", "--people", "16", "--seed", "7", "--json")
    told = cochair(*typed)
    record = json.loads(told.stdout)
    assert (record["format"], record["people"], record["seed"]) == ("fishbowl", 16, 7)
    assert record["over"] is True
    used = sum(delegate["used_ms"] for delegate in record["delegates"])
    assert used == sum(side["used_ms"] for side in record["sides"])
    assert used == sum(t["used_ms"] for t in record["turns"] if t["kind"] != "interpretation")
    assert used + record["idle_ms"] + record["interpreted_ms"] == record["length_ms"]
    assert 0 < record["evenness"] <= 1
    assert cochair(*typed).stdout == told.stdout, "the same seed gives the same meeting"


def test_a_talk_over_days_is_counted_by_posts() -> None:
    told = cochair("format", "simulate", "over-days", "--items", "1")
    assert told.exit_code == 0
    assert "posts" in told.stdout
    assert "Evenness of posts: " in told.stdout


@pytest.mark.parametrize(
    "typed", [("--people", "3"), ("--items", "0"), ("--minutes", "0"), ("--seed", "-1")]
)
def test_numbers_out_of_range_are_wrong_usage(typed: tuple[str, str]) -> None:
    assert cochair("format", "simulate", "fishbowl", *typed).exit_code == 2
