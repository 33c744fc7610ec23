"""What Discord would refuse of the commands' texts is found, named, and left out; the rest stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands
from discord.app_commands.commands import VALID_SLASH_COMMAND_NAME
from hypothesis import example, given
from hypothesis import strategies as st

from bot.app import CATALOGUES
from bot.chat.framework.command_texts import (
    OmittedText,
    TextFault,
    TextKind,
    fault_of,
    settled,
    texts_of,
)
from bot.chat.framework.command_translator import CatalogueTranslator
from bot.chat.framework.preflight import intents
from bot.chat.slash_commands import commands
from bot.data import catalogue_folders
from bot.phrases import Phrases
from tests.chat.stage import PHRASES

TEXTS = tuple(texts_of(commands(PHRASES)))
NAMES = [text.phrase for text in TEXTS if text.kind is TextKind.NAME]


def with_texts(language: str = "ru", **changed: str) -> Phrases:
    """The shipped phrases, but these; underscores stand for hyphens."""
    return PHRASES.amended({(language, k.replace("_", "-")): v for k, v in changed.items()})


def left_out(phrases: Phrases) -> dict[str, OmittedText]:
    return {each.phrase: each for each in settled(phrases)[1]}


async def payload(phrases: Phrases) -> list[dict[str, Any]]:
    """What discord.py would send."""
    async with discord.Client(intents=intents()) as client:
        tree = app_commands.CommandTree(client)
        translator = CatalogueTranslator(phrases)
        return [
            await command.get_translated_payload(tree, translator) for command in commands(phrases)
        ]


def nodes(sent: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield sent
    for option in sent.get("options", ()):
        yield from nodes(option)


def in_locale(node: Mapping[str, Any], locale: str, field: str = "name") -> str:
    text: str = (node.get(f"{field}_localizations") or {}).get(locale, node[field])
    return text


def check(sent: list[dict[str, Any]]) -> None:
    """Discord's rules for all of it, said once more and in another way."""
    locales = {
        locale
        for top in sent
        for node in nodes(top)
        for locale in ("en-US", *(node.get("name_localizations") or ()))
    }
    for locale in locales:
        for kind in (1, 3):
            tops = [in_locale(top, locale) for top in sent if top["type"] == kind]
            assert len(tops) == len(set(tops))
        for node in (node for top in sent for node in nodes(top)):
            name = in_locale(node, locale)
            if node["type"] == 3 and "description" not in node:
                assert 1 <= len(name) <= 32
                continue
            assert VALID_SLASH_COMMAND_NAME.fullmatch(name.replace("'", "_")), name
            assert name == name.lower() and len(name) <= 32
            assert 1 <= len(in_locale(node, locale, "description").strip()) <= 100
            for field, most in (("options", 32), ("choices", 100)):
                inner = [in_locale(each, locale) for each in node.get(field) or ()]
                assert len(inner) == len(set(inner)) <= 25
                assert all(1 <= len(each) <= most for each in inner)


async def test_nothing_of_what_is_shipped_is_left_out() -> None:
    assert left_out(PHRASES) == {}
    sent = await payload(settled(PHRASES)[0])
    check(sent)
    assert sent == await payload(PHRASES)


def test_no_catalogue_can_make_a_command_longer_than_discord_allows() -> None:
    """8,000 characters for names, descriptions and values, the longest of all languages counting."""

    def most(command: Any) -> int:
        length = 32 + 100
        for inner in getattr(command, "commands", ()) or getattr(command, "parameters", ()):
            length += most(inner)
        return length + sum(100 + len(str(each.value)) for each in getattr(command, "choices", ()))

    assert all(most(each) <= 8_000 for each in commands(PHRASES))


