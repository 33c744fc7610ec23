"""What `cochair rehearse` promises: it ends by itself, and what it leaves holds everything."""

from __future__ import annotations

import json
import re
import sqlite3
import tomllib
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from bot.data import config_file
from bot.journal.verify import verify
from bot.procedure.people import Capacity
from bot.rehearsal.director import pieces
from bot.rehearsal.script import Delegate, Happening, Item, Part, Script, load_script
from tests.rehearsal.conftest import Played


@pytest.fixture(scope="module")
def script() -> Script:
    path = config_file("rehearsals/dartmouth-plenary.toml")
    assert path is not None
    loaded = load_script(path)
    assert isinstance(loaded, Script), loaded
    return loaded


@pytest.fixture(scope="module")
def record(played: Played) -> Any:
    return json.loads((played.out / "transcript.json").read_text(encoding="utf-8"))


def parts(script: Script) -> list[Part]:
    return [part for item in script.items for part in (*item.statements, *item.discussion)]


@dataclass(frozen=True)
class Turn:
    """A turn as the script and the format have it; `inside` is a point of order raised within it."""

    speaker: str
    kind: str
    phase: str
    item: str | None
    texts: tuple[str, ...]
    inside: Turn | None = None
    extended: bool = False


def expected_turns(script: Script) -> list[Turn]:
    """Who speaks, in order, from the script and docs/formats.md alone: nothing here asks the bot.

    The sides take turns at beginning: the first at the opening and on the first item, the second on
    the second. So the closing is begun by whoever began the last item.
    """
    turns = [_word(script, key, "opening") for key in co_chairs(script, 0)]
    for number, item in enumerate(script.items):
        for part in item.statements:
            turns.append(_part(part, item, "statements"))
        begins = script.delegate(item.statements[0].speaker).side
        assert begins == script.sides[number % 2].key, "the script keeps to the order of the sides"
        for part in item.discussion:
            turns.append(_part(part, item, "discussion"))
    lead = (len(script.items) - 1) % 2
    turns += [_word(script, key, "closing-round") for key in everyone(script, lead)]
    turns += [_word(script, key, "read-back") for key in co_chairs(script, lead)]
    return turns


def co_chairs(script: Script, lead: int) -> list[str]:
    sides = [script.sides[(lead + n) % 2].key for n in range(2)]
    return [one.key for side in sides for one in script.co_chairs if one.side == side]


def everyone(script: Script, lead: int) -> list[str]:
    """A side after the other, one person at a time, the co-chairs last."""
    table = []
    for n in range(2):
        side = script.sides[(lead + n) % 2].key
        table.append([d.key for d in script.delegates if d.side == side and not _chairs(d)])
    pairs = [key for pair in zip(*table, strict=True) for key in pair]
    return pairs + co_chairs(script, lead)


def _chairs(delegate: Delegate) -> bool:
    return delegate.capacity is Capacity.CO_CHAIR


def _word(script: Script, key: str, phase: str) -> Turn:
    words = {"opening": script.opening, "closing-round": script.closing}.get(phase, script.readback)
    return Turn(key, "statement", phase, None, tuple(pieces(words[key].text)))


def _part(part: Part, item: Item, phase: str) -> Turn:
    text, incident = part.text, part.incident
    kind = incident.kind if incident else None
    texts = tuple(pieces(text))
    inside = None
    if incident and kind is Happening.TWO_MESSAGES:
        texts = tuple(text.split("\n\n"))
    if incident and kind is Happening.EDIT:
        texts = tuple(pieces(text.replace(incident.before or "", incident.to or "", 1)))
    if incident and kind is Happening.POINT_OF_ORDER:
        said = tuple(pieces(incident.text or ""))
        inside = Turn(str(incident.by), "point-of-order", phase, item.id, said)
    extended = kind is Happening.EXTENSION
    return Turn(part.speaker, str(part.kind), phase, item.id, texts, inside, extended)


def as_numbered(script: Script) -> list[Turn]:
    """The turns as they begin: a point of order after the turn that it interrupts."""
    return [t for turn in expected_turns(script) for t in (turn, turn.inside) if t is not None]


def as_said(script: Script) -> list[tuple[str, str]]:
    """Who said what, message by message: a point of order comes after what it is about."""
    return [(turn.speaker, text) for turn in as_numbered(script) for text in turn.texts]


@pytest.fixture(scope="module")
def keys(record: Any, script: Script) -> dict[str, str]:
    """Each person's key in the script, found by the name that the person bears."""
    by_name = {one.name: one.key for one in script.delegates}
    return {member["person"]: by_name[member["name"]] for member in record["members"]}


def test_it_ends_by_itself_with_success_in_under_a_minute(played: Played) -> None:
    assert played.code == 0, played.printed[-2000:]
    assert played.seconds < 60


def test_it_leaves_the_database_and_the_transcripts_and_names_them(played: Played) -> None:
    for name in ("cochair.db", "transcript.md", "transcript.html", "transcript.json"):
        assert (played.out / name).stat().st_size > 1000
        assert name in played.printed


def test_the_summary_has_the_figures_people_look_for(played: Played) -> None:
    for label in ("Agenda items", "Turns", "Contributions", "out of turn", "REST calls", "Floor"):
        assert label in played.printed


def test_the_journal_verifies(played: Played) -> None:
    report = verify(played.out / "cochair.db")
    assert report.sound, report


