"""Every policy is fair by the definition that `bot.procedure.floor.ordering_policies` states,
whoever comes, goes, asks, withdraws and comes back in between. The accounts here are kept apart
from the rules, by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.decide import decide
from bot.procedure.evolve import evolve
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import (
    LIST_POLICIES,
    Calls,
    ItemRules,
    Phase,
    Policy,
    RunsOut,
    Speakers,
    When,
)
from bot.procedure.refusals import Refusal
from bot.procedure.state import Meeting
from bot.procedure.table.seats import Capacity
from bot.procedure.values import SECOND, Words
from tests.procedure import samples as s

TALK = s.phase("talk", When.EACH_ITEM, Speakers.LIST, Calls.CHAIR, None)
ROUND = s.phase("round", When.EACH_ITEM, Speakers.GO_ROUND, Calls.AUTO, 60)
EAST = ("101", "102", "103", "104")
WEST = ("201", "202", "203")
SIDE = dict.fromkeys(EAST, s.EAST) | dict.fromkeys(WEST, s.WEST)
PEOPLE = tuple(SIDE)


@dataclass
class Table:
    """A meeting in discussion, driven by commands; `waiting` is the test's own list of hands."""

    policy: Policy
    phases: tuple[Phase, ...] = (TALK,)
    now: int = s.START
    meeting: Meeting | None = None
    waiting: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    heard: dict[str, int] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    happened: list[e.Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        form = replace(
            s.PLENARY,
            phases=self.phases,
            policy=self.policy,
            limits={Kind.STATEMENT: 10_000 * SECOND},
            item=ItemRules(RunsOut.STAY),
        )
        items = tuple(s.item(f"item-{n}") for n in range(30))
        self.give(
            c.Convene(
                s.CONVENER, "trust-1", s.DIALOGUE, 1, s.DIALOGUE.title, "1:2", form, s.RULES, items
            )
        )
        for person, side in ((s.CHAIR_E, s.EAST), (s.CHAIR_W, s.WEST)):
            self.sit(person, side, Capacity.CO_CHAIR)
        for person in PEOPLE:
            self.sit(person, SIDE[person], Capacity.PARTICIPANT)
        self.give(c.Open(s.CHAIR_E))

    @property
    def state(self) -> Meeting:
        assert self.meeting is not None
        return self.meeting

    def speaker(self) -> str | None:
        return None if self.state.floor is None else self.state.floor.person

    def give(self, command: c.Command) -> bool:
        decision = decide(self.meeting, command, self.now)
        if isinstance(decision, Refusal):
            return False
        for event in decision:
            self.meeting = evolve(self.meeting, event, self.now)
            self.happened.append(event)
        return True

    def sit(self, person: str, side: str, capacity: Capacity) -> None:
        self.give(c.AssignSeat(s.CONVENER, person, side, capacity, "en", Words(person)))
        self.give(c.AcceptRules(person, s.RULES, "en"))

    def ask(self, person: str) -> None:
        if person not in self.waiting and self.give(c.Ask(person, Kind.STATEMENT)):
            self.waiting.append(person)

    def withdraw(self, person: str) -> None:
        if person in self.waiting and self.give(c.Withdraw(person)):
            self.waiting.remove(person)

    def leave(self, person: str) -> None:
        if person not in self.absent and self.give(c.LeaveSeat(person, person)):
            self.absent.add(person)
            if person in self.waiting:
                self.waiting.remove(person)

    def come_back(self, person: str) -> None:
        if person in self.absent:
            self.absent.remove(person)
            self.sit(person, SIDE[person], Capacity.PARTICIPANT)

    def speak(self, seconds: int) -> None:
        """Whoever has the floor speaks for so long."""
        person = self.speaker()
        if person is not None:
            self.now += seconds * SECOND
            self.heard[person] = self.heard.get(person, 0) + seconds

    def call(self) -> str | None:
        """A co-chair calls the next; who that is."""
        if not self.waiting or not self.give(c.CallNext(s.CHAIR_E)):
            return None
        person = self.speaker()
        assert person is not None
        self.called.append(person)
        self.waiting.remove(person)
        return person

    def of_side(self, side: str) -> int:
        return sum(time for person, time in self.heard.items() if SIDE[person] == side)


Step = tuple[str, str, int]
steps: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(
        st.sampled_from(["ask", "ask", "ask", "call", "call", "withdraw", "leave", "come back"]),
        st.sampled_from(PEOPLE),
        st.integers(0, 240),
    ),
    max_size=60,
)


def act(table: Table, step: Step) -> None:
    """Everything but a call."""
    what, person, _ = step
    match what:
        case "ask":
            table.ask(person)
        case "withdraw":
            table.withdraw(person)
        case "leave":
            table.leave(person)
        case "come back":
            table.come_back(person)


@given(steps)
@settings(max_examples=60, deadline=None)
def test_first_come(run: Sequence[Step]) -> None:
    """Of those who wait, whoever asked first is called."""
    table = Table(Policy.FIRST_COME)
    for step in run:
        act(table, step)
        if step[0] == "call":
            expected = table.waiting[0] if table.waiting else None
            assert table.call() == expected
            table.speak(step[2])


