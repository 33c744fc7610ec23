"""`cochair unlock`: channels given back when the bot cannot do it.

What lives here: what is said of each channel, and the order of looking, refusing, doing, noting. What
must not: which permissions are the bot's own (see `bot.chat.room.enforcement`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.chat.framework.discord_calls import Trouble
from bot.chat.framework.endpoint import EndpointFault, ask
from bot.chat.framework.login_faults import LoginFault
from bot.chat.room.unlocking import FoundChannel, give_back, logged_in, look, note, noted
from bot.cli.fault_sentences import journal_fault
from bot.cli.opening import finish, reading
from bot.cli.options import Database, EnvFile, safe, settings_from, stop
from bot.cli.run_command import NO_TOKEN
from bot.cli.sentences_discord import endpoint_fault, login_fault
from bot.journal.port import FaultKind, JournalFault, UnwrittenJournal
from bot.journal.sqlite import open_journal
from bot.settings import Settings

TROUBLE: dict[Trouble, str] = {
    Trouble.GONE: "the channel is gone; there is nothing to give back",
    Trouble.FORBIDDEN: "Discord does not let the bot: give its role View Channel and Manage "
    "Permissions there, or set by hand who may write",
    Trouble.FAILED: "Discord is out of order; give this command again later",
    Trouble.WRONG: "Discord does not take it; set by hand who may write there",
}


def unlock(
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it. Without this, only say what would be done.")
    ] = False,
    db: Database = None,
    env_file: EnvFile = None,
) -> None:
    """Give channels back that the bot has locked, when the bot itself cannot run.

    Who may write in them becomes as it was before; only what the bot has set itself is undone, and
    only where nobody has changed it since. People whom the bot has muted in a voice channel get their
    voice back. Without --yes nothing is changed. The bot must not be running: it would lock its
    channels again at once. A meeting that is not closed locks its channel again when the bot is back.

    Needs COCHAIR_TOKEN. Exit code 1 if a channel could not be given back.
    """
    settings = settings_from(env_file)
    path = settings.database if db is None else db
    raise typer.Exit(finish(_unlock(settings, path, yes)))


async def _unlock(settings: Settings, path: Path, yes: bool) -> int:
    journal = await reading(path)
    try:
        channels = await noted(journal)
    finally:
        await journal.close()
    if not channels:
        typer.echo("No channel has anything of the bot's that would have to be given back.")
        return 0
    if settings.token is None:
        stop(NO_TOKEN)
    token = settings.token.get_secret_value()
    endpoint = await ask(settings.api_base, token)
    if isinstance(endpoint, EndpointFault):
        stop(endpoint_fault(endpoint))
    async with logged_in(endpoint, token) as client:
        if isinstance(client, LoginFault):
            stop(login_fault(client))
        found = await look(client, channels)
        if not yes:
            for each in found:
                typer.echo(sentence(each, done=False))
            if any(each.to_do for each in found):
                typer.echo("Nothing has been changed. With --yes it is done.")
            return 0
        # Taken before the first step, so that no bot begins meanwhile to lock what is given back.
        writer = await open_journal(path)
        locked = isinstance(writer, JournalFault) and writer.kind is FaultKind.LOCKED
        if locked and any(each.to_do for each in found):
            stop(
                f"{path}: the bot is running, and would lock its channels again at once. End it "
                "first, or close the meeting."
            )
        try:
            for each in found:
                await give_back(client, each)
                typer.echo(sentence(each, done=True))
                if not isinstance(writer, JournalFault):
                    await note(writer, each)
        except UnwrittenJournal as error:
            # What was given back counts as the bot's no more, whatever the note says.
            typer.echo(journal_fault(JournalFault(error.kind, str(path)), to_write=True), err=True)
        finally:
            if not isinstance(writer, JournalFault):
                await writer.close()
    return 1 if any(each.trouble not in (None, Trouble.GONE) for each in found) else 0


def sentence(found: FoundChannel, *, done: bool) -> str:
    """What is, or would be, done in one channel."""
    it = found.noted
    where = f"{it.meeting}, channel {it.channel}" + (f" ({safe(found.name)})" if found.name else "")
    if found.trouble is not None and (found.trouble is not Trouble.GONE or not found.done):
        return f"{where}: {TROUBLE[found.trouble]}."
    said: list[str] = []
    if done:
        said.append(f"permissions and voices given back: {found.done}" if found.done else "")
        if found.left:
            said.append(
                f"muted people who are in no voice channel, to unmute by hand: {found.left}"
            )
    else:
        steps, silent = len(found.steps), len(found.silent)
        said.append(f"permissions that would be given back: {steps}" if steps else "")
        said.append(f"people who would be unmuted: {silent}" if silent else "")
    text = "; ".join(each for each in said if each)
    if not text:
        return f"{where}: nothing of the bot's stands there any more."
    again = "" if it.over else " The meeting is not closed: the bot locks it again when it is back."
    return f"{where}: {text}.{again}"
