"""Bytes -> article in a process of its own, so that the bot answers meanwhile and a hostile file can be
ended: its memory and time are bounded (`bot.agenda.forms.__main__`), and after a deadline it is killed.

What must not live here: opening files or addresses, knowing any form.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path

import bot
from bot.agenda.article import Article
from bot.agenda.forms import Form, form_of, read_bytes
from bot.agenda.forms.wire import from_json
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind

SMALL = 20_000
"""Bytes: a plain text up to this is read at once, in milliseconds."""
_TOO_HEAVY = ReadingFault(ReadingFaultKind.TOO_HEAVY)
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP")
"""What the process gets of our environment. The token stands in it, which is none of its business."""


class Converter:
    """Reads articles, `at_once` of them at one time; each gets `seconds` before it is given up."""

    def __init__(self, *, seconds: float = 20.0, at_once: int = 2) -> None:
        self.seconds = seconds
        self._free = asyncio.Semaphore(at_once)

    async def convert(
        self, data: bytes, name: str | None = None, content_type: str | None = None
    ) -> Article | ReadingFault:
        """What `read_bytes` says; TOO_HEAVY where it takes too long, too much memory, or breaks down."""
        if _is_light(data, name, content_type):
            return read_bytes(data, name, content_type)
        async with self._free:
            return await self._elsewhere(data, name, content_type)

    async def _elsewhere(
        self, data: bytes, name: str | None, content_type: str | None
    ) -> Article | ReadingFault:
        asked = {
            "name": name,
            "content_type": content_type,
            "seconds": max(1, round(self.seconds)),
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "bot.agenda.forms",
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=_environment(),
        )
        try:
            async with asyncio.timeout(self.seconds):
                answer, _ = await process.communicate(json.dumps(asked).encode() + b"\n" + data)
        except TimeoutError:
            return _TOO_HEAVY
        finally:
            await _ended(process)
        try:
            return from_json(answer)
        except (ValueError, KeyError, TypeError):
            return _TOO_HEAVY


def _is_light(data: bytes, name: str | None, content_type: str | None) -> bool:
    if len(data) > SMALL or data.startswith(b"PK"):
        return False
    form = form_of(data, name, content_type)
    return isinstance(form, ReadingFault) or form is Form.TEXT


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    here = str(Path(bot.__file__).resolve().parent.parent)
    paths = [here, *(path for path in sys.path if path)]
    return {**kept, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths))}


async def _ended(process: Process) -> None:
    if process.returncode is None:
        process.kill()
        # Shielded: a caller who gives up must not leave a process behind.
        await asyncio.shield(process.wait())
