"""What `cochair rehearse` promises, of every script: it ends by itself, and what it leaves holds
everything that the script has, and nothing else.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

from bot.journal.meeting_course import Course
from bot.journal.verification import verify
from bot.procedure.edition import EDITION
from bot.rehearsal.script import Happening, Moving
from tests.docs.test_checker import NEEDS, script
from tests.rehearsal import expected
from tests.rehearsal.conftest import Played, each

PLENARY = "dartmouth-plenary"


pytestmark = each

# The run -----------------------------------------------------------------------------------------


def test_it_ends_by_itself_with_success(played: Played) -> None:
    assert played.code == 0, played.printed[-2000:]


def test_it_leaves_the_database_and_the_transcripts_and_names_them(played: Played) -> None:
    for name in ("cochair.db", "transcript.md", "transcript.html", "transcript.json"):
        assert (played.out / name).stat().st_size > 1000
        assert name in played.printed


def test_the_summary_has_the_figures_people_look_for(played: Played) -> None:
    for label in ("Agenda items", "Turns", "Contributions", "out of turn", "REST calls", "Floor"):
        assert label in played.printed


def test_the_journal_verifies(played: Played) -> None:
    report = verify(played.out / "cochair.db", course=True)
    assert report.sound, report
    (meeting,) = report.meetings
    assert meeting.course == Course(), "nothing but what the rules have written, and nothing twice"
    with closing(sqlite3.connect(played.out / "cochair.db")) as db:
        (convened,) = db.execute("SELECT payload FROM events WHERE seq = 1").fetchone()
    assert json.loads(convened)["edition"] == EDITION, "so that it was held to these very rules"


@NEEDS
def test_so_it_does_for_the_script_in_perl(played: Played) -> None:
    code, told = script(played.out / "cochair.db")
    assert (code, len(told)) == (0, 1), told


# Who spoke, and on what ----------------------------------------------------------------------------


def test_every_item_of_the_script_is_dealt_with_and_the_others_are_left(
    played: Played, record: Any
) -> None:
    states = {item["key"]: item["state"] for item in record["agenda"]}
    parked = {item.id: item.parked for item in played.script.items}
    assert list(states)[: len(parked)] == list(parked)
    for key, state in states.items():
        assert state == ("parked" if parked.get(key, True) else "closed"), key


def test_every_turn_is_whose_the_script_says_in_order(
    played: Played, record: Any, keys: dict[str, str]
) -> None:
    happened = [(keys[t["person"]], t["kind"], t["phase"], t["item"]) for t in record["turns"]]
    wanted = [(t.speaker, t.kind, t.phase, t.item) for t in expected.turns(played.script)]
    assert happened == wanted
    assert [t["number"] for t in record["turns"]] == list(range(1, len(happened) + 1))
    assert all(t["ended"] for t in record["turns"])


def test_who_let_a_turn_pass_said_nothing_in_it(played: Played, record: Any) -> None:
    passed = [turn["number"] for turn in record["turns"] if turn["ended"] == "passed"]
    wanted = [n for n, turn in enumerate(expected.turns(played.script), start=1) if turn.passed]
    assert passed == wanted
    assert not {one["turn"] for one in record["contributions"]} & set(passed)


def test_every_turn_counts_for_the_side_that_its_speaker_sits_on(
    played: Played, record: Any, keys: dict[str, str]
) -> None:
    script = played.script
    names = {side["key"]: side["name"]["en"] for side in record["dialogue"]["sides"]}
    sides = {side.key: side.name.en for side in script.sides}
    for one in (*record["turns"], *record["contributions"]):
        assert names[one["side"]] == sides[script.delegate(keys[one["person"]]).side], one["seq"]


def test_nobody_is_called_out_of_order_but_whom_the_script_calls_so(
    played: Played, record: Any, keys: dict[str, str]
) -> None:
    happened = [keys[turn["person"]] for turn in record["turns"] if turn["out_of_order"]]
    wanted = expected.happenings(played.script, Happening.CALLED_OUT_OF_ORDER)
    assert happened == [part.speaker for part in wanted]


# Time --------------------------------------------------------------------------------------------


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


def test_the_times_add_up_to_the_length_of_the_meeting(record: Any) -> None:
    """Reckoned from the moments in the record, not from its sums."""
    floor = record["floor"]
    used, interpreted = Counter[str](), 0
    for turn in record["turns"]:
        length = sum(between(span) for span in turn["running"])
        assert length == turn["used_ms"]
        if turn["kind"] == "interpretation":
            interpreted += length
        else:
            used[turn["person"]] += length
    assert used == Counter({one["person"]: one["used_ms"] for one in floor["people"]})
    paused = sum(map(between, record["breaks"]))
    assert (floor["interpreted_ms"], floor["paused_ms"]) == (interpreted, paused)
    meeting = record["meeting"]
    length = between({"from": meeting["opened_at"], "to": meeting["closed_at"]})
    assert floor["length_ms"] == length
    spent = used.total() + interpreted + paused
    assert floor["idle_ms"] == length - spent >= 0
    busy = [span for turn in record["turns"] for span in turn["running"]] + record["breaks"]
    busy.sort(key=lambda span: span["from"])
    assert all(one["to"] <= other["from"] for one, other in pairwise(busy)), "counted twice"


def between(span: Any) -> int:
    """Milliseconds."""
    since, until = (datetime.fromisoformat(span[key]) for key in ("from", "to"))
    return round((until - since).total_seconds() * 1000)


def test_every_turn_is_as_long_as_the_format_says(played: Played, record: Any) -> None:
    script = played.script
    extension = expected.form(script).get("time", {}).get("extension", 60)
    before = 0
    for turn, wanted in zip(record["turns"], expected.turns(script), strict=True):
        limit = expected.limit(script, wanted)
        # An interpretation may take a quarter longer than what it interprets did.
        shortest = 1000 * expected.SHORTEST_INTERPRETATION
        limited = max(before + before // 4, shortest) if limit is None else 1000 * limit
        assert turn["limit_ms"] == limited, turn["number"]
        assert turn["allowed_ms"] == limited + 1000 * extension * wanted.extended, turn["number"]
        before = turn["used_ms"]


# What was said -------------------------------------------------------------------------------------


def test_every_contribution_is_there_word_for_word_in_order_and_whose_it_is(
    played: Played, record: Any, keys: dict[str, str]
) -> None:
    contributions = record["contributions"]
    said = [(keys[one["person"]], one["wordings"][-1]["text"]) for one in contributions]
    assert said == expected.said(played.script)
    assert [one["at"] for one in contributions] == sorted(one["at"] for one in contributions)


def test_what_was_said_with_the_floor_was_said_on_the_speakers_own_turn(record: Any) -> None:
    turns = {turn["number"]: turn for turn in record["turns"]}
    for one in record["contributions"]:
        if not turns:
            assert one["turn"] is None
            continue
        turn = turns[one["turn"]]
        assert one["person"] == turn["person"], "said on somebody else's turn"
        assert any(span["from"] <= one["at"] <= span["to"] for span in turn["running"])


def test_an_interpretation_stands_beside_what_it_interprets(played: Played, record: Any) -> None:
    turns = expected.turns(played.script)
    beside = [
        (turn["number"], turn["interprets"]) for turn in record["turns"] if turn["interprets"]
    ]
    wanted = [(n, n - 1) for n, turn in enumerate(turns, start=1) if turn.interprets]
    assert beside == wanted
    assert bool(wanted) == (played.name in (PLENARY, "drafting"))


def test_the_page_shows_every_contribution(played: Played) -> None:
    class Text(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.text = ""

        def handle_data(self, data: str) -> None:
            self.text += data

    page = Text()
    page.feed((played.out / "transcript.html").read_text(encoding="utf-8"))
    flat = "".join(page.text.split())
    for _, text in expected.said(played.script):
        assert "".join(text.split()) in flat


UNRECORDED = (Moving.CAUCUS, Moving.OFF_RECORD)


def test_what_was_said_apart_or_typed_out_of_turn_is_in_no_record(played: Played) -> None:
    unwanted = [
        str(part.incident and part.incident.text)
        for part in expected.happenings(played.script, Happening.INTERRUPTION)
    ]
    for part in expected.parts(played.script):
        unwanted += [
            words for m in part.before if m.kind in UNRECORDED for words in m.words.values()
        ]
    assert unwanted or played.name != PLENARY
    for name in ("transcript.md", "transcript.html", "transcript.json"):
        text = (played.out / name).read_text(encoding="utf-8")
        for words in unwanted:
            assert words[:40] not in text
    kept = b"".join(path.read_bytes() for path in played.out.glob("cochair.db*"))
    for part in expected.parts(played.script):
        for move in part.before:
            for words in move.words.values() if move.kind in UNRECORDED else ():
                assert words[:40].encode() not in kept, f"the bot has written down a {move.kind}"


# What goes wrong, and what the co-chairs do ------------------------------------------------------


def test_what_was_refused_was_counted_as_it_was_sent(played: Played, record: Any) -> None:
    """Two co-chairs press Next at once, or one while a speaker has more to say: that is refused, and
    nothing else ever is."""
    kinds = (Happening.DOUBLE_NEXT, Happening.MORE_COMING)
    found = re.search(r"Refused politely\s+(\d+)", played.printed)
    assert found is not None
    assert int(found.group(1)) == len(expected.happenings(played.script, *kinds))
    # A card pressed in vain would have left somebody's turn to be taken away by a co-chair.
    assert "called" not in [turn["ended"] for turn in record["turns"]]


def test_overruns_expire_and_points_are_ruled_on(played: Played, record: Any) -> None:
    endings = [turn["ended"] for turn in record["turns"]]
    for how, kind in (("expired", Happening.OVERRUN), ("ruled", Happening.POINT_OF_ORDER)):
        assert endings.count(how) == len(expected.happenings(played.script, kind)), how


def test_what_the_co_chairs_did_stands_in_the_record(played: Played, record: Any) -> None:
    did = [move["kind"] for move in record["moves"]]
    script = played.script
    assert did.count("policy") == expected.moves(script, Moving.POLICY)
    assert did.count("round") == expected.moves(script, Moving.GO_ROUND)
    on_off = did.count("interpretation-on") + did.count("interpretation-off")
    assert on_off == expected.moves(script, Moving.INTERPRETATION)
    for kind in UNRECORDED:
        breaks = [one for one in record["breaks"] if one["kind"] == kind.value]
        assert len(breaks) == expected.moves(script, kind)


def test_the_minutes_hold_what_was_noted_and_are_adopted_by_both(
    played: Played, record: Any
) -> None:
    script, minutes = played.script, record["minutes"]
    noted = [(item.id, point) for item in script.items for point in item.points]
    assert [(p["item"], p["kind"], p["text"]) for p in record["points"]] == [
        (item, point.kind.value, point.text) for item, point in noted
    ]
    for _, point in noted:
        assert point.text in minutes["text"]
    if script.amendment is not None:
        assert [each["accepted"] for each in record["amendments"]] == [True]
        assert script.amendment.text in minutes["text"]
    assert len(minutes["adopted"]) == 2
    assert minutes["digest"] == sha256(minutes["text"].encode()).hexdigest()


def test_held_messages_are_counted(played: Played) -> None:
    with closing(sqlite3.connect(played.out / "cochair.db")) as database:
        (held,) = database.execute("SELECT count(*) FROM held_messages").fetchone()
    assert f"{held} held and given back" in played.printed
    assert (held > 0) == (played.name in (PLENARY, "task-force", "over-days"))


def test_a_change_of_speaker_costs_at_most_four_calls(played: Played, record: Any) -> None:
    flat = " ".join(played.printed.split())
    if not record["turns"]:
        assert "per change of speaker" not in flat
        return
    most = flat.split("on average, ")[1].split(" at most")[0]
    assert int(most) <= 4
