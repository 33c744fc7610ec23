"""`cochair attachments`: what hung on the messages of a meeting, as files in a folder.

What lives here: which meeting, which folder. What must not: the names that the files came with, which
are people's words and stand in the full transcript, beside the digests.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import finish, reading
from bot.cli.options import Database, EnvFile, complain, database_from, possible, stop
from bot.cli.transcript_command import find
from bot.cli.writing import put
from bot.journal.sqlite_reader import SqliteReader
from bot.procedure.events import FileKept

ENDINGS = {
    "application/pdf": ".pdf",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}


def attachments(
    meeting: Annotated[
        str,
        typer.Argument(
            help="The meeting's id as `cochair meetings` shows it, or `last` for the latest.",
            show_default=False,
        ),
    ],
    folder: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            callback=possible,
            help="Write the files into this folder, which must be there.",
            show_default=False,
        ),
    ],
    db: Database = None,
    env_file: EnvFile = None,
) -> None:
    """Write the attachments of a meeting into a folder, each under its digest.

    The full transcript says which digest belongs to which message, and what the file was called; a
    file's name is somebody's words, so no file here bears it. What was erased is not there any more.
    A file that the journal names and the store has not, or has otherwise, is named, and the exit
    code is 1. Have them looked at before they go out: a photograph holds more than a picture.
    """
    database = database_from(db, env_file)
    if not folder.is_dir():
        stop(f"{folder}: there is no such folder; make it first.", code=2)
    kept = finish(_kept(database, meeting))
    missing = 0
    for event, data in kept:
        digest = event.digest.text
        if data is None:
            missing += 1
            complain(f"{digest}: the journal names this file, and the store does not have it so.")
            continue
        path = folder / f"{digest}{ENDINGS.get(event.kind, '')}"
        if not (path.is_file() and path.read_bytes() == data):
            put(path, data, force=False)
        typer.echo(path)
    if not kept:
        complain("no attachments are kept of this meeting.")
    raise typer.Exit(1 if missing else 0)


async def _kept(database: Path, wanted: str) -> list[tuple[FileKept, bytes | None]]:
    """Every attachment once, with its bytes; None where the store has others or none."""
    journal: SqliteReader = await reading(database)
    try:
        meeting = await find(journal, wanted, database)
        records = await journal.read(meeting)
        files = {
            record.event.digest.text: record.event
            for record in records
            if isinstance(record.event, FileKept) and not record.event.digest.erased
        }
        return [
            (event, await journal.file(digest))
            for digest, event in files.items()
            if digest is not None
        ]
    finally:
        await journal.close()
