"""What was held, given back to its author: owed in the journal until it is given.

Privately where that is possible; else through a button in the channel that only the author can use.
Words that are kept leave the channel at once, since the journal has them; what is kept nowhere (files
never are) leaves it only once its author has it. Nothing is decided here.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import discord

from bot.chat.framework.background_tasks import Background
from bot.chat.framework.components import CardButton, in_rows
from bot.chat.framework.discord_calls import AGAIN, Trouble, attempt
from bot.chat.framework.wording import mention
from bot.chat.messages.intake import Intakes
from bot.chat.messages.message_reading import attached, written
from bot.chat.room.presenter import Presenter
from bot.chat.services import Services
from bot.procedure import commands as c
from bot.procedure.events import Returned
from bot.procedure.state import Owed
from bot.procedure.values import SECOND, Milliseconds
from bot.roundtables import MeetingRunner

TRY_AGAIN: Milliseconds = 5 * SECOND
LONGEST_WAIT: Milliseconds = 300 * SECOND
MOST_TRIES = 4
"""So often a private message is tried that Discord fails to take; then the button is offered."""


@dataclass(slots=True)
class _Return:
    """One held message on its way back. `given`: its author has it, and it may leave the channel."""

    runner: MeetingRunner
    held: int
    owed: Owed
    message: discord.Message | None
    given: bool = False
    tries: int = 0


class HeldMessages:
    """Gives them back. One a process."""

    def __init__(self, services: Services, intakes: Intakes) -> None:
        self._services = services
        self._intakes = intakes
        self._background = Background("giving back")
        self.settled = self._background.settled
        self.stop = self._background.stop

    def owe(self, runner: MeetingRunner, held: int, message: discord.Message | None = None) -> None:
        """Give this one back, now or as soon as Discord lets us. Returns at once."""
        owed = runner.meeting.record.owed.get(held)
        if owed is not None:
            its = _Return(runner, held, owed, message)
            self._background.begin(self._give(its), (runner.meeting.id, held))

    def take_up(self, runner: MeetingRunner) -> None:
        """Give back everything that is still owed, as after a restart."""
        for held in runner.meeting.record.owed:
            self.owe(runner, held)

    async def _give(self, its: _Return) -> None:
        wait = TRY_AGAIN
        runner = its.runner
        while its.held in runner.meeting.record.owed:
            how = await self._try(its)
            if how is None:
                await asyncio.sleep(wait / SECOND)
                wait = min(wait * 2, LONGEST_WAIT)
                continue
            await self._note(runner, c.NoteReturned(its.held, how))

    async def _note(self, runner: MeetingRunner, command: c.NoteReturned) -> None:
        await self._intakes.of(runner.meeting.id).take(lambda: runner.give(command))

    async def _try(self, its: _Return) -> Returned | None:
        """How it came back; None: Discord is out of order, and it is to be tried again."""
        presenter = self._services.presenter(its.runner.meeting.id)
        if presenter is None:
            return None
        its.tries += 1
        if its.message is None:
            channel = presenter.room.channel
            found = await attempt("find a message", channel.fetch_message(int(its.owed.message)))
            if isinstance(found, discord.Message):
                its.message = found
            elif found in AGAIN:
                return None
        if its.owed.kept and not (its.message and attached(its.message)):
            return await self._give_kept(its, presenter)
        return await self._give_unkept(its, presenter)

    async def _give_kept(self, its: _Return, presenter: Presenter) -> Returned | None:
        room, journal = presenter.room, self._services.tables.journal
        taken = await room.take_out(int(its.owed.message))
        if taken is Trouble.FORBIDDEN:
            presenter.complain()
        elif taken in AGAIN:
            return None
        kept = await journal.held(its.runner.meeting.id, its.held)
        if kept is None or kept.words is None or kept.words.text is None:
            return Returned.NOTHING
        trouble = await room.give_back(
            its.owed.person, self._heading(its, presenter), kept.words.text, its.owed.message
        )
        if trouble is None:
            return Returned.PRIVATELY
        if trouble is Trouble.FAILED and its.tries < MOST_TRIES:
            return None
        return await self._offer(its, presenter)

    async def _offer(self, its: _Return, presenter: Presenter) -> Returned | None:
        take_back = CardButton.make(
            "take-back",
            its.runner.meeting,
            label=presenter.voice.line("button-take-back"),
            style=discord.ButtonStyle.secondary,
            seen=str(its.held),
        )
        waiting = presenter.voice.block("held-waiting", person=mention(its.owed.person))
        told = await presenter.room.tell_room(waiting, in_rows(take_back), its.owed.message)
        return None if told in AGAIN else Returned.OFFERED

    async def _give_unkept(self, its: _Return, presenter: Presenter) -> Returned | None:
        room = presenter.room
        if not its.given:
            if its.message is None:
                return Returned.NOTHING
            trouble = await room.give_back(
                its.owed.person,
                self._heading(its, presenter),
                written(its.message),
                its.owed.message,
                attached(its.message),
            )
            if trouble is Trouble.FAILED and its.tries < MOST_TRIES:
                return None
            if trouble is not None:
                stays = self._say(its, "held-stays", person=mention(its.owed.person))
                told = await room.tell_room(stays, nonce=its.owed.message)
                return None if told in AGAIN else Returned.LEFT
            its.given = True
        taken = await room.take_out(int(its.owed.message))
        return None if taken in AGAIN else Returned.PRIVATELY

    def _heading(self, its: _Return, presenter: Presenter) -> str:
        floor = its.runner.meeting.floor
        return self._say(
            its,
            f"held-{its.owed.reason}",
            speaker=mention(floor.person) if floor is not None else "",
            channel=presenter.room.channel.mention,
        )

    def _say(self, its: _Return, phrase: str, **facts: str) -> str:
        meeting = its.runner.meeting
        seat = meeting.seat(its.owed.person)
        language = seat.language if seat else meeting.dialogue.languages[0]
        return self._services.phrases.say(language, phrase, **facts)
