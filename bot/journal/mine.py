"""All that is held of one person in a meeting, as that person may have it.

Pure: records in, plain values out, ready to be written as JSON. Times are milliseconds since
1970-01-01T00:00:00Z, as in the journal.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from bot.journal.ownership import texts_of
from bot.procedure.event import name_of
from bot.procedure.events import Recorded
from bot.procedure.values import Localized, PersonId, Words

OF_THE_TABLE = frozenset({"ItemAdded", "ItemEdited"})
"""Kinds of entries that hold a text of the whole table, whoever typed it: the agenda is everybody's,
stands in the chain itself, and cannot be erased."""


def held_of(records: Sequence[Recorded], person: PersonId) -> list[dict[str, object]]:
    """Every event that is about this person, was brought about by them, or holds words of theirs."""
    own: dict[int, set[str]] = {}
    for text in texts_of(records, person):
        own.setdefault(text.seq, set()).add(text.field)
    return [
        {
            "meeting": record.meeting,
            "seq": record.seq,
            "at": record.at,
            "kind": name_of(record.event),
            "of_you": _plain(record.event)
            if _concerns(record, person)
            else _own_part(record, own[record.seq]),
        }
        for record in records
        if record.seq in own or _concerns(record, person)
    ]


def _own_part(record: Recorded, own: Set[str]) -> object:
    """What another person brought about without that person, and with those words only that are
    this one's: an interpretation, a point that was noted from a message."""
    return {
        each.name: None
        if each.name == "person" or (isinstance(value, Words) and each.name not in own)
        else _plain(value)
        for each in fields(record.event)
        for value in (getattr(record.event, each.name),)
    }


def _concerns(record: Recorded, person: PersonId) -> bool:
    if name_of(record.event) == "MeetingConvened":
        return False  # the meeting's own facts, which everybody has
    return record.actor == person or getattr(record.event, "person", None) == person


def _plain(value: Any) -> object:
    match value:
        case Words(text):
            return text
        case Localized(texts):
            return dict(texts)
        case Enum():
            return value.value
        case tuple() | list() | frozenset():
            return [_plain(part) for part in value]
        case dict():
            return {str(key): _plain(part) for key, part in value.items()}
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value