@given(steps)
@settings(max_examples=60, deadline=None)
def test_alternate_sides(run: Sequence[Step]) -> None:
    """No side twice in a row while the other waits; first come within a side; and so a bound on how
    many calls anybody waits for."""
    table = Table(Policy.ALTERNATE_SIDES)
    bound: dict[str, int] = {}
    last: str | None = None
    for step in run:
        before = set(table.waiting)
        act(table, step)
        for person in set(table.waiting) - before:
            ahead = sum(SIDE[other] == SIDE[person] for other in table.waiting)
            bound[person] = 2 * ahead
        if step[0] != "call":
            continue
        sides = {SIDE[person] for person in table.waiting}
        queue = {side: [p for p in table.waiting if SIDE[p] == side] for side in sides}
        called = table.call()
        if called is None:
            continue
        person = called
        assert last is None or SIDE[person] != last or sides == {last}
        assert person == queue[SIDE[person]][0]
        last = SIDE[person]
        table.speak(step[2])
        for other in table.waiting:
            bound[other] -= 1
            assert bound[other] > 0, "waited for longer than was promised"


@given(steps)
@settings(max_examples=60, deadline=None)
def test_least_heard(run: Sequence[Step]) -> None:
    """Of the sides that wait the one heard least, of its people the one heard least, then first come;
    what somebody has spoken counts also after leaving and coming back."""
    table = Table(Policy.LEAST_HEARD)
    for step in run:
        act(table, step)
        if step[0] != "call":
            continue
        order = list(table.waiting)
        called = table.call()
        if called is None:
            continue
        person = called
        assert table.of_side(SIDE[person]) == min(table.of_side(SIDE[p]) for p in order)
        mates = [p for p in order if SIDE[p] == SIDE[person]]
        least = min(table.heard.get(p, 0) for p in mates)
        assert person == next(p for p in mates if table.heard.get(p, 0) == least)
        table.speak(step[2])


@given(
    st.lists(st.integers(1, 600), min_size=4, max_size=60),
    st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(1, 600)), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_least_heard_balances_by_itself(
    lengths: Sequence[int], before: Sequence[tuple[str, int]]
) -> None:
    """While both sides always have somebody waiting, their floor times never differ by more than they
    did at first, or else by one turn."""
    table = Table(Policy.LEAST_HEARD)
    for person, seconds in before:
        table.give(c.Grant(s.CHAIR_E, person))
        table.speak(seconds)
        table.give(c.Yield(person))
    bound = abs(table.of_side(s.EAST) - table.of_side(s.WEST))
    for length in lengths:
        for person in PEOPLE:
            if person != table.speaker():
                table.ask(person)
        table.call()
        table.speak(length)
        bound = max(bound, length)
        assert abs(table.of_side(s.EAST) - table.of_side(s.WEST)) <= bound


@given(steps, st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_go_round(run: Sequence[Step], rounds: int) -> None:
    """Whoever is at the table from the beginning of a round to its end is called exactly once in it,
    and nobody twice, whoever comes and goes meanwhile."""
    table = Table(Policy.FIRST_COME, phases=(ROUND, TALK))
    plan = iter(run)
    for _ in range(rounds):
        throughout = set(PEOPLE) - table.absent
        called: list[str] = []
        while table.speaker() is not None:
            called.append(table.speaker() or "")
            step = next(plan, None)
            if (
                step is not None
                and step[1] != table.speaker()
                and step[0] in ("leave", "come back")
            ):
                act(table, step)
                throughout -= table.absent
            table.give(c.Yield(called[-1]))
        assert len(set(called)) == len(called)
        assert throughout <= set(called)
        table.give(c.NextItem(s.CHAIR_E))


@given(st.integers(2, 7))
@settings(max_examples=7, deadline=None)
def test_in_a_go_round_everybody_begins_once_and_the_direction_changes(size: int) -> None:
    table = Table(Policy.FIRST_COME, phases=(ROUND, TALK))
    for person in PEOPLE[size:]:
        table.leave(person)
    while table.speaker() is not None:
        table.give(c.Yield(table.speaker() or ""))
    people = len(table.state.seats)
    orders: list[list[str]] = []
    for _ in range(2 * people):
        table.give(c.NextItem(s.CHAIR_E))
        order: list[str] = []
        while table.speaker() is not None:
            order.append(table.speaker() or "")
            table.give(c.Yield(table.speaker() or ""))
        orders.append(order)
    starters = [order[0] for order in orders]
    assert len(set(starters[:people])) == people
    assert starters[:people] == starters[people:]
    for one, other in pairwise(orders):
        after = {person: one[(i + 1) % people] for i, person in enumerate(one)}
        back = {person: other[i - 1] for i, person in enumerate(other)}
        assert after == back, "the neighbours are the same, the other way round"


@given(
    st.sampled_from(LIST_POLICIES),
    st.lists(st.tuples(st.sampled_from(["ask", "defer", "call"]), st.sampled_from(PEOPLE))),
)
@settings(max_examples=100, deadline=None)
def test_whoever_lets_others_go_first_is_called_after_them_and_is_not_forgotten(
    policy: Policy, run: Sequence[tuple[str, str]]
) -> None:
    table = Table(policy)
    behind: dict[str, set[str]] = {}  # whom each lets go first
    for what, person in run:
        if what == "ask":
            table.ask(person)
        elif what == "defer" and person in table.waiting:
            if table.give(c.Defer(person)):
                behind[person] = set(table.waiting) - {person}
                for others in behind.values():
                    others.discard(person)
        elif what == "call":
            called = table.call()
            if called is not None:
                assert not behind.get(called, set()) & set(table.waiting)
                behind.pop(called, None)
                for others in behind.values():
                    others.discard(called)
            table.speak(10)
    while table.waiting:
        assert table.call() is not None, "nobody is forgotten"


def test_each_policy_has_a_definition_of_fair_here() -> None:
    for policy in LIST_POLICIES:
        assert f"test_{policy.name.lower()}" in globals()
