"""Events survive being written and read; what people said is never in a payload."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.journal.codec import BadPayload, UnknownEvent, canonical, decode, encode, settled
from bot.procedure.events import (
    EVENTS,
    ContributionMade,
    Event,
    FloorRequested,
    ItemEdited,
    SeatTaken,
)
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.table.seats import Capacity
from bot.procedure.values import ERASED, Localized, Words
from tests import strategies as some
from tests.journal.examples import RU, said


def floats(value: object) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from floats(part)


def strings(value: object) -> Iterator[str]:
    """Every text that an event holds, Words or not."""
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from strings(part)
    elif is_dataclass(value):
        for each in fields(value):
            yield from strings(getattr(value, each.name))


@pytest.mark.parametrize("kind", EVENTS)
def test_every_kind_of_event_comes_back_equal(kind: type[Event]) -> None:
    @given(some.event_of(kind))
    def check(event: Event) -> None:
        encoded = encode(event)
        assert encoded.kind == kind.__name__
        assert settled(encoded) == event

    check()


@given(some.events)
def test_a_payload_is_canonical_json(event: Event) -> None:
    payload = encode(event).payload
    parsed = json.loads(payload)
    assert payload == json.dumps(
        parsed, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    assert not list(floats(parsed))


@given(st.text(min_size=8, max_size=40).filter(lambda text: text.strip('"\\')))
def test_words_leave_the_payload(text: str) -> None:
    one, two = encode(said("9001", text)), encode(said("9001", text))
    assert json.dumps(text, ensure_ascii=False)[1:-1] not in one.payload
    assert text not in repr(one)
    assert one.payload != two.payload, "each text has a salt of its own"
    assert [each.text for each in one.texts] == [text]
    assert {len(each.salt or b"") for each in one.texts} == {32}


def test_words_are_kept_apart_by_their_field() -> None:
    seat = encode(SeatTaken("101", "a", Capacity.PARTICIPANT, "en", Words("Ann Example")))
    hand = encode(FloorRequested(1, "101", "a", Kind.STATEMENT, None, Words("On trust")))
    bare = encode(FloorRequested(1, "101", "a", Kind.STATEMENT, None, None))
    assert [each.field for each in (*seat.texts, *hand.texts)] == ["name", "note"]
    assert bare.texts == ()


def test_erased_words_decode_as_erased() -> None:
    encoded = encode(said("9001", RU))
    event = decode(encoded.kind, encoded.version, encoded.payload, {"words": None})
    assert isinstance(event, ContributionMade)
    assert event.words == ERASED
    assert settled(encode(event)) == event


@given(some.broken_text, some.broken_text)
def test_text_that_has_no_utf8_does_not_stop_the_journal(one: str, two: str) -> None:
    for event in (
        said("9001", one),
        ItemEdited("k", Localized.of(en=one), Localized.of(en=two), 1),
    ):
        encoded = encode(event)
        encoded.payload.encode()
        event_read = settled(encoded)
        assert settled(encode(event_read)) == event_read
        assert all(text.encode() is not None for text in strings(event_read))


def test_an_unknown_event_is_told_from_a_bad_one() -> None:
    good = encode(said("9001", RU))
    texts = {"words": RU}
    with pytest.raises(UnknownEvent):
        decode("VoteTaken", 1, "{}", {})
    with pytest.raises(UnknownEvent):
        decode(good.kind, 2, good.payload, texts)
    for payload in ("", "[", "[]", "{}", "7", good.payload.replace('"files":0', '"files":"many"')):
        with pytest.raises(BadPayload) as caught:
            decode(good.kind, 1, payload, texts)
        assert caught.value.__cause__ is None and caught.value.__suppress_context__
    with pytest.raises(BadPayload):
        decode(good.kind, 1, good.payload, {})


def test_a_field_that_is_newer_than_the_file_takes_its_default() -> None:
    encoded = encode(said("9001", RU))
    older = json.loads(encoded.payload)
    del older["files"], older["reply_to"]
    assert decode(encoded.kind, 1, canonical(older), {"words": RU}) == said("9001", RU)
