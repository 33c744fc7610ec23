"""`cochair backup`: a whole and verified copy of the journal, while the bot runs.

What lives here: what is said about how it went. Copying and proving is `bot.journal.journal_backup`.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.fault_sentences import journal_fault, problem_found
from bot.cli.options import Database, EnvFile, complain, database_from, possible, safe, stop
from bot.journal.heads import heads_of
from bot.journal.journal_backup import Backup, NoBackup, Refused, back_up
from bot.journal.port import FaultKind, JournalFault

REFUSED: dict[Refused, str] = {
    Refused.DIRECTORY: "this is a folder; name a file in it.",
    Refused.NO_FOLDER: "the folder that this file should be in does not exist; make it first.",
    Refused.ITSELF: "this is the journal itself, or belongs to it; a backup needs another file.",
    Refused.NOT_A_FILE: "this is no file; name one.",
    Refused.EXISTS: "this file, or the folder {files} for its attachments, is there already. Name "
    "another, or add --force to replace it.",
    Refused.IN_USE: "there is a log of SQLite's beside it ({name}-wal or the like), so something "
    "uses this name, or was killed using it. Name another file, or take the log away.",
    Refused.NOT_OURS: "the folder {files} is not one of attachments, and would be replaced; name "
    "another file.",
    Refused.FULL: "the disk is full; nothing was left behind.",
    Refused.UNWRITABLE: "the backup cannot be written{error}; nothing was left behind.",
    Refused.UNSOUND: "the journal does not verify, so there is no backup of it{problem}. `cochair "
    "verify` says more; copy the files by hand if you must.",
}

WRONG_USAGE = (Refused.DIRECTORY, Refused.ITSELF)


def backup(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Where the backup goes.", callback=possible, show_default=False
        ),
    ],
    force: Annotated[
        bool, typer.Option("--force", help="Replace FILE if it is there already.")
    ] = False,
    db: Database = None,
    env_file: EnvFile = None,
) -> None:
    """Copy the whole journal into one file, while the bot runs.

    The copy is of one moment, and is verified before it takes its name: if anything goes wrong, FILE
    is what it was before. Attachments go into the folder FILE.files. Only you can read the copy. The
    bot never waits for it. Prints how much there is, and the head of each meeting.

    Exit code 1 also if an attachment is damaged or missing: it is left out and named by its digest.
    """
    journal = database_from(db, env_file)
    with ended_cleanly():
        made = back_up(journal, file, replace=force)
    if isinstance(made, NoBackup):
        # A journal that is a folder has a fault of the same name as a target that is one.
        misused = isinstance(made.why, Refused) and made.why in WRONG_USAGE
        stop(sentence(made, journal, file), code=2 if misused else 1)
    typer.echo(safe(told(made)))
    for digest in made.attachments.damaged:
        complain(f"attachment {digest}: the file does not give its digest, and was left out.")
    for digest in made.attachments.missing:
        complain(f"attachment {digest}: the journal names it, and there is no file of it.")
    lacking = made.attachments.damaged or made.attachments.missing
    raise typer.Exit(1 if lacking else 0)


@contextmanager
def ended_cleanly() -> Iterator[None]:
    """Let SIGTERM, which ends a service's timer, end the work as Ctrl-C does: with nothing left."""

    def end(*_: object) -> None:
        stop("the backup was ended; nothing was left behind.")

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def sentence(failed: NoBackup, journal: Path, file: Path) -> str:
    """Why there is no backup, and what to do."""
    if isinstance(failed.why, FaultKind):
        return journal_fault(JournalFault(failed.why, str(journal)), to_write=False)
    said = REFUSED[failed.why].format(
        name=file.name,
        files=f"{file.name}.files",
        error="" if failed.error is None else f": {failed.error}",
        problem="" if failed.problem is None else f" ({problem_found(failed.problem)})",
    )
    return f"{file}: {said}"


def told(made: Backup) -> str:
    """The line about a backup."""
    meetings, files = made.report.meetings, made.attachments.files
    counts = [
        counted(len(meetings), "meeting"),
        counted(sum(each.events for each in meetings), "event"),
        *([counted(files, "attachment")] if files else []),
    ]
    heads = "".join(f" {head.line}" for head in heads_of(made.report))
    return f"{made.path}: {', '.join(counts)}, verified;{heads or ' no head yet'}"


def counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
