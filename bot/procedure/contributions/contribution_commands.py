"""Commands about what is written."""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.command import Command
from bot.procedure.contributions.author_standing import Standing
from bot.procedure.contributions.contribution_events import Returned
from bot.procedure.values import Instant, PersonId, Words


@dataclass(frozen=True, slots=True)
class Say(Command):
    """A message appeared in the channel.

    `sent` is when, by the platform, and `then` how its author stood at that moment, where it is known.
    `late`: it is heard of only now, so that `then` alone counts; else the order in which things are
    heard does, and `then` keeps a speaker's words from being taken for another's time.
    """

    by: PersonId
    message: str
    words: Words
    files: int = 0
    reply_to: str | None = None
    sent: Instant | None = None
    then: Standing | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class NoteReturned(Command):
    """A held message has been given back to its author, or cannot be."""

    held: int
    how: Returned


@dataclass(frozen=True, slots=True)
class Reword(Command):
    """The author edited a message that is on the record; `edited` is when, None: just now."""

    by: PersonId
    message: str
    words: Words
    edited: Instant | None = None


@dataclass(frozen=True, slots=True)
class MarkDeleted(Command):
    """A message that is on the record was taken out of the channel: by its author, as far as is known,
    or by others, of whom `by` is one that is known."""

    message: str
    by: PersonId | None = None
    by_others: bool = False


@dataclass(frozen=True, slots=True)
class SeenTyping(Command):
    """This person is typing in the channel."""

    by: PersonId
