"""What of Cochair's is open to others than its owner: the token, the journal and all beside it.

What lives here: looking, and what to do about it. What must not: changing anything.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from bot.cli.findings import Finding, Level
from bot.journal.attachment_folder import folder_of
from bot.journal.journal_files import real
from bot.journal.modes import belonging
from bot.private import open_to_others, within


def of_modes(database: Path | None, env_file: Path | None) -> Iterator[Finding]:
    """A finding for each file that others can read or write. One that is not there is not open."""
    source = Path(".env") if env_file is None else env_file
    if open_to_others(source):
        yield _finding("settings", f"read {source}, and the token in it", "chmod go=", source)
    if database is None:
        return
    place = real(database)
    for each in belonging(place):
        if open_to_others(each):
            yield _finding("files", f"read or write {each}", "chmod go=", each)
    attachments = folder_of(place)
    opened = sum(open_to_others(each) for each in within(attachments))
    if opened:
        what = f"see into {attachments} (files and folders that are open: {opened})"
        yield _finding("files", what, "chmod -R go=", attachments)


def _finding(about: str, what: str, command: str, path: Path) -> Finding:
    return Finding(
        Level.WARN,
        about,
        f"others on this machine can {what}: {command} {shlex.quote(str(path))}",
    )
