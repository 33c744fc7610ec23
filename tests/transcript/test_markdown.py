"""The Markdown shows what people typed exactly, and none of it does anything."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.procedure import events as ev
from bot.procedure.values import ERASED, Words
from bot.transcript.as_markdown import render_markdown
from bot.transcript.build import build
from bot.transcript.escape import block, inline
from bot.transcript.marks import one_line, visible
from tests.transcript.sample import HOSTILE, sample

READERS = (MarkdownIt("commonmark"), MarkdownIt("gfm-like"))
MARKUP = "\\`*_[]<>&~|$^{}#-+=:.!()@\"'/ \n\t1a\u0410\u202e\u200b\r\u2028"
TEXTS = st.text(alphabet=MARKUP, max_size=60) | st.text(max_size=60)


class Seen(HTMLParser):
    """The text of a rendered page as a reader sees it, and the tags that it was made with."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p" and self.text:
            self.text = self.text.rstrip("\n") + "\n\n" if "p" in self.tags else self.text
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(reader: MarkdownIt, markdown: str) -> Seen:
    return Seen(reader.render(markdown))


@pytest.mark.parametrize("reader", READERS, ids=("commonmark", "gfm"))
@given(text=TEXTS)
@example(HOSTILE)
@example("a\n\n\nb")
@example("\n\na\n")
@example("\u00a0a\u2003")
@example("a\n \nb")
@example("a\\\nb\\")
@example("http://a.b www.a.b mailto:a@b.c xmpp:a@b.c example.com пример.рф")
@example("1. a\n1) b\n- c\n+ d\n===\n---\n: e\n~~~\n    f\n\tg")
@example("x\n| a |\n| - |")
@example("[^1]: a\n[b]: http://c.d\n![e](f)")
def test_a_contribution_shows_exactly_and_does_nothing(reader: MarkdownIt, text: str) -> None:
    page = Seen(reader.render("before\n\n" + block(text, "> ") + "\n\nafter"))
    assert set(page.tags) <= {"p", "blockquote", "br"}
    assert page.links == []
    quoted = seen(reader, block(text, "> ")).text
    # What closes the paragraph and the quotation is the renderer's own.
    body = quoted.removeprefix("\n").removesuffix("\n").removesuffix("\n")
    assert body == visible(text)


@pytest.mark.parametrize("reader", READERS, ids=("commonmark", "gfm"))
@given(text=TEXTS.filter(lambda text: bool(text.strip())))
@example("a|b \\| c")
@example("title #")
def test_a_short_text_stays_in_its_heading_and_its_cell(reader: MarkdownIt, text: str) -> None:
    heading = seen(reader, f"# {inline(text)}")
    assert heading.text.strip("\n") == one_line(text)
    assert heading.tags == ["h1"]
    if reader is READERS[1]:
        table = seen(reader, f"| a | b |\n| --- | --- |\n| {inline(text)} | end |")
        assert table.tags.count("td") == 2
        assert one_line(text) in table.text


@given(st.text(alphabet="@#:<>a1_", max_size=30))
def test_no_mention_reference_or_emoji_name_is_left_to_be_found(text: str) -> None:
    source = inline(text)
    for start in "@#":
        assert not any(a == start and (b.isalnum() or b == "_") for a, b in pairwise(source))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_page_holds_every_word_in_order(language: str) -> None:
    t = build(sample(), head="c0ffee")
    page = seen(MarkdownIt("commonmark"), render_markdown(t, language=language))
    at = page.text.index("12")
    for contribution in t.contributions:
        if contribution.words is not None:
            text = visible(contribution.words.text or "")
            at = page.text.index(text, at) + len(text)
    assert "SECRET" not in page.text
    assert "c0ffee" in page.text
    assert "script" not in page.tags and "img" not in page.tags
    assert all(link.startswith("#") for link in page.links)


def test_the_face_says_which_rule_it_stands_under() -> None:
    text = render_markdown(build(sample()))
    assert "Full record: names and words as spoken." in text
    assert "Полная запись" in render_markdown(build(sample()), language="ru")


def test_an_open_meeting_says_so_on_its_face() -> None:
    open_one = render_markdown(build(sample(closed=False)))
    assert "This meeting is not closed." in open_one
    assert "still has the floor" in open_one
    assert "This meeting is not closed." not in render_markdown(build(sample()))


def test_erased_words_are_marked_where_they_stood() -> None:
    records = [
        replace(record, event=replace(record.event, words=ERASED))
        if isinstance(record.event, ev.ContributionMade) and record.event.turn == 12
        else record
        for record in sample()
    ]
    page = render_markdown(build(records))
    assert "> *The words have been erased.*" in page
    assert "The words of 1 contribution were erased" in page


def test_names_fill_in_only_for_people_without_a_seat() -> None:
    records = [
        replace(record, event=replace(record.event, convener="office"))
        if isinstance(record.event, ev.MeetingConvened)
        else replace(record, event=replace(record.event, name=Words(None)))
        if isinstance(record.event, ev.SeatTaken) and record.event.person == "p5"
        else record
        for record in sample()
    ]
    page = render_markdown(build(records), names={"office": "The *office*", "p5": "Leaked"})
    assert "Convener: The \\*office\\*" in page
    assert "Leaked" not in page
    assert "name erased (5)" in page


def test_times_are_in_the_zone_that_the_page_names() -> None:
    page = render_markdown(build(sample()), zone="Asia/Tokyo")
    assert "14 March 2031, 17:04:10" in page
    assert "Asia/Tokyo" in page
    with pytest.raises(ValueError):
        render_markdown(build(sample()), zone="Nowhere/Land")
