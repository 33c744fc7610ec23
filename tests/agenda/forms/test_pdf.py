"""PDF: paragraphs rebuilt from lines, furniture marked, columns in order, and every kind of fault."""

from __future__ import annotations

from bot.agenda.article import Article, BlockKind
from bot.agenda.forms import read_bytes
from bot.agenda.forms.pdf_article import MOST_PAGES
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind
from tests.agenda.forms.papers import ENGLISH, RUSSIAN, SAMPLES, Put, pdf, set_in_lines


def read(data: bytes) -> Article:
    article = read_bytes(data)
    assert isinstance(article, Article), article
    return article


def said(article: Article) -> list[str]:
    return [b.text for b in article.blocks if b.kind is BlockKind.PARAGRAPH]


def flowing(paragraphs: list[list[str]], *, gap: float = 0, indent: float = 0) -> list[Put]:
    lines: list[Put] = []
    down = 100.0
    for paragraph in paragraphs:
        for i, line in enumerate(paragraph):
            lines.append((60 + (indent if i == 0 else 0), down, 11, line))
            down += 14
        down += gap
    return lines


def test_two_columns_of_a_browser_with_divided_words() -> None:
    article = read((SAMPLES / "columns.pdf").read_bytes())
    assert article.title == "The Ferry That Stopped"
    assert article.language == "en"
    assert said(article)[:7] == ["Oda Merrin", *ENGLISH]
    headings = [b.text for b in article.blocks if b.kind is BlockKind.HEADING]
    assert headings == ["The Ferry That Stopped", "A modest proposal", "What lies beneath"]
    asides = [b.text for b in article.blocks if b.kind is BlockKind.ASIDE]
    assert asides == ["Lethra Review · Spring issue", "1", "Lethra Review · Spring issue", "2"]


def test_indented_russian_pages_of_an_office() -> None:
    article = read((SAMPLES / "indented.pdf").read_bytes())
    assert said(article) == list(RUSSIAN)
    assert (article.language, article.author) == ("ru", "Ода Меррин")
    assert [b.text for b in article.blocks if b.kind is BlockKind.ASIDE] == ["Вестник Летры"] * 2


def test_gaps_set_paragraphs_apart() -> None:
    lines = flowing(set_in_lines(ENGLISH[:4], 80), gap=7)
    assert said(read(pdf([lines]))) == list(ENGLISH[:4])


def test_indents_set_paragraphs_apart() -> None:
    lines = flowing(set_in_lines(ENGLISH[:4], 80), indent=12)
    assert said(read(pdf([lines]))) == list(ENGLISH[:4])


def test_a_paragraph_goes_on_over_the_page() -> None:
    lines = set_in_lines(ENGLISH[:4], 80)
    first, second = [*lines[:2], lines[2][:2]], [lines[2][2:], lines[3]]
    article = read(pdf([flowing(first, indent=12), [
        (left - 12 if text == lines[2][2] else left, down, size, text)
        for left, down, size, text in flowing(second, indent=12)
    ]]))  # fmt: skip
    assert said(article) == list(ENGLISH[:4])


def test_lines_that_go_across_two_columns_are_put_in_order() -> None:
    half = [line for paragraph in set_in_lines(ENGLISH[:2], 42) for line in paragraph]
    other = [line for paragraph in set_in_lines(ENGLISH[2:4], 42) for line in paragraph]
    across: list[Put] = []
    for i in range(max(len(half), len(other))):
        for left, column in ((50, half), (320, other)):
            if i < len(column):
                across.append((left, 100 + 13 * i, 10, column[i]))
    assert " ".join(said(read(pdf([across])))) == " ".join(ENGLISH[:4])


def test_running_heads_and_page_numbers_are_asides() -> None:
    pages = []
    for number in range(1, 5):
        body = flowing(set_in_lines(ENGLISH[number - 1 : number + 1], 80), gap=7)
        pages.append(
            [(60, 40, 9, f"Lethra Review {number}"), *body, (290, 810, 9, f"- {number} -")]
        )
    article = read(pdf(pages))
    asides = [b.text for b in article.blocks if b.kind is BlockKind.ASIDE]
    assert asides[:2] == ["Lethra Review 1", "- 1 -"]
    assert len(asides) == 8
    assert len(said(article)) == 8


def test_the_name_that_a_program_gave_is_no_title() -> None:
    lines = flowing(set_in_lines(ENGLISH[:3], 80), gap=7)
    assert read(pdf([lines], title="Microsoft Word - draft3.doc")).title is None
    assert read(pdf([lines], title="The Ferry That Stopped")).title == "The Ferry That Stopped"


def test_what_cannot_be_read() -> None:
    words = (SAMPLES / "indented.pdf").read_bytes()
    kind = ReadingFaultKind
    assert read_bytes((SAMPLES / "locked.pdf").read_bytes()) == ReadingFault(kind.ENCRYPTED)
    assert read_bytes(pdf([[], []], picture=True)) == ReadingFault(kind.SCANNED)
    assert read_bytes(pdf([[(60, 60, 9, "Stamp 7")]] * 3, picture=True)) == ReadingFault(
        kind.SCANNED
    )
    assert read_bytes(pdf([[], []])) == ReadingFault(kind.EMPTY)
    assert read_bytes(words[:3000]) == ReadingFault(kind.DAMAGED)
    assert read_bytes(b"%PDF-1.7\nnothing else") == ReadingFault(kind.DAMAGED)
    long = read_bytes(pdf([[(60, 60, 9, "Page")]] * 300))
    assert long == ReadingFault(kind.TOO_MANY_PAGES, {"pages": 300, "most": MOST_PAGES})
