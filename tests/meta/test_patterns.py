"""Every regular expression of the bot costs in proportion to the text that it reads, whatever the text.

They are found in the code, so that a new one is tried as well; whoever builds one while the bot runs
says here what it is like. Hostile texts are made from the patterns themselves (`tests.hostile`). That
the functions are in proportion too, which may use such a pattern once for each word, is tried in
`tests/test_hostile.py`.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.agenda.forms import languages
from bot.transcript.attribution import likeness
from tests.hostile import PLAIN_KINDS, framed, kinds_for, steep

ROOT = Path(__file__).resolve().parent.parent.parent
_ASKED = {
    "compile", "search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn",
}  # fmt: skip
_ANCHORED = {"match", "fullmatch"}
_FRAMES = (("", ""), ("", "!"), ("a", "a"), ("a!", "\x00"))
"""What stands before and after the repeated: a pattern that fails at the end goes back."""
LONG = 16_000
_COSTLIEST = 2

_NAME = r"(?<!\w)ada\ lanternwright(?!\w)"
BUILT: dict[str, tuple[str, Sequence[str]]] = {
    "agenda/agenda_files.py: pattern": ("fullmatch", [r"https?://\S+", "[0-9a-f]{64}"]),
    "agenda/forms/languages.py: letters": ("finditer", [each for _, each in languages._SCRIPTS]),
    "journal/ownership.py: f'(?<!\\\\w){re.escape(name)}(?!\\\\w)'": ("search", [_NAME]),
    # Names of the environment's variables, which are the operator's, and short.
    "settings_sources.py: name": ("fullmatch", [r"(\w+)_PORT_\d+_(?:TCP|UDP)_PROTO"]),
    "settings_sources.py: value": ("fullmatch", [r"(?:/[^/\s]+){2,}", r"(?:tcp|udp)://\S+:\d{1,5}"]),
    "transcript/attribution/cleaner.py: f'(?<!\\\\w){re.escape(name)}(?!\\\\w)'": (
        "finditer", [_NAME],
    ),
    "transcript/attribution/likeness.py: pattern": (
        "finditer", [each.pattern for each, _ in (*likeness._SOUNDS, *likeness._SPELT)],
    ),
}  # fmt: skip
"""Patterns that are no constants, by where and how they are written: how they are used, and examples."""

AT_THE_BEGINNING = {"datafile/lines.py"}
"""Modules that ask all their patterns what stands at one place, by way of a function of their own."""


@dataclass(frozen=True)
class Found:
    """A pattern, where it stands, and what is asked of it: `finditer` stands for all that look through a
    text, of which it is the most expensive."""

    where: str
    pattern: re.Pattern[Any]
    how: str

    def work(self, text: str) -> object:
        asked = (
            text.encode("latin-1", "replace") if isinstance(self.pattern.pattern, bytes) else text
        )
        if self.how == "finditer":
            return sum(1 for _ in self.pattern.finditer(asked))
        return getattr(self.pattern, self.how)(asked)


@cache
def _trees() -> dict[str, ast.Module]:
    paths = sorted((ROOT / "bot").rglob("*.py"))
    return {
        path.relative_to(ROOT / "bot").as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in paths
        if path.name != "__main__.py"
    }


def patterns() -> Iterator[Found]:
    for where, tree in _trees().items():
        asked = [node for node in ast.walk(tree) if _asks(node)]
        if not asked:
            continue
        name = "bot." + where.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        names = vars(importlib.import_module(name))
        called = {
            id(node.value): target.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in asked:
            assert isinstance(call, ast.Call)
            yield from _evaluated(where, call, names, called.get(id(call)))


def _asks(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in _ASKED
    )


def _evaluated(
    where: str, call: ast.Call, names: dict[str, Any], called: str | None
) -> Iterator[Found]:
    assert isinstance(call.func, ast.Attribute)
    place, said = f"bot/{where}:{call.lineno}", ast.unparse(call.args[0])
    built = BUILT.get(f"{where}: {said}")
    if built is not None:
        how, sources = built
        for each in sources:
            yield Found(place, re.compile(each), _looking(how))
        return
    compiled = call.func.attr == "compile"
    flags = next((k.value for k in call.keywords if k.arg == "flags"), None)
    if flags is None and compiled and len(call.args) > 1:
        flags = call.args[1]

    def value(node: ast.expr) -> Any:
        return eval(compile(ast.Expression(node), where, "eval"), names)

    try:
        source = value(call.args[0])
    except NameError:
        raise AssertionError(
            f"{place} is built while the bot runs: say in BUILT what {where}: {said} is like"
        ) from None
    how = _use(called) if compiled else _looking(call.func.attr)
    if where in AT_THE_BEGINNING:
        how = "match"
    yield Found(place, re.compile(source, 0 if flags is None else value(flags)), how)


def _looking(how: str) -> str:
    return how if how in _ANCHORED else "finditer"


def _named(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


@cache
def _uses() -> tuple[defaultdict[str, set[str]], Counter[str]]:
    """What is asked of whatever has a name, and how often it is used otherwise; anywhere."""
    asked: defaultdict[str, set[str]] = defaultdict(set)
    elsewhere: Counter[str] = Counter()
    for tree in _trees().values():
        for node in ast.walk(tree):
            of = _named(node.value) if isinstance(node, ast.Attribute) else None
            if isinstance(node, ast.Attribute) and of is not None:
                asked[of].add(node.attr)
                elsewhere[of] -= 1
            name = _named(node)
            if name is not None and isinstance(getattr(node, "ctx", None), ast.Load):
                elsewhere[name] += 1
    return asked, elsewhere


def _use(called: str | None) -> str:
    """What is asked of a pattern of this name anywhere, if that is all that is done with it."""
    asked, elsewhere = _uses()
    if called is None or elsewhere[called] or len(asked[called]) != 1:
        return "finditer"
    (only,) = asked[called]
    return _looking(only)


FOUND = list(patterns())


def test_there_are_patterns_and_all_stand_in_the_same_way() -> None:
    assert len(FOUND) > 150
    for path in (ROOT / "bot").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(?:from re import|import re as|import regex)", text, re.M), path


def test_what_is_steep_is_noticed() -> None:
    """The expression that once cost an export four seconds, and one that goes on for ever."""
    phone = re.compile(r"(?<!\w)\d[\d .,]*\s?(?:km|years)")
    assert next(faults(Found("here", phone, "finditer")), None)
    assert next(faults(Found("here", re.compile(r"\s+$"), "finditer")), None)
    assert next(faults(Found("here", re.compile(r"[^a]+"), "finditer")), None) is None


def faults(found: Found) -> Iterator[str]:
    """At the length of a message with every kind of text; at that of an article with what cost most."""
    cost: dict[tuple[str, tuple[str, str]], float] = {}
    for kind in dict.fromkeys((*kinds_for(found.pattern), *PLAIN_KINDS)):
        for frame in _FRAMES:
            growth = steep(found.work, framed(kind, *frame))
            cost[kind, frame] = growth.cost
            if growth.times:
                yield f"4 times {kind!r} in {frame} cost {growth.times:.1f} times as much"
    for kind, frame in sorted(cost, key=cost.__getitem__)[-_COSTLIEST:]:
        growth = steep(found.work, framed(kind, *frame), LONG)
        if growth.times:
            yield f"4 times a long {kind!r} in {frame} cost {growth.times:.1f} times as much"


@pytest.mark.parametrize("found", FOUND, ids=[each.where for each in FOUND])
def test_a_pattern_costs_in_proportion_to_the_text(found: Found) -> None:
    fault = next(faults(found), None)
    assert fault is None, f"{found.where}: {found.pattern.pattern!r}: {fault}"
