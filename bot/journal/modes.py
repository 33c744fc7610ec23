"""All that belongs to a journal, and that it is for its owner alone.

What is made is made so (`bot.private`); what an earlier version, a copy or somebody's hand left open is
closed when the bot opens the journal. What must not live here: what is in any of these files.
"""

from __future__ import annotations

from collections.abc import Iterator
from glob import escape
from pathlib import Path

from bot.journal.attachment_folder import folder_of
from bot.journal.journal_files import BESIDE, beside
from bot.private import tighten, within


def belonging(path: Path) -> Iterator[Path]:
    """The journal at this path, which has to be `real`, and the files beside it, the copies that
    upgrades made included; not its attachments."""
    yield path
    yield from (beside(path, end) for end in (*BESIDE, ".lock"))
    yield from sorted(path.parent.glob(f"{escape(path.name)}.v*.bak"))


def close_to_others(path: Path) -> None:
    """See that nobody but their owner may read or write them, the attachments included."""
    for each in (*belonging(path), *within(folder_of(path))):
        tighten(each)
