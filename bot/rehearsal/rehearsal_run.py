"""Running a rehearsal from beginning to end: the house, the play, the page, and what it leaves.

One folder holds what comes out: the database, and the transcript in each form. A second rehearsal
into the same folder takes the place of the first.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import webbrowser
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import discord
import simcord
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column

from bot.app import build
from bot.catalogue import read_shelf
from bot.data import catalogue_folders, config_file, config_files
from bot.datafile import Fault
from bot.journal.journal_files import WriterLock
from bot.journal.port import FaultKind, JournalFault
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.journal.verification import verify
from bot.private import make_folder, write
from bot.procedure.floor.floor_values import TurnNumber
from bot.rehearsal.director import Director, steps
from bot.rehearsal.expected_refusals import Refusals
from bot.rehearsal.rehearsal_report import TRANSCRIPTS, print_summary, write_transcripts
from bot.rehearsal.script import Script, load_script
from bot.rehearsal.settling import settle_fast
from bot.rehearsal.simulated_server import SimulatedServer
from bot.rehearsal.summary import summarize
from bot.roundtables import Change

DEFAULT = "dartmouth-plenary"
DATABASE = "cochair.db"
MARK = "rehearsal.txt"
MARKED = (
    "A rehearsal has made this folder; the next one takes its place. All people are invented.\n"
)
PAGE_NEEDS = ("aiohttp", "markdown_it", "linkify_it", "regex", "PIL")
"""What simcord's page imports; the extra `page` brings it."""


@dataclass(frozen=True, slots=True)
class RehearsalOptions:
    """`pace` 1.0 lets a person follow on the page; 2.0 is twice as fast. `port` None: any."""

    out: Path
    open_page: bool = False
    browse: bool = True
    pace: float = 1.0
    port: int | None = None
    quiet: bool = False
    config: Path | None = None
    """The organizer's own folder."""


def names(override: Path | None = None) -> tuple[str, ...]:
    """The rehearsals that there are."""
    return tuple(path.stem for path in config_files("rehearsals", ".toml", override))


def titles(override: Path | None = None) -> Iterator[tuple[str, str]]:
    """The rehearsals with their titles; no title where a script cannot be read."""
    for path in config_files("rehearsals", ".toml", override):
        script = load_script(path)
        yield path.stem, script.title.en if isinstance(script, Script) else ""


def rehearse(
    script: str = DEFAULT,
    out: Path = Path("out/rehearsal"),
    *,
    open_page: bool = False,
    pace: float = 1.0,
    port: int | None = None,
    quiet: bool = False,
    browse: bool = True,
    config: Path | None = None,
) -> int:
    """Play a rehearsal; the exit code for the command line. Ctrl-C ends it with what there is.

    `config` is the organizer's own folder, in whose words and formats it is played."""
    console = Console(quiet=quiet)
    complaint = Console(stderr=True)
    path = config_file(f"rehearsals/{script}.toml", config)
    if path is None:
        complaint.print(
            f"There is no rehearsal called {script!r}. There are: {', '.join(names(config))}"
        )
        return 2
    loaded = load_script(path)
    if not isinstance(loaded, Script):
        _print_faults(complaint, loaded)
        return 1
    wishes = RehearsalOptions(out, open_page, browse, pace, port, quiet, config)
    fault = _page_fault(wishes)
    if fault is not None:
        complaint.print(fault, markup=False, highlight=False)
        return 1
    return asyncio.run(_run(loaded, wishes, console))


def _page_fault(wishes: RehearsalOptions) -> str | None:
    """Why the page could not be served, before anything has begun; None if it can."""
    if not wishes.open_page:
        return None
    if any(find_spec(name) is None for name in PAGE_NEEDS):
        return "The page needs more packages: pip install 'cochair[page]'"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wishes.port or 0))
        except OSError as error:
            return (
                f"Port {wishes.port} cannot be used ({error.strerror}); choose another by --port."
            )
    return None


def _print_faults(console: Console, faults: tuple[Fault, ...]) -> None:
    for fault in faults:
        console.print(str(fault), markup=False, highlight=False)


async def _run(script: Script, wishes: RehearsalOptions, console: Console) -> int:
    fault = _prepare(wishes.out)
    journal = None if fault is not None else await open_journal(wishes.out / DATABASE)
    if isinstance(journal, JournalFault):
        fault = f"The database in {wishes.out} cannot be used: {journal.kind.value}."
    if fault is not None or not isinstance(journal, SqliteJournal):
        Console(stderr=True).print(fault, markup=False, highlight=False)
        return 1
    try:
        return await _play(script, wishes, console, journal)
    finally:
        await journal.close()


def _prepare(out: Path) -> str | None:
    """Make the folder ready: what an earlier rehearsal left goes, what is somebody's own stays."""
    try:
        make_folder(out)
        theirs = [name for name in (DATABASE, *TRANSCRIPTS) if (out / name).exists()]
        if theirs and not (out / MARK).exists():
            return (
                f"{out} holds a {theirs[0]} that no rehearsal has made. "
                "Nothing was touched; choose another folder by --out."
            )
        lock = WriterLock.take(out / DATABASE)
        if isinstance(lock, FaultKind):
            return (
                f"Another rehearsal is at work in {out}; end it first, or choose another by --out."
            )
        write(out / MARK, MARKED.encode(), replace=True)
        for end in ("", "-wal", "-shm"):
            out.joinpath(DATABASE + end).unlink(missing_ok=True)
        lock.release()
    except OSError as error:
        return f"The folder {out} cannot be used: {error.strerror}."
    return None


