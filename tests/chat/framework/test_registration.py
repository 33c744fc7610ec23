"""Slash commands are registered when they have changed, and a refusal of them stops no meeting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.app import build
from bot.catalogue import Catalogue
from bot.chat.framework import command_registration
from bot.chat.framework.endpoint import Endpoint, pointed
from bot.data import Locales, catalogue_folders
from bot.journal.port import JournalFault
from bot.journal.sqlite import SqliteJournal, open_journal
from tests.fakediscord.faults import Fault, Kind
from tests.fakediscord.server import TOKEN, FakeDiscord
from tests.patience import PATIENCE

COMMANDS = "/applications/*/commands"
SHIPPED = catalogue_folders()


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[SqliteJournal]:
    opened = await open_journal(tmp_path / "cochair.db")
    assert not isinstance(opened, JournalFault)
    yield opened
    await opened.close()


class _Impatient:
    """What the registration sees as asyncio: the same, but that its sleeps are noted and not slept."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        await asyncio.sleep(0.01)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """For how many seconds it would have waited before each further try."""
    impatient = _Impatient()
    monkeypatch.setattr("bot.chat.framework.command_registration.asyncio", impatient)
    return impatient.waits


@asynccontextmanager
async def running(
    fake: FakeDiscord, journal: SqliteJournal, locales: Locales = SHIPPED
) -> AsyncIterator[list[Any]]:
    """The bot on the fake, ready; what it logs."""
    with (
        pointed(Endpoint(fake.api_base, fake.gateway.url)),
        capture_logs() as logs,
    ):
        async with build(journal, locales, Catalogue(), ("en", "ru")) as client:
            client._connection.guild_ready_timeout = 0.02
            up = asyncio.create_task(client.start(TOKEN))
            try:
                await until(lambda: any(each["event"] == "ready" for each in logs))
                yield logs
            finally:
                await client.close()
                with suppress(asyncio.CancelledError):
                    await up


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.01)


def asked(fake: FakeDiscord, method: str) -> int:
    return fake.requests.count((method, f"/applications/{fake.application_id}/commands"))


async def registered(fake: FakeDiscord, journal: SqliteJournal, locales: Locales = SHIPPED) -> None:
    """One start of the bot, until it has nothing more to register."""
    async with running(fake, journal, locales) as logs:
        await until(lambda: any("commands are registered" in each["event"] for each in logs))


async def test_once_registered_they_are_not_sent_again(
    fake: FakeDiscord, journal: SqliteJournal
) -> None:
    await registered(fake, journal)
    assert (asked(fake, "PUT"), asked(fake, "GET")) == (1, 0)
    assert {each["name"] for each in fake.commands} >= {"roundtable", "floor"}
    assert not fake.complaints
    await registered(fake, journal)
    await registered(fake, journal)
    assert (asked(fake, "PUT"), asked(fake, "GET")) == (1, 2)


async def test_they_are_sent_again_when_they_have_changed(
    fake: FakeDiscord, journal: SqliteJournal, tmp_path: Path
) -> None:
    await registered(fake, journal)
    own = tmp_path / "locales" / "ru"
    own.mkdir(parents=True)
    (own / "commands.ftl").write_text("name-floor = речь\n", encoding="utf-8")
    await registered(fake, journal, catalogue_folders(tmp_path))
    assert asked(fake, "PUT") == 2
    (floor,) = [each for each in fake.commands if each["name"] == "floor"]
    assert floor["name_localizations"] == {"ru": "речь"}


@pytest.mark.parametrize("how", ["registered anew", "taken away"])
async def test_they_are_sent_again_when_somebody_else_has_changed_them(
    fake: FakeDiscord, journal: SqliteJournal, how: str
) -> None:
    """Another file of the same bot, say: that this one sent them once says nothing any more."""
    await registered(fake, journal)
    if how == "taken away":
        fake.world.backend.commands[None].popitem()
    else:
        fake.commands[0]["version"] = "77"
    await registered(fake, journal)
    assert asked(fake, "PUT") == 2


async def test_an_api_that_does_not_list_them(fake: FakeDiscord, journal: SqliteJournal) -> None:
    fake.faults.add(Fault(Kind.FAIL, "GET", COMMANDS, status=404, times=None))
    await registered(fake, journal)
    await registered(fake, journal)
    assert asked(fake, "PUT") == 2


@pytest.mark.parametrize("status", [400, 403, 404, 429, 503])
async def test_a_refusal_stops_nothing_and_is_tried_again(
    fake: FakeDiscord, journal: SqliteJournal, waits: list[float], status: int
) -> None:
    fake.fail(COMMANDS, status)
    async with running(fake, journal) as logs:
        await until(lambda: len(waits) >= 8)
        assert fake.commands == []
        fake.faults.clear()
        await until(lambda: any("commands are registered" in each["event"] for each in logs))
        assert fake.commands != []
    assert waits[:8] == [60, 120, 240, 480, 960, 1920, 3600, 3600]
    told = [each for each in logs if each["event"].startswith("slash commands could not be")]
    assert len(told) == len(waits)
    assert all(str(status) in each["why"] and each["log_level"] == "warning" for each in told)
    assert not any(each["event"] == "incident" for each in logs)


async def test_meetings_do_not_wait_for_it(fake: FakeDiscord, journal: SqliteJournal) -> None:
    fake.faults.add(Fault(Kind.LIMIT, "PUT", COMMANDS, seconds=3_600))
    async with running(fake, journal):
        assert fake.commands == []


async def test_where_discord_refuses_a_translation_they_are_registered_in_english(
    fake: FakeDiscord, journal: SqliteJournal
) -> None:
    fake.faults.add(Fault(Kind.FAIL, "PUT", COMMANDS, status=400))
    await registered(fake, journal)
    assert asked(fake, "PUT") == 2
    assert len(fake.commands) >= 6
    assert not any(each.get("name_localizations") for each in fake.commands)
    # And the next start tries the translations again.
    await registered(fake, journal)
    assert any(each.get("name_localizations") for each in fake.commands)


async def test_a_mistake_of_ours_is_an_incident_and_no_end(
    fake: FakeDiscord, journal: SqliteJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(value: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(command_registration, "_digest", broken)
    async with running(fake, journal) as logs:
        await until(lambda: any(each["event"] == "incident" for each in logs))
