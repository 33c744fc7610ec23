"""What a person should look at is found in both languages, and ordinary sentences are left in peace."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.procedure import events as ev
from bot.procedure.values import Words
from bot.transcript.attribution.chatham_house import chatham_house
from bot.transcript.attribution.cleaned import Doubt
from bot.transcript.build import build
from bot.transcript.labels import labels
from tests.transcript.sample import sample


def doubts(text: str) -> set[Doubt]:
    """The doubts about this text as the last contribution of the sample."""
    records = [
        replace(record, event=replace(record.event, words=Words(text)))
        if isinstance(record.event, ev.ContributionMade) and record.event.turn == 12
        else record
        for record in sample()
    ]
    done = chatham_house(build(records), labels("en"), bytes(32))
    last = done.transcript.contributions[-1]
    return {look.doubt for look in done.cleaned.look if look.place == f"c-{last.seq}"}


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("when I was in the north", Doubt.BIOGRAPHY),
        ("когда я служил на флоте", Doubt.BIOGRAPHY),
        ("мой отец строил эту плотину", Doubt.BIOGRAPHY),
        ("our government never said so", Doubt.AFFILIATION),
        ("наша делегация против", Doubt.AFFILIATION),
        ("a retired colonel told me", Doubt.POST),
        ("спросите у министра", Doubt.POST),
        ("back in 1998 it held", Doubt.DATE),
        ("это было 12 марта", Doubt.DATE),
        ("it cost 40 million", Doubt.QUANTITY),
        ("до неё 300 км", Doubt.QUANTITY),
        ("ask them in Ruritania", Doubt.PROPER_NOUN),
        ("спросите в Руритании", Doubt.PROPER_NOUN),
        ("see https://example.com/report", Doubt.LINK_KEPT),
        ("buoyancy is a word", Doubt.NEAR_NAME),
    ],
)
def test_what_may_give_somebody_away_is_named(text: str, doubt: Doubt) -> None:
    assert doubt in doubts(text)


@pytest.mark.parametrize(
    "text",
    [
        "We should write this down. It is short, and it can be tried.",
        "Запишем это. Предложение короткое, и его можно испытать.",
        "I think so too; and I agree.",
    ],
)
def test_ordinary_sentences_are_left_in_peace(text: str) -> None:
    assert doubts(text) <= {Doubt.LANGUAGE}


def test_a_language_that_one_person_speaks_is_named() -> None:
    english = [
        replace(record, event=replace(record.event, words=Words("so it is")))
        if isinstance(record.event, ev.ContributionMade) and record.event.person != "p2"
        else record
        for record in sample()
    ]
    done = chatham_house(build(english), labels("en"), bytes(32))
    places = {look.place for look in done.cleaned.look if look.doubt is Doubt.LANGUAGE}
    russian = {f"c-{c.seq}" for c in done.transcript.contributions if c.language == "ru"}
    assert russian and places == russian
