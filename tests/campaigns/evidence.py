"""What the world knows of a campaign, and what the bot's journal has of it: two accounts, as values.

Moments are milliseconds since 1970 by the one clock of the machine; people, messages and channels go by
Discord's ids. What must not live here: where any of it comes from, and what is made of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Pair = tuple[int, int]
"""Allow and deny of an overwrite, as bits."""


@dataclass(frozen=True)
class Sent:
    """A message that Discord took from a person."""

    message: int
    person: int
    text: str
    at: int


@dataclass(frozen=True)
class Press:
    """An interaction that the bot was told of, and did not answer in Discord's time."""

    at: int
    what: str


@dataclass(frozen=True)
class World:
    """What Discord and its people know of one meeting's channel when all is quiet.

    `locked`: only the speaker is to write there; `people`: those who are watched, by name; `entitled`:
    those of them whom whoever runs the server lets write. `sent`: what people wrote; `standing`: which
    of it is still in the channel. `given`: how often each person was given each text in private;
    `waiting`: how often each held message, by its number, waits behind a button. `writers`: who may
    write now; `together`: moments at which two could, though nobody but the bot had let them.

    `overwrites` are the channel's, `wished` the same as people left them, the bot's doings left out;
    of `writing`, the bits that a meeting keeps the floor by, only a closed meeting has to answer, and
    nobody has of `loose` (bits by target), of which people left nothing that could be told.

    `untimely`: messages that Discord itself told of late. `card`: whether there is one.
    """

    people: Mapping[int, str]
    room: str = "the room"
    locked: bool = False
    entitled: frozenset[int] = frozenset()
    sent: tuple[Sent, ...] = ()
    standing: frozenset[int] = frozenset()
    given: Mapping[tuple[int, str], int] = field(default_factory=dict)
    waiting: Mapping[int, int] = field(default_factory=dict)
    writers: frozenset[int] = frozenset()
    together: tuple[int, ...] = ()
    overwrites: Mapping[int, Pair] = field(default_factory=dict)
    wished: Mapping[int, Pair] = field(default_factory=dict)
    writing: int = 0
    loose: Mapping[int, int] = field(default_factory=dict)
    untimely: frozenset[int] = frozenset()
    card: bool = True


@dataclass(frozen=True)
class Known:
    """A message as the journal has it, written down at `at`: a contribution, perhaps in a turn, or held
    under a number. `text` is None where somebody's words are kept nowhere."""

    message: int
    person: int
    text: str | None
    at: int
    turn: int | None = None
    held: int | None = None

    @property
    def made(self) -> bool:
        return self.held is None


@dataclass(frozen=True)
class Floor:
    """A time in which this person had the floor, of turn `turn`, and the meeting was open. `until` is
    None for what lasts."""

    person: int
    turn: int
    since: int
    until: int | None


@dataclass(frozen=True)
class Journal:
    """What the journal has of one meeting. `listening`: from when until when it heard what was typed.
    `owed`: numbers of held messages that are still to be given back. `speaker`: who has the floor."""

    known: tuple[Known, ...]
    floors: tuple[Floor, ...] = ()
    listening: tuple[int, int | None] | None = None
    owed: frozenset[int] = frozenset()
    speaker: int | None = None
    closed: bool = False
