"""What a message of Discord's says, and when: read here and nowhere else.

What must not live here: what becomes of it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import discord

from bot.chat.framework.discord_roles import admits, roles_of
from bot.procedure.capabilities import Action
from bot.procedure.values import Instant

FORWARDED = "↪"
"""Before words that were forwarded, and that are somebody else's therefore."""
HEARD = (discord.MessageType.default, discord.MessageType.reply)


def by_a_person(message: discord.Message) -> bool:
    """Whether a person wrote it, and not a bot, a webhook or Discord itself."""
    roles = roles_of(message.author, webhook=message.webhook_id is not None)
    return admits(Action.SAY, roles) and message.type in HEARD


def by_a_webhook(message: discord.Message) -> bool:
    """Whether a webhook posted it under a name of its own, and not a bot that answered a command."""
    return message.webhook_id is not None and message.author.id == message.webhook_id


def moment(when: datetime) -> Instant:
    """A moment as Discord gives it."""
    return (when - datetime.fromtimestamp(0, UTC)) // timedelta(milliseconds=1)


def written(message: discord.Message) -> str:
    """All that the message says: its text, what was forwarded with it, a poll's question and answers,
    the names of stickers."""
    parts = [message.content]
    for snapshot in message.message_snapshots:
        if snapshot.content:
            parts.append(f"{FORWARDED} {snapshot.content}")
        parts += [f"{FORWARDED} [{sticker.name}]" for sticker in snapshot.stickers]
    if message.poll is not None:
        parts.append(message.poll.question)
        parts += [f"- {answer.text}" for answer in message.poll.answers]
    parts += [f"[{sticker.name}]" for sticker in message.stickers]
    return "\n".join(part for part in parts if part)


def attached(message: discord.Message) -> list[discord.Attachment]:
    """Every file that hangs on the message, or on what was forwarded with it."""
    forwarded = (snapshot.attachments for snapshot in message.message_snapshots)
    return [*message.attachments, *(each for its in forwarded for each in its)]
