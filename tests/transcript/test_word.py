"""The Word document opens, reads as the other pages do, and tells nothing of the machine."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.document import Document as Paper
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.procedure import events as ev
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.values import Words
from bot.transcript.as_word import can_write_word, render_word
from bot.transcript.build import build
from bot.transcript.marks import visible
from bot.transcript.model import Transcript
from tests.transcript.sample import START, sample

T = build(sample(), head="c0ffee")


def opened(told: Transcript, language: str = "en") -> Paper:
    return Document(io.BytesIO(render_word(told, language=language)))


def text_of(paper: Paper) -> str:
    return "\n".join(paragraph.text for paragraph in paper.paragraphs)


def test_every_word_is_there_in_order() -> None:
    text = text_of(opened(T))
    at = 0
    for contribution in T.contributions:
        if contribution.words is not None:
            for paragraph in visible(contribution.words.text or "").split("\n\n"):
                at = text.index(paragraph, at) + len(paragraph)
    assert "SECRET" not in text
    assert "c0ffee" in text


@pytest.mark.parametrize(
    ("language", "culture", "rule"),
    [("en", "en-GB", "Full record:"), ("ru", "ru-RU", "Полная запись:")],
)
def test_the_rule_stands_on_every_page_and_the_number_of_the_page(
    language: str, culture: str, rule: str
) -> None:
    paper = opened(T, language)
    (section,) = paper.sections
    assert section.header.paragraphs[0].text.startswith(rule)
    fields = re.findall(r'w:instr="(\w+)"', section.footer._element.xml)
    assert fields == ["PAGE", "NUMPAGES"]
    assert paper.core_properties.language == culture
    assert f'w:lang w:val="{culture}"' in paper.styles["Normal"].element.xml


def test_headings_are_headings() -> None:
    paper = opened(T)
    levels = {p.style.name for p in paper.paragraphs if p.style and p.style.name}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3"} <= levels
    turns = [p for p in paper.paragraphs if p.style and p.style.name == "Heading 3"]
    assert turns[0].text == "Turn 1 · Ada Lanternwright (East Shore)"
    words = {p.text: p for p in paper.paragraphs if p.style and p.style.name == "Spoken words"}
    russian = next(p for text, p in words.items() if text.startswith("Спасибо всем"))
    assert 'w:lang w:val="ru-RU"' in russian._p.xml


def test_an_interpretation_stands_under_what_it_interprets() -> None:
    records = [
        replace(record, event=replace(record.event, kind=Kind.INTERPRETATION, interprets=11))
        if isinstance(record.event, ev.TurnStarted) and record.event.turn == 12
        else record
        for record in sample()
        if not isinstance(record.event, ev.PhaseEntered) or record.event.phase != "closing"
    ]
    styles = {p.text: p.style for p in opened(build(records)).paragraphs}
    style = next(style for text, style in styles.items() if text.startswith("Спасибо всем"))
    assert style is not None and style.name == "Interpreted words"


def test_it_says_nothing_of_the_machine() -> None:
    made = render_word(T)
    about = Document(io.BytesIO(made)).core_properties
    assert (about.author, about.last_modified_by, about.comments, about.keywords) == ("",) * 4
    opened_at = T.opened_at
    assert opened_at is not None and opened_at > START
    when = datetime.fromtimestamp(opened_at // 1000, UTC)
    assert about.created == about.modified == about.last_printed == when
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in file.infolist()} == {0}
        names = file.namelist()
        text = "".join(file.read(name).decode() for name in names)
    assert not [name for name in names if "thumbnail" in name or "custom" in name or "app" in name]
    assert "python" not in text.lower() and "macintosh" not in text.lower()


def test_where_times_are_rounded_the_file_has_no_date() -> None:
    with zipfile.ZipFile(io.BytesIO(render_word(replace(T, rounded=300_000)))) as file:
        about = file.read("docProps/core.xml").decode()
    assert "<dc:title>Before the ice</dc:title>" in about
    assert not re.search(r"\d{4}-\d\d-\d\d", about)


def test_the_same_meeting_gives_the_same_bytes() -> None:
    assert render_word(T) == render_word(build(sample(), head="c0ffee"))


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="\x00\x01\x0b\x1f\ud800\ufffe\u202e<&>\r\n\ta", max_size=30) | st.text())
def test_any_text_can_be_held(text: str) -> None:
    records = [
        replace(record, event=replace(record.event, words=Words(text)))
        if isinstance(record.event, ev.ContributionMade) and record.event.turn == 12
        else record
        for record in sample()
    ]
    shown = text_of(opened(build(records)))
    for paragraph in visible(text).split("\n\n"):
        assert paragraph in shown


def test_an_open_meeting_says_so_on_its_face() -> None:
    assert "This meeting is not closed." in text_of(opened(build(sample(closed=False))))
    assert "This meeting is not closed." not in text_of(opened(T))


@pytest.mark.parametrize("length", [1, 5, 20, 60])
def test_every_beginning_of_a_meeting_can_be_written(length: int) -> None:
    assert text_of(opened(build(sample()[:length])))


def test_without_the_extra_it_is_known_beforehand(monkeypatch: pytest.MonkeyPatch) -> None:
    assert can_write_word()
    monkeypatch.setattr("bot.transcript.as_word.find_spec", lambda name: None)
    assert not can_write_word()


def test_the_packages_are_read_in_only_for_a_document() -> None:
    source = sys.modules["bot.transcript.as_word"].__dict__
    assert "docx" not in source and "Document" not in source


def test_columns_are_as_wide_as_what_is_in_them_needs() -> None:
    from bot.transcript.word_paper import widths

    columns = [["No.", "1", "2"], ["Question", "a long question " * 20], ["Time", "5 min"]]
    number, question, time = widths(columns)
    assert question > 2 * time and question > 2 * number
    assert 15.9 < (number + question + time) / 360_000 <= 16, "centimetres between the margins"
