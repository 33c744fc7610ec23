"""Events of the meeting as a whole: its convening, its course, its breaks and its phases."""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.agenda.agenda_values import AgendaItem
from bot.procedure.event import Event, named
from bot.procedure.floor.floor_values import Place, RequestNumber
from bot.procedure.formats import Enforcement, Format
from bot.procedure.table.seats import Dialogue, SideKey
from bot.procedure.values import Instant, Localized, MeetingId, Milliseconds, PersonId


@named("MeetingConvened")
@dataclass(frozen=True, slots=True)
class MeetingConvened(Event):
    """`venue` names the place on the chat platform; `rules` is the digest of the rules of the room.
    The whole format is kept, so that a replay does not depend on a file that was edited since, and by
    which `edition` of the rules it was decided.
    `by_voice`: people speak as well as write, so a turn without a text may have been spoken.
    `rules_text` is the text that members accept, so that their consent can be shown years later."""

    meeting: MeetingId
    dialogue: Dialogue
    number: int
    title: Localized
    venue: str
    convener: PersonId
    format: Format
    rules: str
    agenda: tuple[AgendaItem, ...]
    by_voice: bool = False
    rules_text: Localized | None = None
    edition: int = 0


@named("MeetingOpened")
@dataclass(frozen=True, slots=True)
class MeetingOpened(Event):
    """`edition` of the rules: it may be another one than at the convening, days before."""

    edition: int = 0


@named("MeetingPaused")
@dataclass(frozen=True, slots=True)
class MeetingPaused(Event):
    pass


@named("MeetingSuspended")
@dataclass(frozen=True, slots=True)
class MeetingSuspended(Event):
    """Adjourned to another time; the floor, the list and the agenda stay as they are."""


@named("MeetingResumed")
@dataclass(frozen=True, slots=True)
class MeetingResumed(Event):
    """After a pause or a suspension."""


@named("MeetingMoved")
@dataclass(frozen=True, slots=True)
class MeetingMoved(Event):
    """The meeting is held at another `venue` from here on, where the floor is kept in this way; people
    speak there as well as write, or do not (`by_voice`)."""

    venue: str
    enforcement: Enforcement
    by_voice: bool


@named("OutageNoted")
@dataclass(frozen=True, slots=True)
class OutageNoted(Event):
    """The bot was away from `since` until the moment of this record; the speaker gets that time back.
    `edition` of the rules: it may have come back as another version."""

    since: Instant
    edition: int = 0


@named("MeetingClosed")
@dataclass(frozen=True, slots=True)
class MeetingClosed(Event):
    """`unspoken` lists the requests that nobody came to."""

    unspoken: tuple[RequestNumber, ...]


@named("CaucusBegun")
@dataclass(frozen=True, slots=True)
class CaucusBegun(Event):
    """Each side withdraws among its own until `until`. What is said there is in no record."""

    until: Instant


@named("CaucusWarned")
@dataclass(frozen=True, slots=True)
class CaucusWarned(Event):
    """Those in caucus were told that it is about to end."""


@named("CaucusEnded")
@dataclass(frozen=True, slots=True)
class CaucusEnded(Event):
    """Everybody is called back; the meeting waits until a co-chair goes on with it."""


@named("PhaseEntered")
@dataclass(frozen=True, slots=True)
class PhaseEntered(Event):
    """`thinking`: how long everybody thinks before the first place of the rota is called. `until`: when
    the phase ends by itself, None for one that does not. `round`: which go-round of the meeting this
    is, counted from 1; None: it is none."""

    phase: str
    index: int
    rota: tuple[Place, ...]
    thinking: Milliseconds = 0
    until: Instant | None = None
    round: int | None = None


@named("PhaseEnded")
@dataclass(frozen=True, slots=True)
class PhaseEnded(Event):
    phase: str


@named("PhaseEndSet")
@dataclass(frozen=True, slots=True)
class PhaseEndSet(Event):
    """A co-chair gave the phase another date to end at."""

    until: Instant


@named("PhaseReminded")
@dataclass(frozen=True, slots=True)
class PhaseReminded(Event):
    """These people had written nothing in the phase so far, and were reminded of its end."""

    people: tuple[PersonId, ...]


@named("RoundBegun")
@dataclass(frozen=True, slots=True)
class RoundBegun(Event):
    """A co-chair called for a go-round: everybody has a place on the rota, and thinks first.

    `round` counts the go-rounds of the meeting from 1; who begins and the direction follow from it.
    """

    round: int
    rota: tuple[Place, ...]
    thinking: Milliseconds


@named("ThinkingBegun")
@dataclass(frozen=True, slots=True)
class ThinkingBegun(Event):
    """Nobody speaks any more: everybody thinks for so long before the go-round's first is called."""

    length: Milliseconds


@named("ThinkingEnded")
@dataclass(frozen=True, slots=True)
class ThinkingEnded(Event):
    """The time to think is over; the first is called."""


@named("PlaceAdded")
@dataclass(frozen=True, slots=True)
class PlaceAdded(Event):
    """Somebody came to the table while a rota was under way, and speaks at its end."""

    side: SideKey
    person: PersonId


@named("RoundEnded")
@dataclass(frozen=True, slots=True)
class RoundEnded(Event):
    round: int
