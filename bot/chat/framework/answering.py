"""What became of an answer to an interaction: given, too late, or to be given in another way.

discord.py raises where Discord does not say that it was done. It may have been done all the same; then
Discord says so when it is asked again. What is answered does not live here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from http import HTTPStatus
from typing import Any

import aiohttp
import discord
import structlog

from bot.chat.framework.discord_calls import Trouble, attempt

log = structlog.get_logger(__name__)

ANSWERED = "answered"
"""What an interaction carries that was answered, as Discord said only when it was asked again."""

NO_MESSAGE, ALREADY = 10008, 40060
"""Discord's codes for a message that is not there, and for an interaction that was answered before."""
EXPIRED = frozenset({NO_MESSAGE, 10015, 10062, 50027})
"""Those for an interaction that can no longer be answered: unknown message, unknown webhook, unknown
interaction, invalid webhook token."""

WAITS = (0.0, 0.3, 1.0)
"""Seconds before each try of an answer that did not get through; Discord waits for three in all."""
LOOKS = (0.0, 1.0, 3.0)
"""The same before each look whether it was given after all."""


class Answer(Enum):
    """What became of it."""

    GIVEN = auto()
    ALREADY = auto()
    """The interaction was answered before, which may have been this very answer."""
    NO_MESSAGE = auto()
    """It was to change a message that is no more; the person is still to be answered."""
    LATE = auto()
    """Discord waits for it no longer, and nobody can be told."""
    UNSURE = auto()
    """Discord is out of order or out of reach. It may have been given."""


Send = Callable[[], Awaitable[object]]


def answered(interaction: discord.Interaction[Any]) -> bool:
    """Whether Discord has an answer to it; what else there is to say is said after that one."""
    return interaction.response.is_done() or bool(interaction.extras.get(ANSWERED))


async def answer(send: Send, *, once: bool = False) -> Answer:
    """Give this answer, again if it did not get through (unless it can be sent but `once`). What is
    wrong with the answer itself is raised, since that is a bug."""
    for wait in WAITS[:1] if once else WAITS:
        await asyncio.sleep(wait)
        try:
            await send()
        except discord.HTTPException as error:
            became = _by_code(error)
            if became is None:
                raise
            log.warning("not answered as it was meant", code=error.code, became=became.name.lower())
            return became
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("answer lost", kind=type(error).__name__)
        else:
            return Answer.GIVEN
    return Answer.UNSURE


def _by_code(error: discord.HTTPException) -> Answer | None:
    if error.code == ALREADY:
        return Answer.ALREADY
    if error.code == NO_MESSAGE:
        return Answer.NO_MESSAGE
    if error.code in EXPIRED:
        return Answer.LATE
    failed = error.status >= 500 or error.status == HTTPStatus.TOO_MANY_REQUESTS
    return Answer.UNSURE if failed else None  # discord.py has asked again by itself


async def standing_answer(
    interaction: discord.Interaction[Any],
) -> discord.InteractionMessage | Trouble:
    """The answer that Discord has. Noted at the interaction, so that more is said after it."""
    found: discord.InteractionMessage | Trouble = Trouble.FAILED
    for wait in LOOKS:
        await asyncio.sleep(wait)
        found = await attempt("look for an answer", interaction.original_response())
        if found is not Trouble.FAILED:
            break
    if not isinstance(found, Trouble):
        interaction.extras[ANSWERED] = True
    return found


@contextmanager
def expiring() -> Iterator[None]:
    """Around what is said to a person besides: that Discord waits for it no longer, or is out of order,
    is no incident, and nobody can be told. What was to be done has been done."""
    try:
        yield
    except discord.HTTPException as error:
        if _by_code(error) is None:
            raise
        log.warning("answered too late", code=error.code)
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("answer lost", kind=type(error).__name__)
