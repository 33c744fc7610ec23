"""The settings of a running Cochair, read once at start from the environment and a .env file.

What may live here: the fields, what each may hold, and the reading. What must not: a connection to
anything (a token is judged by its shape alone), and module-level reads of the environment.

The environment wins over the file. Faults are values; their sentences stand in `settings_faults`.
A token never leaves its `SecretStr` but through `get_secret_value`, and no fault ever shows one.
"""

from __future__ import annotations

import logging
import os
import re
from dataclasses import dataclass
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal, get_args
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from dotenv.parser import parse_stream
from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.procedure.values import Localized
from bot.settings_faults import (
    EXPECTED,
    SettingProblem,
    SettingsFault,
    did_you_mean,
    shown,
)

PREFIX = "COCHAIR_"
DISCORD_API = "https://discord.com/api/v10"

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
LogFormat = Literal["text", "json"]

TOKEN_SHAPE = re.compile(r"[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{20,}")
"""Three base64url parts; Discord promises no lengths, so these are short."""

_SHARDS = re.compile(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?\s*/\s*(\d{1,6})", re.ASCII)
_VARIABLE = re.compile(rf"{PREFIX}\w{{1,40}}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shards:
    """The part of all servers that this process looks after: shards `first` to `last` of `total`."""

    first: int
    last: int
    total: int

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(range(self.first, self.last + 1))

    def __str__(self) -> str:
        return f"{self.first}-{self.last}/{self.total}"


def _wrong(code: str) -> PydanticCustomError:
    # The message is never shown; `SettingProblem` finds the words by the code.
    return PydanticCustomError(code, "see EXPECTED")


def _token(value: object) -> SecretStr | None:
    """Forgives what copying adds: space around, quotes, and the header's word "Bot"."""
    if value is None:
        return None
    raw = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
    token = raw.strip().strip("\"'").strip()
    token = re.sub(r"^bot\s+", "", token, flags=re.IGNORECASE)
    if TOKEN_SHAPE.fullmatch(token):
        return SecretStr(token)
    if re.search(r"\s", token):
        raise _wrong("token_gap")
    if token.isdecimal():
        raise _wrong("token_number")
    if re.fullmatch(r"[0-9a-f]{64}|[A-Za-z0-9_-]{32}", token):
        raise _wrong("token_key")
    raise _wrong("token_shape")


def _path(value: object) -> Path:
    try:
        path = Path(str(value).strip()).expanduser()
        path.exists()  # a path with a NUL, or far too long, is found out here
    except (OSError, ValueError, RuntimeError):
        raise _wrong("path_unusable") from None
    return path


def _database(value: object) -> Path:
    path = _path(value)
    if path.is_dir():
        raise _wrong("database_folder")
    if not path.parent.is_dir():
        raise _wrong("database_nowhere")
    return path


def _config_dir(value: object) -> Path | None:
    if value is None:
        return None
    path = _path(value)
    if not path.is_dir():
        raise _wrong("config_dir_missing")
    return path


def _api_base(value: object) -> str:
    text = str(value).strip()
    if not text.isascii() or not text.isprintable() or " " in text or "\\" in text:
        raise _wrong("api_base_url")
    try:
        url = urlsplit(text)
        host, _port = url.hostname, url.port
    except ValueError:
        raise _wrong("api_base_url") from None
    if url.scheme not in ("http", "https") or not host:
        raise _wrong("api_base_url")
    if "@" in url.netloc:
        raise _wrong("api_base_user")
    if "?" in text or "#" in text:
        raise _wrong("api_base_extra")
    if url.scheme == "http" and not _is_this_machine(host):
        raise _wrong("api_base_plain")
    return text.rstrip("/")


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _log_level(value: object) -> str:
    level = str(value).strip().upper()
    if level not in get_args(LogLevel):
        raise _wrong("log_level")
    return level


def _log_format(value: object) -> str:
    chosen = str(value).strip().lower()
    if chosen not in get_args(LogFormat):
        raise _wrong("log_format")
    return chosen


def _languages(value: object) -> tuple[str, ...]:
    codes = tuple(value) if isinstance(value, tuple | list) else str(value).split(",")
    cleaned = tuple(str(code).strip() for code in codes)
    try:
        for code in cleaned:
            Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        raise _wrong("languages") from None
    if not cleaned or len(set(cleaned)) != len(cleaned):
        raise _wrong("languages")
    return cleaned


def _shards(value: object) -> Shards | None:
    if value is None or isinstance(value, Shards):
        return value
    found = _SHARDS.fullmatch(str(value).strip())
    if found is None:
        raise _wrong("shards")
    first, last, total = found[1], found[2] or found[1], found[3]
    shards = Shards(int(first), int(last), int(total))
    if not shards.first <= shards.last < shards.total:
        raise _wrong("shards")
    return shards


class Settings(BaseSettings):
    """Everything that an operator may choose. Frozen; made by `read_settings`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    token: Annotated[SecretStr | None, BeforeValidator(_token)] = None
    """The bot's token. A rehearsal needs none."""
    database: Annotated[Path, BeforeValidator(_database)] = Path("cochair.db")
    """The SQLite file; made when it is not there yet."""
    config_dir: Annotated[Path | None, BeforeValidator(_config_dir)] = None
    """A folder laid out like config/, whose files take the place of those that were shipped."""
    api_base: Annotated[str, BeforeValidator(_api_base)] = DISCORD_API
    """The address of Discord's API or of something that speaks it; no slash at the end."""
    log_level: Annotated[LogLevel, BeforeValidator(_log_level)] = "INFO"
    log_format: Annotated[LogFormat, BeforeValidator(_log_format)] = "text"
    languages: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_languages)] = Field(
        default=("en", "ru")
    )
    """The languages of a new dialogue, unless its convener chooses others."""
    shards: Annotated[Shards | None, NoDecode, BeforeValidator(_shards)] = None
    """Which of Discord's shards this process serves; None for all of them."""


