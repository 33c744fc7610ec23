"""An exception that nobody expected, written to the log without a word that anybody said.

What must not live here: what the reader is told; that stands in the catalogue.
"""

from __future__ import annotations

import secrets
import traceback

import structlog

log = structlog.get_logger(__name__)


def incident(error: BaseException) -> str:
    """Log the error under a fresh number, which is returned: its kinds, and the places in the code.

    The message of an exception may quote what somebody typed, and is left out.
    """
    number = secrets.token_hex(4)
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(kinds) < 5:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    places = [
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-8:]
    ]
    log.error("incident", incident=number, where="review", kinds=kinds, at=places)
    return number
