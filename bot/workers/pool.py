"""The processes for heavy work: started for one piece of work each, watched, and ended.

A process of its own holds nothing up here, whatever text it is given; it can be killed; and it forgets
everything. What people said goes through pipes only, never into arguments, the environment or a log.
"""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

import structlog

import bot

log = structlog.get_logger(__name__)

_P = ParamSpec("_P")
_T = TypeVar("_T")

_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP")
"""What a process gets of our environment. The token stands in it, which is none of its business."""
DONE, FAILED = b"+", b"-"
"""What an answer begins with: the result follows, or the kinds and places of an exception."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a piece of work may use: seconds until it is given up, and bytes of address space."""

    seconds: float = 240.0
    memory: int = 2 << 30


@dataclass(frozen=True, slots=True)
class Overrun:
    """The work took too long or too much memory, broke its process, or was ended with the bot."""


class WorkFailed(RuntimeError):
    """An exception in the process: a bug. `kinds` and `places` say as much of it as a log may hold."""

    def __init__(self, kinds: list[str], places: list[str]) -> None:
        super().__init__(", ".join(kinds))
        self.kinds = kinds
        self.places = places


class Workers:
    """Does `at_once` pieces of heavy work at one time, each within `limits`; others wait."""

    def __init__(self, limits: Limits = Limits(), *, at_once: int = 2) -> None:
        self._limits = limits
        self._free = asyncio.Semaphore(at_once)
        self._running: set[Process] = set()
        self._stopped = False

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of those that run now."""
        return tuple(process.pid for process in self._running)

    async def call(
        self, function: Callable[_P, _T], *given: _P.args, **named: _P.kwargs
    ) -> _T | Overrun:
        """What the function gives, called in a process. It stands at the top of a module of bot.

        Its result is believed, so this is not for work that hands strangers' bytes to native code; that
        asks for bytes and looks at them (`ask`). Raises WorkFailed if the function raises anything.
        """
        # A long meeting has a long record; written in a thread, in pure Python, it holds nobody up.
        data = await asyncio.to_thread(pickle.dumps, (function, given, named))
        answer = await self.ask(called, data)
        return answer if isinstance(answer, Overrun) else pickle.loads(answer)  # noqa: S301

    async def ask(
        self, function: Callable[[bytes], bytes], data: bytes, limits: Limits | None = None
    ) -> bytes | Overrun:
        """What the function makes of the bytes, in a process. See `call`; nothing is believed here."""
        limits = limits or self._limits
        async with self._free:
            if self._stopped:
                return Overrun()
            answer = await self._done(limits, function, data)
        kind, result = answer[:1], answer[1:]
        if kind == FAILED:
            told = json.loads(result)
            log.error("work failed", where=function.__qualname__, **told)
            raise WorkFailed(told["kinds"], told["at"])
        return result if kind == DONE else Overrun()

    def stop(self) -> None:
        """End whatever is under way; nothing is begun any more."""
        self._stopped = True
        for process in self._running:
            if process.returncode is None:
                process.kill()

    async def _done(self, limits: Limits, function: Callable[[bytes], bytes], data: bytes) -> bytes:
        """What the process said; nothing if it had to be ended."""
        asked = {
            "module": function.__module__,
            "function": function.__qualname__,
            "seconds": limits.seconds,
            "memory": limits.memory,
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "bot.workers",
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=_environment(),
        )
        self._running.add(process)
        try:
            if self._stopped:  # while it was being started
                return b""
            async with asyncio.timeout(limits.seconds):
                answer, _ = await process.communicate(json.dumps(asked).encode() + b"\n" + data)
        except TimeoutError:
            return b""
        finally:
            await _ended(process)
            self._running.discard(process)
        return answer if process.returncode == 0 else b""


def called(data: bytes) -> bytes:
    """Runs in the process: what `Workers.call` was asked for."""
    function, given, named = pickle.loads(data)  # noqa: S301 - written by `call`
    return pickle.dumps(function(*given, **named))


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
