"""How many appends a second a journal takes here: `python -m tests.journal.bench_append [FOLDER]`.

Measured on whatever disk FOLDER is on; a disk that lies about flushing gives a fine number.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from tests.journal.examples import RU, convened, said


async def main(folder: Path, appends: int = 2_000) -> None:
    journal = await open_journal(folder / "cochair.db")
    if isinstance(journal, JournalFault):
        sys.exit(journal.kind)
    await journal.append("trust-1", 0, 0, None, [convened()])
    for part in range(4):
        begun = time.perf_counter()
        for nth in range(appends // 4):
            seq = 1 + part * (appends // 4) + nth
            await journal.append("trust-1", seq, seq, "101", [said(f"{seq}", RU * 8)])
        took = time.perf_counter() - begun
        print(f"appends {part * appends // 4 + 1} and on: {appends / 4 / took:.0f} a second")
    begun = time.perf_counter()
    read = len(await journal.read("trust-1"))
    print(f"{read} events read in {time.perf_counter() - begun:.2f} s")
    await journal.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as temporary:
        asyncio.run(main(Path(temporary)))
