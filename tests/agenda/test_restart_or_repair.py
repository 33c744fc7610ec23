"""The shipped agenda: every theme of the article, both languages, questions of a fair length."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.agenda.agenda_files import list_agendas, load_agenda
from bot.agenda.article_values import Agenda, ProposedItem
from bot.procedure.values import Localized

AGENDAS = Path(__file__).parents[2] / "config" / "agendas"

CONTENT = frozenset(range(1, 11))
"""The article's paragraphs of substance; 11 to 14 name author and place, or are page furniture.

They are listed because the article itself is not part of the project.
"""

CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LATIN = re.compile(r"[A-Za-z]")


def shipped() -> Agenda:
    agenda = load_agenda(AGENDAS / "restart-or-repair.toml")
    assert isinstance(agenda, Agenda), [str(fault) for fault in agenda]
    return agenda


ITEMS = shipped().items


def test_nothing_shipped_is_broken() -> None:
    assert [summary.faults for summary in list_agendas(AGENDAS) if summary.broken] == []


def test_ten_to_twelve_items_fill_a_day_at_most() -> None:
    assert 10 <= len(ITEMS) <= 12
    assert 120 * 60 <= shipped().budget <= 300 * 60


def test_every_paragraph_of_substance_is_taken_up_and_no_other() -> None:
    assert {number for item in ITEMS for number in item.paragraphs} == CONTENT


def test_the_items_follow_the_stages() -> None:
    stages = [item.stage for item in ITEMS]
    # Whether to engage at all (stage 1) is settled before there is an agenda.
    assert set(stages) == {2, 3, 4, 5}
    assert stages == sorted(stages, key=lambda stage: stage or 0)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_an_item_reads_well_in_both_languages(item: ProposedItem) -> None:
    assert item.paragraphs
    for language in ("en", "ru"):
        title, question = item.title.into(language), item.question.into(language)
        assert 10 <= len(title) <= 80
        assert 60 <= len(question) <= 250
        assert question.endswith("?")
        for text in (title, question):
            assert "\n" not in text
            assert "  " not in text
            assert text[0].isupper()
    for both in (item.title, item.question):
        assert both.languages == ("en", "ru")
        assert not CYRILLIC.search(both.into("en"))
        assert CYRILLIC.search(both.into("ru"))
        assert not LATIN.search(both.into("ru"))


def test_no_two_items_ask_the_same() -> None:
    for language in ("en", "ru"):
        assert len({item.title.into(language) for item in ITEMS}) == len(ITEMS)
        assert len({item.question.into(language) for item in ITEMS}) == len(ITEMS)


def test_the_source_is_cited() -> None:
    source = shipped().source
    assert source is not None
    assert source.author is not None
    cited = (source.author, source.series, source.subtitle, source.published_by, source.note)
    for text in cited:
        assert isinstance(text, Localized)
        assert not CYRILLIC.search(text.into("en"))
        assert CYRILLIC.search(text.into("ru"))
    assert "Vitaly Naumkin" in source.author.into("en")
    assert "Виталий Наумкин" in source.author.into("ru")
    assert source.published_by is not None
    assert "Carnegie" in source.published_by.into("en")
