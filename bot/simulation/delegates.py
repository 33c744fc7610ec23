"""The random delegates: how eager each is to speak and for how long, and the table that they sit at.

Drawn from a seeded source of chance, so that a simulation can be repeated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bot.procedure.agenda.agenda_values import AgendaItem
from bot.procedure.table.seats import Capacity, Dialogue, Side, SideKey
from bot.procedure.values import MINUTE, SECOND, Localized, Milliseconds, PersonId

RULES = "simulated"
LANGUAGES = ("en", "ru")
_NAMES = {"a": "East", "b": "West"}


@dataclass(frozen=True, slots=True)
class Delegate:
    """Somebody who does not exist.

    `eager`: how likely it is, in any minute of a discussion, that this person wants the floor. `talks`:
    how long this person speaks when nothing stops it. `passes`: how often this person lets a go-round
    go by.
    """

    person: PersonId
    side: SideKey
    capacity: Capacity
    language: str
    eager: float
    talks: Milliseconds
    passes: float

    def length(self, chance: Random) -> Milliseconds:
        """How long this person will speak this time; now and then longer than is allowed."""
        return max(5 * SECOND, round(self.talks * chance.uniform(0.4, 1.6)))


def dialogue() -> Dialogue:
    sides = tuple(Side(key, Localized.of(en=name, ru=name)) for key, name in _NAMES.items())
    return Dialogue("simulated", Localized.of(en="Simulated", ru="Simulated"), sides, LANGUAGES)


def agenda(count: int, minutes: int) -> tuple[AgendaItem, ...]:
    """So many items of so many minutes each."""
    return tuple(
        AgendaItem(
            f"item-{n}",
            Localized.of(en=f"Item {n}"),
            Localized.of(en=f"What of item {n}?"),
            minutes * MINUTE,
        )
        for n in range(1, count + 1)
    )


def table(people: int, chance: Random) -> tuple[Delegate, ...]:
    """A co-chair and a rapporteur of each side, and participants up to `people` in all, by turns of
    one side and the other; and an interpreter. Their eagerness differs as it does among people: a
    few want to speak all the time, and some hardly ever."""
    return tuple(_drawn(people, chance))


def _drawn(people: int, chance: Random) -> Iterator[Delegate]:
    seats = [Capacity.CO_CHAIR, Capacity.CO_CHAIR, Capacity.RAPPORTEUR, Capacity.RAPPORTEUR]
    counts = dict.fromkeys(_NAMES, 0)
    for n in range(max(people, 4)):
        side = "ab"[n % 2]
        counts[side] += 1
        yield Delegate(
            person=f"{_NAMES[side]} {counts[side]}",
            side=side,
            capacity=seats[n] if n < len(seats) else Capacity.PARTICIPANT,
            language=LANGUAGES[n % 2],
            eager=min(0.9, chance.lognormvariate(-1.6, 0.9)),
            talks=round(chance.uniform(25, 150)) * SECOND,
            passes=chance.uniform(0.0, 0.2),
        )
    yield Delegate("Interpreter", "a", Capacity.INTERPRETER, LANGUAGES[1], 0.0, 60 * SECOND, 0.0)
