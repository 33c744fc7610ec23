"""What the channel's permissions should be, and the fewest changes that make them so. Pure.

Only the bits that concern writing and threads are ever changed, and only of the targets that need it.
What stood there before is remembered bit by bit, so that nothing is given back but what the bot took.
Knows discord.py's values for permissions and nothing else of Discord; `permissions` carries the plan
out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import discord

from bot.chat.framework.preflight import LOCK_CLOSES

CLOSED = discord.Permissions(**dict.fromkeys(LOCK_CLOSES, True)).value
"""The bits that concern writing: no others are the bot's business."""
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

    @property
    def others(self) -> tuple[int, int]:
        """What it says of all that is none of the bot's business."""
        return self.allow & ~CLOSED, self.deny & ~CLOSED


Overwrites = Mapping[int, Overwrite]


@dataclass(frozen=True, slots=True)
class Changed:
    """The bits that the bot has set in one overwrite (`allow`, `deny`), and how these same bits stood
    before: in neither of `was_allow` and `was_deny` is neutral. `existed`: there was an overwrite."""

    role: bool
    allow: int
    deny: int
    was_allow: int
    was_deny: int
    existed: bool


Changes = Mapping[int, Changed]


@dataclass(frozen=True, slots=True)
class Step:
    """One REST call. `to` None: the overwrite is removed."""

    target: int
    role: bool
    to: Overwrite | None


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may write now. Not `locked`: whoever may by the channel's own permissions."""

    everyone: int
    bot: int
    speaker: int | None = None
    locked: bool = True
    caucus: bool = False


def desired(given: Overwrites, rule: Rule) -> Overwrites:
    """The overwrites that the channel should have now; `given` are those without the bot's doing.

    Locked: nobody may write but the bot and the speaker; in caucus, but for threads. Everything else
    stays: who sees the channel, who may react, what moderators hold.
    """
    if not rule.locked:
        return given
    closed = CLOSED & ~IN_CAUCUS if rule.caucus else CLOSED
    wanted = {
        target: Overwrite(kept.role, kept.allow & ~closed, kept.deny | (kept.allow & closed))
        for target, kept in given.items()
    }
    floor = wanted.get(rule.everyone, Overwrite(True, 0, 0))
    wanted[rule.everyone] = Overwrite(True, floor.allow & ~closed, floor.deny | closed)
    for member, bits in ((rule.bot, OWN), (rule.speaker, SPEAKING)):
        if member is not None:
            own = wanted.get(member, Overwrite(False, 0, 0))
            wanted[member] = Overwrite(False, own.allow | bits, own.deny & ~bits)
    return wanted


def plan(actual: Overwrites, wanted: Overwrites) -> tuple[Step, ...]:
    """The steps from `actual` to `wanted`: what closes comes before what opens, so that there are
    never two who can write."""
    closing = [
        Step(target, now.role, None) for target, now in actual.items() if target not in wanted
    ]
    opening: list[Step] = []
    for target, then in wanted.items():
        before = actual.get(target)
        if before == then or (before is None and then.blank):
            continue
        opens = then.allow & SPEAKING and not (before is not None and before.allow & SPEAKING)
        (opening if opens else closing).append(Step(target, then.role, then))
    return (*closing, *opening)


def changes(given: Overwrites, wanted: Overwrites) -> Changes:
    """What the bot changes when it makes `wanted` of `given`."""
    found: dict[int, Changed] = {}
    for target, then in wanted.items():
        was = given.get(target, Overwrite(then.role, 0, 0))
        bits = ((then.allow ^ was.allow) | (then.deny ^ was.deny)) & CLOSED
        if bits:
            allow, deny = then.allow & bits, then.deny & bits
            known = (was.allow & bits, was.deny & bits)
            found[target] = Changed(then.role, allow, deny, *known, target in given)
    return found


