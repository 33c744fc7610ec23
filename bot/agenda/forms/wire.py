"""An article or a fault as bytes, between the process that reads and the one that asked; and back."""

from __future__ import annotations

import json
from dataclasses import asdict

from bot.agenda.article import Article, Block, BlockKind
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind


def as_json(found: Article | ReadingFault) -> bytes:
    """The value as JSON."""
    if isinstance(found, ReadingFault):
        value: object = {"fault": found.kind.value, "facts": dict(found.facts)}
    else:
        value = asdict(found)
    return json.dumps(value).encode("ascii")


def from_json(data: bytes) -> Article | ReadingFault:
    """The value that `as_json` wrote. ValueError, KeyError or TypeError for what it didn't write."""
    value = json.loads(data)
    if "fault" in value:
        return ReadingFault(ReadingFaultKind(value["fault"]), value["facts"])
    blocks = (Block(b["number"], b["text"], BlockKind(b["kind"])) for b in value.pop("blocks"))
    return Article(tuple(blocks), **value)
