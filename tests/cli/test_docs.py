"""Every command and option is documented: docs/cli.md is the commands' own help."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from bot.cli.reference_page import commands, page
from tests.cli.shell import ROOT, cochair


def test_the_page_is_what_the_commands_say() -> None:
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == page(), "run: python -m bot.cli.reference_page > docs/cli.md"


def test_the_commands_are_those_that_were_promised() -> None:
    promised = {
        "run",
        "rehearse",
        "meetings",
        "transcript",
        "attachments",
        "verify",
        "search",
        "erase",
        "head",
        "backup",
        "review",
        "health",
        "unlock",
        "doctor",
        "agenda propose",
        "agenda check",
        "format list",
        "format check",
        "format simulate",
    }
    assert set(commands()) == promised


@pytest.mark.parametrize("command", commands())
def test_every_command_has_an_example_and_every_option_a_word(command: str) -> None:
    told = cochair(*command.split(), "--help").stdout
    assert f"cochair {command}" in told.split("Examples:")[1]
    options = told.split("Options:")[1].split("Examples:")[0]
    for line in options.splitlines():
        if line.strip().startswith("-"):
            assert len(line.split("  ")) > 1 or line.strip().endswith((">", "PATH")), line


def test_the_version() -> None:
    assert cochair("--version").stdout == f"cochair {version('cochair')}\n"


def test_nothing_typed_is_answered_with_the_help() -> None:
    assert "Commands:" in cochair().output


def test_a_command_that_there_is_not_is_wrong_usage() -> None:
    assert cochair("rum").exit_code == 2
