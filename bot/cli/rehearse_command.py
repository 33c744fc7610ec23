"""`cochair rehearse`: the options of a rehearsal. The rehearsal itself is
`bot.rehearsal.rehearsal_run`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.options import config_dir_from, stop

SCRIPT = "dartmouth-plenary"


def rehearse(
    script: Annotated[
        str, typer.Argument(help="Which script to play; --list names them.")
    ] = SCRIPT,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="FOLDER", help="Where the database and transcripts go."),
    ] = Path("out/rehearsal"),
    open_page: Annotated[
        bool,
        typer.Option(
            "--open", help="Show it in the browser, where you may take any seat, press and type."
        ),
    ] = False,
    pace: Annotated[
        float | None,
        typer.Option(
            "--pace",
            metavar="FACTOR",
            min=0.1,
            max=1000.0,
            help="With --open: how fast; 2 is twice as fast as 1, which is the default.",
            show_default=False,
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port",
            metavar="NUMBER",
            min=1,
            max=65_535,
            help="With --open: the port of the page on this machine; any free one by default.",
            show_default=False,
        ),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")
    ] = False,
    list_scripts: Annotated[
        bool,
        typer.Option("--list", help="Name the scripts that there are, with their titles, and end."),
    ] = False,
) -> None:
    """Play a whole roundtable on a simulated Discord.

    The delegates are scripted. Needs no account, no token and no network. Leaves cochair.db and
    the transcripts in out/rehearsal. With --open it goes at a pace that people can follow, until Ctrl-C.
    """
    rehearsal, config = _rehearsal(), config_dir_from(None)
    if list_scripts:
        for name, title in rehearsal.titles(config):
            typer.echo(f"{name:<20} {title}".rstrip())
        return
    known = rehearsal.names(config)
    if script not in known:
        stop(f"there is no script {script!r}; there are: {', '.join(known)}.", code=2)
    if not open_page and (pace is not None or port is not None):
        stop("--pace and --port go with --open: without it nobody watches.", code=2)
    try:
        code: int = rehearsal.rehearse(
            script,
            out,
            open_page=open_page,
            pace=pace or 1.0,
            port=port,
            quiet=quiet,
            config=config,
        )
    except ImportError as error:
        if not open_page or (error.name or "bot").partition(".")[0] == "bot":
            raise
        stop("the page needs more packages: pip install 'cochair[page]'")
    raise typer.Exit(code)


def _rehearsal() -> Any:
    # Late, since it brings simcord with it, and the other commands should start at once.
    from bot.rehearsal import rehearsal_run

    return rehearsal_run
