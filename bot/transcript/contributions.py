"""What was said, as values: a message with its wordings, attachments and signs. Part of `model`."""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.events import LeftOut
from bot.procedure.floor.floor_values import TurnNumber
from bot.procedure.table.seats import SideKey
from bot.procedure.values import Instant, PersonId, Words


@dataclass(frozen=True, slots=True)
class Wording:
    """What a contribution said from this moment on."""

    at: Instant
    words: Words


@dataclass(frozen=True, slots=True)
class FileLine:
    """An attachment. `number` counts from 1 within its message, `size` is in bytes, `kind` its media
    type, `digest` its SHA-256. `why`: it was not kept, for this reason; then neither size nor kind nor
    digest are known, unless it was kept and its author took it out afterwards. `name` and `digest` are
    None too where they aren't told."""

    number: int
    name: Words | None
    digest: Words | None = None
    size: int | None = None
    kind: str | None = None
    why: LeftOut | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign under a contribution, and those who have set it and not taken it away, in that order."""

    sign: Words
    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """One message. `wordings` holds the first wording and every edit, oldest first.

    For what was removed it is empty, unless the rules of the dialogue keep what was taken out: the
    record says that something stood here, when it was taken out and by whom. `language` is the one it
    is most likely written in. `files` counts its attachments, `attached` tells of them what may be told.
    `unlawful`: one of the events that it was read from is not lawful where it stands.
    """

    seq: int
    message: str
    at: Instant
    turn: TurnNumber | None
    item: ItemKey | None
    person: PersonId
    side: SideKey
    language: str
    wordings: tuple[Wording, ...]
    files: int = 0
    reply_to: str | None = None
    removed_at: Instant | None = None
    removed_by: PersonId | None = None
    attached: tuple[FileLine, ...] = ()
    signs: tuple[Sign, ...] = ()
    unlawful: bool = False

    @property
    def removed(self) -> bool:
        return self.removed_at is not None

    @property
    def words(self) -> Words | None:
        """The final wording; None when the contribution was removed."""
        return None if self.removed or not self.wordings else self.wordings[-1].words
