"""What the command line says about each fault of a journal: one sentence of what is wrong, one of what
to do.

English only, for now: these are read by whoever runs the bot, not by those at the table. What must
not live here: finding a fault, or a word about what anybody said.
"""

from __future__ import annotations

from bot.journal.port import FaultKind, JournalFault
from bot.journal.schema import Departed, Departure
from bot.journal.verification import Problem, Wrong
from bot.procedure.lawful import Unlawful, Why

JOURNAL: dict[FaultKind, str] = {
    FaultKind.MISSING: "there is no such file. Name another with --db; `cochair run` makes a new one.",
    FaultKind.NO_FOLDER: "the folder that this file should be in does not exist. Create it, or name "
    "another path with --db.",
    FaultKind.DIRECTORY: "this is a folder. Name a file with --db, such as cochair.db.",
    FaultKind.NOT_A_DATABASE: "this file is not a database. Name another with --db; this one was "
    "left as it is.",
    FaultKind.FOREIGN: "this is another program's database. Name another file with --db; this one "
    "was left as it is.",
    FaultKind.NEWER: "a newer version of Cochair wrote this file. Install that version to use it; "
    "the file was left as it is.",
    FaultKind.OLDER: "an older version of Cochair wrote this file. `cochair run` brings it up to "
    "date, and keeps a copy of it.",
    FaultKind.DAMAGED: "the file is damaged. `cochair verify` says how far it can be trusted; go on "
    "from a copy.",
    FaultKind.SCHEMA: "its tables, indexes, triggers or views are not those that Cochair makes. "
    "`cochair verify` names what was added, taken out or changed; go on from a copy.",
    FaultKind.LOCKED: "another process is writing to it. Is a Cochair running already? End that one, "
    "or give this one another file with --db.",
    FaultKind.READ_ONLY: "the file or its folder may not be written. Give yourself the right to "
    "write, or name another file with --db.",
    FaultKind.FULL: "the disk is full. Make room on it; what was written before is whole.",
    FaultKind.UNREADABLE: "the file cannot be read. See to its permissions and to the disk.",
}

WRONG: dict[Wrong, str] = {
    Wrong.MISSING: "the row is missing, though there are later ones",
    Wrong.UNREADABLE: "a value is of a kind that is never written",
    Wrong.PREVIOUS: "it does not hold on to the row before it",
    Wrong.HASH: "the row was altered: it does not give its hash",
    Wrong.PAYLOAD: "the payload is not JSON",
    Wrong.TEXT_MISSING: "the event has a digest, but the text is gone",
    Wrong.TEXT_ALTERED: "the text was altered: it does not give the event's digest",
    Wrong.TEXT_ORPHANED: "there is a text that belongs to no event",
    Wrong.ERASED_UNSAID: "the text is gone, and no event says that it was erased then",
    Wrong.NOT_ERASED: "an event says that the text was erased, but it is there",
}

WHY: dict[Why, str] = {
    Why.TIME: "its time is before that of the event before it",
    Why.RULES: "the rules of procedure could not have written it there",
    Why.EDITION: "it names rules of procedure that this version does not know, or earlier ones than "
    "before",
    Why.MESSAGE: "it is about a message that is not in the record, or not as this person's",
    Why.TWICE: "its message was recorded before, and this version records each once",
    Why.UNKNOWN: "this version of Cochair writes no such event",
    Why.CUT: "what was written together with it should follow, and does not: events were cut off",
}

DEPARTURE: dict[Departure, str] = {
    Departure.FOREIGN: "Cochair makes no such thing",
    Departure.MISSING: "it is missing",
    Departure.ALTERED: "it is not as Cochair makes it",
    Departure.VERSION: "that is what the file says of itself, and it has another version's tables",
}


def journal_fault(fault: JournalFault, *, to_write: bool) -> str:
    """`cochair.db: ...` and what to do."""
    if to_write and fault.kind is FaultKind.DAMAGED:
        return f"{fault.path}: the file is damaged, and was left as it is. See `cochair verify`."
    return f"{fault.path}: {JOURNAL[fault.kind]}"


def departure_found(each: Departed) -> str:
    """In what the schema is another: the kind of thing, its name, and what is wrong with it."""
    return f"schema: {each.kind} {each.name}: {DEPARTURE[each.departure]}"


def problem_found(problem: Problem) -> str:
    """The first bad row of a meeting: table, seq, field, and what is wrong with it."""
    field = "" if problem.field is None else f", field {problem.field}"
    return f"seq {problem.seq}, table {problem.table}{field}: {WRONG[problem.wrong]}"


def unlawful_found(each: Unlawful) -> str:
    """An event that is not lawful: seq, kind, and why."""
    return f"seq {each.seq}, {each.kind}: {WHY[each.why]}"
