"""Commands about the meeting as a whole: its course, its breaks, its phases; and the clock's own."""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.agenda.agenda_values import AgendaItem
from bot.procedure.command import Command
from bot.procedure.formats import Enforcement, Format
from bot.procedure.table.seats import Dialogue
from bot.procedure.values import Instant, Localized, MeetingId, Milliseconds, PersonId


@dataclass(frozen=True, slots=True)
class Convene(Command):
    """`rules_text` is what `rules` is the digest of; `keep_days` how long the dialogue's words are kept;
    None: as the format says."""

    by: PersonId
    meeting: MeetingId
    dialogue: Dialogue
    number: int
    title: Localized
    venue: str
    format: Format
    rules: str
    agenda: tuple[AgendaItem, ...]
    by_voice: bool = False
    rules_text: Localized | None = None
    keep_days: int | None = None


@dataclass(frozen=True, slots=True)
class Open(Command):
    by: PersonId


@dataclass(frozen=True, slots=True)
class Pause(Command):
    by: PersonId


@dataclass(frozen=True, slots=True)
class Suspend(Command):
    by: PersonId


@dataclass(frozen=True, slots=True)
class Resume(Command):
    by: PersonId


@dataclass(frozen=True, slots=True)
class Move(Command):
    """Hold a suspended meeting at another venue from here on, since its own is gone."""

    by: PersonId
    venue: str
    enforcement: Enforcement
    by_voice: bool = False


@dataclass(frozen=True, slots=True)
class Close(Command):
    by: PersonId


@dataclass(frozen=True, slots=True)
class BeginCaucus(Command):
    """Let each side withdraw among its own for this long."""

    by: PersonId
    length: Milliseconds


@dataclass(frozen=True, slots=True)
class EndCaucus(Command):
    """Call everybody back before the time."""

    by: PersonId


@dataclass(frozen=True, slots=True)
class SetPhaseEnd(Command):
    """Give a phase that ends by a date another date."""

    by: PersonId
    until: Instant


@dataclass(frozen=True, slots=True)
class NoteOutage(Command):
    """The bot came back: it was away from `since` until now."""

    since: Instant


@dataclass(frozen=True, slots=True)
class LoseRoom(Command):
    """The channel is gone, or the bot was shut out of it: the meeting waits."""


@dataclass(frozen=True, slots=True)
class Tick(Command):
    """Time has passed; whatever is due falls due."""
