"""`cochair erase`: a person's words, or a whole meeting's, erased for good by whoever keeps the file."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.fault_sentences import journal_fault, problem_found, unlawful_found
from bot.cli.opening import finish
from bot.cli.options import Database, EnvFile, complain, config_dir_from, database_from, safe, stop
from bot.data import Locales, catalogue_folders
from bot.journal.copies import copies_of
from bot.journal.drift import drifted
from bot.journal.journal_files import fault_of
from bot.journal.ownership import texts_of, with_quotations
from bot.journal.port import FaultKind, Journal, JournalFault, Unfinished, UnwrittenJournal
from bot.journal.sqlite import open_journal
from bot.journal.verification import verify
from bot.phrases import PhraseError, phrases_of
from bot.procedure import commands as c
from bot.procedure.events import ErasedBecause
from bot.procedure.refusals import Refusal
from bot.procedure.values import MeetingId, Words
from bot.roundtables import MeetingRunner, Roundtables
from bot.transcript.labels import CATALOGUE
from bot.transcript.minutes_draft import compose

PATIENCE = 10.0
"""For how many seconds somebody who reads the file is waited for."""

LEFT: dict[Unfinished, str] = {
    Unfinished.IN_USE: "another program is reading the file (a review desk, a backup, a search). End "
    "it, then give this command again",
    Unfinished.FULL: "the disk has no room to write the file anew. Make room for another file of its "
    "size, then give this command again",
    Unfinished.UNWRITABLE: "the disk refuses to write the file anew or to remove an attachment. See to "
    "the permissions and to the disk, then give this command again",
}
"""What is left to do, after "bytes of them are still in it: "."""


def erase(
    person: Annotated[
        str | None,
        typer.Option("--person", help="Whose words, by id.", show_default=False),
    ] = None,
    meeting: Annotated[
        str | None,
        typer.Option("--meeting", help="In this meeting only.", show_default=False),
    ] = None,
    names: Annotated[bool, typer.Option("--names", help="Names too, not words only.")] = False,
    although_unsound: Annotated[
        bool,
        typer.Option("--although-unsound", help="Also in a file that does not verify."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask once more.")] = False,
    db: Database = None,
    env_file: EnvFile = None,
) -> None:
    """Erase words for good: one person's everywhere, everybody's in one meeting, or both together.

    The chain still verifies afterwards, and says that texts were erased, and when. The bot must not be
    running; people erase their own words with /record mine. Backups and copies made before are not
    touched: those in the same folder are named at the end, whatever they are called.

    A file that does not verify is left as it is: with what was forged in it the proof of that would go
    too. What is wrong is named; --although-unsound erases all the same. Copy the file before.

    Exit code 1 if bytes of what was erased could not be taken out of the file yet, because another
    program reads it or the disk is full: what to do is said, and the same command finishes it.
    """
    if person is None and meeting is None:
        stop("say whose words (--person) or which meeting's (--meeting).", code=2)
    path = database_from(db, env_file)
    if not yes:
        whose = "everybody's" if person is None else f"those of {safe(person)}"
        where = "every meeting" if meeting is None else safe(meeting)
        typer.confirm(f"Erase the words in {where}, {whose}, for good?", abort=True, err=True)
    locales = catalogue_folders(config_dir_from(env_file))
    try:
        # The draft of minutes is made anew in their words: a fault in them must stop us now, and not
        # when half is done.
        phrases_of(locales, CATALOGUE)
    except PhraseError as error:
        stop(f"{error}. Nothing was erased. Mend the file, or leave COCHAIR_CONFIG_DIR empty.")
    erased, left = finish(carry_out(path, locales, person, meeting, names, although_unsound))
    typer.echo(f"{erased} texts erased.")
    for copy in copies_of(path):
        typer.echo(f"This copy still holds what it held: {copy}")
    if left is not None:
        stop(f"{path}: texts are erased, but bytes of them are still in it: {LEFT[left]}.")


async def carry_out(
    path: Path,
    locales: Locales,
    person: str | None,
    meeting: str | None,
    names: bool,
    although_unsound: bool,
) -> tuple[int, Unfinished | None]:
    """How many texts were erased, and why bytes of them, or of earlier ones, are still there."""
    if not path.exists():
        stop(f"{path}: there is no such file.")
    if path.is_file() and not path.stat().st_size:  # it would become a journal, with nothing in it
        stop(journal_fault(JournalFault(FaultKind.NOT_A_DATABASE, str(path)), to_write=True))
    known = proven(path, although_unsound)
    journal = await open_journal(path)
    if isinstance(journal, JournalFault):
        stop(journal_fault(journal, to_write=True))
    try:
        tables = Roundtables(journal, lambda: int(time.time() * 1000))
        erased = 0
        undrafted: list[MeetingRunner] = []
        if meeting is not None and meeting not in known:
            stop(f"there is no meeting {safe(meeting)!r}; `cochair meetings` lists them all.")
        for each in known if meeting is None else [meeting]:
            lane = await tables.fetch(each)
            records = await journal.read(each)
            texts = with_quotations(records, texts_of(records, person, names=names))
            if lane is None or not texts:
                continue
            command = c.EraseTexts(None, person, ErasedBecause.ORGANIZER, texts)
            if not isinstance(await lane.give(command), Refusal):
                erased += len(texts)
                if person is not None and lane.meeting.minutes.lost:
                    undrafted.append(lane)
        # Also with nothing erased just now: this finishes what an earlier erasure had to leave.
        left = await journal.scrub(PATIENCE)
        # Last, since the words must be gone whatever becomes of a draft.
        for lane in undrafted:
            await _draft_anew(journal, lane, locales)
        return erased, left
    except UnwrittenJournal as error:
        stop(journal_fault(JournalFault(error.kind, str(path)), to_write=True))
    except sqlite3.Error as error:
        stop(journal_fault(JournalFault(fault_of(error), str(path)), to_write=True))
    finally:
        await journal.close()


async def _draft_anew(journal: Journal, lane: MeetingRunner, locales: Locales) -> None:
    """Minutes that nobody had adopted yet, without what has been erased."""
    meeting = lane.meeting
    head = await journal.head(meeting.id)
    records = await journal.read(meeting.id)
    if head is not None:
        points, languages = meeting.minutes.points, meeting.dialogue.languages
        text = compose(records, head[1], points, languages, locales)
        await lane.give(c.DraftMinutes(Words(text)))


def proven(path: Path, although_unsound: bool) -> list[MeetingId]:
    """The meetings in the file, by the evidence and by no table to read by, once it is proven; else the
    end of the command, unless whoever keeps the file insists."""
    report = verify(path, course=True)
    fault = FaultKind.SCHEMA if report.schema and report.fault is None else report.fault
    if fault is not None and not (fault is FaultKind.DAMAGED and although_unsound):
        stop(journal_fault(JournalFault(fault, str(path)), to_write=True))
    wrong = [
        f"{each.meeting}: {problem_found(each.problem)}"
        for each in report.meetings
        if each.problem is not None
    ]
    wrong += [
        f"{each.meeting}: {unlawful_found(unlawful)}"
        for each in report.meetings
        for unlawful in each.unlawful
    ]
    try:
        wrong += [
            f"{meeting}: table {table}: it does not say what the events say"
            for meeting, table in drifted(path)
        ]
    except sqlite3.Error as error:
        wrong.append(journal_fault(JournalFault(fault_of(error), str(path)), to_write=True))
    for line in wrong:
        complain(line)
    if wrong and not although_unsound:
        stop(
            f"{path}: nothing was erased, since the file does not verify, and with what was altered the "
            "proof of it would go. Keep a copy of it as it is; then add --although-unsound."
        )
    return [each.meeting for each in report.meetings]
