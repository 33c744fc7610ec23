"""An exception that nobody expected: an incident with an id, logged without a word that anybody said.

What must not live here: what a person is told of it; that stands in the catalogues.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import structlog

log = structlog.get_logger(__name__)

INCIDENT = "incident"
"""The event of its line in the log, by which incidents are found and counted."""


def incident(error: BaseException, where: str) -> str:
    """Log the error under a fresh id and return the id.

    Only the kinds of the errors and the places in the code are logged: a message of an exception may
    quote what somebody typed.
    """
    number = secrets.token_hex(4)
    log.error(INCIDENT, incident=number, where=where, **without_words(error))
    return number


def without_words(error: BaseException) -> dict[str, list[str]]:
    """What may be logged of an exception: the kinds of the error and of its causes, and the places in
    the code."""
    kinds = [type(cause).__name__ for cause in _chain(error)][:5]
    return {"kinds": kinds, "at": _places(error)}


def _chain(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _places(error: BaseException) -> list[str]:
    """Where in the code it happened: of the first cause that was raised anywhere."""
    places: list[str] = []
    cause: BaseException | None = error
    frame = error.__traceback__
    while cause is not None:
        frame = cause.__traceback__ or frame
        cause = cause.__cause__
    while frame is not None:
        code = frame.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{frame.tb_lineno} {code.co_name}")
        frame = frame.tb_next
    return places[-8:]
