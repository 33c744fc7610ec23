"""A context: one interaction by one person about one meeting, and the ways to answer it.

Answers are for that person's eyes and in that person's language, except where the answer is what the
whole room is waiting for. No rule stands here: commands go to the runner, its refusals come back as
sentences.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

import discord
from discord import ui

from bot.chat.client_base import ClientBase
from bot.chat.framework.answering import Answer, answer, answered, expiring, standing_answer
from bot.chat.framework.components import NONE_OPEN
from bot.chat.framework.discord_calls import attempt
from bot.chat.framework.safety import COMMITTED
from bot.chat.framework.wording import fitted, refusal_text
from bot.chat.room.presenter import Presenter
from bot.chat.services import Services
from bot.phrases import Fact
from bot.procedure import commands as c
from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.decide import decide
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting
from bot.procedure.values import SECOND, Instant, Milliseconds, PersonId
from bot.roundtables import Change, MeetingRunner

K = TypeVar("K", bound=Enum)

NOBODY = discord.AllowedMentions.none()

REACTION: Milliseconds = 1 * SECOND
"""Whoever types a command has not seen a turn that began less than this before."""

PATIENCE: Milliseconds = 2 * SECOND
"""How long a command may take before Discord, which waits for three seconds, is asked to wait on."""


ENDS_THE_RECORDING = (c.Close, c.GoOffRecord)
"""After these nothing is heard any more: what was said before has to be heard first."""


@dataclass(frozen=True, slots=True)
class InteractionContext:
    """`runner` is None where no meeting is held; `seen_turn` what a pressed button had in view."""

    interaction: discord.Interaction[ClientBase]
    services: Services
    runner: MeetingRunner | None
    seen: str = ""

    @classmethod
    def of(
        cls,
        interaction: discord.Interaction[ClientBase],
        runner: MeetingRunner | None,
        seen: str = "",
    ) -> InteractionContext:
        return cls(interaction, interaction.client.services, runner, seen)

    @classmethod
    def here(cls, interaction: discord.Interaction[ClientBase]) -> InteractionContext:
        """About the meeting that is held in the channel of the interaction."""
        services = interaction.client.services
        return cls.of(interaction, services.runner_at(interaction.channel_id, interaction.guild_id))

    @property
    def person(self) -> PersonId:
        return str(self.interaction.user.id)

    @property
    def meeting(self) -> Meeting | None:
        return None if self.runner is None else self.runner.meeting

    @property
    def presenter(self) -> Presenter | None:
        return None if self.runner is None else self.services.presenter(self.runner.meeting.id)

    @property
    def language(self) -> str:
        return self.services.language_of(self.person, self.meeting, str(self.interaction.locale))

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

    def one_of(self, kinds: Iterable[K]) -> K | None:
        """Which of these was chosen from a list; None for anything else, which was forged."""
        return next((kind for kind in kinds if str(kind.value) == self.chosen), None)

    def say(self, phrase: str, **facts: Fact) -> str:
        return self.services.phrases.say(self.language, phrase, **facts)

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
        if on_panel and not answered(self.interaction):
            response = self.interaction.response
            if await answer(lambda: response.edit_message(view=view)) is not Answer.NO_MESSAGE:
                return
        await self._answer({"view": view, "allowed_mentions": NOBODY})

    async def answer_file(self, arguments: dict[str, Any]) -> None:
        await self._answer(arguments)

    async def _answer(self, arguments: dict[str, Any]) -> None:
        once = bool(arguments.keys() & {"file", "files"})  # what has been read is not read again
        if not answered(self.interaction):
            response = self.interaction.response
            became = await answer(
                lambda: response.send_message(ephemeral=True, **arguments), once=once
            )
            if became is not Answer.ALREADY or not await self._only_asked_to_wait():
                return
        with expiring():
            await self.interaction.followup.send(ephemeral=True, **arguments)

    async def _only_asked_to_wait(self) -> bool:
        """Whether the answer that Discord has already is none yet: it was asked to wait for one."""
        found = await standing_answer(self.interaction)
        return isinstance(found, discord.Message) and found.flags.loading

    async def show_form(self, form: ui.Modal) -> None:
        """Open a form. Once Discord was asked to wait there can be none, and the person is told."""
        if answered(self.interaction):
            await self.answer("form-not-opened")
            return
        await answer(lambda: self.interaction.response.send_modal(form))

    def refused(self, *commands: c.Command) -> Refusal | None:
        """Why none of these would be carried out now, by the rules themselves; nothing is done. Asked
        before a form is opened, so that nobody fills one in that they may not send."""
        if self.runner is None:
            return refuse(Code.NOT_CONVENED)
        outcomes = [decide(self.runner.meeting, command, self.runner.now()) for command in commands]
        refusals = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
        return refusals[0] if refusals and len(refusals) == len(outcomes) else None

    def say_refusal(self, refusal: Refusal) -> str:
        return refusal_text(self.services.phrases, self.language, refusal, self.meeting)

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
        """The same for a handler that has its own answer to a refusal."""
        if self.runner is None:
            return refuse(Code.NOT_CONVENED)
        async with self.in_time():
            outcome = await self._give(self.runner, command)
        if isinstance(outcome, Change) and outcome.records:
            self.interaction.extras[COMMITTED] = True
        return outcome

    async def _give(self, runner: MeetingRunner, command: c.Command) -> Change | Refusal:
        if not isinstance(command, ENDS_THE_RECORDING):
            return await runner.give(command)
        listener = self.interaction.client.listener
        outcome = await listener.after_all(runner, lambda: runner.give(command))
        return refuse(Code.STILL_READING) if outcome is None else outcome

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
        if not answered(self.interaction):
            response = self.interaction.response
            await attempt("ask to wait", response.defer(ephemeral=True, thinking=True))

    async def waited_for(self) -> bool:
        """Ask Discord to wait for an answer that takes long. False: nobody can be answered any more."""
        response = self.interaction.response
        became = await answer(lambda: response.defer(ephemeral=True, thinking=True))
        if became in (Answer.ALREADY, Answer.UNSURE):
            await standing_answer(self.interaction)
        return answered(self.interaction)

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
        if presenter is not None and not answered(self.interaction):
            message = self.interaction.message
            on_card = message is not None and message.id == presenter.room.card_id
            if on_card and await self._answer_on_card(presenter):
                return
            if message is None and await self._answer_to_all(presenter):
                return
        await self.answer(phrase, **facts)

    async def _answer_on_card(self, presenter: Presenter) -> bool:
        """False: the card is no more, and the person is still to be answered."""
        response = self.interaction.response
        if not presenter.card_owed:
            return await answer(response.defer) is not Answer.NO_MESSAGE
        with presenter.editing() as edit:
            became = await answer(lambda: response.edit_message(view=edit.card))
            edit.done = became is Answer.GIVEN
        return became is not Answer.NO_MESSAGE

    async def _answer_to_all(self, presenter: Presenter) -> bool:
        """Answer with what the room is to be told; False: there is no such thing. Nobody else says it
        meanwhile; what Discord may have said already is looked for before it is said again."""
        with presenter.saying() as saying:
            said = saying.said
            if said is None:
                return False
            people = [discord.Object(int(person)) for person in said.pinged]
            mentions = discord.AllowedMentions(everyone=False, roles=False, users=people)
            response = self.interaction.response
            became = await answer(
                lambda: response.send_message(said.text, allowed_mentions=mentions)
            )
            if became in (Answer.ALREADY, Answer.UNSURE):
                found = await standing_answer(self.interaction)
                same = isinstance(found, discord.Message) and found.content == said.text.strip()
                saying.done = same
            else:
                saying.done = became is Answer.GIVEN
        return True
