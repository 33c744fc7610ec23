"""A data file opened, parsed and checked. Every way in which that can go wrong is a Fault."""

from __future__ import annotations

import codecs
import json
import re
import stat
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from bot.datafile.explain import explain, explain_misfits
from bot.datafile.faults import Fact, Fault, FaultCode, Place
from bot.datafile.lines import lines_of
from bot.datafile.models import FileModel

LARGEST: Final = 1024 * 1024
"""The most that a data file may hold, in bytes. An agenda has some fifteen thousand."""

M = TypeVar("M", bound=FileModel)

# Before Python 3.14 the position stands in the message only.
_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read(path: Path, model: type[M]) -> M | tuple[Fault, ...]:
    """The file at `path` as a `model`, or everything that is wrong with it, in the file's order.

    Nothing is raised for anything that a file, a folder or a file system may do. A pipe or a device
    is never opened. A tuple of faults is never empty.
    """
    text = _text(path)
    if isinstance(text, Fault):
        return (text,)
    return parse(str(path), text, model)


def parse(file: str, text: str, model: type[M]) -> M | tuple[Fault, ...]:
    """The same for a text that is already at hand; `file` is what the faults will call it."""
    try:
        data = tomllib.loads(text)
        lines = lines_of(text)
        as_json = json.dumps(data, default=_moment)
    except RecursionError:
        return (_too_deep(file, None),)
    except ValueError as error:  # tomllib's own, and Python's on a number of thousands of digits
        return (_syntax(file, text, str(error)),)
    return _checked(file, as_json, lines, model)


def _checked(
    file: str, as_json: str, lines: Mapping[Place, int], model: type[M]
) -> M | tuple[Fault, ...]:
    try:
        # As JSON, because a strict model then still takes a list for a tuple, a word for a choice.
        value = model.model_validate_json(as_json)
    except ValidationError as error:
        details = error.errors(include_url=False)
        if any(detail["type"] == "json_invalid" for detail in details):
            return (_too_deep(file, _deepest(lines)),)
        return explain(file, details, lines, model)
    return explain_misfits(file, value.misfits(), lines) or value


def _text(path: Path) -> str | Fault:
    """What stands in the file. Its kind is asked before it is opened: opening a pipe would wait."""
    file = str(path)
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            return Fault(file, None, "", "is a folder, not a file", FaultCode.IS_FOLDER)
        if not stat.S_ISREG(kind):
            return Fault(file, None, "", "is not an ordinary file", FaultCode.NOT_A_FILE)
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Fault(file, None, "", "there is no such file", FaultCode.NOT_FOUND)
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Fault(file, None, "", f"cannot be read: {why}", FaultCode.UNREADABLE, {"why": why})
    except ValueError:  # a NUL in the name
        return Fault(file, None, "", "there can be no such file", FaultCode.NOT_FOUND)
    return _decoded(file, content)


def _decoded(file: str, content: bytes) -> str | Fault:
    if len(content) > LARGEST:
        reason = f"is larger than {LARGEST // 1024} KiB"
        return Fault(file, None, "", reason, FaultCode.TOO_LARGE, {"limit": LARGEST})
    if content.startswith(codecs.BOM_UTF8):
        reason = "begins with a byte order mark; save it as UTF-8 without one"
        return Fault(file, 1, "", reason, FaultCode.BYTE_ORDER_MARK)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Fault(file, line, "", "is not UTF-8 text; save it as UTF-8", FaultCode.NOT_UTF8)


def _syntax(file: str, text: str, message: str) -> Fault:
    found = _POSITION.search(message)
    facts: dict[str, Fact] = {}
    line = None
    if found is not None:
        message = message[: found.start()]
        # "End of document" is its last line that says anything: where a person would look.
        line = int(found[1]) if found[1] else text.rstrip().count("\n") + 1
        if found[2]:
            facts["column"] = int(found[2])
    if message.startswith("Exceeds the limit"):
        message = "a number has too many digits"
    facts["detail"] = message
    return Fault(file, line, "", f"is not valid TOML: {message}", FaultCode.SYNTAX, facts)


def _too_deep(file: str, line: int | None) -> Fault:
    return Fault(file, line, "", "has lists or tables nested too deeply", FaultCode.TOO_DEEP)


def _deepest(lines: Mapping[Place, int]) -> int | None:
    return max(lines.items(), key=lambda entry: len(entry[0]))[1] if lines else None


def _moment(value: Any) -> str:
    """Dates and times, the only values of TOML that JSON lacks, as they are written."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(f"tomllib gave a {type(value).__name__}")