def test_every_item_is_dealt_with(record: Any, script: Script) -> None:
    states = {item["key"]: item["state"] for item in record["agenda"]}
    assert set(states) == {item.id for item in script.items}
    assert {key for key, state in states.items() if state == "parked"} == {
        item.id for item in script.items if item.parked
    }
    assert set(states.values()) == {"closed", "parked"}


def test_every_turn_is_whose_the_script_says_in_order(
    record: Any, script: Script, keys: dict[str, str]
) -> None:
    happened = [(keys[t["person"]], t["kind"], t["phase"], t["item"]) for t in record["turns"]]
    assert happened == [(t.speaker, t.kind, t.phase, t.item) for t in as_numbered(script)]
    assert [t["number"] for t in record["turns"]] == list(range(1, len(happened) + 1))
    assert all(t["ended"] for t in record["turns"])


def test_every_turn_counts_for_the_side_that_its_speaker_sits_on(
    record: Any, script: Script, keys: dict[str, str]
) -> None:
    names = {side["key"]: side["name"]["en"] for side in record["dialogue"]["sides"]}
    sides = {side.key: side.name.en for side in script.sides}
    for one in (*record["turns"], *record["contributions"]):
        assert names[one["side"]] == sides[script.delegate(keys[one["person"]]).side], one["seq"]


def test_one_person_has_the_floor_at_a_time(record: Any) -> None:
    spans = []
    for turn in record["turns"]:
        assert turn["from"] < turn["to"]
        assert turn["running"], turn["number"]
        assert turn["from"] == turn["running"][0]["from"]
        spans += [(span["from"], span["to"]) for span in turn["running"]]
    spans.sort()
    assert all(begun < ended for begun, ended in spans)
    for (_, ended), (begun, _) in pairwise(spans):
        assert ended <= begun, "two people had the floor"


def test_every_turn_is_as_long_as_the_format_says(record: Any, script: Script) -> None:
    path = config_file(f"formats/{script.format}.toml")
    assert path is not None
    form = tomllib.loads(path.read_text(encoding="utf-8"))
    of_phase = {phase["id"]: phase.get("limit") for phase in form["phases"]}
    for turn, expected in zip(record["turns"], as_numbered(script), strict=True):
        rota = of_phase[expected.phase] if expected.kind == "statement" else None
        limit = 1000 * (rota or form["limits"][expected.kind])
        more = 1000 * form["time"]["extension"] * expected.extended
        assert turn["limit_ms"] == limit, turn["number"]
        assert turn["allowed_ms"] == limit + more, turn["number"]


def test_every_contribution_is_there_word_for_word_in_order_and_whose_it_is(
    record: Any, script: Script, keys: dict[str, str]
) -> None:
    contributions = record["contributions"]
    said = [(keys[one["person"]], one["wordings"][-1]["text"]) for one in contributions]
    assert said == as_said(script)
    assert [one["at"] for one in contributions] == sorted(one["at"] for one in contributions)
    turns = {turn["number"]: turn for turn in record["turns"]}
    for one in contributions:
        turn = turns[one["turn"]]
        assert one["person"] == turn["person"], "said on somebody else's turn"
        assert any(span["from"] <= one["at"] <= span["to"] for span in turn["running"])


def test_what_was_refused_was_counted_as_it_was_sent(
    played: Played, record: Any, script: Script
) -> None:
    """Two co-chairs press Next at once: the later one is refused, and nothing else ever is."""
    late = [p for p in parts(script) if p.incident and p.incident.kind is Happening.DOUBLE_NEXT]
    found = re.search(r"Refused politely\s+(\d+)", played.printed)
    assert found is not None
    assert int(found.group(1)) == len(late) > 0
    # A card pressed in vain would have left somebody's turn to be taken away by a co-chair.
    assert "called" not in [turn["ended"] for turn in record["turns"]]


def test_overruns_expire_and_points_are_ruled_on(record: Any, script: Script) -> None:
    endings = [turn["ended"] for turn in record["turns"]]
    overruns = [p for p in parts(script) if p.incident and p.incident.kind is Happening.OVERRUN]
    assert endings.count("expired") == len(overruns) > 0
    assert endings.count("ruled") == 1


def test_the_page_shows_every_contribution(played: Played, script: Script) -> None:
    class Text(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.text = ""

        def handle_data(self, data: str) -> None:
            self.text += data

    page = Text()
    page.feed((played.out / "transcript.html").read_text(encoding="utf-8"))
    flat = "".join(page.text.split())
    for _, text in as_said(script):
        assert "".join(text.split()) in flat


def test_what_was_typed_out_of_turn_is_not_in_the_record(played: Played, script: Script) -> None:
    intruding = [
        p.incident.text
        for p in parts(script)
        if p.incident and p.incident.kind is Happening.INTERRUPTION
    ]
    assert intruding
    for name in ("transcript.md", "transcript.html", "transcript.json"):
        text = (played.out / name).read_text(encoding="utf-8")
        for words in intruding:
            assert words is not None
            assert words[:40] not in text


def test_held_messages_are_counted(played: Played) -> None:
    with sqlite3.connect(played.out / "cochair.db") as database:
        (held,) = database.execute("SELECT count(*) FROM held_messages").fetchone()
    database.close()
    assert held >= 1
    assert f"{held} held and given back" in played.printed


def test_a_change_of_speaker_costs_at_most_four_calls(played: Played) -> None:
    flat = " ".join(played.printed.split())
    most = flat.split("on average, ")[1].split(" at most")[0]
    assert int(most) <= 4
