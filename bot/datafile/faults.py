"""What can be wrong with a data file, as values. Nothing here reads or decides anything."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import StrEnum

Fact = str | int | float
"""What a sentence about a fault may be filled in with."""

Place = tuple[str | int, ...]
"""Where a value stands in a document: keys, and positions in lists counted from 0."""


class FaultCode(StrEnum):
    """Every kind of fault there is. The catalogues may hold a sentence for each: `file-<code>`."""

    NOT_FOUND = "not-found"
    IS_FOLDER = "is-folder"
    NOT_A_FILE = "not-a-file"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
    BYTE_ORDER_MARK = "byte-order-mark"
    NOT_UTF8 = "not-utf8"
    SYNTAX = "syntax"
    TOO_DEEP = "too-deep"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    WRONG_TYPE = "wrong-type"
    OUT_OF_RANGE = "out-of-range"
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    NOT_A_CHOICE = "not-a-choice"
    BAD_FORM = "bad-form"
    DUPLICATE = "duplicate"
    INVALID = "invalid"


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file.

    `file` is the path as it was asked for. `line` counts from 1; None when no line is to blame (the
    file is not there). `field` names the value as a person counts, "items[3].minutes" being the
    third item's; empty when the file as a whole is meant. `reason` is a short English sentence, and
    `code` with `facts` says the same to a program, so that it can be said in another language.
    """

    file: str
    line: int | None
    field: str
    reason: str
    code: FaultCode
    facts: Mapping[str, Fact] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        """On one line: `trust.toml:12: items[3].minutes: must be 240 or less, and is 500`."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (where, self.field, self.reason) if part)


@dataclasses.dataclass(frozen=True, slots=True)
class Misfit:
    """A fault that shows only when a whole document is looked at; found by `FileModel.misfits`.

    `at` is the place of the value to blame, which gives the line and the field.
    """

    at: Place
    code: FaultCode
    reason: str
    facts: Mapping[str, Fact] = dataclasses.field(default_factory=dict)


def spelled(place: Place) -> str:
    """`("items", 2, "title", "ru")` as a person writes it: "items[3].title.ru"."""
    name = ""
    for part in place:
        if isinstance(part, int):
            name += f"[{part + 1}]"
        else:
            name += f".{part}" if name else part
    return name
