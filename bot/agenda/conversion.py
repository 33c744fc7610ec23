"""Bytes -> article in a process of its own, so that the bot answers meanwhile and a hostile file can be
ended (`bot.workers`).

What must not live here: opening files or addresses, knowing any form.
"""

from __future__ import annotations

import json

from bot.agenda.article import Article
from bot.agenda.forms import ArticleForm, form_of, read_bytes
from bot.agenda.forms.wire import as_json, from_json
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind
from bot.workers import Limits, Overrun, Workers, WorkFailed

SMALL = 10_000
"""Bytes: a plain text up to this is read at once, in milliseconds, whatever it says."""
MEMORY = 1 << 30
"""Bytes of address space. A page of newspaper takes a tenth of it."""
_TOO_HEAVY = ReadingFault(ReadingFaultKind.TOO_HEAVY)


class Converter:
    """Reads articles; each gets `seconds` before it is given up. `workers` None: some of its own."""

    def __init__(self, workers: Workers | None = None, *, seconds: float = 20.0) -> None:
        self._workers = workers or Workers()
        self._limits = Limits(seconds, MEMORY)

    async def convert(
        self, data: bytes, name: str | None = None, content_type: str | None = None
    ) -> Article | ReadingFault:
        """What `read_bytes` says; TOO_HEAVY where it takes too long, too much memory, or breaks down."""
        if _is_light(data, name, content_type):
            return read_bytes(data, name, content_type)
        asked = json.dumps({"name": name, "content_type": content_type}).encode()
        try:
            answer = await self._workers.ask(read, asked + b"\n" + data, self._limits)
            # In JSON: what reads PDF is native code, so not even its answer is believed.
            return _TOO_HEAVY if isinstance(answer, Overrun) else from_json(answer)
        except (WorkFailed, ValueError, KeyError, TypeError):
            return _TOO_HEAVY


def read(data: bytes) -> bytes:
    """Runs in the process: a line of JSON with name and content type, then the bytes."""
    head, _, data = data.partition(b"\n")
    asked = json.loads(head)
    return as_json(read_bytes(data, asked["name"], asked["content_type"]))


def _is_light(data: bytes, name: str | None, content_type: str | None) -> bool:
    if len(data) > SMALL or data.startswith(b"PK"):
        return False
    form = form_of(data, name, content_type)
    return isinstance(form, ReadingFault) or form is ArticleForm.TEXT
