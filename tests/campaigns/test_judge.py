"""Each finding can be found, and none is found where nothing is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.campaigns.evidence import Floor, Journal, Known, Press, Sent, World
from tests.campaigns.judge import AS_HEARD, Question, judged, silent

ANNA, TOM, EVERYONE = 1, 2, 9
SEND, VIEW = 1 << 11, 1 << 10

# Anna had the floor from 0 to 10,000, Tom has it since 12,000. Each wrote in turn; Tom wrote out of
# turn once, and has it back; Anna's second was typed while nobody listened and heard ten seconds later.
SENT = (
    Sent(100, ANNA, "first", 1_000),
    Sent(101, TOM, "not yet", 2_000),
    Sent(102, ANNA, "second", 9_999),
    Sent(103, TOM, "third", 15_000),
)
KNOWN = (
    Known(100, ANNA, "first", 1_050, turn=1),
    Known(101, TOM, "not yet", 2_050, held=1),
    Known(102, ANNA, "second", 20_000, turn=1),
    Known(103, TOM, "third", 20_001, turn=2),
)
WORLD = World(
    people={ANNA: "anna", TOM: "tom"},
    locked=True,
    entitled=frozenset({ANNA, TOM}),
    sent=SENT,
    standing=frozenset({100, 102, 103}),
    given={(TOM, "not yet"): 1},
    writers=frozenset({TOM}),
    overwrites={EVERYONE: (0, SEND), TOM: (SEND, 0)},
    wished={EVERYONE: (0, 0)},
    writing=SEND,
)
JOURNAL = Journal(
    known=KNOWN,
    floors=(Floor(ANNA, 1, 0, 10_000), Floor(TOM, 2, 12_000, None)),
    listening=(0, None),
    speaker=TOM,
)


def test_nothing_is_wrong() -> None:
    assert judged(WORLD, JOURNAL) == ()


def test_nothing_is_wrong_when_it_is_over() -> None:
    world = replace(WORLD, writers=frozenset({ANNA, TOM}), overwrites={})
    journal = replace(JOURNAL, listening=(0, 30_000), speaker=None, closed=True)
    after = Sent(104, ANNA, "who is for lunch", 30_001)
    assert judged(replace(world, sent=(*SENT, after)), journal) == ()


def known(place: int, **changes: object) -> Callable[[Journal], Journal]:
    """The journal with one of its messages otherwise."""

    def change(journal: Journal) -> Journal:
        there = list(journal.known)
        there[place] = replace(there[place], **changes)  # type: ignore[arg-type]
        return replace(journal, known=tuple(there))

    return change


def journal(**changes: object) -> Callable[[Journal], Journal]:
    return lambda there: replace(there, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "question"),
    [
        (journal(known=KNOWN[:3]), Question.LOST),
        (journal(known=(*KNOWN, KNOWN[3])), Question.DOUBLED),
        (journal(known=(*KNOWN, Known(103, TOM, "third", 20_002, held=2))), Question.DOUBLED),
        (journal(known=(KNOWN[0], KNOWN[2], KNOWN[1], KNOWN[3])), Question.ORDER),
        (known(0, text="worst"), Question.INVENTED),
        (known(0, person=TOM), Question.INVENTED),
        (known(0, message=99), Question.INVENTED),
        (known(3, held=2), Question.FLOOR),
        (known(1, held=None, turn=2, at=2_001 + AS_HEARD), Question.FLOOR),
        (known(2, turn=2), Question.FLOOR),
        (journal(speaker=ANNA), Question.WRITERS),
        (journal(speaker=None), Question.WRITERS),
    ],
)
def test_what_is_wrong_with_a_journal(
    change: Callable[[Journal], Journal], question: Question
) -> None:
    assert question in {finding.question for finding in judged(WORLD, change(JOURNAL))}


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        ({"given": {}}, Question.RETURNED),
        ({"given": {(ANNA, "not yet"): 1}}, Question.RETURNED),
        ({"given": {(TOM, "not yet"): 2}}, Question.DOUBLED),
        ({"waiting": {1: 2}}, Question.DOUBLED),
        ({"standing": frozenset({100, 101, 102, 103})}, Question.STANDING),
        ({"standing": frozenset({100, 103})}, Question.STANDING),
        ({"writers": frozenset({ANNA, TOM})}, Question.WRITERS),
        ({"writers": frozenset()}, Question.WRITERS),
        ({"together": (11_000,)}, Question.WRITERS),
        ({"locked": False}, Question.WRITERS),
        ({"entitled": frozenset({ANNA})}, Question.WRITERS),
        ({"wished": {EVERYONE: (0, VIEW)}}, Question.OTHERS),
        ({"wished": {TOM: (VIEW, 0)}}, Question.OTHERS),
        ({"overwrites": {EVERYONE: (0, SEND | VIEW)}}, Question.OTHERS),
        ({"card": False}, Question.CARD),
    ],
)
def test_what_is_wrong_with_the_world(changes: dict[str, object], question: Question) -> None:
    world = replace(WORLD, **changes)  # type: ignore[arg-type]
    assert question in {finding.question for finding in judged(world, JOURNAL)}


def test_a_closed_meeting_answers_for_every_bit() -> None:
    world = replace(WORLD, writers=frozenset({ANNA, TOM}))
    over = replace(JOURNAL, closed=True, speaker=None)
    assert {one.question for one in judged(world, over)} == {Question.OTHERS}
    loose = {EVERYONE: SEND, TOM: SEND}
    assert judged(replace(world, loose=loose), over) == ()


@pytest.mark.parametrize(
    ("world", "journal"),
    [
        # A button in the channel, or a debt in the journal, will do in place of a private message.
        (replace(WORLD, given={}, waiting={1: 1}), JOURNAL),
        (replace(WORLD, given={}), replace(JOURNAL, owed=frozenset({1}))),
        # What Discord tells of late may stand late.
        (
            replace(WORLD, untimely=frozenset({101})),
            replace(JOURNAL, known=(KNOWN[0], KNOWN[2], KNOWN[1], KNOWN[3])),
        ),
        # What was heard as it was sent is judged by the order of hearing.
        (WORLD, replace(JOURNAL, floors=(Floor(ANNA, 1, 1_001, 10_000), JOURNAL.floors[1]))),
        # Nobody has been told to listen yet.
        (
            replace(WORLD, sent=(*SENT, Sent(90, TOM, "hello", 0))),
            replace(JOURNAL, listening=(1, None)),
        ),
    ],
)
def test_what_is_all_right(world: World, journal: Journal) -> None:
    assert judged(world, journal) == ()


def test_a_press_is_silent_unless_it_waited_when_the_line_was_cut() -> None:
    press = Press(10_000, "cc:ask:m:1")
    assert [one.question for one in silent([press], [])] == [Question.SILENT]
    assert list(silent([press], [(9_700, 9_799), (13_001, 13_002)])) != []
    assert list(silent([press], [(9_700, 9_800)])) == []
    assert list(silent([press], [(13_000, 13_001)])) == []
    assert list(silent([press], [(9_000, 10_000)])) == []
