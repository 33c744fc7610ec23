"""Voices: on a stage and in a voice channel only the speaker is heard.

On a stage Discord lets nobody in the audience be heard until they are invited to speak, so a change of
speaker takes two calls. In a voice channel a role will not do: Discord looks at who may speak only when
somebody joins, so whoever is there is muted one by one, once, and afterwards the speaker alone changes.
Whom the bot has muted is noted before it does so, and everybody is given their voice back at the end,
or as soon as they are in a voice channel again, since Discord changes nobody's mute who is not.
"""

from __future__ import annotations

import json

import discord

from bot.chat.framework.discord_calls import REASON, Trouble, attempt
from bot.chat.room.meeting_places import Channel
from bot.journal.port import Journal
from bot.procedure.formats import Enforcement
from bot.procedure.state import Meeting, Status
from bot.procedure.values import MeetingId

MUTED_NOTE = "muted"
EVERYBODY = "everybody"


class Voices:
    """The voices in one meeting's channel; of a channel for writing there are none."""

    def __init__(self, channel: Channel, journal: Journal, meeting: MeetingId) -> None:
        self._channel = channel
        self._journal = journal
        self._meeting = meeting
        self._silent: dict[int, bool] = {}
        """What was asked for last, until the cache shows it."""

    def rebind(self, channel: Channel) -> None:
        self._channel = channel

    def look_again(self) -> None:
        self._silent.clear()

    async def follow(self, meeting: Meeting) -> Trouble | None:
        """Let the speaker be heard, and nobody else, while the floor is kept; everybody otherwise."""
        if meeting.format.enforcement is Enforcement.OPEN or meeting.status is Status.CONVENED:
            return None
        heard = _heard(meeting)
        match self._channel:
            case discord.StageChannel():
                return await self._on_stage(self._channel, heard)
            case discord.VoiceChannel():
                return await self._in_voice(self._channel, heard)
        return None

    async def _on_stage(self, stage: discord.StageChannel, heard: str | None) -> Trouble | None:
        """The audience of a stage is silent by itself, so at the end nothing has to be undone."""
        if heard == EVERYBODY:
            return None
        wanted = {m.id: str(m.id) != heard for m in stage.members if not m.bot}
        return await self._quiet(stage, wanted)

    async def _in_voice(self, room: discord.VoiceChannel, heard: str | None) -> Trouble | None:
        everybody = heard == EVERYBODY
        people = [member for member in room.members if not member.bot]
        wanted = {m.id: not everybody and str(m.id) != heard for m in people}
        muted = await self._muted()
        # Whoever was muted by somebody else beforehand is none of the bot's to give a voice to.
        heard_now = {m.id for m in people if m.voice is not None and not m.voice.mute}
        added = {id_ for id_, silent in wanted.items() if silent and id_ in heard_now} - muted
        if added:
            await self._note(muted | added)
        if everybody:
            # Only whom the bot has muted is given the voice back; others were muted by somebody else.
            wanted = dict.fromkeys(muted, False)
        trouble = await self._quiet(room, wanted)
        if everybody and trouble is None:
            await self._note({id_ for id_ in muted if not _in_some_voice(room.guild, id_)})
        return trouble

    async def _quiet(
        self, channel: discord.VoiceChannel | discord.StageChannel, wanted: dict[int, bool]
    ) -> Trouble | None:
        """Those who are quieted come first, so that there are never two who can be heard."""
        worst: Trouble | None = None
        for id_, silent in sorted(wanted.items(), key=lambda one: not one[1]):
            member = channel.guild.get_member(id_)
            if member is None or member.voice is None:
                continue
            is_silent = self._silent.get(id_, _silent(channel, member.voice))
            if is_silent == silent:
                continue
            if isinstance(channel, discord.StageChannel):
                asked = attempt("let speak", member.edit(suppress=silent, reason=REASON))
            else:
                asked = attempt("mute", member.edit(mute=silent, reason=REASON))
            done = await asked
            if not isinstance(done, Trouble):
                self._silent[id_] = silent
            elif done is not Trouble.GONE:
                worst = done
        return worst

    async def rejoined(self, member: discord.Member) -> None:
        """Somebody is in a voice channel again whom the bot had muted in this meeting's."""
        muted = await self._muted()
        if member.id not in muted or member.voice is None:
            return
        if member.voice.channel is not None and member.voice.channel.id == self._channel.id:
            return
        done = await attempt("unmute", member.edit(mute=False, reason=REASON))
        if not isinstance(done, Trouble):
            self._silent.pop(member.id, None)
            await self._note(muted - {member.id})

    async def _muted(self) -> set[int]:
        note = await self._journal.note(self._meeting, MUTED_NOTE)
        return set() if note is None else set(json.loads(note))

    async def _note(self, muted: set[int]) -> None:
        note = json.dumps(sorted(muted)) if muted else None
        await self._journal.set_note(self._meeting, MUTED_NOTE, note)


def _heard(meeting: Meeting) -> str | None:
    """Who can be heard now: a person, nobody (None), or everybody."""
    if meeting.status is Status.CLOSED:
        return EVERYBODY
    if meeting.status is not Status.OPEN or meeting.floor is None:
        return None
    return meeting.floor.person


def _silent(
    channel: discord.VoiceChannel | discord.StageChannel, voice: discord.VoiceState
) -> bool:
    return voice.suppress if isinstance(channel, discord.StageChannel) else voice.mute


def _in_some_voice(guild: discord.Guild, id_: int) -> bool:
    member = guild.get_member(id_)
    return member is not None and member.voice is not None
