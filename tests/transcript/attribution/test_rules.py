"""What each rule keeps back and what it keeps, on the sample meeting."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.procedure import events as ev
from bot.procedure.events import Recorded
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.table.seats import Capacity
from bot.procedure.values import DAY, MINUTE, Localized, Words
from bot.transcript.as_csv import turns_csv
from bot.transcript.as_json import render_json
from bot.transcript.as_markdown import render_markdown
from bot.transcript.attribution.by_side import by_side
from bot.transcript.attribution.chatham_house import chatham_house
from bot.transcript.attribution.cleaned import Doubt, Sort
from bot.transcript.build import build
from bot.transcript.labels import labels
from bot.transcript.model import Attribution, MoveKind, Transcript
from tests.transcript.attribution.searching import WORD, parts, plain, written
from tests.transcript.attribution.test_names import ENGLISH, russian
from tests.transcript.sample import PEOPLE, sample
from tests.transcript.test_json import VALIDATOR

KEY = bytes(range(32))
FULL = build(sample(), head="c0ffee")
EN = labels("en")
CHATHAM = chatham_house(FULL, EN, KEY)
BY_SIDE = by_side(FULL, EN, KEY)
RULES = pytest.mark.parametrize("rule", [chatham_house, by_side])


def values(value: object) -> Iterator[object]:
    """Everything that stands anywhere in a value."""
    yield value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from values(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from values(each)


@RULES
def test_no_id_and_no_name_stands_anywhere_in_the_value(rule: Any) -> None:
    """In the value itself, so that no page could print it."""
    told = rule(FULL, EN, KEY).transcript
    old = {member.person for member in FULL.members} | {c.message for c in FULL.contributions}
    names = {part for *_, name in PEOPLE for part in parts(name) if part != "buoy"}
    for value in values(told):
        if isinstance(value, str):
            assert value not in old
        if isinstance(value, Words) and value.text is not None:
            assert not names & set(re.findall(r"[^\W\d_]+", plain(value.text)))
    assert told.venue is None


def test_chatham_house_keeps_no_side_no_seat_and_no_exact_time() -> None:
    told = CHATHAM.transcript
    assert told.attribution is Attribution.CHATHAM_HOUSE
    assert told.dialogue.sides == () and told.floor.sides == ()
    sides = {"east", "west"}
    assert not [value for value in values(told) if isinstance(value, str) and value in sides]
    assert not [value for value in values(told) if isinstance(value, Capacity)]
    assert (told.head, told.records, told.rules, told.convener) == (None, None, None, None)
    assert all(turn.limit is None and turn.extensions == () for turn in told.turns)
    exact = {at for at in values(FULL) if isinstance(at, int) and at > 10**12}
    coarse = {at for at in values(told) if isinstance(at, int) and at > 10**12}
    assert exact and not exact & coarse
    month = told.convened_at
    assert all((at - month) % (5 * MINUTE) == 0 for at in coarse)
    assert told.passed == ()
    assert {move.kind for move in told.moves} <= set(MoveKind) - {MoveKind.CHAIR}


def test_json_tells_times_since_the_opening_and_the_month() -> None:
    page = json.loads(render_json(CHATHAM.transcript))
    assert page["meeting"]["opened_at"] == "PT0H00M"
    assert page["record"]["month"] == "2031-03"
    assert re.fullmatch(r"PT0H\d\dM", page["record"]["until"])
    assert not re.search(r"\d{4}-\d\d-\d\d", render_json(CHATHAM.transcript))


def test_the_journal_s_numbers_and_their_gaps_are_gone() -> None:
    told = CHATHAM.transcript
    seqs = sorted(int(found) for found in re.findall(r'"seq": (\d+)', render_json(told)))
    assert seqs == list(range(1, len(seqs) + 1))
    assert [t.number for t in told.turns] == [t.number for t in FULL.turns]
    assert [r.number for r in told.requests] == list(range(1, len(told.requests) + 1))


def test_those_who_only_sat_there_have_no_pseudonym() -> None:
    spoke = {turn.person for turn in FULL.turns} | {r.person for r in FULL.requests}
    assert len(CHATHAM.transcript.members) == len(spoke) < len(FULL.members)


def test_acts_of_either_co_chair_look_the_same() -> None:
    told = CHATHAM.transcript
    (ruling,) = told.rulings
    chair = next(role for role in told.roles if role.name.text == "a co-chair")
    assert ruling.by == chair.person
    assert chair.person not in {member.person for member in told.members}
    page = render_markdown(told)
    assert "Ruling by a co-chair" in page
    assert "somebody: 4 messages" not in page and "somebody" in page


def test_an_interpreter_is_not_tied_to_what_they_say_themselves() -> None:
    records = [interpreted(record) for record in sample()]
    told = chatham_house(build(records), EN, KEY).transcript
    turn = next(turn for turn in told.turns if turn.number == 12)
    assert turn.person in {role.person for role in told.roles}
    said = next(c for c in told.contributions if c.turn == 12)
    assert said.person == turn.person


def interpreted(record: Recorded) -> Recorded:
    event = record.event
    if isinstance(event, ev.TurnStarted) and event.turn == 12:
        kind = Kind.INTERPRETATION
        return replace(record, event=replace(event, kind=kind, interprets=11))
    return record


EVERYWHERE = "Лантернрайт, Lanternwright’s"
"""A name in two alphabets, for every place where a text may stand."""
KEY_NAME = "lanternwright-plenary"


@RULES
def test_names_go_from_every_text_and_not_only_from_what_was_said(rule: Any) -> None:
    said = Words(EVERYWHERE)
    title = Localized.of(en=EVERYWHERE, ru=EVERYWHERE)
    records = []
    for record in sample():
        event = record.event
        match event:
            case ev.MeetingConvened():
                items = tuple(replace(item, title=title, question=title) for item in event.agenda)
                phases = tuple(replace(phase, title=title) for phase in event.format.phases)
                form = replace(event.format, key=KEY_NAME, title=title, phases=phases)
                dialogue = replace(event.dialogue, title=title)
                event = replace(event, title=title, agenda=items, format=form, dialogue=dialogue)
            case ev.FloorRequested() | ev.PointRuled():
                event = replace(event, note=said)
            case ev.ContributionMade() | ev.ContributionEdited():
                event = replace(event, words=said)
        records.append(replace(record, event=event))
    for form_name, text in written(rule(build(records), EN, KEY).transcript, "ru").items():
        assert not re.search("lanternwright|лантернрайт", plain(text)), form_name


@RULES
@settings(max_examples=20, deadline=None)
@given(russian(), ENGLISH)
def test_no_random_name_survives_in_an_export(
    rule: Any, name: tuple[str, list[str]], english: str
) -> None:
    """Two of the sample's people under other names, and everybody speaking of them."""
    called, forms = name
    said = Words(f"{', '.join(forms)}; {english}, {english.split()[1]}’s, {english.upper()}")
    renamed = {"p3": Words(english), "p4": Words(called)}
    records = []
    for record in sample():
        event = record.event
        if isinstance(event, ev.SeatTaken) and event.person in renamed:
            event = replace(event, name=renamed[event.person])
        elif isinstance(event, ev.ContributionMade):
            event = replace(event, words=said)
        records.append(replace(record, event=event))
    told = rule(build(records), EN, KEY).transcript
    gone = {plain(form) for form in forms} | set(parts(english))
    for text in (render_json(told), render_markdown(told), turns_csv(told)):
        assert not gone & set(WORD.findall(plain(text)))


