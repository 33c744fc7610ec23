"""`cochair verify`: whether a journal is as it was written, meeting by meeting."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import typer

from bot.cli.fault_sentences import departure_found, journal_fault, problem_found, unlawful_found
from bot.cli.heads_against import Against, compared
from bot.cli.options import Database, EnvFile, complain, database_from, safe
from bot.journal import verification as proof
from bot.journal.attachment_folder import Lacking, lacking
from bot.journal.drift import drifted, stale
from bot.journal.journal_files import fault_of
from bot.journal.meeting_course import Doubled
from bot.journal.port import JournalFault

ATTACHMENT: dict[Lacking, str] = {
    Lacking.MISSING: "there is no file of it",
    Lacking.ALTERED: "the file was altered: it does not give its digest",
    Lacking.UNREADABLE: "the file cannot be read",
}

STALE = (
    "OLD  table said: another stemmer made this search index, or none is named, so its stems were not "
    "looked at; the bot makes it anew at its next start"
)


MOST_TOLD = 20
"""How many events that are not lawful, or messages that stand twice, are named of one meeting."""


def verify(db: Database = None, env_file: EnvFile = None, against: Against = None) -> None:
    """Prove that nothing in the database was altered, and that nothing was added.

    Names the first bad row of each meeting, if there is one. Walks every meeting's hash chain and
    reads every text; sees that there is no table, index, trigger or view but those that Cochair makes;
    looks at every attachment that the journal names; and sees that the tables which searches and the
    review desk read say what the events say. Changes nothing in the file, and works while the bot is
    running and after it was killed. Exit code 1 if anything is wrong.

    That a chain is whole does not say that Cochair wrote it: whoever has the file can add a row and
    hash it. So the course of each meeting is held to the rules too. UNLAWFUL names an event that they
    could not have written where it stands, or whose time runs backwards, and then the exit code is 1.
    Meetings of earlier versions are judged by what has always held. DOUBLED names messages that stand
    twice in the record, a fault of earlier versions and nobody's forgery; the exit code stays 0.
    docs/journal-format.md says what nobody can tell.

    The head is the hash of a meeting's last event; `cochair head` prints it as a line to keep. With
    --against and such a line, or a file that carries one, it shows too whether events were cut off
    the end, a meeting was removed or the journal was written anew, which no chain shows by itself:
    HELD, or LOST and exit code 1.
    """
    path = database_from(db, env_file)
    report = proof.verify(path, course=True)
    for each in report.meetings:
        typer.echo(safe(told(each)))
        for line in course_told(each):
            typer.echo(safe(line))
    for departure in report.schema:
        typer.echo(safe(f"BAD  {departure_found(departure)}"))
    if report.fault is not None:
        complain(journal_fault(JournalFault(report.fault, report.path), to_write=False))
    elif not report.meetings and not report.schema:
        typer.echo("OK   no meeting has been convened yet")
    sound = report.sound and report.lawful
    if report.fault is None:
        for line in beside_the_chain(path, report):
            typer.echo(safe(line))
            sound = False
        if is_stale(path):
            typer.echo(STALE)
    if report.fault is None or report.meetings:
        for held, line in compared(against or (), path, report):
            sound = sound and held
            if line.startswith(("HELD ", "LOST ")):
                typer.echo(line)
            else:
                complain(line)
    if (summed := in_sum(report)) is not None:
        complain(summed)
    raise typer.Exit(0 if sound else 1)


def in_sum(report: proof.Verification) -> str | None:
    """Whether it is the chains that do not hold, or the course of meetings that is not lawful, or both;
    None where it is neither."""
    broken = sum(each.problem is not None for each in report.meetings)
    unlawful = sum(bool(each.unlawful) for each in report.meetings)
    if broken and unlawful:
        return (
            f"the chain is broken in {meetings(broken)}, and in {meetings(unlawful)} the course is not "
            "lawful, as far as the chain holds."
        )
    if broken:
        return (
            f"the chain is broken in {meetings(broken)}; as far as it holds, the course is lawful."
        )
    if unlawful:
        return (
            f"every chain is whole, but in {meetings(unlawful)} the course is not lawful: somebody who "
            "has the file may have added what is named."
        )
    return None


def meetings(number: int) -> str:
    return "1 meeting" if number == 1 else f"{number} meetings"


def is_stale(path: Path) -> bool:
    """Whether only a part of the search index was compared. What cannot be read was told by others."""
    try:
        return stale(path)
    except sqlite3.Error:
        return False


def told(each: proof.MeetingReport) -> str:
    """One line for a meeting."""
    if each.problem is not None:
        return f"BAD  {each.meeting}: {problem_found(each.problem)}"
    erased = f", {each.erased} texts erased on request" if each.erased else ""
    return f"OK   {each.meeting}: {each.events} events{erased}, head {each.head}"


def course_told(each: proof.MeetingReport) -> Iterator[str]:
    """A line for each event that is not lawful, and one for all messages that stand twice."""
    for wrong in each.unlawful[:MOST_TOLD]:
        yield f"UNLAWFUL  {each.meeting}: {unlawful_found(wrong)}"
    if len(each.unlawful) > MOST_TOLD:
        yield f"UNLAWFUL  {each.meeting}: and {len(each.unlawful) - MOST_TOLD} more"
    doubled = () if each.course is None else each.course.doubled
    if doubled:
        which = ", ".join(map(twice, doubled[:MOST_TOLD]))
        more = f" and {len(doubled) - MOST_TOLD} more" if len(doubled) > MOST_TOLD else ""
        yield f"DOUBLED  {each.meeting}: messages that were recorded twice: {which}{more}"


def twice(each: Doubled) -> str:
    other = " with other words" if each.same is False else ""
    return f"seq {each.seq} as seq {each.first}{other}"


def beside_the_chain(path: Path, report: proof.Verification) -> Iterator[str]:
    """A line for each attachment that is not there as it was, and for each table that says something
    else than the events. Where a chain does not hold, its tables are not looked at as well."""
    try:
        for each, wrong in lacking(path):
            place = f"{each.meeting}: seq {each.seq}, attachment {each.digest}"
            yield f"BAD  {place}: {ATTACHMENT[wrong]}"
        broken = {each.meeting for each in report.meetings if each.problem is not None}
        for meeting, table in drifted(path):
            if meeting not in broken:
                yield f"BAD  {meeting}: table {table}: it does not say what the events say"
    except sqlite3.Error as error:
        fault = JournalFault(fault_of(error), report.path)
        yield f"BAD  {journal_fault(fault, to_write=False)}"
