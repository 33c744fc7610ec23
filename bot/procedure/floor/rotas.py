"""Rotas: who is called without asking, in which order; and going round the table.

A go-round is fair in that everybody who may speak is called exactly once, that the one who begins is
another each time until each has begun once, and that the direction changes each time.
"""

from __future__ import annotations

from bot.procedure import events as e
from bot.procedure.draft import Draft
from bot.procedure.floor.floor_values import Place
from bot.procedure.formats import Phase, Speakers
from bot.procedure.state import Meeting
from bot.procedure.table.seats import Capacity, Seat, SideKey
from bot.procedure.values import SECOND, Milliseconds, PersonId

THINKING: Milliseconds = 60 * SECOND
"""How long everybody thinks before a go-round that a co-chair calls for."""


def rota(meeting: Meeting, phase: Phase, nth: int | None) -> tuple[Place, ...]:
    """Who is called in this phase, in order. The side that begins changes with every item, and from
    meeting to meeting; `nth` is the number of a go-round."""
    keys = [side.key for side in meeting.sides]
    lead = (meeting.number - 1 + max(0, meeting.items_opened - 1)) % len(keys)
    keys = keys[lead:] + keys[:lead]
    match phase.speakers:
        case Speakers.ONE_PER_SIDE:
            return tuple(Place(key) for key in keys)
        case Speakers.CO_CHAIRS:
            return _of_capacity(meeting, keys, Capacity.CO_CHAIR)
        case Speakers.RAPPORTEURS:
            return _of_capacity(meeting, keys, Capacity.RAPPORTEUR)
        case Speakers.EVERYONE:
            return _interleaved(meeting, keys)
        case Speakers.GO_ROUND:
            return around(meeting, nth or 1)
        case _:
            return ()


def around(meeting: Meeting, nth: int) -> tuple[Place, ...]:
    """Everybody around the table, once. Every second go-round goes the other way, and each begins one
    place further on than the one before."""
    table = _interleaved(meeting, [side.key for side in meeting.sides])
    if not table:
        return ()
    first = (meeting.number - 1 + nth - 1) % len(table)
    turned = table[first:] + table[:first]
    return turned if nth % 2 else (turned[0], *reversed(turned[1:]))


def _of_capacity(meeting: Meeting, keys: list[SideKey], capacity: Capacity) -> tuple[Place, ...]:
    return tuple(
        Place(key, seat.person)
        for key in keys
        for seat in meeting.members(key)
        if seat.capacity is capacity
    )


def _interleaved(meeting: Meeting, keys: list[SideKey]) -> tuple[Place, ...]:
    """All who may ask for the floor, the sides taking turns; the co-chairs last."""
    queues = {
        key: sorted(
            (seat for seat in meeting.members(key) if seat.capacity.speaks),
            key=lambda seat: seat.capacity is Capacity.CO_CHAIR,
        )
        for key in keys
    }
    places: list[Place] = []
    while any(queues.values()):
        for key in keys:
            if queues[key]:
                places.append(Place(key, queues[key].pop(0).person))
    return tuple(places)


def welcome(draft: Draft, seat: Seat) -> None:
    """Somebody has just come to be able to speak: a round under way has a place for them too."""
    meeting = draft.meeting
    if not meeting.all_are_called or not seat.may_speak:
        return
    known: set[PersonId | None] = {place.person for place in meeting.rota.places}
    known.update(meeting.rota.placed)
    if seat.person not in known:
        draft.add(e.PlaceAdded(seat.side, seat.person))