def test_only_the_last_wording_is_told() -> None:
    edited = [c for c in FULL.contributions if len(c.wordings) > 1]
    assert edited
    assert all(len(c.wordings) <= 1 for c in CHATHAM.transcript.contributions)


def test_the_language_of_a_text_comes_from_its_letters_alone() -> None:
    records = [
        replace(record, event=replace(record.event, words=Words("12:30")))
        if isinstance(record.event, ev.ContributionMade) and record.event.person == "p2"
        else record
        for record in sample()
    ]
    full = build(records)
    told = chatham_house(full, EN, KEY).transcript
    pairs = [
        (old.language, new.language)
        for old, new in zip(full.contributions, told.contributions, strict=True)
        if old.person == "p2"
    ]
    assert set(pairs) == {("ru", "en")}


def test_former_names_go_too() -> None:
    records = list(sample())
    taken = next(i for i, r in enumerate(records) if isinstance(r.event, ev.SeatTaken))
    event = records[taken].event
    assert isinstance(event, ev.SeatTaken)
    earlier = replace(records[taken], event=replace(event, name=Words("Ferry Boatwright")))
    full = build([*records[:taken], earlier, *records[taken:]])
    assert full.members[0].former == (Words("Ferry Boatwright"),)
    page = render_json(chatham_house(full, EN, KEY).transcript)
    assert "ferry" not in plain(page) and "Lanternwright" not in page
    assert "ferry" in plain(render_json(CHATHAM.transcript))


def test_a_meeting_over_days_is_told_by_the_day() -> None:
    late = [
        replace(r, at=r.at + 3 * DAY) if isinstance(r.event, ev.MeetingClosed) else r
        for r in sample()
    ]
    told = chatham_house(build(late), EN, KEY).transcript
    assert told.rounded == DAY
    page = render_markdown(told)
    assert "day 1" in page and "+0:" not in page
    assert all(at in (told.convened_at, told.until) for at in values(told) if at_all(at))
    assert told.until - told.convened_at == 3 * DAY


