"""`cochair run`: the bot on Discord, until it is told to stop.

What lives here: the order in which things are opened and closed, and signals. What must not: what the
bot does while it is there.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import signal
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import structlog
import typer

from bot.app import build
from bot.catalogue import Catalogue, read_shelf
from bot.chat.client import CochairClient
from bot.chat.framework.account_inspection import inspect
from bot.chat.framework.endpoint import Endpoint, EndpointFault, ask, pointed
from bot.chat.framework.login_faults import LoginFault, LoginFaultCode, explain
from bot.cli.endings import OF_ENDPOINT, OF_JOURNAL, OF_LOGIN
from bot.cli.exit_codes import ExitCode
from bot.cli.fault_sentences import journal_fault
from bot.cli.opening import finish
from bot.cli.options import Database, EnvFile, complain, settings_from, stop
from bot.cli.sentences_discord import endpoint_fault, left_out, login_fault
from bot.data import catalogue_folders
from bot.journal.port import DamagedJournal, JournalFault, NewerJournal
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.logs import configure_logging
from bot.monitoring.monitor import Monitor
from bot.monitoring.supervisor import Supervisor
from bot.phrases import PhraseError
from bot.settings import Settings

log = structlog.get_logger(__name__)

NO_TOKEN = (
    "COCHAIR_TOKEN is not set. Put the bot's token into .env or the environment "
    "(config/.env.example shows how), or try `cochair rehearse`, which needs none."
)


def run(db: Database = None, env_file: EnvFile = None) -> None:
    """Run the bot on Discord, until Ctrl-C or SIGTERM.

    Meetings that were under way are taken up again, and the time of the outage is given back. Needs
    COCHAIR_TOKEN; `cochair doctor` says beforehand whether all is in order. The log goes to the
    standard error stream and never holds what anybody said.
    """
    settings = settings_from(env_file, code=ExitCode.SETTINGS)
    if settings.token is None:
        stop(NO_TOKEN, code=ExitCode.SETTINGS)
    if settings.shards is not None and len(settings.shards.ids) > 1:
        stop(
            f"COCHAIR_SHARDS {settings.shards}: one process serves one shard so far. Start one "
            f"process for each, such as {settings.shards.first}/{settings.shards.total}, each with "
            "its own --db.",
            code=ExitCode.SETTINGS,
        )
    configure_logging(settings.log_level, settings.log_format, settings.token)
    logging.captureWarnings(True)
    shelf = shelf_from(settings)
    database = settings.database if db is None else db
    try:
        code = finish(until_told(serve(settings, database, shelf)), OF_JOURNAL)
    except typer.Exit:
        raise
    except Exception:
        # Through the log, which hides the token; Python's own traceback would not.
        log.critical("stopped by a fault of Cochair itself", exc_info=True)
        complain(
            "Cochair stopped by a fault of its own; the log above says more. Please report it."
        )
        code = ExitCode.FAULT
    except KeyboardInterrupt:  # where signals cannot be handed to the loop, or a second Ctrl-C
        code = ExitCode.STOPPED
    raise typer.Exit(code)


def shelf_from(settings: Settings) -> Catalogue:
    """What moderators can choose from; broken files are named and left out."""
    shelf = read_shelf(settings.config_dir)
    for fault in shelf.faults:
        complain(str(fault))
    if not shelf.agendas or not shelf.formats:
        lacking = "agenda" if not shelf.agendas else "format"
        stop(
            f"no {lacking} can be read, so no meeting could be convened. Mend the files named above, "
            "or leave COCHAIR_CONFIG_DIR empty.",
            code=ExitCode.FILES,
        )
    return shelf


async def until_told(work: Coroutine[Any, Any, ExitCode]) -> ExitCode:
    """`work`, or its clean end at the first SIGINT or SIGTERM. A second one ends it at once."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    handled: list[signal.Signals] = []
    told = False

    def on_signal() -> None:
        nonlocal told
        told = True
        release()
        task.cancel()

    def release() -> None:
        while handled:
            loop.remove_signal_handler(handled.pop())

    try:
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(each, on_signal)
            handled.append(each)
    except NotImplementedError:
        log.debug("signals are left to Python here")
    try:
        return await task
    except asyncio.CancelledError:
        if not told:
            raise
        log.info("stopped")
        return ExitCode.STOPPED
    finally:
        release()


