"""What the review desk's tests share: a dialogue with a history, a small journal, and a way in."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientSession, DummyCookieJar
from multidict import CIMultiDictProxy
from yarl import URL

from bot.data import catalogue_folders
from bot.journal.port import JournalFault
from bot.journal.sqlite import open_for_reading, open_journal
from bot.procedure.events import Event, PointDropped, PointKind, PointNoted
from bot.procedure.values import Words
from bot.review.desk_application import DeskOptions, ReviewDesk
from bot.review.desk_server import answering, listen
from tests.journal.examples import STORY, tell
from tests.patience import PATIENCE
from tests.rehearsal.conftest import play
from tests.review.dialogue_history import write_history

NOW = 1_950_000_000_000

REHEARSALS = ("drafting", "task-force", "over-days", "drafting")
DIALOGUE = "the-rehearsal-dialogue-one-page"

PAGES = (
    "/",
    f"/dialogue/history/{DIALOGUE}",
    *(f"/meeting/history/{DIALOGUE}-{number}" for number in (1, 3)),
    *(f"/transcript/history/{DIALOGUE}-{number}" for number in (1, 3)),
    "/search?q=a*",
    "/search?q=мы",
    "/verification",
    f"/history/floor-by-person?dialogue={DIALOGUE}",
    f"/history/attendance?dialogue={DIALOGUE}",
)
"""Every kind of page over the history; its third meeting goes over days."""


@pytest.fixture(scope="session")
def told_history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four rehearsals as one dialogue, played once, also where the tests run in two processes."""
    base = tmp_path_factory.getbasetemp()
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made, done = common / "history.db", common / "history.json"
    with closing(
        sqlite3.connect(common / "desk.lock", timeout=PATIENCE, isolation_level=None)
    ) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if not done.exists():
            played = {name: play(name, common / f"for-desk-{name}") for name in set(REHEARSALS)}
            assert all(each["code"] == 0 for each in played.values()), played
            paths = [common / f"for-desk-{name}" / "cochair.db" for name in REHEARSALS]
            done.write_text(json.dumps(asyncio.run(write_history(paths, made, (8, 6, 1, 8)))))
    return made


@pytest.fixture
def history(told_history: Path, tmp_path: Path) -> Path:
    """A copy of its own, so that a test may spoil it."""
    copy = tmp_path / "history.db"
    shutil.copy(told_history, copy)
    return copy


def undertaken(number: int, text: str, owner: str | None, due: int | None) -> PointNoted:
    who = None if owner is None else Words(owner)
    return PointNoted(number, PointKind.UNDERTAKING, None, "101", Words(text), None, who, due)


UNDERTAKEN = (
    undertaken(1, "A list of visas", "both city halls", NOW + 1),
    undertaken(2, "A <b>ferry</b>", "Ann", NOW - 1),
    undertaken(3, "Письма — the letters", "Вера", None),
    undertaken(4, "Nothing any more", "Ann", NOW - 1),
    PointDropped(4),
    PointNoted(5, PointKind.AGREEMENT, None, "101", Words("Agreed, not undertaken")),
)
STORY_WITH_UNDERTAKINGS = (*STORY[:-1], *UNDERTAKEN, STORY[-1])


async def write(path: Path, events: Sequence[Event] = STORY) -> Path:
    """A journal with one small meeting."""
    journal = await open_journal(path)
    assert not isinstance(journal, JournalFault)
    await tell(journal, events)
    await journal.close()
    return path


@dataclass(frozen=True)
class Answer:
    """What the desk answered."""

    status: int
    headers: CIMultiDictProxy[str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


class Visitor:
    """A browser as far as the desk sees one, over a real socket."""

    def __init__(self, desk: ReviewDesk, client: ClientSession, port: int) -> None:
        self.desk = desk
        self.port = port
        self.cookies: dict[str, str] = {}
        self._client = client

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        sent = {"Cookie": self.cookie, **(headers or {})}
        address = URL(f"http://127.0.0.1:{self.port}{path}")
        async with self._client.request(
            method, address, headers=sent, allow_redirects=False
        ) as answer:
            self.cookies |= {name: cookie.value for name, cookie in answer.cookies.items()}
            return Answer(answer.status, answer.headers, await answer.read())

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return await self.ask("GET", path, headers)

    async def page(self, path: str, language: str = "en") -> str:
        """A page that must be there."""
        self.cookies[f"cochair-language-{self.port}"] = language
        answer = await self.get(path)
        assert answer.status == 200, (path, answer.status, answer.text[-400:])
        return answer.text

    async def raw(self, sent: bytes) -> bytes:
        """What comes back to these very bytes, until the desk closes the connection."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(sent)
        await writer.drain()
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        return answer


@asynccontextmanager
async def opened(*paths: Path, cookie: bool = True, language: str = "en") -> AsyncIterator[Visitor]:
    readers = []
    for path in paths:
        reader = await open_for_reading(path)
        assert not isinstance(reader, JournalFault), reader
        readers.append((path, reader))
    taken = listen(None)
    port = taken.getsockname()[1]
    options = DeskOptions(language, "UTC", catalogue_folders(), port, lambda: NOW)
    desk = ReviewDesk(readers, options)
    try:
        async with answering(desk, taken), ClientSession(cookie_jar=DummyCookieJar()) as client:
            visitor = Visitor(desk, client, port)
            if cookie:
                visitor.cookies[f"cochair-desk-{port}"] = desk.key.cookie
            yield visitor
    finally:
        await desk.close()
