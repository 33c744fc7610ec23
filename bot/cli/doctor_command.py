"""`cochair doctor`: whether all is in order, and how to mend what is not.

What lives here: the checks, in the order in which a person would mend them. A check looks and changes
nothing. What must not: any check that `run` relies on; it makes its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from bot.app import CATALOGUES
from bot.catalogue import read_shelf
from bot.chat.framework.command_texts import settled
from bot.cli.doctor_discord import of_discord
from bot.cli.doctor_modes import of_modes
from bot.cli.fault_sentences import departure_found, journal_fault, problem_found, unlawful_found
from bot.cli.findings import Finding, Level
from bot.cli.options import Database, EnvFile, safe
from bot.cli.sentences_discord import left_out
from bot.data import catalogue_folders
from bot.journal.bench import note_in
from bot.journal.journal_files import WriterLock, may_write, real, recognize
from bot.journal.port import SECOND_PROCESS, FaultKind, JournalFault
from bot.journal.verification import verify
from bot.phrases import PhraseError, Phrases
from bot.settings import Settings, read_config_dir, read_settings
from bot.settings_faults import SettingsFault

SEEN_LATELY = timedelta(days=7)
COLOURS = {Level.OK: "green", Level.WARN: "yellow", Level.FAIL: "red"}


def doctor(
    db: Database = None,
    env_file: EnvFile = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Ask nothing of Discord: check only this machine.")
    ] = False,
) -> None:
    """Check the whole set-up, and say how to mend it.

    Looks at settings, data files, names of commands, database, who may read them, token, intents and
    permissions. One line a check: OK, WARN (it works, but look at it) or FAIL (it does not). Exit code 1
    if anything fails. Nothing is changed, and the bot does not go online.
    """
    # Lines are never broken by us: a terminal does that itself, and a pipe should not.
    console = Console(markup=False, highlight=False, soft_wrap=True)
    failed = False
    for finding in findings(db, env_file, offline):
        failed = failed or finding.level is Level.FAIL
        line = Text(f"{finding.level:<4}", style=COLOURS[finding.level])
        console.print(line + Text(f"  {finding.about}: {safe(finding.said)}"))
    raise typer.Exit(1 if failed else 0)


def findings(db: Path | None, env_file: Path | None, offline: bool) -> Iterator[Finding]:
    """Every check that can be made; where settings are wrong, those that need none."""
    settings = read_settings(env_file)
    if isinstance(settings, SettingsFault):
        for sentence in settings.sentences():
            yield Finding(Level.FAIL, "settings", sentence)
        own = read_config_dir(env_file)
        yield from of_files(None if isinstance(own, SettingsFault) else own)
        if db is not None:
            yield from of_database(db)
        yield from of_modes(db, env_file)
        yield Finding(Level.WARN, "discord", "not asked; mend the settings first.")
        return
    yield from of_settings(settings, env_file)
    yield from of_files(settings.config_dir)
    yield from of_catalogues(settings)
    database = settings.database if db is None else db
    yield from of_database(database)
    yield from of_modes(database, env_file)
    yield from of_discord(settings, offline)


def of_settings(settings: Settings, env_file: Path | None) -> Iterator[Finding]:
    source = Path(".env") if env_file is None else env_file
    where = (
        f"read from {source} and the environment"
        if source.is_file()
        else ("read from the environment; there is no .env here")
    )
    yield Finding(Level.OK, "settings", f"{where}.")
    if settings.shards is not None and len(settings.shards.ids) > 1:
        yield Finding(
            Level.FAIL,
            "settings",
            f"COCHAIR_SHARDS {settings.shards}: one process serves one shard so far; start one "
            "process for each.",
        )


def of_files(override: Path | None) -> Iterator[Finding]:
    """The agendas and formats that a moderator could choose from."""
    shelf = read_shelf(override)
    for fault in shelf.faults:
        yield Finding(Level.WARN, "files", f"left out: {fault}")
    for kind, found in (("agendas", shelf.agendas), ("formats", shelf.formats)):
        if found:
            yield Finding(Level.OK, kind, ", ".join(sorted(found)))
        else:
            yield Finding(
                Level.FAIL, kind, "none can be read; mend those above, or unset COCHAIR_CONFIG_DIR."
            )


def of_others(path: Path) -> Iterator[Finding]:
    """Whether the bot on this file has seen another process with its token."""
    seen = note_in(path, SECOND_PROCESS)
    if seen is None:
        return
    at = datetime.fromtimestamp(int(seen) / 1000, UTC)
    if datetime.now(UTC) - at < SEEN_LATELY:
        yield Finding(
            Level.WARN,
            "token",
            f"on {at:%Y-%m-%d at %H:%M} UTC another process answered people with the same token, from "
            "another file. Stop one of the two; if you do not know of a second one, make a new token.",
        )


def of_catalogues(settings: Settings) -> Iterator[Finding]:
    """The languages: each that a dialogue begins with should have its phrases, and Discord should take
    what the commands are called in each."""
    try:
        phrases, refused = settled(Phrases(catalogue_folders(settings.config_dir), CATALOGUES))
    except PhraseError as error:
        yield Finding(Level.FAIL, "languages", f"{error}. Mend it, or unset COCHAIR_CONFIG_DIR.")
        return
    spoken = [code for code in settings.languages if code.split("-")[0] in phrases.languages]
    silent = [code for code in settings.languages if code not in spoken]
    if silent:
        yield Finding(
            Level.WARN,
            "languages",
            f"there are no phrases in {', '.join(silent)}; people are answered in English. There "
            f"are: {', '.join(phrases.languages)}.",
        )
    else:
        yield Finding(Level.OK, "languages", ", ".join(spoken))
    for each in refused:
        yield Finding(Level.WARN, "commands", left_out(each))
    if not refused:
        yield Finding(Level.OK, "commands", "Discord takes their names in every language.")


def of_database(path: Path) -> Iterator[Finding]:
    """Openable, writable, unaltered. A file that is not there yet is not made."""

    def failed(kind: FaultKind) -> Finding:
        return Finding(
            Level.FAIL, "database", journal_fault(JournalFault(kind, str(path)), to_write=False)
        )

    kind = recognize(real(path))
    if kind is FaultKind.MISSING or (kind is None and not path.stat().st_size):
        if may_write(path):
            yield Finding(Level.OK, "database", f"{path} is made when the bot first runs.")
        else:
            yield failed(FaultKind.READ_ONLY)
        return
    if kind is not None:
        yield failed(kind)
        return
    report = verify(path, course=True)
    for each in report.meetings:
        if each.problem is not None:
            yield Finding(
                Level.FAIL, "database", f"meeting {each.meeting}: {problem_found(each.problem)}"
            )
        for wrong in each.unlawful[:1]:
            yield Finding(
                Level.FAIL, "database", f"meeting {each.meeting}: {unlawful_found(wrong)}"
            )
    for departure in report.schema:
        yield Finding(Level.FAIL, "database", f"{path}: {departure_found(departure)}")
    if report.fault is not None:
        yield failed(report.fault)
        return
    if report.sound and report.lawful:
        events = sum(each.events for each in report.meetings)
        yield Finding(
            Level.OK,
            "database",
            f"{path}: meetings {len(report.meetings)}, events {events}, the chain holds, the course "
            "is lawful.",
        )
    yield from of_others(path)
    place = real(path)
    if not place.with_name(place.name + ".lock").exists():
        # Nobody has written to it here. Taking the lock would make that file.
        if not may_write(path):
            yield failed(FaultKind.READ_ONLY)
        return
    lock = WriterLock.take(path)
    if not isinstance(lock, FaultKind):
        lock.release()
    elif lock is FaultKind.LOCKED:
        yield Finding(Level.WARN, "database", f"{path}: a bot is using it now; one at a time may.")
    else:
        yield failed(lock)
