"""Plain text: empty lines set blocks apart, and lines where there are none; nothing gets lost."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agenda.forms.hyphens import joined, words_of
from bot.agenda.forms.text_article import blocks_of, read_text
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind
from tests.agenda.forms.papers import ENGLISH, RUSSIAN

both = pytest.mark.parametrize("article", [ENGLISH, RUSSIAN], ids=["en", "ru"])


def wrapped(article: tuple[str, ...], between: str, width: int = 72, indent: str = "") -> str:
    return between.join(
        textwrap.fill(one, width, initial_indent=indent, break_on_hyphens=False) for one in article
    )


@both
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_empty_lines_set_blocks_apart(article: tuple[str, ...], newline: str) -> None:
    text = wrapped(article, "\n\n").replace("\n", newline)
    assert blocks_of(text) == list(article)


@both
def test_without_empty_lines_every_line_is_a_block(article: tuple[str, ...]) -> None:
    assert blocks_of("\n".join(article)) == list(article)


@both
def test_a_stray_empty_line_changes_nothing(article: tuple[str, ...]) -> None:
    assert blocks_of(article[0] + "\n\n" + "\n".join(article[1:])) == list(article)
    assert blocks_of("Letters\n\n" + "\n".join(article)) == ["Letters", *article]


@both
def test_a_book_page_is_parted_by_its_indented_lines(article: tuple[str, ...]) -> None:
    assert blocks_of(wrapped(article, "\n", indent="    ")) == list(article)


def test_a_page_without_indents_is_parted_by_its_short_last_lines() -> None:
    assert blocks_of(wrapped(ENGLISH, "\n")) == list(ENGLISH)


def test_one_wrapped_paragraph_stays_one() -> None:
    assert blocks_of(textwrap.fill(ENGLISH[0], 60)) == [ENGLISH[0]]


def test_a_sentence_a_line_is_no_paragraph_a_line_where_empty_lines_part() -> None:
    assert blocks_of("\n\n".join(ENGLISH).replace(". ", ".\n")) == list(ENGLISH)


def test_a_headline_right_above_a_long_line_is_a_block() -> None:
    assert blocks_of(f"The ferry\n{ENGLISH[0]}\n\n{ENGLISH[1]}\n\n{ENGLISH[2]}") == [
        "The ferry",
        *ENGLISH[:3],
    ]


def test_lines_with_nothing_to_see_are_empty() -> None:
    text = "One thing.\n\u00a0\u200b \t\nAnother thing.\n\f\nA third."
    assert blocks_of(text) == ["One thing.", "Another thing.", "A third."]


@pytest.mark.parametrize(
    ("lines", "want"),
    [
        (["a reconcili-", "ation is"], "a reconciliation is"),
        (["a recon\u00ad", "ciliation"], "a reconciliation"),
        (["a well-", "known ferry"], "a well-known ferry"),
        (["какой-", "нибудь мост"], "какой-нибудь мост"),
        (["пере-", "права"], "переправа"),
        (["Anglo-", "Saxon"], "Anglo-Saxon"),
        (["two -", "three"], "two - three"),
    ],
)
def test_divided_words_are_put_together(lines: list[str], want: str) -> None:
    assert joined(lines, words_of(" ".join(lines))) == want


def test_the_text_itself_says_which_hyphens_stay() -> None:
    assert (
        joined(["the customs-", "house"], words_of("the customs-house stood"))
        == "the customs-house"
    )
    assert joined(["a well-", "being"], words_of("their wellbeing")) == "a wellbeing"


def test_bytes_that_are_no_text() -> None:
    assert read_text(bytes(range(256)) * 4) == ReadingFault(ReadingFaultKind.NOT_TEXT)


WORDS = st.text(
    st.characters(categories=["Ll", "Lu", "Nd"], exclude_characters="\u00ad"), min_size=1
)


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=8), max_size=12), st.sampled_from(["\n", "\n\n"])
)
def test_every_word_is_kept_in_its_order(lines: list[list[str]], between: str) -> None:
    text = between.join(" ".join(line) for line in lines)
    assert " ".join(blocks_of(text)).split() == [word for line in lines for word in line]
