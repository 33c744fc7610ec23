"""Sentences are cut where they end, and nothing of a text is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agenda.sentence_ends import sentences


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("One thing. Another thing!", 2),
        ("They lack support.The rest is on paper.", 2),
        ("The U.S. and Mr. Example agreed on 3.5 per cent. It was late.", 2),
        ("В 1991 г. и позже, т. е. до реформ, суда ходили. Потом перестали.", 2),
        ("А. П. Примеров и В. И. Образцов подписали акт. Его потеряли.", 2),
        ("«Кто заплатит?» — спросил он. Никто не ответил.", 2),
        ("Платить за ремонт (12,5 млн руб. в год) некому.", 1),
    ],
)
def test_they_end_where_a_reader_ends_them(text: str, number: int) -> None:
    assert len(sentences(text)) == number, sentences(text)


@given(st.text(max_size=400))
def test_together_they_hold_every_word_in_order(text: str) -> None:
    whole = re.sub(r"\W+", "", text)
    assert re.sub(r"\W+", "", "".join(sentences(text))) == whole
    for each in sentences(text):
        assert each == each.strip() and each
