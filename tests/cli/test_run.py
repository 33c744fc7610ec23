"""`cochair run` against the stand-in: up, and cleanly down; every fault one line; never the token."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from bot.journal.verify import verify
from tests.chat.standin import StandIn
from tests.cli.shell import ROOT, TOKEN, cochair, ended, start
from tests.patience import PATIENCE

INTENTS_ON = 1 << 15 | 1 << 19


@pytest.fixture
async def standin() -> AsyncIterator[StandIn]:
    async with StandIn(token=TOKEN, application_flags=INTENTS_ON) as it:
        yield it


async def heard(child: asyncio.subprocess.Process, word: str) -> str:
    """What the child has written to its log when `word` comes."""
    assert child.stderr is not None
    said = ""
    async with asyncio.timeout(PATIENCE):
        while word not in said:
            line = await child.stderr.readline()
            assert line, f"it ended: {said}"
            said += line.decode()
    return said


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_up_and_cleanly_down(standin: StandIn, folder: Path, how: signal.Signals) -> None:
    child = await start("run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=standin.api_base)
    said = await heard(child, "ready")
    child.send_signal(how)
    code, rest = await ended(child)
    assert code == 0, said + rest
    assert "stopped" in rest
    assert "Traceback" not in said + rest and "ResourceWarning" not in said + rest
    assert TOKEN not in said + rest
    async with asyncio.timeout(PATIENCE):
        while not standin.closed_with:
            await asyncio.sleep(0.01)
    assert verify(folder / "cochair.db").sound
    assert not (folder / "cochair.db-wal").exists()
    assert {command["name"] for command in standin.commands} >= {"roundtable", "agenda", "floor"}


async def test_one_shard_of_several(standin: StandIn) -> None:
    child = await start(
        "run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=standin.api_base, COCHAIR_SHARDS="3/16"
    )
    await heard(child, "ready")
    child.terminate()
    assert (await ended(child))[0] == 0
    assert [said["shard"] for said in standin.identified] == [[3, 16]]


@pytest.mark.parametrize(
    ("bend", "said"),
    [
        ({"token": "another"}, "the token is not known there"),
        ({"close_on_identify": 4004}, "Discord does not know the token"),
        (
            {"close_on_identify": 4014, "application_flags": 0},
            "Switch on Server Members Intent and Message Content Intent in the developer portal",
        ),
        (
            {"close_on_identify": 4014, "application_flags": 1 << 15},
            "Switch on Message Content Intent in the developer portal",
        ),
        ({"statuses": {"/gateway/bot": 429}}, "too many requests. Try again in 7 seconds."),
        ({"content_type": "text/html"}, "what answers there (HTTP 200) is not Discord's API"),
        ({"gateway_answer": {"url": "ftp://nowhere"}}, "names a gateway that cannot be used"),
    ],
)
async def test_a_login_that_fails_is_one_line(
    standin: StandIn, folder: Path, bend: dict[str, object], said: str
) -> None:
    for name, value in bend.items():
        setattr(standin, name, value)
    child = await start(
        "run",
        COCHAIR_TOKEN=TOKEN,
        COCHAIR_API_BASE=standin.api_base,
        COCHAIR_LOG_LEVEL="ERROR",
    )
    code, told = await ended(child)
    assert code == 1
    (line,) = [line for line in told.splitlines() if line.startswith("cochair: ")]
    assert said in line
    assert "Traceback" not in told
    assert TOKEN not in told
    assert verify(folder / "cochair.db").sound


async def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and not listening
        base = f"http://127.0.0.1:{taken.getsockname()[1]}/api"
        child = await start("run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=base)
        code, told = await ended(child)
    assert code == 1
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


async def test_a_fault_of_our_own_is_logged_without_the_token(standin: StandIn) -> None:
    program = (
        "import bot.cli.run as run\n"
        "from bot.cli import main\n"
        "async def ask(base, token): raise ZeroDivisionError(token)\n"
        "run.ask = ask\n"
        "main()\n"
    )
    child = await start(
        "run", program=program, COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=standin.api_base
    )
    code, told = await ended(child)
    assert code == 1
    assert "ZeroDivisionError: [token]" in told
    assert "cochair: Cochair stopped by a fault of its own" in told
    assert TOKEN not in told


async def test_a_database_that_another_bot_is_writing_to(standin: StandIn, folder: Path) -> None:
    settings = {"COCHAIR_TOKEN": TOKEN, "COCHAIR_API_BASE": standin.api_base}
    first = await start("run", **settings)
    await heard(first, "ready")
    second = await start("run", **settings)
    code, told = await ended(second)
    assert code == 1
    assert "cochair: cochair.db: another process is writing to it." in told
    third = await start("doctor", "--offline", **settings)
    assert "WARN  database: cochair.db: a bot is using it now" in (await ended(third))[1]
    first.terminate()
    assert (await ended(first))[0] == 0


async def test_a_journal_that_cannot_be_read_is_named(standin: StandIn, journal: Path) -> None:
    db = sqlite3.connect(journal)
    db.execute("UPDATE meetings SET closed_at = NULL")
    for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    db.execute("UPDATE events SET kind = 'from-the-future', version = 9 WHERE seq = 4")
    db.commit()
    db.close()
    child = await start("run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=standin.api_base)
    code, told = await ended(child)
    assert code == 1
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
    assert ran.exit_code == looked.exit_code == 1
    assert f"cochair: {said}" in ran.stderr
    assert f"FAIL  database: {said}" in looked.stdout
    assert path.read_bytes() == journal.read_bytes()


def test_no_token(folder: Path) -> None:
    told = cochair("run")
    assert told.exit_code == 1
    assert told.stderr.startswith("cochair: COCHAIR_TOKEN is not set.")
    assert not (folder / "cochair.db").exists()


def test_a_range_of_shards_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCHAIR_TOKEN", TOKEN)
    monkeypatch.setenv("COCHAIR_SHARDS", "0-3/16")
    told = cochair("run")
    assert told.exit_code == 1
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
    standin: StandIn, folder: Path
) -> None:
    own = own_config(folder, ("\nminutes", "\nminuets"))
    child = await start(
        "run",
        COCHAIR_TOKEN=TOKEN,
        COCHAIR_API_BASE=standin.api_base,
        COCHAIR_CONFIG_DIR=str(own),
    )
    code, told = await ended(child)
    assert code == 1
    lines = [line for line in told.splitlines() if line.startswith("cochair: ")]
    named = f"cochair: {own / 'agendas' / 'restart-or-repair.toml'}:"
    place, field, _ = lines[0].removeprefix(named).split(": ", 2)
    assert place.isdecimal()
    assert field.startswith("items[1].min")
    assert "no agenda can be read" in lines[-1]


async def test_a_broken_agenda_beside_a_good_one_stops_nothing(
    standin: StandIn, folder: Path
) -> None:
    own = folder / "own"
    (own / "agendas").mkdir(parents=True)
    (own / "agendas" / "mine.toml").write_text("titel = 1\n")
    child = await start(
        "run",
        COCHAIR_TOKEN=TOKEN,
        COCHAIR_API_BASE=standin.api_base,
        COCHAIR_CONFIG_DIR=str(own),
    )
    said = await heard(child, "ready")
    child.terminate()
    assert (await ended(child))[0] == 0
    assert "mine.toml:1: titel" in said


async def test_the_lock_is_let_go_of_when_the_login_fails(standin: StandIn, folder: Path) -> None:
    standin.close_on_identify = 4004
    child = await start("run", COCHAIR_TOKEN=TOKEN, COCHAIR_API_BASE=standin.api_base)
    assert (await ended(child))[0] == 1
    again = await open_journal(folder / "cochair.db")
    assert not isinstance(again, JournalFault)
    await again.close()
