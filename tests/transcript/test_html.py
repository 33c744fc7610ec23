"""The HTML page: word for word, nothing alive in it that a person typed, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.procedure import events as ev
from bot.procedure.values import MINUTE, Localized, Words
from bot.transcript.as_html import render_html, words_html
from bot.transcript.build import build
from bot.transcript.marks import lines_of, printable
from bot.transcript.model import Transcript
from bot.transcript.timeline import WIDTH, timeline
from tests.transcript.sample import HOSTILE, sample

VOID = {"meta", "br", "rect", "line"}
T = build(sample(), head="c0ffee")


class Page(HTMLParser):
    """A small tree's worth of facts about a page: its text, tags, ids, links and languages."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[tuple[str | None, str]] = []
        self.text = ""
        self.style = ""
        self.in_words = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "p":
            self.in_words = dict(attrs).get("class") == "words"
            if self.in_words:
                self.words.append((dict(attrs).get("lang"), ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"{tag} closes {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            self.style += data
            return
        self.text += data
        if self.in_words and "p" in self.open:
            language, text = self.words[-1]
            self.words[-1] = (language, text + data)

    def all(self, attribute: str) -> list[str]:
        return [
            value or ""
            for _, attrs in self.tags
            for name, value in attrs.items()
            if name == attribute
        ]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_word_in_order_each_under_its_link(language: str) -> None:
    html = render_html(T, language=language)
    page = Page(html)
    at = 0
    for contribution in T.contributions:
        at = html.index(f'id="c-{contribution.seq}"', at)
        if contribution.words is not None and contribution.words.text is not None:
            assert contribution.words.text in page.text
    rest = page.text
    for contribution in T.contributions:
        if contribution.words is not None:
            text = contribution.words.text or ""
            rest = rest[rest.index(text) + len(text) :]
    assert "SECRET" not in html
    assert page.open == []


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("closed", [True, False])
def test_the_page_needs_nothing_and_allows_nothing(language: str, closed: bool) -> None:
    page = Page(render_html(build(sample(closed=closed)), language=language))
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "iframe", "object", "embed", "form", "link", "base"}
    assert page.all("style") == []
    assert not [a for _, attrs in page.tags for a in attrs if a.startswith("on")]
    assert not [link for link in page.all("href") if not link.startswith("#")]
    assert page.all("src") == []
    assert not re.search(r"url\(|@import", page.style)
    policy = next(attrs for tag, attrs in page.tags if attrs.get("http-equiv"))["content"] or ""
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none';")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("closed", [True, False])
def test_every_link_leads_somewhere_and_ids_are_unique(closed: bool) -> None:
    t = build(sample(closed=closed))
    page = Page(render_html(t))
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in page.all("href")} <= set(ids)
    assert {f"turn-{turn.number}" for turn in t.turns} <= set(ids)
    assert {f"c-{c.seq}" for c in t.contributions} <= set(ids)


def test_contributions_carry_their_language() -> None:
    page = Page(render_html(T, language="en"))
    said = [
        (c.language, wording.words.text)
        for c in T.contributions
        for wording in reversed(c.wordings)
    ]
    # Among notes and subjects, which carry theirs too, in this order.
    assert [words for words in page.words if words in said] == said
    assert all(language is not None for language, _ in page.words)
    assert {language for language, _ in said} == {"en", "ru"}


def hostile(text: str) -> Transcript:
    """The sample with everything that a person typed replaced by `text`."""
    words, both = Words(text), Localized.of(en=text, ru=text)
    records = []
    for record in sample():
        match record.event:
            case ev.MeetingConvened() as event:
                agenda = tuple(replace(i, title=both, question=both) for i in event.agenda)
                sides = tuple(replace(s, name=both) for s in event.dialogue.sides)
                dialogue = replace(event.dialogue, title=both, sides=sides)
                phases = tuple(replace(p, title=both) for p in event.format.phases)
                made: ev.Event = replace(
                    event,
                    title=both,
                    venue=text,
                    agenda=agenda,
                    dialogue=dialogue,
                    format=replace(event.format, title=both, phases=phases),
                )
            case ev.SeatTaken() as event:
                made = replace(event, name=words)
            case ev.ContributionMade() as event:
                made = replace(event, words=words)
            case ev.ContributionEdited() as event:
                made = replace(event, words=words)
            case ev.FloorRequested() as event:
                made = replace(event, note=words)
            case ev.PointRuled() as event:
                made = replace(event, note=words)
            case _:
                made = record.event
        records.append(replace(record, event=made))
    return build(records)


PLAIN = Page(render_html(hostile("plain")))


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="<>&\"'/=`{}%#! scriptonb-\\;\n\ud800\x00\u202eא", min_size=1, max_size=40))
def test_no_text_makes_a_tag_or_an_attribute(text: str) -> None:
    page = Page(render_html(hostile(text)))
    kept = [(tag, sorted(attrs)) for tag, attrs in page.tags if tag != "bdi"]
    assert kept == [(tag, sorted(attrs)) for tag, attrs in PLAIN.tags if tag != "bdi"]


def test_the_sample_of_everything_hostile_makes_no_tag() -> None:
    page = Page(render_html(hostile(HOSTILE)))
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img"}
    assert page.open == []


@given(st.text() | st.text(alphabet="ab<\u202e\u2069\u200d\u200b\ud800\x01\n\r"))
def test_words_are_word_for_word_and_marks_are_boxed(text: str) -> None:
    page = Page(f"<p class='words'>{words_html(text)}</p>")
    expected = "".join(
        c if printable(c) or c in "\n\t" else f"⟨U+{ord(c):04X}⟩" for c in lines_of(text)
    )
    assert page.text == expected
    boxed = page.all("data-mark")
    assert boxed.count("U+202E") == text.count("\u202e")


def test_the_face_of_an_open_meeting() -> None:
    assert "This meeting is not closed." in Page(render_html(build(sample(closed=False)))).text
    assert (
        "Заседание не закрыто."
        in Page(render_html(build(sample(closed=False)), language="ru")).text
    )
    for length in range(1, 25):
        Page(render_html(build(sample()[:length])))


def test_bars_lie_on_the_timeline_and_none_upon_another_of_its_row() -> None:
    line = timeline(T)
    assert line is not None
    for bar in line.turns:
        assert bar.whole.x >= 0 and bar.whole.x + bar.whole.width <= WIDTH + 0.01
        assert all(
            bar.whole.x <= part.x and part.x + part.width <= bar.whole.x + bar.whole.width + 0.02
            for part in bar.running
        )
    ticks = [tick.x for tick in line.ticks]
    assert ticks == sorted(ticks) and 4 <= len(ticks) <= 12


def test_a_night_between_two_halves_leaves_room_for_the_talk() -> None:
    records = list(sample())
    cut = next(i for i, r in enumerate(records) if isinstance(r.event, ev.MeetingResumed))
    night = 600 * MINUTE
    later = [replace(r, at=r.at + night) for r in records[cut:]]
    records[cut - 2] = replace(records[cut - 2], event=ev.MeetingSuspended())
    line = timeline(build([*records[:cut], *later]))
    assert line is not None
    assert line.breaks[0].shortened
    first, last = line.turns[0].whole, line.turns[-1].whole
    plain = timeline(T)
    assert plain is not None
    assert last.x - first.x > 0.4 * WIDTH