def without(actual: Overwrites, mine: Changes) -> Overwrites:
    """The channel as others want it: what the bot has set and still stands is as it stood before. What
    somebody has set otherwise since stays so, and what was removed stays away."""
    given: dict[int, Overwrite] = {}
    for target, now in actual.items():
        own = mine.get(target)
        if own is None:
            given[target] = now
            continue
        still = (own.allow & now.allow) | (own.deny & now.deny)
        back = Overwrite(
            now.role,
            now.allow & ~still | own.was_allow & still,
            now.deny & ~still | own.was_deny & still,
        )
        if own.existed or not back.blank:
            given[target] = back
    return given


def of_channel(channel: discord.abc.GuildChannel) -> Overwrites:
    """The channel's overwrites as the cache has them, which lags behind what was done."""
    found: dict[int, Overwrite] = {}
    for target, overwrite in channel.overwrites.items():
        allow, deny = overwrite.pair()
        role = isinstance(target, discord.Role) or (
            isinstance(target, discord.Object) and target.type is discord.Role
        )
        found[target.id] = Overwrite(role, allow.value, deny.value)
    return found


def of_payload(overwrites: Iterable[Mapping[str, Any]]) -> Overwrites:
    """The same, as Discord writes them."""
    return {
        int(one["id"]): Overwrite(int(one["type"]) == 0, int(one["allow"]), int(one["deny"]))
        for one in overwrites
    }


# What the journal remembers ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the bot has changed, by channel: a meeting may have moved. `whole`: all overwrites of its
    first channel as they stood before, which is what versions before this one noted."""

    channels: Mapping[int, Changes] = field(default_factory=dict)
    whole: Overwrites | None = None

    def changes(self, channel: int, actual: Overwrites, everyone: int, bot: int) -> Changes:
        """What is the bot's own of what stands in this channel now."""
        if self.whole is None:
            return self.channels.get(channel, {})
        return _since(self.whole, actual, everyone, bot)

    def having(self, channel: int, mine: Changes) -> Remembered:
        others = {id_: own for id_, own in self.channels.items() if id_ != channel}
        return Remembered({**others, channel: mine} if mine else others)

    @property
    def nothing(self) -> bool:
        return self.whole is None and not self.channels


def _since(originals: Overwrites, actual: Overwrites, everyone: int, bot: int) -> Changes:
    """What an earlier version may have set since it noted these originals, and still stands: it denied
    what was allowed, denied everybody, and allowed itself and the speaker."""
    found: dict[int, Changed] = {}
    for target, now in actual.items():
        was = originals.get(target, Overwrite(now.role, 0, 0))
        deny = now.deny & ~was.deny & CLOSED
        if target != everyone:
            deny &= was.allow
        allow = 0
        if target == bot:
            allow = now.allow & ~was.allow & OWN
        elif not now.role and (target in originals or (now.allow, now.deny) == (SPEAKING, 0)):
            allow = now.allow & ~was.allow & SPEAKING
        bits = allow | deny
        if bits:
            known = (was.allow & bits, was.deny & bits)
            found[target] = Changed(now.role, allow, deny, *known, target in originals)
    return found


def to_note(remembered: Remembered) -> str | None:
    """For the journal's bench notes; None: there is nothing to remember."""
    if remembered.nothing:
        return None
    return json.dumps(
        {
            str(channel): {
                str(target): [
                    own.role, own.allow, own.deny, own.was_allow, own.was_deny, own.existed
                ]
                for target, own in sorted(mine.items())
            }
            for channel, mine in sorted(remembered.channels.items())
        }
    )  # fmt: skip


def from_note(note: str | None) -> Remembered:
    if note is None:
        return Remembered()
    kept = json.loads(note)
    if isinstance(kept, list):
        return Remembered(whole={int(t): Overwrite(bool(r), int(a), int(d)) for t, r, a, d in kept})
    return Remembered(
        {
            int(channel): {
                int(target): Changed(bool(r), int(a), int(d), int(wa), int(wd), bool(there))
                for target, (r, a, d, wa, wd, there) in mine.items()
            }
            for channel, mine in kept.items()
        }
    )
