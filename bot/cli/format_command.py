"""`cochair format`: the procedures that there are, whether a file is one, and how it would go.

What may live here: printing. Playing a format is `bot.simulation`, reading one `bot.format_files`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.options import EnvFile, complain, config_dir_from, epilog, possible, safe, stop
from bot.data import config_file, config_files
from bot.format_files import load_format
from bot.procedure.formats import Format
from bot.procedure.values import SECOND, Milliseconds
from bot.simulation.play import Played, play
from bot.simulation.simulation_report import Share, SimulationReport, report

WIDE = 1_000
MOST_PEOPLE = 200

app = typer.Typer(
    help="Procedures: list them, check a file, try one on paper.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="The file; or the name of a format that there is.", callback=possible
    ),
]


@app.command("list", epilog=epilog("cochair format list"))
def list_(env_file: EnvFile = None) -> None:
    """Name the formats that a moderator can choose from.

    Those that are shipped, and your own in COCHAIR_CONFIG_DIR. A file that cannot be read is named
    on the error stream.
    """
    override = config_dir_from(env_file)
    broken = False
    for path in config_files("formats", ".toml", override):
        form = load_format(path)
        if isinstance(form, Format):
            typer.echo(f"{form.key:<20} {safe(form.title.into('en'))}")
        else:
            broken = True
            for fault in form:
                complain(str(fault))
    raise typer.Exit(1 if broken else 0)


@app.command(
    epilog=epilog("cochair format check my-format.toml", "cochair format check fishbowl"),
)
def check(file: File, env_file: EnvFile = None) -> None:
    """Say whether a file is a format.

    Names everything that is wrong with it, a line each: file, line, field, reason. Exit code 1 if
    anything is.
    """
    form = _form(file, env_file)
    phases = ", ".join(f"{phase.key} ({phase.speakers})" for phase in form.phases)
    typer.echo(f"OK   {form.key}: {safe(form.title.into('en'))}; phases {phases}")


@app.command(
    epilog=epilog(
        "cochair format simulate my-format.toml",
        "cochair format simulate fishbowl --people 16 --items 2 --seed 7",
        "cochair format simulate task-force --json | jq .evenness",
    ),
)
def simulate(
    file: File,
    people: Annotated[
        int,
        typer.Option(
            "--people",
            min=4,
            max=MOST_PEOPLE,
            help="How many sit at the table: two co-chairs, two rapporteurs, and participants.",
        ),
    ] = 10,
    items: Annotated[
        int, typer.Option("--items", min=1, max=50, help="How many agenda items there are.")
    ] = 3,
    minutes: Annotated[
        int, typer.Option("--minutes", min=1, max=240, help="How long each item has.")
    ] = 15,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="Another seed gives other delegates.")
    ] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
    env_file: EnvFile = None,
) -> None:
    """Play a format with random delegates, and print who would have spoken when.

    The delegates are invented, and so is what they want; the rules are the real ones, and so is what
    they make of it. Ends with how evenly people were heard. The same seed gives the same meeting.
    """
    form = _form(file, env_file)
    played = play(form, people=people, items=items, minutes=minutes, seed=seed)
    found = report(played)
    if as_json:
        typer.echo(
            json.dumps(_as_record(form, played, found, people, items, minutes, seed), indent=2)
        )
        return
    terminal = sys.stdout.isatty()
    console = Console(width=None if terminal else WIDE, markup=False, highlight=False)
    if found.spoken:
        console.print(_turns(form, found))
    console.print(_shares(form, found))
    console.print(_summary(form, found))


def _form(file: Path, env_file: Path | None) -> Format:
    """The format that is meant, or the end of the command."""
    path = file
    if not file.exists() and not file.suffix:
        own = config_dir_from(env_file)
        named = config_file(f"formats/{file.name}.toml", own)
        if named is None:
            known = ", ".join(each.stem for each in config_files("formats", ".toml", own))
            stop(f"{file}: there is neither such a file nor such a format; there are: {known}.")
        path = named
    form = load_format(path)
    if not isinstance(form, Format):
        stop(*(str(fault) for fault in form))
    return form


def _turns(form: Format, found: SimulationReport) -> Table:
    titles = {phase.key: phase.title.into("en") for phase in form.phases}
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("at", "item", "phase", "who", "for"):
        made.add_column(name, no_wrap=True)
    made.add_column("spoke", justify="right")
    made.add_column("ended", no_wrap=True)
    for turn in found.spoken:
        made.add_row(
            _clock(turn.at),
            turn.item or "",
            Text(safe(titles.get(turn.phase or "", ""))),
            turn.person,
            turn.kind.value,
            _clock(turn.used),
            "" if turn.how is None else turn.how.value,
        )
    return made


def _shares(form: Format, found: SimulationReport) -> Table:
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    made.add_column("who", no_wrap=True)
    for name in ("turns", "spoke", "share") if not form.by_date else ("posts", "share"):
        made.add_column(name, justify="right")
    whole = sum(_amount(form, share) for share in found.sides)
    for side in found.sides:
        made.add_row(*_share(form, f"side {side.side}", side, whole))
        for share in found.people:
            if share.side == side.side:
                made.add_row(*_share(form, f"  {share.person}", share, whole))
    return made


def _share(form: Format, name: str, share: Share, whole: int) -> tuple[str, ...]:
    part = f"{100 * _amount(form, share) / whole:.0f}%" if whole else ""
    if form.by_date:
        return name, str(share.posts), part
    return name, str(share.turns), _clock(share.used), part


def _amount(form: Format, share: Share) -> int:
    return share.posts if form.by_date else share.used


def _summary(form: Format, found: SimulationReport) -> str:
    counted = "posts" if form.by_date else "floor time"
    ended = "" if found.over else " It did not come to an end by itself, and was cut off."
    interpreted = f", {_clock(found.interpreted)} interpretation" if found.interpreted else ""
    return (
        f"{_clock(found.length)} in all, {_clock(found.idle)} nobody’s{interpreted}. "
        f"Evenness of {counted}: {found.evenness:.2f} "
        f"(1: everybody had the same; co-chairs left aside).{ended}"
    )


def _clock(length: Milliseconds) -> str:
    hours, rest = divmod(length // SECOND, 3600)
    if hours >= 48:
        return f"{hours // 24} d {hours % 24} h"
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def _as_record(
    form: Format,
    played: Played,
    found: SimulationReport,
    people: int,
    items: int,
    minutes: int,
    seed: int,
) -> dict[str, object]:
    return {
        "format": form.key,
        "people": people,
        "items": items,
        "minutes": minutes,
        "seed": seed,
        "over": found.over,
        "length_ms": found.length,
        "idle_ms": found.idle,
        "interpreted_ms": found.interpreted,
        "evenness": round(found.evenness, 4),
        "sides": [_share_record(share) for share in found.sides],
        "delegates": [{"who": share.person, **_share_record(share)} for share in found.people],
        "turns": [
            {
                "at_ms": turn.at,
                "who": turn.person,
                "side": turn.side,
                "kind": turn.kind.value,
                "item": turn.item,
                "phase": turn.phase,
                "used_ms": turn.used,
                "ended": None if turn.how is None else turn.how.value,
            }
            for turn in found.spoken
        ],
    }


def _share_record(share: Share) -> dict[str, object]:
    return {
        "side": share.side,
        "turns": share.turns,
        "used_ms": share.used,
        "posts": share.posts,
    }
