"""`cochair doctor`: each thing that can be wrong is named with how to mend it; nothing is changed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.framework.preflight import invite_url, invited_permissions
from tests.cli.shell import TOKEN, cochair, ended, start
from tests.fakediscord.control import Control
from tests.fakediscord.faults import Fault, Kind
from tests.fakediscord.server import FakeDiscord


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord(token=TOKEN) as it:
        await Control(it).make_server("A server for tests")
        it.permissions = invited_permissions().value
        yield it


async def asked(fake: FakeDiscord, *typed: str, **more: str) -> tuple[int, list[str]]:
    child = await start(
        "doctor", *typed, COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=fake.api_base, **more
    )
    code, told = await ended(child)
    assert TOKEN not in told
    assert "Traceback" not in told and "ResourceWarning" not in told
    return code, told.splitlines()


async def test_all_is_well(fake: FakeDiscord, journal: Path) -> None:
    code, told = await asked(fake)
    assert code == 0
    assert {line.split()[0] for line in told} == {"OK"}
    whole = "meetings 1, events 17, the chain holds, the course is lawful."
    assert f"OK    database: cochair.db: {whole}" in told
    assert f"OK    discord: logged in as cochair, {fake.application_id}." in told
    assert "OK    permissions: A server for tests: nothing is missing." in told
    assert told[-1] == f"OK    invite: {invite_url(fake.application_id)}"
    # It only looked: no command was registered, and the bot was never online.
    assert (fake.commands, fake.gateway.identified) == ([], [])


async def test_offline_asks_nobody(fake: FakeDiscord) -> None:
    code, told = await asked(fake, "--offline")
    assert code == 0
    assert fake.requests == []
    assert "OK    token: it is set, and has the shape of one." in told


async def test_switches_that_are_off_are_named_as_the_portal_does(fake: FakeDiscord) -> None:
    fake.gateway.application_flags = 1 << 15
    code, told = await asked(fake)
    assert code == 1
    (line,) = [line for line in told if line.startswith("FAIL")]
    assert line.startswith(
        "FAIL  intents: switch on Message Content Intent in the developer portal"
    )


async def test_connections_that_are_nearly_used_up(fake: FakeDiscord) -> None:
    _, told = await asked(fake)
    assert "OK    connections: 999 of 1000 left until Discord counts anew." in told
    limit = {"total": 1000, "remaining": 100, "reset_after": 7_200_000, "max_concurrency": 1}
    body = {"url": fake.gateway.url, "shards": 1, "session_start_limit": limit}
    fake.faults.add(Fault(Kind.ANSWER, path="/gateway/bot", body=body, times=None))
    code, told = await asked(fake)
    assert code == 0
    (line,) = [line for line in told if line.startswith("WARN")]
    assert line.startswith("WARN  connections: 100 of 1000 left until Discord counts anew: ")
    assert "waits 72 seconds" in line


async def test_permissions_that_are_lacking_are_named_as_discord_does(fake: FakeDiscord) -> None:
    fake.permissions = invited_permissions().value & ~(1 << 13)  # Manage Messages
    code, told = await asked(fake)
    assert code == 0
    (line,) = [line for line in told if line.startswith("WARN")]
    assert "A server for tests: the bot lacks Manage Messages." in line


async def test_an_api_that_does_not_list_servers(fake: FakeDiscord) -> None:
    fake.fail("/users/@me/guilds", 404)
    code, told = await asked(fake)
    assert code == 0
    assert any(line.startswith("WARN  servers: this API does not tell") for line in told)


async def test_a_token_that_is_not_known(fake: FakeDiscord) -> None:
    fake.gateway.token = "another"
    code, told = await asked(fake)
    assert code == 1
    assert any("the token is not known there" in line and "Reset Token" in line for line in told)


async def test_a_token_that_was_reset_meanwhile(fake: FakeDiscord) -> None:
    fake.fail("/users/@me", 401)
    code, told = await asked(fake)
    assert code == 1
    assert any(line.startswith("FAIL  token: Discord does not know the token.") for line in told)


def test_nothing_is_set_and_nothing_is_made(folder: Path) -> None:
    told = cochair("doctor")
    assert told.exit_code == 1
    lines = told.stdout.splitlines()
    assert "OK    database: cochair.db is made when the bot first runs." in lines
    (failed,) = [line for line in lines if line.startswith("FAIL")]
    assert failed.startswith("FAIL  token: COCHAIR_TOKEN is not set.")
    assert list(folder.iterdir()) == []


def test_wrong_settings_are_all_named(folder: Path) -> None:
    secret = "not-a-token-but-still-a-secret"
    (folder / ".env").write_text(f"COCHAIR_TOKEN={secret}\nCOCHAIR_LOG_LEVEL=LOUD\n")
    told = cochair("doctor")
    assert told.exit_code == 1
    assert "FAIL  settings: COCHAIR_LOG_LEVEL" in told.stdout
    assert "FAIL  settings: COCHAIR_TOKEN" in told.stdout
    assert secret not in told.output


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_a_token_that_others_can_read(folder: Path) -> None:
    env = folder / ".env"
    env.write_text(f"COCHAIR_TOKEN={TOKEN}\n")
    env.chmod(0o644)
    told = cochair("doctor", "--offline")
    assert told.exit_code == 0
    assert "WARN  settings: others on this machine can read .env" in told.stdout
    env.chmod(0o600)
    assert "WARN" not in cochair("doctor", "--offline").stdout


def test_a_copy_is_only_looked_at(journal: Path, folder: Path) -> None:
    for beside in folder.glob("cochair.db?*"):
        beside.unlink()
    before = journal.read_bytes()
    assert "the chain holds" in cochair("doctor", "--offline").stdout
    assert [path.name for path in folder.iterdir()] == ["cochair.db"]
    assert journal.read_bytes() == before


def test_an_altered_database(journal: Path) -> None:
    db = sqlite3.connect(journal)
    for (trigger,) in db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall():
        db.execute(f"DROP TRIGGER {trigger}")
    db.execute("UPDATE events SET at = at + 1 WHERE seq = 5")
    db.commit()
    db.close()
    told = cochair("doctor", "--offline")
    assert told.exit_code == 1
    assert (
        "FAIL  database: meeting trust-1: seq 5, table events: the row was altered" in told.stdout
    )


def test_a_broken_file_of_ones_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "own" / "formats").mkdir(parents=True)
    (folder / "own" / "formats" / "mine.toml").write_text("id = 1\n")
    monkeypatch.setenv("COCHAIR_CONFIG_DIR", "own")
    monkeypatch.setenv("COCHAIR_TOKEN", TOKEN)
    told = cochair("doctor", "--offline")
    assert told.exit_code == 0
    assert f"WARN  files: left out: {folder}/own/formats/mine.toml:1: id: " in told.stdout


def test_names_that_discord_would_refuse(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = folder / "own" / "locales" / "ru" / "commands.ftl"
    file.parent.mkdir(parents=True)
    file.write_text(
        f"name-floor = Слово\nhelp-agenda = {'о' * 101}\n\nname-seat-take = занять место\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("COCHAIR_CONFIG_DIR", "own")
    monkeypatch.setenv("COCHAIR_TOKEN", TOKEN)
    told = cochair("doctor", "--offline")
    assert told.exit_code == 0
    place = "WARN  commands: own/locales/ru/commands.ftl:"
    assert [line for line in told.stdout.splitlines() if "commands: " in line] == [
        f'{place}2: help-agenda = "{"о" * 79}…": it has 101 characters, and Discord takes 100. It is '
        'left out, and people see "See and change the agenda".',
        f'{place}1: name-floor = "Слово": a name has no capitals, so: "слово". It is left out, and '
        'people see "floor".',
        f'{place}4: name-seat-take = "занять место": a name may hold letters, digits, - and _ only. '
        'It is left out, and people see "take".',
    ]
    monkeypatch.delenv("COCHAIR_CONFIG_DIR")
    said = "OK    commands: Discord takes their names in every language."
    assert said in cochair("doctor", "--offline").stdout


def test_a_language_without_phrases(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCHAIR_LANGUAGES", "en,fr")
    assert "WARN  languages: there are no phrases in fr" in cochair("doctor", "--offline").stdout
