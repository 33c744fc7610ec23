"""A journal that holds an event of every kind there is, each field with something in it.

The values are made up from the fields' types, so a new kind of event is in it without being added here.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.journal.codec import encode
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.procedure.events import EVENTS, Event, TextAt, TextsErased
from bot.procedure.values import Localized, Words

GROUP = 6
"""So many events stand in one meeting, which keeps a walk over one of them short."""


def made(hint: Any, name: str) -> Any:
    """A value of this type that is not empty; `name` is in it where it is a text."""
    if hint is Words:
        return Words(f"{name}: слово")
    if hint is Localized:
        return Localized.of(en=name, ru="слово")
    if get_origin(hint) in (Union, types.UnionType):
        return made(next(each for each in get_args(hint) if each is not type(None)), name)
    if get_origin(hint) in (tuple, frozenset):
        inner = [each for each in get_args(hint) if each is not Ellipsis]
        return get_origin(hint)(made(each, name) for each in inner)
    if get_origin(hint) is Mapping:
        return {made(get_args(hint)[0], name): made(get_args(hint)[1], name)}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(**{each.name: made(hints[each.name], each.name) for each in fields(hint)})
    simple: dict[Any, Any] = {bool: True, int: 7, str: name}
    return simple[hint]


def of_every_kind() -> tuple[Event, ...]:
    return tuple(made(kind, kind.__name__) for kind in EVENTS if kind is not TextsErased)


def groups() -> Iterator[tuple[Event, ...]]:
    """Events of every kind, a meeting at a time; at each one's end a text is erased, if it has two."""
    every = of_every_kind()
    for start in range(0, len(every), GROUP):
        part = every[start : start + GROUP]
        texts = [
            TextAt(seq, text.field)
            for seq, event in enumerate(part, start=1)
            for text in encode(event).texts
        ]
        erased = (made(TextsErased, ""),) if len(texts) > 1 else ()
        yield *part, *(TextsErased(each.person, each.because, (texts[0],)) for each in erased)


async def write(path: Path, meetings: Sequence[tuple[str, Sequence[Event]]]) -> None:
    """A journal of these meetings, closed."""
    journal = await open_journal(path)
    assert isinstance(journal, SqliteJournal)
    for nth, (meeting, events) in enumerate(meetings):
        assert isinstance(await journal.append(meeting, 0, 1_000_000 + nth, "101", events), tuple)
    await journal.close()
