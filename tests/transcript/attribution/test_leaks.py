"""Nobody is to be found in a Chatham House export of any shipped rehearsal, in any form or language."""

from __future__ import annotations

import asyncio
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_for_reading
from bot.transcript.as_json import render_json
from bot.transcript.attribution.by_side import by_side
from bot.transcript.attribution.chatham_house import chatham_house
from bot.transcript.build import build
from bot.transcript.labels import labels
from bot.transcript.model import Transcript
from tests.rehearsal.conftest import Played, each
from tests.transcript.attribution.searching import WORD, parts, plain, words_found, written

LANGUAGES = pytest.mark.parametrize("language", ["en", "ru"])
KEYS = (bytes(range(32)), bytes(range(100, 132)))
WRITTEN_IN_RUSSIAN = (
    "Пламблайн",
    "Холдфаст",
    "Драйстон",
    "Ивенхэнд",
    "Леджер",
    "Футнот",
    "Андерхилл",
)
"""How the rehearsals write English surnames, by hand."""
SIDES = ("eastern", "western", "восточн", "западн", "восток", "востоке", "западе")


@cache
def full(database: Path) -> Transcript:
    async def read() -> Transcript:
        journal = await open_for_reading(database)
        assert not isinstance(journal, JournalFault)
        meetings = await journal.meetings()
        records = await journal.read(meetings[-1].id)
        await journal.close()
        return build(records, head="c0ffee" * 8)

    return asyncio.run(read())


def names(played: Played) -> dict[str, str]:
    """Every name that stands in the script, its parts, and the Latin keys of the delegates; a surname
    of five letters or more with any Russian ending."""
    sought: dict[str, str] = {}
    for delegate in played.script.delegates:
        for part in parts(delegate.name):
            sought[part] = ""
        *_, surname = parts(delegate.name)
        if re.match("[а-я]", surname):
            sought[surname[:-2] if surname[-1] in "аяй" else surname] = r"\w{0,3}"
        sought[delegate.key] = "s?"
    return {**sought, **{plain(name): r"\w{0,3}" for name in WRITTEN_IN_RUSSIAN}}


def ids(record: Any) -> set[str]:
    """Every id of the platform in the full record."""
    found = {member["person"] for member in record["members"]}
    found |= {one["message"] for one in record["contributions"]}
    found |= set(record["meeting"]["venue"].split("/")) | {record["meeting"]["convener"]["person"]}
    found |= {record["meeting"]["id"], record["dialogue"]["key"]}
    return found


def sides(played: Played) -> dict[str, str]:
    whole = [name for side in played.script.sides for name in (side.name.en, side.name.ru)]
    keys = [side.key for side in played.script.sides]
    return {**dict.fromkeys((*whole, *keys), ""), **dict.fromkeys(SIDES, r"\w{0,3}")}


@each
@LANGUAGES
def test_nobody_is_found_in_a_chatham_house_export(played: Played, language: str) -> None:
    told = chatham_house(full(played.out / "cochair.db"), labels(language), KEYS[0]).transcript
    for form, text in written(told, language).items():
        assert not words_found(text, names(played)), form
        assert not words_found(text, sides(played)), form
        assert not [each for each in ids(played.record) if each in text], form
        assert "c0ffee" not in text, form
        # No other id of the platform either, a picture's or a server's, and no date but the month.
        assert not re.search(r"(?<![\d.])[1-9]\d{16,19}(?!\d)", text), form
        assert not re.search(r"2026-01-\d\d", text), form


@each
@LANGUAGES
def test_by_side_exports_name_sides_and_nobody(played: Played, language: str) -> None:
    told = by_side(full(played.out / "cochair.db"), labels(language), KEYS[0]).transcript
    for form, text in written(told, language).items():
        assert not words_found(text, names(played)), form
        people = ids(played.record) - {
            played.record["meeting"]["id"],
            played.record["dialogue"]["key"],
        }
        assert not [each for each in people if each in text], form
        shown = played.script.sides[0].name
        assert (shown.en if language == "en" else shown.ru) in text, form


@each
def test_everything_that_was_said_is_still_there(played: Played) -> None:
    """But for the marks: as many words as before, give or take what was taken out."""
    before = full(played.out / "cochair.db")
    done = chatham_house(before, labels("en"), KEYS[0])
    for old, new in zip(before.contributions, done.transcript.contributions, strict=True):
        if old.words is None or new.words is None:
            assert old.words is new.words is None
            continue
        was, now = WORD.findall(old.words.text or ""), WORD.findall(new.words.text or "")
        changed = (new.words.text or "").count("[")
        assert len(was) - len(now) <= 3 * changed
        if not changed:
            assert was == now


@each
def test_two_exports_of_one_meeting_share_no_pseudonym_and_no_order(played: Played) -> None:
    record = full(played.out / "cochair.db")
    one, two = (chatham_house(record, labels("en"), key).transcript for key in KEYS)

    def made(told: Transcript) -> set[str]:
        return set(re.findall(r"\w+-[0-9a-f]{12}", render_json(told)))

    assert made(one) and not made(one) & made(two)
    assert {c.message for c in one.contributions}.isdisjoint(c.message for c in two.contributions)

    def numbers(told: Transcript) -> list[str | None]:
        by_id = {member.person: member.name.text for member in told.members}
        return [by_id.get(c.person) for c in told.contributions]

    assert numbers(one) != numbers(two)
    # Within one export a pseudonym stays with its person.
    of_person: dict[str, set[str]] = {}
    for old, new in zip(record.contributions, one.contributions, strict=True):
        if new.person not in {role.person for role in one.roles}:
            of_person.setdefault(old.person, set()).add(new.person)
    assert all(len(new) == 1 for new in of_person.values())
    assert len(set().union(*of_person.values())) == len(of_person)
