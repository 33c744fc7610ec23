"""`cochair meetings`: the list of meetings in a journal, for people and for programs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.opening import finish, reading
from bot.cli.options import Database, EnvFile, database_from, safe, utc
from bot.journal.port import MeetingSummary
from bot.transcript.labels import iso

WIDE = 1_000
"""Columns where nobody's screen sets them: in a pipe a line is never broken."""


def meetings(
    db: Database = None,
    env_file: EnvFile = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON list, for programs.")
    ] = False,
) -> None:
    """List the meetings in the database, the earliest first.

    Times are UTC. Works while the bot is running.
    """
    found = finish(read(database_from(db, env_file)))
    if as_json:
        typer.echo(json.dumps([as_record(each) for each in found], ensure_ascii=False, indent=2))
    elif not found:
        typer.echo("No meeting has been convened yet.")
    else:
        terminal = sys.stdout.isatty()
        console = Console(width=None if terminal else WIDE, markup=False, highlight=False)
        console.print(table(found))


async def read(path: Path) -> tuple[MeetingSummary, ...]:
    journal = await reading(path)
    try:
        return await journal.meetings()
    finally:
        await journal.close()


def table(found: tuple[MeetingSummary, ...]) -> Table:
    """One line a meeting. Titles were typed by people, so they go in as text, never as markup."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    made.add_column("id", no_wrap=True)
    made.add_column("title", overflow="fold")
    for name in ("status", "opened (UTC)", "closed (UTC)"):
        made.add_column(name, no_wrap=True)
    for name in ("turns", "contributions"):
        made.add_column(name, justify="right")
    for each in found:
        cells = (
            each.id,
            each.title.into("en"),
            each.status.value,
            utc(each.opened_at),
            utc(each.closed_at),
            str(each.turns),
            str(each.contributions),
        )
        made.add_row(*(Text(safe(cell)) for cell in cells))
    return made


def as_record(each: MeetingSummary) -> dict[str, object]:
    """A meeting as JSON has it; the names are promised in docs/cli.md, times are RFC 3339."""
    return {
        "id": each.id,
        "dialogue": each.dialogue,
        "number": each.number,
        "title": dict(each.title.texts),
        "venue": each.venue,
        "status": each.status.value,
        "convened_at": iso(each.convened_at),
        "opened_at": None if each.opened_at is None else iso(each.opened_at),
        "closed_at": None if each.closed_at is None else iso(each.closed_at),
        "turns": each.turns,
        "contributions": each.contributions,
    }
