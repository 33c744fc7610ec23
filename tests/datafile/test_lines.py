"""The walk that finds lines must agree with tomllib, whose values it is about.

Documents are written by a builder that knows on which line it put each thing, in every style that
TOML has, with texts that look like keys and headers to a careless reader.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.datafile.faults import Place
from bot.datafile.lines import lines_of

AGENDA = Path(__file__).parents[2] / "config" / "agendas" / "restart-or-repair.toml"

SCALARS = (
    "1",
    "-0.5",
    "true",
    "1979-05-27 07:32:00",
    '"a # b = 1"',
    r'"\" ] } , \\"',
    "'c:\\'",
    '""',
    "''",
    '"""\n[header]\nkey = 1 # "" \\""" ""\n"""',
    "'''\n'' a = [1,\n2]'''",
    '"""x"""""',
    "'''y''''",
    '"""\\\n   z"""',
)
KEYS = ("a", "b", "c-d", "1", "minutes", '"q.u#o"', "'[s]'", r'"\"=\u00e9"')
BLANKS = ("", " ", "\t ")
PAUSES = ("", "\n", " # note, with ] and = and }\n", "\r\n\n")


def places(value: object, at: Place = ()) -> Iterator[Place]:
    """Every place in what tomllib made of a document."""
    entries: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(value, dict):
        entries = iter(value.items())
    elif isinstance(value, list):
        entries = iter(enumerate(value))
    for part, entry in entries:
        yield (*at, part)
        yield from places(entry, (*at, part))


@dataclass
class Written:
    """A document in the making, and on which line each thing in it was put."""

    text: str = ""
    lines: dict[Place, int] = field(default_factory=dict)

    def add(self, text: str) -> None:
        self.text += text

    def note(self, place: Place) -> None:
        self.lines.setdefault(place, self.text.count("\n") + 1)


def decoded(key: str) -> str:
    return next(iter(tomllib.loads(f"{key} = 1")))


def write_value(draw: st.DrawFn, doc: Written, place: Place, depth: int = 0) -> None:
    shape = draw(st.sampled_from(("scalar", "list", "table") if depth < 2 else ("scalar",)))
    if shape == "scalar":
        doc.add(draw(st.sampled_from(SCALARS)))
    elif shape == "list":
        doc.add("[")
        count = draw(st.integers(0, 3))
        for i in range(count):
            doc.add(draw(st.sampled_from(PAUSES)))
            doc.note((*place, i))
            write_value(draw, doc, (*place, i), depth + 1)
            doc.add(draw(st.sampled_from(PAUSES)))
            if i < count - 1 or draw(st.booleans()):
                doc.add(",")
        doc.add(draw(st.sampled_from(PAUSES)) + "]")
    else:
        doc.add("{ ")
        for i, key in enumerate(draw(st.lists(st.sampled_from(KEYS), max_size=3, unique=True))):
            doc.add(", " if i else "")
            write_pair(draw, doc, place, key, depth + 1)
        doc.add(" }")


def write_pair(draw: st.DrawFn, doc: Written, table: Place, key: str, depth: int = 0) -> None:
    keys = [key, *draw(st.lists(st.sampled_from(KEYS), max_size=1))]
    place = table
    for part in keys:
        place = (*place, decoded(part))
        doc.note(place)
    blank = draw(st.sampled_from(BLANKS))
    doc.add(f"{blank}.{blank}".join(keys) + f"{blank}={blank}")
    write_value(draw, doc, place, depth)


@st.composite
def documents(draw: st.DrawFn) -> Written:
    doc = Written()

    def body(table: Place) -> None:
        # The last key stays free for the tables below this one.
        for key in draw(st.lists(st.sampled_from(KEYS[:-1]), max_size=3, unique=True)):
            doc.add(draw(st.sampled_from(("", "\n", "# [no.header]\n", "  "))))
            write_pair(draw, doc, table, key)
            doc.add(draw(st.sampled_from(("\n", " # a = 1\n", "\r\n"))))

    body(())
    for number in range(draw(st.integers(0, 3))):
        name = f"t{number}"
        many = draw(st.booleans())
        for i in range(draw(st.integers(1, 2)) if many else 1):
            blank = draw(st.sampled_from(BLANKS))
            doc.note((name,))
            table: Place = (name, i) if many else (name,)
            doc.note(table)
            head = f"{blank}{name}{blank}"
            doc.add((f"[[{head}]]" if many else f"[{head}]") + " # [x]\n")
            body(table)
            if draw(st.booleans()):
                below = decoded(KEYS[-1])
                doc.note((*table, below))
                doc.note((*table, below, "deep"))
                doc.add(f"[{name}.{KEYS[-1]}.deep]\n")
                body((*table, below, "deep"))
    return doc


@given(documents())
def test_each_line_holds_what_it_is_said_to_hold(doc: Written) -> None:
    assert set(doc.lines) == set(places(tomllib.loads(doc.text)))  # else the builder is wrong
    assert dict(lines_of(doc.text)) == doc.lines


@given(st.data())
def test_any_document_that_tomllib_accepts_is_walked(data: st.DataObject) -> None:
    """The shipped agenda, damaged: what still parses must give the same places as tomllib."""
    text = AGENDA.read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(len(text), at + 60)))
        text = text[:at] + data.draw(st.sampled_from(DAMAGE)) + text[end:]
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(lines_of(text)) == set(places(values))


DAMAGE = ("", '"', "'", '"""', "]", "[", "\n", "[[items]]\n", "#", "=", ".", "a.b = 1\n", "}", ",")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("# nothing", {}),
        ("a=1", {("a",): 1}),
        ("[a.b]\n[a]\nc=1", {("a",): 1, ("a", "b"): 1, ("a", "c"): 3}),
        (
            "[[a]]\n[[a.b]]\n[[a]]\n[a.c]",
            {
                ("a",): 1,
                ("a", 0): 1,
                ("a", 0, "b"): 2,
                ("a", 0, "b", 0): 2,
                ("a", 1): 3,
                ("a", 1, "c"): 4,
            },
        ),
        ("t.en = 1\nt.ru = 2", {("t",): 1, ("t", "en"): 1, ("t", "ru"): 2}),
        ("a = [\n1,\n[2]]", {("a",): 1, ("a", 0): 2, ("a", 1): 3, ("a", 1, 0): 3}),
    ],
)
def test_by_hand(text: str, expected: dict[Place, int]) -> None:
    assert dict(lines_of(text)) == expected
