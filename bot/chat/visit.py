"""A visit: one interaction by one person about one meeting, and the ways to answer it.

Answers are for that person's eyes and in that person's language, except where the answer is what the
whole room is waiting for. No rule stands here: commands go to the lane, its refusals come back as
sentences.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
import structlog
from discord import ui

from bot.chat.asking import attempt
from bot.chat.buttons import NONE_OPEN
from bot.chat.presenter import Presenter
from bot.chat.safety import COMMITTED
from bot.chat.wording import fitted, refusal_text
from bot.phrases import Fact
from bot.procedure import commands as c
from bot.procedure.agenda import ItemKey
from bot.procedure.meeting import Meeting
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.values import SECOND, Instant, Milliseconds, PersonId
from bot.roundtables import Change, Lane

if TYPE_CHECKING:
    from bot.chat.client import CochairClient
    from bot.chat.desk import Desk

log = structlog.get_logger(__name__)

NOBODY = discord.AllowedMentions.none()

REACTION: Milliseconds = 1 * SECOND
"""Whoever types a command has not seen a turn that began less than this before."""

PATIENCE: Milliseconds = 2 * SECOND
"""How long a command may take before Discord, which waits for three seconds, is asked to wait on."""

EXPIRED = frozenset({10008, 10015, 10062, 50027})
"""Discord's codes for an interaction that can no longer be answered: unknown message, unknown webhook,
unknown interaction, invalid webhook token."""


@dataclass(frozen=True, slots=True)
class Visit:
    """`lane` is None where no meeting is held; `seen_turn` what a pressed button had in view."""

    interaction: discord.Interaction[CochairClient]
    desk: Desk
    lane: Lane | None
    seen: str = ""

    @classmethod
    def of(
        cls, interaction: discord.Interaction[CochairClient], lane: Lane | None, seen: str = ""
    ) -> Visit:
        return cls(interaction, interaction.client.desk, lane, seen)

    @classmethod
    def here(cls, interaction: discord.Interaction[CochairClient]) -> Visit:
        """About the meeting that is held in the channel of the interaction."""
        desk = interaction.client.desk
        return cls.of(interaction, desk.lane_at(interaction.channel_id, interaction.guild_id))

    @property
    def person(self) -> PersonId:
        return str(self.interaction.user.id)

    @property
    def meeting(self) -> Meeting | None:
        return None if self.lane is None else self.lane.meeting

    @property
    def presenter(self) -> Presenter | None:
        return None if self.lane is None else self.desk.presenter(self.lane.meeting.id)

    @property
    def language(self) -> str:
        return self.desk.language_of(self.person, self.meeting, str(self.interaction.locale))

    @property
    def seen_turn(self) -> int | None:
        """The last turn that was in view: a button carries it; of whoever typed a command it is the
        one that had been going on for long enough to be seen."""
        if self.seen:
            return int(self.seen) if self.seen.isdecimal() else None
        meeting = self.meeting
        if meeting is None or not self._typed:
            return None
        floor = meeting.floor
        unseen = floor is not None and self._not_seen(floor.started_at)
        return meeting.last_turn - 1 if unseen else meeting.last_turn

    @property
    def overtaken(self) -> bool:
        """Whether somebody else moved the meeting on, or gave time, while this command was typed."""
        meeting = self.meeting
        steered = None if meeting is None else meeting.steered_at
        return self._typed and steered is not None and self._not_seen(steered)

    @property
    def _typed(self) -> bool:
        return self.interaction.type is discord.InteractionType.application_command

    def _not_seen(self, at: Instant) -> bool:
        """Whether what happened then is too recent to have been seen by whoever typed this."""
        typed_at = int(self.interaction.created_at.timestamp() * SECOND)
        return at > typed_at - REACTION

    @property
    def seen_item(self) -> ItemKey | None:
        """The item that was in view, "" if none was; None where a button carries none."""
        if self.seen == NONE_OPEN:
            return ""
        place, agenda = (
            self.seen.partition("-")[0],
            () if self.meeting is None else self.meeting.agenda,
        )
        if place.isdecimal() and int(place) < len(agenda):
            return agenda[int(place)].key
        return None

    @property
    def chosen(self) -> str:
        """What was chosen from a list; empty for a button."""
        return next(iter(self.all_chosen), "")

    @property
    def all_chosen(self) -> tuple[str, ...]:
        """The same where several things may be chosen, or none."""
        values = dict(self.interaction.data or {}).get("values") or []
        assert isinstance(values, list), "Discord sends what was chosen as a list"
        return tuple(map(str, values))

    def say(self, phrase: str, **facts: Fact) -> str:
        return self.desk.phrases.say(self.language, phrase, **facts)

    # Answering -------------------------------------------------------------------------------------

    async def answer(self, phrase: str, **facts: Fact) -> None:
        await self.answer_text(self.say(phrase, **facts))

    async def answer_text(self, text: str, view: ui.View | None = None) -> None:
        """Answer so that only this person sees it."""
        extra: dict[str, Any] = {} if view is None else {"view": view}
        await self._answer({"content": text, "allowed_mentions": NOBODY, **extra})

    async def answer_long(self, text: str, view: ui.View | None = None) -> None:
        """The same for a text that may not fit into one message; what can be pressed stands below it."""
        *parts, last = fitted(text) or [text]
        for part in parts:
            await self.answer_text(part)
        await self.answer_text(last, view)

    async def answer_panel(self, view: ui.LayoutView) -> None:
        """Show a panel that only this person sees; on a panel, show it in that one's place. (A message
        of plain text cannot become a panel.)"""
        message = self.interaction.message
        flags = None if message is None else message.flags
        on_panel = flags is not None and flags.ephemeral and flags.components_v2
        if on_panel and not self.interaction.response.is_done():
            with expiring():
                await self.interaction.response.edit_message(view=view)
            return
        await self._answer({"view": view, "allowed_mentions": NOBODY})

    async def answer_file(self, arguments: dict[str, Any]) -> None:
        await self._answer(arguments)

    async def _answer(self, arguments: dict[str, Any]) -> None:
        with expiring():
            if self.interaction.response.is_done():
                await self.interaction.followup.send(ephemeral=True, **arguments)
            else:
                await self.interaction.response.send_message(ephemeral=True, **arguments)

    def say_refusal(self, refusal: Refusal) -> str:
        return refusal_text(self.desk.phrases, self.language, refusal, self.meeting)

    async def refuse(self, refusal: Refusal) -> None:
        await self.answer_text(self.say_refusal(refusal))

    async def give(self, command: c.Command) -> Change | None:
        """Give the command to the meeting. None: it was refused, and the person has been told."""
        outcome = await self.try_to(command)
        if isinstance(outcome, Refusal):
            await self.refuse(outcome)
            return None
        return outcome

    async def try_to(self, command: c.Command) -> Change | Refusal:
        """The same for an act that has its own answer to a refusal."""
        if self.lane is None:
            return refuse(Code.NOT_CONVENED)
        async with self.in_time():
            outcome = await self.lane.give(command)
        if isinstance(outcome, Change) and outcome.records:
            self.interaction.extras[COMMITTED] = True
        return outcome

    @asynccontextmanager
    async def in_time(self) -> AsyncIterator[None]:
        """Around what may take long: after a while Discord is told that the answer will come, so that
        the person gets it. What does not take long costs neither a call nor a turn of the loop."""
        asked: list[asyncio.Task[None]] = []
        loop = asyncio.get_running_loop()
        timer = loop.call_later(
            PATIENCE / SECOND, lambda: asked.append(loop.create_task(self._ask_to_wait()))
        )
        try:
            yield
        finally:
            timer.cancel()
            if asked:
                await asked[0]

    async def _ask_to_wait(self) -> None:
        response = self.interaction.response
        if not response.is_done():
            await attempt("ask to wait", response.defer(ephemeral=True, thinking=True))

    async def carry_out(self, command: c.Command) -> Change | None:
        """Give the command; answer with what the room sees of it."""
        outcome = await self.try_to(command)
        await self.settle(outcome)
        return None if isinstance(outcome, Refusal) else outcome

    async def settle(self, outcome: Change | Refusal) -> None:
        """Answer with what the room sees of it, or with the refusal."""
        if isinstance(outcome, Refusal):
            await self.refuse(outcome)
        else:
            await self.conclude()

    async def conclude(self, phrase: str = "done", **facts: Fact) -> None:
        """Answer a command that was carried out, at the price of no call more than the room needs.

        A press on the card is answered with the card's own edit; a typed command with the one thing
        that was to be said to the room; anything else with a word to the person.
        """
        presenter = self.presenter
        if presenter is not None and not self.interaction.response.is_done():
            message = self.interaction.message
            on_card = message is not None and message.id == presenter.room.card_id
            if on_card:
                await self._answer_on_card(presenter)
                return
            if message is None and await self._answer_to_all(presenter):
                return
        await self.answer(phrase, **facts)

    async def _answer_on_card(self, presenter: Presenter) -> None:
        with expiring():
            if not presenter.card_owed:
                await self.interaction.response.defer()
                return
            with presenter.editing() as card:
                await self.interaction.response.edit_message(view=card)

    async def _answer_to_all(self, presenter: Presenter) -> bool:
        """Answer with what the room is to be told; False: there is no such thing."""
        with expiring(), presenter.saying() as said:
            if said is None:
                return False
            people = [discord.Object(int(person)) for person in said.pinged]
            mentions = discord.AllowedMentions(everyone=False, roles=False, users=people)
            await self.interaction.response.send_message(said.text, allowed_mentions=mentions)
        return True


@contextmanager
def expiring() -> Iterator[None]:
    """Around an answer: that Discord waits for it no longer, or is out of order, is no incident, and
    nobody can be told. What was to be done has been done, and the room is shown it another way."""
    try:
        yield
    except discord.HTTPException as error:
        if error.code not in EXPIRED and error.status < 500:
            raise
        log.warning("answered too late", code=error.code)
