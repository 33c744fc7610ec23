"""What the command line's tests share: an empty folder to stand in, and a journal of one meeting."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from tests.journal.examples import tell


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, and no setting of whoever runs the tests."""
    for name in [name for name in os.environ if name.upper().startswith("COCHAIR_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def journal(folder: Path) -> Path:
    """cochair.db with the meeting trust-1."""
    path = folder / "cochair.db"

    async def write() -> None:
        made = await open_journal(path)
        assert not isinstance(made, JournalFault)
        await tell(made)
        await made.close()

    asyncio.run(write())
    return path
