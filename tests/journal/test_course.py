"""Whether the course of a meeting is lawful, told from its rows: apart from whether its chain holds."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.journal.meeting_course import Doubled, course_of
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.journal.verification import MeetingReport, verify
from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.lawful import Unlawful, Why
from bot.procedure.values import Words
from bot.roundtables import Roundtables
from tests.journal.dumps import raw
from tests.journal.examples import tell
from tests.journal.forging import add, append_by_hand, chain_anew, free
from tests.journal.meetings import (
    SAID,
    of_earlier_edition,
    seq_of,
    talk,
    write,
    write_first_version,
)
from tests.procedure import samples as s

FORGED = e.ContributionMade("9009", 6, "one", s.ANNA, s.EAST, Words("I concede everything."))


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A journal of one meeting, which is over."""
    where = tmp_path / "cochair.db"
    await write(where, talk().records)
    return where


def report_on(path: Path) -> MeetingReport:
    """The report on the one meeting in the file; its chain holds, whatever was done to it."""
    report = verify(path, course=True)
    assert report.sound
    (meeting,) = report.meetings
    return meeting


def test_what_the_rules_have_written_is_lawful(path: Path) -> None:
    found = report_on(path)
    assert found.course is not None
    assert (found.course.unlawful, found.course.doubled) == ((), ())
    assert verify(path).meetings[0].course is None, "nobody asked"


def test_a_row_appended_to_a_closed_meeting_with_an_old_time_and_turn(path: Path) -> None:
    room = talk()
    said = room.records[seq_of(room, "9001") - 1]
    assert isinstance(said.event, e.ContributionMade)
    forged = replace(said.event, message="9009", words=Words("I concede everything."))
    add(path, "trust-1", forged, said.at + 1000, s.ANNA)
    last = len(room.records) + 1
    assert report_on(path).unlawful == (Unlawful(last, "ContributionMade", Why.TIME),)


def test_the_same_row_with_a_time_of_today(path: Path) -> None:
    room = talk()
    add(path, "trust-1", FORGED, room.now + 1, s.ANNA)
    last = len(room.records) + 1
    assert report_on(path).unlawful == (Unlawful(last, "ContributionMade", Why.RULES),)


def test_a_row_put_into_another_turn(path: Path) -> None:
    """Not at the end, but where Tom has the floor; what follows it is not blamed."""
    room = talk()
    seq = seq_of(room, "9004")
    at = room.records[seq - 1].at
    add(path, "trust-1", FORGED, at, s.ANNA, seq)
    assert report_on(path).unlawful == (Unlawful(seq, "ContributionMade", Why.RULES),)


@pytest.mark.parametrize(
    "event",
    [
        e.ContributionEdited("9003", s.TOM, Words("x")),  # it was held
        e.ContributionEdited("9004", s.ANNA, Words("x")),  # it is Tom's
        e.ReactionAdded("7777", s.ANNA, Words("+")),
        e.ContributionRemoved("7777"),
    ],
    ids=lambda event: type(event).__name__,
)
async def test_what_is_done_to_a_message_that_is_not_on_the_record(
    tmp_path: Path, event: e.Event
) -> None:
    path = tmp_path / "cochair.db"
    room = talk(closed=False)
    await write(path, room.records)
    actor = getattr(event, "person", None)
    add(path, "trust-1", event, room.now + 1, actor)
    last = len(room.records) + 1
    assert report_on(path).unlawful == (Unlawful(last, type(event).__name__, Why.MESSAGE),)


@pytest.mark.parametrize(
    ("kind", "payload"),
    [("MeetingAbducted", {}), ("ContributionEdited", {"message": "9001"}), ("TurnEnded", [])],
)
def test_a_row_that_is_no_event(path: Path, kind: str, payload: object) -> None:
    append_by_hand(path, "trust-1", talk().now + 1, kind, payload)
    (found,) = report_on(path).unlawful
    assert (found.kind, found.why) == (kind, Why.UNKNOWN)


def test_where_the_chain_breaks_the_course_is_told_up_to_there(path: Path) -> None:
    room = talk()
    seq = seq_of(room, "9004")
    add(path, "trust-1", FORGED, room.records[seq - 1].at, s.ANNA, seq)
    with raw(path) as db:
        free(db)
        db.execute("UPDATE events SET at = at + 1 WHERE seq > ?", (seq + 1,))
    report = verify(path, course=True)
    (found,) = report.meetings
    assert found.problem is not None and found.problem.seq == seq + 2
    assert [each.seq for each in found.unlawful] == [seq]
    assert not report.sound and not report.lawful


