"""Playing a format: the delegates act from moment to moment, the rules decide, a clock of its own runs.

Every command goes through `decide`; what it refuses is counted and not done. Nothing here knows how the
list is ordered or when a turn ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.decide import decide
from bot.procedure.evolve import evolve
from bot.procedure.floor.floor_values import Turn
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Format, Speakers
from bot.procedure.meeting.deadlines import next_deadline
from bot.procedure.refusals import Refusal
from bot.procedure.state import Meeting, Status
from bot.procedure.table.seats import Capacity
from bot.procedure.values import MINUTE, SECOND, Instant, Milliseconds, Words
from bot.simulation.delegates import RULES, Delegate, agenda, dialogue, table

START: Instant = 1_767_225_600_000  # a first of January at midnight: any moment would do
STEP: Milliseconds = 5 * SECOND
QUIET: Milliseconds = 90 * SECOND
"""How long a discussion in which nobody wants to speak goes on before a co-chair leaves the item."""

MOST_STEPS = 200_000
_OFTEN = {
    Kind.STATEMENT: 60,
    Kind.DIRECT_REPLY: 25,
    Kind.CLARIFICATION: 8,
    Kind.RIGHT_OF_REPLY: 4,
    Kind.POINT_OF_ORDER: 1,
}
"""What delegates want the floor for, in parts of a hundred or so; of other kinds never."""

_DIALOGUE = dialogue()


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it. `over`: the meeting came to its end by itself; else it was cut off."""

    delegates: tuple[Delegate, ...]
    meeting: Meeting
    records: tuple[e.Recorded, ...]
    refusals: Counter[str]
    over: bool


def play(
    form: Format, *, people: int = 10, items: int = 3, minutes: int = 15, seed: int = 1
) -> Played:
    """Play the format once, from its opening to its close. The same seed gives the same meeting."""
    return _Play(form, table(people, Random(seed)), items, minutes, Random(seed + 1)).run()  # noqa: S311


