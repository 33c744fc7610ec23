"""`cochair head`: the line that says how far a meeting's chain has come, to be kept elsewhere."""

from __future__ import annotations

import json
import sqlite3
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.fault_sentences import departure_found, journal_fault, problem_found
from bot.cli.options import Database, EnvFile, complain, database_from, stop
from bot.journal import verification as proof
from bot.journal.heads import Head, heads_of, latest
from bot.journal.journal_files import fault_of
from bot.journal.port import JournalFault

LAST = "last"


def head(
    meeting: Annotated[
        str | None,
        typer.Argument(
            help="The meeting's id as `cochair meetings` shows it, or `last` for the latest; all of "
            "them if left out.",
            show_default=False,
        ),
    ] = None,
    db: Database = None,
    env_file: EnvFile = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON list, for programs.")
    ] = False,
) -> None:
    """Print the head of each meeting: one line to post where it cannot be taken back.

    The line names the meeting, the number of its last event and that event's hash. Whoever has kept
    it can have `cochair verify --against` say, at any time later, whether that event and all before
    it are still in the journal as they were. It tells nothing of what was said.

    A meeting whose chain does not hold has no head: it is named, and the exit code is 1. Changes
    nothing in the file, and works while the bot is running.
    """
    path = database_from(db, env_file)
    report = proof.verify(path)
    if report.fault is not None:
        stop(journal_fault(JournalFault(report.fault, report.path), to_write=False))
    chosen = list(report.meetings)
    if meeting is not None:
        wanted = find(report, meeting, path)
        chosen = [each for each in chosen if each.meeting == wanted]
    found = heads_of(proof.Verification(report.path, None, tuple(chosen)))
    if as_json:
        typer.echo(json.dumps([as_record(each) for each in found], ensure_ascii=False, indent=2))
    else:
        for each in found:
            typer.echo(each.line)
    for departure in report.schema:
        complain(f"{path}: {departure_found(departure)}.")
    for bad in chosen:
        if bad.problem is not None:
            complain(
                f"meeting {bad.meeting} has no head, since its chain does not hold: "
                f"{problem_found(bad.problem)}."
            )
    if not report.meetings and not as_json:
        complain(f"{path}: no meeting has been convened yet.")
    raise typer.Exit(0 if len(found) == len(chosen) and not report.schema else 1)


def find(report: proof.Verification, wanted: str, path: Path) -> str:
    """The meeting that is meant, or the end of the command with the nearest ones."""
    known = [each.meeting for each in report.meetings]
    if wanted in known:
        return wanted
    if not known:
        stop(f"{path}: no meeting has been convened yet.")
    if wanted == LAST:
        try:
            last = latest(path, report)
        except sqlite3.Error as error:
            stop(journal_fault(JournalFault(fault_of(error), str(path)), to_write=False))
        if last is not None:
            return last
    near = get_close_matches(wanted, known, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`cochair head` lists them all."
    return stop(f"there is no meeting {wanted!r}; {hint}")


def as_record(each: Head) -> dict[str, object]:
    """A head as JSON has it; the names are promised in docs/cli.md."""
    return {"meeting": each.meeting, "seq": each.seq, "hash": each.hash, "line": each.line}
