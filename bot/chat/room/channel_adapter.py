"""The room: a meeting's channel, and everything that is done to it.

Has `permissions` and `voice` keep the floor, posts, edits and pins the card, takes messages out and
gives them back. It decides nothing, and a refusal by Discord comes back as a value.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.chat.framework.discord_calls import NOBODY, REASON, Trouble, attempt
from bot.chat.messages.returned_text import returned
from bot.chat.room.announcements import Announcement
from bot.chat.room.caucus_threads import Caucuses
from bot.chat.room.channel_permissions import ChannelPermissions
from bot.chat.room.meeting_places import Channel, PlaceLook
from bot.chat.room.voices import Voices
from bot.journal.port import Journal
from bot.procedure.state import Meeting
from bot.procedure.values import MeetingId, PersonId

CARD_NOTE = "card"
"""Where the card is; dropped when the card of a meeting that is over has been shown for good."""
MOST_FILES = 9 * 1024 * 1024
"""Bytes of attachments that are given back in one message; Discord takes 10 MiB from a bot."""
REMEMBERED = 256


def venue_of(channel_id: int, guild_id: int | None) -> str:
    """The name of a channel in the journal: server and channel."""
    return f"{guild_id or 0}/{channel_id}"


def channel_of(venue: str) -> int:
    return int(venue.partition("/")[2])


def guild_of(venue: str) -> int:
    return int(venue.partition("/")[0])


class ChannelAdapter:
    """The channel of one meeting."""

    def __init__(self, channel: Channel, journal: Journal, meeting: MeetingId) -> None:
        self.channel = channel
        self._journal = journal
        self._meeting = meeting
        self.permissions = ChannelPermissions(channel, journal, meeting)
        self.voices = Voices(channel, journal, meeting)
        self.caucuses = Caucuses(channel, journal, meeting)
        self.look = PlaceLook.of(channel)
        """The channel as it was when the room was told of it last."""
        self.card_id: int | None = None
        self.unpinned: Trouble | None = None
        """Why the card that was posted last is not pinned."""
        self.taken_out: deque[int] = deque(maxlen=REMEMBERED)
        """The messages that were taken out here: nobody else's deletion."""

    def rebind(self, channel: Channel) -> None:
        """Take this for the channel from now on. discord.py makes new objects when a server comes back,
        and the old ones never change again."""
        self.channel = channel
        self.permissions.rebind(channel)
        self.voices.rebind(channel)
        self.caucuses.rebind(channel)
        self.look_again()

    async def recall(self) -> None:
        """Take up the card that was posted before a restart."""
        note = await self._journal.note(self._meeting, CARD_NOTE)
        self.card_id = None if note is None else int(note)

    # Permissions ---------------------------------------------------------------------------------

    async def enforce(self, meeting: Meeting) -> Trouble | None:
        """Make the channel what the meeting says it is now: who can write, and who can be heard."""
        trouble = await self.permissions.follow(meeting)
        return await self.voices.follow(meeting) or trouble

    def look_again(self) -> None:
        """Somebody else may have changed the channel: plan from what Discord says next time."""
        self.permissions.look_again()
        self.voices.look_again()

    # The card and what is said -------------------------------------------------------------------

    async def show(self, view: ui.LayoutView, nonce: str) -> Trouble | None:
        """Put this card in the channel: an edit if it is there, a new one (pinned) if it is not. Discord
        posts what has the same `nonce` once within some minutes."""
        if self.card_id is not None:
            card = self.channel.get_partial_message(self.card_id)
            edited = await attempt("edit card", card.edit(view=view, allowed_mentions=NOBODY))
            if edited is not Trouble.GONE:
                return edited if isinstance(edited, Trouble) else None
        posted = await attempt(
            "post card",
            self.channel.send(view=view, allowed_mentions=NOBODY, silent=True, nonce=nonce),
        )
        if isinstance(posted, Trouble):
            return posted
        self.card_id = posted.id
        await self._journal.set_note(self._meeting, CARD_NOTE, str(posted.id))
        if self.channel.permissions_for(self.channel.guild.me).pin_messages:
            pinned = await attempt("pin card", posted.pin(reason=REASON))
            self.unpinned = pinned if isinstance(pinned, Trouble) else None
        return None

    async def leave_card(self) -> None:
        """The card will not change any more."""
        await self._journal.set_note(self._meeting, CARD_NOTE, None)

    async def say(self, announcement: Announcement) -> Trouble | None:
        people = [discord.Object(int(person)) for person in announcement.pinged]
        mentions = discord.AllowedMentions(everyone=False, roles=False, users=people)
        extra: dict[str, Any] = {} if announcement.nonce is None else {"nonce": announcement.nonce}
        sent = await attempt(
            "announce",
            self.channel.send(announcement.text, allowed_mentions=mentions, **extra),
        )
        return sent if isinstance(sent, Trouble) else None

    # What was typed out of turn ------------------------------------------------------------------

    async def take_out(self, message_id: int) -> Trouble | None:
        self.taken_out.append(message_id)
        done = await attempt(
            "take message out", self.channel.get_partial_message(message_id).delete()
        )
        return done if isinstance(done, Trouble) else None

    async def give_back(
        self,
        person: PersonId,
        heading: str,
        text: str,
        nonce: str,
        attachments: Sequence[discord.Attachment] = (),
    ) -> Trouble | None:
        """Send the author what was typed, word for word, and every file that hung on it; long texts
        come as a file too. Discord gives what has the same `nonce` once within some minutes, so that it
        may be asked again where nobody knows whether it was done."""
        member = await self.member(person)
        if isinstance(member, Trouble):
            return member
        if sum(attachment.size for attachment in attachments) > MOST_FILES:
            return Trouble.WRONG
        files: list[discord.File] = []
        for attachment in attachments:
            file = await attempt("fetch a file", attachment.to_file())
            if isinstance(file, Trouble):
                return file
            files.append(file)
        sent = await attempt(
            "give back", member.send(**returned(heading, text, files), nonce=nonce)
        )
        return sent if isinstance(sent, Trouble) else None

    async def member(self, person: PersonId) -> discord.Member | Trouble:
        """The member of this server; asked of Discord where the cache knows of none. GONE: left."""
        guild, member_id = self.channel.guild, int(person)
        cached = guild.get_member(member_id)
        if cached is not None:
            return cached
        return await attempt("find member", guild.fetch_member(member_id))

    async def tell_room(
        self, text: str, view: ui.View | None = None, nonce: str | None = None
    ) -> Trouble | None:
        extra: dict[str, Any] = {} if view is None else {"view": view}
        if nonce is not None:
            extra["nonce"] = nonce
        sent = await attempt(
            "tell the room", self.channel.send(text, allowed_mentions=NOBODY, silent=True, **extra)
        )
        return sent if isinstance(sent, Trouble) else None
