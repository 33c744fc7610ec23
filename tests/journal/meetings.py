"""Meetings as the rules make them, in journals: what `verify` finds lawful, for tests that forge it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from bot.journal.journal_files import APPLICATION_ID
from bot.journal.migrate import own_migrations
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.values import Words
from tests.journal.dumps import raw
from tests.procedure import samples as s

SAID = "Сначала проверка, потом обещания."


async def write(path: Path, records: Sequence[e.Recorded]) -> None:
    """A journal of this meeting, appended as a lane does it: what happened together, together."""
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    for (at, actor), together in groupby(records, lambda each: (each.at, each.actor)):
        part = list(together)
        events = [each.event for each in part]
        written = await journal.append(part[0].meeting, part[0].seq - 1, at, actor, events)
        assert isinstance(written, tuple)
    await journal.close()


def write_first_version(path: Path) -> None:
    """A meeting that is under way, as the first version of the schema has it."""
    _write_stored(path, 1, "version-1.sql")


def write_doubled(path: Path) -> None:
    """A meeting of the third version of the schema, which let a message be recorded twice: seq 34 and 35
    are 32 and 33 once more."""
    _write_stored(path, 3, "version-3-doubled.sql")


def _write_stored(path: Path, version: int, evidence: str) -> None:
    with raw(path) as db:
        for migration in own_migrations()[:version]:
            db.executescript(migration.sql)
        db.executescript(Path(__file__).with_name(evidence).read_text(encoding="utf-8"))
        own = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {version};"
        db.executescript(own)


def talk(*, closed: bool = True) -> s.Room:
    """Two turns with contributions, an edit, a deletion and an erasure."""
    room = s.Room().in_discussion()
    room.after(1).do(c.Ask(s.ANNA, Kind.STATEMENT, Words("On verification")))
    room.after(1).do(c.CallNext(s.CHAIR_E))
    room.after(5).do(c.Say(s.ANNA, "9001", Words(SAID)))
    room.after(5).do(c.Say(s.ANNA, "9002", Words("A slip of the finger")))
    room.after(1).do(c.Say(s.TOM, "9003", Words("I must come in here!")))
    room.after(1).do(c.Reword(s.ANNA, "9001", Words(SAID + " Всегда.")))
    room.after(1).do(c.MarkDeleted("9002"))
    room.after(5).do(c.Yield(s.ANNA))
    room.after(1).do(c.Grant(s.CHAIR_W, s.TOM))
    room.after(9).do(c.Say(s.TOM, "9004", Words("Agreed, with one remark.")))
    room.after(9).do(c.Yield(s.TOM))
    if closed:
        room.after(1).do(c.Close(s.CHAIR_E))
        room.after(60).do(c.TakeExport(s.CHAIR_E, e.ExportRule.FULL, e.ExportForm.MD, "en"))
    return room


def seq_of(room: s.Room, message: str) -> int:
    """Where the contribution stands that was sent as this message."""
    made = (r for r in room.records if isinstance(r.event, e.ContributionMade))
    return next(r.seq for r in made if getattr(r.event, "message", "") == message)


def of_earlier_edition(records: Sequence[e.Recorded]) -> list[e.Recorded]:
    """The same meeting, as if an earlier version had kept it."""
    return [
        replace(each, event=replace(each.event, edition=0))
        if isinstance(each.event, e.MeetingConvened | e.MeetingOpened)
        else each
        for each in records
    ]
