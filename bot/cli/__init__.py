"""The command line: `cochair`. One module a command; this one puts them together.

What may live here and beside: reading what was typed, calling what does the work, saying how it went
in one line, exit codes. What must not: a rule of the roundtable, SQL, anything of discord's.

Exit codes: 0 all is well, 1 something is wrong and was named, 2 the command was typed wrongly.
"""

from __future__ import annotations

import errno
import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from bot.cli import (
    agenda,
    attachments,
    backup,
    doctor,
    erase,
    form,
    head,
    meetings,
    rehearse,
    review,
    run,
    search,
    transcript,
    verify,
)
from bot.cli.common import complain, epilog

# Plain help: it reads the same on every terminal, in a pipe and in docs/cli.md. Tracebacks are
# Python's own, since the ornate ones print local variables.
app = typer.Typer(
    name="cochair",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"cochair {version('cochair')}")
        raise typer.Exit


@app.callback(
    epilog=epilog(
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
)
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
    2 the command was typed wrongly.
    """


app.command(
    epilog=epilog("cochair run", "cochair run --db dialogue.db --env-file production.env"),
)(run.run)
app.command(
    epilog=epilog(
        "cochair rehearse",
        "cochair rehearse --open --pace 4",
        "cochair rehearse --list",
    ),
)(rehearse.rehearse)
app.command(
    epilog=epilog("cochair meetings", "cochair meetings --db dialogue.db --json | jq '.[].id'"),
)(meetings.meetings)
app.command(
    epilog=epilog(
        "cochair transcript last",
        "cochair transcript trust-3 -o trust-3.html --language ru --zone Europe/Moscow",
        "cochair transcript trust-3 --format json | jq .turns",
        "cochair transcript trust-3 --attribution chatham-house -o trust-3.docx",
    ),
)(transcript.transcript)
app.command(
    epilog=epilog("mkdir files", "cochair attachments last -o files"),
)(attachments.attachments)
app.command(
    epilog=epilog(
        "cochair search переговоры",
        "cochair search verif* --dialogue trust --since 2026-01-01 --json | jq .[].text",
    ),
)(search.search)
app.command(
    epilog=epilog(
        "cochair erase --person 123456789012345678",
        "cochair erase --meeting trust-3 --names --yes",
    ),
)(erase.erase)
app.command(
    epilog=epilog(
        "cochair verify",
        "cochair verify --db copy-of-dialogue.db",
        "cochair verify --against transcript.html --against last-year.db",
    ),
)(verify.verify)
app.command(
    epilog=epilog("cochair head", "cochair head last", "cochair head --json | jq -r '.[].line'"),
)(head.head)
app.command(
    epilog=epilog(
        "cochair backup /var/backups/cochair/monday.db",
        "cochair backup latest.db --force --db dialogue.db",
    ),
)(backup.backup)
app.command(
    epilog=epilog(
        "cochair review",
        "cochair review --db 2030.db --db 2031.db --language ru --zone Europe/Moscow",
    ),
)(review.review)
app.command(
    epilog=epilog(
        "cochair doctor", "cochair doctor --offline", "cochair doctor --env-file new.env"
    ),
)(doctor.doctor)


app.add_typer(agenda.app, name="agenda")
app.add_typer(form.app, name="format")


def main() -> None:
    """What the console command `cochair` calls."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that has no letters for Russian gets numbers for them, not a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="cochair")
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise
        complain(f"the output cannot be written: {error.strerror}.")
        # What is still in the buffer cannot be written either, when Python ends and tries to.
        os._exit(1)