@pytest.mark.parametrize(
    ("phrase", "text", "fault"),
    [
        ("name-floor", "Слово", TextFault.CAPITALS),
        ("name-floor-ask", "сЛово", TextFault.CAPITALS),
        ("opt-first-side", "Первая_сторона", TextFault.CAPITALS),
        ("name-roundtable", "круглый стол", TextFault.LETTERS),
        ("name-roundtable-open", "открыть!", TextFault.LETTERS),
        ("opt-kind", "вид/речи", TextFault.LETTERS),
        ("name-floor", "сло\u0301во", TextFault.LETTERS),  # a stress mark
        ("name-floor", "сло\u00adво", TextFault.LETTERS),  # a soft hyphen
        ("name-floor", "слово\u200b", TextFault.LETTERS),
        ("name-floor", "слово🎤", TextFault.LETTERS),
        ("name-seat", "м" * 33, TextFault.LONG),
        ("name-note-for-the-minutes", "п" * 33, TextFault.LONG),
        ("help-floor", "о" * 101, TextFault.LONG),
        ("opt-note-help", "о" * 101, TextFault.LONG),
        ("kind-statement", "о" * 101, TextFault.LONG),
        ("name-seat", "", TextFault.EMPTY),
        ("help-seat-take", "", TextFault.EMPTY),
        ("help-seat-take", " \u00a0 ", TextFault.EMPTY),
        ("kind-statement", " ", TextFault.EMPTY),
        ("name-agenda-add", "добавить-пункт-2", None),
        ("name-agenda-add", "м" * 32, None),
        ("name-note-for-the-minutes", "Отметить ДЛЯ протокола!", None),
        ("help-floor", "О" * 100, None),
        ("kind-statement", "Выступление № 1", None),
    ],
)
async def test_a_text_that_breaks_a_rule_is_left_out_and_no_other(
    phrase: str, text: str, fault: TextFault | None
) -> None:
    changed = with_texts(**{phrase.replace("-", "_"): text})
    found, refused = settled(changed)
    check(await payload(found))
    if fault is None:
        assert refused == ()
        assert found.say("ru", phrase) == text
        return
    (each,) = refused
    assert (each.language, each.phrase, each.text, each.fault) == ("ru", phrase, text, fault)
    assert each.instead == found.say("ru", phrase) == PHRASES.say("en", phrase)
    assert re.search(r"/ru/(commands|chat)\.ftl:\d+$", each.place)


@pytest.mark.parametrize(
    "name",
    [
        "выступление",
        "l'ordre",
        "jʼai",
        "結束",
        "नमस्ते",
        "सीट",
        "ที่นั่ง",
        "straße",
        "ⅳ",
        "²",
        "a-b_c",
        "1",
    ],
)
def test_names_of_every_script_are_names(name: str) -> None:
    assert fault_of(TextKind.NAME, name) is None


@pytest.mark.parametrize("name", ["Ǆ", "ǅ", "Ё", "Σ", "İ"])
def test_a_letter_that_has_a_lower_case_is_written_in_it(name: str) -> None:
    assert fault_of(TextKind.NAME, name) is TextFault.CAPITALS


@pytest.mark.parametrize(
    ("phrase", "twin"),
    [
        ("name-floor", "name-agenda"),  # two commands
        ("name-floor-next", "name-floor-ask"),  # two within one
        ("opt-note", "opt-kind"),  # two options
        ("kind-clarification", "kind-statement"),  # two choices
    ],
)
async def test_of_two_that_are_the_same_one_is_left_out(phrase: str, twin: str) -> None:
    found, refused = settled(with_texts(**{phrase.replace("-", "_"): PHRASES.say("ru", twin)}))
    check(await payload(found))
    (each,) = refused
    assert (each.fault, {each.phrase, each.other}) == (TextFault.TWICE, {phrase, twin})
    assert found.say("ru", each.phrase) == PHRASES.say("en", each.phrase)
    assert found.say("ru", each.other or "") == PHRASES.say("ru", twin)


