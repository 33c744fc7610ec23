"""Meetings as an edition of the rules decided them, kept so that a change of the rules is noticed.

`python -m tests.procedure.golden` writes those of the present edition: when it is new, and never again
once a release has carried it.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path

from bot.data import config_files
from bot.format_files import load_format
from bot.journal.codec import decode, encode
from bot.procedure.edition import EDITION
from bot.procedure.events import Recorded
from bot.procedure.formats import Format
from bot.simulation.play import play

FOLDER = Path(__file__).parent


def kept(edition: int) -> Path:
    return FOLDER / f"edition-{edition}.jsonl.xz"


def meetings(edition: int) -> Iterator[tuple[Recorded, ...]]:
    """The meetings that were kept of an edition."""
    for line in lzma.decompress(kept(edition).read_bytes()).decode().splitlines():
        yield tuple(
            Recorded("golden-1", seq, at, actor, decode(kind, version, payload, texts))
            for seq, (at, actor, kind, version, payload, texts) in enumerate(json.loads(line), 1)
        )


def written() -> Iterator[str]:
    """A line to each of the shipped formats: a short meeting with invented delegates."""
    for path in config_files("formats", ".toml"):
        form = load_format(path)
        assert isinstance(form, Format)
        rows = []
        for record in play(form, people=6, items=2, minutes=8, seed=3).records:
            made = encode(record.event, lambda: bytes(32))
            texts = {text.field: text.text for text in made.texts}
            rows.append([record.at, record.actor, made.kind, made.version, made.payload, texts])
        yield json.dumps(rows, ensure_ascii=False)


if __name__ == "__main__":
    kept(EDITION).write_bytes(lzma.compress("\n".join(written()).encode(), preset=9))
