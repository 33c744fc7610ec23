"""Random commands at random moments: whatever happens, the promises of the floor hold.

Never two speakers, never a lost request, a replay that gives the same state, floor time that adds up
to the millisecond, and refusals that change nothing.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.agenda import ItemState
from bot.procedure.decide import decide
from bot.procedure.decide.clock import next_deadline
from bot.procedure.evolve import evolve, fold
from bot.procedure.formats import Calls, Enforcement, Format, Kind, Phase, Policy
from bot.procedure.meeting import Meeting, Status
from bot.procedure.order import speakers_list
from bot.procedure.people import Capacity
from bot.procedure.refusals import Refusal
from bot.procedure.values import Localized, Words
from tests.procedure import samples as s

PEOPLE = st.sampled_from([person for person, _, _ in s.TABLE] + [s.GUEST, s.CONVENER])
SIDES = st.sampled_from([s.EAST, s.WEST, "nowhere"])
ITEMS = st.sampled_from(["one", "two", "three", "four", "missing"])
KINDS = st.sampled_from(Kind)
NOTES = st.none() | st.text(max_size=10).map(Words)
SEEN = st.none() | st.integers(-2, 2)


@st.composite
def formats(draw: st.DrawFn) -> Format:
    """The plenary, with other policies, calls, limits and enforcement; phases may be missing."""
    base = s.PLENARY
    kept = draw(st.lists(st.booleans(), min_size=5, max_size=5))
    phases = tuple(
        Phase(p.key, p.title, p.when, p.speakers, draw(st.sampled_from(Calls)), p.limit)
        for p, keep in zip(base.phases, kept, strict=True)
        if keep
    )
    return Format(
        base.key,
        base.title,
        phases,
        draw(st.sampled_from(Policy)),
        draw(st.sampled_from(Enforcement)),
        {kind: draw(st.integers(1, 200)) * 1000 for kind in Kind},
        warning=draw(st.integers(0, 60)) * 1000,
        grace=draw(st.integers(0, 20)) * 1000,
        extension=draw(st.integers(1, 90)) * 1000,
        extensions=draw(st.integers(0, 3)),
    )


class Roundtable(RuleBasedStateMachine):
    """Plays a meeting; keeps its own plain account of what was asked, to hold the rules to."""

    def __init__(self) -> None:
        super().__init__()
        self.now = s.START
        self.meeting: Meeting | None = None
        self.records: list[e.Recorded] = []
        self.asked: set[int] = set()
        self.settled: set[int] = set()
        self.open_turn: int | None = None
        self.used: dict[str, int] = {}
        self.messages = 0

    @initialize(form=formats(), seated=st.booleans())
    def convene(self, form: Format, seated: bool) -> None:
        items = tuple(s.item(key, minutes=3) for key in ("one", "two", "three"))
        self.give(
            c.Convene(
                s.CONVENER, "trust-1", s.DIALOGUE, 1, s.DIALOGUE.title, "1:2", form, s.RULES, items
            )
        )
        for person, side, capacity in s.TABLE:
            self.give(
                c.AssignSeat(s.CONVENER, person, side, capacity, "en", Words(f"name {person}"))
            )
            if seated or capacity is Capacity.CO_CHAIR:
                self.give(c.AcceptRules(person, s.RULES, "en"))
        self.give(c.Open(s.CHAIR_E))

    def give(self, command: c.Command) -> None:
        before = self.meeting
        decision = decide(before, command, self.now)
        assert decision == decide(before, command, self.now), "a decision depends on nothing else"
        if isinstance(decision, Refusal):
            assert self.meeting is before
            return
        for event in decision:
            self.meeting = evolve(self.meeting, event, self.now)
            self.note(event)
            self.records.append(
                e.Recorded("trust-1", len(self.records) + 1, self.now, c.actor(command), event)
            )

    def note(self, event: e.Event) -> None:
        match event:
            case e.FloorRequested():
                assert event.request not in self.asked
                self.asked.add(event.request)
            case e.RequestWithdrawn():
                self.settle(event.request)
            case e.TurnStarted():
                assert self.open_turn is None, "two speakers"
                self.open_turn = event.turn
                if event.request is not None:
                    self.settle(event.request)
            case e.TurnInterrupted() | e.TurnTakenUp():
                assert (self.open_turn is None) == isinstance(event, e.TurnTakenUp)
                self.open_turn = event.turn if isinstance(event, e.TurnTakenUp) else None
            case e.TurnEnded():
                if self.open_turn == event.turn:
                    self.open_turn = None
                self.used[event.person] = self.used.get(event.person, 0) + event.used
            case e.MeetingClosed():
                for number in event.unspoken:
                    self.settle(number)
            case _:
                pass

    def settle(self, number: int) -> None:
        assert number in self.asked, "nobody asked for this"
        assert number not in self.settled, "settled twice"
        self.settled.add(number)

    def seen(self, offset: int | None) -> int | None:
        assert self.meeting is not None
        return None if offset is None else self.meeting.last_turn + offset

    # What people do ----------------------------------------------------------------------------

    @rule(seconds=st.one_of(st.integers(0, 5), st.integers(0, 400)), ticks=st.booleans())
    def pass_time(self, seconds: int, ticks: bool) -> None:
        self.now += seconds * 1000
        if ticks:
            self.give(c.Tick())

    @rule()
    def reach_the_deadline(self) -> None:
        assert self.meeting is not None
        deadline = next_deadline(self.meeting)
        if deadline is not None:
            self.now = max(self.now, deadline)
            count = len(self.records)
            self.give(c.Tick())
            assert len(self.records) > count, "a deadline brings something about"

    @rule(by=PEOPLE, kind=KINDS, note=NOTES)
    def ask(self, by: str, kind: Kind, note: Words | None) -> None:
        self.give(c.Ask(by, kind, note))

    @rule(by=PEOPLE, number=st.integers(1, 12), note=st.text(max_size=10))
    def set_note(self, by: str, number: int, note: str) -> None:
        self.give(c.SetNote(by, number, Words(note)))

    @rule(by=PEOPLE, number=st.none() | st.integers(1, 12))
    def withdraw(self, by: str, number: int | None) -> None:
        self.give(c.Withdraw(by, number))

    @rule(by=PEOPLE, offset=SEEN)
    def call_next(self, by: str, offset: int | None) -> None:
        self.give(c.CallNext(by, self.seen(offset)))

    @rule(offset=SEEN)
    def chair_calls_next(self, offset: int | None) -> None:
        self.give(c.CallNext(s.CHAIR_E, self.seen(offset)))

    @rule(by=PEOPLE, person=PEOPLE, offset=SEEN)
    def grant(self, by: str, person: str, offset: int | None) -> None:
        self.give(c.Grant(by, person, self.seen(offset)))

    @rule(offset=SEEN)
    def speaker_yields(self, offset: int | None) -> None:
        assert self.meeting is not None
        if self.meeting.floor is not None:
            self.give(c.Yield(self.meeting.floor.person, self.seen(offset)))

    @rule(by=PEOPLE, more=st.none() | st.integers(1000, 60_000))
    def extend(self, by: str, more: int | None) -> None:
        self.give(c.Extend(by, None, more))

    @rule(by=PEOPLE, sustained=st.booleans())
    def rule_on_point(self, by: str, sustained: bool) -> None:
        self.give(c.RulePoint(by, sustained))

    @rule(by=PEOPLE, which=st.sampled_from([c.Pause, c.Suspend, c.Resume, c.BeginClosing]))
    def pause_and_resume(self, by: str, which: type) -> None:
        self.give(which(by))

    @rule()
    def chair_resumes(self) -> None:
        self.give(c.Resume(s.CHAIR_W))

    @rule(by=PEOPLE, goal=st.none() | ITEMS, seen=st.none() | st.just("") | ITEMS)
    def next_item(self, by: str, goal: str | None, seen: str | None) -> None:
        assert self.meeting is not None
        before = self.meeting.item
        count = len(self.records)
        self.give(c.NextItem(by, goal, seen))
        if seen is not None and seen != ("" if before is None else before.key):
            assert len(self.records) == count, "meant for an item that is not open"

    @rule(by=PEOPLE, key=ITEMS, position=st.integers(-1, 6))
    def edit_agenda(self, by: str, key: str, position: int) -> None:
        self.give(c.AddItem(by, s.item(key), position))
        self.give(c.MoveItem(by, key, position))

    @rule(by=PEOPLE, key=ITEMS)
    def park(self, by: str, key: str) -> None:
        self.give(c.ParkItem(by, key))

    @rule(by=PEOPLE, side=SIDES, capacity=st.sampled_from(Capacity))
    def take_seat(self, by: str, side: str, capacity: Capacity) -> None:
        self.give(c.TakeSeat(by, side, capacity, "ru", Words("x")))

    @rule(by=PEOPLE, person=PEOPLE, side=SIDES, capacity=st.sampled_from(Capacity))
    def assign(self, by: str, person: str, side: str, capacity: Capacity) -> None:
        self.give(c.AssignSeat(by, person, side, capacity, "ru", Words("x")))

    @rule(by=PEOPLE, person=PEOPLE)
    def leave(self, by: str, person: str) -> None:
        self.give(c.LeaveSeat(by, person))

    @rule(by=PEOPLE, withdraws=st.booleans())
    def consent(self, by: str, withdraws: bool) -> None:
        self.give(c.WithdrawConsent(by) if withdraws else c.AcceptRules(by, s.RULES, "ru"))

    @rule(by=PEOPLE)
    def say(self, by: str) -> None:
        self.messages += 1
        before = len(self.records)
        assert self.meeting is not None
        speaker = self.meeting.floor
        status = self.meeting.status
        self.give(c.Say(by, str(self.messages), Words("words")))
        for record in self.records[before:]:
            if isinstance(record.event, e.ContributionMade) and not self.free:
                assert speaker is not None
                assert speaker.person == by
                assert status is Status.OPEN
            if isinstance(record.event, e.MessageHeld):
                seat = self.meeting.seat(by)
                consented = seat is not None and seat.accepted is not None
                assert (record.event.words is not None) == consented

    @rule(since=st.integers(0, 600))
    def outage(self, since: int) -> None:
        self.give(c.NoteOutage(self.now - since * 1000))

    @rule(by=PEOPLE)
    def close(self, by: str) -> None:
        if self.messages % 7 == 3:  # seldom, or most meetings would be over at once
            self.give(c.Close(by))

    # What always holds -------------------------------------------------------------------------

    @property
    def free(self) -> bool:
        assert self.meeting is not None
        return self.meeting.format.enforcement is Enforcement.OPEN

    @invariant()
    def one_speaker(self) -> None:
        if self.meeting is None:
            return
        floor = self.meeting.floor
        assert (None if floor is None else floor.number) == self.open_turn
        if floor is not None:
            running = floor.running_since is not None
            assert running == (self.meeting.status is Status.OPEN)
            seat = self.meeting.seat(floor.person)
            assert seat is not None
            assert seat.may_speak
        if self.meeting.interrupted is not None:
            assert self.meeting.interrupted.running_since is None

    @invariant()
    def no_request_is_lost(self) -> None:
        if self.meeting is None:
            return
        waiting = [request.number for request in self.meeting.requests]
        assert len(set(waiting)) == len(waiting)
        assert set(waiting) == self.asked - self.settled
        assert sorted(r.number for r in speakers_list(self.meeting)) == sorted(waiting)

    @invariant()
    def replay_is_the_same(self) -> None:
        if self.records:
            assert fold(self.records) == self.meeting

    @invariant()
    def time_adds_up(self) -> None:
        meeting = self.meeting
        if meeting is None or meeting.opened_at is None:
            return
        ledger = meeting.ledger
        assert ledger.counted_to is not None
        assert ledger.total == ledger.counted_to - meeting.opened_at
        assert sum(ledger.by_side.values()) == sum(ledger.floor.values())
        running = dict(self.used)
        for turn in (meeting.floor, meeting.interrupted):
            if turn is not None:
                used = turn.used(ledger.counted_to)
                running[turn.person] = running.get(turn.person, 0) + used
        assert {k: v for k, v in running.items() if v} == {
            k: v for k, v in ledger.floor.items() if v
        }

    @invariant()
    def one_item_at_most(self) -> None:
        if self.meeting is not None:
            states = [item.state for item in self.meeting.agenda]
            assert states.count(ItemState.OPEN) <= 1


# `make chaos` asks for many more; an ordinary run has to stay short.
CAMPAIGN = settings.default is not None and settings.default.max_examples > 1000

Roundtable.TestCase.settings = settings(
    max_examples=settings.default.max_examples if CAMPAIGN and settings.default else 150,
    stateful_step_count=80 if CAMPAIGN else 50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestRoundtable = Roundtable.TestCase


def test_localized_falls_back_to_its_first_language() -> None:
    text = Localized.of(en="Trust", ru="Доверие")
    assert (text.into("ru"), text.into("de")) == ("Доверие", "Trust")
