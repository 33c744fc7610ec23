"""`cochair run` against a fake Discord: up, and cleanly down; every fault one line; never the token."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from bot.cli.exit_codes import ENDINGS, ExitCode
from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from bot.journal.verification import verify
from tests.cli.shell import ROOT, TOKEN, cochair, ended, start
from tests.fakediscord.faults import Fault, Kind
from tests.fakediscord.server import FakeDiscord
from tests.patience import PATIENCE


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord(token=TOKEN) as it:
        yield it


async def heard(child: asyncio.subprocess.Process, *words: str) -> str:
    """What the child has written to its log once all of the words have come."""
    assert child.stderr is not None
    said = ""
    async with asyncio.timeout(PATIENCE):
        while not all(word in said for word in words):
            line = await child.stderr.readline()
            assert line, f"it ended: {said}"
            said += line.decode()
    return said


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_up_and_cleanly_down(fake: FakeDiscord, folder: Path, how: signal.Signals) -> None:
    child = await start("run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=fake.api_base)
    said = await heard(child, "ready")
    async with asyncio.timeout(PATIENCE):
        while not fake.commands:
            await asyncio.sleep(0.01)
    child.send_signal(how)
    code, rest = await ended(child)
    assert code == 0, said + rest
    assert "stopped" in rest
    assert "Traceback" not in said + rest and "ResourceWarning" not in said + rest
    assert TOKEN not in said + rest
    async with asyncio.timeout(PATIENCE):
        while not fake.gateway.closed_with:
            await asyncio.sleep(0.01)
    assert verify(folder / "cochair.db").sound
    assert not (folder / "cochair.db-wal").exists()
    assert {command["name"] for command in fake.commands} >= {"roundtable", "agenda", "floor"}


async def test_one_shard_of_several(fake: FakeDiscord) -> None:
    child = await start(
        "run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=fake.api_base, COCHAIR_SHARDS="3/16"
    )
    await heard(child, "ready")
    child.terminate()
    assert (await ended(child))[0] == 0
    assert [said["shard"] for said in fake.gateway.identified] == [[3, 16]]


async def ended_so(fake: FakeDiscord, **more: str) -> tuple[int, str]:
    """The exit code of a start that comes to nothing, and the one line that says why."""
    child = await start(
        "run",
        COCHAIR_TOKEN=TOKEN,
        COCHAIR_API_BASE=fake.api_base,
        COCHAIR_LOG_LEVEL="ERROR",
        **more,
    )
    code, told = await ended(child)
    (line,) = [line for line in told.splitlines() if line.startswith("cochair: ")]
    assert "Traceback" not in told
    assert TOKEN not in told
    return code, line


def connections_left(fake: FakeDiscord, left: int | None) -> None:
    """From now on Discord says so, or None: an API that does not count them."""
    limit = {"total": 1000, "remaining": left, "reset_after": 3_600_000, "max_concurrency": 1}
    body = {"url": fake.gateway.url} | ({} if left is None else {"session_start_limit": limit})
    fake.faults.add(Fault(Kind.ANSWER, path="/gateway/bot", body=body, times=None))


@pytest.mark.parametrize(
    ("bend", "code", "said"),
    [
        (
            lambda f: setattr(f.gateway, "token", "another"),
            ExitCode.TOKEN,
            "the token is not known there",
        ),
        (lambda f: f.fail("/users/@me", 401), ExitCode.TOKEN, "Discord does not know the token"),
        (
            lambda f: setattr(f.gateway, "application_flags", 0),
            ExitCode.INTENTS,
            "Switch on Server Members Intent and Message Content Intent in the developer portal",
        ),
        (
            lambda f: setattr(f.gateway, "application_flags", 1 << 15),
            ExitCode.INTENTS,
            "Switch on Message Content Intent in the developer portal",
        ),
        (
            lambda f: f.fail("/gateway/bot", 429, {"Retry-After": "7"}),
            ExitCode.DISCORD,
            "too many requests. Try again in 7 seconds.",
        ),
        (
            lambda f: f.fail("/gateway/bot", 502),
            ExitCode.DISCORD,
            "what answers there has trouble of its own (HTTP 502)",
        ),
        (
            lambda f: f.fail("/users/@me", 403),
            ExitCode.DISCORD,
            "Discord refused the login (403)",
        ),
        (
            lambda f: f.fail("/gateway/bot", 200, {"Content-Type": "text/html"}),
            ExitCode.SETTINGS,
            "what answers there (HTTP 200) is not Discord's API",
        ),
        (
            lambda f: f.faults.add(Fault(Kind.ANSWER, body={"url": "ftp://nowhere"})),
            ExitCode.SETTINGS,
            "names a gateway that cannot be used",
        ),
    ],
)
async def test_what_keeps_the_bot_from_connecting_is_found_before_it_connects(
    fake: FakeDiscord,
    folder: Path,
    bend: Callable[[FakeDiscord], None],
    code: ExitCode,
    said: str,
) -> None:
    bend(fake)
    ended_with, line = await ended_so(fake)
    assert ended_with == code
    assert said in line
    assert fake.gateway.queries == []
    assert verify(folder / "cochair.db").sound


@pytest.mark.parametrize(
    ("close", "code", "said"),
    [
        (4004, ExitCode.TOKEN, "Discord does not know the token"),
        (4010, ExitCode.SETTINGS, "COCHAIR_SHARDS (4010)"),
        (4011, ExitCode.SETTINGS, "COCHAIR_SHARDS (4011)"),
        (4012, ExitCode.OUTDATED, "this version of Cochair (4012)"),
        (4013, ExitCode.OUTDATED, "this version of Cochair (4013)"),
        (
            4014,  # although the switches are on: a large bot that Discord has not approved
            ExitCode.INTENTS,
            "Switch on Server Members Intent and Message Content Intent in the developer portal",
        ),
    ],
)
async def test_what_the_gateway_refuses_for_good(
    fake: FakeDiscord, folder: Path, close: int, code: ExitCode, said: str
) -> None:
    fake.gateway.close_on_identify = close
    ended_with, line = await ended_so(fake)
    assert ended_with == code
    assert said in line
    assert len(fake.gateway.queries) == 1
    assert ENDINGS[code].mends_itself is False
    assert verify(folder / "cochair.db").sound


async def test_a_switch_that_is_turned_off_while_the_bot_runs(fake: FakeDiscord) -> None:
    child = await start("run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=fake.api_base)
    await heard(child, "ready")
    fake.gateway.application_flags = 0
    fake.gateway.invalidate(resumable=False)
    code, told = await ended(child)
    assert code == ExitCode.INTENTS
    assert "cochair: Discord withholds what the bot needs." in told
    assert len(fake.gateway.queries) == 2


@pytest.mark.parametrize(("left", "waits"), [(0, 3_600), (6, 600), (499, 7), (500, None)])
async def test_the_last_connections_of_the_day_are_not_spent_at_once(
    fake: FakeDiscord, left: int, waits: int | None
) -> None:
    connections_left(fake, left)
    child = await start("run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=fake.api_base)
    if waits is None:
        said = await heard(child, "ready")
        assert "few connections are left" not in said
    else:
        said = await heard(child, "few connections are left")
        assert f"left={left}" in said and f"seconds={waits}" in said
        assert fake.gateway.queries == []
    child.terminate()
    code, rest = await ended(child)
    assert code == 0, said + rest


@pytest.mark.parametrize("left", [999, 3])
async def test_sessions_that_discord_will_not_resume_do_not_cost_the_token(
    fake: FakeDiscord, left: int
) -> None:
    child = await start("run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=fake.api_base)
    await heard(child, "ready")
    connections_left(fake, left)
    fake.gateway.invalidate(resumable=False)
    if left == 999:
        await heard(child, "ready")
        assert len(fake.gateway.identified) == 2
        child.terminate()
        assert (await ended(child))[0] == 0
        return
    code, told = await ended(child)
    assert code == ExitCode.DISCORD
    assert "cochair: Discord asks for patience: too many logins. Try again in 1200 seconds." in told
    assert "Traceback" not in told
    assert len(fake.gateway.identified) == 1


async def test_an_api_that_does_not_count_connections(fake: FakeDiscord) -> None:
    connections_left(fake, None)
    child = await start("run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=fake.api_base)
    await heard(child, "ready")
    child.terminate()
    assert (await ended(child))[0] == 0


@pytest.mark.parametrize("status", [400, 403, 503])
async def test_commands_that_discord_refuses_do_not_keep_the_bot_from_meetings(
    fake: FakeDiscord, status: int
) -> None:
    fake.fail(f"/applications/{fake.application_id}/commands", status)
    child = await start("run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=fake.api_base)
    said = await heard(child, "ready", "slash commands could not be registered; going on without")
    assert f"{status} " in said
    child.terminate()
    code, rest = await ended(child)
    assert code == 0, said + rest
    assert len(fake.gateway.identified) == 1
    assert "Traceback" not in said + rest


async def test_a_translated_name_that_discord_would_refuse_is_left_out(
    fake: FakeDiscord, folder: Path
) -> None:
    file = folder / "own" / "locales" / "ru" / "commands.ftl"
    file.parent.mkdir(parents=True)
    file.write_text("# Наши слова\nname-floor = Слово\n", encoding="utf-8")
    child = await start(
        "run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=fake.api_base, COCHAIR_CONFIG_DIR="own"
    )
    said = await heard(child, "ready", "slash commands are registered")
    told = 'cochair: own/locales/ru/commands.ftl:2: name-floor = "Слово": a name has no capitals'
    assert told in said
    names = {each["name"]: each["name_localizations"] for each in fake.commands}
    assert (names["floor"], names["agenda"]) == ({"ru": "floor"}, {"ru": "повестка"})
    child.terminate()
    assert (await ended(child))[0] == 0


async def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and not listening
        base = f"http://127.0.0.1:{taken.getsockname()[1]}/api"
        child = await start("run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=base)
        code, told = await ended(child)
    assert code == ExitCode.DISCORD
    assert f"cochair: COCHAIR_API_BASE {base}: nobody answers there." in told
    assert TOKEN not in told


async def test_told_to_stop_before_anybody_answered(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        base = f"http://127.0.0.1:{silent.getsockname()[1]}/api"
        child = await start("run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=base)
        call, _ = await asyncio.to_thread(silent.accept)
        with call:  # it has called, so it hears signals by now
            child.terminate()
            code, told = await ended(child)
    assert (code, "Traceback" in told) == (0, False)
    assert verify(folder / "cochair.db").sound


async def test_a_fault_of_our_own_is_logged_without_the_token(fake: FakeDiscord) -> None:
    program = (
        "import bot.cli.run_command as run\n"
        "from bot.cli import main\n"
        "async def ask(base, token): raise ZeroDivisionError(token)\n"
        "run.ask = ask\n"
        "main()\n"
    )
    child = await start("run", program=program, COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=fake.api_base)
    code, told = await ended(child)
    assert code == 1
    assert "ZeroDivisionError: [token]" in told
    assert "cochair: Cochair stopped by a fault of its own" in told
    assert TOKEN not in told


async def test_a_database_that_another_bot_is_writing_to(fake: FakeDiscord, folder: Path) -> None:
    settings = {"COCHAIR_TOKEN": TOKEN, "COCHAIR_API_BASE": fake.api_base}
    first = await start("run", **settings)
    await heard(first, "ready")
    second = await start("run", **settings)
    code, told = await ended(second)
    assert code == ExitCode.BUSY
    assert "cochair: cochair.db: another process is writing to it." in told
    third = await start("doctor", "--offline", **settings)
    assert "WARN  database: cochair.db: a bot is using it now" in (await ended(third))[1]
    first.terminate()
    assert (await ended(first))[0] == 0


async def test_a_journal_that_cannot_be_read_is_named(fake: FakeDiscord, journal: Path) -> None:
    db = sqlite3.connect(journal)
    db.execute("UPDATE meetings SET closed_at = NULL")
    for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    db.execute("UPDATE events SET kind = 'from-the-future', version = 9 WHERE seq = 4")
    db.commit()
    db.close()
    child = await start("run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=fake.api_base)
    code, told = await ended(child)
    assert code == ExitCode.DATABASE
    assert "cochair: meeting trust-1, event 4: a newer version of Cochair wrote this" in told
    assert "Traceback" not in told


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can reach, unlike tmp_path."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o777)
    yield made
    shutil.rmtree(made)


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_a_database_that_may_not_be_written(
    journal: Path, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COCHAIR_TOKEN", TOKEN)
    path = open_folder / "cochair.db"
    shutil.copy(journal, path)
    path.chmod(0o444)
    monkeypatch.chdir(open_folder)
    before = os.geteuid()
    if before == 0:  # whom file modes do not bind
        os.seteuid(65534)
    try:
        ran, looked = cochair("run"), cochair("doctor", "--offline")
    finally:
        os.seteuid(before)
    said = "cochair.db: the file or its folder may not be written."
    assert (ran.exit_code, looked.exit_code) == (ExitCode.PLACE, 1)
    assert f"cochair: {said}" in ran.stderr
    assert f"FAIL  database: {said}" in looked.stdout
    assert path.read_bytes() == journal.read_bytes()


def test_no_token(folder: Path) -> None:
    told = cochair("run")
    assert told.exit_code == ExitCode.SETTINGS
    assert told.stderr.startswith("cochair: COCHAIR_TOKEN is not set.")
    assert not (folder / "cochair.db").exists()


def test_a_setting_that_is_wrong(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCHAIR_LOG_LEVEL", "LOUD")
    assert cochair("run").exit_code == ExitCode.SETTINGS
    assert cochair("meetings").exit_code == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a database, but a text", "this file is not a database"),
        (b"SQLite format 3\0" + bytes(84), "this is another program's database"),
    ],
)
def test_a_file_that_is_not_ours(
    folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, said: str
) -> None:
    monkeypatch.setenv("COCHAIR_TOKEN", TOKEN)
    (folder / "cochair.db").write_bytes(content)
    told = cochair("run")
    assert told.exit_code == ExitCode.DATABASE
    assert said in told.stderr


def test_a_folder_that_is_not_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCHAIR_TOKEN", TOKEN)
    told = cochair("run", "--db", "nowhere/cochair.db")
    assert told.exit_code == ExitCode.PLACE


async def test_catalogues_that_cannot_be_read(fake: FakeDiscord, folder: Path) -> None:
    file = folder / "own" / "locales" / "ru" / "commands.ftl"
    file.parent.mkdir(parents=True)
    file.write_text("this is not Fluent\n", encoding="utf-8")
    code, line = await ended_so(fake, COCHAIR_CONFIG_DIR="own")
    assert code == ExitCode.FILES
    assert "ru/commands.ftl, line 1: not Fluent" in line
    assert fake.requests == []


def test_a_range_of_shards_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCHAIR_TOKEN", TOKEN)
    monkeypatch.setenv("COCHAIR_SHARDS", "0-3/16")
    told = cochair("run")
    assert told.exit_code == ExitCode.SETTINGS
    assert "one process serves one shard so far" in told.stderr


def own_config(folder: Path, typo: tuple[str, str]) -> Path:
    """An organizer's folder whose agenda hides the shipped one, with a typo in it."""
    own = folder / "own"
    (own / "agendas").mkdir(parents=True)
    name = "restart-or-repair.toml"
    text = (ROOT / "config" / "agendas" / name).read_text(encoding="utf-8")
    assert typo[0] in text
    (own / "agendas" / name).write_text(text.replace(*typo, 1), encoding="utf-8")
    return own


