"""How long it takes to prove a journal: `python -m tests.journal.bench_verify [EVENTS]`.

One meeting of so many events, nine out of ten of them contributions. Chain, and chain and course.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from bot.journal.verification import verify
from bot.procedure import commands as c
from bot.procedure.events import Recorded
from bot.procedure.values import SECOND, Words
from tests.journal.meetings import SAID, write
from tests.procedure import samples as s

MESSAGES_IN_A_TURN = 20


def long_meeting(events: int) -> list[Recorded]:
    room = s.Room().in_discussion()
    speakers = [s.ANNA, s.TOM, s.BORIS, s.URSULA]
    while len(room.records) < events:
        person = speakers[room.state.last_turn % len(speakers)]
        room.after(1).do(c.Grant(s.CHAIR_E, person, sure=True))
        for _ in range(MESSAGES_IN_A_TURN):
            room.now += SECOND // 2
            room.do(c.Say(person, str(len(room.records)), Words(SAID)))
        room.after(1).do(c.Yield(person))
    return room.records


def main(events: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cochair.db"
        asyncio.run(write(path, long_meeting(events)))
        for course in (False, True):
            begun = time.process_time()
            report = verify(path, course=course)
            took = time.process_time() - begun
            assert report.sound and report.lawful
            what = "chain and course" if course else "chain"
            print(f"{report.meetings[0].events} events, {what}: {took:.2f} s of CPU")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
