"""The order of the speakers list: pure functions from the requests and the floor time to an order.

Standing comes first: a point of order goes before everything, then direct replies, then questions of
clarification, then statements; a right of reply is heard at the end of the item, where UN practice
puts it. Among requests of equal standing the policy decides, and each policy is fair by a definition
that `tests/procedure/floor/test_fairness.py` holds it to:

- first come: of two who wait, whoever asked first is called first;
- alternate sides: no side is called twice in a row while another waits, and within a side it is first
  come; so nobody waits for more than as many calls as there are sides, for each of their own side who
  asked earlier;
- least heard: the side called is, of those that wait, the one with the least floor time, and the person
  the one of that side with the least; so between sides that always have somebody waiting the floor
  times never differ by more than they did at first, or else by one turn.

Then come two things that a person or a format asks for. Whoever lets the others go first stands behind
everybody who waited with the same kind of request then, whatever the policy. And statements of a side
that has used up its time on the item stand behind those of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.procedure.floor.floor_values import Request
from bot.procedure.floor.request_kinds import BY_STANDING
from bot.procedure.formats import Policy
from bot.procedure.state import Meeting
from bot.procedure.table.seats import SideKey


def speakers_list(meeting: Meeting) -> tuple[Request, ...]:
    """The requests in the order in which they would be called if nothing else happened."""
    ordered: list[Request] = []
    last_side = meeting.last_side
    for group in _groups(meeting):
        # Whoever cannot be called now (outside the inner circle) takes nobody's turn in the order.
        ready = [request for request in group if meeting.may_be_called(request)]
        placed = _put_off(_by_policy(meeting, ready, last_side))
        if placed:
            last_side = placed[-1].side
        others = [request for request in group if not meeting.may_be_called(request)]
        ordered.extend((*placed, *_put_off(_by_policy(meeting, others, last_side))))
    return tuple(ordered)


def callable_list(meeting: Meeting) -> tuple[Request, ...]:
    """Those of the list to whom the floor can be given now."""
    return tuple(request for request in speakers_list(meeting) if meeting.may_be_called(request))


def place_of(meeting: Meeting, request: Request) -> int:
    """The request's place in the list, counted from 1."""
    return speakers_list(meeting).index(request) + 1


def _groups(meeting: Meeting) -> list[list[Request]]:
    """The requests by standing, each group in the order of arrival."""
    spent = meeting.talk.sides_spent
    waiting = sorted(meeting.requests, key=lambda request: request.ticket)
    groups: list[list[Request]] = []
    for kind in BY_STANDING:
        of_kind = [request for request in waiting if request.kind is kind]
        if kind.rules.listed and spent:
            groups.append([request for request in of_kind if request.side not in spent])
            groups.append([request for request in of_kind if request.side in spent])
        else:
            groups.append(of_kind)
    return groups


def _by_policy(
    meeting: Meeting, waiting: list[Request], last_side: SideKey | None
) -> list[Request]:
    return ORDERS[meeting.policy](meeting, waiting, last_side)


def _first_come(
    meeting: Meeting, waiting: Sequence[Request], last_side: SideKey | None
) -> list[Request]:
    return [*waiting]


def _alternate(
    meeting: Meeting, waiting: Sequence[Request], last_side: SideKey | None
) -> list[Request]:
    """First come within a side; the sides take turns, starting after the side heard last.

    A side with nobody waiting is passed over, so the list never stops while somebody waits.
    """
    keys = [side.key for side in meeting.sides]
    queues = {key: [request for request in waiting if request.side == key] for key in keys}
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


def _least_heard(
    meeting: Meeting, waiting: Sequence[Request], last_side: SideKey | None
) -> list[Request]:
    """Least floor time first: the side's, then the person's, then whoever asked first."""
    ledger = meeting.ledger
    return sorted(
        waiting,
        key=lambda r: (
            ledger.by_side.get(r.side, 0),
            ledger.floor.get(r.person, 0),
            r.ticket,
        ),
    )


Order = Callable[[Meeting, Sequence[Request], SideKey | None], list[Request]]
"""A policy: the state, the requests of one standing in the order of arrival, and the side heard last
give the order in which they are called."""

ORDERS: Mapping[Policy, Order] = {
    Policy.FIRST_COME: _first_come,
    Policy.ALTERNATE_SIDES: _alternate,
    Policy.LEAST_HEARD: _least_heard,
    Policy.GO_ROUND: _first_come,  # while it lasts the rota calls, and the list only waits
}
if _without := set(Policy) - set(ORDERS):
    raise RuntimeError(f"policies without an order: {', '.join(sorted(_without))}")


def _put_off(ordered: list[Request]) -> list[Request]:
    """Each request that was put off goes behind those it was put off for, the earliest such first; a
    later one never comes before an earlier one on that account."""
    late = sorted(
        (request for request in ordered if request.deferral is not None),
        key=lambda request: request.deferral.nth if request.deferral else 0,
    )
    for request in late:
        first = max(
            (i for i, other in enumerate(ordered) if request.behind(other)),
            default=-1,
        )
        own = ordered.index(request)
        if first > own:
            ordered.insert(first, ordered.pop(own))
    return ordered
