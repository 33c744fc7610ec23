"""The organizers' report: counts, places and doubts, in both languages."""

from __future__ import annotations

import pytest

from bot.procedure.values import Words
from bot.transcript.attribution.attribution_report import report, summary
from bot.transcript.attribution.cleaned import Cleaned, Doubt, PlaceToCheck, Sort, Taken
from bot.transcript.labels import labels

CLEANED = Cleaned(
    taken=(Taken(Sort.NAME, "c-3"), Taken(Sort.NAME, "c-3"), Taken(Sort.LINK, "agenda")),
    look=(
        PlaceToCheck(Doubt.PROPER_NOUN, "c-3", Words("Ruritania")),
        PlaceToCheck(Doubt.PROPER_NOUN, "c-9", Words("Ruritania")),
        PlaceToCheck(Doubt.BIOGRAPHY, "c-4", Words("when I was\u202e young")),
        PlaceToCheck(Doubt.ROTA, "turn-1"),
        PlaceToCheck(Doubt.ROTA, "turn-2"),
    ),
)


def test_counts_places_and_doubts() -> None:
    lines = report(CLEANED, labels("en")).splitlines()
    assert "  names: 2 (c-3)" in lines and "  links: 1 (agenda)" in lines
    assert "  Ruritania: c-3, c-9" in lines
    assert "  c-4: when I was⟨U+202E⟩ young" in lines
    assert "  turn-1, turn-2" in lines
    assert lines[1].startswith("For the organizers only")
    assert summary(CLEANED, labels("en")) == "names: 2, links: 1"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_sort_and_every_doubt_has_words(language: str) -> None:
    every = Cleaned(
        tuple(Taken(sort, "c-1") for sort in Sort),
        tuple(PlaceToCheck(doubt, "c-1", Words("x")) for doubt in Doubt),
    )
    text = report(every, labels(language))
    assert len(set(text.splitlines())) > len(Sort) + len(Doubt)
    assert text.count("c-1") >= len(Sort) + len(Doubt)


def test_where_there_is_nothing_it_says_to_read_all_the_same() -> None:
    text = report(Cleaned((), ()), labels("en"))
    assert "Nothing was taken out." in text and "Read the text all the same." in text
    assert summary(Cleaned((), ()), labels("en")) == "None."


def test_a_repr_shows_no_words() -> None:
    assert "Ruritania" not in repr(CLEANED)
