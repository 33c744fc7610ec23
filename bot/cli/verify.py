"""`cochair verify`: whether a journal is as it was written, meeting by meeting."""

from __future__ import annotations

import typer

from bot.cli.common import Database, EnvFile, complain, database_from, safe
from bot.cli.sentences import journal_fault, problem_found
from bot.journal import verify as proof
from bot.journal.port import JournalFault


def verify(db: Database = None, env_file: EnvFile = None) -> None:
    """Prove that nothing in the database was altered.

    Names the first bad row of each meeting, if there is one. Walks every meeting's hash chain and
    reads every text. Changes nothing in the file, and works while the bot is running and after it
    was killed. Exit code 1 if anything is wrong.

    The head is the hash of a meeting's last event. Whoever noted it elsewhere can see that nothing
    was cut off the end, which no chain shows by itself.
    """
    report = proof.verify(database_from(db, env_file))
    for each in report.meetings:
        typer.echo(safe(told(each)))
    if report.fault is not None:
        complain(journal_fault(JournalFault(report.fault, report.path), to_write=False))
    elif not report.meetings:
        typer.echo("OK   no meeting has been convened yet")
    raise typer.Exit(0 if report.sound else 1)


def told(each: proof.MeetingReport) -> str:
    """One line for a meeting."""
    if each.problem is not None:
        return f"BAD  {each.meeting}: {problem_found(each.problem)}"
    erased = f", {each.erased} texts erased on request" if each.erased else ""
    return f"OK   {each.meeting}: {each.events} events{erased}, head {each.head}"
