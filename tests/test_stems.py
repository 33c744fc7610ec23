"""Words are found in all their forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from bot.journal.sqlite_reader import query
from bot.stems import holds, stem, stems
from tests.journal.examples import EN, RU, STORY, said, tell


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


async def test_a_text_holds_what_the_index_of_the_journal_finds_in_it(tmp_path: Path) -> None:
    texts = (EN, RU, "Ещё одна ёлка — и façade No. 7", "war and peace, peacefully", "***")
    asked = (
        "verification", "VERIFICATION promise", "verif*", "promises later", "promises never",
        "проверку", "Обещаний ПОТОМ", "провер*", "проверка verification", "еще елки", "ЁЛКА", "facade",
        "façade 7", "7*", "war", "peaceful", "pea*", "", "*", "—",
    )  # fmt: skip
    journal = await open_journal(tmp_path / "cochair.db")
    assert not isinstance(journal, JournalFault)
    await tell(journal, [*STORY[:8], *(said(str(n), text) for n, text in enumerate(texts))])
    for each in asked:
        found = {int(hit.message) for hit in await journal.search(each)}
        assert found == {n for n, text in enumerate(texts) if holds(text, each)}, each
    await journal.close()
