"""What `cochair rehearse` promises: it ends by itself, and what it leaves holds everything."""

from __future__ import annotations

import json
import sqlite3
from html.parser import HTMLParser
from typing import Any

import pytest

from bot.data import config_file
from bot.journal.verify import verify
from bot.rehearsal.director import pieces
from bot.rehearsal.script import Happening, Part, Script, load_script
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


def expected_turns(script: Script) -> list[str]:
    """Who speaks: openings, every item's parts, the points of order, the last round, the read-back."""
    points = [
        p for p in parts(script) if p.incident and p.incident.kind is Happening.POINT_OF_ORDER
    ]
    speakers = [part.speaker for part in parts(script)]
    speakers += [str(point.incident.by) for point in points if point.incident]
    return sorted([*speakers, *script.opening, *script.closing, *script.readback])


def expected_texts(script: Script) -> list[str]:
    """Every word that was said on the floor, as it stands in the end, message by message."""
    texts: list[str] = []
    for part in parts(script):
        text, incident = part.text, part.incident
        if incident and incident.kind is Happening.TWO_MESSAGES:
            texts += text.split("\n\n")
            continue
        if incident and incident.kind is Happening.EDIT:
            text = text.replace(incident.before or "", incident.to or "", 1)
        if incident and incident.kind is Happening.POINT_OF_ORDER:
            texts += pieces(incident.text or "")
        texts += pieces(text)
    for said in (script.opening, script.closing, script.readback):
        texts += [piece for one in said.values() for piece in pieces(one.text)]
    return sorted(texts)


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


def test_every_turn_is_there_with_who_when_and_how_it_ended(record: Any, script: Script) -> None:
    names = {one.key: one.name for one in script.delegates}
    spoken = sorted(names[key] for key in expected_turns(script))
    people = {seat["person"]: seat["name"] for seat in record["members"]}
    assert sorted(people[turn["person"]] for turn in record["turns"]) == spoken
    for turn in record["turns"]:
        assert turn["side"] in ("a", "b")
        assert turn["from"] < turn["to"]
        assert turn["limit_ms"] > 0
        assert turn["ended"]
    assert [turn["number"] for turn in record["turns"]] == list(range(1, len(spoken) + 1))


def test_every_contribution_is_there_word_for_word(record: Any, script: Script) -> None:
    said = sorted(one["wordings"][-1]["text"] for one in record["contributions"])
    assert said == expected_texts(script)


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
    for text in expected_texts(script):
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
