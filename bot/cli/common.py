"""What the commands share: the options that several have, how to end with a line, safe texts.

What must not live here: anything that only one command needs.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer

from bot.cli.sentences import JOURNAL, journal_fault
from bot.data import config_dir, shipped_config_dir
from bot.journal.files import fault_of
from bot.journal.port import DamagedJournal, JournalFault, NewerJournal
from bot.journal.reading import SqliteReader
from bot.journal.sqlite import open_for_reading
from bot.procedure.values import Instant
from bot.settings import Settings, read_config_dir, read_settings
from bot.settings_faults import SettingsFault

T = TypeVar("T")


def possible(path: Path | None) -> Path | None:
    """A path that this machine can at least look for; anything else is wrong usage."""
    try:
        if path is not None:
            path.exists()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "no such path"
        raise typer.BadParameter(f"this path cannot be used here: {why}.") from None
    return path


Database = Annotated[
    Path | None,
    typer.Option(
        "--db",
        metavar="PATH",
        help="The database file, instead of the one that COCHAIR_DATABASE names.",
        show_default=False,
        callback=possible,
    ),
]
EnvFile = Annotated[
    Path | None,
    typer.Option(
        "--env-file",
        metavar="PATH",
        help="Read the settings from this file, instead of .env in the current folder.",
        show_default=False,
    ),
]


def epilog(*examples: str) -> str:
    """Examples under a command's help, one a line; a line that ends in a colon is a heading."""
    lines = [line if line.endswith(":") else f"  {line}" for line in examples]
    # \b on a line of its own keeps click from running the lines together.
    return "\n".join(("\b", "Examples:", *lines))


def complain(line: str) -> None:
    """One line about what is wrong, where errors are read."""
    typer.echo(f"cochair: {safe(line)}", err=True)


def stop(*lines: str, code: int = 1) -> NoReturn:
    """End the command, saying why."""
    for line in lines:
        complain(line)
    raise typer.Exit(code)


def safe(text: str) -> str:
    """The text on one line, with nothing in it that a terminal would obey or that would hide."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def settings_from(env_file: Path | None) -> Settings:
    """The settings, or the end of the command with a line for each that is wrong."""
    settings = read_settings(env_file)
    if isinstance(settings, SettingsFault):
        stop(*settings.sentences())
    return settings


def config_dir_from(env_file: Path | None) -> Path | None:
    """The folder of the organizer's files. Other settings that are wrong do not matter here."""
    found = read_config_dir(env_file)
    if isinstance(found, SettingsFault):
        stop(*found.sentences())
    return found


def database_from(database: Path | None, env_file: Path | None) -> Path:
    """The file that is meant. The settings are not read when it was named: a copy of a journal can
    be looked at on a machine that never ran the bot."""
    return settings_from(env_file).database if database is None else database


def locales_dir(override: Path | None) -> Path:
    """The folder of the catalogues: the organizer's own if there is one, else the shipped one."""
    own = config_dir(override) / "locales"
    return own if own.is_dir() else shipped_config_dir() / "locales"


async def reading(path: Path) -> SqliteReader:
    """The journal at `path`, opened to read it; ends the command where it cannot be. Close it."""
    journal = await open_for_reading(path)
    if isinstance(journal, JournalFault):
        stop(journal_fault(journal, to_write=False))
    return journal


def finish(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end. A journal that cannot be read or understood ends it with a line."""
    try:
        return asyncio.run(work)
    except NewerJournal as error:
        stop(
            f"meeting {error.meeting}, event {error.seq}: a newer version of Cochair wrote this; "
            "install that version to read it."
        )
    except DamagedJournal as error:
        stop(
            f"meeting {error.meeting}, event {error.seq}: this row cannot be read; "
            "`cochair verify` says more."
        )
    except sqlite3.Error as error:
        # Without SQLite's own word, which can quote what stands in the file.
        stop(JOURNAL[fault_of(error)])


def utc(at: Instant | None) -> str:
    """An instant as people read it in a table, in UTC, to the minute; empty for None."""
    return "" if at is None else f"{datetime.fromtimestamp(at / 1000, UTC):%Y-%m-%d %H:%M}"
