"""`cochair agenda`: candidates for an agenda from an article, and whether a file is an agenda.

What may live here: reading what was typed, printing. Reading articles is `bot.agenda.reader`, finding
candidates `bot.agenda.propose`, an agenda file's text `bot.agenda.drafting`.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.agenda.agenda_files import load_agenda
from bot.agenda.article import Article
from bot.agenda.article_values import Agenda
from bot.agenda.candidates import Candidate
from bot.agenda.drafting import drafted
from bot.agenda.fitness import unfit
from bot.agenda.propose import propose as candidates_of
from bot.agenda.reader import MOST_FILE_BYTES, Reader
from bot.agenda.reading_faults import ReadingFault
from bot.agenda.reasons import reasons
from bot.cli.options import EnvFile, config_dir_from, epilog, possible, safe, stop
from bot.cli.writing import put
from bot.data import Locales, catalogue_folders
from bot.phrases import Phrases
from bot.procedure.values import Localized

STANDARD_INPUT = "-"
WIDE = 100

app = typer.Typer(
    help="Agendas: propose one from an article, check a file.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Written(StrEnum):
    """Languages that an article can be said to be written in, where that cannot be told by itself."""

    EN = "en"
    RU = "ru"


@app.command(
    epilog=epilog(
        "cochair agenda propose article.html",
        "cochair agenda propose article.pdf -o config/agendas/bridges.toml",
        "cochair agenda propose https://example.org/article --json",
        "cochair agenda propose - < article.txt",
    )
)
def propose(
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE",
            help="A file (plain text, Markdown, HTML, PDF, Word), an https address, or - for the "
            "standard input stream.",
            show_default=False,
        ),
    ],
    limit: Annotated[
        int, typer.Option("--limit", min=1, max=50, help="Propose so many points at most.")
    ] = 15,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            callback=possible,
            help="Write an agenda file to go on with.",
            show_default=False,
        ),
    ] = None,
    language: Annotated[
        Written | None,
        typer.Option(
            "--language",
            help="The language of the article, where it is not recognized by itself.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over FILE if it is there already.")
    ] = False,
    env_file: EnvFile = None,
) -> None:
    """Propose agenda items from an article.

    Prints the points in the order of the article, each with a title, a guiding question, the
    paragraphs that it rests on (counted from 1 over all blocks of the text), a sentence or two of
    them, how strongly it is suggested (1 at most), and why. The ten strongest are ticked. With -o it
    writes a file like those in config/agendas: the ticked ones are items, the others comments.

    The text goes nowhere: nothing is asked for anything but the address that you give. The same text
    gives the same points.
    """
    if output is not None and output.is_dir():
        stop(f"{output}: this is a folder; name a file in it.", code=2)
    if output is not None and output.exists() and not force:
        stop(f"{output}: this file is there already. Name another, or add --force to replace it.")
    locales = catalogue_folders(config_dir_from(env_file))
    said = Phrases(locales, ("article.ftl",))
    read = asyncio.run(_read(article))
    if isinstance(read, Article):
        read = read if language is None else replace(read, language=language.value)
        read = unfit(read) or read
    if isinstance(read, ReadingFault):
        sentence = said.say("en", f"article-fault-{read.kind}", **read.facts)
        stop(f"{safe(article)}: {sentence}")
    found = candidates_of(read, limit, locales=locales)
    if not found:
        stop(f"{safe(article)}: nothing in this text can be put on an agenda.")
    if as_json:
        typer.echo(json.dumps(_records(found, read, locales), ensure_ascii=False, indent=2))
    if output is not None:
        name = output.stem if article == STANDARD_INPUT else (read.title or Path(article).stem)
        text = drafted(read, found, name=name, locales=locales)
        put(output, text.encode(), force)
        ticked = sum(each.ticked for each in found)
        typer.echo(
            f"cochair: {output}: {_count(ticked)}, and {len(found) - ticked} more as comments.",
            err=True,
        )
    elif not as_json:
        _print(read, found, locales)


@app.command(epilog=epilog("cochair agenda check my-agenda.toml"))
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file.", callback=possible)],
) -> None:
    """Say whether a file is an agenda.

    Names everything that is wrong with it, a line each: file, line, field, reason. Exit code 1 if
    anything is.
    """
    agenda = load_agenda(file)
    if not isinstance(agenda, Agenda):
        stop(*(str(fault) for fault in agenda))
    title = safe(agenda.title.into("en"))
    count = len(agenda.items)
    typer.echo(f"OK   {agenda.id}: {title}; {_count(count)}, {agenda.budget // 60} minutes")
    for language in ("en", "ru"):
        lacking = sum(language not in text.languages for text in _texts(agenda))
        if lacking:
            typer.echo(
                f"     without {language}: {lacking} of {1 + 2 * count} titles and questions"
            )


async def _read(article: str) -> Article | ReadingFault:
    """The article that is meant."""
    reader = Reader()
    if "://" in article:
        return await reader.address(article)
    if article == STANDARD_INPUT:
        return await reader.data(sys.stdin.buffer.read(MOST_FILE_BYTES + 1))
    return await reader.file(Path(article))


def _records(
    found: Sequence[Candidate], article: Article, locales: Locales
) -> list[dict[str, object]]:
    return [
        {
            "title": each.title,
            "question": each.question,
            "paragraphs": list(each.paragraphs),
            "excerpt": each.excerpt,
            "score": each.score,
            "why": reasons(each.why, article.language or "en", locales),
        }
        for each in found
    ]


def _print(article: Article, found: Sequence[Candidate], locales: Locales) -> None:
    terminal = sys.stdout.isatty()
    console = Console(width=None if terminal else WIDE, markup=False, highlight=False)
    if article.title:
        console.print(Text(safe(article.title), style="bold"))
    for number, each in enumerate(found, 1):
        mark = "x" if each.ticked else " "
        console.print()
        console.print(Text(f"[{mark}] {number}. {safe(each.title)}", style="bold"))
        paragraphs = ", ".join(map(str, each.paragraphs))
        for line in (
            each.question,
            f"¶ {paragraphs}: {each.excerpt}",
            f"{each.score:.2f}: {reasons(each.why, article.language or 'en', locales)}",
        ):
            console.print(Padding(Text(safe(line)), (0, 0, 0, 4)))


def _count(items: int) -> str:
    return "1 item" if items == 1 else f"{items} items"


def _texts(agenda: Agenda) -> tuple[Localized, ...]:
    items = (text for item in agenda.items for text in (item.title, item.question))
    return (agenda.title, *items)
