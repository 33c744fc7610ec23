"""A history is judged by the states of its meeting, those that came about while it was read included."""

from __future__ import annotations

from pathlib import Path

from bot.chat.messages.missed_messages import Past
from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from bot.procedure import commands as c
from bot.procedure.values import SECOND
from tests.procedure.samples import CHAIR_E
from tests.test_roundtables import Hand


async def test_the_past_does_not_end_where_the_reading_began(tmp_path: Path) -> None:
    journal = await open_journal(tmp_path / "cochair.db")
    assert not isinstance(journal, JournalFault)
    hand = Hand(journal)
    runner = await hand.opened()
    opened = hand.now
    past = Past(await hand.journal.read(runner.meeting.id), runner)
    hand.now += 5 * SECOND
    await runner.give(c.Pause(CHAIR_E))
    hand.now += 5 * SECOND
    before = await past.as_of(opened + SECOND)
    assert before is not None
    assert (before.status, before.floor) != (runner.meeting.status, runner.meeting.floor)
    assert await past.as_of(hand.now) == runner.meeting
    await hand.tables.close()
    await journal.close()
