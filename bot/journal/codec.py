"""Events to canonical JSON and back. What people said leaves the payload; its digest stays in it.

Nothing here knows SQL. A payload is UTF-8 JSON with sorted keys, no spaces and no floats; texts are
kept as given, without normalization. One thing cannot be kept: half of a surrogate pair standing
alone is not a character and has no UTF-8, so it becomes U+FFFD.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.journal.chain import SALT_BYTES, text_digest
from bot.procedure.events import KINDS, Event, name_of
from bot.procedure.values import Words

# The version of each kind's payload, where it is not 1. A kind whose fields changed in a way that
# an older reader would misread gets the next number here, and a branch in `decode`.
VERSIONS: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Text:
    """A text that left a payload. `field` is where it was: "words", or "seats.0.name".

    `salt` and `text` are both None once it was erased.
    """

    field: str
    salt: bytes | None = dataclasses.field(repr=False)
    text: str | None = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True)
class Encoded:
    """An event as it is stored: its kind and version, its payload, and the texts apart."""

    kind: str
    version: int
    payload: str = dataclasses.field(repr=False)
    texts: tuple[Text, ...]


class UnknownEvent(Exception):
    """A kind, or a version of one, that this program does not know."""


class BadPayload(Exception):
    """A payload that does not hold what its kind needs. Never says what it held instead."""


def well_formed(text: str) -> str:
    """`text` as UTF-8 can hold it: halves that belong together joined, lone ones as U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def random_salt() -> bytes:
    return os.urandom(SALT_BYTES)


def canonical(value: object) -> str:
    """The one way to write `value` as JSON."""
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )


def encode(event: Event, salt: Callable[[], bytes] = random_salt) -> Encoded:
    """The event as it is stored; `salt` gives 32 fresh random bytes for each text."""
    texts: list[Text] = []

    def plain(value: object, path: tuple[str, ...]) -> object:
        match value:
            case Words(text=None):
                return {"words": None}
            case Words(text=str(said)):
                text, grain = well_formed(said), salt()
                texts.append(Text(".".join(path), grain, text))
                return {"words": text_digest(grain, text.encode())}
            case str():
                return well_formed(str(value))
            case None | bool() | int():
                return value
            case tuple() | list():
                return [plain(part, (*path, str(i))) for i, part in enumerate(value)]
            case Mapping():
                return {well_formed(str(k)): plain(v, (*path, str(k))) for k, v in value.items()}
            case _ if is_dataclass(value):
                return {
                    each.name: plain(getattr(value, each.name), (*path, each.name))
                    for each in fields(value)
                }
        raise TypeError(f"{'.'.join(path)}: a payload cannot hold a {type(value).__name__}")

    payload = canonical(plain(event, ()))
    kind = name_of(event)
    return Encoded(kind, VERSIONS.get(kind, 1), payload, tuple(texts))


def decode(kind: str, version: int, payload: str, texts: Mapping[str, str | None]) -> Event:
    """The event that `encode` stored. `texts` gives each text by its field, None if erased.

    Raises UnknownEvent or BadPayload.
    """
    try:
        parsed = json.loads(payload)
    except (ValueError, RecursionError):
        raise BadPayload(kind) from None
    return restored(kind, version, parsed, texts)


def restored(kind: str, version: int, payload: Any, texts: Mapping[str, str | None]) -> Event:
    """`decode`, of a payload that is parsed already."""
    if kind not in KINDS or version > VERSIONS.get(kind, 1):
        raise UnknownEvent(kind)
    try:
        return adapter(kind).validate_python(restore(payload, texts))
    except (ValidationError, ValueError, KeyError, RecursionError):
        # Pydantic's messages quote the input, so the cause is dropped on purpose.
        raise BadPayload(kind) from None


def is_digest(value: object) -> bool:
    """Whether this part of a payload stands in a text's place."""
    return isinstance(value, dict) and len(value) == 1 and "words" in value


def restore(value: Any, texts: Mapping[str, str | None], path: tuple[str, ...] = ()) -> object:
    """`value` with each digest replaced by its text. A text that is missing is a KeyError."""
    if is_digest(value):
        return {"text": None if value["words"] is None else texts[".".join(path)]}
    if isinstance(value, dict):
        return {
            key: restore(part, texts, (*path, key)) if isinstance(part, dict | list) else part
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [restore(part, texts, (*path, str(i))) for i, part in enumerate(value)]
    return value


def digests(value: Any, path: tuple[str, ...] = ()) -> dict[str, str]:
    """Every digest in a parsed payload, by its field."""
    if is_digest(value):
        return {} if value["words"] is None else {".".join(path): value["words"]}
    parts: Iterable[tuple[str, Any]] = ()
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = ((str(i), part) for i, part in enumerate(value))
    found: dict[str, str] = {}
    for key, part in parts:
        if isinstance(part, dict | list):
            found |= digests(part, (*path, key))
    return found


@cache
def adapter(kind: str) -> TypeAdapter[Event]:
    return TypeAdapter(KINDS[kind])


def settled(encoded: Encoded) -> Event:
    """The event as reading will give it back, so that what cannot be read is never written."""
    texts = {text.field: text.text for text in encoded.texts}
    return decode(encoded.kind, encoded.version, encoded.payload, texts)
