"""A small meeting for tests: two sides of three, two items, the phases of the Dartmouth plenary."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.agenda.agenda_values import AgendaItem
from bot.procedure.contributions.author_standing import standing
from bot.procedure.decide import decide
from bot.procedure.evolve import evolve
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Calls, Format, Phase, Policy, Speakers, When
from bot.procedure.meeting.deadlines import next_deadline
from bot.procedure.refusals import Refusal
from bot.procedure.state import Meeting, Status
from bot.procedure.table.seats import Capacity, Dialogue, Side
from bot.procedure.values import MINUTE, SECOND, Localized, Words

RULES = "rules-digest"
START = 1_700_000_000_000

EAST, WEST = "east", "west"
CHAIR_E, ANNA, BORIS = "100", "101", "102"
CHAIR_W, TOM, URSULA = "200", "201", "202"
GUEST, CONVENER, INTERPRETER = "300", "999", "400"
TABLE = (
    (CHAIR_E, EAST, Capacity.CO_CHAIR),
    (ANNA, EAST, Capacity.PARTICIPANT),
    (BORIS, EAST, Capacity.PARTICIPANT),
    (CHAIR_W, WEST, Capacity.CO_CHAIR),
    (TOM, WEST, Capacity.PARTICIPANT),
    (URSULA, WEST, Capacity.PARTICIPANT),
)

DIALOGUE = Dialogue(
    key="trust",
    title=Localized.of(en="Trust", ru="Доверие"),
    sides=(
        Side(EAST, Localized.of(en="East", ru="Восток")),
        Side(WEST, Localized.of(en="West", ru="Запад")),
    ),
    languages=("en", "ru"),
)


def phase(
    key: str, when: When, speakers: Speakers, calls: Calls, seconds: int | None, **more: Any
) -> Phase:
    limit = None if seconds is None else seconds * SECOND
    return Phase(key, Localized.of(en=key, ru=key), when, speakers, calls, limit, **more)


PLENARY = Format(
    key="plenary",
    title=Localized.of(en="Plenary", ru="Пленарное заседание"),
    phases=(
        phase("opening", When.MEETING_START, Speakers.CO_CHAIRS, Calls.AUTO, 120),
        phase("statements", When.EACH_ITEM, Speakers.ONE_PER_SIDE, Calls.AUTO, 180),
        phase("discussion", When.EACH_ITEM, Speakers.LIST, Calls.CHAIR, None),
        phase("closing-round", When.MEETING_END, Speakers.EVERYONE, Calls.AUTO, 90),
        phase("read-back", When.MEETING_END, Speakers.CO_CHAIRS, Calls.AUTO, 120),
    ),
    policy=Policy.ALTERNATE_SIDES,
    limits={Kind.STATEMENT: 120 * SECOND, Kind.DIRECT_REPLY: 60 * SECOND},
    warning=30 * SECOND,
    grace=10 * SECOND,
    extension=60 * SECOND,
    extensions=2,
)


def item(key: str, minutes: int = 20) -> AgendaItem:
    return AgendaItem(
        key,
        Localized.of(en=f"Item {key}", ru=f"Пункт {key}"),
        Localized.of(en=f"What of {key}?", ru=f"Что {key}?"),
        minutes * MINUTE,
        (1, 2),
        2,
    )


ROOMS: list[Room] = []
"""Those that the test under way has driven; `conftest` holds each to what is lawful."""


class Room:
    """A meeting driven by hand: `do` raises on a refusal, `refused` expects one. Time is explicit."""

    def __init__(
        self,
        form: Format = PLENARY,
        items: tuple[str, ...] = ("one", "two"),
        dialogue: Dialogue = DIALOGUE,
        *,
        by_voice: bool = False,
    ) -> None:
        self.now = START
        self.meeting: Meeting | None = None
        self.events: list[object] = []
        self.past: list[tuple[int, Meeting]] = []
        self.records: list[e.Recorded] = []
        ROOMS.append(self)
        self.do(
            c.Convene(
                CONVENER,
                "trust-1",
                dialogue,
                1,
                dialogue.title,
                "1:2",
                form,
                RULES,
                tuple(item(key) for key in items),
                by_voice,
            )
        )

    def status(self) -> Status:
        return self.state.status

    @property
    def state(self) -> Meeting:
        assert self.meeting is not None
        return self.meeting

    def after(self, seconds: float) -> Room:
        self.now += int(seconds * SECOND)
        return self

    def do(self, command: c.Command) -> tuple[object, ...]:
        decision = decide(self.meeting, command, self.now)
        assert not isinstance(decision, Refusal), decision
        for event in decision:
            self.meeting = evolve(self.meeting, event, self.now)
            self.past.append((self.now, self.meeting))
            seq = len(self.records) + 1
            self.records.append(e.Recorded("trust-1", seq, self.now, c.actor(command), event))
        self.events.extend(decision)
        return decision

    def late(self, person: str, message: str, sent: int, text: str = "late") -> tuple[object, ...]:
        """What becomes of a message that was sent then, and is heard of only now."""
        meeting = [state for at, state in self.past if at <= sent][-1]
        then = standing(meeting, person)
        return self.do(c.Say(person, message, Words(text), sent=sent, then=then, late=True))

    def refused(self, command: c.Command) -> Refusal:
        before = self.meeting
        decision = decide(self.meeting, command, self.now)
        assert isinstance(decision, Refusal), decision
        assert self.meeting == before
        return decision

    def tick(self) -> tuple[object, ...]:
        return self.do(c.Tick())

    def seat_all(self) -> Room:
        for person, side, capacity in TABLE:
            self.do(c.AssignSeat(CONVENER, person, side, capacity, "en", Words(f"name {person}")))
            self.do(c.AcceptRules(person, RULES, "en"))
        return self

    def opened(self) -> Room:
        self.seat_all()
        self.do(c.Open(CHAIR_E))
        return self

    def in_discussion(self) -> Room:
        """Past the opening words and both sides' statements on the first item."""
        self.opened()
        for _ in range(4):
            assert self.state.floor is not None
            self.do(c.Yield(self.state.floor.person))
        assert self.state.phase is not None
        assert self.state.phase.key == "discussion"
        return self


TALK = phase("talk", When.EACH_ITEM, Speakers.LIST, Calls.CHAIR, None)


def talking(phases: tuple[Phase, ...] = (TALK,), *, by_voice: bool = False, **changes: Any) -> Room:
    """In the discussion of the first item, which has twenty minutes; the format with these changes."""
    return Room(replace(PLENARY, phases=phases, **changes), by_voice=by_voice).opened()


def speaker(room: Room) -> str | None:
    """Who has the floor."""
    return None if room.state.floor is None else room.state.floor.person


def until(room: Room, kind: type[e.Event]) -> e.Event:
    """Let time pass, deadline by deadline, until this happens."""
    for _ in range(60):
        deadline = next_deadline(room.state)
        assert deadline is not None, f"nothing would bring about {kind.__name__}"
        room.now = max(room.now, deadline)
        for event in room.tick():
            if isinstance(event, kind):
                return event
    raise AssertionError(f"no {kind.__name__}")
