"""`cochair transcript`: one meeting as a document.

What lives here: which meeting, which form, which file. What must not: what a transcript says.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.export_command import Language, can_be_written, document_of, form_of
from bot.cli.opening import finish, reading
from bot.cli.options import Database, EnvFile, complain, possible, settings_from, stop
from bot.cli.writing import put
from bot.data import catalogue_folders
from bot.journal.journal_files import real
from bot.journal.sqlite_reader import SqliteReader
from bot.journal.verification import MeetingReport, verify
from bot.procedure.events import ExportForm as Form
from bot.procedure.events import ExportRule as Rule
from bot.procedure.events import Recorded
from bot.procedure.values import MeetingId
from bot.settings import read_settings
from bot.settings_faults import SettingsFault
from bot.transcript.attribution.attribution_report import report, summary
from bot.transcript.build import build
from bot.transcript.document_forms import Telling
from bot.transcript.model import Transcript
from bot.transcript.render import attributed, words_of
from bot.transcript.spreadsheet import Separator

LAST = "last"
STANDARD_OUTPUT = Path("-")
BEYOND_TELLING = (
    "meeting {meeting}: its record was altered so that no transcript can be made of it."
)
"""What an altered record may hold is nobody's to foresee; where the chain holds, an error is our own."""
REPORT = ".report.txt"
"""What the name of a document is given at its end for the report on it."""


def transcript(
    meeting: Annotated[
        str,
        typer.Argument(
            help="The meeting's id as `cochair meetings` shows it, or `last` for the latest.",
            show_default=False,
        ),
    ],
    form: Annotated[
        Form | None,
        typer.Option(
            "--format",
            "-f",
            help="What to write; by default what the ending of FILE says, else md.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            callback=possible,
            help="Write into this file; by default, or for -, to the standard output stream.",
            show_default=False,
        ),
    ] = None,
    language: Annotated[
        Language, typer.Option("--language", help="The language of everything but people's words.")
    ] = Language.EN,
    zone: Annotated[
        str, typer.Option("--zone", metavar="IANA", help="The time zone, such as Europe/Vienna.")
    ] = "UTC",
    rule: Annotated[
        Rule,
        typer.Option(
            "--attribution",
            help="Who is named: everybody, sides and capacities only, or nobody at all.",
        ),
    ] = Rule.FULL,
    report_file: Annotated[
        Path | None,
        typer.Option(
            "--report",
            metavar="FILE",
            callback=possible,
            help="Write the organizers' report on what was taken out of the texts, and what to look at, "
            "into this file. Under the Chatham House Rule by default FILE.report.txt, beside the "
            "document.",
            show_default=False,
        ),
    ] = None,
    remove: Annotated[
        Path | None,
        typer.Option(
            "--remove",
            metavar="FILE",
            callback=possible,
            help="More names and phrases to take out of the texts, one a line: nicknames, institutes.",
            show_default=False,
        ),
    ] = None,
    separator: Annotated[
        Separator | None,
        typer.Option(
            "--separator",
            help="What parts the cells of a CSV: a comma, and decimals have a point; a semicolon, and "
            "they have a comma. By default as a spreadsheet in the language of --language expects it.",
            show_default=False,
        ),
    ] = None,
    bom: Annotated[
        bool,
        typer.Option(
            "--bom/--no-bom", help="Begin a CSV with the mark that some spreadsheets need."
        ),
    ] = True,
    force: Annotated[
        bool, typer.Option("--force", help="Write over FILE if it is there already.")
    ] = False,
    db: Database = None,
    env_file: EnvFile = None,
) -> None:
    """Write a meeting as Markdown, HTML, JSON, CSV or a Word document.

    Every item, turn and contribution, word for word and in order. The document carries the hash of
    the meeting's last event, which `cochair verify` shows too; if the meeting's chain does not hold, it
    says that instead (CSV cannot). The meeting may still be going on. JSON is described by
    docs/transcript.schema.json, CSV by docs/tables.md; the times of both are always UTC.

    --attribution chatham-house writes a version that names nobody and no side, by-side one that gives
    side and capacity instead of names: docs/attribution.md says what each does and what it cannot do.
    Have it read by somebody who was there before it goes out.
    """
    database, config = where(db, env_file)
    output = None if output == STANDARD_OUTPUT else output
    also = more_names(rule, report_file, remove)
    if report_file is None and output is not None and rule is Rule.CHATHAM_HOUSE:
        report_file = output.with_name(f"{output.name}{REPORT}")
    for file in (output, report_file):
        if file is not None:
            look_before(file, database, force)
    if output is not None and report_file == output:
        stop(f"{output}: the report needs another file than the document.", code=2)
    telling = Telling(
        form or form_of(output), language, zone, catalogue_folders(config), separator, bom
    )
    can_be_written(telling.form)
    full = finish(read(database, meeting))
    try:
        done = attributed(full, rule, telling, also)
        document = document_of(full if done is None else done.transcript, telling)
    except typer.Exit:
        raise
    except Exception:
        if not full.broken:
            raise
        stop(BEYOND_TELLING.format(meeting=full.meeting))
    if output is not None:
        put(output, document, force)
    if done is not None:
        if report_file is not None:
            put(report_file, report(done.cleaned, words_of(telling)).encode(), force)
        counts = summary(done.cleaned, words_of(replace(telling, language=Language.EN)))
        typer.echo(f"cochair: taken out of the texts: {counts}", err=True)
        beside = "--report FILE lists" if report_file is None else f"{report_file} lists"
        typer.echo(
            f"cochair: {len(done.cleaned.look)} places to look at before it goes out; {beside} them.",
            err=True,
        )
    if output is None:
        typer.echo(document, nl=False)  # bytes: a transcript is UTF-8 whatever the terminal is


