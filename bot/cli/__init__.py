"""The command line: `cochair`. One module a command; this one puts them together.

What may live here and beside: reading what was typed, calling what does the work, saying how it went
in one line, exit codes. What must not: a rule of the roundtable, SQL, anything of discord's.

Exit codes: 0 all is well, 1 something is wrong and was named, 2 the command was typed wrongly.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import version
from typing import Annotated

import typer

from bot.cli.exit_codes import listed
from bot.cli.options import complain, epilog
from bot.logs import configure_logging, faults_logged

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "run": (
        "cochair run",
        "cochair run --db dialogue.db --env-file production.env",
        "Exit codes:",
        *listed(),
    ),
    "rehearse": (
        "cochair rehearse",
        "cochair rehearse --open --pace 4",
        "cochair rehearse --list",
    ),
    "meetings": (
        "cochair meetings",
        "cochair meetings --db dialogue.db --json | jq '.[].id'",
    ),
    "transcript": (
        "cochair transcript last",
        "cochair transcript trust-3 -o trust-3.html --language ru --zone Europe/Moscow",
        "cochair transcript trust-3 --format json | jq .turns",
        "cochair transcript trust-3 --attribution chatham-house -o trust-3.docx",
    ),
    "attachments": (
        "mkdir files",
        "cochair attachments last -o files",
    ),
    "search": (
        "cochair search переговоры",
        "cochair search verif* --dialogue trust --since 2026-01-01 --json | jq .[].text",
    ),
    "erase": (
        "cochair erase --person 123456789012345678",
        "cochair erase --meeting trust-3 --names --yes",
    ),
    "verify": (
        "cochair verify",
        "cochair verify --db copy-of-dialogue.db",
        "cochair verify --against transcript.html --against last-year.db",
    ),
    "head": (
        "cochair head",
        "cochair head last",
        "cochair head --json | jq -r '.[].line'",
    ),
    "backup": (
        "cochair backup /var/backups/cochair/monday.db",
        "cochair backup latest.db --force --db dialogue.db",
    ),
    "review": (
        "cochair review",
        "cochair review --db 2030.db --db 2031.db --language ru --zone Europe/Moscow",
    ),
    "health": (
        "cochair health",
        "cochair health --live --timeout 2",
    ),
    "unlock": (
        "cochair unlock",
        "cochair unlock --yes --db dialogue.db",
    ),
    "doctor": (
        "cochair doctor",
        "cochair doctor --offline",
        "cochair doctor --env-file new.env",
    ),
}
"""The commands in the order of the help, with examples and what else stands below them. A function has
its command's name, its module that and `_command`."""
GROUPS = ("agenda", "format")
"""Groups of commands."""


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"cochair {version('cochair')}")
        raise typer.Exit


def cochair(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Say the version, and end."
        ),
    ] = False,
) -> None:
    """Jointly chaired roundtables on Discord: two delegations, moderated turns, a log that proves
    itself.

    Settings are read from the environment and from a file called .env in the current folder;
    config/.env.example lists them all. Exit codes: 0 all is well, 1 something is wrong and was named,
    2 the command was typed wrongly; `cochair run` has more, which its own help lists.
    """


_EPILOG = epilog(
    "A first look, with no account and no token:",
    "cochair rehearse",
    "On a real server (docs: README.md):",
    "cochair doctor",
    "cochair run",
    "An agenda from an article of your own:",
    "cochair agenda propose article.html -o my-agenda.toml",
    "Trying a procedure of your own:",
    "cochair format simulate my-format.toml",
    "Afterwards:",
    "cochair meetings",
    "cochair transcript last -o transcript.html",
    "cochair verify",
    "cochair backup monday.db",
    "cochair review",
)


def assembled(*names: str) -> typer.Typer:
    """The command line with these commands and groups only; with all, if none is named.

    Each brings in what it needs: whoever asks for one should not wait for the others.
    """
    # Plain help: it reads the same on every terminal, in a pipe and in docs/cli.md. Tracebacks are
    # Python's own, since the ornate ones print local variables.
    app = typer.Typer(
        name="cochair",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(epilog=_EPILOG)(cochair)
    for name, examples in COMMANDS.items():
        if not names or name in names:
            module = import_module(f"bot.cli.{name}_command")
            app.command(name, epilog=epilog(*examples))(getattr(module, name))
    for name in GROUPS:
        if not names or name in names:
            app.add_typer(import_module(f"bot.cli.{name}_command").app, name=name)
    return app


def main() -> None:
    """What the console command `cochair` calls."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that has no letters for Russian gets numbers for them, not a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    configure_logging("WARNING", libraries="ERROR")  # `run`, which is watched, says more
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    app = assembled(asked) if asked in COMMANDS or asked in GROUPS else assembled()
    try:
        app(prog_name="cochair")
    except SystemExit as end:
        if end.code or asked == "run" or not faults_logged():
            raise  # a service that is told to stop has ended well, whatever happened in its months
        complain(
            "something went wrong that was not foreseen: see the log above, and please report it."
        )
        sys.exit(1)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise
        complain(f"the output cannot be written: {error.strerror}.")
        # What is still in the buffer cannot be written either, when Python ends and tries to.
        os._exit(1)
