"""Every phrase is there, every refusal has its sentence, and what people typed is shown harmlessly."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import bot
from bot.chat.floor.place_handlers import GUIDED
from bot.chat.framework.command_translator import CHOICES
from bot.chat.framework.wording import minutes, refusal_text, shown
from bot.chat.table.room_rules import RULES
from bot.data import shipped_config_dir
from bot.procedure import commands as c
from bot.procedure.capabilities import CAPABILITIES
from bot.procedure.events import ChairHow, HeldBecause
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Policy, RunsOut
from bot.procedure.refusals import Code, Fact, Refusal
from bot.procedure.state import Status
from bot.procedure.table.seats import Capacity
from bot.procedure.values import SECOND
from tests.chat.stage import PHRASES, phrases_of
from tests.procedure.samples import Room

LANGUAGES = ("en", "ru")
SOURCE = Path(bot.__file__).parent
CHAT = sorted((SOURCE / "chat").rglob("*.py"))

# What people typed ---------------------------------------------------------------------------------

MARKUP = set("\\*_~`|>#[]()<@:-")
hostile = st.text(
    st.one_of(
        st.sampled_from(sorted(MARKUP)),
        st.sampled_from("\u202e\u2066\u2069\u200b\u200d\ufeff\x00\x1b\r\n\t\u2028\u00ad"),
        st.characters(),
    ),
    max_size=200,
)


@given(hostile, st.integers(1, 150))
@example("@everyone **bold** [link](https://example.org) <@1> ||x|| `y` # z\n> q\n-# s", 100)
@example("\u202egnp.exe", 100)
def test_what_somebody_typed_is_shown_on_one_line_as_plain_text(text: str, most: int) -> None:
    line = shown(text, most)
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in line)
    # Every sign that could begin formatting, a mention or a link stands behind a backslash.
    bare = re.sub(r"\\(.)", lambda m: "" if m[1] in MARKUP else m[0], line)
    assert not MARKUP & set(bare)
    assert len(re.sub(r"\\(.)", r"\1", line)) <= most


@given(st.text(st.sampled_from("абв xyz,.!?"), max_size=80))
def test_a_plain_text_is_shown_as_it_is(text: str) -> None:
    assert shown(text) == " ".join(text.split())


@given(st.integers(-(10**8), 10**8))
def test_minutes_read_as_they_are(length: int) -> None:
    written = minutes(length)
    total = 0
    for part in written.lstrip("-").split(":"):
        total = total * 60 + int(part)
    assert total == abs(length) // SECOND
    assert written.startswith("-") == (length < 0)


# Refusals ------------------------------------------------------------------------------------------


def facts_given() -> Iterator[tuple[Code, tuple[str, ...]]]:
    """Each `refuse(Code.X, a=..., b=...)` in the source, with the names of its facts; both codes of
    `refuse(Code.X if ... else Code.Y)`."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "refuse"):
                continue
            names = tuple(k.arg for k in node.keywords if k.arg is not None)
            codes = re.findall(r"\bCode\.(\w+)", ast.unparse(node.args[0]))
            if not codes:  # a code from a table or a variable: its sentence can have no facts
                assert not names, f"{path}:{node.lineno}"
            for one in codes:
                yield Code[one], names


NAMED = (Code.NOT_A_SPEAKER, Code.NOT_SEATED)
"""Of those in the table of capabilities, the ones that say whom they are about."""
OF_THE_TABLE = {
    code
    for row in CAPABILITIES.values()
    for code in (row.refusal, row.unseated, row.unbound, row.unrecorded)
    if code is not None and code not in NAMED
}
GIVEN = sorted({*facts_given(), *((code, ()) for code in OF_THE_TABLE)})
SAMPLES: dict[str, tuple[Fact, ...]] = {
    "kind": tuple(kind.value for kind in Kind),
    "place": (1, 2, 5),
    "person": ("100",),
    "speaker": ("100",),
    "turn": (7,),
    "side": ("east",),
    "sides": ("east", "east,west"),
    "item": ("one", "nothing"),
    "length": (151, 4000),
    "most": (0, 1, 2, 5, 200),
    "least": (1, 2, 5),
    "number": (1, 12),
    "title": (150,),
    "question": (1000,),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "names"), GIVEN, ids=str)
