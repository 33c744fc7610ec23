"""Where people meet: the kinds of channel that a meeting can be held in, and what each of them allows.

Pure, over discord.py's own values. How the floor is kept there stands in `enforcement` and `voice`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import discord

from bot.procedure.formats import Enforcement

Channel = discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel
"""A channel that a meeting can be held in. A post in a forum is a thread."""


class MeetingPlace(StrEnum):
    """Kinds of channel by what the bot can do there."""

    TEXT = "text"
    THREAD = "thread"
    VOICE = "voice"
    STAGE = "stage"

    @property
    def spoken(self) -> bool:
        """Whether people speak there as well as write."""
        return self in (MeetingPlace.VOICE, MeetingPlace.STAGE)

    def kept(self, wished: Enforcement) -> Enforcement:
        """How what is written can be kept to the floor there, if it should be kept in this way.

        A thread has no permissions of its own, so nobody can be locked out of one alone. Where people
        speak, it is the voices that are locked; what is typed beside them is held, so that a change of
        speaker costs no more calls than in a text channel.
        """
        soft = self is not MeetingPlace.TEXT and wished is Enforcement.LOCK
        return Enforcement.HOLD if soft else wished


def place_of(channel: Any) -> MeetingPlace | None:
    """The kind of this channel; None where no meeting can be held (a category, a forum as a whole)."""
    match channel:
        case discord.TextChannel():
            return MeetingPlace.TEXT
        case discord.Thread():
            return MeetingPlace.THREAD
        case discord.VoiceChannel():
            return MeetingPlace.VOICE
        case discord.StageChannel():
            return MeetingPlace.STAGE
    return None


def meeting_place(channel: Any) -> Channel | None:
    """The channel, if a meeting can be held in it."""
    if isinstance(
        channel, discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel
    ):
        return channel
    return None


@dataclass(frozen=True, slots=True)
class PlaceLook:
    """What of a channel people may change in mid-meeting, and feel. `slowmode` in seconds."""

    name: str
    slowmode: int = 0
    archived: bool = False
    locked: bool = False

    @classmethod
    def of(cls, channel: Channel) -> PlaceLook:
        slowmode: Any = channel.slowmode_delay
        if isinstance(channel, discord.Thread):
            return cls(channel.name, slowmode, channel.archived, channel.locked)
        return cls(channel.name, slowmode)

    @classmethod
    def of_thread(cls, data: Mapping[str, Any]) -> PlaceLook:
        """A thread as the gateway tells of it; no cache holds one that is archived."""
        state = data.get("thread_metadata") or {}
        slowmode = int(data.get("rate_limit_per_user") or 0)
        return cls(
            str(data["name"]), slowmode, bool(state.get("archived")), bool(state.get("locked"))
        )

    @property
    def shut(self) -> bool:
        """Whether the bot may not be able to write there."""
        return self.archived or self.locked


def caucus_parent(channel: Channel) -> discord.TextChannel | None:
    """Where the sides' private threads can be made: beside the meeting, or nowhere."""
    if isinstance(channel, discord.Thread):
        return channel.parent if isinstance(channel.parent, discord.TextChannel) else None
    return channel if isinstance(channel, discord.TextChannel) else None
