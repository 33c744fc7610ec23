"""`--against` of `cochair verify`: heads that were kept elsewhere, and what is said about each.

What must not live here: how a head stands to a journal, which `bot.journal.kept_heads` finds out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.fault_sentences import journal_fault
from bot.cli.options import safe
from bot.journal.heads import Head, parse
from bot.journal.journal_files import fault_of
from bot.journal.kept_heads import HeadFinding, HeadStanding, NoHead, against, heads_in
from bot.journal.port import FaultKind, JournalFault
from bot.journal.verification import Verification
from bot.procedure.lawful import Unlawful

NO_HEAD: dict[NoHead, str] = {
    NoHead.MISSING: "this is neither a head nor a file that is there. A head is a line of `cochair "
    "head`, or a hash of 64 digits and letters a to f.",
    NoHead.NOT_A_FILE: "this is no file that could be read. Name a head, or a file that carries one.",
    NoHead.UNREADABLE: "the file cannot be read. See to its permissions and to the disk.",
    NoHead.TOO_LONG: "the file is too long to look for a head in it; give the line itself.",
    NoHead.NONE_IN_IT: "there is no head in this file. `cochair head` prints one, and transcripts "
    "carry one at their end.",
    NoHead.UNSOUND: "this journal does not hold itself, so it proves nothing; `cochair verify --db` "
    "names the row.",
}

NO_JOURNAL: dict[FaultKind, str] = {
    FaultKind.NOT_A_DATABASE: "this file begins like a database and is none; it has no head.",
    FaultKind.FOREIGN: "this is another program's database; it has no head.",
    FaultKind.NEWER: "a newer version of Cochair wrote this file; install that version to take heads "
    "from it, or give their lines.",
    FaultKind.DAMAGED: "the file is damaged, so no head is taken from it; `cochair verify --db` says "
    "how far it can be trusted.",
    FaultKind.LOCKED: "another process keeps it locked; try again, or give the head's line.",
}

MOST_TOLD = 20

WHY = "events were cut off, the journal was written anew, or it is another one"

Against = Annotated[
    list[str] | None,
    typer.Option(
        "--against",
        metavar="HEAD_OR_FILE",
        help="Also say whether this head is still part of the journal: a line of `cochair head`, a "
        "bare hash, or a file that carries heads (a transcript, a text, a backup). Repeatable.",
        show_default=False,
    ),
]


def compared(given: Sequence[str], path: Path, report: Verification) -> Iterator[tuple[bool, str]]:
    """For each head in what was given: whether all is well, and the line to say."""
    for each in given:
        heads = heads_from(each)
        if isinstance(heads, str):
            yield False, heads
            continue
        try:
            found = against(path, report, heads)
        except sqlite3.Error as error:
            fault = JournalFault(fault_of(error), str(path))
            yield False, journal_fault(fault, to_write=False)
            return
        unlawful = {each.meeting: each.unlawful for each in report.meetings}
        for one in found:
            yield one.standing is HeadStanding.HELD, told(one, unlawful.get(one.meeting or "", ()))


def heads_from(given: str) -> tuple[Head, ...] | str:
    """The heads to compare with, or a sentence on what is wrong with what was given."""
    # A line that was copied from a printed page may come in two.
    joined = "".join(given.split())
    head = parse(joined if joined.startswith("cochair:") else given)
    if head is not None:
        return (head,)
    found = heads_in(Path(given))
    match found:
        case NoHead():
            return f"{given}: {NO_HEAD[found]}"
        case FaultKind():
            return f"{given}: {NO_JOURNAL.get(found, NO_HEAD[NoHead.UNREADABLE])}"
        case heads:
            return heads


def told(each: HeadFinding, unlawful: Sequence[Unlawful] = ()) -> str:
    """One line about a head. `unlawful` are the events of its meeting that are not lawful."""
    line = each.head.line
    match each.standing:
        case HeadStanding.HELD:
            since = "no event" if not each.since else f"{each.since} events"
            since = "1 event" if each.since == 1 else since
            said = f"still part of this journal: event {each.seq} of {each.meeting}, {since} since"
            later = [str(one.seq) for one in unlawful if one.seq > (each.seq or 0)]
            if later:
                named = ", ".join(later[:MOST_TOLD])
                said += f", of which seq {named} could not have been written there"
        case HeadStanding.CUT:
            said = f"{each.meeting} has no event {each.seq}, its chain holds up to {each.events}: {WHY}"
        case HeadStanding.OTHER:
            said = f"event {each.seq} of {each.meeting} is another one: {WHY}"
        case HeadStanding.GONE:
            said = (
                f"there is no meeting {each.meeting} here: it was removed, the journal was written "
                "anew, or it is another one"
            )
        case HeadStanding.UNKNOWN:
            said = f"no event here has this hash: {WHY}"
        case HeadStanding.BROKEN:
            said = (
                f"event {each.seq} of {each.meeting} has this hash, but the chain holds only up to "
                f"event {each.events}"
            )
    return safe(f"{'HELD' if each.standing is HeadStanding.HELD else 'LOST'} {line}: {said}")