def more_names(rule: Rule, report_file: Path | None, remove: Path | None) -> tuple[str, ...]:
    """The lines of the file of more names. Options that the full record has no use for, and a file that
    cannot be read, end the command."""
    for option, given in (("--report", report_file), ("--remove", remove)):
        if rule is Rule.FULL and given is not None:
            stop(f"{option} goes with --attribution by-side or chatham-house.", code=2)
    if remove is None:
        return ()
    try:
        lines = remove.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        stop(f"{remove}: {why}; nothing was written.")
    return tuple(line.strip() for line in lines if line.strip())


def where(db: Path | None, env_file: Path | None) -> tuple[Path, Path | None]:
    """The database, and the organizer's own folder of data, if there is one.

    Settings that are wrong do not keep anybody from a database that was named, but are mentioned.
    """
    if db is None:
        settings = settings_from(env_file)
        return settings.database, settings.config_dir
    found = read_settings(env_file)
    if isinstance(found, SettingsFault):
        complain("the settings cannot be read (`cochair doctor` says why); they are left aside.")
        return db, None
    return db, found.config_dir


def look_before(output: Path, database: Path, force: bool) -> None:
    """End the command where writing would destroy something, before any work is done."""
    if output.is_dir():
        stop(f"{output}: this is a folder; name a file in it.", code=2)
    if not output.exists():
        return
    database = real(database)
    beside = (
        database,
        *(database.with_name(database.name + end) for end in ("-wal", "-shm", ".lock")),
    )
    if any(each.exists() and output.samefile(each) for each in beside):
        stop(f"{output}: this is the database; a transcript needs another file.", code=2)
    if not force:
        stop(f"{output}: this file is there already. Name another, or add --force to replace it.")


async def read(database: Path, wanted: str) -> Transcript:
    """The meeting that is meant, with the head of its chain where the chain holds."""
    journal = await reading(database)
    try:
        meeting = await find(journal, wanted, database)
        records, report = await with_proof(journal, meeting, database)
    finally:
        await journal.close()
    if not records:
        stop(f"meeting {meeting} has no events; `cochair verify` says more.")
    head: str | None = None
    unlawful: tuple[int, ...] = ()
    broken = report is None or report.problem is not None
    if report is None or broken:
        complain(
            f"meeting {meeting}: its chain does not hold, so the transcript carries no hash, "
            "and says so; `cochair verify` names the first bad row."
        )
    else:
        unlawful = tuple(each.seq for each in report.unlawful)
        head = report.head if report.events == len(records) else None
    if unlawful:
        complain(
            f"meeting {meeting}: its chain holds, but its course is not lawful, and the transcript says "
            "so; `cochair verify` names the rows."
        )
    try:
        return build(records, head=head, broken=broken, unlawful=unlawful)
    except ValueError:
        stop(f"meeting {meeting} does not begin with its convening; `cochair verify` says more.")
    except Exception:
        if not broken:
            raise
        stop(BEYOND_TELLING.format(meeting=meeting))


async def find(journal: SqliteReader, wanted: str, database: Path) -> MeetingId:
    """The id that was meant, or the end of the command with the nearest ones."""
    known = [each.id for each in await journal.meetings()]
    if wanted in known:
        return wanted
    if known and wanted == LAST:
        return known[-1]
    if not known:
        stop(f"{database}: no meeting has been convened yet.")
    near = get_close_matches(wanted, known, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`cochair meetings` lists them all."
    return stop(f"there is no meeting {wanted!r}; {hint}")


async def with_proof(
    journal: SqliteReader, meeting: MeetingId, database: Path
) -> tuple[tuple[Recorded, ...], MeetingReport | None]:
    """The records and the report on the same records, also while the meeting goes on. In a file that
    cannot be read to its end, or whose trees are out of order, nothing is reported to hold."""
    for _ in range(5):
        records = await journal.read(meeting)
        found = verify(database, course=True)
        reports = () if found.fault is not None else found.meetings
        report = next((r for r in reports if r.meeting == meeting), None)
        if report is None or report.problem is not None or report.events == len(records):
            break
    return records, report