async def test_words_that_were_erased_since_are_taken_as_they_stood(tmp_path: Path) -> None:
    """Minutes of erased words, an erased note: what followed from them was lawful when it happened."""
    path = tmp_path / "cochair.db"
    room = talk(closed=False)
    room.after(1).do(
        c.NotePoint(s.CHAIR_E, e.PointKind.AGREEMENT, Words("That the quay be opened"))
    )
    room.after(1).do(c.Close(s.CHAIR_E))
    room.after(1).do(c.DraftMinutes(Words("It was agreed that the quay be opened.")))
    room.after(1).do(c.ProposeAmendment(s.CHAIR_W, Words("in May"), Words("opened")))
    room.after(1).do(c.DecideAmendment(s.CHAIR_E, 1, accepted=True))
    room.after(1).do(c.AdoptMinutes(s.CHAIR_E, 2))
    room.after(1).do(c.AdoptMinutes(s.CHAIR_W, 2))
    await write(path, room.records)
    assert report_on(path).unlawful == ()
    with raw(path) as db:
        places = db.execute("SELECT seq, field FROM texts WHERE field != 'name'").fetchall()
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    runner = await Roundtables(journal, lambda: room.now + 5).fetch("trust-1")
    assert runner is not None
    texts = tuple(e.TextAt(*place) for place in places)
    await runner.give(c.EraseTexts(None, None, e.ErasedBecause.ORGANIZER, texts))
    await journal.close()
    found = report_on(path)
    assert (found.erased, found.unlawful) == (len(places), ())


# Files of earlier versions ---------------------------------------------------------------------


async def test_a_meeting_of_an_earlier_edition_is_judged_by_what_has_always_held(
    tmp_path: Path,
) -> None:
    path = tmp_path / "cochair.db"
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    await tell(journal)  # no rules of today's have written that: it closes with an item open
    await journal.close()
    assert report_on(path).unlawful == ()
    add(path, "trust-1", e.MessageHeld(3, "1", "102", e.HeldBecause.NO_SEAT, None), 99_000, "102")
    (found,) = report_on(path).unlawful
    assert (found.kind, found.why) == ("MessageHeld", Why.RULES)


def test_a_file_of_the_first_version_verifies_as_before(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    write_first_version(path)
    assert report_on(path).unlawful == ()


def test_todays_rules_cannot_be_exchanged_for_earlier_ones(path: Path) -> None:
    room = talk()
    add(path, "trust-1", e.OutageNoted(room.now, 0), room.now + 1, None)
    (found,) = report_on(path).unlawful
    assert found.why is Why.EDITION


# Words doubled ---------------------------------------------------------------------------------


async def test_words_doubled_by_an_earlier_version_are_no_forgery(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    room = talk(closed=False)
    said = seq_of(room, "9004")
    again = room.records[said - 1]
    held = next(r for r in room.records if isinstance(r.event, e.MessageHeld))
    assert isinstance(again.event, e.ContributionMade) and isinstance(held.event, e.MessageHeld)
    records = of_earlier_edition(room.records)
    records.insert(said, again)
    edited = replace(again, event=replace(again.event, words=Words("Agreed.")))
    records.insert(said + 1, edited)
    records.insert(held.seq, replace(held, event=replace(held.event, held=2)))
    records = [replace(each, seq=nth) for nth, each in enumerate(records, 1)]
    await write(path, records)
    found = report_on(path)
    assert found.course is not None
    first = said + 1
    assert found.course.unlawful == ()
    assert found.course.doubled == (
        Doubled(held.seq + 1, held.seq, same=True),
        Doubled(first + 1, first, same=True),
        Doubled(first + 2, first, same=False),
    )


def test_whether_doubled_words_are_the_same_is_not_told_of_those_that_were_not_kept() -> None:
    records = of_earlier_edition(talk(closed=False).records)
    at, last = records[-1].at, len(records)
    for nth in (1, 2):
        held = e.MessageHeld(nth + 1, "7", s.GUEST, e.HeldBecause.NO_SEAT, None)
        records.append(e.Recorded("trust-1", last + nth, at, s.GUEST, held))
    assert course_of(records).doubled == (Doubled(last + 2, last + 1, same=None),)


def test_nothing_here_tells_what_anybody_said(path: Path) -> None:
    add(path, "trust-1", FORGED, talk().now + 1, s.ANNA)
    said = repr(verify(path, course=True))
    assert "concede" not in said and SAID not in said


def test_a_copy_that_was_only_looked_at_is_as_it_was(path: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(path, tmp_path / "copy.db"))
    chain_anew(copy, "trust-1")
    assert report_on(copy).unlawful == ()