async def _play(
    script: Script, wishes: RehearsalOptions, console: Console, journal: SqliteJournal
) -> int:
    console.print(f"[bold]{script.title.en}[/bold]\n{script.notice.en}\n", highlight=False)
    counter, refusals = _CallCounter(), Refusals()
    async with _house(script, wishes, journal, counter) as simulated:
        refusals.watch(simulated)
        with _bar(console, wishes, steps(script)) as advance:
            director = Director(simulated, script, advance)
            async with _page(simulated, wishes, console) as page:
                ended = await _until_interrupted(_perform(director))
                if page is not None and ended:
                    console.print("The play is over. Look around; Ctrl-C ends the rehearsal.")
                    await _until_interrupted(page.wait_closed())
        await simulated.client.services.settled()
    meetings = await journal.meetings()
    if not meetings:
        console.print("No meeting was convened; nothing was written.")
        return 1
    records = await journal.read(meetings[-1].id)
    report = verify(wishes.out / DATABASE)
    head = report.meetings[-1].head if report.meetings and report.sound else None
    files = write_transcripts(records, wishes.out, catalogue_folders(wishes.config), head)
    summary = summarize(records, director.tally, refusals.count, counter.calls, counter.per_change)
    print_summary(console, summary, wishes.out / DATABASE, files)
    return 0


async def _perform(director: Director) -> None:
    await director.simulated.show()
    await director.play()


async def _until_interrupted(work: Awaitable[Any]) -> bool:
    """Whether the work came to its end; False when Ctrl-C came first."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        current = asyncio.current_task()
        if current is not None:
            current.uncancel()
        return False
    return True


class _CallCounter:
    """Counts REST calls, and those from one change of speaker to the settling of its effects."""

    def __init__(self) -> None:
        self.calls = 0
        self.per_change: list[int] = []
        self._turn: TurnNumber = 0
        self._env: Any = None
        self._open_from: int | None = None

    def watch(self, simulated: SimulatedServer) -> None:
        self._env = simulated.env
        simulated.client.services.tables.listen(self._told)

    def _told(self, change: Change) -> None:
        # The first turn is no change of speaker: nobody spoke before, and the room is locked then.
        before = change.before.last_turn if change.before is not None else 0
        if before and change.after.last_turn != before:
            self._open_from = len(self._env.http_requests)

    def settle(self) -> None:
        """An action is over, and with it everything that it brought about."""
        total = len(self._env.http_requests)
        if self._open_from is not None:
            self.per_change.append(total - self._open_from)
            self._open_from = None
        self.calls = total


@contextlib.asynccontextmanager
async def _house(
    script: Script, wishes: RehearsalOptions, journal: SqliteJournal, counter: _CallCounter
) -> AsyncIterator[SimulatedServer]:
    bot = build(journal, catalogue_folders(wishes.config), read_shelf(wishes.config), ("en", "ru"))

    async def pause(seconds: float) -> None:
        counter.settle()
        if wishes.open_page:
            await asyncio.sleep(min(seconds / 8, 6.0) / wishes.pace + 0.2)
            await simulated.show()

    run = simcord.run(bot)
    run._env.backend.bot_user.name = "Cochair"
    settle_fast(run._env)
    async with run as env:
        guild = env.create_guild(script.dialogue.title.en, preferred_locale="en-US")
        channel = _place(env, guild, script.place)
        staff = guild.create_role(
            "Organizers", permissions=discord.Permissions(manage_channels=True)
        )
        runs_server = guild.create_role(
            "Server staff", permissions=discord.Permissions(administrator=True)
        )
        organizer = guild.add_member(
            env.create_user("organizer", global_name="Organizer (invented)"), roles=[staff]
        )
        members = {
            one.key: guild.add_member(
                env.create_user(one.key, global_name=one.name),
                roles=[runs_server] if one.unlocked else [],
            )
            for one in script.delegates
        }
        simulated = SimulatedServer(env, guild, channel, organizer, members, pause)
        counter.watch(simulated)
        yield simulated
        counter.settle()


def _place(env: Any, guild: Any, place: str) -> Any:
    """Where the script wants the meeting to be held."""
    if place == "text":
        return guild.create_text_channel("roundtable")
    make = guild.create_text_channel if place == "thread" else guild.create_forum_channel
    parent = make("dialogue")
    thread = env.backend.create_thread(parent.id, "roundtable", guild.owner.id)
    return next(each for each in parent.threads if each.id == thread.id)


@contextlib.asynccontextmanager
async def _page(
    simulated: SimulatedServer, wishes: RehearsalOptions, console: Console
) -> AsyncIterator[Any]:
    """The page in the browser, if it was asked for."""
    if not wishes.open_page:
        yield None
        return
    viewers = [*simulated.members.values(), simulated.organizer]
    preview = simulated.env.preview(
        simulated.channel, viewers=viewers, layout="channel", port=wishes.port
    )
    async with preview as page:
        simulated.admit(page)
        console.print(f"The page: {page.url}", soft_wrap=True, highlight=False)
        console.print("Take any seat there, press and type. Ctrl-C ends the rehearsal.\n")
        if wishes.browse:
            webbrowser.open(page.url)
        yield page


@contextlib.contextmanager
def _bar(console: Console, wishes: RehearsalOptions, total: int) -> Iterator[Callable[[str], None]]:
    bar = Progress(
        TextColumn(
            "{task.description}",
            table_column=Column(width=40, no_wrap=True, overflow="ellipsis"),
            markup=False,
        ),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=wishes.quiet,
        transient=not console.is_terminal,
    )
    with bar:
        task = bar.add_task("convening", total=total)

        def advance(step: str) -> None:
            bar.update(task, advance=1, description=step)

        yield advance
