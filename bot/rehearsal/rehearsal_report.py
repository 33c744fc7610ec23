"""What a rehearsal leaves behind: the transcripts in its folder, and a summary on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.data import Locales
from bot.private import write
from bot.procedure.events import Recorded
from bot.procedure.state import Meeting
from bot.procedure.values import SECOND, Milliseconds
from bot.rehearsal.summary import Summary
from bot.transcript.as_html import render_html
from bot.transcript.as_json import render_json
from bot.transcript.as_markdown import render_markdown
from bot.transcript.build import build

TRANSCRIPTS = ("transcript.md", "transcript.html", "transcript.json")


def write_transcripts(
    records: Sequence[Recorded], out: Path, locales: Locales, head: str | None
) -> tuple[Path, ...]:
    """`transcript.md`, `.html` and `.json` in `out`, and their paths."""
    transcript = build(records, head=head)
    texts = (
        render_markdown(transcript, locales=locales),
        render_html(transcript, locales=locales),
        render_json(transcript),
    )
    paths = []
    for name, text in zip(TRANSCRIPTS, texts, strict=True):
        path = out / name
        write(path, text.encode(), replace=True)
        paths.append(path)
    return tuple(paths)


def print_summary(
    console: Console, summary: Summary, database: Path, files: Sequence[Path]
) -> None:
    facts = Table(show_header=False, box=None, padding=(0, 2))
    for name, value in _facts(summary):
        if value:
            facts.add_row(name, value)
    console.print(facts)
    console.print(_shares(summary.meeting))
    for path in (database, *files):
        console.print(str(path), highlight=False, soft_wrap=True)


def _facts(summary: Summary) -> Iterator[tuple[str, str]]:
    changes = summary.calls_per_change
    per_change = (
        f"; per change of speaker {sum(changes) / len(changes):.1f} on average, "
        f"{summary.most_calls} at most"
        if changes
        else ""
    )
    yield "Agenda items", ", ".join(f"{n} {state}" for state, n in summary.items.items())
    yield "Turns", str(summary.turns)
    yield "Their kinds", _counted(summary.kinds)
    yield "Their ends", _counted(summary.endings)
    yield "Contributions", f"{summary.contributions}, of which edited later: {summary.edits}"
    yield "Typed out of turn", f"{summary.held} held and given back"
    if summary.stopped_by_lock:
        yield "", f"{summary.stopped_by_lock} stopped by the channel's lock before they were sent"
    if summary.apart:
        yield "Said apart", f"{summary.apart} in the sides' own threads, of which nothing is kept"
    yield "Also", _counted(summary.moves)
    yield "Refused politely", str(summary.refusals)
    yield "REST calls", f"{summary.calls} in all{per_change}"


def _shares(meeting: Meeting) -> Table:
    """Whose the floor was for how long; and how many posts, where nobody needed it."""
    ledger = meeting.ledger
    table = Table(title="Floor time", title_justify="left")
    table.add_column("Side, person")
    for column in ("Turns", "Time", *(["Posts"] if ledger.posts else [])):
        table.add_column(column, justify="right")
    for side in meeting.sides:
        seats = [seat for seat in meeting.members(side.key) if seat.capacity.speaks]
        row = [
            str(ledger.turns_by_side.get(side.key, 0)),
            _time(ledger.by_side.get(side.key, 0)),
            str(ledger.posts_by_side.get(side.key, 0)),
        ]
        columns = len(table.columns) - 1
        table.add_row(f"[bold]{escape(side.name.into('en'))}[/bold]", *row[:columns])
        for seat in seats:
            person = seat.person
            row = [
                str(ledger.turns.get(person, 0)),
                _time(ledger.floor.get(person, 0)),
                str(ledger.posts.get(person, 0)),
            ]
            table.add_row(f"  {escape(seat.name.text or '—')}", *row[:columns])
    return table


def _counted(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{what} {n}" for what, n in numbers.items())


def _time(length: Milliseconds) -> str:
    seconds = length // SECOND
    return f"{seconds // 60}:{seconds % 60:02}"
