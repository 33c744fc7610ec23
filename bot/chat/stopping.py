"""Stopping on purpose: what is under way is finished, nothing new is begun, the rooms are told.

What lives here: what is being handled, and the order of a clean end. What must not: signals, and the
closing of connections and files.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Iterable
from functools import partial
from typing import Any

import discord
import structlog

from bot.chat.framework.discord_calls import attempt
from bot.chat.messages.message_listener import MessageListener
from bot.chat.room.presenter import Presenter
from bot.chat.services import Services
from bot.observer import UNOBSERVED, Observer
from bot.procedure.state import IN_SESSION, Status

log = structlog.get_logger(__name__)

FINISHING, TELLING = 5.0, 3.0
"""Seconds at most for finishing what is under way, and for telling the rooms. Together they stay below
the ten seconds that a container is given before it is killed."""


class UnderWay:
    """The presses, forms, commands and messages that are being handled. Each belongs to a task of
    discord.py's, which ends when everybody has been answered, of an incident too."""

    def __init__(self, observer: Observer = UNOBSERVED) -> None:
        self._observer = observer
        self._tasks: set[asyncio.Task[Any]] = set()
        self.stopping = False

    def __len__(self) -> int:
        return len(self._tasks)

    async def admit(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether this interaction is to be handled; called by the task that would. If not, the person
        has been told why."""
        self.begin(interaction.type.name)
        if self.stopping and interaction.type is not discord.InteractionType.autocomplete:
            await _answer_stopping(interaction)
            return False
        return True

    def begin(self, kind: str) -> None:
        """What the current task handles is under way until the task ends."""
        task = asyncio.current_task()
        if task is not None and task not in self._tasks:
            self._tasks.add(task)
            begun = asyncio.get_running_loop().time()
            task.add_done_callback(partial(self._over, kind, begun))

    def _over(self, kind: str, begun: float, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        self._observer.handled(kind, task.get_loop().time() - begun)

    async def settled(self) -> None:
        """Wait until everything is over that is under way now."""
        if self._tasks:
            await asyncio.wait(set(self._tasks))

    async def abandon(self) -> None:
        """Give up what is still under way: soon nothing of it could be done. What is committed stays so,
        and is shown after the restart."""
        if self._tasks:
            for task in tuple(self._tasks):
                task.cancel()
            await asyncio.wait(set(self._tasks), timeout=1)


async def _answer_stopping(interaction: discord.Interaction[Any]) -> None:
    client = interaction.client
    text = client.phrases.say(client.language_for(interaction), "stopping")
    await attempt("answer while stopping", interaction.response.send_message(text, ephemeral=True))


async def stop_on_purpose(
    services: Services, listener: MessageListener, under_way: UnderWay
) -> None:
    """Everything that has to happen on Discord before the bot goes away by itself, in bounded time.

    The clocks stop first, and the journal notes that the bot was still there: whoever has the floor gets
    the time back that passes until it returns. Then what was begun is answered and shown, and only then
    is the room told.
    """
    under_way.stopping = True
    await services.tables.close()
    await _within(FINISHING, _finished(services, listener, under_way), "what was under way")
    told = [
        _tell(services, presenter)
        for presenter in services.presenters
        if presenter.meeting.status in IN_SESSION
    ]
    await _within(TELLING, _told(told, under_way), "telling the rooms")
    await under_way.abandon()


async def _finished(services: Services, listener: MessageListener, under_way: UnderWay) -> None:
    await under_way.settled()
    await asyncio.gather(listener.settled(), services.settled())


async def _told(rooms: Iterable[Awaitable[None]], under_way: UnderWay) -> None:
    """Tell them all at once; and let those be answered who are told that nothing is done any more."""
    await asyncio.gather(*rooms)
    await under_way.settled()


async def _tell(services: Services, presenter: Presenter) -> None:
    meeting = presenter.meeting
    held = meeting.status is Status.OPEN and meeting.floor is not None
    text = presenter.voice.block("told-stopping-floor" if held else "told-stopping")
    await presenter.room.tell_room(text)


async def _within(seconds: float, work: Awaitable[Any], what: str) -> None:
    """Await it for so long at most; whatever is not done by then is made up for after the restart."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await work
            return
    log.warning("not finished before stopping", what=what)
