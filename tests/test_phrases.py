"""The catalogues say the same things in every language, and a phrase can't be thrown off by a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor
from hypothesis import given
from hypothesis import strategies as st

from bot.data import catalogue_folders, shipped_config_dir
from bot.phrases import PhraseError, Phrases, isolate
from bot.procedure.events import ExportForm, ExportRule
from bot.procedure.floor.request_kinds import ASKED_FOR, Kind
from bot.procedure.formats import LIST_POLICIES, Policy, RunsOut
from bot.procedure.state import Status
from bot.procedure.table.seats import Capacity

LOCALES = shipped_config_dir() / "locales"
LANGUAGES = ("en", "ru")
PLURALS = {"en": {"one", "other"}, "ru": {"one", "few", "many"}}
FILES = sorted(path.name for path in (LOCALES / "en").glob("*.ftl"))


class _Facts(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()
        self.counted: list[set[str]] = []

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:
        keys = {
            key.name if isinstance(key := variant.key, ast.Identifier) else str(key.value)
            for variant in node.variants
        }
        if keys & {"one", "few", "many", "other"}:
            self.counted.append(keys)
        self.generic_visit(node)


def messages(language: str, name: str) -> dict[str, _Facts]:
    found: dict[str, _Facts] = {}
    source = (LOCALES / language / name).read_text(encoding="utf-8")
    for entry in FluentParser().parse(source).body:
        assert not isinstance(entry, ast.Junk), f"{language}/{name}: {entry.content}"
        if isinstance(entry, ast.Message | ast.Term):
            assert entry.id.name not in found, f"{language}/{name}: {entry.id.name} twice"
            facts = _Facts()
            facts.visit(entry)
            found[entry.id.name] = facts
    return found


def test_every_language_has_the_same_files() -> None:
    assert FILES
    for language in LANGUAGES:
        assert sorted(path.name for path in (LOCALES / language).glob("*.ftl")) == FILES


@pytest.mark.parametrize("name", FILES)
def test_every_language_has_the_same_messages_with_the_same_facts(name: str) -> None:
    english, russian = (messages(language, name) for language in LANGUAGES)
    assert english.keys() == russian.keys()
    for key, facts in english.items():
        assert facts.names == russian[key].names, key


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_counted_has_all_forms_of_its_language(language: str, name: str) -> None:
    for key, facts in messages(language, name).items():
        for forms in facts.counted:
            assert forms - {"0"} == PLURALS[language], key


def test_russian_counts_as_russians_do() -> None:
    phrases = Phrases(catalogue_folders(), ("transcript.ftl",))
    said = [phrases.say("ru", "transcript-turns-count", count=n) for n in (1, 3, 5, 11, 21, 22)]
    assert said == [
        "1 выступление",
        "3 выступления",
        "5 выступлений",
        "11 выступлений",
        "21 выступление",
        "22 выступления",
    ]


def test_what_is_missing_is_a_fault() -> None:
    phrases = Phrases(catalogue_folders(), ("transcript.ftl",))
    with pytest.raises(PhraseError):
        phrases.say("en", "transcript-no-such-phrase")
    with pytest.raises(PhraseError):
        phrases.say("en", "transcript-turn")


def test_a_reader_of_another_language_is_answered_in_the_fallback() -> None:
    phrases = Phrases(catalogue_folders(), ("transcript.ftl",))
    assert phrases.say("pt-BR", "transcript-agenda") == phrases.say("en-GB", "transcript-agenda")
    assert phrases.say("ru-RU", "transcript-agenda") == phrases.say("ru", "transcript-agenda")


def test_a_catalogue_with_a_slip_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "a.ftl").write_text("good = Good\n\nbad = { $open\n", encoding="utf-8")
    with pytest.raises(PhraseError, match=r"en/a\.ftl, line 3"):
        Phrases((tmp_path,), ("a.ftl",))
    with pytest.raises(PhraseError, match=r"en/b\.ftl"):
        Phrases((tmp_path,), ("b.ftl",))


def test_one_phrase_of_an_organizers_own_is_enough(tmp_path: Path) -> None:
    own = tmp_path / "ru"
    own.mkdir()
    (own / "transcript.ftl").write_text(
        "transcript-agenda = Повестка дня встречи\n", encoding="utf-8"
    )
    phrases = Phrases((tmp_path, *catalogue_folders()), ("transcript.ftl", "chat.ftl"))
    shipped = Phrases(catalogue_folders(), ("transcript.ftl", "chat.ftl"))
    assert (
        phrases.say("ru", "transcript-agenda")
        == "Повестка дня встречи"
        != shipped.say("ru", "transcript-agenda")
    )
    for phrase in ("transcript-minutes", "minutes-adopted"):  # of the same file, and of another
        assert phrases.say("ru", phrase) == shipped.say("ru", phrase)
        assert phrases.say("en", phrase) == shipped.say("en", phrase)


def test_what_a_language_lacks_is_said_in_the_fallback(tmp_path: Path) -> None:
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "transcript.ftl").write_text("transcript-agenda = Tagesordnung\n")
    phrases = Phrases((tmp_path, *catalogue_folders()), ("transcript.ftl",))
    assert phrases.languages == ("de", "en", "ru")
    assert phrases.say("de", "transcript-agenda") == "Tagesordnung"
    assert phrases.say("de", "transcript-turn", number=3) == "Turn 3"


def test_a_phrase_that_stands_twice_in_one_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "a.ftl").write_text("good = Good\ngood = Better\n", encoding="utf-8")
    with pytest.raises(PhraseError, match=r"en/a\.ftl: good"):
        Phrases((tmp_path,), ("a.ftl",))


def test_a_plain_fact_gets_no_invisible_marks() -> None:
    assert isolate("Ада Lanternwright, 12:30") == "Ада Lanternwright, 12:30"
    phrases = Phrases(catalogue_folders(), ("transcript.ftl",))
    assert phrases.say("en", "transcript-turn", number=3) == "Turn 3"


def _depths(text: str) -> Iterator[int]:
    depth = 0
    for character in text:
        kind = unicodedata.bidirectional(character)
        depth += (kind in {"LRI", "RLI", "FSI"}) - (kind == "PDI")
        yield depth


@given(st.text(alphabet="a\u05d0\u202e\u202c\u2066\u2067\u2068\u2069 1"))
def test_no_fact_reaches_out_of_its_place(text: str) -> None:
    depths = list(_depths(isolate(text)))
    if any(unicodedata.bidirectional(character) in {"R", "RLO", "RLI"} for character in text):
        assert depths[-1] == 0
        assert all(depth > 0 for depth in depths[:-1])
    else:
        assert all(depth >= 0 for depth in depths)


FAMILIES: dict[str, Iterable[StrEnum]] = {
    "kind-{}": Kind,
    "kind-{}-help": ASKED_FOR,
    "transcript-kind-{}": Kind,
    "policy-{}": Policy,
    "policy-{}-help": Policy,
    "transcript-policy-{}": LIST_POLICIES,
    "capacity-{}": Capacity,
    "transcript-capacity-{}": Capacity,
    "status-{}": Status,
    "transcript-status-{}": Status,
    "runs-out-{}": RunsOut,
    "export-form-{}": ExportForm,
    "export-rule-{}": ExportRule,
    "export-rule-{}-help": ExportRule,
}
"""What each row of a table is called in the catalogues; English stands for every language, since they
all say the same things."""


@pytest.mark.parametrize("family", FAMILIES)
def test_each_row_of_a_table_has_its_phrases(family: str) -> None:
    said = {name for file in FILES for name in messages("en", file)}
    assert {family.format(row.value) for row in FAMILIES[family]} <= said
