"""The composition root: the one place where the parts are made and put together.

Whoever wants a running Cochair asks here: the command line for Discord, the rehearsal and the tests
for a simulated one. Nothing else constructs a journal and a client side by side.
"""

from __future__ import annotations

from pathlib import Path

import discord

from bot.chat.client import CochairClient
from bot.chat.desk import Desk, Shelf
from bot.journal.port import Journal
from bot.phrases import Phrases
from bot.procedure.values import Instant
from bot.roundtables import Clock, Roundtables

CATALOGUES = ("chat.ftl", "refusals.ftl", "commands.ftl")


def clock() -> Instant:
    """The time as Discord's library sees it, which a rehearsal can turn forward."""
    return int(discord.utils.utcnow().timestamp() * 1000)


def build(
    journal: Journal,
    locales: Path,
    shelf: Shelf,
    languages: tuple[str, ...],
    now: Clock = clock,
) -> CochairClient:
    """A client that is ready to log in. Whoever opened the journal closes it, after the client."""
    tables = Roundtables(journal, now)
    desk = Desk(tables, Phrases(locales, CATALOGUES), shelf, languages)
    return CochairClient(desk)
