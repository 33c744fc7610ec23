"""A process that tries to open a journal in each way and says what it got.

`python -m tests.journal.child_opener PATH` prints three words: to write, to read, to verify.
"""

from __future__ import annotations

import asyncio
import sys

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_for_reading, open_journal
from bot.journal.verification import verify


async def what_opens(path: str) -> list[str]:
    found: list[str] = []
    for opener in (open_journal, open_for_reading):
        journal = await opener(path)
        if isinstance(journal, JournalFault):
            found.append(str(journal.kind))
        else:
            found.append(f"read-{len(await journal.read('trust-1'))}")
            await journal.close()
    report = verify(path)
    return [*found, "sound" if report.sound else str(report.fault)]


if __name__ == "__main__":
    print(*asyncio.run(what_opens(sys.argv[1])))
