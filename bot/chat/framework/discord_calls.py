"""Asking something of Discord: its refusals become values, and are logged without their bodies."""

from __future__ import annotations

from collections.abc import Awaitable
from enum import StrEnum
from http import HTTPStatus
from typing import TypeVar

import aiohttp
import discord
import structlog

log = structlog.get_logger(__name__)

T = TypeVar("T")

NOT_IN_VOICE = 40032
"""Discord's code for a member who is not connected to voice: nobody to be muted or heard."""

NOBODY = discord.AllowedMentions.none()
REASON = "Cochair keeps the floor"


class Trouble(StrEnum):
    """What became of something that was asked of Discord and not done."""

    FORBIDDEN = "forbidden"
    GONE = "gone"
    FAILED = "failed"
    """Discord is out of order or out of reach. It may have been done all the same."""
    WRONG = "wrong"
    """Discord does not take it as it was asked; nothing was done, and asking again helps little."""


AGAIN = (Trouble.FAILED, Trouble.WRONG)
"""What was not done, and may be done if it is asked again."""


async def attempt(what: str, asked: Awaitable[T]) -> T | Trouble:
    """Await a call to Discord; its refusals become values and are logged without their bodies."""
    try:
        return await asked
    except discord.Forbidden as error:
        log.warning("discord refused", what=what, code=error.code)
        return Trouble.FORBIDDEN
    except discord.NotFound as error:
        log.info("no longer there", what=what, code=error.code)
        return Trouble.GONE
    except discord.HTTPException as error:
        if error.code == NOT_IN_VOICE:
            log.info("not in voice", what=what)
            return Trouble.GONE
        log.warning("discord failed", what=what, status=error.status, code=error.code)
        lasting = error.status < 500 and error.status != HTTPStatus.TOO_MANY_REQUESTS
        return Trouble.WRONG if lasting else Trouble.FAILED
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("discord out of reach", what=what, kind=type(error).__name__)
        return Trouble.FAILED
