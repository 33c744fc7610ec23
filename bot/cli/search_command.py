"""`cochair search`: what was said, across all meetings in a journal, for whoever keeps the file."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import finish, reading
from bot.cli.options import Database, EnvFile, database_from, safe, stop, utc
from bot.journal.port import Found, Wanted
from bot.procedure.values import DAY, Instant
from bot.transcript.labels import iso

SHOWN = 300
"""Characters of a contribution that are printed; all of it is in JSON."""


def search(
    words: Annotated[
        list[str],
        typer.Argument(help="All of these, in any form; word* finds all that begin so."),
    ],
    meeting: Annotated[
        str | None, typer.Option("--meeting", help="Only this meeting.", show_default=False)
    ] = None,
    dialogue: Annotated[
        str | None, typer.Option("--dialogue", help="Only this dialogue.", show_default=False)
    ] = None,
    person: Annotated[
        str | None,
        typer.Option("--person", help="Only this person's words, by id.", show_default=False),
    ] = None,
    side: Annotated[
        str | None, typer.Option("--side", help="Only this side's, by its key.", show_default=False)
    ] = None,
    item: Annotated[
        str | None, typer.Option("--item", help="Only on this agenda item.", show_default=False)
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="From this day on.", show_default=False),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="Up to this day.", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many at most.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False,
    db: Database = None,
    env_file: EnvFile = None,
) -> None:
    """Search what was said, the best match first.

    English and Russian words are found in all their forms. Words that were taken out or erased are not
    found. Dates are days in UTC, such as 2026-03-01. Works while the bot is running.
    """
    wanted = Wanted(
        meeting=meeting,
        dialogue=dialogue,
        person=person,
        side=side,
        item=item,
        since=None if since is None else day(since, "--since"),
        until=None if until is None else day(until, "--until") + DAY - 1,
    )
    found = finish(find(database_from(db, env_file), " ".join(words), wanted, limit))
    if as_json:
        typer.echo(json.dumps([as_record(hit) for hit in found], ensure_ascii=False, indent=2))
    for hit in () if as_json else found:
        turn = "" if hit.turn is None else f", turn {hit.turn}"
        typer.echo(f"{hit.meeting} #{hit.seq}{turn}, {utc(hit.at)}, {safe(hit.person)}")
        typer.echo(f"  {safe((hit.words.text or '')[:SHOWN])}")
    if not found and not as_json:
        typer.echo("Nothing was found.")


def day(given: str, option: str) -> Instant:
    """The beginning of a day in UTC. Ends the command where it is none."""
    try:
        return int(datetime.strptime(given, "%Y-%m-%d").replace(tzinfo=UTC).timestamp() * 1000)
    except ValueError:
        stop(f"{option} {safe(given)!r}: no such day. Expected one such as 2026-03-01.", code=2)


async def find(path: Path, asked: str, wanted: Wanted, limit: int) -> tuple[Found, ...]:
    journal = await reading(path)
    try:
        return await journal.search(asked, None, limit, wanted)
    finally:
        await journal.close()


def as_record(hit: Found) -> dict[str, object]:
    """A find as JSON has it; the names are promised in docs/cli.md, times are RFC 3339."""
    return {
        "meeting": hit.meeting,
        "seq": hit.seq,
        "turn": hit.turn,
        "item": hit.item,
        "person": hit.person,
        "side": hit.side,
        "at": iso(hit.at),
        "text": hit.words.text,
    }
