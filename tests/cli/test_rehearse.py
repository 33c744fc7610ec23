"""`cochair rehearse`: what was typed reaches the rehearsal. The rehearsal has tests of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.cli import rehearse_command
from tests.cli.shell import cochair, ended, start


@dataclass
class Rehearsal:
    """Stands where `bot.rehearsal.rehearsal_run` does, and remembers what it was asked."""

    code: int = 0
    lacking: str | None = None
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def names(self, config: Path | None) -> tuple[str, ...]:
        return ("dartmouth-plenary", "go-round")

    def titles(self, config: Path | None) -> tuple[tuple[str, str], ...]:
        return (("dartmouth-plenary", "A plenary"), ("go-round", ""))

    def rehearse(
        self,
        script: str,
        out: Path,
        *,
        open_page: bool,
        pace: float,
        port: int | None,
        quiet: bool,
        config: Path | None,
    ) -> int:
        if self.lacking is not None:
            raise ModuleNotFoundError(f"No module named {self.lacking!r}", name=self.lacking)
        self.asked.append((script, out, open_page, pace, port, quiet))
        return self.code


@pytest.fixture
def rehearsal(monkeypatch: pytest.MonkeyPatch) -> Rehearsal:
    it = Rehearsal()
    monkeypatch.setattr(rehearse_command, "_rehearsal", lambda: it)
    return it


def test_by_itself(rehearsal: Rehearsal) -> None:
    assert cochair("rehearse").exit_code == 0
    assert rehearsal.asked == [
        ("dartmouth-plenary", Path("out/rehearsal"), False, 1.0, None, False)
    ]


def test_every_option(rehearsal: Rehearsal) -> None:
    rehearsal.code = 1
    typed = ("go-round", "--out", "here", "--open", "--pace", "4", "--port", "8080", "--quiet")
    assert cochair("rehearse", *typed).exit_code == 1
    assert rehearsal.asked == [("go-round", Path("here"), True, 4.0, 8080, True)]


def test_the_list(rehearsal: Rehearsal) -> None:
    assert cochair("rehearse", "--list").stdout == "dartmouth-plenary    A plenary\ngo-round\n"
    assert rehearsal.asked == []


def test_a_script_that_there_is_not(rehearsal: Rehearsal) -> None:
    told = cochair("rehearse", "gorund")
    assert told.exit_code == 2
    assert told.stderr == (
        "cochair: there is no script 'gorund'; there are: dartmouth-plenary, go-round.\n"
    )


def test_the_page_without_its_packages(rehearsal: Rehearsal) -> None:
    rehearsal.lacking = "uvicorn"
    told = cochair("rehearse", "--open")
    assert told.exit_code == 1
    assert told.stderr == ("cochair: the page needs more packages: pip install 'cochair[page]'\n")


def test_a_module_of_our_own_that_is_missing_is_a_bug(rehearsal: Rehearsal) -> None:
    rehearsal.lacking = "bot.rehearsal.page"
    with pytest.raises(ModuleNotFoundError):
        cochair("rehearse", "--open")


@pytest.mark.parametrize("typed", [("--pace", "4"), ("--port", "8080")])
def test_what_only_a_watcher_needs_goes_with_open(typed: tuple[str, str]) -> None:
    told = cochair("rehearse", *typed)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "--open" in told.stderr


@pytest.mark.parametrize("typed", [("--pace", "0"), ("--pace", "nan"), ("--port", "70000")])
def test_numbers_out_of_range_are_wrong_usage(rehearsal: Rehearsal, typed: tuple[str, ...]) -> None:
    assert cochair("rehearse", *typed).exit_code == 2
    assert rehearsal.asked == []


BREAKS = """
import sys
import bot.chat.minutes.minutes_service
from bot.cli import main

def compose(*_):
    raise ValueError("somebody's words")

bot.chat.minutes.minutes_service.compose = compose
sys.argv = ["cochair", *sys.argv[1:]]
main()
"""


async def test_an_incident_on_the_way_ends_it_with_a_sentence_and_another_code(
    folder: Path,
) -> None:
    code, told = await ended(await start("rehearse", "--out", folder / "out", program=BREAKS))
    assert code == 1
    assert "where=minutes" in told and "somebody's words" not in told
    assert told.endswith(
        "cochair: something went wrong that was not foreseen: see the log above, and please report it.\n"
    )
