"""`cochair agenda`: what an organizer gets of an article, and what is said where nothing can be had."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.agenda.agenda_files import load_agenda
from bot.agenda.article_values import Agenda
from bot.data import config_file
from tests.agenda.sample import BODY, pasted
from tests.cli.shell import cochair, process

KEYS = ["title", "question", "paragraphs", "excerpt", "score", "why"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, without anybody's settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COCHAIR_CONFIG_DIR", raising=False)
    return tmp_path


@pytest.fixture
def bay(here: Path) -> Path:
    path = here / "bay.txt"
    path.write_text("\n\n".join(block.text for block in pasted().blocks), encoding="utf-8")
    return path


def test_programs_get_the_six_fields_and_nothing_else(bay: Path) -> None:
    told = cochair("agenda", "propose", bay, "--json")
    assert (told.exit_code, told.stderr) == (0, "")
    found = json.loads(told.stdout)
    assert len(found) >= 4
    texts = {block.number: block.text for block in pasted().blocks}
    for each in found:
        assert list(each) == KEYS
        assert 0 <= each["score"] <= 1
        assert isinstance(each["why"], str)
        assert each["why"]
        assert all(number in texts for number in each["paragraphs"])
        assert each["excerpt"][:40] in " ".join(texts[number] for number in each["paragraphs"])
    assert [each["paragraphs"] for each in found] == sorted(each["paragraphs"] for each in found)


def test_the_limit_holds(bay: Path) -> None:
    found = json.loads(cochair("agenda", "propose", bay, "--json", "--limit", "2").stdout)
    assert len(found) == 2
    assert cochair("agenda", "propose", bay, "--limit", "0").exit_code == 2


def test_people_get_a_list_with_ticks(bay: Path) -> None:
    told = cochair("agenda", "propose", bay)
    assert told.exit_code == 0
    assert "[x] 1. " in told.stdout
    assert "¶ 4: " in told.stdout


def test_the_same_bytes_give_the_same_bytes_in_any_process(bay: Path) -> None:
    first = process("agenda", "propose", bay, "--json", PYTHONHASHSEED="1")
    second = process("agenda", "propose", bay, "--json", PYTHONHASHSEED="2")
    assert first.stdout == second.stdout != ""


def test_a_file_is_written_that_can_be_checked_and_chosen(bay: Path, here: Path) -> None:
    told = cochair("agenda", "propose", bay, "-o", "ours.toml")
    assert (told.exit_code, told.stdout) == (0, "")
    assert "ours.toml" in told.stderr
    agenda = load_agenda(here / "ours.toml")
    assert isinstance(agenda, Agenda)
    checked = cochair("agenda", "check", "ours.toml")
    assert checked.exit_code == 0
    assert checked.stdout.startswith(f"OK   bay: bay; {len(agenda.items)} items, ")
    assert "without ru" in checked.stdout


def test_a_file_that_is_there_is_not_written_over_unasked(bay: Path, here: Path) -> None:
    ours = here / "ours.toml"
    ours.write_text("mine", encoding="utf-8")
    assert cochair("agenda", "propose", bay, "-o", ours).exit_code == 1
    assert ours.read_text(encoding="utf-8") == "mine"
    assert cochair("agenda", "propose", bay, "-o", ours, "--force").exit_code == 0
    assert isinstance(load_agenda(ours), Agenda)
    assert cochair("agenda", "propose", bay, "-o", here).exit_code == 2


def test_the_standard_input_is_read(bay: Path) -> None:
    told = cochair("agenda", "propose", "-", "--json", keys=bay.read_text(encoding="utf-8"))
    assert told.exit_code == 0
    assert json.loads(told.stdout) == json.loads(cochair("agenda", "propose", bay, "--json").stdout)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "no text"),
        ("one.txt", BODY[1].encode(), "single paragraph"),
        ("film.bin", bytes(range(256)) * 40, "not a text"),
        ("broken.pdf", b"%PDF-1.7\nnothing", "damaged"),
        ("numbers.txt", b"12 34 56\n\n78 90 12\n\n34 56 78\n\n", "language"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(
    here: Path, name: str, data: bytes, said: str
) -> None:
    (here / name).write_bytes(data)
    told = cochair("agenda", "propose", here / name)
    assert (told.exit_code, told.stdout) == (1, "")
    assert said in told.stderr
    assert len(told.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://127.0.0.1/article", "private network"),
        ("https://[::1]/article", "private network"),
        ("http://example.org/", "https://"),
        ("ftp://example.org/", "https://"),
        ("nowhere.html", "no such file"),
        (".", "folder"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_in_one_line(address: str, said: str) -> None:
    told = cochair("agenda", "propose", address)
    assert (told.exit_code, told.stdout) == (1, "")
    assert said in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_a_language_that_is_not_recognized_can_be_said(here: Path) -> None:
    short = here / "short.txt"
    short.write_text("Ferry 12\n\nFog 34\n\nHorn 56\n", encoding="utf-8")
    assert cochair("agenda", "propose", short).exit_code == 1
    assert cochair("agenda", "propose", short, "--language", "en").exit_code in (0, 1)


def test_the_shipped_agenda_is_one_in_both_languages() -> None:
    path = config_file("agendas/restart-or-repair.toml")
    assert path is not None
    told = cochair("agenda", "check", path)
    assert (told.exit_code, told.stderr) == (0, "")
    assert "without" not in told.stdout


def test_what_is_wrong_with_a_file_is_named_by_line(here: Path) -> None:
    path = here / "wrong.toml"
    path.write_text('id = "x"\ntitle = { en = "X" }\nitems = []\n', encoding="utf-8")
    told = cochair("agenda", "check", path)
    assert told.exit_code == 1
    assert "wrong.toml:3: items" in told.stderr
