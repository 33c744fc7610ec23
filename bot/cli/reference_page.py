"""The page docs/cli.md, made from the commands' own help; `python -m bot.cli.reference_page` prints it.

A test holds the page to this. What is worth saying beyond `--help` stands in INTRODUCTION.
"""

from __future__ import annotations

import sys

import typer
from typer.testing import CliRunner

from bot.cli import assembled

WIDTH = 88

app = assembled()

INTRODUCTION = """\
# The command line

`cochair` speaks English only, so far; what people at the table read is in their own language.

Messages about what is wrong go to the standard error stream, one line each, beginning with `cochair:`.
Exit codes: 0 all is well, 1 something is wrong and was named, 2 the command was typed wrongly.

`cochair meetings --json` prints a list of objects with `id`, `dialogue`, `number`, `title` (by
language), `venue`, `status` (convened, open, paused, suspended, closed), `convened_at`, `opened_at`,
`closed_at` (RFC 3339 in UTC, or null), `turns` and `contributions`. Fields may be added; none of these
goes away.

`cochair head --json` prints a list of objects with `meeting`, `seq`, `hash` and `line`, one for each
meeting whose chain holds.

`cochair format simulate --json` prints an object with `format`, `people`, `items`, `minutes`, `seed`,
`over` (whether the meeting came to its end by itself), `length_ms`, `idle_ms`, `interpreted_ms`,
`evenness` (1: everybody had the same), `sides`, `delegates`, and `turns` in their order.

The help of [`cochair run`](#cochair-run) says what each of its exit codes means; after some of them
there is [no use in starting it again](deployment.md#how-it-ends). A second signal ends it at once.

This page is made from the commands' own help: `python -m bot.cli.reference_page > docs/cli.md`.
"""


def commands() -> tuple[str, ...]:
    """The names of all commands, in the order of the help; those of a group begin with its name."""
    grouped = (
        f"{group.name} {name}"
        for group in app.registered_groups
        if group.typer_instance is not None
        for name in _names(group.typer_instance)
    )
    return (*_names(app), *grouped)


def _names(of: typer.Typer) -> tuple[str, ...]:
    named = (each.name or getattr(each.callback, "__name__", "") for each in of.registered_commands)
    return tuple(named)


def page() -> str:
    """The whole page."""
    return "\n".join((INTRODUCTION, _section(), *(_section(*name.split()) for name in commands())))


def _section(*command: str) -> str:
    asked = CliRunner().invoke(
        app, [*command, "--help"], prog_name="cochair", terminal_width=WIDTH, color=False
    )
    helped = "\n".join(line.rstrip() for line in asked.stdout.splitlines())
    return f"## {' '.join(('cochair', *command))}\n\n```text\n{helped}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(page())
