"""The caucus on Discord: a private thread for each side, made when it begins and closed when it ends.

What is written in those threads is passed on to nobody: the bot hears only the meeting's own channel
(`listening`), so no lane ever gets a word of it. Which threads there are is noted on the bench, so that
a bot that was away meanwhile closes them too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

import discord

from bot.chat.asking import REASON, Trouble, attempt
from bot.chat.places import Channel, caucus_parent
from bot.chat.wording import LONGEST_MESSAGE, Voice, mention, moment
from bot.journal.port import Journal
from bot.procedure.meeting import Meeting, Status
from bot.procedure.people import Side, SideKey
from bot.procedure.values import MeetingId, PersonId

CAUCUS_NOTE = "caucus"
ARCHIVE_AFTER: Final = 1440
"""Minutes without a word after which Discord puts a thread aside by itself."""
LONGEST_NAME = 100


class Caucuses:
    """The sides' threads of one meeting."""

    def __init__(self, channel: Channel, journal: Journal, meeting: MeetingId) -> None:
        self._channel = channel
        self._journal = journal
        self._meeting = meeting
        self._called = False
        self._inside: dict[SideKey, set[PersonId]] = {}

    async def follow(self, meeting: Meeting, voice: Voice) -> Trouble | None:
        """Make the threads what the meeting says: there in a caucus, closed otherwise."""
        threads = await self._threads()
        if meeting.status is Status.CAUCUS and meeting.caucus is not None:
            trouble = await self._begin(meeting, threads, voice)
            if trouble is None and meeting.caucus.warned and not self._called:
                self._called = True
                await self._tell(threads, voice.block("caucus-almost-over"))
            return trouble
        self._called = False
        return await self._end(threads, voice) if threads else None

    async def _begin(
        self, meeting: Meeting, threads: dict[SideKey, int], voice: Voice
    ) -> Trouble | None:
        """A thread for each side that has none yet, noted as soon as it is there; and everybody of the
        side in it, those too who come to the table meanwhile."""
        parent = caucus_parent(self._channel)
        if parent is None:
            return None
        for side in meeting.sides:
            if side.key not in threads:
                made = await self._make(parent, side, voice)
                if isinstance(made, Trouble):
                    return made
                threads[side.key] = made.id
                await self._note(threads)
            await self._bring_in(meeting, side.key, threads[side.key], voice)
        return None

    async def _make(
        self, parent: discord.TextChannel, side: Side, voice: Voice
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

    async def _bring_in(self, meeting: Meeting, side: SideKey, thread: int, voice: Voice) -> None:
        """Bring the side's members in, and tell them whose this thread is and until when."""
        inside = self._inside.setdefault(side, set())
        new = [seat.person for seat in meeting.members(side) if seat.person not in inside]
        if not new or meeting.caucus is None:
            return
        inside.update(new)
        for person in new:
            added = self._channel._state.http.add_user_to_thread(thread, int(person))
            await attempt("add to a thread", added)
        called = " ".join(mention(person) for person in new)
        text = voice.block("caucus-welcome", until=moment(meeting.caucus.until))
        await self._tell({side: thread}, f"{called}\n{text}", new)

    async def _end(self, threads: Mapping[SideKey, int], voice: Voice) -> Trouble | None:
        """Call everybody back, and close the threads: what is in them stays readable for their own."""
        await self._tell(threads, voice.block("caucus-over", channel=self._channel.mention))
        left: dict[SideKey, int] = {}
        for side, thread in threads.items():
            closing = self._channel._state.http.edit_channel(
                thread, archived=True, locked=True, reason=REASON
            )
            if await attempt("close a thread", closing) is Trouble.FAILED:
                left[side] = thread
        await self._note(left)
        self._inside.clear()
        return Trouble.FAILED if left else None

    async def _tell(
        self, threads: Mapping[SideKey, int], text: str, people: Sequence[PersonId] = ()
    ) -> None:
        """By the threads' ids, since no cache need hold them."""
        alerted = discord.AllowedMentions(
            everyone=False, roles=False, users=[discord.Object(int(person)) for person in people]
        )
        for thread in threads.values():
            place = discord.PartialMessageable(
                state=self._channel._state, id=thread, guild_id=self._channel.guild.id
            )
            sent = place.send(text[:LONGEST_MESSAGE], allowed_mentions=alerted)
            await attempt("tell a thread", sent)

    async def _threads(self) -> dict[SideKey, int]:
        note = await self._journal.note(self._meeting, CAUCUS_NOTE)
        return {} if note is None else json.loads(note)

    async def _note(self, threads: Mapping[SideKey, int]) -> None:
        note = json.dumps(threads) if threads else None
        await self._journal.set_note(self._meeting, CAUCUS_NOTE, note)
