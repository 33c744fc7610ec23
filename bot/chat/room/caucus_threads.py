"""The caucus on Discord: a private thread for each side, made when it begins and closed when it ends.

What is written in those threads is passed on to nobody: the bot hears only the meeting's own
channel (`listening`), so no runner ever gets a word of it. Which threads there are and who is in
them is noted on the bench, so that a bot that was away meanwhile keeps the sides apart and closes
them too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import discord

from bot.chat.framework.discord_calls import AGAIN, REASON, Trouble, attempt
from bot.chat.framework.wording import CLOCK, LONGEST_MESSAGE, RoomPhrases, mention, moment
from bot.chat.room.meeting_places import Channel, caucus_parent
from bot.journal.port import Journal
from bot.procedure.state import Meeting, Status
from bot.procedure.table.seats import Side, SideKey
from bot.procedure.values import MeetingId, PersonId

CAUCUS_NOTE = "caucus"
ARCHIVE_AFTER: Final = 1440
"""Minutes without a word after which Discord puts a thread aside by itself."""
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class SideRoom:
    """A side's thread, and whom the bot has brought into it."""

    thread: int
    inside: frozenset[PersonId] = frozenset()


Rooms = dict[SideKey, SideRoom]


class Caucuses:
    """The sides' threads of one meeting."""

    def __init__(self, channel: Channel, journal: Journal, meeting: MeetingId) -> None:
        self._channel = channel
        self._journal = journal
        self._meeting = meeting
        self._called = False

    def rebind(self, channel: Channel) -> None:
        self._channel = channel

    async def follow(self, meeting: Meeting, voice: RoomPhrases) -> Trouble | None:
        """Make the threads what the meeting says: there in a caucus, closed otherwise."""
        rooms = await self._rooms()
        if meeting.status is Status.CAUCUS and meeting.caucus is not None:
            trouble = await self._begin(meeting, rooms, voice)
            if trouble is None and meeting.caucus.warned and not self._called:
                self._called = True
                await self._tell(_threads(rooms), voice.block("caucus-almost-over"))
            return trouble
        self._called = False
        return await self._end(rooms, voice) if rooms else None

    async def _begin(self, meeting: Meeting, rooms: Rooms, voice: RoomPhrases) -> Trouble | None:
        """A thread for each side that has none yet, noted as soon as it is there; and in it everybody of
        the side, those too whom a co-chair brings to the table meanwhile."""
        parent = caucus_parent(self._channel)
        if parent is None:
            return None
        for side in meeting.sides:
            if side.key not in rooms:
                made = await self._make(parent, side, voice)
                if isinstance(made, Trouble):
                    return made
                rooms[side.key] = SideRoom(made.id)
                await self._note(rooms)
        for side in meeting.sides:
            await self._keep_apart(meeting, rooms, side.key, voice)
        return None

    async def _make(
        self, parent: discord.TextChannel, side: Side, voice: RoomPhrases
    ) -> discord.Thread | Trouble:
        name = f"{voice.line('caucus-name')}: {side.name.into(voice.languages[0])}"
        return await attempt(
            "make a thread",
            parent.create_thread(
                name=name[:LONGEST_NAME],
                type=discord.ChannelType.private_thread,
                invitable=False,
                auto_archive_duration=ARCHIVE_AFTER,
                reason=REASON,
            ),
        )

    async def _keep_apart(
        self, meeting: Meeting, rooms: Rooms, side: SideKey, voice: RoomPhrases
    ) -> None:
        """In the side's thread are its own members who have accepted the rules, and nobody else: whoever
        left the table, or was seated on another side, is taken out."""
        room = rooms[side]
        own = {seat.person for seat in meeting.members(side) if seat.accepted is not None}
        gone = room.inside - own
        new = [person for person in own if person not in room.inside]
        if meeting.caucus is None or not (gone or new):
            return
        http = self._channel._state.http
        for person in gone:
            taken = http.remove_user_from_thread(room.thread, int(person))
            if await attempt("take out of a thread", taken) in AGAIN:
                own.add(person)  # to be tried again
        for person in new:
            await attempt("add to a thread", http.add_user_to_thread(room.thread, int(person)))
        rooms[side] = SideRoom(room.thread, frozenset(own))
        await self._note(rooms)
        if new:
            called = " ".join(mention(person) for person in new)
            text = voice.block("caucus-welcome", until=moment(meeting.caucus.until, CLOCK))
            await self._tell((room.thread,), f"{called}\n{text}", new)

    async def _end(self, rooms: Rooms, voice: RoomPhrases) -> Trouble | None:
        """Call everybody back, and close the threads: what is in them stays readable for their own."""
        await self._tell(_threads(rooms), voice.block("caucus-over", channel=self._channel.mention))
        left: Rooms = {}
        for side, room in rooms.items():
            closing = self._channel._state.http.edit_channel(
                room.thread, archived=True, locked=True, reason=REASON
            )
            if await attempt("close a thread", closing) in AGAIN:
                left[side] = room
        await self._note(left)
        return Trouble.FAILED if left else None

    async def _tell(
        self, threads: Iterable[int], text: str, people: Sequence[PersonId] = ()
    ) -> None:
        """By the threads' ids, since no cache need hold them."""
        alerted = discord.AllowedMentions(
            everyone=False, roles=False, users=[discord.Object(int(person)) for person in people]
        )
        for thread in threads:
            place = discord.PartialMessageable(
                state=self._channel._state, id=thread, guild_id=self._channel.guild.id
            )
            sent = place.send(text[:LONGEST_MESSAGE], allowed_mentions=alerted)
            await attempt("tell a thread", sent)

    async def _rooms(self) -> Rooms:
        note = await self._journal.note(self._meeting, CAUCUS_NOTE)
        kept = {} if note is None else json.loads(note)
        return {
            side: SideRoom(thread, frozenset(inside)) for side, (thread, inside) in kept.items()
        }

    async def _note(self, rooms: Rooms) -> None:
        kept = {side: [room.thread, sorted(room.inside)] for side, room in rooms.items()}
        await self._journal.set_note(self._meeting, CAUCUS_NOTE, json.dumps(kept) if kept else None)


def _threads(rooms: Rooms) -> tuple[int, ...]:
    return tuple(room.thread for room in rooms.values())
