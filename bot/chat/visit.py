"""A visit: one interaction by one person about one meeting, and the ways to answer it.

Answers are for that person's eyes and in that person's language, except where the answer is what the
whole room is waiting for. No rule stands here: commands go to the lane, its refusals come back as
sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.presenter import Presenter
from bot.chat.wording import refusal_text
from bot.phrases import Fact
from bot.procedure import commands as c
from bot.procedure.meeting import Meeting
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.values import PersonId
from bot.roundtables import Change, Lane

if TYPE_CHECKING:
    from bot.chat.client import CochairClient
    from bot.chat.desk import Desk

NOBODY = discord.AllowedMentions.none()


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
        return int(self.seen) if self.seen.isdecimal() else None

    def say(self, phrase: str, **facts: Fact) -> str:
        return self.desk.phrases.say(self.language, phrase, **facts)

    # Answering -------------------------------------------------------------------------------------

    async def answer(self, phrase: str, **facts: Fact) -> None:
        await self.answer_text(self.say(phrase, **facts))

    async def answer_text(self, text: str, view: ui.View | None = None) -> None:
        """Answer so that only this person sees it."""
        extra: dict[str, Any] = {} if view is None else {"view": view}
        if self.interaction.response.is_done():
            await self.interaction.followup.send(
                text, ephemeral=True, allowed_mentions=NOBODY, **extra
            )
        else:
            await self.interaction.response.send_message(
                text, ephemeral=True, allowed_mentions=NOBODY, **extra
            )

    async def answer_file(self, arguments: dict[str, Any]) -> None:
        await self.interaction.response.send_message(ephemeral=True, **arguments)

    async def refuse(self, refusal: Refusal) -> None:
        text = refusal_text(self.desk.phrases, self.language, refusal, self.meeting)
        await self.answer_text(text)

    async def give(self, command: c.Command) -> Change | None:
        """Give the command to the meeting. None: it was refused, and the person has been told."""
        if self.lane is None:
            await self.refuse(refuse(Code.NOT_CONVENED))
            return None
        outcome = await self.lane.give(command)
        if isinstance(outcome, Refusal):
            await self.refuse(outcome)
            return None
        return outcome

    async def carry_out(self, command: c.Command) -> Change | None:
        """Give the command; answer with what the room sees of it."""
        change = await self.give(command)
        if change is not None:
            await self.conclude()
        return change

    async def conclude(self, phrase: str = "done", **facts: Fact) -> None:
        """Answer a command that was carried out, at the price of no call more than the room needs.

        A press on the card is answered with the card's own edit; a typed command with the one thing
        that was to be said to the room; anything else with a word to the person.
        """
        presenter = self.presenter
        if presenter is not None and not self.interaction.response.is_done():
            message = self.interaction.message
            on_card = message is not None and message.id == presenter.room.card_id
            if on_card and presenter.take_card():
                await self.interaction.response.edit_message(view=presenter.card())
                return
            if on_card:
                await self.interaction.response.defer()
                return
            said = None if message is not None else presenter.take_announcement()
            if said is not None:
                people = [discord.Object(int(person)) for person in said.pinged]
                await self.interaction.response.send_message(
                    said.text,
                    allowed_mentions=discord.AllowedMentions(
                        everyone=False, roles=False, users=people
                    ),
                )
                return
        await self.answer(phrase, **facts)
