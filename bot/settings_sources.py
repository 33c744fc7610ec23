"""Where the values of the settings come from, as others leave them there: the environment as Docker,
Kubernetes, systemd and shells fill it, and a .env file as the editors of all systems write it.

What may live here: finding names and values, and taking off what stands around them. What must not: what
any one setting may hold.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from dotenv.parser import parse_stream
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError, PydanticUseDefault
from pydantic_settings import EnvSettingsSource

from bot.settings_faults import SettingProblem, shown

PREFIX = "COCHAIR_"

_VARIABLE = re.compile(rf"{PREFIX}\w{{1,40}}", re.ASCII | re.IGNORECASE)
_BESIDE_NAME = re.compile(r"\A\W*(?:export\s+)?\W*|(?<!\W)\W*\Z")

_PAIRS = {'"': '"', "'": "'", "“": "”", "„": "“", "«": "»", "‘": "’", "‚": "‘"}
_QUOTES = frozenset(_PAIRS) | frozenset(_PAIRS.values())

_ADDRESS = r"(?:tcp|udp|sctp)://\S+:\d{1,5}"
_HOST = r"[0-9A-Fa-f.:]+"
_NUMBER = r"\d{1,5}"
_LINK = re.compile(r"(?:/[^/\s]+){2,}")
_PLACED = tuple(
    (re.compile(name), re.compile(value))
    for name, value in (
        (r"(\w+)_SERVICE_HOST", _HOST),
        (r"(\w+)_SERVICE_PORT(?:_\w+)?", _NUMBER),
        (r"(\w+)_PORT(?:_\d+_(?:TCP|UDP|SCTP)(?:_START|_END)?)?", _ADDRESS),
        (r"(\w+)_PORT_\d+_(?:TCP|UDP|SCTP)_PORT(?:_START|_END)?", _NUMBER),
        (r"(\w+)_PORT_\d+_(?:TCP|UDP|SCTP)_PROTO", r"tcp|udp|sctp"),
        (r"(\w+)_PORT_\d+_(?:TCP|UDP|SCTP)_ADDR", _HOST),
        (r"(\w+)_NAME", _LINK.pattern),
    )
)
"""What Kubernetes sets for each service, and Docker for each link, by itself: the shapes of name and
value. A service called "cochair", or "cochair-" and more, makes names that look like settings."""
_FROM_LINK = re.compile(r"(?=\w+\Z)(\w+?)_ENV_.+")


def placed(name: str, environment: Mapping[str, str]) -> bool:
    """Whether a variable was put there by Kubernetes, or by Docker for a link, and not by a person."""
    value = environment[name]
    if any(n.fullmatch(name) and v.fullmatch(value) for n, v in _PLACED):
        return True
    # The variables of the linked container itself have any value; the link's own name tells.
    link = _FROM_LINK.fullmatch(name)
    return link is not None and bool(_LINK.fullmatch(environment.get(f"{link[1]}_NAME", "")))


def wrong(code: str) -> PydanticCustomError:
    """A fault of a value. The message is never shown; `SettingProblem` finds the words by the code."""
    return PydanticCustomError(code, "see settings.ftl")


class FromEnvironment(str):
    """A value of the environment, where nobody has taken off quotes and comments. In a .env file
    python-dotenv has, and a # that is left in its value was meant."""

    __slots__ = ()


class Environment(EnvSettingsSource):
    """The environment. A variable that holds nothing, or nothing but a pair of quotes, is not set."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        value, key, is_complex = super().get_field_value(field, field_name)
        if isinstance(value, str):
            value = FromEnvironment(value) if bare(value) else None
        return value, key, is_complex


def bare(value: str) -> str:
    """The value without space around it, and without one pair of quotes around all of it."""
    text = value.strip()
    first, inner, last = text[:1], text[1:-1], text[-1:]
    if len(text) < 2 or _PAIRS.get(first) != last or first in inner or last in inner:
        return text
    return inner.strip()


def unwrapped(value: object) -> object:
    """For every setting, before its own rules: what was meant, of a value that came as text."""
    if not isinstance(value, str):
        return value
    text, given = bare(value), value.strip()
    if not text:
        raise PydanticUseDefault
    if text == given:
        if isinstance(value, FromEnvironment) and re.search(r"\s#", given):
            raise wrong("comment")
        if given[0] in _QUOTES or given[-1] in _QUOTES:
            raise wrong("quote")
    return text


def problems_of_names(
    environment: Mapping[str, str], variables: tuple[str, ...]
) -> Iterator[SettingProblem]:
    """Variables of the environment that look like ours and are none."""
    for name in environment:
        meant = _BESIDE_NAME.sub("", name)
        if name != meant and _VARIABLE.fullmatch(meant):
            yield SettingProblem("name", shown(name))
        elif not _VARIABLE.fullmatch(name) or name.upper() in variables:
            continue
        elif not placed(name, environment):
            yield _unknown(name, variables)


def encoding_of(path: Path) -> str:
    """How the file is written, by the mark at its beginning. Raises OSError where it cannot be read."""
    with path.open("rb") as stream:
        mark = stream.read(2)
    # "utf-8-sig" also reads files that begin with a byte order mark, as some editors write.
    return "utf-16" if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"


def problems_of_file(path: Path, variables: tuple[str, ...]) -> Iterator[SettingProblem]:
    """What is wrong with the lines themselves; python-dotenv would pass over each in silence. Of a file
    that cannot be read at all comes one problem, whose code begins with "env_file"."""
    try:
        with path.open(encoding=encoding_of(path)) as stream:
            bindings = list(parse_stream(stream))
    except FileNotFoundError:
        yield _whole("env_file_missing", path)
        return
    except UnicodeError:
        yield _whole("env_file_encoding", path)
        return
    except (OSError, ValueError):
        yield _whole("env_file_unreadable", path)
        return
    if any("\0" in binding.original.string for binding in bindings):
        yield _whole("env_file_encoding", path)
        return
    for binding in bindings:
        name, line = binding.key or "", f"{path.name}:{binding.original.line}"
        meant = _BESIDE_NAME.sub("", name)
        if binding.error:
            yield SettingProblem("line", line)
        elif not re.match(rf"\W*(?:env:)?{PREFIX}", name, re.IGNORECASE):
            continue
        elif name != meant or not _VARIABLE.fullmatch(name):
            # What follows the prefix may be a secret with the = forgotten: name only the line.
            yield SettingProblem("line", line)
        elif name.upper() not in variables:
            yield _unknown(name, variables)
        elif binding.value is None:
            yield SettingProblem("no_value", name)


def _whole(code: str, path: Path) -> SettingProblem:
    return SettingProblem(code, shown(str(path)))


def _unknown(name: str, variables: tuple[str, ...]) -> SettingProblem:
    close = get_close_matches(name.upper(), variables, n=1, cutoff=0.8)
    return SettingProblem("unknown", name, close=close[0] if close else None)
