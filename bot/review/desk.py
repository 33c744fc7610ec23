"""The desk put together: Datasette over the journals, with our templates, routes, queries and gate.

`plugin` is what Datasette calls; `pages` answers. What must not live here: what a page says, SQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any

from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.plugins import pm  # type: ignore[import-untyped]

from bot.data import Locales
from bot.journal.reading import SqliteReader
from bot.review import plugin
from bot.review.gate import Gate, Key
from bot.review.letters import Letters
from bot.review.pages import Pages
from bot.review.proof import Proofs
from bot.review.queries import TABLES
from bot.review.source import JournalDatabase, OwnDatabase, Source
from bot.review.wording import LANGUAGES, Wording, wording

SETTINGS = {
    "allow_csv_stream": False,
    "allow_download": False,
    "allow_facet": False,
    "allow_signed_tokens": False,
    "default_allow_sql": False,
    "default_cache_ttl": 0,
    "max_returned_rows": 100_000,
    "num_sql_threads": 2,
    "sql_time_limit_ms": 20_000,
    "suggest_facets": False,
    "template_debug": False,
    "trace_debug": False,
}
"""Datasette's own settings: nothing but the canned queries, and time enough for a large file."""


UNWANTED = (
    # Runs whatever another handler answers, and prints the values of variables: people's words.
    "datasette.handle_exception",
    "datasette.forbidden",
    "datasette.actor_auth_cookie",
    "datasette.blob_renderer",
    "datasette.default_menu_links",
    "datasette.default_permissions",
    "datasette.facets",
    "datasette.publish.cloudrun",
    "datasette.publish.heroku",
)
"""Plugins of Datasette's own that the desk does without. So it does without all that others bring:
what is installed beside us has no business at this desk."""


@dataclass(frozen=True)
class Wishes:
    """How the desk is to be: the language it begins in, the zone of its times, and the catalogues."""

    language: str
    zone: str
    locales: Locales
    port: int
    now: Callable[[], int] = field(repr=False, default=lambda: 0)


OWN = "_internal"
"""What Datasette calls its own database."""


class Desk(Datasette):  # type: ignore[misc]
    """Datasette, which knows whose desk it is. Close it."""

    def __init__(self, readers: Sequence[tuple[Path, SqliteReader]], wishes: Wishes) -> None:
        prepare_datasette()
        self.wishes = wishes
        self.key = Key()
        self.sources: dict[str, Source] = {}
        for path, reader in readers:
            name = named(path, self.sources)
            database = JournalDatabase(self, str(path), is_mutable=True)
            self.sources[name] = Source(name, path, database, reader, Proofs(path))
        self.wordings: dict[str, Wording] = {
            language: wording(language, wishes.zone, wishes.locales) for language in LANGUAGES
        }
        self.pages = Pages(self.sources, self.wordings, wishes.language, wishes.now, wishes.port)
        # All of that comes first: Datasette's constructor already asks for the routes and the gate.
        super().__init__(
            files=[],
            cache_headers=False,
            settings=SETTINGS,
            template_dir=str(Path(__file__).parent / "templates"),
            metadata={
                "allow_sql": False,
                "databases": {
                    name: {
                        "allow_sql": False,
                        "queries": {key: {"sql": sql} for key, sql in TABLES.items()},
                    }
                    for name in self.sources
                },
            },
        )
        self.remove_database("_memory")
        self.remove_database(OWN)
        self._own = self.add_database(OwnDatabase(self, memory_name=token_hex()), name=OWN)
        for name, source in self.sources.items():
            self.add_database(source.database, name=name)

    def gate(self, app: Any) -> Gate:
        """The gate around the application."""
        letters = Letters(self.wishes.locales, self.wishes.language)
        paths = [re.compile(pattern) for pattern, _ in self.pages.routes()]
        tables = "|".join(map(re.escape, TABLES))
        paths += [re.compile(rf"/{re.escape(n)}/({tables})") for n in self.sources]
        return Gate(app, self.key, self.wishes.port, letters, paths)

    async def close(self) -> None:
        """Let go of every file."""
        for source in self.sources.values():
            await source.reader.close()
        if self.executor is not None:
            self.executor.shutdown(wait=True)
        for database in (self._own, *(source.database for source in self.sources.values())):
            database.close()


def prepare_datasette() -> None:
    """Let our plugin be what Datasette calls in this process, and no other that could do harm."""
    strangers = [stranger for stranger, _ in pm.list_plugin_distinfo()]
    unwanted = (pm.get_plugin(name) for name in UNWANTED)
    for each in (*strangers, *unwanted):
        if each is not None and pm.is_registered(each):
            pm.unregister(each)
    if not pm.is_registered(plugin):
        pm.register(plugin, plugin.__name__)


def named(path: Path, taken: dict[str, Source]) -> str:
    """What the file is called in addresses: plain letters, and no name twice."""
    plain = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "journal"
    nth, name = 2, plain
    while name in taken:
        name, nth = f"{plain}-{nth}", nth + 1
    return name
