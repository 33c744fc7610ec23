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
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal, get_args
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.settings_faults import SettingProblem, SettingsFault, shown
from bot.settings_sources import (
    PREFIX,
    Environment,
    encoding_of,
    problems_of_file,
    problems_of_names,
    unwrapped,
    wrong,
)

DISCORD_API = "https://discord.com/api/v10"

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
LogFormat = Literal["text", "json"]

TOKEN_SHAPE = re.compile(
    r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{20,}"
)
"""Three base64url parts; Discord promises no lengths, so these are short."""

_HEALTH = re.compile(
    r"(?:(?:\[(?P<v6>[0-9a-f:.]+)\]|(?P<host>[\w.-]+)):)?(?P<port>[0-9]{1,5})", re.IGNORECASE
)
_SHARDS = re.compile(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?\s*/\s*(\d{1,6})", re.ASCII)


@dataclass(frozen=True, slots=True)
class HealthAddress:
    """Where a supervisor may ask how the bot is. `host` is an address of this machine itself, or None:
    at all that it has, so that other machines may ask too."""

    host: str | None
    port: int

    def __str__(self) -> str:
        host = ALL_INTERFACES if self.host is None else self.host
        return f"{f'[{host}]' if ':' in host else host}:{self.port}"


ALL_INTERFACES = "all-interfaces"
"""What stands for the host where other machines may ask too: a word that nobody writes by accident."""


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


def _token(value: object) -> SecretStr | None:
    """Forgives what copying adds: the header's word "Bot"."""
    if value is None:
        return None
    raw = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
    token = re.sub(r"^bot\s+", "", raw, flags=re.IGNORECASE)
    if TOKEN_SHAPE.fullmatch(token):
        return SecretStr(token)
    if re.search(r"\s", token):
        raise wrong("token_gap")
    if token.isdecimal():
        raise wrong("token_number")
    if re.fullmatch(r"[0-9a-f]{64}|[A-Za-z0-9_-]{32}", token):
        raise wrong("token_key")
    raise wrong("token_shape")


def _path(value: object) -> Path:
    try:
        path = Path(str(value)).expanduser()
        path.exists()  # a path with a NUL, or far too long, is found out here
    except (OSError, ValueError, RuntimeError):
        raise wrong("path_unusable") from None
    return path


def _database(value: object) -> Path:
    path = _path(value)
    if path.is_dir():
        raise wrong("database_folder")
    if not path.parent.is_dir():
        raise wrong("database_nowhere")
    return path


def _config_dir(value: object) -> Path | None:
    if value is None:
        return None
    path = _path(value)
    if not path.is_dir():
        raise wrong("config_dir_missing")
    return path


def _api_base(value: object) -> str:
    text = str(value)
    if not text.isascii() or not text.isprintable() or " " in text or "\\" in text:
        raise wrong("api_base_url")
    try:
        url = urlsplit(text)
        host, _port = url.hostname, url.port
    except ValueError:
        raise wrong("api_base_url") from None
    if url.scheme not in ("http", "https") or not host:
        raise wrong("api_base_url")
    if "@" in url.netloc:
        raise wrong("api_base_user")
    if "?" in text or "#" in text:
        raise wrong("api_base_extra")
    if url.scheme == "http" and not _is_this_machine(host):
        raise wrong("api_base_plain")
    return text.rstrip("/")


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _log_level(value: object) -> str:
    level = str(value).upper()
    if level not in get_args(LogLevel):
        raise wrong("log_level")
    return level


def _log_format(value: object) -> str:
    chosen = str(value).lower()
    if chosen not in get_args(LogFormat):
        raise wrong("log_format")
    return chosen


def _languages(value: object) -> tuple[str, ...]:
    codes = tuple(value) if isinstance(value, tuple | list) else str(value).split(",")
    cleaned = tuple(str(code).strip() for code in codes)
    try:
        for code in cleaned:
            Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        raise wrong("languages") from None
    if not cleaned or len(set(cleaned)) != len(cleaned):
        raise wrong("languages")
    return cleaned


def _health(value: object) -> HealthAddress | None:
    if value is None or isinstance(value, HealthAddress):
        return value
    found = _HEALTH.fullmatch(str(value))
    if found is None or not 0 < int(found["port"]) < 65536:
        raise wrong("health")
    host = (found["v6"] or found["host"] or "127.0.0.1").lower()
    if host == ALL_INTERFACES:
        return HealthAddress(None, int(found["port"]))
    if not _is_this_machine(host):
        raise wrong("health_open")
    return HealthAddress(host, int(found["port"]))


def _shards(value: object) -> Shards | None:
    if value is None or isinstance(value, Shards):
        return value
    found = _SHARDS.fullmatch(str(value))
    if found is None:
        raise wrong("shards")
    first, last, total = found[1], found[2] or found[1], found[3]
    shards = Shards(int(first), int(last), int(total))
    if not shards.first <= shards.last < shards.total:
        raise wrong("shards")
    return shards


class _Read(BaseSettings):
    """How settings are read, whichever they are."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    _meant = field_validator("*", mode="before")(unwrapped)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, Environment(settings_cls), dotenv_settings


class Settings(_Read):
    """Everything that an operator may choose. Frozen; made by `read_settings`."""

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
    health: Annotated[HealthAddress | None, NoDecode, BeforeValidator(_health)] = None
    """Where a supervisor may ask whether the bot is alive and ready; None: nowhere."""
    shards: Annotated[Shards | None, NoDecode, BeforeValidator(_shards)] = None
    """Which of Discord's shards this process serves; None for all of them."""


# Of a line that is none python-dotenv would say so in its own words; ours name the line too.
logging.getLogger("dotenv.main").setLevel(logging.ERROR)


class _ConfigDir(_Read):
    """Where the organizer's files lie, for what needs no other setting."""

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
        lines = tuple(problems_of_file(path, VARIABLES))
        # A file that cannot be read at all is one fault, not a fault for every variable in it.
        if any(problem.code.startswith("env_file") for problem in lines):
            return SettingsFault(lines)
        source = path
    strangers = tuple(problems_of_names(os.environ, VARIABLES))
    try:
        settings = Settings(_env_file=source, _env_file_encoding=_encoding(source))
    except ValidationError as error:
        wrong = tuple(
            _problem(str(one["loc"][0]), one["type"], one["input"])
            for one in error.errors(include_url=False)
        )
        return SettingsFault(wrong + lines + strangers)
    return SettingsFault(lines + strangers) if lines or strangers else settings


def _encoding(source: Path | None) -> str | None:
    return None if source is None else encoding_of(source)


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
    source = path if _is_there(path) else None
    found = _ConfigDir(_env_file=source, _env_file_encoding=_encoding(source))
    return found.config_dir


def _problem(field: str, code: str, given: object) -> SettingProblem:
    name = PREFIX + field.upper()
    text = None if field == "token" or code == "api_base_user" else str(given)
    # A token pasted into the wrong variable is still a token.
    if text is not None and not TOKEN_SHAPE.search(text):
        return SettingProblem(code, name, shown(text))
    return SettingProblem(code, name)
