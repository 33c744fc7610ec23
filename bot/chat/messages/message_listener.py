"""What is typed in a meeting's channel: on to the runner as it came, and what was held back to its
author.

Messages of bots and of other channels are nobody's business here. What somebody wrote is passed on
and never logged.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import discord

from bot.chat.framework.background_tasks import Background
from bot.chat.framework.discord_calls import Trouble, attempt
from bot.chat.messages.attachment_fetching import keep_files
from bot.chat.messages.deletions import Deletions
from bot.chat.messages.held_messages import HeldMessages
from bot.chat.messages.intake import LOOK_EVERY, Intakes
from bot.chat.messages.message_reading import attached, by_a_person, by_a_webhook, moment, written
from bot.chat.messages.proxies import Proxies
from bot.chat.messages.unheard import Unheard
from bot.chat.messages.withdrawals import Withdrawals
from bot.chat.room.channel_adapter import venue_of
from bot.chat.room.meeting_places import Channel
from bot.chat.services import Services
from bot.journal.ownership import texts_of_message
from bot.procedure import commands as c
from bot.procedure.contributions.author_standing import standing
from bot.procedure.events import ContributionMade, ErasedBecause, MessageHeld
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.refusals import Refusal
from bot.procedure.state import Meeting, Status
from bot.procedure.values import SECOND, Instant, Milliseconds, PersonId, Words
from bot.roundtables import MeetingRunner

AsOf = Callable[[Instant], Awaitable[Meeting | None]]
"""The state of a meeting at a moment."""

T = TypeVar("T")

LONGEST_CATCHING_UP = 20.0
"""Seconds for which what ends the recording waits for what was said before."""

AS_IT_IS_SENT = 5 * SECOND
"""A message that is no older than this is new. Older ones come when a lost connection is taken up."""


TRY_AGAIN: Milliseconds = 5 * SECOND
LONGEST_WAIT: Milliseconds = 300 * SECOND
"""How soon, and how late at most, Discord is asked again for a message whose files are to be fetched."""


class MessageListener:
    """Listens in the channels of the meetings that run."""

    def __init__(
        self, services: Services, deletions: Deletions, intakes: Intakes, unheard: Unheard
    ) -> None:
        self._services = services
        self._deletions = deletions
        self.intakes = intakes
        self.unheard = unheard
        self.held = HeldMessages(services, intakes)
        self._files = Background("keeping files")
        self._withdrawals = Withdrawals(services.tables.journal)
        self._proxies = Proxies(services.tables.clock)

    async def after_all(self, runner: MeetingRunner, work: Callable[[], Awaitable[T]]) -> T | None:
        """Do this when everything is heard that was sent before; None: that takes too long, and it was
        not done."""
        name, left = runner.meeting.id, LONGEST_CATCHING_UP
        while self.unheard.behind(name):
            if left <= 0:
                return None
            await asyncio.sleep(LOOK_EVERY)
            left -= LOOK_EVERY
        return await self.intakes.of(name).after_all(work, left)

    def stop(self) -> None:
        self.held.stop()
        self._files.stop()

    def take_up(self, runner: MeetingRunner, channel: Channel) -> None:
        """Go on with what was begun before a restart: texts to be given back, files to be fetched."""
        self.held.take_up(runner)
        for message in runner.meeting.record.fetching:
            self._files.begin(
                self._fetch_late(runner, channel, message), ("late", runner.meeting.id, message)
            )

    async def _fetch_late(self, runner: MeetingRunner, channel: Channel, name: str) -> None:
        wait = TRY_AGAIN
        while name in runner.meeting.record.fetching:
            found = await attempt("find a message", channel.fetch_message(int(name)))
            if isinstance(found, discord.Message):
                self.fetch(runner, found)
            if found is not Trouble.FAILED:
                return
            await asyncio.sleep(wait / SECOND)
            wait = min(wait * 2, LONGEST_WAIT)

    async def settled(self) -> None:
        await self._files.settled()
        await self.held.settled()

    async def heard(self, message: discord.Message) -> None:
        """A message was sent."""
        runner = self._runner(message)
        if runner is not None and by_a_webhook(message):
            await self._posted_anew(runner, message)
        if runner is None or not by_a_person(message):
            return
        self._proxies.original(message)
        name = runner.meeting.id
        if self._services.presenter(name) is None or self.unheard.behind(name):
            return  # the room is being taken up again; the history is read then, this included
        await self.intakes.of(runner.meeting.id).take(lambda: self.record(runner, message))

    async def _posted_anew(self, runner: MeetingRunner, message: discord.Message) -> None:
        """A proxy posted again what somebody wrote. The record has the original; the copy of what was
        held is no way around the floor, and is taken out too."""
        original = self._proxies.copy(message)
        presenter = self._services.presenter(runner.meeting.id)
        if original is None or presenter is None:
            return
        presenter.tell_of_proxy()
        # Behind the original: what became of that is decided by then.
        intake, journal = self.intakes.of(runner.meeting.id), self._services.tables.journal
        name = str(original)
        known = await intake.take(lambda: journal.contribution(runner.meeting.id, name))
        held = await intake.take(lambda: journal.knows(runner.meeting.id, name))
        if held and known is None:
            await presenter.room.take_out(message.id)

    async def record(
        self, runner: MeetingRunner, message: discord.Message, past: AsOf | None = None
    ) -> None:
        """See what becomes of a message. `past` gives the meeting's earlier states to one that is heard
        of only now.

        One that is heard as it is sent is judged by the order in which things are heard, not by the
        two clocks, Discord's and the machine's, which may differ by seconds.
        """
        if runner.meeting.status is Status.CONVENED:
            return
        sent, person = moment(message.created_at), str(message.author.id)
        reply_to = await self._answered(runner, message)

        async def say(now: Instant) -> c.Say | None:
            before = await (runner.as_of if past is None else past)(sent)
            if before is None:
                return None
            return c.Say(
                by=person,
                message=str(message.id),
                words=Words(written(message)),
                files=len(attached(message)),
                reply_to=reply_to,
                sent=sent,
                then=standing(before, person),
                late=past is not None or abs(now - sent) > AS_IT_IS_SENT,
            )

        outcome = await runner.give(say)
        if isinstance(outcome, Refusal):
            return
        for record in outcome.records:
            if isinstance(record.event, MessageHeld):
                self.held.owe(runner, record.event.held, message)
            elif isinstance(record.event, ContributionMade) and attached(message):
                self.fetch(runner, message)

    def fetch(self, runner: MeetingRunner, message: discord.Message) -> None:
        """Keep what hangs on a contribution; nobody waits for it."""
        journal, name = self._services.tables.journal, str(message.id)
        person = str(message.author.id)
        surely = self.intakes.of(runner.meeting.id).take
        kept = keep_files(journal, runner, surely, person, name, attached(message))
        work = self._withdrawals.after(kept, runner, surely, name)
        self._files.begin(work, (runner.meeting.id, name))

    async def typing(self, channel_id: int, guild_id: int | None, person: int) -> None:
        """Somebody types: of interest only while the speaker's time is up and what has been begun is
        still taken."""
        runner = self._services.runner_at(channel_id, guild_id)
        floor = None if runner is None else runner.meeting.floor
        if runner is None or floor is None or not floor.time_up or floor.grace:
            return
        if floor.person == str(person):
            await runner.give(c.SeenTyping(str(person)))

    async def voice_changed(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        """Somebody came to the channel where a meeting is spoken, left it, or asked to speak on its
        stage: asking to speak there is asking for the floor, and taking that back is withdrawing."""
        for channel in {state.channel for state in (before, after) if state.channel is not None}:
            runner = self._services.runner_at(channel.id, member.guild.id)
            if runner is None:
                continue
            presenter = self._services.presenter(runner.meeting.id)
            if presenter is None:
                continue
            if after.channel == channel and before.channel != channel:
                presenter.hear()
            if before.channel == channel and after.channel != channel:
                presenter.room.voices.look_again()
            asked = (before.requested_to_speak_at is None, after.requested_to_speak_at is None)
            if after.channel == channel and asked == (True, False) and after.suppress:
                await runner.give(c.Ask(str(member.id), Kind.STATEMENT))
            elif after.channel == channel and asked == (False, True) and after.suppress:
                await self._take_hand_down(runner, str(member.id))
        if after.channel is not None and before.channel != after.channel:
            await self._give_voice_back(member)

    async def _take_hand_down(self, runner: MeetingRunner, person: PersonId) -> None:
        """The request to speak was taken back on the stage: so is the request for the floor."""
        own = [r for r in runner.meeting.requests_of(person) if r.kind is Kind.STATEMENT]
        if own:
            await runner.give(c.Withdraw(person, own[0].number))

    async def _give_voice_back(self, member: discord.Member) -> None:
        """Whoever was muted in a meeting and is elsewhere now can be heard again."""
        for presenter in self._services.presenters:
            if presenter.room.channel.guild.id == member.guild.id:
                await presenter.room.voices.rejoined(member)

    async def edited(self, payload: discord.RawMessageUpdateEvent) -> None:
        """A message was edited, or changed otherwise."""
        message = payload.message
        if message.author.bot:
            return
        runner = self._services.runner_at(payload.channel_id, payload.guild_id)
        if runner is not None:
            await self.look_at(runner, message)
        # What was said at an earlier meeting reads as it did then; what its author takes out is gone.
        earlier = await self._meeting_of(payload.channel_id, payload.guild_id, str(message.id))
        if earlier is not None and earlier is not runner:
            await self.intakes.of(earlier.meeting.id).take(
                lambda: self._withdrawals.look(earlier, message)
            )

    async def look_at(self, runner: MeetingRunner, message: discord.Message) -> None:
        """See whether a message on the record reads otherwise by now."""
        await self.intakes.of(runner.meeting.id).take(lambda: self.compare(runner, message))

    async def compare(self, runner: MeetingRunner, message: discord.Message) -> None:
        """What the author has made of a message by an edit is kept beside its first wording, if the
        message is on the record. A pin, a preview of a link or a vote in a poll is no edit; and what
        was erased is not taken up again because its message is still there."""
        name, text = str(message.id), written(message)
        before = await self._services.tables.journal.contribution(runner.meeting.id, name)
        await self._withdrawals.look(runner, message)
        if message.edited_at is None:
            return
        if before is None or before.removed or before.words.text in (None, text):
            return
        edited = moment(message.edited_at)
        await runner.give(c.Reword(before.person, name, Words(text), edited=edited))

    async def reacted(self, payload: discord.RawReactionActionEvent, *, added: bool) -> None:
        """A sign was set under a contribution, or taken away."""
        runner = self._services.runner_at(payload.channel_id, payload.guild_id)
        if runner is None or (payload.member is not None and payload.member.bot):
            return
        message, sign = str(payload.message_id), str(payload.emoji.name or payload.emoji.id or "")
        command = c.React(str(payload.user_id), message, Words(sign), added)
        await self.intakes.of(runner.meeting.id).take(lambda: self._react(runner, command))

    async def _react(self, runner: MeetingRunner, command: c.React | c.ClearSigns) -> None:
        known = await self._services.tables.journal.contribution(runner.meeting.id, command.message)
        if known is not None and not known.removed:
            await runner.give(command)

    async def signs_cleared(
        self, payload: discord.RawReactionClearEvent | discord.RawReactionClearEmojiEvent
    ) -> None:
        """All signs under a contribution were taken away, or all of one kind."""
        runner = self._services.runner_at(payload.channel_id, payload.guild_id)
        if runner is None:
            return
        emoji = getattr(payload, "emoji", None)
        sign = None if emoji is None else Words(str(emoji.name or emoji.id or ""))
        command = c.ClearSigns(str(payload.message_id), sign)
        await self.intakes.of(runner.meeting.id).take(lambda: self._react(runner, command))

    async def removed(
        self, channel_id: int, guild_id: int | None, message_id: int, *, in_bulk: bool = False
    ) -> None:
        """A message was deleted, by whomever: the record says so, if it was on the record, and be it
        that of a meeting which is over. Nobody deletes their own `in_bulk`."""
        message = str(message_id)
        runner = await self._meeting_of(channel_id, guild_id, message)
        if runner is None:
            return
        presenter = self._services.presenter(runner.meeting.id)
        if presenter is not None and message_id in presenter.room.taken_out:
            return
        since = runner.now()
        await self.mark_deleted(runner, message, since, in_bulk=in_bulk)

    async def _meeting_of(
        self, channel_id: int, guild_id: int | None, message: str
    ) -> MeetingRunner | None:
        """The meeting, over or not, to which this message is a contribution."""
        tables = self._services.tables
        meeting = await tables.journal.meeting_of(venue_of(channel_id, guild_id), message)
        return None if meeting is None else await tables.fetch(meeting)

    async def mark_deleted(
        self, runner: MeetingRunner, message: str, since: Instant, *, in_bulk: bool = False
    ) -> None:
        """This message is not in the channel any more; it was deleted at `since` or later. What its
        author took out is erased, if the dialogue keeps nothing of that; what others took out is not,
        or whoever may delete messages could empty the record."""
        intake, journal = self.intakes.of(runner.meeting.id), self._services.tables.journal
        before = await intake.take(lambda: journal.contribution(runner.meeting.id, message))
        if before is None or before.removed:
            return
        # What a proxy deletes stands in the channel still.
        in_bulk = in_bulk or self._proxies.copied(int(message))
        keeps = runner.meeting.format.record.removed or in_bulk
        # Discord is asked with nobody waiting behind: its log is late by seconds.
        other = (
            None
            if keeps
            else await self._deletions.by_another(runner.meeting.venue, before.person, since)
        )
        command = c.MarkDeleted(message, other, by_others=in_bulk or other is not None)
        await intake.take(lambda: runner.give(command))
        if not keeps and other is None:
            await intake.take(lambda: self._erase_removed(runner, before.person, message))

    async def _erase_removed(self, runner: MeetingRunner, person: PersonId, message: str) -> None:
        """The dialogue keeps nothing of what was taken out: neither a wording nor what hung on it."""
        records = await self._services.tables.journal.read(runner.meeting.id)
        texts = texts_of_message(records, message)
        await runner.give(c.EraseTexts(None, person, ErasedBecause.REMOVED, texts))

    async def _answered(self, runner: MeetingRunner, message: discord.Message) -> str | None:
        """The contribution that this message answers. An answer to anything else (the card, a word of
        the bot's) is none."""
        if message.reference is None or message.reference.message_id is None:
            return None
        if message.reference.type is not discord.MessageReferenceType.reply:
            return None  # forwarded from somewhere
        answered = str(message.reference.message_id)
        journal = self._services.tables.journal
        known = await journal.contribution(runner.meeting.id, answered)
        return None if known is None or known.removed else answered

    def _runner(self, message: discord.Message) -> MeetingRunner | None:
        guild_id = message.guild.id if message.guild else None
        return self._services.runner_at(message.channel.id, guild_id)