async def test_a_typo_in_an_agenda_names_file_line_and_field(
    fake: FakeDiscord, folder: Path
) -> None:
    own = own_config(folder, ("\nminutes", "\nminuets"))
    child = await start(
        "run",
        COCHAIR_TOKEN=TOKEN,
        COCHAIR_API_BASE=fake.api_base,
        COCHAIR_CONFIG_DIR=str(own),
    )
    code, told = await ended(child)
    assert code == ExitCode.FILES
    lines = [line for line in told.splitlines() if line.startswith("cochair: ")]
    named = f"cochair: {own / 'agendas' / 'restart-or-repair.toml'}:"
    place, field, _ = lines[0].removeprefix(named).split(": ", 2)
    assert place.isdecimal()
    assert field.startswith("items[1].min")
    assert "no agenda can be read" in lines[-1]


async def test_a_broken_agenda_beside_a_good_one_stops_nothing(
    fake: FakeDiscord, folder: Path
) -> None:
    own = folder / "own"
    (own / "agendas").mkdir(parents=True)
    (own / "agendas" / "mine.toml").write_text("titel = 1\n")
    child = await start(
        "run",
        COCHAIR_TOKEN=TOKEN,
        COCHAIR_API_BASE=fake.api_base,
        COCHAIR_CONFIG_DIR=str(own),
    )
    said = await heard(child, "ready")
    child.terminate()
    assert (await ended(child))[0] == 0
    assert "mine.toml:1: titel" in said


async def test_the_lock_is_let_go_of_when_the_login_fails(fake: FakeDiscord, folder: Path) -> None:
    fake.gateway.close_on_identify = 4004
    child = await start("run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=fake.api_base)
    assert (await ended(child))[0] == ExitCode.TOKEN
    again = await open_journal(folder / "cochair.db")
    assert not isinstance(again, JournalFault)
    await again.close()
