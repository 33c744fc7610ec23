"""Asking something of Discord: its refusals become values, and are logged without their bodies."""

from __future__ import annotations

from collections.abc import Awaitable
from enum import StrEnum
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
        return Trouble.FAILED
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("discord out of reach", what=what, kind=type(error).__name__)
        return Trouble.FAILED
