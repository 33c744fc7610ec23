"""An agenda proposed from an article: looked over, changed, agreed to by both sides, adopted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.agenda.agenda_rules import LONGEST_BUDGET, MOST_ITEMS
from bot.procedure.agenda.agenda_values import ItemState
from bot.procedure.decide import decide
from bot.procedure.evolve import evolve, fold
from bot.procedure.proposal.proposal_rules import MOST_PROPOSED
from bot.procedure.proposal.proposal_values import (
    EXCERPT_LENGTH,
    ArticleSource,
    Origin,
    Proposal,
    ProposedPoint,
    joined,
)
from bot.procedure.refusals import Code, Refusal
from bot.procedure.state import Meeting, Status
from bot.procedure.table.seats import Capacity
from bot.procedure.transitions import LAWFUL
from bot.procedure.values import ERASED, MINUTE, Localized, Words
from tests.procedure.samples import ANNA, CHAIR_E, CHAIR_W, CONVENER, GUEST, TOM, WEST, Room

SOURCE = ArticleSource(Origin.FILE, "bridges.pdf", "On Bridges", "en", "0" * 64)


def point(number: int, *, ticked: bool = True, **changes: Any) -> ProposedPoint:
    made = ProposedPoint(
        number,
        Localized.of(en=f"Point {number}"),
        Localized.of(en=f"What of {number}?"),
        15 * MINUTE,
        (number, number + 10),
        2,
        Words(f"The article says {number}."),
        ticked,
        50,
        ("central",),
    )
    return replace(made, **changes)


def proposing(*points: ProposedPoint, by: str = CHAIR_E) -> c.ProposeAgenda:
    return c.ProposeAgenda(by, SOURCE, points or tuple(point(n, ticked=n < 3) for n in range(1, 5)))


def proposed(*points: ProposedPoint) -> Room:
    room = Room().seat_all()
    room.do(proposing(*points))
    return room


def proposal(room: Room) -> Proposal:
    found = room.state.drawing.proposal
    assert found is not None
    return found


def numbers(room: Room) -> list[int]:
    return [point.number for point in proposal(room).points]


def titles(room: Room) -> list[str]:
    return [item.title.into("en") for item in room.state.agenda]


# Proposing -----------------------------------------------------------------------------------------


def test_whoever_may_change_the_agenda_may_propose_one() -> None:
    room = Room().seat_all()
    for stranger in (ANNA, GUEST):
        assert room.refused(proposing(by=stranger)).code is Code.ORGANIZERS_ONLY
    (made,) = room.do(proposing(by=CONVENER))
    assert isinstance(made, e.ProposalMade)
    assert (made.person, made.revision, made.source) == (CONVENER, 1, SOURCE)
    assert numbers(room) == [1, 2, 3, 4]
    assert titles(room) == ["Item one", "Item two"], "nothing is adopted by proposing it"


def test_one_proposal_is_looked_over_at_a_time() -> None:
    room = proposed()
    assert room.refused(proposing(by=CHAIR_W)).code is Code.PROPOSAL_WAITS
    room.do(c.DropProposal(CHAIR_W, 1))
    assert room.state.drawing.proposal is None
    room.do(proposing(by=CHAIR_W))
    assert proposal(room).revision == 2, "no press meant for the first can hit the second"
    assert room.refused(c.AgreeToAgenda(CHAIR_E, 1)).code is Code.PROPOSAL_CHANGED


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.ProposeAgenda(CHAIR_E, SOURCE, ()), Code.NOTHING_PROPOSED),
        (proposing(*map(point, range(1, MOST_PROPOSED + 2))), Code.PROPOSAL_FULL),
        (proposing(point(1, excerpt=Words("x" * (EXCERPT_LENGTH + 1)))), Code.TOO_LONG),
        (proposing(point(1, question=Localized.of(en="x" * 1001))), Code.TOO_LONG),
        (proposing(point(1, stage=6)), Code.BAD_STAGE),
        (replace(proposing(), source=replace(SOURCE, where="x" * 501)), Code.TOO_LONG),
    ],
)
def test_a_proposal_has_points_and_stays_small(command: c.Command, code: Code) -> None:
    assert Room().seat_all().refused(command).code is code


def test_the_points_are_numbered_anew() -> None:
    assert numbers(proposed(point(7), point(7), point(3))) == [1, 2, 3]


# Changing it ---------------------------------------------------------------------------------------


def test_ticking_says_which_points_become_items() -> None:
    room = proposed()
    room.do(c.TickPoints(CHAIR_W, 1, frozenset({2, 4})))
    assert [point.number for point in proposal(room).ticked] == [2, 4]
    assert room.do(c.TickPoints(CHAIR_W, 2, frozenset({2, 4}))) == ()
    assert room.refused(c.TickPoints(CHAIR_W, 2, frozenset({9}))).code is Code.UNKNOWN_POINT


def rewording(revision: int = 1, **changes: Any) -> c.RewordPoint:
    wished: dict[str, Any] = {
        "title": Localized.of(en="Tolls", ru="Плата"),
        "question": Localized.of(en="Who pays?"),
        "budget": 25 * MINUTE,
        "stage": None,
    }
    return c.RewordPoint(CHAIR_E, revision, 2, **(wished | changes))


def test_a_point_is_reworded_and_given_a_time_and_a_stage() -> None:
    room = proposed()
    room.do(rewording())
    changed = proposal(room).point(2)
    assert changed is not None
    assert (changed.title.into("ru"), changed.budget, changed.stage) == ("Плата", 25 * MINUTE, None)
    assert changed.paragraphs == (2, 12), "what it rests on stays"
    assert room.do(rewording(2)) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": Localized.of(en=" ")}, Code.EMPTY_TEXT),
        ({"title": Localized.of(en="x" * 151)}, Code.TOO_LONG),
        ({"budget": 0}, Code.BAD_BUDGET),
        ({"stage": 0}, Code.BAD_STAGE),
    ],
)
def test_a_wording_that_no_item_may_have_is_refused(changes: dict[str, Any], code: Code) -> None:
    assert proposed().refused(rewording(**changes)).code is code


def test_points_are_moved() -> None:
    room = proposed()
    room.do(c.MovePoint(CHAIR_E, 1, 3, 0))
    assert numbers(room) == [3, 1, 2, 4]
    room.do(c.MovePoint(CHAIR_E, 2, 3, 99))
    assert numbers(room) == [1, 2, 4, 3]
    assert room.do(c.MovePoint(CHAIR_E, 3, 3, 99)) == ()
    assert room.refused(c.MovePoint(CHAIR_E, 3, 9, 0)).code is Code.UNKNOWN_POINT


def test_merged_points_rest_on_what_all_of_them_did() -> None:
    room = proposed()
    room.do(c.MergePoints(CHAIR_E, 1, frozenset({4, 2})))
    assert numbers(room) == [1, 2, 3]
    both = proposal(room).point(2)
    assert both is not None
    assert both.title == Localized.of(en="Point 2"), "the wording of the first"
    assert (both.paragraphs, both.budget, both.ticked) == ((2, 4, 12, 14), 30 * MINUTE, True)
    assert both.excerpt == Words("The article says 2. … The article says 4.")
    for wrong, code in (({2}, Code.MERGE_NEEDS_TWO), ({2, 4}, Code.UNKNOWN_POINT)):
        assert room.refused(c.MergePoints(CHAIR_E, 2, frozenset(wrong))).code is code


def splitting(*paragraphs: int, number: int = 1) -> c.SplitPoint:
    title, question = Localized.of(en="The other half"), Localized.of(en="And this?")
    return c.SplitPoint(CHAIR_E, 1, number, title, question, paragraphs)


def test_a_point_is_split_by_its_paragraphs() -> None:
    room = proposed()
    room.do(splitting(11))
    assert numbers(room) == [1, 5, 2, 3, 4], "a number is never given twice"
    old, new = (proposal(room).point(number) for number in (1, 5))
    assert old is not None and new is not None
    assert (old.paragraphs, old.budget) == ((1,), 8 * MINUTE)
    assert (new.paragraphs, new.budget) == ((11,), 7 * MINUTE)
    assert new.title == Localized.of(en="The other half")
    assert (new.ticked, new.stage) == (old.ticked, old.stage)


def test_a_point_is_split_by_a_second_title_alone() -> None:
    room = proposed(point(1, budget=MINUTE))
    room.do(splitting())
    halves = proposal(room).points
    assert [half.paragraphs for half in halves] == [(1, 11), (1, 11)]
    assert [half.budget for half in halves] == [MINUTE, MINUTE]


def test_what_cannot_be_split_is_refused() -> None:
    room = proposed()
    assert room.refused(splitting(1, 11)).code is Code.SPLIT_LEAVES_NOTHING
    assert room.refused(splitting(2)).code is Code.UNKNOWN_PARAGRAPH
    assert room.refused(splitting(number=9)).code is Code.UNKNOWN_POINT
    full = proposed(*map(point, range(1, MOST_PROPOSED + 1)))
    assert full.refused(splitting()).code is Code.PROPOSAL_FULL


EVERY_CHANGE: tuple[c.Command, ...] = (
    c.TickPoints(CHAIR_W, 1, frozenset({1})),
    rewording(),
    c.MovePoint(CHAIR_E, 1, 3, 0),
    c.MergePoints(CHAIR_E, 1, frozenset({1, 2})),
    splitting(),
)


@pytest.mark.parametrize("change", EVERY_CHANGE, ids=lambda change: type(change).__name__)
def test_every_change_asks_everybody_anew(change: c.Command) -> None:
    room = proposed()
    room.do(c.AgreeToAgenda(CHAIR_W, 1))
    assert proposal(room).agreed == {CHAIR_W}
    room.do(change)
    assert (proposal(room).revision, proposal(room).agreed) == (2, frozenset())
    assert room.refused(change).code is Code.PROPOSAL_CHANGED, "a press on what stood there before"
    room.do(c.AgreeToAgenda(CHAIR_E, 2))
    assert len(room.state.agenda) == 2, "one of them agreed to another text"


@pytest.mark.parametrize("change", EVERY_CHANGE, ids=lambda change: type(change).__name__)
def test_a_participant_changes_nothing(change: Any) -> None:
    room = proposed()
    by_tom: c.Command = replace(change, by=TOM)
    assert room.refused(by_tom).code is Code.ORGANIZERS_ONLY


# Adopting ------------------------------------------------------------------------------------------


def test_both_co_chairs_agree_and_the_points_are_items_with_their_article() -> None:
    room = proposed()
    assert room.refused(c.AgreeToAgenda(ANNA, 1)).code is Code.CO_CHAIRS_ONLY
    assert room.refused(c.AgreeToAgenda(CONVENER, 1)).code is Code.CO_CHAIRS_ONLY
    room.do(c.AgreeToAgenda(CHAIR_W, 1))
    assert room.refused(c.AgreeToAgenda(CHAIR_W, 1)).code is Code.AGREED_ALREADY
    events = room.do(c.AgreeToAgenda(CHAIR_E, 1))
    keys = ("drawn-1", "drawn-2")
    assert events[:2] == (
        e.ProposalAgreed(CHAIR_E, 1),
        e.ProposalAdopted(1, SOURCE, keys, (CHAIR_E, CHAIR_W)),
    )
    assert titles(room) == ["Item one", "Item two", "Point 1", "Point 2"]
    added = room.state.agenda[2]
    assert (added.sources, added.stage, added.state) == ((1, 11), 2, ItemState.PENDING)
    assert room.state.drawing.proposal is None
    assert room.state.drawing.sources == dict.fromkeys(keys, SOURCE)
    assert room.refused(c.AgreeToAgenda(CHAIR_E, 1)).code is Code.NO_PROPOSAL


def test_the_keys_of_a_second_article_are_others() -> None:
    room = proposed(point(1))
    for revision in (1, 2):
        for by in (CHAIR_E, CHAIR_W):
            room.do(c.AgreeToAgenda(by, revision))
        if revision == 1:
            room.do(proposing(point(1), point(2)))
    assert [item.key for item in room.state.agenda] == [
        "one",
        "two",
        "drawn-1",
        "drawn-2",
        "drawn-3",
    ]


def test_one_who_chairs_alone_adopts_nothing_until_the_other_side_has_a_co_chair() -> None:
    room = proposed()
    room.do(c.LeaveSeat(CHAIR_W, CHAIR_W))
    room.do(c.AgreeToAgenda(CHAIR_E, 1))
    assert len(room.state.agenda) == 2
    room.do(c.AssignSeat(CONVENER, GUEST, WEST, Capacity.CO_CHAIR, "en", Words("n")))
    room.do(c.AgreeToAgenda(GUEST, 1))
    assert len(room.state.agenda) == 4


def test_the_word_of_somebody_who_chairs_no_more_does_not_count() -> None:
    room = proposed()
    room.do(c.AgreeToAgenda(CHAIR_W, 1))
    room.do(c.AssignSeat(CONVENER, CHAIR_W, WEST, Capacity.PARTICIPANT, "en", Words("n")))
    room.do(c.AgreeToAgenda(CHAIR_E, 1))
    assert len(room.state.agenda) == 2
    room.do(c.AssignSeat(CONVENER, TOM, WEST, Capacity.CO_CHAIR, "en", Words("n")))
    room.do(c.AgreeToAgenda(TOM, 1))
    assert len(room.state.agenda) == 4


def test_what_no_agenda_may_hold_is_not_agreed_to() -> None:
    agreed = c.AgreeToAgenda(CHAIR_E, 1)
    long = Localized.of(en="x" * 200)
    unfit = proposed(point(1), point(2, title=long)).refused(agreed)
    assert (unfit.code, unfit.facts["number"]) == (Code.UNFIT_POINT, 2)
    fit = proposed(point(1), point(2, title=long, ticked=False))
    fit.do(agreed)
    assert proposed(point(1, ticked=False)).refused(agreed).code is Code.NOTHING_TICKED
    full = Room(items=tuple(f"i{n}" for n in range(MOST_ITEMS - 1))).seat_all()
    full.do(proposing(point(1), point(2)))
    assert full.refused(agreed).code is Code.AGENDA_FULL


def test_merging_gives_no_item_more_time_than_one_may_have() -> None:
    room = proposed(*(point(n, budget=LONGEST_BUDGET) for n in (1, 2)))
    room.do(c.MergePoints(CHAIR_E, 1, frozenset({1, 2})))
    for by in (CHAIR_E, CHAIR_W):
        room.do(c.AgreeToAgenda(by, 2))
    assert room.state.agenda[-1].budget == LONGEST_BUDGET


def test_it_can_be_done_on_the_way_and_not_when_all_is_over() -> None:
    room = Room().in_discussion()
    before = room.state.floor, room.state.item
    room.do(proposing())
    for by in (CHAIR_E, CHAIR_W):
        room.do(c.AgreeToAgenda(by, 1))
    assert (room.state.floor, room.state.item) == before
    assert titles(room)[2:] == ["Point 1", "Point 2"], "at the end"
    room.do(proposing())
    room.do(c.Close(CHAIR_E))
    assert room.refused(c.AgreeToAgenda(CHAIR_E, 2)).code is Code.MEETING_CLOSED
    editing = {status for status in Status if c.AddItem in LAWFUL[status]}
    for command in (c.ProposeAgenda, c.AgreeToAgenda, c.DropProposal, *map(type, EVERY_CHANGE)):
        assert {status for status in Status if command in LAWFUL[status]} == editing


# Erasing -------------------------------------------------------------------------------------------


def test_the_excerpts_go_with_the_words_of_whoever_brought_them() -> None:
    room = proposed()
    texts = (e.TextAt(1, "points.0.excerpt"),)
    room.do(c.EraseTexts(ANNA, ANNA, e.ErasedBecause.ASKED, texts))
    assert proposal(room).points[0].excerpt != ERASED
    room.do(c.EraseTexts(CHAIR_E, CHAIR_E, e.ErasedBecause.ASKED, texts))
    assert {point.excerpt for point in proposal(room).points} == {ERASED}
    room.do(c.MergePoints(CHAIR_E, 1, frozenset({1, 2})))


@given(st.lists(st.one_of(st.none(), st.text(max_size=400)), max_size=4))
def test_joined_excerpts_stay_short(texts: list[str | None]) -> None:
    text = joined(map(Words, texts)).text
    assert text is not None and len(text) <= EXCERPT_LENGTH


# Whatever happens ----------------------------------------------------------------------------------

BY = st.sampled_from([CHAIR_E, CHAIR_W, CHAIR_E, CHAIR_W, CONVENER, ANNA])
NUMBER = st.integers(1, 7)
SETS = st.frozensets(NUMBER, max_size=4)
TEXT = st.sampled_from(["Title", " ", "x" * 151]).map(lambda text: Localized.of(en=text))


def commands(draw: st.DrawFn, revision: int) -> c.Command:
    """Any command on a proposal, mostly on what stands there now."""
    seen = revision - draw(st.sampled_from([0, 0, 0, 0, 1]))
    by, number = draw(BY), draw(NUMBER)
    match draw(st.integers(0, 9)):
        case 0:
            points = tuple(point(n, ticked=draw(st.booleans())) for n in range(1, draw(NUMBER)))
            return c.ProposeAgenda(by, SOURCE, points)
        case 1:
            return c.TickPoints(by, seen, draw(SETS))
        case 2:
            return c.RewordPoint(by, seen, number, draw(TEXT), draw(TEXT), MINUTE, 2)
        case 3:
            return c.MovePoint(by, seen, number, draw(st.integers(-1, 8)))
        case 4:
            return c.MergePoints(by, seen, draw(SETS))
        case 5:
            return c.SplitPoint(by, seen, number, draw(TEXT), draw(TEXT), draw(paragraphs))
        case 6:
            return c.DropProposal(by, seen)
        case _:
            return c.AgreeToAgenda(by, seen)


paragraphs = st.lists(st.integers(1, 17), max_size=2).map(tuple)


@settings(max_examples=60)
@given(st.data())
def test_nothing_is_adopted_that_both_did_not_agree_to(data: st.DataObject) -> None:
    start = proposed()
    meeting: Meeting = start.state
    records: list[e.Recorded] = []
    agreed: dict[int, set[str]] = {}
    for event in start.events:
        assert isinstance(event, e.Event)
        records.append(e.Recorded("trust-1", len(records) + 1, start.now, None, event))
    for _ in range(data.draw(st.integers(1, 25))):
        before = meeting
        command = data.draw(st.composite(commands)(meeting.drawing.revision))
        decision = decide(meeting, command, start.now)
        if isinstance(decision, Refusal):
            continue
        for event in decision:
            after = evolve(meeting, event, start.now)
            changes = isinstance(event, e.ProposalMade) or (
                after.drawing.revision > meeting.drawing.revision
            )
            now = after.drawing.proposal
            assert not changes or (now is not None and not now.agreed)
            if isinstance(event, e.ProposalAgreed):
                agreed.setdefault(event.revision, set()).add(event.person)
            if isinstance(event, e.ProposalAdopted):
                assert agreed[event.revision] == {CHAIR_E, CHAIR_W}
                held = meeting.drawing.proposal
                assert held is not None and len(event.items) == len(held.ticked) > 0
            meeting = after
            records.append(e.Recorded("trust-1", len(records) + 1, start.now, None, event))
        added = len(meeting.agenda) - len(before.agenda)
        assert added == 0 or any(isinstance(each, e.ProposalAdopted) for each in decision)
        keys = [item.key for item in meeting.agenda]
        assert len(set(keys)) == len(keys)
        held = meeting.drawing.proposal
        if held is not None:
            given_out = [point.number for point in held.points]
            assert len(set(given_out)) == len(given_out) <= MOST_PROPOSED
            assert held.last_point >= max(given_out)
    assert fold(records) == meeting, "a bot that comes back knows the same"
