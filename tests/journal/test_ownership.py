"""Whose a text is; and what is held of one person."""

from __future__ import annotations

from collections.abc import Sequence

from bot.journal.mine import held_of
from bot.journal.ownership import texts_of, texts_of_message
from bot.procedure.events import (
    ContributionEdited,
    ContributionMade,
    Event,
    PointRuled,
    Recorded,
    SeatTaken,
    TextAt,
    TurnStarted,
)
from bot.procedure.formats import Kind
from bot.procedure.people import Capacity
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
