"""Other people's hands: what an administrator does to a meeting's channel, a row a deed.

Each deed is done as a client does it (one overwrite is written whole, as it stands with the one change),
and noted as what people wish, so that it can be told afterwards what the bot has made of it. What must
not live here: what the bot should answer.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import discord as dpy

from tests.campaigns.evidence import Pair

if TYPE_CHECKING:
    from tests.campaigns.room import Room

VIEW = dpy.Permissions(view_channel=True).value
SIGNS = dpy.Permissions(add_reactions=True).value
LINKS = dpy.Permissions(embed_links=True).value


@dataclass
class Hands:
    """What people wish of a channel: its overwrites without the bot's doings, and what of them nobody
    can tell."""

    wished: dict[int, Pair] = field(default_factory=dict)
    loose: dict[int, int] = field(default_factory=dict)

    def let_in(self, *targets: int) -> bool:
        """Whether somebody may see the channel to whom these overwrites apply, the nearest first."""
        for target in targets:
            allow, deny = self.wished.get(target, (0, 0))
            if (allow | deny) & VIEW:
                return bool(allow & VIEW)
        return True


async def turn(room: Room, target: int, bits: int, how: str, *, role: bool) -> None:
    """Set these bits of one target's overwrite to `allow`, `deny` or `neither`."""

    def turned(pair: Pair) -> Pair:
        allow, deny = pair[0] & ~bits, pair[1] & ~bits
        return (allow | bits * (how == "allow"), deny | bits * (how == "deny"))

    there = (await room.discord.overwrites(room.home)).get(str(target), (0, 0))
    await room.discord.set_overwrite(room.home, target, *turned((there[0], there[1])), role=role)
    room.hands.wished[target] = turned(room.hands.wished.get(target, (0, 0)))


async def take_access(room: Room, chance: random.Random) -> None:
    await turn(room, chance.choice(room.delegates), VIEW, "deny", role=False)


async def give_access(room: Room, chance: random.Random) -> None:
    await turn(room, chance.choice(room.delegates), VIEW, "neither", role=False)


async def bend_role(room: Room, chance: random.Random) -> None:
    how = chance.choice(("allow", "deny", "neither"))
    await turn(room, room.role, chance.choice((VIEW, SIGNS, LINKS)), how, role=True)


async def bend_everyone(room: Room, chance: random.Random) -> None:
    how = chance.choice(("allow", "deny", "neither"))
    await turn(room, room.server, chance.choice((SIGNS, LINKS)), how, role=True)


async def wipe(room: Room, chance: random.Random) -> None:
    room.opened_by_others()
    await room.discord.wipe_overwrites(room.home)
    room.hands.loose |= dict.fromkeys((*room.hands.wished, room.server), room.writing)
    room.hands.wished.clear()


async def drop_one(room: Room, chance: random.Random) -> None:
    target = chance.choice((room.server, *room.delegates))
    room.opened_by_others()
    await room.discord.remove_overwrite(room.home, target)
    room.hands.wished.pop(target, None)
    room.hands.loose[target] = room.writing


async def delete_card(room: Room, chance: random.Random) -> None:
    card = await room.card()
    if card is not None:
        await room.discord.delete(room.organizer, room.channel, int(card["id"]))


async def rename_channel(room: Room, chance: random.Random) -> None:
    await room.discord.change_channel(room.home, name=f"room-{chance.randrange(100)}")


async def rename_role(room: Room, chance: random.Random) -> None:
    await room.discord.change_role(room.server, room.role, name=f"Guests {chance.randrange(100)}")


async def slow(room: Room, chance: random.Random) -> None:
    await room.discord.change_channel(room.channel, rate_limit_per_user=chance.choice((0, 2)))


async def archive(room: Room, chance: random.Random) -> None:
    await room.discord.change_channel(room.channel, archived=True)


async def lock_thread(room: Room, chance: random.Random) -> None:
    await room.discord.change_channel(room.channel, archived=True, locked=True)
    await room.live(chance.uniform(0.2, 1.0))
    await room.discord.change_channel(room.channel, archived=False, locked=False)


@dataclass(frozen=True)
class Deed:
    """What an administrator does, and in rooms of which style it can be done."""

    what: str
    do: Callable[[Room, random.Random], Awaitable[None]]
    style: str | None = None


DEEDS = (
    Deed("a delegate's access taken away", take_access),
    Deed("a delegate's access given again", give_access),
    Deed("a role allowed something, or denied", bend_role),
    Deed("everyone allowed something, or denied", bend_everyone),
    Deed("all overwrites wiped", wipe, "lock"),
    Deed("one overwrite removed", drop_one, "lock"),
    Deed("the card deleted", delete_card),
    Deed("the channel renamed", rename_channel),
    Deed("a role renamed", rename_role),
    Deed("slowmode set or lifted", slow),
    Deed("the thread archived", archive, "thread"),
    Deed("the thread locked and opened again", lock_thread, "thread"),
)
