"""The page of a transcript for those who hear it read, or see it otherwise: under every rule, in every
language, with everything on it that may be on one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.procedure import events as ev
from bot.procedure.events import ExportForm, ExportRule, Recorded
from bot.procedure.values import Localized
from bot.transcript.as_html import render_html
from bot.transcript.build import build
from bot.transcript.document_forms import Telling
from bot.transcript.language import language_of, stretches
from bot.transcript.model import Transcript
from bot.transcript.render import attributed
from tests.accessibility import ONCE, WAYS, faults, unmarked
from tests.browser import CHROMIUM, FLAGS, needs_chromium
from tests.patience import PATIENCE
from tests.transcript.papers import papers
from tests.transcript.sample import Story, sample
from tests.transcript.test_floor import meeting

LANGUAGES = pytest.mark.parametrize("language", ["en", "ru"])
RULES = pytest.mark.parametrize("rule", ExportRule)
BOTH = (
    "We meet again.\n\nСнова встретились, «Bridge and River» тоже здесь, как и год назад.\n\nGood."
)


def again() -> tuple[Recorded, ...]:
    """The sample with an item that was taken up again, a message without the floor, a text in two
    languages, and an agenda that is in one."""
    records = list(sample()[:-1])
    story = Story()
    story.records, story.at, story.messages = records, records[-1].at, 900
    story.tell(ev.ItemOpened("ferry"), "p1", 10)
    story.start(13, "p4", item="ferry")
    story.say(13, "p4", BOTH, item="ferry")
    story.end(13, 30, wait=10)
    story.say(None, "p5", "И ещё: a word without the floor.", item="ferry")
    story.tell(ev.ItemClosed("ferry", ()), "p1", 5)
    story.tell(ev.MeetingClosed(()), "p1", 5)
    convened = records[0].event
    assert isinstance(convened, ev.MeetingConvened)
    agenda = tuple(
        replace(
            item, title=Localized.of(ru=item.title.into("ru")), question=Localized.of(ru="Как?")
        )
        for item in convened.agenda
    )
    records[0] = replace(records[0], event=replace(convened, agenda=agenda))
    return tuple(story.records)


TOLD = {
    "sample": build(sample(), head="c0ffee"),
    "open": build(sample(closed=False)),
    "papers": build(papers(), head="c0ffee"),
    "again": build(again(), head="c0ffee"),
    "floor": build(meeting().records),
}


def pages(rule: ExportRule, language: str) -> Iterator[tuple[str, str]]:
    for name, full in TOLD.items():
        yield name, render_html(told(full, rule, language), language=language)


def told(full: Transcript, rule: ExportRule, language: str) -> Transcript:
    done = attributed(full, rule, Telling(ExportForm.HTML, language))
    return full if done is None else done.transcript


@RULES
@LANGUAGES
def test_every_text_is_marked_with_its_language(rule: ExportRule, language: str) -> None:
    for name, page in pages(rule, language):
        assert unmarked(page) == [], name


def test_a_text_in_two_languages_is_marked_paragraph_by_paragraph() -> None:
    page = render_html(TOLD["again"], language="en")
    assert (
        '<p class="words" lang="ru" dir="auto"><span lang="en">We meet again</span>.\n\n'
        'Снова встретились, «<span lang="en">Bridge and River</span>» тоже здесь, как и год назад.\n\n'
        '<span lang="en">Good</span>.</p>'
    ) in page


def test_what_the_language_is_told_by() -> None:
    both = ("en", "ru")
    assert list(stretches("Вера (East)", "en", both)) == [("ru", "Вера"), (None, " (East)")]
    assert list(stretches("12:30", "en", both)) == [(None, "12:30")]
    assert list(stretches("XX век, UTC, A", "ru", both)) == [(None, "XX век, UTC, A")]
    assert list(stretches("Вера", "en", ("en", "de"))) == [(None, "Вера")], "none of them fits"
    assert list(stretches("Привіт", "en", ("uk", "pl"))) == [("uk", "Привіт")]
    assert list(stretches("", "en", both)) == []
    assert language_of("Gut.", "de", ("de", "ru")) == "de"


def test_a_title_in_a_third_language_is_marked_as_that() -> None:
    title = Localized.of(de="Die Fähre")
    page = render_html(replace(TOLD["sample"], title=title), language="en")
    assert '<h1><bdi><span lang="de">Die Fähre</span></bdi></h1>' in page


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize(
    ("rule", "first", "second"),
    [
        (ExportRule.FULL, "en", "ru"),
        (ExportRule.BY_SIDE, "ru", "en"),
        (ExportRule.CHATHAM_HOUSE, "en", "ru"),
    ],
)
def test_axe_finds_nothing(tmp_path: Path, rule: ExportRule, first: str, second: str) -> None:
    from playwright.sync_api import sync_playwright

    found: list[str] = []
    # What is on the other pages is on these too.
    names = {(first, name) for name in ("again", "papers", "floor")} | {(second, "papers")}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = browser.new_page()
        tab.set_default_timeout(PATIENCE * 1000)
        for language, ways in ((first, tuple(WAYS)), (second, ONCE)):
            for name, page in pages(rule, language):
                if (language, name) not in names:
                    continue
                (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
                tab.goto((tmp_path / f"{name}.html").as_uri())
                found += [f"{name}, {language}, {fault}" for fault in faults(tab, ways)]
        browser.close()
    assert found == []
