"""What every kind of event has in common, and the names under which the journal keeps them.

The events themselves stand with their subjects, in `*_events.py`; `events` has them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a meeting. What derives from it is a frozen dataclass too."""


E = TypeVar("E", bound=Event)

_KINDS: dict[str, type[Event]] = {}
_NAMES: dict[type[Event], str] = {}

KINDS: Mapping[str, type[Event]] = MappingProxyType(_KINDS)
"""The kinds by their names in the journal; whole once `events` has been imported."""


def named(name: str) -> Callable[[type[E]], type[E]]:
    """The name that the journal keeps a kind under for ever, whatever its class is called later.

    Raises ValueError where another kind has it.
    """

    def enter(kind: type[E]) -> type[E]:
        if name in _KINDS:
            raise ValueError(f"two kinds of event are named {name}")
        _KINDS[name] = kind
        _NAMES[kind] = name
        return kind

    return enter


def name_of(event: Event | type[Event]) -> str:
    """What the journal calls this kind. Raises KeyError for a kind that was given no name."""
    return _NAMES[event if isinstance(event, type) else type(event)]
