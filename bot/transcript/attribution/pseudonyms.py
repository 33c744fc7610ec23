"""Names and ids that stand for others within one export and say nothing outside of it.

All of them come from a random key that the caller makes for one export and forgets. What must not live
here: the making of that key.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.procedure.values import PersonId

KEY_LENGTH = 32
"""Bytes of a key; a shorter one could be found by trying."""
_ID_LENGTH = 12


class Realm(StrEnum):
    """What an id is for: the same old id gives another new one in each."""

    PERSON = "person"
    MESSAGE = "message"
    MEETING = "meeting"
    DIALOGUE = "dialogue"
    ROLE = "role"
    ORDER = "order"


@dataclass(frozen=True, slots=True, repr=False)
class Pseudonyms:
    """ValueError for a key that is too short."""

    key: bytes

    def __post_init__(self) -> None:
        if len(self.key) < KEY_LENGTH:
            raise ValueError(f"the key of an export has {KEY_LENGTH} bytes")

    def __repr__(self) -> str:
        return "<pseudonyms>"

    def id(self, realm: Realm, old: str) -> str:
        """The new id: the same for the same old one within an export, and not to be found from it."""
        return f"{realm.value}-{self._digest(realm, old)[:_ID_LENGTH]}"

    def shuffled(self, people: Iterable[PersonId]) -> tuple[PersonId, ...]:
        """The people, each once, in an order that tells nothing."""
        return tuple(sorted(set(people), key=lambda person: self._digest(Realm.ORDER, person)))

    def _digest(self, realm: Realm, old: str) -> str:
        return hmac.new(self.key, f"{realm.value}:{old}".encode(), hashlib.sha256).hexdigest()
