"""Who spoke how long: the turns' floor time added up by side and by person.

What an interpreter says in somebody else's name is counted by itself: it is no side's and nobody's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.procedure.floor.request_kinds import Kind
from bot.procedure.table.seats import Dialogue, SideKey
from bot.procedure.values import Instant, PersonId
from bot.transcript.clock import covered
from bot.transcript.model import Break, Contribution, Floor, FloorTime, Member, Span, TurnLine


def floor_of(
    dialogue: Dialogue,
    members: Iterable[Member],
    turns: Iterable[TurnLine],
    posts: Iterable[Contribution],
    breaks: Iterable[Break],
    opened_at: Instant | None,
    until: Instant,
) -> Floor:
    """Floor time by side and person. Whoever may speak and did not is listed with nothing, so that
    silence shows; a person who changed sides has a line on each side that they spoke for."""
    sides: dict[SideKey, tuple[int, int]] = {side.key: (0, 0) for side in dialogue.sides}
    people: dict[tuple[SideKey, PersonId], tuple[int, int]] = {
        (member.side, member.person): (0, 0) for member in members if member.capacity.speaks
    }
    interpreted = 0
    for turn in turns:
        if turn.kind is Kind.INTERPRETATION:
            interpreted += turn.used
            continue
        used, count = sides.get(turn.side, (0, 0))
        sides[turn.side] = (used + turn.used, count + 1)
        key = (turn.side, turn.person)
        used, count = people.get(key, (0, 0))
        people[key] = (used + turn.used, count + 1)
    posted = Counter((post.side, post.person) for post in posts if post.turn is None)
    people |= {key: (0, 0) for key in posted if key not in people}
    order = list(sides)
    start = until if opened_at is None else opened_at
    clipped = (
        Span(max(start, stop.start), None if stop.end is None else max(start, stop.end))
        for stop in breaks
    )
    return Floor(
        sides=tuple(
            FloorTime(side, None, used, count, sum(n for (s, _), n in posted.items() if s == side))
            for side, (used, count) in sides.items()
        ),
        people=tuple(
            FloorTime(side, person, used, count, posted[side, person])
            for (side, person), (used, count) in sorted(
                people.items(),
                key=lambda line: order.index(line[0][0]) if line[0][0] in order else len(order),
            )
        ),
        length=until - start,
        paused=covered(clipped, until),
        interpreted=interpreted,
    )
