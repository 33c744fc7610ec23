"""What holds for every form: any bytes give a value, the numbers run from 1, and nothing depends on
chance."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agenda import forms
from bot.agenda.article import Article
from bot.agenda.forms import ArticleForm, form_of, read_bytes
from bot.agenda.forms.drafts import MOST_CHARACTERS
from bot.agenda.forms.wire import as_json, from_json
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind
from tests.agenda.forms.papers import ENGLISH, SAMPLES, pdf
from tests.agenda.forms.test_html import PAGE

NAMES = st.sampled_from([None, "a.txt", "a.md", "a.html", "a.pdf", "a.docx"])
STARTS = st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html><p>", b"# x\n\n", b"\xff\xfe"])


def hold(found: Article | ReadingFault, data: bytes, name: str | None) -> None:
    assert found == read_bytes(data, name)
    assert from_json(as_json(found)) == found
    if isinstance(found, Article):
        assert [block.number for block in found.blocks] == [*range(1, len(found.blocks) + 1)]
        assert all(" ".join(block.text.split()) == block.text != "" for block in found.blocks)


@given(STARTS, st.binary(max_size=400), NAMES)
def test_any_bytes_give_an_article_or_a_fault(start: bytes, rest: bytes, name: str | None) -> None:
    hold(read_bytes(start + rest, name), start + rest, name)


@given(st.text(max_size=400), NAMES)
def test_any_text_gives_an_article_or_a_fault(text: str, name: str | None) -> None:
    data = text.encode("utf-8", errors="replace")
    hold(read_bytes(data, name), data, name)


@pytest.mark.parametrize("name", ["columns.pdf", "indented.pdf", "page.html"])
def test_damaged_files_give_an_article_or_a_fault(name: str) -> None:
    whole = PAGE.encode() if name == "page.html" else (SAMPLES / name).read_bytes()
    chance = random.Random(name)
    for round_ in range(30):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 5, 50])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = len(data) if round_ % 3 else chance.randrange(len(data))
        hold(read_bytes(bytes(data[:cut]), name), bytes(data[:cut]), name)


@pytest.mark.parametrize(
    ("data", "name", "content_type", "form"),
    [
        (b"  <!DOCTYPE html><p>x", "a.txt", "text/plain", ArticleForm.HTML),
        (b"<?xml version='1.0'?>\n<!-- x --><html>", None, None, ArticleForm.HTML),
        ("<!doctype html><p>x".encode("utf-16"), None, None, ArticleForm.HTML),
        (b"plain words", "page.html", "text/html", ArticleForm.TEXT),
        (b"words with a <br> in them", "page.html", None, ArticleForm.HTML),
        (b"# A heading\n\nwords", None, None, ArticleForm.MARKDOWN),
        (b"# A heading\n\nwords", "a.txt", None, ArticleForm.TEXT),
        (b"words", "a.md", None, ArticleForm.MARKDOWN),
        (b"words", None, "text/markdown; charset=utf-8", ArticleForm.MARKDOWN),
        (pdf([[]]), "a.txt", "text/html", ArticleForm.PDF),
        (b"junk before\n" + pdf([[]]), None, None, ArticleForm.PDF),
    ],
)
def test_the_bytes_say_the_form(
    data: bytes, name: str | None, content_type: str | None, form: ArticleForm
) -> None:
    assert form_of(data, name, content_type) is form


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", ReadingFaultKind.EMPTY),
        (b" \r\n\t\xc2\xa0\n", ReadingFaultKind.EMPTY),
        (b"--- *** ---\n\n...", ReadingFaultKind.EMPTY),
        (ENGLISH[0].encode(), ReadingFaultKind.ONE_PARAGRAPH),
        (b"# Only\n\n# headings\n\nand this", ReadingFaultKind.ONE_PARAGRAPH),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 99, ReadingFaultKind.NOT_TEXT),
        (random.Random(1).randbytes(3000), ReadingFaultKind.NOT_TEXT),
        (b"{\\rtf1 words}", ReadingFaultKind.OTHER_FORM),
    ],
)
def test_what_is_no_article(data: bytes, kind: ReadingFaultKind) -> None:
    assert read_bytes(data) == ReadingFault(kind)


def test_a_book_is_too_long() -> None:
    found = read_bytes("\n\n".join(ENGLISH * 300).encode())
    assert isinstance(found, ReadingFault)
    assert found.kind is ReadingFaultKind.TOO_LONG
    assert found.facts["most"] == MOST_CHARACTERS


@pytest.mark.parametrize("form", [ArticleForm.PDF, ArticleForm.HTML, ArticleForm.WORD])
def test_packages_that_are_not_there_are_named(
    form: ArticleForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "find_spec", lambda _name: None)
    monkeypatch.setattr(forms, "form_of", lambda *_: form)
    wanted = ReadingFault(ReadingFaultKind.PACKAGES_MISSING, {"form": form.value})
    assert read_bytes(b"x") == wanted
