"""Every fault has a sentence in both languages, filled in with the facts that come with it."""

from __future__ import annotations

import pytest
from fluent.syntax import FluentParser, ast

from bot.agenda.article import Article, Block
from bot.agenda.fitness import unfit
from bot.agenda.forms import ArticleForm
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind
from bot.data import catalogue_folders, shipped_config_dir
from bot.phrases import Phrases

PHRASES = Phrases(catalogue_folders(), ("article.ftl",))
FACTS: dict[str, str | int] = {
    "most": 5, "length": 700_000, "pages": 301, "form": "pdf", "language": "de", "seconds": 15,
    "status": 503,
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("kind", ReadingFaultKind)
def test_every_fault_has_a_sentence(kind: ReadingFaultKind, language: str) -> None:
    said = PHRASES.say(language, f"article-fault-{kind.value}", **FACTS)
    assert said.endswith((".", "'cochair[article]'"))
    assert "\n" not in said


def test_every_sentence_has_a_fault() -> None:
    source = (shipped_config_dir() / "locales" / "en" / "article.ftl").read_text(encoding="utf-8")
    ids = {one.id.name for one in FluentParser().parse(source).body if isinstance(one, ast.Message)}
    faults = {one for one in ids if one.startswith("article-fault-")}
    assert faults == {f"article-fault-{kind.value}" for kind in ReadingFaultKind}


@pytest.mark.parametrize("form", [ArticleForm.PDF, ArticleForm.WORD, ArticleForm.HTML])
def test_what_is_missing_is_said_with_how_to_get_it(form: ArticleForm) -> None:
    said = PHRASES.say("en", "article-fault-packages-missing", form=form.value)
    assert said.endswith("needs more packages: pip install 'cochair[article]'")


def test_an_article_in_another_language_is_read_and_not_proposed_from() -> None:
    blocks = (Block(1, "a"), Block(2, "b"))
    assert unfit(Article(blocks, "en")) is None
    assert unfit(Article(blocks, "ru")) is None
    assert unfit(Article(blocks, None)) == ReadingFault(ReadingFaultKind.UNKNOWN_LANGUAGE)
    assert unfit(Article(blocks, "de")) is None
