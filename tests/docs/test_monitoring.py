"""docs/monitoring.md against the code: what is asked, and the fields of a line of the log."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from bot.monitoring.health import Health, JournalProbe
from bot.observer import ConnectionStanding
from tests.docs.draw import ROOT
from tests.docs.tables import table

PAGE = ROOT / "docs" / "monitoring.md"
LEVELS = {"debug", "info", "warning", "error", "critical"}
ALWAYS = {"timestamp", "level", "logger", "event"}


def fields() -> Iterator[str]:
    """What Cochair's own lines name: the keywords of each call of a logger."""
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="log"), attr=attr)) if (
                    attr in LEVELS
                ):
                    yield from (word.arg for word in node.keywords if word.arg is not None)


def test_every_field_of_the_log_is_in_the_table_and_no_other() -> None:
    listed = {row[0].strip("`") for row in table(PAGE, "field")}
    # `without_words` gives two of them, a traceback is rendered, and a context is bound.
    made = (set(fields()) - {"exc_info"}) | {"at", "kinds", "exception", "meeting"}
    assert listed == ALWAYS | made


async def test_every_check_is_in_the_table(tmp_path: Path) -> None:
    journal = await open_journal(tmp_path / "cochair.db")
    assert not isinstance(journal, JournalFault)
    groups = Health(JournalProbe(journal, lambda: 0.0), ConnectionStanding, lambda: 0.0).groups
    await journal.close()
    listed = [row[0].strip("`") for row in table(PAGE, "address")]
    assert listed == [f"/{group}/{name}" for group, checks in groups.items() for name in checks]
