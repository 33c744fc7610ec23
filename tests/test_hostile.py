"""Whatever reads what people type costs in proportion to it, whatever they type: the functions by
themselves, and the whole of an export.

That each pattern is in proportion is tried in `tests/meta/test_patterns.py`; here are the loops. The
longer text is as long as a message on Discord can be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain

import pytest

from bot.agenda.forms import read_bytes
from bot.agenda.forms.cleaning import tidy
from bot.agenda.propose import propose
from bot.agenda.sentence_ends import sentences
from bot.chat.framework import wording
from bot.chat.meeting.convening import dialogue_key
from bot.chat.minutes.minutes_handlers import day
from bot.journal import heads
from bot.journal.codec import well_formed
from bot.journal.sqlite_reader import query
from bot.phrases import isolate
from bot.procedure.events import (
    ContributionMade,
    ExportForm,
    ExportRule,
    FloorRequested,
    Recorded,
)
from bot.procedure.minutes.minutes_values import Amendment, amended
from bot.procedure.values import Words, visible
from bot.stems import holds, stems
from bot.transcript import as_html, escape, language, marks, spreadsheet
from bot.transcript.attribution import patterns, places_to_check
from bot.transcript.attribution.cleaner import Cleaner
from bot.transcript.attribution.names import Names
from bot.transcript.attribution.people import cleaner_of
from bot.transcript.build import build
from bot.transcript.document_making import ExportWish, Read, make
from bot.transcript.document_making import FileNames as Called
from bot.transcript.labels import labels
from bot.transcript.parts import File, fitted
from tests.agenda.sample import BODY, article
from tests.hostile import PLAIN_KINDS, framed, steep
from tests.transcript.sample import sample

NAMES = (
    "Ada",
    "Ada Ada ",
    "Tom ",
    "A. Ada ",
    "Dr. Ada ",
    "Ada-",
    "www.a.com Ada ",
    "AdaTom",
    "Лука ",
    "p1 ",
)
"""What holds names that are known here."""
KINDS = (*PLAIN_KINDS, *NAMES)
LANGUAGES = ("en", "ru")


@cache
def cleaner() -> Cleaner:
    return cleaner_of(build(sample()), labels("en"), ("ada_lantern", "Ada L."), sides=True)


def looked_at(text: str) -> object:
    return list(places_to_check._in(text, "c-1", cleaner(), frozenset(), True))


def coded(text: str) -> object:
    return list(patterns.coded(text))


def quoted_in(text: str) -> object:
    return amended(text + "x" + text, Amendment(1, "p1", Words(text + "x"), Words(text)))


def in_parts(text: str) -> object:
    return fitted(
        File("a.md", text.encode("utf-8", "replace")), 700, lambda n, total: f"{n}/{total}"
    )


READERS: Mapping[str, Callable[[str], object]] = {
    "a message cleaned of names": lambda text: cleaner().clean(text),
    "a message looked through for doubts": looked_at,
    "a name that was taken": lambda text: Names.of([text], [text]),
    "addresses in code": coded,
    "Markdown": lambda text: escape.block(text, "> "),
    "Markdown, inside a line": escape.inline,
    "HTML": as_html.words_html,
    "HTML with its languages": lambda text: as_html.told_html(text, "ru", LANGUAGES),
    "the language of a text": lambda text: language.language_of(text, "ru", LANGUAGES),
    "stretches of a language": lambda text: list(language.stretches(text, "ru", LANGUAGES)),
    "stretches of the other": lambda text: list(language.stretches(text, "en", LANGUAGES)),
    "marks": marks.visible,
    "a line": marks.one_line,
    "a cell of a table": spreadsheet.safe,
    "a document in parts": in_parts,
    "stems": stems,
    "a search": query,
    "a find": lambda text: holds(text, text[:100]),
    "a wish for a head": heads.find,
    "what the journal keeps": well_formed,
    "what can be seen": visible,
    "on a card": wording.shown,
    "all of it on a card": lambda text: wording.shown(text, 10_000),
    "in quotation marks": wording.quoted,
    "given back": wording.fitted,
    "in a sentence": isolate,
    "a day": day,
    "a dialogue's key": lambda text: dialogue_key(text, 1, ()),
    "a passage in the minutes": quoted_in,
    "a line of an article": tidy,
    "a text as an article": lambda text: read_bytes(text.encode("utf-8", "replace"), "a.txt"),
    "a Markdown text as an article": lambda text: read_bytes(
        text.encode("utf-8", "replace"), "a.md"
    ),
    "sentences": lambda text: list(sentences(text)),
}


@pytest.mark.parametrize("reader", READERS)
def test_what_reads_a_text_costs_in_proportion_to_it(reader: str) -> None:
    work = READERS[reader]
    for kind in KINDS:
        for before, after in (("", ""), ("a!", "!a")):
            growth = steep(work, framed(kind, before, after))
            assert not growth.times, f"{reader}: {kind!r} cost {growth.times:.1f} times as much"


FEW = (
    "1 ", "a ", "a.", "(1", "@a", "A. ", "я",
    "\u202e", "- ", "<a", "**", "&#1;", "Ada ", "e\u0301", "😀",
)  # fmt: skip


def said(text: str) -> tuple[Recorded, ...]:
    """The sample, in which two people say this and somebody asks for the floor with it."""
    places = iter(range(3))

    def told(record: Recorded) -> Recorded:
        match record.event:
            case ContributionMade() if next(places, None) is not None:
                return replace(record, event=replace(record.event, words=Words(text)))
            case FloorRequested(note=Words()):
                return replace(record, event=replace(record.event, note=Words(text)))
        return record

    return tuple(map(told, sample()))


def exported(text: str, rule: ExportRule, form: ExportForm) -> object:
    read = Read(said(text), "0" * 64, (), False)
    called = Called({"p1": ("Ada L.",)}, ("ada_lantern",))
    return make(read, ExportWish(rule, form, "en"), called, 1 << 20, {}, "en", None)


@pytest.mark.parametrize("rule", ExportRule)
@pytest.mark.parametrize(
    "form", [ExportForm.MD, ExportForm.HTML, ExportForm.JSON, ExportForm.CSV_TURNS]
)
def test_an_export_costs_in_proportion_to_what_was_said(rule: ExportRule, form: ExportForm) -> None:
    for kind in FEW:
        growth = steep(lambda text: exported(text, rule, form), framed(kind))
        assert not growth.times, f"{kind!r} cost {growth.times:.1f} times as much"


def test_a_word_document_costs_in_proportion_to_what_was_said() -> None:
    pytest.importorskip("docx")
    for kind in chain(FEW, "\n\t"):
        growth = steep(
            lambda text: exported(text, ExportRule.CHATHAM_HOUSE, ExportForm.DOCX),
            framed(kind),
        )
        assert not growth.times, f"{kind!r} cost {growth.times:.1f} times as much"


@pytest.mark.parametrize("kind", ["a", "1 ", "a. ", "— ", "(", "! ", ", ", "a-a "])
def test_points_of_an_article_cost_in_proportion_to_it(kind: str) -> None:
    def work(text: str) -> object:
        return propose(article(*BODY[:3], text, *BODY[3:]), 15)

    growth = steep(work, framed(kind))
    assert not growth.times, f"{kind!r} cost {growth.times:.1f} times as much"
