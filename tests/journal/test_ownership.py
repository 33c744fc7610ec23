"""Whose a text is; and what is held of one person."""

from __future__ import annotations

from collections.abc import Sequence

from bot.journal.mine import held_of
from bot.journal.ownership import texts_of, texts_of_message, with_quotations
from bot.procedure.events import (
    AmendmentDecided,
    AmendmentProposed,
    ContributionEdited,
    ContributionMade,
    Event,
    MinutesDrafted,
    MinutesFrozen,
    PointKind,
    PointNoted,
    PointRuled,
    Recorded,
    SeatTaken,
    TextAt,
    TurnStarted,
)
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.table.seats import Capacity
from bot.procedure.values import ERASED, Words
from tests.journal.examples import STORY


def recorded(events: Sequence[tuple[str | None, Event]]) -> list[Recorded]:
    return [Recorded("m", seq, seq, by, event) for seq, (by, event) in enumerate(events, 1)]


def turn(number: int, person: str, interprets: int | None = None) -> TurnStarted:
    kind = Kind.STATEMENT if interprets is None else Kind.INTERPRETATION
    return TurnStarted(number, person, "a", kind, None, None, None, 9, interprets=interprets)


def said(message: str, number: int, person: str, text: str) -> ContributionMade:
    return ContributionMade(message, number, None, person, "a", Words(text))


TALK = recorded(
    [
        ("chair", SeatTaken("ann", "a", Capacity.PARTICIPANT, "en", Words("Ann"))),
        (None, turn(1, "ann")),
        ("ann", said("1", 1, "ann", "Apples.")),
        ("ann", ContributionEdited("1", "ann", Words("Quinces."))),
        (None, turn(2, "kim", interprets=1)),
        ("kim", said("2", 2, "kim", "Айва.")),
        ("kim", ContributionEdited("2", "kim", Words("Айва!"))),
        ("chair", PointRuled(1, True, Words("Go on."))),
        ("tom", said("3", 3, "tom", "Pears.")),
        ("ann", said("4", 1, "ann", "")),
    ]
)


def test_a_name_is_whose_it_is_and_not_whose_who_gave_the_seat() -> None:
    assert TextAt(1, "name") in texts_of(TALK, "ann")
    assert texts_of(TALK, "chair") == (TextAt(8, "note"),)


def test_what_an_interpreter_said_for_somebody_is_that_persons_too() -> None:
    own = texts_of(TALK, "ann")
    assert [text.seq for text in own] == [1, 3, 4, 6, 7, 10]
    assert [text.seq for text in texts_of(TALK, "kim")] == [6, 7]


def test_everybodys_are_all_that_are_not_erased() -> None:
    assert len(texts_of(TALK, None)) == 8
    gone = [Recorded("m", 1, 1, "ann", said("1", 1, "ann", "x"))]
    gone[0] = Recorded("m", 1, 1, "ann", ContributionMade("1", 1, None, "ann", "a", ERASED))
    assert texts_of(gone, None) == ()


def test_a_message_has_all_its_wordings() -> None:
    assert texts_of_message(TALK, "1") == (TextAt(3, "words"), TextAt(4, "words"))


def test_one_is_given_what_is_ones_own_and_nothing_of_others() -> None:
    held = held_of(TALK, "ann")
    assert [entry["seq"] for entry in held] == [1, 2, 3, 4, 6, 7, 10]
    assert "Pears" not in repr(held)
    story = [Recorded("trust-1", n, n, "101", event) for n, event in enumerate(STORY, 1)]
    assert all(entry["kind"] != "MeetingConvened" for entry in held_of(story, "101"))


def noted(
    number: int, text: str, message: str | None = None, owner: str | None = None
) -> PointNoted:
    owned = None if owner is None else Words(owner)
    return PointNoted(
        number, PointKind.AGREEMENT, None, "chair", Words(text), message, owned, due=None
    )


PAPERS = recorded(
    [
        ("chair", SeatTaken("ann", "a", Capacity.PARTICIPANT, "en", Words("Ann East"))),
        ("chair", SeatTaken("kim", "a", Capacity.INTERPRETER, "en", Words("Kim"))),
        (None, turn(1, "ann")),
        ("ann", said("1", 1, "ann", "Apples for everybody.")),
        (None, turn(2, "kim", interprets=1)),
        ("kim", said("2", 2, "kim", "Яблоки каждому.")),
        ("chair", noted(1, "Apples", message="1", owner="ann  EAST, at home")),
        ("chair", noted(2, "Яблоки", message="2", owner="Anna Eastwood")),
        ("chair", noted(3, "Agreed: apples for everybody.", owner="Kim")),
        ("chair", noted(4, "Pears.", owner="both")),
        (None, MinutesDrafted(1, Words("Ann East (chair). Apples"))),
        ("tom", AmendmentProposed(1, "tom", Words("apples"), Words("Quinces"))),
        ("tom", AmendmentProposed(2, "tom", None, Words("Ann East was there"))),
        ("chair", AmendmentDecided(1, accepted=True)),
        ("chair", MinutesDrafted(2, Words("Ann East (chair). Quinces"))),
    ]
)
ADOPTED = [*PAPERS, *recorded([("chair", MinutesFrozen(2, "0" * 64))])]


def erased(records: Sequence[Recorded], person: str, *, names: bool) -> list[tuple[int, str]]:
    texts = with_quotations(records, texts_of(records, person, names=names))
    return [(text.seq, text.field) for text in texts]


def test_a_point_is_also_whose_words_it_was_noted_from() -> None:
    own = texts_of(PAPERS, "ann", names=False)
    assert [(text.seq, text.field) for text in own] == [
        *((4, "words"), (6, "words"), (7, "text"), (8, "text"))
    ]
    assert TextAt(8, "text") in texts_of(PAPERS, "kim", names=False)
    assert {text.field for text in texts_of(PAPERS, "chair", names=False)} == {"text", "owner"}


def test_what_quotes_what_is_erased_goes_with_it_until_it_is_adopted() -> None:
    words = erased(PAPERS, "ann", names=False)
    assert words[4:] == [
        *((9, "text"), (11, "text"), (12, "instead"), (12, "text"), (15, "text"))
    ], "the quotation, both drafts, and the amendment that repeats the passage"
    assert erased(ADOPTED, "ann", names=False) == words[:-1], "the adopted text stays"
    assert (11, "text") not in erased(PAPERS, "tom", names=True)


def test_a_name_goes_as_who_undertakes_something_and_from_drafts() -> None:
    named = set(erased(PAPERS, "ann", names=True)) - set(erased(PAPERS, "ann", names=False))
    assert named == {(1, "name"), (7, "owner")}, "and not somebody else's that begins so"
    kim = erased(PAPERS, "kim", names=True)
    assert {(2, "name"), (9, "owner"), (11, "text"), (15, "text")} <= set(kim)
    assert (13, "text") not in kim


def test_a_removed_message_takes_its_point_and_the_draft_along() -> None:
    gone = {(text.seq, text.field) for text in texts_of_message(PAPERS, "1")}
    assert {(4, "words"), (7, "text"), (7, "owner"), (9, "text"), (15, "text")} <= gone


def test_one_is_given_a_point_that_quotes_one_without_who_noted_it() -> None:
    point = next(entry for entry in held_of(PAPERS, "ann") if entry["seq"] == 8)
    assert point["of_you"] == {
        **{"number": 2, "kind": "agreement", "item": None, "person": None, "text": "Яблоки"},
        **{"message": "2", "owner": None, "due": None},
    }
    assert "chair" not in repr(held_of(PAPERS, "ann"))
