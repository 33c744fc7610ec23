"""What somebody's account on Discord is, in the roles of the table of capabilities.

What must not live here: what anybody may do, and whatever a seat at the table gives.
"""

from __future__ import annotations

import discord

from bot.procedure.authorization import Bearing, lacking
from bot.procedure.capabilities import Action, Role


def roles_of(
    account: discord.abc.User,
    permissions: discord.Permissions | None = None,
    *,
    webhook: bool = False,
) -> frozenset[Role]:
    """`permissions` are those in the channel, where they are known."""
    if webhook:
        return frozenset({Role.WEBHOOK})
    if account.bot:
        return frozenset({Role.BOT})
    if permissions is not None and permissions.manage_channels:
        return frozenset({Role.OUTSIDER, Role.ADMINISTRATOR})
    return frozenset({Role.OUTSIDER})


def admits(action: Action, roles: frozenset[Role]) -> bool:
    """Whether an account with these roles may do it, whatever its seat."""
    return lacking(action, Bearing(roles)) is None