def test_a_refusal_is_a_whole_sentence_with_its_facts(
    code: Code, names: tuple[str, ...], language: str
) -> None:
    meeting = Room().seat_all().meeting
    for index in range(max((len(SAMPLES[name]) for name in names), default=1)):
        facts = {name: SAMPLES[name][index % len(SAMPLES[name])] for name in names}
        text = refusal_text(PHRASES, language, Refusal(code, facts), meeting)
        assert re.fullmatch(r"\S.*[.»”)!]", text, re.DOTALL), text
        assert "{" not in text
        assert "  " not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_sentence_for_every_code(language: str) -> None:
    phrases = set(phrases_of("refusals.ftl", language))
    assert {f"refusal-{code}" for code in Code} <= phrases
    extra = phrases - {f"refusal-{code}" for code in Code}
    assert extra == {
        "refusal-stale-turn-none",
        "refusal-stale-item-none",
        "refusal-presides-already-none",
    }


def test_no_code_is_without_use() -> None:
    used = {code for code, _ in GIVEN}
    elsewhere = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    for code in set(Code) - used:
        assert elsewhere.count(f"Code.{code.name}") > 0, code


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_over_is_said_without_naming_nobody(language: str) -> None:
    meeting = Room().seat_all().meeting
    for refusal in (
        Refusal(Code.STALE_TURN, {"speaker": "", "turn": 3}),
        Refusal(Code.STALE_ITEM, {"item": ""}),
        Refusal(Code.PRESIDES_ALREADY, {"person": ""}),
    ):
        text = refusal_text(PHRASES, language, refusal, meeting)
        assert "<@>" not in text
        assert "“”" not in text
        assert "«»" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "names"), GIVEN, ids=str)
def test_a_refusal_says_what_is_the_case_and_then_what_to_do(
    code: Code, names: tuple[str, ...], language: str
) -> None:
    """A refusal alone leaves a person standing there: a second sentence must show the way on."""
    meeting = Room().seat_all().meeting
    known = {name: SAMPLES[name][0] for name in names}
    nothing = {name: "" if name in ("speaker", "item") else fact for name, fact in known.items()}
    for facts in (known, nothing if code in (Code.STALE_TURN, Code.STALE_ITEM) else known):
        text = refusal_text(PHRASES, language, Refusal(code, facts), meeting)
        reason, way_on = _split(text)
        assert len(reason.split()) >= 2, text
        if code in ADVICE_ONLY:
            continue
        assert len(way_on.split()) >= 2, f"says no way on: {text}"
        assert way_on.rstrip(".") not in NO_WAY_ON, text


ADVICE_ONLY = {Code.BAD_BUDGET, Code.RULES_FIRST}
"""Whose one sentence is the advice itself: what the time has to be, what to read and accept first."""

NO_WAY_ON = {"Nothing was changed", "Ничего не изменено"}
"""What is true and kind, and still no advice."""


def _split(text: str) -> tuple[str, str]:
    """The first sentence, and all that comes after it."""
    first = re.split(r"(?<=[.?!;])\s+", text, maxsplit=1)
    return first[0], first[1] if len(first) > 1 else ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_or_command_that_a_refusal_names_exists(language: str) -> None:
    labels = {
        PHRASES.say(language, name)
        for name in phrases_of("chat.ftl", language)
        if name.startswith("button-")
    }
    commands = {
        name.removeprefix("name-").replace("-", " ", 1)
        for name in phrases_of("commands.ftl", "en")
        if name.startswith("name-")
    }
    source = (shipped_config_dir() / "locales" / language / "refusals.ftl").read_text(
        encoding="utf-8"
    )
    quoted = set(re.findall(r"[“«]([^”»{]+)[”»]", source))
    assert quoted <= labels, quoted - labels
    named = set(re.findall(r"/\{ name-([a-z-]+) \} \{ name-([a-z-]+) \}", source))
    assert {f"{group} {leaf.removeprefix(f'{group}-')}" for group, leaf in named} <= commands
    assert not re.search(r"/[a-zа-я]", source), "a command is called as the reader's menu calls it"
    assert len(quoted) > 5 < len(named)


