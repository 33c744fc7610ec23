"""Events of what is written: contributions, and what was held back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.event import Event, named
from bot.procedure.floor.floor_values import TurnNumber
from bot.procedure.table.seats import SideKey
from bot.procedure.values import Instant, PersonId, Words


@named("ContributionMade")
@dataclass(frozen=True, slots=True)
class ContributionMade(Event):
    """One message by whoever had the floor (or, where the floor is not enforced, by anyone).

    `message` is the platform's id of it; `files` counts its attachments. `sent` is when it was sent,
    where it was heard of late; None: when it was recorded.
    """

    message: str
    turn: TurnNumber | None
    item: ItemKey | None
    person: PersonId
    side: SideKey
    words: Words
    files: int = 0
    reply_to: str | None = None
    sent: Instant | None = None


@named("ContributionEdited")
@dataclass(frozen=True, slots=True)
class ContributionEdited(Event):
    message: str
    person: PersonId
    words: Words


@named("ContributionRemoved")
@dataclass(frozen=True, slots=True)
class ContributionRemoved(Event):
    """The author took the message out of the channel, or somebody else did (`by_others`), who may be
    the actor of the record. It is the author's where nothing else is known."""

    message: str
    by_others: bool = False


class HeldBecause(StrEnum):
    NOT_YOUR_TURN = "not-your-turn"
    FLOOR_PAUSED = "floor-paused"
    RULES_NOT_ACCEPTED = "rules-not-accepted"
    NO_SEAT = "no-seat"
    REPLIES_ONLY = "replies-only"  # the phase takes answers to what was written, and this was none


@named("MessageHeld")
@dataclass(frozen=True, slots=True)
class MessageHeld(Event):
    """What was typed out of turn, taken out of the channel to be given back to its author.

    `words` is None for people who have not agreed to any recording: theirs are given back at once and
    kept nowhere. `owed`: it is to be given back until a `HeldReturned` says that it was; earlier
    versions did not say, and gave back at once or never.
    """

    held: int
    message: str
    person: PersonId
    reason: HeldBecause
    words: Words | None
    owed: bool = False


class Returned(StrEnum):
    """How a held message came back to its author."""

    PRIVATELY = "privately"
    OFFERED = "offered"  # by a button in the channel, where private messages are closed
    LEFT = "left"  # it stands in the channel still, since there was no other way to give it back
    NOTHING = "nothing"  # its author has taken it out or had it erased


@named("HeldReturned")
@dataclass(frozen=True, slots=True)
class HeldReturned(Event):
    """A held message is owed to nobody any more."""

    held: int
    how: Returned


SpeechEvent = (
    ContributionMade | ContributionEdited | ContributionRemoved | MessageHeld | HeldReturned
)


def message_of(event: object) -> str | None:
    """The message that becomes something by this event: a contribution, or a held message."""
    return event.message if isinstance(event, ContributionMade | MessageHeld) else None
