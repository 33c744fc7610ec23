"""The minutes: noted on the way, drafted at the close, amended, adopted by both sides, and frozen."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.minutes.minutes_values import Amendment, amended
from bot.procedure.refusals import Code
from bot.procedure.table.seats import Capacity
from bot.procedure.values import ERASED, Words
from tests.procedure.samples import (
    ANNA,
    CHAIR_E,
    CHAIR_W,
    CONVENER,
    EAST,
    GUEST,
    RULES,
    TOM,
    Room,
    talking,
)

TEXT = "Present: all.\n\nThe bridge opens in May.\n"
AGREED = c.NotePoint(CHAIR_E, e.PointKind.AGREEMENT, Words("The bridge opens."))


def closed() -> Room:
    room = talking()
    room.do(c.Close(CHAIR_E))
    room.do(c.DraftMinutes(Words(TEXT)))
    return room


def text_of(room: Room) -> str:
    words = room.state.minutes.text
    assert words is not None
    return words.text or ""


def test_points_are_noted_by_those_who_keep_the_minutes() -> None:
    room = talking()
    room.do(AGREED)
    (point,) = room.state.minutes.points
    assert (point.number, point.item, point.kind) == (1, "one", e.PointKind.AGREEMENT)
    by_anna = c.NotePoint(ANNA, e.PointKind.QUESTION, Words("Who pays?"))
    assert room.refused(by_anna).code is Code.MINUTE_TAKERS_ONLY
    room.do(c.AssignSeat(CONVENER, GUEST, EAST, Capacity.RAPPORTEUR, "en", Words("r")))
    room.do(c.AcceptRules(GUEST, RULES, "en"))
    owner = Words("both city halls")
    room.do(c.NotePoint(GUEST, e.PointKind.UNDERTAKING, Words("A list."), owner=owner, due=9))
    room.do(c.DropPoint(GUEST, 1))
    assert [point.number for point in room.state.minutes.points] == [2]
    assert room.refused(c.DropPoint(GUEST, 1)).code is Code.NO_SUCH_POINT


@pytest.mark.parametrize(("text", "code"), [(" ", Code.EMPTY_TEXT), ("x" * 501, Code.TOO_LONG)])
def test_a_point_is_short_and_says_something(text: str, code: Code) -> None:
    point = c.NotePoint(CHAIR_E, e.PointKind.AGREEMENT, Words(text))
    assert talking().refused(point).code is code


def test_the_bot_drafts_once() -> None:
    room = closed()
    assert room.state.minutes.revision == 1
    assert room.do(c.DraftMinutes(Words("another"))) == ()


def test_what_is_accepted_changes_the_text_and_what_is_not_does_not() -> None:
    room = closed()
    room.do(c.ProposeAmendment(ANNA, Words("in June"), Words("in May")))
    room.do(c.ProposeAmendment(TOM, Words("The toll stays open.")))
    assert room.refused(c.DecideAmendment(ANNA, 1, accepted=True)).code is Code.CO_CHAIRS_ONLY
    room.do(c.DecideAmendment(CHAIR_W, 1, accepted=True))
    assert "opens in June" in text_of(room)
    assert room.refused(c.DecideAmendment(CHAIR_E, 1, accepted=False)).code is (
        Code.AMENDMENT_DECIDED
    )
    room.do(c.DecideAmendment(CHAIR_E, 2, accepted=False))
    assert "toll" not in text_of(room)
    assert room.state.minutes.revision == 2


def test_those_who_were_not_there_amend_nothing() -> None:
    room = closed()
    assert room.refused(c.ProposeAmendment(GUEST, Words("x"))).code is Code.NO_SEAT
    nowhere = c.ProposeAmendment(ANNA, Words("x"), Words("no such passage"))
    assert room.refused(nowhere).code is Code.PASSAGE_NOT_FOUND


def test_an_amendment_to_a_passage_that_has_changed_meanwhile_is_refused() -> None:
    room = closed()
    room.do(c.ProposeAmendment(ANNA, Words("in June"), Words("in May")))
    room.do(c.ProposeAmendment(TOM, Words("in July"), Words("in May")))
    room.do(c.DecideAmendment(CHAIR_E, 1, accepted=True))
    late = c.DecideAmendment(CHAIR_E, 2, accepted=True)
    assert room.refused(late).code is Code.PASSAGE_NOT_FOUND
    room.do(c.DecideAmendment(CHAIR_E, 2, accepted=False))


def test_both_sides_adopt_the_same_text_and_it_is_frozen() -> None:
    room = closed()
    assert room.refused(c.AdoptMinutes(ANNA, 1)).code is Code.CO_CHAIRS_ONLY
    room.do(c.AdoptMinutes(CHAIR_E, 1))
    assert room.refused(c.AdoptMinutes(CHAIR_E, 1)).code is Code.AGREED_ALREADY
    room.do(c.ProposeAmendment(ANNA, Words("in June"), Words("in May")))
    assert room.refused(c.AdoptMinutes(CHAIR_W, 1)).code is Code.AMENDMENTS_WAIT
    room.do(c.DecideAmendment(CHAIR_W, 1, accepted=True))
    assert room.state.minutes.adopted_by == frozenset(), "asked anew, since it reads otherwise"
    assert room.refused(c.AdoptMinutes(CHAIR_W, 1)).code is Code.MINUTES_CHANGED
    room.do(c.AdoptMinutes(CHAIR_W, 2))
    frozen = room.do(c.AdoptMinutes(CHAIR_E, 2))[-1]
    digest = hashlib.sha256(text_of(room).encode()).hexdigest()
    assert frozen == e.MinutesFrozen(2, digest)
    for late in (
        c.ProposeAmendment(ANNA, Words("x")),
        c.AdoptMinutes(CHAIR_E, 2),
        c.DecideAmendment(CHAIR_E, 1, accepted=True),
    ):
        assert room.refused(late).code is Code.MINUTES_FROZEN


def test_where_there_is_no_draft_there_is_nothing_to_adopt() -> None:
    room = talking()
    room.do(c.Close(CHAIR_E))
    assert room.refused(c.AdoptMinutes(CHAIR_E, 0)).code is Code.NO_MINUTES


def test_when_all_words_are_erased_the_minutes_go_too_and_the_digest_stays() -> None:
    room = closed()
    for by in (CHAIR_E, CHAIR_W):
        room.do(c.AdoptMinutes(by, 1))
    digest = room.state.minutes.digest
    room.do(c.EraseTexts(None, ANNA, e.ErasedBecause.ASKED, (e.TextAt(1, "text"),)))
    assert text_of(room) == TEXT
    texts = (e.TextAt(room.state.minutes.event, "text"),)
    room.do(c.EraseTexts(None, None, e.ErasedBecause.RETENTION, texts))
    assert room.state.minutes.text == ERASED
    assert room.state.minutes.digest == digest


@given(st.text(min_size=1, max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_an_amendment_touches_one_passage_only(text: str, passage: str, new: str) -> None:
    instead = Words(passage)
    after = amended(text, Amendment(1, "p", instead, Words(new)))
    found = text.count(passage.strip()) if passage.strip() else 0
    assert (after is None) == (found != 1)
    if after is not None:
        before, behind = text.split(passage.strip())
        assert after == before + new.strip() + behind
