"""What the commands share: the options that several have, how to end with a line, safe texts.

What must not live here: anything that only one command needs.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import structlog
import typer

from bot.logs import in_json
from bot.procedure.values import Instant
from bot.settings import Settings, read_config_dir, read_settings
from bot.settings_faults import SettingsFault


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
    """One line about what is wrong, where errors are read; an object like any other line of the log,
    where a program reads it."""
    if in_json():
        structlog.get_logger("bot.cli").error(line)
    else:
        typer.echo(f"cochair: {safe(line)}", err=True)


def stop(*lines: str, code: int = 1) -> NoReturn:
    """End the command, saying why."""
    for line in lines:
        complain(line)
    raise typer.Exit(code)


def safe(text: str) -> str:
    """The text on one line, with nothing in it that a terminal would obey or that would hide."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def settings_from(env_file: Path | None, code: int = 1) -> Settings:
    """The settings, or the end of the command, with this exit code and a line for each that is wrong."""
    settings = read_settings(env_file)
    if isinstance(settings, SettingsFault):
        stop(*settings.sentences(), code=code)
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


def utc(at: Instant | None) -> str:
    """An instant as people read it in a table, in UTC, to the minute; empty for None."""
    return "" if at is None else f"{datetime.fromtimestamp(at / 1000, UTC):%Y-%m-%d %H:%M}"
