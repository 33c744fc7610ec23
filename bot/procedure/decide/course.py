"""The course of a meeting: what follows by itself when a turn ends, a phase ends, an item opens.

Opening phases, then every item's phases, then the closing phases. A phase with a rota ends when the
rota is spent; a discussion from the list ends when a co-chair goes on with the agenda.
"""

from __future__ import annotations

from bot.procedure import events as e
from bot.procedure.agenda import ItemKey
from bot.procedure.decide.draft import Draft
from bot.procedure.floor import Place, Request
from bot.procedure.formats import Calls, Kind, Phase, Speakers, When
from bot.procedure.meeting import Meeting
from bot.procedure.order import speakers_list
from bot.procedure.people import Capacity, Seat, SideKey


def go_on(draft: Draft) -> None:
    """The floor has just become free: give it to whoever has it by right, or leave it free."""
    meeting = draft.meeting
    if meeting.floor is not None:
        return
    if hear_point(draft):
        return
    if draft.meeting.interrupted is not None:
        draft.add(e.TurnTakenUp(draft.meeting.interrupted.number))
        return
    phase = meeting.phase
    if phase is None:
        return
    if phase.speakers is Speakers.LIST:
        if phase.calls is Calls.AUTO:
            call_from_list(draft)
    elif not meeting.rota:
        end_phase(draft)
    elif phase.calls is Calls.AUTO:
        call_place(draft)


def hear_point(draft: Draft) -> bool:
    """A point of order is heard at once: whoever speaks is interrupted, unless on a point already."""
    meeting = draft.meeting
    point = next(
        (
            request
            for request in meeting.requests
            if request.kind is Kind.POINT_OF_ORDER and _may_speak(meeting, request.person)
        ),
        None,
    )
    if point is None:
        return False
    if meeting.floor is not None:
        if meeting.floor.kind is Kind.POINT_OF_ORDER:
            return False
        draft.add(e.TurnInterrupted(meeting.floor.number))
    start(draft, point.person, point.kind, point)
    return True


def _may_speak(meeting: Meeting, person: str) -> bool:
    seat = meeting.seat(person)
    return seat is not None and seat.may_speak


def call_from_list(draft: Draft) -> bool:
    """Give the floor to the first on the speakers list who may speak. False: nobody waits."""
    for request in speakers_list(draft.meeting):
        if _may_speak(draft.meeting, request.person):
            start(draft, request.person, request.kind, request)
            return True
    return False


def call_place(draft: Draft) -> None:
    """Give the floor to the next place of the rota that somebody can take; end the phase after the
    last."""
    while draft.meeting.rota:
        place = draft.meeting.rota[0]
        seat, request = _speaker_for(draft.meeting, place)
        if seat is not None and seat.may_speak:
            start(draft, seat.person, Kind.STATEMENT, request, place=True)
            return
        reason = e.PassReason.NOBODY_SEATED if seat is None else e.PassReason.NOT_ACCEPTED
        draft.add(e.PlacePassed(place.side, place.person, reason))
    end_phase(draft)


def _speaker_for(meeting: Meeting, place: Place) -> tuple[Seat | None, Request | None]:
    """Who takes this place. A side is spoken for by the first of its members who asked to make a
    statement, or else by its co-chair."""
    if place.person is not None:
        return meeting.seat(place.person), None
    for request in speakers_list(meeting):
        if request.side == place.side and request.kind is Kind.STATEMENT:
            seat = meeting.seat(request.person)
            if seat is not None and seat.may_speak:
                return seat, request
    chair = next((seat for seat in meeting.co_chairs() if seat.side == place.side), None)
    return chair, None


def start(
    draft: Draft,
    person: str,
    kind: Kind,
    request: Request | None,
    *,
    place: bool = False,
    out_of_order: bool = False,
) -> None:
    """Begin a turn. The rota's own limit holds for those whom the rota calls."""
    meeting = draft.meeting
    seat = meeting.seat(person)
    assert seat is not None, "rules look up the seat before they give the floor"
    phase, item = meeting.phase, meeting.item
    on_rota = place or (phase is not None and phase.speakers is Speakers.LIST)
    draft.add(
        e.TurnStarted(
            turn=meeting.last_turn + 1,
            person=person,
            side=seat.side,
            kind=kind,
            request=None if request is None else request.number,
            item=None if item is None else item.key,
            phase=None if phase is None else phase.key,
            limit=meeting.format.limit(kind, phase if on_rota else None),
            out_of_order=out_of_order,
            place=place,
        )
    )


def enter_phase(draft: Draft, index: int) -> None:
    """Enter the phase with this index in the format, and call its first speaker if it calls itself."""
    phase = draft.meeting.format.phases[index]
    draft.add(e.PhaseEntered(phase.key, index, rota(draft.meeting, phase)))
    go_on(draft)


def end_phase(draft: Draft) -> None:
    """The phase is over: go on to the one after it, wherever that stands."""
    meeting = draft.meeting
    index = meeting.phase_index
    assert index is not None, "only a phase that was entered ends"
    phase = meeting.format.phases[index]
    draft.add(e.PhaseEnded(phase.key))
    later = [i for i in meeting.format.of(phase.when) if i > index]
    if later:
        enter_phase(draft, later[0])
    elif phase.when is When.MEETING_START:
        open_item(draft, None)
    elif phase.when is When.EACH_ITEM:
        close_item(draft)
        open_item(draft, None)


def close_item(draft: Draft) -> None:
    """Close the open item, if there is one; what was not said on it stays on the list."""
    item = draft.meeting.item
    if item is not None:
        draft.add(e.ItemClosed(item.key, waiting(draft.meeting)))


def waiting(meeting: Meeting) -> tuple[int, ...]:
    return tuple(request.number for request in speakers_list(meeting))


def open_item(draft: Draft, key: ItemKey | None) -> None:
    """Open this item, or the next pending one, or begin the closing phases when there is none."""
    item = draft.meeting.next_item if key is None else draft.meeting.find_item(key)
    if item is None:
        begin_closing(draft)
        return
    draft.add(e.ItemOpened(item.key))
    phases = draft.meeting.format.of(When.EACH_ITEM)
    if phases:
        enter_phase(draft, phases[0])


def begin_closing(draft: Draft) -> None:
    phases = draft.meeting.format.of(When.MEETING_END)
    if phases:
        enter_phase(draft, phases[0])


def rota(meeting: Meeting, phase: Phase) -> tuple[Place, ...]:
    """Who is called in this phase, in order. The side that begins changes with every item, and from
    meeting to meeting."""
    keys = [side.key for side in meeting.sides]
    lead = (meeting.number - 1 + max(0, meeting.items_opened - 1)) % len(keys)
    keys = keys[lead:] + keys[:lead]
    match phase.speakers:
        case Speakers.LIST:
            return ()
        case Speakers.ONE_PER_SIDE:
            return tuple(Place(key) for key in keys)
        case Speakers.CO_CHAIRS:
            chairs = {seat.side: seat for seat in meeting.co_chairs()}
            return tuple(Place(key, chairs[key].person) for key in keys if key in chairs)
        case Speakers.EVERYONE:
            return _interleaved(meeting, keys)


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
