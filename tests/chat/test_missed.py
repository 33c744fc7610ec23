"""A history is judged by the states of its meeting, those that came about while it was read included."""

from __future__ import annotations

from bot.chat.missed import Past
from bot.procedure import commands as c
from bot.procedure.values import SECOND
from tests.procedure.samples import CHAIR_E
from tests.test_roundtables import Hand


async def test_the_past_does_not_end_where_the_reading_began() -> None:
    hand = Hand()
    lane = await hand.opened()
    opened = hand.now
    past = Past(await hand.journal.read(lane.meeting.id), lane)
    hand.now += 5 * SECOND
    await lane.give(c.Pause(CHAIR_E))
    hand.now += 5 * SECOND
    before = await past.as_of(opened + SECOND)
    assert before is not None
    assert (before.status, before.floor) != (lane.meeting.status, lane.meeting.floor)
    assert await past.as_of(hand.now) == lane.meeting
    lane.stop_clock()
