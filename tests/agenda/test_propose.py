"""What is proposed stands in the article, in its order, and is the same every time."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agenda.article import Article
from bot.agenda.candidates import Candidate, Ground
from bot.agenda.propose import TICKED, propose
from tests.agenda.sample import AROUND, BODY, article, pasted
from tests.patience import cost

TEXTS = st.lists(
    st.one_of(
        st.sampled_from((*BODY, *AROUND)),
        st.text(min_size=1, max_size=300).filter(str.strip),
    ),
    max_size=25,
)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def stands_in(candidate: Candidate, given_: Article) -> bool:
    """Whether the excerpt stands, word for word, in the paragraphs that the candidate rests on, one
    after the other."""
    texts = {block.number: block.text for block in given_.blocks}
    rests_on = "".join(squeezed(texts[number]) for number in candidate.paragraphs)
    return squeezed(candidate.excerpt) in rests_on


def test_a_piece_gives_its_topics_and_nothing_of_its_page() -> None:
    found = propose(pasted())
    numbers = {number for each in found for number in each.paragraphs}
    assert numbers <= {3, 4, 6, 7, 9, 10}, "the others are the page's"
    assert {4, 6, 7, 9, 10} <= numbers
    for each in found:
        assert stands_in(each, pasted())
        for around in AROUND:
            assert around[:30] not in f"{each.excerpt} {each.title} {each.question}"


def test_a_story_is_suggested_last_if_at_all() -> None:
    found = propose(pasted())
    story = [each for each in found if each.paragraphs == (3,)]
    assert all(each.score <= min(other.score for other in found) for each in story)


def test_a_question_of_the_articles_own_is_put_to_the_table() -> None:
    (lost,) = [each for each in propose(pasted()) if 9 in each.paragraphs]
    assert lost.question.startswith("Who speaks to the families of the sailors")
    assert Ground.QUESTION in lost.why


def test_an_authors_heading_is_the_title() -> None:
    headings = ("The bay", "2. Signals in the fog")
    given_ = article(headings[0], BODY[1], headings[1], *BODY[2:], headings=headings)
    titles = {each.paragraphs: each.title for each in propose(given_)}
    assert titles[(4,)] == "Signals in the fog"


def test_what_is_said_twice_is_one_candidate() -> None:
    found = propose(article(*BODY, BODY[2].replace("second", "other")))
    (fog,) = [each for each in found if 3 in each.paragraphs]
    assert fog.paragraphs == (3, 7)
    assert Ground.REPEATED in fog.why


def test_a_russian_piece_is_asked_about_in_russian() -> None:
    found = propose(
        article(
            "Паром шесть лет стоит у причала. Каждый берег считает, что платить за ремонт должен "
            "другой, и ни один не спросил у инженеров, сколько этот ремонт стоит.",
            "В тумане три гудка на одном берегу значат «стою», а на другом — «иду», и капитаны двух "
            "берегов до сих пор не договорились об одной карточке сигналов.",
            "Необходимо открыть обмен школьниками. Кто хоть раз переплыл залив, не верит всему подряд, "
            "что рассказывают ему о соседях, и спрашивает, как там дела у друзей.",
            language="ru",
        )
    )
    assert found
    for each in found:
        assert re.search("[а-я]", each.question) and not re.search("[A-Za-z]", each.question)
    assert any("открыть обмен школьниками" in each.title.lower() for each in found)


def test_another_language_is_asked_about_in_english() -> None:
    found = propose(article("Die Fähre steht seit Jahren still. Wer zahlt?", language="de"))
    assert found and "each side" in found[0].question


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(1, 20))
def test_any_article(texts: list[str], limit: int) -> None:
    given_ = article(*texts)
    found = propose(given_, limit)
    assert found == propose(given_, limit), "the same bytes in, the same bytes out"
    assert len(found) <= limit
    places = [min(each.paragraphs) for each in found]
    assert places == sorted(places)
    assert len({each.title for each in found if each.title}) == len([e for e in found if e.title])
    assert sum(each.ticked for each in found) <= TICKED
    for each in found:
        assert 0 <= each.score <= 1 and 2 <= each.stage <= 5 and each.why and each.question
        assert len(set(each.paragraphs)) == len(each.paragraphs)
        assert stands_in(each, given_)


def test_a_limit_below_one_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one"):
        propose(pasted(), 0)


def test_an_empty_article_has_none() -> None:
    assert propose(Article((), None)) == ()


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(lambda n: [f"{BODY[i % 6]} ({i})" for i in range(30 * n)], id="many pages"),
        pytest.param(lambda n: ["word " * 600 * n], id="one paragraph without an end"),
        pytest.param(lambda n: [" ".join(BODY) * n], id="one paragraph of many sentences"),
        pytest.param(lambda n: ["?! " * 100 * n], id="marks only"),
    ],
)
def test_four_times_the_text_costs_about_four_times_as_much(
    texts: Callable[[int], list[str]],
) -> None:
    propose(article(*texts(1)))  # so that nothing is loaded while the clock runs
    once = cost(lambda: propose(article(*texts(20))))
    assert cost(lambda: propose(article(*texts(80)))) < 4 * 3 * once + 0.05