async def test_what_is_left_out_may_not_make_two_the_same_either() -> None:
    """A name that takes another's English one while that is left out, and so on down the line."""
    phrases = with_texts(name_seat_take="Занять", name_seat_assign="take", name_seat_leave="assign")
    found, refused = settled(phrases)
    assert {each.phrase for each in refused} == {
        "name-seat-take",
        "name-seat-assign",
        "name-seat-leave",
    }
    check(await payload(found))


def test_sentences_name_the_command_as_the_menu_does() -> None:
    assert "/место назначить" in PHRASES.say("ru", "refusal-co-chairs-missing", sides="A")
    found, _ = settled(with_texts(name_seat="Место"))
    assert "/seat назначить" in found.say("ru", "refusal-co-chairs-missing", sides="A")


async def test_english_texts_are_made_to_fit() -> None:
    """They are what everybody sees for whom there is no other, so they cannot be left out."""
    found, refused = settled(
        with_texts(
            "en",
            help_floor="The floor. " * 20,
            help_seat=" ",
            kind_clarification=PHRASES.say("en", "kind-statement"),
            name_agenda="the-agenda",
        )
    )
    assert {each.phrase: (each.fault, each.instead) for each in refused} == {
        "help-floor": (TextFault.LONG, ("The floor. " * 20)[:99] + "…"),
        "help-seat": (TextFault.EMPTY, "seat"),
        "kind-clarification": (TextFault.TWICE, "clarification"),
        "name-agenda": (TextFault.FIXED, "agenda"),
    }
    check(await payload(found))


async def test_an_english_text_that_cannot_be_said_is_made_up_for(tmp_path: Path) -> None:
    own = tmp_path / "locales" / "en"
    own.mkdir(parents=True)
    (own / "commands.ftl").write_text("help-seat = { $who } sits here\n", encoding="utf-8")
    phrases, refused = settled(Phrases(catalogue_folders(tmp_path), CATALOGUES))
    assert [(each.phrase, each.fault) for each in refused] == [("help-seat", TextFault.EMPTY)]
    sent = await payload(phrases)
    check(sent)
    assert {each["name"]: each.get("description") for each in sent}["seat"] == "seat"


async def test_a_further_language_is_a_folder(tmp_path: Path) -> None:
    """It is shown in all countries that speak it, and held to the same rules."""
    own = tmp_path / "locales" / "es"
    own.mkdir(parents=True)
    texts = "name-floor = palabra\nname-seat = Asiento\n"
    (own / "commands.ftl").write_text(texts, encoding="utf-8")
    found, refused = settled(Phrases(catalogue_folders(tmp_path), CATALOGUES))
    assert [(each.language, each.phrase) for each in refused] == [("es", "name-seat")]
    sent = await payload(found)
    check(sent)
    names = {each["name"]: each["name_localizations"] for each in sent}
    assert names["floor"] == {"es-ES": "palabra", "es-419": "palabra", "ru": "слово"}
    assert names["seat"] == {"es-ES": "seat", "es-419": "seat", "ru": "место"}


@given(
    st.dictionaries(
        st.sampled_from([text.phrase for text in TEXTS]),
        st.one_of(
            st.text(max_size=130),
            st.text(st.sampled_from("абвгд-_АБ 1'"), min_size=1, max_size=35),
            st.sampled_from([text.plain for text in TEXTS]),
            st.sampled_from([PHRASES.say("ru", text.phrase) for text in TEXTS]),
        ),
        max_size=25,
    ),
    st.sampled_from(["en", "ru"]),
)
@example(dict.fromkeys(NAMES, "а"), "ru")
async def test_whatever_a_catalogue_says_discord_gets_what_it_takes(
    texts: dict[str, str], language: str
) -> None:
    changed = PHRASES.amended({(language, phrase): text for phrase, text in texts.items()})
    found, refused = settled(changed)
    check(await payload(found))
    for each in refused:  # for a reason, and none without
        assert each.fault in (fault_of(each.kind, each.text), TextFault.TWICE, TextFault.FIXED)
    assert settled(found)[1] == ()
