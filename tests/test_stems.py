"""Words are found in all their forms."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.journal.reading import query
from bot.stems import stem, stems


@pytest.mark.parametrize(
    "forms",
    [
        ("проверка", "проверки", "проверку", "Проверками"),
        ("переговоры", "переговоров", "ПЕРЕГОВОРАХ"),
        ("ещё", "еще"),
        ("visit", "visits", "visited", "Visiting"),
        ("treaty", "treaties"),
    ],
)
def test_forms_of_one_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@given(st.text(max_size=60))
def test_any_text_has_stems_and_each_is_a_word_of_its_own(text: str) -> None:
    assert stems(text).split() == [stem(word) for word in re.findall(r"\w+", text)]


@given(st.text(max_size=60))
def test_what_is_typed_never_means_anything_to_the_index(text: str) -> None:
    asked = query(text)
    assert asked.count('"') % 2 == 0
    for part in asked.split(" AND "):
        assert not part or part.startswith(('words : "', 'stems : "'))