async def serve(settings: Settings, database: Path, shelf: Catalogue) -> ExitCode:
    """Open the journal, go to Discord, stay there; the exit code once that has ended."""
    journal = await open_journal(database)
    if isinstance(journal, JournalFault):
        complain(journal_fault(journal, to_write=True))
        return OF_JOURNAL[journal.kind]
    monitor = Monitor(journal, database, Supervisor(os.environ))
    try:
        try:
            await monitor.start(settings.health)
        except OSError as error:
            complain(
                f"COCHAIR_HEALTH {settings.health}: nobody can listen there: {error.strerror}."
            )
            return ExitCode.BUSY if error.errno == errno.EADDRINUSE else ExitCode.SETTINGS
        return await connect(settings, journal, shelf, monitor)
    finally:
        await monitor.stop()
        await journal.close()


async def connect(
    settings: Settings, journal: SqliteJournal, shelf: Catalogue, monitor: Monitor
) -> ExitCode:
    """The client's whole life: it is closed when this returns, and the journal is not yet."""
    assert settings.token is not None, "run looked"
    token = settings.token.get_secret_value()
    shard = None if settings.shards is None else (settings.shards.first, settings.shards.total)
    try:
        client = build(
            journal,
            catalogue_folders(settings.config_dir),
            shelf,
            settings.languages,
            shard=shard,
            observer=monitor.metrics,
        )
    except PhraseError as error:
        complain(f"{error}. Mend the file, or leave COCHAIR_CONFIG_DIR empty.")
        return ExitCode.FILES
    for each in client.left_out:
        complain(left_out(each))
    endpoint = await ask(settings.api_base, token)
    if isinstance(endpoint, EndpointFault):
        complain(endpoint_fault(endpoint))
        return OF_ENDPOINT[endpoint.code]
    monitor.watch(client.standing)
    fault = await admission(endpoint, token)
    if fault is None:
        fault = await stay(client, endpoint, token)
    if fault is None:
        return ExitCode.STOPPED
    complain(login_fault(fault))
    return OF_LOGIN[fault.code]


async def admission(endpoint: Endpoint, token: str) -> LoginFault | None:
    """Why Discord would not let the bot in, found out before a connection is spent on it; None once the
    bot may connect, which it waits for where few connections are left."""
    found = await inspect(endpoint, token, with_servers=False)
    if isinstance(found, LoginFault):
        return found
    if found.missing_intents:
        return LoginFault(LoginFaultCode.MISSING_INTENTS, intents=found.missing_intents)
    if found.connections is not None and found.connections.pause:
        pause = found.connections.pause
        log.warning(
            "few connections are left until Discord counts anew; waiting before the next",
            left=found.connections.left,
            seconds=round(pause),
        )
        await asyncio.sleep(pause)
    return None


async def stay(client: CochairClient, endpoint: Endpoint, token: str) -> LoginFault | None:
    """Be on Discord, until the client is closed or Discord will not have it any more."""
    with pointed(endpoint):
        async with client:
            try:
                await living(client, token)
            except (NewerJournal, DamagedJournal):
                raise
            except Exception as error:
                fault = explain(error, client.application_flags)
                if fault is None:
                    raise
                return fault
    return None


async def living(client: CochairClient, token: str) -> None:
    """`client.start`; if we are told to end, the client does not stop in the middle of what it does, but
    finishes it and takes its leave first."""
    life = asyncio.create_task(client.start(token))
    try:
        await asyncio.wait({life})
    except asyncio.CancelledError:
        if not life.done():
            log.info("stopping")
            await client.stop_on_purpose()
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)
        raise
    await life
