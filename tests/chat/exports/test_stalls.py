"""Nobody can hold the bot up by what they type: how long the loop is busy without a break while hostile
texts are read, in every place, is compared with plain ones of the same length in the same run.

Counted is the processor time of the loop's own thread between two chances for others, the simulated
Discord's share included, so that a busy machine makes no difference.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.procedure.formats import Enforcement
from bot.procedure.minutes.minutes_rules import POINT_LENGTH
from bot.workers import Limits, Workers
from tests.chat.stage import Stage, say, stage, texts
from tests.hostile import repeated

HOSTILE = (
    "1 ", "1\u00a0", "(", "[](", "a.", "A. ", "i", " ", "\u202e", "e\u0301", "@a ", "<@1>", "&#1;",
    "\n> ", "**_~~`", "xn--a ", "www.a.com ", "anna ", "Аа", "\u200d", "-", "\t", "😀", "|",
    "http://a@b.c ",
)  # fmt: skip
PLAIN = "We could meet on the ferry. "
LONGEST = 4000
"""What the holder of a subscription may write on Discord at once."""


class Stalls:
    """The longest time in which the loop's thread worked without a break, by a clock."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.longest = 0.0

    @contextmanager
    def watched(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        self.longest, last = 0.0, self.clock()
        handle: list[asyncio.TimerHandle] = []

        def tick() -> None:
            nonlocal last
            now = self.clock()
            self.longest, last = max(self.longest, now - last), now
            handle[:] = [loop.call_later(0.001, tick)]

        tick()
        try:
            yield
            tick()
        finally:
            handle[0].cancel()


async def stall(work: Awaitable[object], clock: Callable[[], float] = time.thread_time) -> float:
    stalls = Stalls(clock)
    with stalls.watched():
        await work
    return stalls.longest


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, enforcement=Enforcement.HOLD, errors=True) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        yield it


async def in_turn(it: Stage, text: str) -> None:
    if it.free():
        await it.give_floor("anna_e")
    sent = await it.send(it.member["anna_e"], text)
    await it.shown()
    assert await it.journal.contribution(it.meeting.id, str(sent.id)) is not None


async def out_of_turn(it: Stage, text: str) -> None:
    sent = await it.send(it.member["boris_e"], text)
    await it.shown()
    assert sent.id not in {each.id for each in it.channel.history()}


async def in_a_note(it: Stage, text: str) -> None:
    await it.type(it.member["tom_w"], "floor ask", note=text[:200])
    assert it.meeting.requests
    await it.shown()
    await it.type(it.member["tom_w"], "floor withdraw")
    assert not it.meeting.requests


async def in_an_item(it: Stage, text: str) -> None:
    last = it.meeting.agenda[-1]
    form = await it.organizer.slash(it.channel, "agenda edit", item=last.key)
    filled = {"title_en": "T" + text[:99], "question_en": "Q" + text[:999], "minutes": "10"}
    assert await it.fill(it.organizer, form, **filled) == say("en", "item-edited")
    await it.shown()


async def in_a_search(it: Stage, text: str) -> None:
    await it.type(it.member["tom_w"], "record search", words="a" + text[:99])


async def in_a_point(it: Stage, text: str) -> None:
    chair = it.member["chair_w"]
    filled = {"kind": ["agreement"], "text": text[:POINT_LENGTH], "owner": text[:100]}
    form = await chair.slash(it.channel, "record note")
    assert await it.fill(chair, form, **filled, due=text[:10]) == say("en", "refusal-bad-day")
    form = await chair.slash(it.channel, "record note")
    assert await it.fill(chair, form, **filled, due="") == say("en", "point-noted")
    await it.shown()


async def as_an_article(it: Stage, text: str) -> None:
    form = await it.member["chair_w"].slash(it.channel, "agenda propose")
    await it.fill(it.member["chair_w"], form, text=text)
    await it.shown()


PLACES: dict[str, Callable[[Stage, str], Awaitable[None]]] = {
    "in one's turn": in_turn,
    "out of turn": out_of_turn,
    "a note": in_a_note,
    "an item of the agenda": in_an_item,
    "a search": in_a_search,
    "a point for the minutes": in_a_point,
    "a pasted article": as_an_article,
}


async def test_a_stall_is_noticed() -> None:
    async def busy() -> None:
        end = time.thread_time() + 0.2
        while time.thread_time() < end:
            pass

    assert await stall(busy()) >= 0.2 > await stall(asyncio.sleep(0.2))


@pytest.mark.parametrize("place", PLACES)
async def test_no_text_holds_the_bot_up(it: Stage, place: str) -> None:
    put = PLACES[place]
    await put(it, repeated(PLAIN, LONGEST))  # what is made once is made
    plain = max([await stall(put(it, repeated(PLAIN, LONGEST))) for _ in range(3)])
    for kind in HOSTILE:
        text = "a" + repeated(kind, LONGEST - 2) + "!"
        hostile = min([await stall(put(it, text)) for _ in range(2)])
        if hostile > 2 * plain + 0.02:
            hostile = min([await stall(put(it, text)) for _ in range(4)])
        assert hostile <= 2 * plain + 0.02, f"{kind!r}: {hostile:.3f} s, plain {plain:.3f} s"


# Exports -------------------------------------------------------------------------------------------

HARD = ("1 ", "1\u00a0", "i", "A. ", "a.a@")
"""What once cost an export seconds in one expression, while nothing else could go on."""


async def ask(it: Stage, form: str) -> str:
    shown = await it.member["chair_w"].slash(
        it.channel, "record export", attribution="chatham-house", format=form
    )
    first = shown.response.message
    messages = [*([] if first is None else [first]), *(each.message for each in shown.followups)]
    return "\n".join(map(texts, messages))


@pytest.mark.parametrize("form", ["md", "docx"])
async def test_no_export_holds_the_bot_up(it: Stage, form: str) -> None:
    """By the real clock: what another thread does in one piece stops the loop too."""
    plain = max([await stall(ask(it, form), time.monotonic) for _ in range(2)])
    for kind in HARD:
        for _ in range(2):
            await in_turn(it, repeated(kind, LONGEST))
    hostile = min([await stall(ask(it, form), time.monotonic) for _ in range(3)])
    assert hostile <= 2 * plain + 0.05, f"{hostile:.3f} s, plain {plain:.3f} s"


async def test_an_export_that_takes_too_long_is_told_so(tmp_path: Path) -> None:
    workers = Workers(Limits(seconds=0.001))
    async with stage(tmp_path, enforcement=Enforcement.HOLD, workers=workers) as it:
        await it.in_discussion()
        assert say("en", "refusal-export-too-heavy") in await ask(it, "md")
        await it.close()
        assert it.heard("minutes-too-heavy", "en")
    assert workers.processes == ()
