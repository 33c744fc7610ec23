"""What the channel's permissions should be, and the fewest changes that make them so. Pure.

Knows discord.py's values for permissions and nothing else of Discord; `room` carries the plan out.
The originals are remembered before the first change and are what the channel ends with.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import discord

from bot.chat.preflight import LOCK_CLOSES

CLOSED = discord.Permissions(**dict.fromkeys(LOCK_CLOSES, True)).value
IN_CAUCUS = discord.Permissions(send_messages_in_threads=True).value
"""What stays as it was while the sides withdraw into threads of their own."""
SPEAKING = discord.Permissions(send_messages=True).value
OWN = discord.Permissions(
    send_messages=True, send_messages_in_threads=True, create_private_threads=True
).value
"""What the bot keeps for itself: speaking, and the threads of a caucus."""


@dataclass(frozen=True, slots=True)
class Overwrite:
    """A channel's exception for a role or a member, as Discord's own two bit fields."""

    role: bool
    allow: int
    deny: int

    @property
    def blank(self) -> bool:
        return self.allow == 0 and self.deny == 0


Overwrites = Mapping[int, Overwrite]


@dataclass(frozen=True, slots=True)
class Step:
    """One REST call. `to` None: the overwrite is removed."""

    target: int
    role: bool
    to: Overwrite | None


def desired(
    originals: Overwrites,
    everyone: int,
    bot: int,
    speaker: int | None,
    *,
    locked: bool,
    caucus: bool = False,
) -> Overwrites:
    """The overwrites that the channel should have now.

    Locked: nobody may write but the bot and the speaker; in caucus, but for threads. Everything else
    about the originals stays: who sees the channel, who may react, what moderators hold.
    """
    if not locked:
        return originals
    closed = CLOSED & ~IN_CAUCUS if caucus else CLOSED
    wanted = {
        target: Overwrite(kept.role, kept.allow & ~closed, kept.deny | (kept.allow & closed))
        for target, kept in originals.items()
    }
    floor = wanted.get(everyone, Overwrite(True, 0, 0))
    wanted[everyone] = Overwrite(True, floor.allow & ~closed, floor.deny | closed)
    for member, given in ((bot, OWN), (speaker, SPEAKING)):
        if member is not None:
            own = wanted.get(member, Overwrite(False, 0, 0))
            wanted[member] = Overwrite(False, own.allow | given, own.deny & ~given)
    return wanted


def plan(actual: Overwrites, wanted: Overwrites, mine: frozenset[int]) -> tuple[Step, ...]:
    """The steps from `actual` to `wanted`: what closes comes before what opens, so that there are
    never two who can write.

    `mine` are the targets that the bot may have added itself (see `ours`); an overwrite of somebody
    else's that appeared meanwhile is left alone.
    """
    closing: list[Step] = []
    opening: list[Step] = []
    for target, now in actual.items():
        if target not in wanted and target in mine:
            closing.append(Step(target, now.role, None))
    for target, then in wanted.items():
        before = actual.get(target)
        if before == then or (before is None and then.blank):
            continue
        opens = then.allow & SPEAKING and not (before is not None and before.allow & SPEAKING)
        step = Step(target, then.role, None if then.blank else then)
        (opening if opens else closing).append(step)
    return (*closing, *opening)


def ours(actual: Overwrites, everyone: int, bot: int) -> frozenset[int]:
    """The targets whose overwrites the bot may take away, should the originals not have them: its
    own, everyone's, and a member's that says no more than "may write" (who may have left the table
    meanwhile). Any other was made by somebody else for a reason of their own."""
    given = (
        target
        for target, own in actual.items()
        if not own.role and (own.allow, own.deny) == (SPEAKING, 0)
    )
    return frozenset((everyone, bot, *given))


def of_channel(channel: discord.abc.GuildChannel) -> Overwrites:
    """The channel's overwrites as the cache has them."""
    found: dict[int, Overwrite] = {}
    for target, overwrite in channel.overwrites.items():
        allow, deny = overwrite.pair()
        role = isinstance(target, discord.Role) or (
            isinstance(target, discord.Object) and target.type is discord.Role
        )
        found[target.id] = Overwrite(role, allow.value, deny.value)
    return found


def to_note(overwrites: Overwrites) -> str:
    """The originals, for the journal's bench notes."""
    rows = sorted((t, o.role, o.allow, o.deny) for t, o in overwrites.items())
    return json.dumps(rows)


def from_note(note: str) -> Overwrites:
    return {
        int(target): Overwrite(bool(role), int(allow), int(deny))
        for target, role, allow, deny in json.loads(note)
    }