class _Play:
    def __init__(
        self,
        form: Format,
        delegates: Sequence[Delegate],
        items: int,
        minutes: int,
        chance: Random,
    ) -> None:
        self.delegates = tuple(delegates)
        self.chance = chance
        self.now = START
        self.meeting: Meeting | None = None
        self.records: list[e.Recorded] = []
        self.refusals: Counter[str] = Counter()
        self.free_since: Instant | None = None
        self.speech: tuple[int, Instant] | None = None  # a turn, and when its speaker will be done
        self.messages = 0
        self.turns_before = 0  # when the open item was opened
        self.chairs = [d.person for d in delegates if d.capacity is Capacity.CO_CHAIR]
        self.give(
            c.Convene(
                self.chairs[0],
                "simulated-1",
                _DIALOGUE,
                1,
                _DIALOGUE.title,
                "0/0",
                form,
                RULES,
                agenda(items, minutes),
            )
        )

    @property
    def state(self) -> Meeting:
        assert self.meeting is not None, "it is convened first"
        return self.meeting

    def give(self, command: c.Command) -> bool:
        decision = decide(self.meeting, command, self.now)
        if isinstance(decision, Refusal):
            self.refusals[decision.code.value] += 1
            return False
        for event in decision:
            self.meeting = evolve(self.meeting, event, self.now)
            if isinstance(event, e.ItemOpened):
                self.turns_before = self.meeting.last_turn
            seq = len(self.records) + 1
            self.records.append(e.Recorded(self.meeting.id, seq, self.now, c.actor(command), event))
        return bool(decision)

    def run(self) -> Played:
        for delegate in self.delegates:
            self.give(
                c.AssignSeat(
                    self.chairs[0],
                    delegate.person,
                    delegate.side,
                    delegate.capacity,
                    delegate.language,
                    Words(delegate.person),
                )
            )
            self.give(c.AcceptRules(delegate.person, RULES, delegate.language))
        self.give(c.Open(self.chairs[0]))
        for _ in range(MOST_STEPS):
            if self.state.over:
                break
            self.step()
        over = self.state.over
        self.give(c.Close(self.chairs[0]))
        return Played(self.delegates, self.state, tuple(self.records), self.refusals, over)

    def step(self) -> None:
        """Let a moment pass, and whatever is due then happen."""
        by_date = self.state.talk.until is not None
        self.now += round(self.chance.uniform(0.5, 1.5) * (3 * 60 * MINUTE if by_date else STEP))
        deadline = next_deadline(self.state)
        if deadline is not None and deadline <= self.now:
            self.now = max(deadline, self.state.ledger.counted_to or 0)
            self.give(c.Tick())
            return
        if by_date:
            self._write()
        elif self.state.floor is not None:
            self._speak(self.state.floor)
        if self.state.status is Status.OPEN:
            self._want()
            self._chair()

    # Who speaks ------------------------------------------------------------------------------------

    def _speak(self, turn: Turn) -> None:
        """Whoever has the floor speaks, and gives it up when done; or passes, or asks for more."""
        delegate = self._delegate(turn.person)
        if self.speech is None or self.speech[0] != turn.number:
            if turn.place and turn.kind is Kind.STATEMENT and self._happens(delegate.passes):
                self.give(c.Pass(turn.person))
                return
            self.speech = (turn.number, self.now + self._length(turn, delegate))
            self._say(turn.person)
        elif self.now >= self.speech[1]:
            if turn.kind is Kind.POINT_OF_ORDER:
                self.give(c.RulePoint(self._presiding, self._happens(0.4)))
            else:
                self.give(c.Yield(turn.person))
        elif turn.warned and turn.asked_until is None and self._happens(0.05):
            self.give(c.AskMore(turn.person))

    def _length(self, turn: Turn, delegate: Delegate) -> Milliseconds:
        if turn.kind is Kind.INTERPRETATION:
            return round(turn.limit * self.chance.uniform(0.7, 1.0))
        length = delegate.length(self.chance)
        short = turn.kind is not Kind.STATEMENT
        return min(length, turn.limit) if short else length

    def _say(self, person: str, reply_to: str | None = None) -> None:
        self.messages += 1
        self.give(c.Say(person, str(self.messages), Words("…"), reply_to=reply_to))

    def _write(self) -> None:
        """Where nobody needs the floor, people write when they think of it."""
        for delegate in self.delegates:
            if delegate.capacity.speaks and self._happens(delegate.eager / 8):
                self._say(delegate.person, reply_to=str(max(self.messages, 1)))

    # Who wants to ----------------------------------------------------------------------------------

    def _want(self) -> None:
        meeting = self.state
        phase = meeting.phase
        if phase is None or phase.speakers is Speakers.ANYONE:
            return
        # Everything has been said after a while, and people want to speak less.
        heard = meeting.last_turn - self.turns_before
        tired = 0.5 ** (heard / len(self.delegates))
        for delegate in self.delegates:
            if not delegate.capacity.speaks or delegate.capacity is Capacity.CO_CHAIR:
                continue
            if not self._happens(delegate.eager * tired / 12):
                continue
            if meeting.outside(delegate.person, Kind.STATEMENT):
                self.give(c.EnterCircle(delegate.person))
            elif not self.state.requests_of(delegate.person):
                self.give(c.Ask(delegate.person, self._kind()))

    def _kind(self) -> Kind:
        return self.chance.choices([*_OFTEN], [*_OFTEN.values()])[0]

    # Who chairs ------------------------------------------------------------------------------------

    def _chair(self) -> None:
        """Call the next when somebody waits; leave the item when nobody has wanted to speak for long."""
        meeting = self.state
        phase = meeting.phase
        if meeting.floor is not None or meeting.leaving is not None or phase is None:
            self.free_since = None
            return
        if meeting.awaits_call and not (meeting.item and meeting.item.budget_told):
            self.free_since = None
            if self._happens(0.6):
                self.give(c.CallNext(self._presiding, meeting.last_turn))
        elif phase.speakers.listed and not meeting.rota.places:
            self.free_since = self.now if self.free_since is None else self.free_since
            spent = meeting.item is not None and meeting.item.budget_told
            if spent or self.now - self.free_since >= QUIET:
                self.free_since = None
                self.give(c.NextItem(self._presiding))

    @property
    def _presiding(self) -> str:
        return self.state.presiding or self.chairs[0]

    def _delegate(self, person: str) -> Delegate:
        return next(each for each in self.delegates if each.person == person)

    def _happens(self, how_often: float) -> bool:
        return self.chance.random() < how_often
