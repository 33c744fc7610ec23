"""The page docs/cli.md, made from the commands' own help: `python -m bot.cli.docs > docs/cli.md`.

A test holds the page to this. What is worth saying beyond `--help` stands in INTRODUCTION.
"""

from __future__ import annotations

import sys

from typer.testing import CliRunner

from bot.cli import app

WIDTH = 88

INTRODUCTION = """\
# The command line

`cochair` speaks English only, so far; what people at the table read is in their own language.

Messages about what is wrong go to the standard error stream, one line each, beginning with `cochair:`.
Exit codes: 0 all is well, 1 something is wrong and was named, 2 the command was typed wrongly.

This page is made from the commands' own help: `python -m bot.cli.docs > docs/cli.md`.
"""


def commands() -> tuple[str, ...]:
    """The names of all commands, in the order of the help."""
    named = (
        each.name or getattr(each.callback, "__name__", "") for each in app.registered_commands
    )
    return tuple(named)


def page() -> str:
    """The whole page."""
    return "\n".join((INTRODUCTION, _section(), *(_section(name) for name in commands())))


def _section(*command: str) -> str:
    asked = CliRunner().invoke(
        app, [*command, "--help"], prog_name="cochair", terminal_width=WIDTH, color=False
    )
    helped = "\n".join(line.rstrip() for line in asked.stdout.splitlines())
    return f"## {' '.join(('cochair', *command))}\n\n```text\n{helped}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(page())
