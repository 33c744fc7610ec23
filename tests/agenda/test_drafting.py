"""A drafted file is an agenda, whatever the article had in it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.agenda.agenda_files import load_agenda
from bot.agenda.article import Article
from bot.agenda.article_values import Agenda
from bot.agenda.candidates import Candidate, Ground
from bot.agenda.drafting import MINUTES, drafted, key_of
from bot.agenda.propose import propose
from bot.procedure.values import visible
from tests.agenda.sample import pasted

NASTY = st.text(min_size=1, max_size=300).filter(lambda text: visible(" ".join(text.split())) != "")
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        title=NASTY,
        question=NASTY,
        paragraphs=st.lists(st.integers(1, 9999), min_size=1, max_size=9, unique=True).map(tuple),
        excerpt=NASTY,
        score=st.floats(0, 1),
        why=st.just((Ground.CENTRAL, Ground.DEMAND)),
        stage=st.integers(2, 5),
        ticked=st.booleans(),
    ),
    min_size=1,
    max_size=5,
)
ARTICLES = st.builds(
    Article,
    blocks=st.just(()),
    language=st.sampled_from(("en", "ru", "de", None)),
    title=st.none() | NASTY,
    author=st.none() | NASTY,
    published=st.none() | NASTY,
    address=st.none() | NASTY.map("https://example.org/{}".format),
    sha256=st.none() | st.just("0" * 64),
)


def loaded(folder: Path, text: str) -> Agenda:
    path = folder / "drafted.toml"
    path.write_text(text, encoding="utf-8")
    agenda = load_agenda(path)
    assert isinstance(agenda, Agenda), agenda
    return agenda


def taken_up(text: str) -> str:
    """As the file's head says: the # and the space away from all lines of a point."""
    return re.sub(r"(?m)^# (?=(\[\[items\]\]|[a-z]+ = ))", "", text)


def test_the_ticked_ones_are_items_and_the_others_become_so(tmp_path: Path) -> None:
    article = replace(pasted(), title="The Bay", author="Ada Lanternwright", sha256="a" * 64)
    found = tuple(replace(each, ticked=n != 1) for n, each in enumerate(propose(article)))
    text = drafted(article, found, name="the bay")
    agenda = loaded(tmp_path, text)
    assert agenda.id == "the-bay"
    assert agenda.title.texts == (("en", "The Bay"),)
    assert agenda.source is not None
    assert agenda.source.sha256 == "a" * 64
    ticked = [each for each in found if each.ticked]
    assert [item.title.into("en") for item in agenda.items] == [each.title for each in ticked]
    assert [item.question.into("en") for item in agenda.items] == [each.question for each in ticked]
    assert [item.paragraphs for item in agenda.items] == [each.paragraphs for each in ticked]
    assert {item.budget for item in agenda.items} == {MINUTES * 60}
    for each in found:
        assert f": {each.excerpt}\n" in text
    everything = loaded(tmp_path, taken_up(text))
    assert [item.title.into("en") for item in everything.items] == [each.title for each in found]


@given(article=ARTICLES, found=CANDIDATES, name=NASTY)
def test_nothing_in_an_article_breaks_the_file(
    article: Article, found: list[Candidate], name: str
) -> None:
    found[0] = replace(found[0], ticked=True)
    text = drafted(article, found, name=name)
    held = tomllib.loads(text)
    assert len(held["items"]) == sum(each.ticked for each in found)
    assert set(held) == {"id", "title", "source", "items"}
    assert not re.search(r"[^\n -\U0010ffff]", text)


@given(st.text())
def test_a_key_is_made_of_any_name(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key_of(name))
    assert len(key_of(name)) <= 40