def at_all(value: object) -> bool:
    return isinstance(value, int) and value > 10**12


def test_by_side_says_side_capacity_and_number() -> None:
    names = [member.name.text for member in BY_SIDE.transcript.members]
    assert sorted(str(name) for name in names) == [
        "co-chair of East Shore",
        "co-chair of West Shore",
        "observer of East Shore",
        "participant 1 of East Shore",
        "participant 2 of East Shore",
        "participant of West Shore",
        "rapporteur of West Shore",
    ]
    page = render_markdown(BY_SIDE.transcript, language="en")
    assert "co-chair of East Shore (East Shore)" not in page
    assert "14 March 2031" in page
    russian = by_side(FULL, labels("ru"), KEY).transcript
    assert "сопредседатель, сторона «Восточный берег»" in render_markdown(russian, language="ru")


def rows_of(text: str) -> list[str]:
    """The rows of a table but the first; a line within a cell begins no row."""
    return [row for row in text.split("\r\n")[1:] if row]


@RULES
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_form_says_on_its_face_which_rule_it_follows(rule: Any, language: str) -> None:
    words = labels(language)
    done = rule(FULL, words, KEY)
    told = done.transcript
    face = words.say(f"attribution-{told.attribution}")
    count = len(done.cleaned.taken)
    for form, text in written(told, language).items():
        if form == "json":
            assert json.loads(text)["attribution"] == str(told.attribution)
            assert json.loads(text)["record"]["taken_out"] == count
        elif form.startswith("csv"):
            assert all(row.startswith(str(told.attribution)) for row in rows_of(text))
        else:
            assert face in text
            assert words.say(f"done-{told.attribution}", count=count) in text


@RULES
@settings(deadline=None)
@given(st.integers(1, len(sample())))
def test_every_beginning_of_a_meeting_can_be_given_out(rule: Any, length: int) -> None:
    told: Transcript = rule(build(sample()[:length], head="c0ffee"), EN, KEY).transcript
    VALIDATOR.validate(json.loads(render_json(told)))
    render_markdown(told)


@RULES
def test_an_open_meeting_still_says_so(rule: Any) -> None:
    told = rule(build(sample(closed=False)), EN, KEY).transcript
    for form, text in written(told, "en").items():
        if form == "json":
            assert json.loads(text)["meeting"]["status"] == "open"
        elif form.startswith("csv"):
            assert all(row.split(",")[2] == "open" for row in rows_of(text))
        else:
            assert "This meeting is not closed." in text


def test_the_report_counts_and_points() -> None:
    records = [
        replace(record, event=replace(record.event, words=Words(SAID)))
        if isinstance(record.event, ev.ContributionMade) and record.event.turn == 12
        else record
        for record in sample()
    ]
    done = chatham_house(build(records), EN, KEY)
    place = next(f"c-{c.seq}" for c in done.transcript.contributions if c.turn == 12)
    here = [each.sort for each in done.cleaned.taken if each.place == place]
    assert here == [Sort.NAME, Sort.SIDE, Sort.EMAIL]
    doubts = {look.doubt: look.words for look in done.cleaned.look if look.place == place}
    assert {Doubt.BIOGRAPHY, Doubt.POST, Doubt.DATE, Doubt.PROPER_NOUN, Doubt.AFFILIATION} <= set(
        doubts
    )
    assert "Lanternwright" not in repr(done) and "Ruritania" not in repr(done)
    assert dict(done.cleaned.counts())[Sort.EMAIL] >= 1
    assert [look for look in done.cleaned.look if look.doubt is Doubt.ROTA]


SAID = (
    "When I was ambassador to Ruritania in 1998, Lanternwright of the East wrote to me at"
    " a@example.org about our delegation."
)


def test_another_key_gives_other_ids_and_another_order() -> None:
    other = chatham_house(FULL, EN, bytes(range(50, 82))).transcript
    mine, theirs = (
        {
            value
            for value in values(told)
            if isinstance(value, str) and re.search("-[0-9a-f]{12}$", value)
        }
        for told in (CHATHAM.transcript, other)
    )
    assert len(mine) > len(FULL.contributions) and not mine & theirs
    first, second = (
        {
            old.person: told.member(new.person)
            for old, new in zip(FULL.turns, told.turns, strict=True)
        }
        for told in (CHATHAM.transcript, other)
    )
    assert {p: m and m.name.text for p, m in first.items()} != {
        p: m and m.name.text for p, m in second.items()
    }
    again = chatham_house(FULL, EN, KEY).transcript
    assert again == CHATHAM.transcript


def test_a_short_key_is_no_key() -> None:
    with pytest.raises(ValueError):
        chatham_house(FULL, EN, b"short")
