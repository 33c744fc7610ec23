"""The desk put together: repositories, wording, handlers and access control as one web application.

What must not live here: what a page says, who may come in, SQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from bot.data import Locales
from bot.journal.sqlite_reader import SqliteReader
from bot.procedure.values import Instant
from bot.review.access_control import AccessControl, OneTimeKey, add_headers
from bot.review.access_pages import AccessPages
from bot.review.desk_handlers import DeskHandlers
from bot.review.desk_wording import wordings
from bot.review.journal_repository import JournalRepository


@dataclass(frozen=True)
class DeskOptions:
    """How the desk is to be: the language it begins in, the zone of its times, the catalogues, the port
    it listens on, and what tells the present moment."""

    language: str
    zone: str
    locales: Locales
    port: int
    now: Callable[[], Instant] = field(repr=False)


class ReviewDesk:
    """The desk over these journals, whose readers belong to it from here on. Close it.

    ValueError for a zone that nobody knows.
    """

    def __init__(self, readers: Sequence[tuple[Path, SqliteReader]], options: DeskOptions) -> None:
        self.key = OneTimeKey()
        self.journals: dict[str, JournalRepository] = {}
        self._options = options
        self._wordings = wordings(options.zone, options.locales)
        for path, reader in readers:
            name = named(path, self.journals)
            self.journals[name] = JournalRepository.of(name, path, reader)

    def application(self) -> web.Application:
        options = self._options
        pages = AccessPages(options.locales, options.language)
        access = AccessControl(self.key, options.port, pages)
        handlers = DeskHandlers(
            self.journals, self._wordings, options.language, options.now, options.port
        )
        app = web.Application(middlewares=[access.check, handlers.catch])
        app.add_routes(handlers.routes())
        app.on_response_prepare.append(add_headers)
        return app

    async def close(self) -> None:
        """Let go of every file."""
        for journal in self.journals.values():
            await journal.close()


def named(path: Path, taken: dict[str, JournalRepository]) -> str:
    """What the file is called in addresses: plain letters, and no name twice."""
    plain = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "journal"
    nth, name = 2, plain
    while name in taken:
        name, nth = f"{plain}-{nth}", nth + 1
    return name
