"""A text given back to whoever typed it, as it was typed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import discord

from bot.chat.framework.discord_calls import NOBODY
from bot.chat.framework.wording import LONGEST_MESSAGE


def returned(heading: str, text: str, files: Sequence[discord.File] = ()) -> dict[str, Any]:
    """A message that holds somebody's text for that person to copy: as it was typed, if it fits."""
    arguments: dict[str, Any] = {"allowed_mentions": NOBODY, "suppress_embeds": True}
    whole = f"{heading}\n\n{text}"
    if len(whole) <= LONGEST_MESSAGE:
        return {**arguments, "content": whole, "files": list(files)}
    file = discord.File(io.BytesIO(text.encode("utf-8", "surrogatepass")), "text.txt")
    return {**arguments, "content": heading, "files": [file, *files]}
