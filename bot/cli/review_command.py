"""`cochair review`: the options of the review desk. The desk itself is `bot.review`."""

from __future__ import annotations

import time
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.export_command import Language
from bot.cli.opening import finish, reading
from bot.cli.options import EnvFile, config_dir_from, possible, settings_from, stop
from bot.data import catalogue_folders
from bot.journal.sqlite_reader import SqliteReader


def several(paths: list[Path] | None) -> list[Path] | None:
    """Paths that this machine can at least look for."""
    for each in paths or ():
        possible(each)
    return paths


def review(
    db: Annotated[
        list[Path] | None,
        typer.Option(
            "--db",
            metavar="PATH",
            help="A database file, instead of the one that COCHAIR_DATABASE names; may be repeated.",
            show_default=False,
            callback=several,
        ),
    ] = None,
    language: Annotated[
        Language, typer.Option("--language", help="The language in which the pages begin.")
    ] = Language.EN,
    zone: Annotated[
        str, typer.Option("--zone", metavar="IANA", help="The time zone, such as Europe/Vienna.")
    ] = "UTC",
    port: Annotated[
        int | None,
        typer.Option(
            "--port",
            metavar="NUMBER",
            min=1,
            max=65_535,
            help="The port on this machine; any free one by default.",
            show_default=False,
        ),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address; open no browser.")
    ] = False,
    env_file: EnvFile = None,
) -> None:
    """Open the review desk: dialogues, meetings, transcripts, search and proof in the browser.

    For organizers. It shows the full record, with names. It only reads, works while the bot is
    running, and can be reached from this machine alone, by an address that works once. Ctrl-C ends it.
    """
    # Here, since it brings a web server, and the other commands should start at once.
    from bot.review import desk_server
    from bot.review.desk_application import DeskOptions

    paths = db or [settings_from(env_file).database]
    # The settings are not needed where the files were named, as with the other reading commands.
    locales = catalogue_folders(None if db else config_dir_from(env_file))
    try:
        taken = desk_server.listen(port)
    except OSError as error:
        stop(f"port {port} cannot be used ({error.strerror}); choose another by --port.")
    own = int(taken.getsockname()[1])
    options = DeskOptions(language.value, zone, locales, own, lambda: int(time.time() * 1000))

    def ready(address: str) -> None:
        typer.echo(f"The review desk: {address}")
        typer.echo("The address works once, on this machine. Ctrl-C ends the desk.")
        if not no_browser:
            webbrowser.open(address)

    async def work() -> None:
        readers: list[tuple[Path, SqliteReader]] = []
        try:
            for path in dict.fromkeys(paths):
                readers.append((path, await reading(path)))
        except BaseException:
            for _, reader in readers:
                await reader.close()
            raise
        await desk_server.serve(readers, taken, options, ready)

    try:
        finish(work())
    except KeyboardInterrupt:
        return
    except ValueError as error:
        if not str(error).startswith("no time zone"):
            raise
        stop(
            f"--zone {zone!r}: no time zone is called so. Expected an IANA name such as UTC or "
            "Europe/Vienna.",
            code=2,
        )
    finally:
        taken.close()
