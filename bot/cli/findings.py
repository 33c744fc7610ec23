"""One line of `cochair doctor`'s report, as a value. Nothing is looked at here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "OK"
    WARN = "WARN"
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report: what was looked at, how it is, and what to do if it is not well."""

    level: Level
    about: str
    said: str
