"""One piece of work in a process that may be ended at any moment: what to do and its bytes on the
standard input stream, the answer on the standard output stream. `bot.workers.pool` starts it.

It may not have much memory or time, and write no file. It says nothing but the answer; of an exception
only the kinds and the places, since its message could hold people's words.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from math import ceil

from bot.incidents import without_words
from bot.workers.pool import DONE, FAILED

_NICENESS = 10
"""Whoever presses a button goes before."""


def confine(seconds: float, memory: int) -> None:
    """Set what this process may use, where the system has such limits."""
    try:
        import resource
    except ModuleNotFoundError:
        return
    # By its own alarm too, which nobody handles: whoever started it may be gone, or wait by the
    # simulated clock of a rehearsal.
    signal.setitimer(signal.ITIMER_REAL, seconds)
    for limit, wanted in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, ceil(seconds)),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        try:
            resource.setrlimit(limit, (most, most))
        except (OSError, ValueError):
            continue  # some systems know a limit and don't let it be set
    with suppress(OSError):  # a hardened unit may forbid it
        os.nice(_NICENESS)


def main() -> None:
    """A line of JSON says what to do: {"module", "function", "seconds", "memory"}; then the bytes."""
    # Whoever started it ends it; a signal to all of them together (Ctrl-C, a supervisor's) does not.
    for each in (signal.SIGINT, signal.SIGTERM):
        with suppress(OSError, ValueError):
            signal.signal(each, signal.SIG_IGN)
    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    asked = json.loads(head)
    confine(asked["seconds"], asked["memory"])
    answer, sys.stdout = sys.stdout.buffer, open(os.devnull, "w")  # noqa: PTH123, SIM115
    assert asked["module"].startswith("bot."), "only work of the bot's own"
    try:
        function = getattr(import_module(asked["module"]), asked["function"])
        said = DONE + function(data)
    except MemoryError:
        return
    except Exception as error:
        said = FAILED + json.dumps(without_words(error)).encode()
    answer.write(said)
    answer.flush()


if __name__ == "__main__":
    main()
