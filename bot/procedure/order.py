"""The order of the speakers list: pure functions from the requests and the floor time to an order.

Every policy orders requests of equal standing; standing comes first. A point of order goes before
everything, then direct replies, then questions of clarification, then statements; a right of reply
is heard when the list is exhausted (UN practice puts it at the end).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.procedure.floor import Request
from bot.procedure.formats import Kind, Policy
from bot.procedure.meeting import Meeting
from bot.procedure.people import SideKey

STANDING: dict[Kind, int] = {
    Kind.POINT_OF_ORDER: 0,
    Kind.DIRECT_REPLY: 1,
    Kind.CLARIFICATION: 2,
    Kind.STATEMENT: 3,
    Kind.RIGHT_OF_REPLY: 4,
}


def speakers_list(meeting: Meeting) -> tuple[Request, ...]:
    """The requests in the order in which the policy would call them."""
    ordered: list[Request] = []
    last_side = meeting.last_side
    for kind in sorted(STANDING, key=lambda kind: STANDING[kind]):
        waiting = [request for request in meeting.requests if request.kind is kind]
        group = _by_policy(meeting, waiting, last_side)
        ordered.extend(group)
        if group:
            last_side = group[-1].side
    return tuple(ordered)


def place_of(meeting: Meeting, request: Request) -> int:
    """The request's place in the list, counted from 1."""
    return speakers_list(meeting).index(request) + 1


def _by_policy(
    meeting: Meeting, waiting: Sequence[Request], last_side: SideKey | None
) -> list[Request]:
    match meeting.format.policy:
        case Policy.FIRST_COME:
            return sorted(waiting, key=lambda request: request.number)
        case Policy.ALTERNATE_SIDES:
            return _alternate(meeting, waiting, last_side)
        case Policy.LEAST_HEARD:
            return _least_heard(meeting, waiting)


def _alternate(
    meeting: Meeting, waiting: Sequence[Request], last_side: SideKey | None
) -> list[Request]:
    """First come within a side; the sides take turns, starting after the side heard last.

    A side with nobody waiting is passed over, so the list never stops while somebody waits.
    """
    keys = [side.key for side in meeting.sides]
    queues = {
        key: [r for r in sorted(waiting, key=lambda r: r.number) if r.side == key] for key in keys
    }
    start = keys.index(last_side) + 1 if last_side in keys else 0
    ordered: list[Request] = []
    while any(queues.values()):
        for step in range(len(keys)):
            key = keys[(start + step) % len(keys)]
            if queues[key]:
                ordered.append(queues[key].pop(0))
                start = keys.index(key) + 1
                break
    return ordered


def _least_heard(meeting: Meeting, waiting: Sequence[Request]) -> list[Request]:
    """Least floor time first: the side's, then the person's, then whoever asked first."""
    ledger = meeting.ledger
    return sorted(
        waiting,
        key=lambda r: (
            ledger.by_side.get(r.side, 0),
            ledger.floor.get(r.person, 0),
            r.number,
        ),
    )
