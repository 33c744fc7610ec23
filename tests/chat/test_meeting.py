"""A meeting as people hold it: every button and command, on a simulated Discord."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chat.stage import stage, texts


@pytest.fixture
async def table(tmp_path: Path):
    async with stage(tmp_path) as it:
        yield it


async def test_convening_posts_the_card(table) -> None:
    result = await table.convene()
    print(result.response and result.response.content, table.env.http_requests[-6:])
    print(texts(table.card))
    await table.seat_all()
    print(texts(table.card))
    await table.press(table.member["chair_e"], "open")
    print([texts(m) for m in table.channel.history()])
    assert table.meeting.floor is not None
