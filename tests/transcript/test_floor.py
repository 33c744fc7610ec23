"""What the floor adds to a transcript: the co-chairs' moves, interpretations beside what they interpret,
caucuses. The records come from the rules themselves, not from a hand.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bot.data import catalogue_folders, config_file, config_files, shipped_config_dir
from bot.format_files import load_format
from bot.procedure import commands as c
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Calls, CircleRules, Format, ItemRules, Policy, Speakers, When
from bot.procedure.state import Meeting
from bot.procedure.table.seats import Capacity
from bot.procedure.values import MINUTE, SECOND, Words
from bot.simulation.play import play
from bot.transcript.as_html import render_html
from bot.transcript.as_json import render_json
from bot.transcript.as_markdown import render_markdown
from bot.transcript.build import build
from bot.transcript.model import BreakKind, MoveKind, Transcript
from tests.procedure.samples import (
    ANNA,
    BORIS,
    CHAIR_E,
    CHAIR_W,
    CONVENER,
    EAST,
    INTERPRETER,
    PLENARY,
    RULES,
    TOM,
    Room,
    phase,
)
from tests.transcript.test_json import VALIDATOR

LOCALES = catalogue_folders()
HOUR = 60 * MINUTE
ORIGINAL, INTERPRETED = "Мост важнее реки.", "The bridge matters more than the river."
APART = "what nobody but our side may hear"


def meeting() -> Room:
    """Everything that a co-chair can do to the floor, once."""
    form = replace(
        PLENARY,
        phases=(
            phase("talk", When.EACH_ITEM, Speakers.LIST, Calls.CHAIR, None),
            phase("bowl", When.MEETING_END, Speakers.CIRCLE, Calls.CHAIR, None),
        ),
        item=ItemRules(of_a_side=MINUTE),
        circle=CircleRules(2, 5),
    )
    room = Room(form)
    room.seat_all()
    room.do(c.AssignSeat(CONVENER, INTERPRETER, EAST, Capacity.INTERPRETER, "en", Words("Kim")))
    room.do(c.AcceptRules(INTERPRETER, RULES, "en"))
    room.do(c.Open(CHAIR_E))
    room.after(5).do(c.SetInterpretation(CHAIR_E, True))
    room.after(5).do(c.Grant(CHAIR_E, ANNA))
    room.after(5).do(c.Say(ANNA, "1", Words(ORIGINAL)))
    room.after(60).tick()
    room.after(5).do(c.Yield(ANNA))
    room.after(5).do(c.Say(INTERPRETER, "2", Words(INTERPRETED)))
    room.after(5).do(c.Yield(INTERPRETER))
    room.do(c.SetInterpretation(CHAIR_W, False))
    room.do(c.SetPolicy(CHAIR_W, Policy.LEAST_HEARD))
    room.do(c.CloseList(CHAIR_W))
    room.do(c.ReopenList(CHAIR_W))
    room.do(c.PassChair(CHAIR_E, CHAIR_W))
    room.do(c.ExtendItem(CHAIR_W, 5 * MINUTE))
    room.after(5).do(c.BeginCaucus(CHAIR_W, 5 * MINUTE))
    room.after(100).do(c.EndCaucus(CHAIR_W))
    room.after(20).do(c.Resume(CHAIR_W))
    room.do(c.SetPolicy(CHAIR_W, Policy.GO_ROUND))
    while room.state.rota.called:
        if room.state.rota.thinking_until is not None:
            room.now = room.state.rota.thinking_until
            room.tick()
        assert room.state.floor is not None
        room.after(2).do(c.Pass(room.state.floor.person))
    room.do(c.Ask(TOM, Kind.RIGHT_OF_REPLY))
    room.do(c.BeginClosing(CHAIR_W))
    room.after(5).do(c.Yield(TOM))
    assert room.state.phase is not None
    assert room.state.phase.key == "bowl"
    inside = next(p for p in room.state.circle.seated if p in (ANNA, BORIS))
    room.do(c.LeaveCircle(inside))
    room.after(3).do(c.EnterCircle(inside))
    room.after(3).do(c.Close(CHAIR_W))
    return room


ROOM = meeting()
PAGE = build(ROOM.records)
KINDS = (
    MoveKind.CHAIR,
    MoveKind.INTERPRETATION_ON,
    MoveKind.SIDE_SPENT,
    MoveKind.INTERPRETATION_OFF,
    MoveKind.POLICY,
    MoveKind.LIST_CLOSED,
    MoveKind.LIST_REOPENED,
    MoveKind.CHAIR,
    MoveKind.ITEM_EXTENDED,
    MoveKind.ROUND,
    MoveKind.REPLIES,
    MoveKind.CIRCLE_LEFT,
    MoveKind.CIRCLE_ENTERED,
)


def test_every_kind_of_move_is_made_here_or_has_a_test_of_its_own() -> None:
    assert {*KINDS, MoveKind.DATE, MoveKind.VENUE} == set(MoveKind)


@pytest.mark.parametrize(
    ("language", "told"), [("en", "now ends on"), ("ru", "теперь продлится до")]
)
def test_another_date_is_told(language: str, told: str) -> None:
    days = replace(phase("days", When.EACH_ITEM, Speakers.ANYONE, Calls.CHAIR, None), lasts=HOUR)
    room = Room(replace(PLENARY, phases=(days,)))
    room.seat_all()
    room.do(c.Open(CHAIR_E))
    room.do(c.SetPhaseEnd(CHAIR_W, room.now + 3 * HOUR))
    page = build(room.records)
    assert [move.kind for move in page.moves] == [MoveKind.CHAIR, MoveKind.DATE]
    assert told in render_markdown(page, locales=LOCALES, language=language)


def test_every_move_is_there_in_its_order_with_who_made_it() -> None:
    assert tuple(move.kind for move in PAGE.moves) == KINDS
    by = {move.kind: move.by for move in PAGE.moves}
    assert by[MoveKind.POLICY] == by[MoveKind.ITEM_EXTENDED] == CHAIR_W
    assert by[MoveKind.SIDE_SPENT] is None, "time alone brought that about"
    extended = next(move for move in PAGE.moves if move.kind is MoveKind.ITEM_EXTENDED)
    assert extended.length == 5 * MINUTE


def test_an_interpretation_belongs_to_the_turn_that_it_interprets() -> None:
    spoken, interpreted = PAGE.turns[:2]
    assert (interpreted.kind, interpreted.interprets) == (Kind.INTERPRETATION, spoken.number)
    assert PAGE.floor.interpreted == 10 * SECOND
    used = {person.person: person.used for person in PAGE.floor.people}
    assert used[ANNA] == 72 * SECOND, "and two seconds of a turn that she let pass"
    assert INTERPRETER not in used


def test_a_caucus_is_a_break_and_counts_for_nobody() -> None:
    (caucus,) = (one for one in PAGE.breaks if one.kind is BreakKind.CAUCUS)
    assert caucus.end is not None
    assert caucus.end - caucus.start == 100 * SECOND
    assert PAGE.floor.paused == 120 * SECOND, "until the co-chair went on"


def test_the_times_add_up_as_the_rules_counted_them() -> None:
    counted_alike(PAGE, ROOM.state)


def counted_alike(page: Transcript, meeting: Meeting) -> None:
    """The transcript reckons from spans of time, the ledger from event to event."""
    floor, ledger = page.floor, meeting.ledger
    assert {one.person: one.used for one in floor.people if one.used} == {
        person: used for person, used in ledger.floor.items() if used
    }
    assert (floor.paused, floor.interpreted, floor.idle) == (
        ledger.paused,
        ledger.interpreted,
        ledger.idle,
    )
    assert floor.total + floor.paused + floor.interpreted + floor.idle == floor.length


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_page_for_editors_tells_every_move_in_its_language(language: str) -> None:
    text = render_markdown(PAGE, locales=LOCALES, language=language)
    at = [text.index(ORIGINAL.rstrip(".")), text.index(INTERPRETED.rstrip("."))]
    assert at == sorted(at)
    assert "transcript-" not in text, "a phrase is missing"
    told = {"en": "Caucus: each side among its own", "ru": "Совещания сторон"}[language]
    assert told in text


class Beside(HTMLParser):
    """Collects the texts within the box that puts an interpretation beside what it interprets."""

    def __init__(self) -> None:
        super().__init__()
        self.depth, self.boxes = 0, list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "div":
            return
        if self.depth:
            self.depth += 1
        elif dict(attrs).get("class") == "beside":
            self.depth = 1
            self.boxes.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self.depth:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.boxes[-1] += data


@pytest.mark.parametrize("language", ["en", "ru"])
def test_on_the_page_for_reading_the_two_stand_side_by_side(language: str) -> None:
    page = Beside()
    page.feed(render_html(PAGE, locales=LOCALES, language=language))
    (box,) = page.boxes
    assert box.index(ORIGINAL) < box.index(INTERPRETED)


def test_the_page_for_programs_keeps_to_its_schema() -> None:
    record = json.loads(render_json(PAGE))
    VALIDATOR.validate(record)
    assert [move["kind"] for move in record["moves"]] == [kind.value for kind in KINDS]


@pytest.mark.parametrize("name", [path.stem for path in config_files("formats", ".toml")])
def test_a_meeting_in_every_format_has_its_transcripts(name: str) -> None:
    path = config_file(f"formats/{name}.toml")
    assert path is not None
    form = load_format(path)
    assert isinstance(form, Format)
    played = play(form)
    page = build(played.records)
    counted_alike(page, played.meeting)
    VALIDATOR.validate(json.loads(render_json(page)))
    for language in ("en", "ru"):
        written = render_markdown(page, locales=LOCALES, language=language)
        shown = render_html(page, locales=LOCALES, language=language)
        for text in (written, shown):
            assert not re.search(r"transcript-[a-z]+-[a-z]", text), "a phrase is missing"


# Where anyone may write, and what stands beside a turn -----------------------------------------------


def by_letter() -> Room:
    """Two posts and a reply, over days."""
    form = load_format(shipped_config_dir() / "formats" / "over-days.toml")
    assert isinstance(form, Format)
    room = Room(form)
    room.opened()
    room.after(60).do(c.Say(ANNA, "1", Words("First.")))
    room.after(60).do(c.Say(TOM, "2", Words("Second.")))
    room.after(60).do(c.Say(ANNA, "3", Words("Third.")))
    return room


def test_where_nobody_is_called_posts_are_what_counts() -> None:
    told = build(by_letter().records)
    assert [(line.side, line.posts, line.turns) for line in told.floor.sides] == [
        ("east", 2, 0),
        ("west", 1, 0),
    ]
    assert told.floor.written_freely
    parsed = json.loads(render_json(told))
    assert [side["posts"] for side in parsed["floor"]["sides"]] == [2, 1]
    assert not list(VALIDATOR.iter_errors(parsed))


@pytest.mark.parametrize(("language", "posts"), [("en", "Posts"), ("ru", "Сообщения")])
def test_pages_of_a_talk_by_letter_speak_of_posts_and_not_of_turns(
    language: str, posts: str
) -> None:
    told = build(by_letter().records)
    page = render_html(told, language=language, locales=LOCALES)
    plain = render_markdown(told, language=language, locales=LOCALES)
    assert f"## {posts}" in plain
    assert f"<h2>{posts}</h2>" in page
    assert 'id="timeline"' not in page
    assert 'id="turns"' not in page
    assert "67" in plain, "two posts of three, in per cent"
    assert "(3" in plain.split("## ")[1], "the contents count posts"


def test_the_subject_that_was_given_with_the_request_stands_with_the_turn() -> None:
    room = Room(PLENARY)
    room.opened()
    while room.state.phase is not None and room.state.phase.key != "discussion":
        assert room.state.floor is not None
        room.do(c.Yield(room.state.floor.person))
    room.do(c.Ask(ANNA, Kind.STATEMENT, Words("the ferry")))
    room.do(c.CallNext(CHAIR_E))
    room.after(5).do(c.Say(ANNA, "1", Words("It sinks.")))
    told = build(room.records)
    turn = told.turns[-1]
    assert told.subject(turn) == Words("the ferry")
    for page in (render_html(told, locales=LOCALES), render_markdown(told, locales=LOCALES)):
        assert page.index("the ferry") < page.index("It sinks.")


def test_a_turn_cut_in_two_is_not_said_to_be_empty() -> None:
    room = Room(PLENARY)
    room.opened()
    speaker = room.state.floor.person if room.state.floor else ""
    room.after(5).do(c.Ask(BORIS, Kind.POINT_OF_ORDER))
    room.after(5).do(c.Yield(BORIS))
    room.after(5).do(c.Say(speaker, "1", Words("As I was about to say.")))
    empty = "Nothing was written in this turn."
    plain = render_markdown(build(room.records), locales=LOCALES)
    assert plain.count(empty) == 1, "the point of order's, and not the interrupted turn's"
    page = render_html(build(room.records), locales=LOCALES)
    assert page.count(empty) == 1


def test_what_was_carried_over_and_heard_is_said_to_have_been() -> None:
    talk = phase("talk", When.EACH_ITEM, Speakers.LIST, Calls.CHAIR, None)
    room = Room(replace(PLENARY, phases=(talk,)))
    room.opened()
    room.after(5).do(c.Ask(ANNA, Kind.STATEMENT))
    room.after(5).do(c.NextItem(CHAIR_E))
    room.after(5).do(c.CallNext(CHAIR_E))
    plain = render_markdown(build(room.records), locales=LOCALES)
    assert "1 request carried over; heard later, in turn 1" in plain


def test_who_presides_is_no_part_of_its_own() -> None:
    room = Room(PLENARY)
    room.opened()
    plain = render_markdown(build(room.records), locales=LOCALES)
    assert "Around the agenda" not in plain
    assert "presides" in plain
