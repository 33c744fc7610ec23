"""What the bot needs from Discord before it can serve: permissions, intents, the invite link.

Pure tables and functions over discord.py's values. Asking Discord for anything does not live here,
nor do the words in which a person is told what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import discord

from bot.chat.room.meeting_places import MeetingPlace
from bot.procedure.formats import Enforcement

SCOPES: Final = ("bot", "applications.commands")

LOCK_CLOSES: Final = (
    "send_messages",
    "send_messages_in_threads",
    "create_public_threads",
    "create_private_threads",
)
"""What `lock` takes from whoever does not have the floor; threads too, or they are a side door."""

_TALKING: Final = ("view_channel", "send_messages", "read_message_history", "pin_messages")

CAUCUS_NEEDS: Final = (
    "send_messages",
    "send_messages_in_threads",
    "create_private_threads",
    "manage_threads",
)
"""What it takes to let the sides withdraw into threads of their own, and to close them again."""

# Discord lets a bot allow or deny in a channel only what it holds itself (its API reference, under
# "Edit Channel Permissions"), so `lock` needs all that it closes, besides the right to close it.
_NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "open": _TALKING,
    "hold": (*_TALKING, "manage_messages"),
    "lock": (*_TALKING, "manage_messages", "manage_roles", *LOCK_CLOSES[1:]),
}

_BESIDES: Final[dict[MeetingPlace, tuple[str, ...]]] = {
    MeetingPlace.TEXT: (),
    MeetingPlace.THREAD: ("send_messages_in_threads",),
    MeetingPlace.VOICE: ("mute_members",),
    MeetingPlace.STAGE: ("mute_members",),
}
"""What a place takes that is not a text channel."""

SHOWN_AS: Final[dict[str, str]] = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "read_message_history": "Read Message History",
    "pin_messages": "Pin Messages",
    "manage_messages": "Manage Messages",
    # One bit with two names: "Manage Roles" for a role, "Manage Permissions" in a channel.
    "manage_roles": "Manage Permissions",
    "send_messages_in_threads": "Send Messages in Threads",
    "create_public_threads": "Create Public Threads",
    "create_private_threads": "Create Private Threads",
    "manage_threads": "Manage Threads",
    "mute_members": "Mute Members",
}
"""What a channel's settings call each permission in English."""


@dataclass(frozen=True, slots=True)
class Intent:
    """A kind of event that the bot asks the gateway for.

    `name` is discord.py's; `switch` is the developer portal's name of the switch that must be on
    for it, None where no switch is needed.
    """

    name: str
    switch: str | None


INTENTS: Final = (
    Intent("guilds", None),  # channels, roles and overwrites, and what becomes of them
    Intent("guild_messages", None),  # contributions, their edits and deletions
    Intent("guild_reactions", None),  # signs set under contributions
    Intent("guild_typing", None),  # whether the speaker is still typing when the time is up
    Intent("voice_states", None),  # who is there, and who asks to speak, on a stage
    Intent("members", "Server Members Intent"),  # names for the seats; who has left
    Intent("message_content", "Message Content Intent"),  # the words themselves
)
"""All that the bot listens to, and no more."""


def intents() -> discord.Intents:
    """discord.py's value of INTENTS."""
    return discord.Intents(**{intent.name: True for intent in INTENTS})


def missing_intents(flags: discord.ApplicationFlags) -> tuple[str, ...]:
    """The switches that are off in the developer portal, by INTENTS' names and in their order.

    `flags` are the application's own, which a client has once it is logged in
    (`client.application_flags`); an intent counts as on when Discord has granted it either way, to
    a verified bot or to a small one.
    """
    on = {
        "members": flags.gateway_guild_members or flags.gateway_guild_members_limited,
        "message_content": flags.gateway_message_content or flags.gateway_message_content_limited,
    }
    return tuple(i.name for i in INTENTS if i.switch is not None and not on[i.name])


def needed_permissions(
    enforcement: str, place: MeetingPlace = MeetingPlace.TEXT
) -> tuple[str, ...]:
    """Discord's names of what the bot needs in such a place for "lock", "hold" or "open".

    Lower case, as discord.py spells them. Any other enforcement raises KeyError.
    """
    besides = () if place.spoken and enforcement == "open" else _BESIDES[place]
    kept = place.kept(Enforcement(enforcement)) if enforcement in _NEEDS else enforcement
    needs = _NEEDS[kept]
    return (*needs, *(name for name in besides if name not in needs))


def missing_permissions(
    channel_permissions: discord.Permissions,
    enforcement: str,
    place: MeetingPlace = MeetingPlace.TEXT,
) -> tuple[str, ...]:
    """What the bot lacks in a channel, in the order of `needed_permissions`; empty if all is well.

    `channel_permissions` are the bot's own there: `channel.permissions_for(guild.me)`.
    """
    needed = needed_permissions(enforcement, place)
    return lacking(channel_permissions, needed)


def lacking(held: discord.Permissions, needed: Iterable[str]) -> tuple[str, ...]:
    """Which of these are not held; an administrator lacks nothing."""
    if held.administrator:
        return ()
    return tuple(name for name in needed if not getattr(held, name))


def invited_permissions() -> discord.Permissions:
    """What the invite link asks for: enough for each enforcement and place, and nothing besides."""
    needs = (*_NEEDS.values(), *_BESIDES.values(), CAUCUS_NEEDS)
    return discord.Permissions(**{name: True for names in needs for name in names})


def invite_url(application_id: int) -> str:
    """The link by which a server's administrator lets the bot in."""
    return discord.utils.oauth_url(application_id, permissions=invited_permissions(), scopes=SCOPES)
