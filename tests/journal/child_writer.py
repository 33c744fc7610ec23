"""A process that appends without end and says so: run by tests that kill it.

`python -m tests.journal.child_writer PATH` prints "MEETING SEQ" once that append has returned.
"""

from __future__ import annotations

import asyncio
import sys

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from tests.journal.examples import STORY, convened, said


async def main(path: str) -> None:
    journal = await open_journal(path)
    if isinstance(journal, JournalFault):
        sys.exit(journal.kind)

    async def talk(number: int) -> None:
        meeting = f"trust-{number}"
        begun = (convened(number), *STORY[1:5], *STORY[6:8])  # up to the first turn
        await journal.append(meeting, 0, 0, "101", begun)
        seq = len(begun)
        while True:
            events = [said(f"9{seq + nth}", f"слово {seq + nth} " * 40) for nth in range(3)]
            result = await journal.append(meeting, seq, seq, "101", events)
            assert isinstance(result, tuple)
            seq = result[-1].seq
            print(meeting, seq, flush=True)

    await asyncio.gather(talk(1), talk(2))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
