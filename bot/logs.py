"""Logging: structlog and the standard library's loggers through one pipe, to one stream.

What may live here: how a log line looks, and what must never be in one. What must not: deciding
what is worth a line.

Three things are kept out whatever the caller does: the bot's token (by its value and by its shape),
what participants said (`Words`; the debug lines of libraries that would print whole messages or the
parameters of SQL; the messages of exceptions that libraries log), and characters that would forge a
line or command a terminal.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Literal, TextIO

import structlog
from pydantic import SecretStr
from structlog.types import EventDict, Processor, WrappedLogger

from bot.incidents import without_words
from bot.procedure.values import Words

HIDDEN = "[token]"

_TOKEN = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{18,}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{20,}")
# An interaction or a webhook carries its own token in the address that answers it.
_IN_ADDRESS = re.compile(r"(/(?:webhooks|interactions)/\d+/)[A-Za-z0-9_.%-]+")
# Tracebacks are text of many lines on purpose.
_MANY_LINES = ("exception", "stack")


def configure_logging(
    level: str = "INFO",
    form: Literal["text", "json"] = "text",
    token: SecretStr | None = None,
    stream: TextIO | None = None,
    libraries: str = "INFO",
) -> None:
    """Send everything that is logged to `stream` (the standard error stream if None).

    `level` holds for Cochair's own loggers, those under "bot". All others are held at `libraries` or
    above, and never below INFO: at DEBUG, discord.py prints whole messages and aiosqlite the parameters
    of statements.
    Calling it again replaces what the last call set up.
    """
    out = sys.stderr if stream is None else stream
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        drop_words,
        one_line,
    ]
    render: Processor
    if form == "json":
        # What JSON has no form for is shown by its `repr`; that of our values never shows words.
        render = structlog.processors.JSONRenderer(ensure_ascii=False, default=repr)
    else:
        # The plain traceback: the fancy ones print local variables, and with them people's words.
        render = structlog.dev.ConsoleRenderer(
            colors=out.isatty(),
            exception_formatter=structlog.dev.plain_traceback,
        )
    handler = _Handler(out)
    handler.in_json = form == "json"
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[of_libraries, *before],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                render,
                redactor(token),
            ],
        )
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *before,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    threshold = logging.getLevelNamesMapping()[level]
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(threshold, logging.getLevelNamesMapping()[libraries], logging.INFO))
    logging.getLogger("bot").setLevel(threshold)


def faults_logged() -> int:
    """How many lines at ERROR or above there were since logging was set up: what nobody expected."""
    return sum(each.faults for each in logging.getLogger().handlers if isinstance(each, _Handler))


def in_json() -> bool:
    """Whether what is logged is read by a program, one object a line."""
    return any(h.in_json for h in logging.getLogger().handlers if isinstance(h, _Handler))


class _Handler(logging.StreamHandler[TextIO]):
    """One that counts faults, and is discreet when its stream fails: the library's own would print the
    exception that was being logged, and the arguments of the line, and with them people's words."""

    faults = 0
    in_json = False

    def emit(self, record: logging.LogRecord) -> None:
        self.faults += record.levelno >= logging.ERROR
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        error = sys.exc_info()[0]
        with suppress(OSError, ValueError, AttributeError):
            name = "unknown" if error is None else error.__name__
            sys.stderr.write(f"cochair: a line of the log could not be written ({name}).\n")


def redactor(token: SecretStr | None) -> Callable[[WrappedLogger, str, EventDict | str], str]:
    """A processor for the finished line: hides `token`, whatever has a token's shape, and the
    tokens in the addresses of webhooks and interactions."""
    secret = "" if token is None else token.get_secret_value()

    def redact(_logger: WrappedLogger, _method: str, rendered: EventDict | str) -> str:
        line = str(rendered)
        if secret:
            line = line.replace(secret, HIDDEN)
        return _IN_ADDRESS.sub(rf"\g<1>{HIDDEN}", _TOKEN.sub(HIDDEN, line))

    return redact


def of_libraries(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A processor for lines that are not Cochair's own: of an exception they keep what an incident does,
    since its message may quote what somebody typed. asyncio puts it into its own lines too, after the
    first."""
    record, error = event.get("_record"), event.pop("exc_info", None)
    if isinstance(record, logging.LogRecord) and record.name == "asyncio":
        event["event"] = str(event["event"]).partition("\n")[0]
    if isinstance(error, tuple) and error[1] is not None:
        event.update(without_words(error[1]))
    return event


def drop_words(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A processor: `Words`, however deep they lie, become their safe description."""
    return {key: _without_words(value) for key, value in event.items()}


def one_line(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A processor: line breaks, escape sequences and bidi marks in texts are spelled out."""
    return {
        key: _spelled_out(value) if isinstance(value, str) and key not in _MANY_LINES else value
        for key, value in event.items()
    }


def _without_words(value: object) -> object:
    if isinstance(value, Words):
        return str(value)
    if isinstance(value, Mapping):
        return {_without_words(key): _without_words(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_without_words(item) for item in value]
    return value


def _spelled_out(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
