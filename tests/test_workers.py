"""Heavy work in real processes: what it may use, how it ends, and what nobody else learns of it."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path

import pytest

from bot.workers import Limits, Overrun, Workers, WorkFailed
from tests.patience import PATIENCE

WORDS = "a word that nobody else may read"


def echo(text: str) -> tuple[str, int]:
    return text, os.getpid()


def surroundings(text: str) -> tuple[list[str], str, dict[str, str]]:
    command = Path(f"/proc/{os.getpid()}/cmdline")
    shown = command.read_text(encoding="utf-8") if command.exists() else ""
    return sys.argv, shown, dict(os.environ)


def for_ever() -> None:
    while True:
        pass


def too_much() -> int:
    return len(bytearray(1 << 30))


def fail(text: str) -> None:
    raise ValueError(text)


def stop_dead() -> None:
    os._exit(0)


def chatter(text: str) -> str:
    print(text)
    return text


def span() -> tuple[float, float]:
    begun = time.monotonic()
    time.sleep(0.3)
    return begun, time.monotonic()


async def test_it_is_done_in_another_process() -> None:
    workers = Workers()
    first, second = await workers.call(echo, WORDS), await workers.call(echo, WORDS)
    assert not isinstance(first, Overrun) and not isinstance(second, Overrun)
    assert first[0] == second[0] == WORDS
    assert len({first[1], second[1], os.getpid()}) == 3


async def test_nothing_but_the_pipe_has_the_words_and_the_token_is_not_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COCHAIR_TOKEN", "secret")
    told = await Workers().call(surroundings, WORDS)
    assert not isinstance(told, Overrun)
    assert WORDS not in str(told) and "secret" not in str(told)


async def test_what_takes_too_long_is_given_up_and_the_loop_goes_on() -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    ticking = asyncio.create_task(tick())
    assert await Workers(Limits(seconds=1)).call(for_ever) == Overrun()
    ticking.cancel()
    assert ticks > 10


@pytest.mark.skipif(
    sys.platform != "linux", reason="other systems have no such limit, or none that holds"
)
async def test_what_takes_too_much_memory_is_given_up() -> None:
    assert await Workers(Limits(memory=512 << 20)).call(too_much) == Overrun()
    assert await Workers().call(too_much) == 1 << 30


async def test_a_process_that_breaks_off_is_an_overrun() -> None:
    assert await Workers().call(stop_dead) == Overrun()


async def test_what_is_printed_is_not_taken_for_the_answer() -> None:
    assert await Workers().call(chatter, WORDS) == WORDS


async def test_a_bug_is_told_without_the_words() -> None:
    with pytest.raises(WorkFailed) as caught:
        await Workers().call(fail, WORDS)
    assert caught.value.kinds == ["ValueError"]
    assert any("fail" in place for place in caught.value.places)
    assert WORDS not in str(caught.value) + repr(caught.value.places)


async def test_there_are_never_more_at_once_than_were_allowed() -> None:
    workers = Workers(at_once=2)
    spans = await asyncio.gather(*(workers.call(span) for _ in range(5)))
    moments = [each for each in spans if not isinstance(each, Overrun)]
    assert len(moments) == 5
    for begun, _ in moments:
        assert sum(start <= begun < end for start, end in moments) <= 2


async def test_stopped_they_end_what_is_under_way_and_begin_nothing() -> None:
    workers = Workers(Limits(seconds=PATIENCE), at_once=1)
    running = [asyncio.create_task(workers.call(for_ever)) for _ in range(2)]
    while not workers.processes:
        await asyncio.sleep(0.01)
    number = workers.processes[0]
    workers.stop()
    assert await asyncio.gather(*running) == [Overrun(), Overrun()]
    assert await workers.call(echo, WORDS) == Overrun()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


async def test_whoever_gives_up_leaves_no_process() -> None:
    workers = Workers(Limits(seconds=PATIENCE))
    work = asyncio.create_task(workers.call(for_ever))
    while not workers.processes:
        await asyncio.sleep(0.01)
    number = workers.processes[0]
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
