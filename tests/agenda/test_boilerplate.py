"""What serves the page is told from what belongs to the article, by what it says and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agenda.article import Block, BlockKind
from bot.agenda.boilerplate import useful
from tests.agenda.sample import AROUND, BODY, pasted


def kept(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [block.text for block in useful([Block(n, t, kind) for n, t in enumerate(texts, 1)])]


def test_the_article_is_kept_and_its_page_is_not() -> None:
    assert [block.text for block in useful(pasted().blocks)] == list(BODY)


@pytest.mark.parametrize(
    "line",
    [
        "Share this article",
        "Printable version",
        "Photo: A quay. Credit: Somebody",
        "Read more: The other quay",
        "Advertisement",
        "5 min read",
        "Subscribe to our newsletter and never miss a story.",
        "We use cookies to improve your experience.",
        "Tags: ferries, fog",
        "The views expressed here are those of the author.",
        "© The Herald",
        "Версия для печати",
        "Поделиться",
        "Фото: причал / Агентство",
        "Читайте также: Другой причал",
        "Реклама",
        "Подписывайтесь на наш телеграм-канал.",
        "Мнение автора может не совпадать с позицией редакции.",
        "Все права защищены",
        "12 марта 2031 года",
        "ivan_1970, 3 часа назад",
    ],
)
def test_a_line_of_the_page_goes_wherever_it_stands(line: str) -> None:
    for texts in ((line, *BODY), (*BODY[:3], line, *BODY[3:]), (*BODY, line)):
        assert kept(*texts) == list(BODY)


@pytest.mark.parametrize(
    "sentence",
    [
        "Share prices in the harbour fell for the third year, and nobody on either shore asked why.",
        "Search and rescue is the one thing that both shores still do together, and do well.",
        "Поиск пропавших моряков оба берега ведут порознь, хотя море у них одно и то же.",
        "Comments by the two ministers on the ferry have not made an agreement on it any easier.",
        "Published figures of the catch differ from shore to shore by a third in every single year.",
    ],
)
def test_a_sentence_that_begins_like_a_button_is_kept(sentence: str) -> None:
    assert sentence in kept(*BODY[:3], sentence, *BODY[3:])


@pytest.mark.parametrize("kind", [BlockKind.ASIDE, BlockKind.CAPTION, BlockKind.TABLE])
def test_what_the_form_itself_puts_aside_goes(kind: BlockKind) -> None:
    assert kept(*BODY, kind=kind) == []


def test_all_after_the_readers_comments_goes_but_no_heading_early_on() -> None:
    assert kept(*BODY, "Comments (2)", *BODY[:2]) == list(BODY)
    assert kept(BODY[0], "Discussion", *BODY[1:])[-1] == BODY[-1]


@given(st.lists(st.one_of(st.sampled_from((*BODY, *AROUND)), st.text(max_size=80)), max_size=20))
def test_any_blocks_give_some_of_themselves_in_order(texts: list[str]) -> None:
    blocks = [Block(n, text) for n, text in enumerate(texts, 1)]
    numbers = [block.number for block in useful(blocks)]
    assert numbers == sorted(set(numbers))
    assert {block.number for block in blocks} >= set(numbers)
