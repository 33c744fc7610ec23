"""What becomes of an exception in a handler: an incident, logged, and its id told to the person.

The command tree of the bot inherits from here; buttons, lists and forms tell of theirs here. So no
handler needs a net of its own, and no traceback reaches a channel.
"""

from __future__ import annotations

from typing import Any

import discord
import structlog
from discord import app_commands

from bot.chat.framework.answering import answered, expiring
from bot.incidents import incident
from bot.phrases import Phrases

log = structlog.get_logger(__name__)

COMMITTED = "committed"
"""What an interaction carries once its command has been carried out: whatever fails afterwards, to
give it again would do the thing twice."""


async def tell_incident(
    interaction: discord.Interaction[Any], error: BaseException, where: str
) -> None:
    """Log it, and tell the person its id and what to do; if Discord lets us."""
    number = incident(error, where)
    phrases: Phrases | None = getattr(interaction.client, "phrases", None)
    if phrases is None:
        return
    language = interaction.client.language_for(interaction)
    done = interaction.extras.get(COMMITTED)
    text = phrases.say(language, "incident-after" if done else "incident", number=number)
    try:
        if answered(interaction):
            await interaction.followup.send(text, ephemeral=True)
        else:
            await interaction.response.send_message(text, ephemeral=True)
    # discord.py would print the whole button of what is raised here, and with it people's words.
    except Exception as failed:
        log.warning("incident not told", incident=number, kind=type(failed).__name__)


class SafeTree(app_commands.CommandTree[Any]):
    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        try:
            return await _admitted(interaction) and await interaction.client.permits(interaction)
        except Exception as error:  # discord.py has no net here
            await tell_incident(interaction, error, "permission")
            return False

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        if isinstance(error, FORGED):
            await _refuse_choice(interaction)
            return
        name = interaction.command.qualified_name if interaction.command else "command"
        await tell_incident(interaction, error, name)


FORGED = (
    app_commands.TransformerError,
    app_commands.CommandSignatureMismatch,
    app_commands.CommandNotFound,
)
"""What comes of a command, or a choice in it, that is forged or of an earlier version."""


async def _refuse_choice(interaction: discord.Interaction[Any]) -> None:
    client = interaction.client
    text = client.phrases.say(client.language_for(interaction), "unknown-choice")
    log.info("a command that does not fit")
    with expiring():
        await interaction.response.send_message(text, ephemeral=True)


async def _admitted(interaction: discord.Interaction[Any]) -> bool:
    """Whether the bot still takes it on; if not, the person has been told."""
    admitted: bool = await interaction.client.under_way.admit(interaction)
    return admitted