def test_a_command_is_called_as_the_readers_menu_calls_it() -> None:
    for language, named in (("en", "/seat assign"), ("ru", "/место назначить")):
        text = PHRASES.say(language, "refusal-co-chairs-missing", sides="A")
        assert named in text


def test_what_a_refusal_names_is_shown_harmlessly() -> None:
    room = Room(items=("one",))
    refusal = room.seat_all().refused(c.NextItem("100"))
    assert refusal.code is Code.NOT_OPEN_YET
    unknown = Refusal(Code.STALE_ITEM, {"item": "**@everyone**"})
    text = refusal_text(PHRASES, "en", unknown, room.meeting)
    assert r"\*\*\@everyone\*\*" in text


# The catalogues ------------------------------------------------------------------------------------

SAYING = {"say", "answer", "line", "block", "conclude"}
FAMILIES: dict[str, tuple[str, ...]] = {
    "stage": ("1", "2", "3", "4", "5"),
    **CHOICES,
    "kind": tuple(Kind),
    "capacity": tuple(Capacity),
    "status": tuple(Status),
    "held": tuple(HeldBecause),
    "rule": RULES,
    "policy": tuple(Policy),
    "runs-out": tuple(RunsOut),
    "guide": GUIDED,
    "card-item": tuple(RunsOut),
    "told-item-ends": tuple(RunsOut),
    "told-runs-out": tuple(RunsOut),
    "told-chair": tuple(how for how in ChairHow if how is not ChairHow.OPENING),
}
"""Phrases whose names are put together: everything that may follow the first word."""


def names_used() -> set[str]:
    """Every text in the chat's source that could be a phrase's name: literals, and the families."""
    found: set[str] = set()
    for path in CHAT:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            if isinstance(node, ast.JoinedStr):
                found |= set(_put_together(node))
    return found


def _put_together(node: ast.JoinedStr) -> Iterator[str]:
    """`f"kind-{...}-help"` with all that can stand in the gap."""
    parts = node.values
    first = parts[0]
    if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
        return
    last = parts[-1]
    tail = str(last.value) if isinstance(last, ast.Constant) and len(parts) > 1 else ""
    for middle in FAMILIES.get(first.value.removesuffix("-"), ()):
        yield first.value + middle + tail


def said_literally() -> Iterator[tuple[str, str]]:
    """The phrases that the chat says by a name that stands in the source, with the file."""
    for path in CHAT:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else None
            name = node.func.id if isinstance(node.func, ast.Name) else name
            if name not in SAYING:
                continue
            for argument in node.args[:2]:
                for inner in ast.walk(argument):
                    if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                        yield inner.value, path.name


NOT_PHRASES = {
    *LANGUAGES,
    "sustained",
    "kind",
    "on",
    "off",
    "yes",
    "no",
}  # what a phrase is filled in with


def test_every_phrase_that_the_chat_says_exists() -> None:
    known = {
        name for file in ("chat", "refusals", "commands") for name in phrases_of(f"{file}.ftl")
    }
    missing = {
        (name, file)
        for name, file in said_literally()
        if re.fullmatch(r"[a-z]+(-[a-z]+)*", name) and name not in known | NOT_PHRASES
    }
    assert missing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_of_the_chat_is_without_use(language: str) -> None:
    used = names_used()
    words = {value for value in used if re.fullmatch(r"[a-z]+(-[a-z]+)*", value)}
    acts = {f"button-{word}{end}" for word in words for end in ("", "-on", "-off")}
    acts |= {f"{word}-help" for word in words}
    sides = {"side-a", "side-b"}
    unused = set(phrases_of("chat.ftl", language)) - used - acts - sides
    assert unused == set()


@pytest.mark.parametrize("file", ["chat.ftl", "refusals.ftl", "commands.ftl"])
def test_both_languages_say_the_same_things(file: str) -> None:
    assert phrases_of(file, "en") == phrases_of(file, "ru")
