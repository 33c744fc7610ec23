"""What a rehearsal leaves behind: the transcripts in its folder, and a summary on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.procedure.events import Recorded
from bot.procedure.values import SECOND, Milliseconds
from bot.rehearsal.summary import Summary
from bot.transcript.as_json import render_json
from bot.transcript.build import build
from bot.transcript.html import render_html
from bot.transcript.markdown import render_markdown


def write_transcripts(
    records: Sequence[Recorded], out: Path, locales: Path, head: str | None
) -> tuple[Path, ...]:
    """`transcript.md`, `.html` and `.json` in `out`, and their paths."""
    transcript = build(records, head=head)
    texts = {
        "transcript.md": render_markdown(transcript, locales=locales),
        "transcript.html": render_html(transcript, locales=locales),
        "transcript.json": render_json(transcript),
    }
    paths = []
    for name, text in texts.items():
        path = out / name
        path.write_text(text, encoding="utf-8", newline="\n")
        paths.append(path)
    return tuple(paths)


def print_summary(
    console: Console, summary: Summary, database: Path, files: Sequence[Path]
) -> None:
    meeting = summary.meeting
    facts = Table(show_header=False, box=None, padding=(0, 2))
    for name, value in (
        ("Agenda items", ", ".join(f"{n} {state}" for state, n in summary.items.items())),
        ("Turns", f"{summary.turns} ({_counted(summary)})"),
        ("Contributions", f"{summary.contributions}, of which edited later: {summary.edits}"),
        ("Typed out of turn", f"{summary.held} held and given back"),
        ("", f"{summary.stopped_by_lock} stopped by the channel's lock before they were sent"),
        ("Refused politely", str(summary.refusals)),
        (
            "REST calls",
            f"{summary.calls} in all; per change of speaker {_mean(summary.calls_per_change):.1f} "
            f"on average, {summary.most_calls} at most",
        ),
    ):
        facts.add_row(name, value)
    console.print(facts)

    floor = Table(title="Floor time", title_justify="left")
    floor.add_column("Side, person")
    floor.add_column("Turns", justify="right")
    floor.add_column("Time", justify="right")
    for side in meeting.sides:
        seats = meeting.members(side.key)
        total = meeting.ledger.by_side.get(side.key, 0)
        turns = sum(meeting.ledger.turns.get(seat.person, 0) for seat in seats)
        floor.add_row(f"[bold]{side.name.into('en')}[/bold]", str(turns), _time(total))
        for seat in seats:
            person = seat.person
            floor.add_row(
                f"  {seat.name.text}",
                str(meeting.ledger.turns.get(person, 0)),
                _time(meeting.ledger.floor.get(person, 0)),
            )
    console.print(floor)
    for path in (database, *files):
        console.print(str(path), highlight=False, soft_wrap=True)


def _counted(summary: Summary) -> str:
    return ", ".join(f"{n} {how}" for how, n in summary.endings.most_common())


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0


def _time(length: Milliseconds) -> str:
    seconds = length // SECOND
    return f"{seconds // 60}:{seconds % 60:02}"
