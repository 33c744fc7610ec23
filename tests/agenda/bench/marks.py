"""The articles of the bench and what was marked in them by hand: topics, and what is no part of them.

What must not live here: reading an article, judging a proposal.

A marking is a file `NAME.topics.toml` beside the article. Blocks are never told by their numbers,
since readers may count them differently, but by phrases that stand in them word for word:

* `topics`: `id`, `gist`, and `anchors`, each from a sentence in which the topic is actually stated;
* `boilerplate`: a distinctive phrase of each block that is no part of the article;
* `labels`: short menu words that might stand in an article too, and count as whole blocks only;
* `furniture`: like boilerplate, but a reader may leave it out altogether (running heads, tables).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

HERE = Path(__file__).resolve().parent
_MARKS = ".topics.toml"


class Part(StrEnum):
    OPEN = "open"  # to be looked at while the proposals are worked on
    HELD = "held"  # not to be looked at


_FOLDERS = {Part.OPEN: HERE / "articles", Part.HELD: HERE / "held"}


@dataclass(frozen=True, slots=True)
class Topic:
    id: str
    gist: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marking:
    language: str
    topics: tuple[Topic, ...]
    boilerplate: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One article of the bench."""

    id: str
    part: Part
    path: Path
    marking: Marking


def marking(text: str) -> Marking:
    found = tomllib.loads(text)
    return Marking(
        language=found["language"],
        topics=tuple(
            Topic(one["id"], one["gist"], tuple(one["anchors"])) for one in found["topics"]
        ),
        boilerplate=tuple(found["boilerplate"]),
        labels=tuple(found.get("labels", ())),
        furniture=tuple(found.get("furniture", ())),
    )


def cases(*parts: Part) -> tuple[Case, ...]:
    """The articles of these parts, or of all, in the order of their names."""
    return tuple(
        _case(part, marks)
        for part in parts or tuple(Part)
        for marks in sorted(_FOLDERS[part].glob(f"*{_MARKS}"))
    )


def _case(part: Part, marks: Path) -> Case:
    name = marks.name.removesuffix(_MARKS)
    (article,) = (one for one in marks.parent.glob(f"{name}.*") if one != marks)
    return Case(name, part, article, marking(marks.read_text(encoding="utf-8")))
