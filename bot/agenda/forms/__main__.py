"""One article read in a process that may be ended at any moment: bytes on the standard input stream,
JSON on the standard output stream. `bot.agenda.reader` starts it.

It may not have much memory or time, and write no file. It says nothing but the answer: a traceback could
hold words of the article.
"""

from __future__ import annotations

import json
import os
import sys

from bot.agenda.forms import read_bytes
from bot.agenda.forms.wire import as_json
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind

MEMORY = 1 << 30
"""Bytes of address space. A page of newspaper takes a tenth of it."""


def confine(seconds: int) -> None:
    """Set what this process may use, where the system has such limits."""
    try:
        import resource
    except ModuleNotFoundError:
        return
    for limit, wanted in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        try:
            resource.setrlimit(limit, (most, most))
        except (OSError, ValueError):
            continue  # some systems know a limit and don't let it be set


def main() -> None:
    """A line of JSON says what is to come: {"name", "content_type", "seconds"}; then the bytes."""
    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    asked = json.loads(head)
    confine(asked["seconds"])
    sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
    try:
        found = read_bytes(data, asked["name"], asked["content_type"])
    except MemoryError:
        found = ReadingFault(ReadingFaultKind.TOO_HEAVY)
    sys.stdout.buffer.write(as_json(found))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
