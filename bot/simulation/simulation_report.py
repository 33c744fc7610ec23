"""What a simulated meeting came to: who spoke when, and how evenly. Values, and nothing printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.procedure import events as e
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.table.seats import Capacity, SideKey
from bot.procedure.values import Milliseconds, PersonId
from bot.simulation.play import Played


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn. `at` counts from the opening; `how` is None for one that the end cut off."""

    at: Milliseconds
    person: PersonId
    side: SideKey
    kind: Kind
    item: str | None
    phase: str | None
    used: Milliseconds
    how: TurnEnd | None


@dataclass(frozen=True, slots=True)
class Share:
    """Floor time of a person or (`person` None) a side; `posts` are messages without the floor."""

    person: PersonId | None
    side: SideKey
    turns: int
    used: Milliseconds
    posts: int


@dataclass(frozen=True, slots=True)
class SimulationReport:
    """`evenness` is 1 where everybody had the same, and goes to 0 where one had all: one less the Gini
    coefficient of the floor time of those who are not co-chairs (of their posts, where nobody needs
    the floor). `length` is the time from opening to close."""

    spoken: tuple[Spoken, ...]
    sides: tuple[Share, ...]
    people: tuple[Share, ...]
    evenness: float
    length: Milliseconds
    idle: Milliseconds
    interpreted: Milliseconds
    refusals: int
    over: bool


def report(played: Played) -> SimulationReport:
    meeting = played.meeting
    ledger = meeting.ledger
    opened = meeting.opened_at or 0
    people = tuple(
        Share(
            d.person,
            d.side,
            ledger.turns.get(d.person, 0),
            ledger.floor.get(d.person, 0),
            ledger.posts.get(d.person, 0),
        )
        for d in played.delegates
        if d.capacity.speaks
    )
    posts = {side.key: 0 for side in meeting.sides}
    for share in people:
        posts[share.side] += share.posts
    sides = tuple(
        Share(
            None,
            side.key,
            ledger.turns_by_side.get(side.key, 0),
            ledger.by_side.get(side.key, 0),
            posts[side.key],
        )
        for side in meeting.sides
    )
    compared = [d.person for d in played.delegates if d.capacity is not Capacity.CO_CHAIR]
    freely = meeting.format.by_date
    amounts = [
        share.posts if freely else share.used for share in people if share.person in compared
    ]
    return SimulationReport(
        spoken=_spoken(played.records, opened),
        sides=sides,
        people=people,
        evenness=1 - gini(amounts),
        length=(meeting.closed_at or opened) - opened,
        idle=ledger.idle,
        interpreted=ledger.interpreted,
        refusals=sum(played.refusals.values()),
        over=played.over,
    )


def _spoken(records: Sequence[e.Recorded], opened: int) -> tuple[Spoken, ...]:
    turns: dict[int, Spoken] = {}
    for record in records:
        match record.event:
            case e.TurnStarted() as event:
                turns[event.turn] = Spoken(
                    record.at - opened,
                    event.person,
                    event.side,
                    event.kind,
                    event.item,
                    event.phase,
                    0,
                    None,
                )
            case e.TurnEnded(turn, _, _, how, used):
                begun = turns[turn]
                turns[turn] = Spoken(
                    begun.at,
                    begun.person,
                    begun.side,
                    begun.kind,
                    begun.item,
                    begun.phase,
                    used,
                    how,
                )
    return tuple(turns.values())


def gini(amounts: Sequence[float]) -> float:
    """The Gini coefficient: 0 where all amounts are equal; towards 1 as one has everything."""
    ordered, total = sorted(amounts), sum(amounts)
    if not total:
        return 0.0
    weighted = sum(rank * amount for rank, amount in enumerate(ordered, 1))
    count = len(ordered)
    return (2 * weighted) / (count * total) - (count + 1) / count
