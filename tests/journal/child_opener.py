"""A process that tries to open a journal in each way and prints what it got: run as another user.

`python -m tests.journal.child_opener PATH` prints three words: to write, to read, to verify.
"""

from __future__ import annotations

import asyncio
import sys

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_for_reading, open_journal
from bot.journal.verify import verify


async def main(path: str) -> None:
    for opener in (open_journal, open_for_reading):
        journal = await opener(path)
        if isinstance(journal, JournalFault):
            print(journal.kind)
        else:
            print(f"read-{len(await journal.read('trust-1'))}")
            await journal.close()
    report = verify(path)
    print("sound" if report.sound else report.fault)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