# Of a line that is none python-dotenv would say so in its own words; ours name the line too.
logging.getLogger("dotenv.main").setLevel(logging.ERROR)


class _ConfigDir(BaseSettings):
    """Where the organizer's files lie, for what needs no other setting."""

    model_config = Settings.model_config

    config_dir: Annotated[Path | None, BeforeValidator(_config_dir)] = None


VARIABLES: tuple[str, ...] = tuple(PREFIX + name.upper() for name in Settings.model_fields)
"""Every variable there is, in the order of the fields."""


def read_settings(env_file: Path | None = None) -> Settings | SettingsFault:
    """The settings from the environment and from `env_file`.

    Without `env_file`, a file called .env in the current folder is read if there is one; a file
    that is named must be there. All faults are found at once, so that they can be mended at once.
    """
    path = Path(".env") if env_file is None else env_file
    if env_file is None and not _is_there(path):
        lines: tuple[SettingProblem, ...] = ()
        source = None
    else:
        lines = _problems_of_file(path)
        # A file that cannot be read at all is one fault, not a fault for every variable in it.
        if any(problem.code.startswith("env_file") for problem in lines):
            return SettingsFault(lines)
        source = path
    strangers = tuple(
        _unknown(name) for name in os.environ if _VARIABLE.fullmatch(name) and _strange(name)
    )
    try:
        # "utf-8-sig" also reads files that begin with a byte order mark, as some editors write.
        settings = Settings(_env_file=source, _env_file_encoding="utf-8-sig")
    except ValidationError as error:
        wrong = tuple(
            _problem(str(one["loc"][0]), one["type"], one["input"])
            for one in error.errors(include_url=False)
        )
        return SettingsFault(wrong + lines + strangers)
    return SettingsFault(lines + strangers) if lines or strangers else settings


def _is_there(path: Path) -> bool:
    """Whether there is such a file; not, too, where nobody may look."""
    try:
        return path.exists()
    except OSError:
        return False


def read_config_dir(env_file: Path | None = None) -> Path | SettingsFault | None:
    """The folder of the organizer's files, whatever is wrong with the other settings."""
    settings = read_settings(env_file)
    if isinstance(settings, Settings):
        return settings.config_dir
    name = PREFIX + "CONFIG_DIR"
    own = tuple(p for p in settings.problems if p.name == name or p.code.startswith("env_file"))
    if own:
        return SettingsFault(own)
    path = Path(".env") if env_file is None else env_file
    found = _ConfigDir(_env_file=path if _is_there(path) else None, _env_file_encoding="utf-8-sig")
    return found.config_dir


def _problem(field: str, code: str, given: object) -> SettingProblem:
    name = PREFIX + field.upper()
    text = None if field == "token" or code == "api_base_user" else str(given)
    # A token pasted into the wrong variable is still a token.
    if text is not None and not TOKEN_SHAPE.search(text):
        return SettingProblem(code, name, shown(text), EXPECTED[code])
    return SettingProblem(code, name, None, EXPECTED[code])


def _problems_of_file(path: Path) -> tuple[SettingProblem, ...]:
    """What is wrong with the lines themselves; python-dotenv would pass over each in silence."""

    def whole(code: str) -> tuple[SettingProblem, ...]:
        return (SettingProblem(code, shown(str(path)), None, EXPECTED[code]),)

    try:
        with path.open(encoding="utf-8-sig") as stream:
            bindings = list(parse_stream(stream))
    except FileNotFoundError:
        return whole("env_file_missing")
    except UnicodeDecodeError:
        return whole("env_file_encoding")
    except (OSError, ValueError):
        return whole("env_file_unreadable")
    problems = []
    for binding in bindings:
        name = binding.key
        line = f"{path.name}:{binding.original.line}"
        if binding.error:
            problems.append(SettingProblem("line", line, None, EXPECTED["line"]))
        elif name is None or not name.upper().startswith(PREFIX):
            continue
        elif not _VARIABLE.fullmatch(name):
            # What follows the prefix may be a secret with the = forgotten: name only the line.
            problems.append(SettingProblem("line", line, None, EXPECTED["line"]))
        elif _strange(name):
            problems.append(_unknown(name))
        elif binding.value is None:
            problems.append(SettingProblem("no_value", name, None, EXPECTED["no_value"]))
    return tuple(problems)


def _strange(name: str) -> bool:
    return name.upper() not in VARIABLES


def _unknown(name: str) -> SettingProblem:
    close = get_close_matches(name.upper(), VARIABLES, n=1, cutoff=0.8)
    expected: Localized = did_you_mean(close[0]) if close else EXPECTED["unknown"]
    return SettingProblem("unknown", name, None, expected)
