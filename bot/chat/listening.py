"""What is typed in a meeting's channel: on to the lane as it came, and what was held back to its
author.

Messages of bots and of other channels are nobody's business here. What somebody wrote is passed on
and never logged.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import discord
import structlog

from bot.chat.asking import Trouble
from bot.chat.attachments import keep_files
from bot.chat.buttons import CardButton, in_rows
from bot.chat.deletions import Deletions
from bot.chat.desk import Desk
from bot.chat.room import venue_of
from bot.chat.wording import mention
from bot.journal.ownership import texts_of_message
from bot.procedure import commands as c
from bot.procedure.events import ContributionMade, ErasedBecause, MessageHeld
from bot.procedure.formats import Kind
from bot.procedure.meeting import Status
from bot.procedure.refusals import Refusal
from bot.procedure.values import SECOND, Instant, PersonId, Words
from bot.roundtables import Change, Lane

log = structlog.get_logger(__name__)

HEARD = (discord.MessageType.default, discord.MessageType.reply)
AS_IT_IS_SENT = 5 * SECOND
"""A message that is no older than this is new. Older ones come when a lost connection is taken up."""


class Ear:
    """Listens in the channels of the meetings that run."""

    def __init__(self, desk: Desk, deletions: Deletions) -> None:
        self._desk = desk
        self._deletions = deletions

    async def heard(self, message: discord.Message, *, missed: bool = False) -> None:
        """A message was sent; `missed`: some time ago, and it is heard of only now.

        One that is heard as it is sent is judged by the order in which things are heard, not by the
        two clocks, Discord's and the machine's, which may differ by seconds.
        """
        if message.author.bot or message.webhook_id is not None or message.type not in HEARD:
            return
        lane = self._lane(message)
        if lane is None or lane.meeting.status is Status.CONVENED:
            return
        if self._desk.presenter(lane.meeting.id) is None:
            return  # the room is being taken up again; the history is read then, this included
        reply_to = await self._answered(lane, message)
        sent = moment(message.created_at)
        fresh = not missed and abs(self._desk.tables.clock() - sent) <= AS_IT_IS_SENT
        outcome = await lane.give(
            c.Say(
                by=str(message.author.id),
                message=str(message.id),
                words=Words(written(message)),
                files=len(message.attachments),
                reply_to=reply_to,
                sent=None if fresh else sent,
            )
        )
        if isinstance(outcome, Refusal):
            # A suspended meeting hears nothing, but nothing may be lost either.
            if lane.meeting.status is Status.SUSPENDED:
                log.info("typed while suspended", meeting=lane.meeting.id)
            return
        for record in outcome.records:
            if isinstance(record.event, MessageHeld):
                await self._give_back(lane, outcome, record.event, message)
            elif isinstance(record.event, ContributionMade) and message.attachments:
                journal = self._desk.tables.journal
                person, name = str(message.author.id), str(message.id)
                await keep_files(journal, lane, person, name, message.attachments)

    async def typing(self, channel_id: int, guild_id: int | None, person: int) -> None:
        """Somebody types: of interest only while the speaker's time is up and what has been begun is
        still taken."""
        lane = self._desk.lane_at(channel_id, guild_id)
        floor = None if lane is None else lane.meeting.floor
        if lane is None or floor is None or not floor.time_up or floor.grace:
            return
        if floor.person == str(person):
            await lane.give(c.SeenTyping(str(person)))

    async def voice_changed(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        """Somebody came to the channel where a meeting is spoken, left it, or asked to speak on its
        stage: asking to speak there is asking for the floor, and taking that back is withdrawing."""
        for channel in {state.channel for state in (before, after) if state.channel is not None}:
            lane = self._desk.lane_at(channel.id, member.guild.id)
            if lane is None:
                continue
            presenter = self._desk.presenter(lane.meeting.id)
            if presenter is None:
                continue
            if after.channel == channel and before.channel != channel:
                presenter.hear()
            if before.channel == channel and after.channel != channel:
                presenter.room.voices.look_again()
            asked = (before.requested_to_speak_at is None, after.requested_to_speak_at is None)
            if after.channel == channel and asked == (True, False) and after.suppress:
                await lane.give(c.Ask(str(member.id), Kind.STATEMENT))
            elif after.channel == channel and asked == (False, True) and after.suppress:
                await self._take_hand_down(lane, str(member.id))
        if after.channel is not None and before.channel != after.channel:
            await self._give_voice_back(member)

    async def _take_hand_down(self, lane: Lane, person: PersonId) -> None:
        """The request to speak was taken back on the stage: so is the request for the floor."""
        own = [r for r in lane.meeting.requests_of(person) if r.kind is Kind.STATEMENT]
        if own:
            await lane.give(c.Withdraw(person, own[0].number))

    async def _give_voice_back(self, member: discord.Member) -> None:
        """Whoever was muted in a meeting and is elsewhere now can be heard again."""
        for presenter in self._desk.presenters:
            if presenter.room.channel.guild.id == member.guild.id:
                await presenter.room.voices.rejoined(member)

    async def edited(self, payload: discord.RawMessageUpdateEvent) -> None:
        """A message was edited, or changed otherwise."""
        lane = self._desk.lane_at(payload.channel_id, payload.guild_id)
        if lane is not None and not payload.message.author.bot:
            await self.compare(lane, payload.message)

    async def compare(self, lane: Lane, message: discord.Message) -> None:
        """What the author has made of a message by an edit is kept beside its first wording, if the
        message is on the record. A pin, a preview of a link or a vote in a poll is no edit; and what
        was erased is not taken up again because its message is still there."""
        if message.edited_at is None:
            return
        name, text = str(message.id), written(message)
        before = await self._desk.tables.journal.contribution(lane.meeting.id, name)
        if before is None or before.removed or before.words.text in (None, text):
            return
        edited = moment(message.edited_at)
        await lane.give(c.Reword(before.person, name, Words(text), edited=edited))

    async def reacted(self, payload: discord.RawReactionActionEvent, *, added: bool) -> None:
        """A sign was set under a contribution, or taken away."""
        lane = self._desk.lane_at(payload.channel_id, payload.guild_id)
        if lane is None or (payload.member is not None and payload.member.bot):
            return
        message = str(payload.message_id)
        known = await self._desk.tables.journal.contribution(lane.meeting.id, message)
        if known is not None and not known.removed:
            sign = Words(str(payload.emoji.name or payload.emoji.id or ""))
            await lane.give(c.React(str(payload.user_id), message, sign, added))

    async def removed(
        self, channel_id: int, guild_id: int | None, message_id: int, *, in_bulk: bool = False
    ) -> None:
        """A message was deleted, by whomever: the record says so, if it was on the record, and be it
        that of a meeting which is over. Nobody deletes their own `in_bulk`."""
        tables, message = self._desk.tables, str(message_id)
        meeting = await tables.journal.meeting_of(venue_of(channel_id, guild_id), message)
        lane = None if meeting is None else await tables.fetch(meeting)
        if lane is not None:
            await self.strike(lane, message, lane.now(), in_bulk=in_bulk)

    async def strike(
        self, lane: Lane, message: str, since: Instant, *, in_bulk: bool = False
    ) -> None:
        """This message is not in the channel any more; it was deleted at `since` or later. What its
        author took out is erased, if the dialogue keeps nothing of that; what others took out is not,
        or whoever may delete messages could empty the record."""
        before = await self._desk.tables.journal.contribution(lane.meeting.id, message)
        if before is None or before.removed:
            return
        if lane.meeting.format.record.removed or in_bulk:
            await lane.give(c.Strike(message, by_others=in_bulk))
            return
        other = await self._deletions.by_another(lane.meeting.venue, before.person, since)
        await lane.give(c.Strike(message, other, by_others=other is not None))
        if other is None:
            await self._erase_removed(lane, before.person, message)

    async def _erase_removed(self, lane: Lane, person: PersonId, message: str) -> None:
        """The dialogue keeps nothing of what was taken out: neither a wording nor what hung on it."""
        records = await self._desk.tables.journal.read(lane.meeting.id)
        texts = texts_of_message(records, message)
        await lane.give(c.EraseTexts(None, person, ErasedBecause.REMOVED, texts))

    async def _answered(self, lane: Lane, message: discord.Message) -> str | None:
        """The contribution that this message answers. An answer to anything else (the card, a word of
        the bot's) is none."""
        if message.reference is None or message.reference.message_id is None:
            return None
        if message.reference.type is not discord.MessageReferenceType.reply:
            return None  # forwarded from somewhere
        answered = str(message.reference.message_id)
        journal = self._desk.tables.journal
        known = await journal.contribution(lane.meeting.id, answered)
        return None if known is None or known.removed else answered

    def _lane(self, message: discord.Message) -> Lane | None:
        guild_id = message.guild.id if message.guild else None
        return self._desk.lane_at(message.channel.id, guild_id)

    async def _give_back(
        self, lane: Lane, change: Change, held: MessageHeld, message: discord.Message
    ) -> None:
        """Take the message out of the channel and give it to its author: privately, or, where
        private messages are closed, through a button that only the author can use."""
        presenter = self._desk.presenter(lane.meeting.id)
        if presenter is None:
            return
        seat = change.after.seat(held.person)
        language = seat.language if seat else change.after.dialogue.languages[0]
        say = self._desk.phrases.say
        floor = change.after.floor
        heading = say(
            language,
            f"held-{held.reason}",
            speaker=mention(floor.person) if floor is not None else "",
            channel=presenter.room.channel.mention,
        )
        text, files = written(message), message.attachments
        if held.words is None or files:
            # What is kept nowhere (files never are) leaves the channel only once its author has it.
            if await presenter.room.give_back(held.person, heading, text, files) is None:
                await presenter.room.take_out(int(held.message))
            else:
                phrase = say(language, "held-stays", person=mention(held.person))
                await presenter.room.tell_room(phrase)
            return
        if await presenter.room.take_out(int(held.message)) is Trouble.FORBIDDEN:
            presenter.complain()
        if await presenter.room.give_back(held.person, heading, text) is None:
            return
        take_back = CardButton.make(
            "take-back",
            change.after,
            label=presenter.voice.line("button-take-back"),
            style=discord.ButtonStyle.secondary,
            seen=str(held.held),
        )
        waiting = presenter.voice.block("held-waiting", person=mention(held.person))
        await presenter.room.tell_room(waiting, in_rows(take_back))


def moment(when: datetime) -> Instant:
    """A moment as Discord gives it."""
    return (when - datetime.fromtimestamp(0, UTC)) // timedelta(milliseconds=1)


def written(message: discord.Message) -> str:
    """All that the message says: its text, what was forwarded with it, a poll's question and answers,
    the names of stickers."""
    parts = [message.content, *(snapshot.content for snapshot in message.message_snapshots)]
    if message.poll is not None:
        parts.append(message.poll.question)
        parts += [f"- {answer.text}" for answer in message.poll.answers]
    parts += [f"[{sticker.name}]" for sticker in message.stickers]
    return "\n".join(part for part in parts if part)
