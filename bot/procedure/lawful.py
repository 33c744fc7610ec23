"""Whether the events of a meeting are ones that the rules could have written, each where it stands.

The rules are asked themselves: an event is lawful if some command, given in the state before it,
brings it about, and with it the events that follow it at once. Where an earlier edition of the rules
decided, of which these rules know nothing, an event need only keep to what has held in all of them. What
must not live here: a rule of one edition alone, and whether the chain of a journal holds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice, takewhile

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.causes import TOLD_BY, Scene, causes_of
from bot.procedure.contributions.contribution_events import SpeechEvent
from bot.procedure.decide import decide
from bot.procedure.edition import EDITION
from bot.procedure.event import name_of
from bot.procedure.evolve import evolve
from bot.procedure.minutes.minutes_events import MinutesEvent
from bot.procedure.refusals import Refusal
from bot.procedure.state import Meeting, Status
from bot.procedure.transitions import LAWFUL
from bot.procedure.values import SECOND, Instant, Milliseconds, Words

LOST = Words("…")
"""What stands, in records that are judged, for words that were there then and have been erased since."""

MOST_TELLING = 64
"""How many events of one moment are asked what brought them about. That it was somebody's leaving, or
another item, is told only by what comes after turns, raised hands and places on a rota."""

MORE_TRIED = 8
"""How many more commands are tried for one that brought about more, once there is one that did."""

REMEMBERED = 1_000
"""How many earlier states are kept to judge what was heard late; older ones are folded anew."""

CLOCKS_DIFFER: Milliseconds = 60 * SECOND
"""Discord says when a message was sent, the machine when it is recorded. By as much as the two may
differ, what was recorded in the meantime may not have been known when the message was judged."""

MOST_NAMED = 1_000
"""After so many that are not lawful no more are looked for: nothing there is the rules' own."""


class Why(StrEnum):
    """What is not lawful about an event."""

    TIME = "time"  # it is said to have happened before what stands before it
    RULES = "rules"  # the rules could not have written it there
    EDITION = "edition"  # it names rules that are not known here, or earlier ones than before it
    MESSAGE = "message"  # it is about a message that is not on the record, or not as this person's
    TWICE = "twice"  # its message was recorded before
    UNKNOWN = "unknown"  # this program writes no such event
    CUT = "cut"  # what was written together with it should follow, and does not


@dataclass(frozen=True, slots=True)
class Unlawful:
    """An event that the rules could not have written where it stands. `kind` is its class's name."""

    seq: int
    kind: str
    why: Why


def unlawful(records: Sequence[e.Recorded], *, whole: bool = True) -> tuple[Unlawful, ...]:
    """The events of one meeting that are not lawful, in their order, `MOST_NAMED` at the most.

    `records` are all of its events from the first on; not `whole`: there are more of them. After one
    that is not lawful, the next ones are judged both as if it had not been written and as if it had, so
    that what is lawful in either way is not blamed for it. Words that have been erased since they were
    written have to be `LOST`, and not erased.
    """
    return tuple(islice(_Course(records, whole).judged(), MOST_NAMED))


class _Course:
    """A walk along the events. `states` are those that there may be before the next one."""

    def __init__(self, records: Sequence[e.Recorded], whole: bool) -> None:
        self.records = records
        self.whole = whole
        self.states: list[Meeting | None] = [None]
        self.place = 0
        self.past: deque[tuple[Instant, Meeting]] = deque(maxlen=REMEMBERED)

    def judged(self) -> Iterator[Unlawful]:
        latest = 0
        while self.place < len(self.records):
            record = self.records[self.place]
            if record.at < latest:
                yield self._passed_over(Why.TIME)
                continue
            if _claims_other_rules(self.states[0], record.event):
                yield self._passed_over(Why.EDITION)
                continue
            latest = record.at
            if not self._lawful():
                yield from self._wrong()

    def _lawful(self) -> bool:
        """Go past what one command can have brought about, if one can."""
        for state in self.states:
            together = self._brought_about(state)
            if together:
                self.states = [self._after(state, together)]
                self.place += together
                return True
        return False

    def _brought_about(self, state: Meeting | None) -> int:
        """How many of the next events can have come about together in this state; 0: not even one."""
        record = self.records[self.place]
        if not _is_ours(state, record.event):
            return int(_has_always_held(state, record))
        most, more = 0, MORE_TRIED
        for events in self._decisions(state):
            if self._agreeing(events) == len(events):
                most = max(most, len(events))
            if most:
                following = self.place + most
                if following == len(self.records) or not _together(record, self.records[following]):
                    break
                more -= 1
                if not more:
                    break
        if not most and _rests_on_lost_words(state, record.event):
            return int(_has_always_held(state, record))
        return most

    def _decisions(self, state: Meeting | None) -> Iterator[tuple[e.Event, ...]]:
        """What the rules could have written here, as far as what stands here tells of it."""
        record = self.records[self.place]
        places = range(self.place, min(self.place + MOST_TELLING, len(self.records)))
        ahead = takewhile(
            lambda each: _together(record, each), map(self.records.__getitem__, places)
        )
        events = [each.event for each in ahead]
        for command in causes_of(Scene(state, record.actor, record.at, events, self._earlier)):
            if c.actor(command) == record.actor:
                decision = _decided(state, command, record)
                if decision:
                    yield decision

    def _earlier(self, sent: Instant | None) -> Iterator[Meeting]:
        """The states as of which a message may have been judged that was sent then, likeliest first."""
        if sent is None:
            yield from (meeting for _, meeting in reversed(self.past))
            return
        known = [(at, meeting) for at, meeting in reversed(self.past) if at <= sent]
        if not known:
            meeting: Meeting | None = None
            for record in takewhile(lambda each: each.at <= sent, self.records[: self.place]):
                meeting = _evolved(meeting, record) or meeting
            yield from () if meeting is None else (meeting,)
        before = takewhile(lambda each: each[0] >= sent - CLOCKS_DIFFER, known[1:])
        yield from (meeting for _, meeting in (*known[:1], *before))

    def _agreeing(self, events: Sequence[e.Event]) -> int:
        """How many of these events, one by one, are those that stand here."""
        first = self.records[self.place]
        for nth, event in enumerate(events):
            place = self.place + nth
            if place == len(self.records):
                return nth
            record = self.records[place]
            if record.event != event or not _together(first, record):
                return nth
        return len(events)

    # What is not lawful --------------------------------------------------------------------------

    def _wrong(self) -> Iterator[Unlawful]:
        """Name the event that keeps those here from being lawful, and go on behind it."""
        best: tuple[int, Meeting | None, tuple[e.Event, ...]] = (0, self.states[0], ())
        for state in self.states:
            record = self.records[self.place]
            if _is_ours(state, record.event):
                for events in self._decisions(state):
                    agreeing = self._agreeing(events)
                    if agreeing > best[0]:
                        best = (agreeing, state, events)
        agreeing, state, events = best
        if agreeing:
            # The first ones are lawful; the one after them should have been another.
            self.states = [self._after(state, agreeing)]
            self.place += agreeing
            if self.place == len(self.records):
                if self.whole:
                    last = self.records[-1]
                    yield Unlawful(last.seq, name_of(last.event), Why.CUT)
                return
        yield self._passed_over(Why.RULES)
        rest = events[agreeing:]
        # It was put in between what belongs together, or it stands in another's place.
        for missing in (rest, rest[1:]) if agreeing else ():
            if missing and self.place < len(self.records) and self._fits(missing):
                return

    def _fits(self, events: Sequence[e.Event]) -> bool:
        """Whether these events stand next; then go past them."""
        if self._agreeing(events) < len(events):
            return False
        self.states = [self._after(state, len(events)) for state in self.states]
        self.place += len(events)
        return True

    def _passed_over(self, why: Why) -> Unlawful:
        """The event here is not lawful; from now on there may be two states, without it and with it."""
        record = self.records[self.place]
        self.place += 1
        before = self.states[0]
        after = _evolved(before, record)
        self.states = [before and replace(before, events=before.events + 1)]
        if after is not None and after != self.states[0]:
            self.states.append(after)
        return Unlawful(record.seq, name_of(record.event), why)

    def _after(self, state: Meeting | None, many: int) -> Meeting | None:
        for record in self.records[self.place : self.place + many]:
            state = _evolved(state, record) or state
            # What is said changes nobody's standing.
            if state is not None and not isinstance(record.event, SpeechEvent):
                self.past.append((record.at, state))
        return state


def _together(one: e.Recorded, other: e.Recorded) -> bool:
    """Whether one command can have brought about both."""
    return one.at == other.at and one.actor == other.actor


def _claims_other_rules(state: Meeting | None, event: e.Event) -> bool:
    """Whether rules are said to hold that are not known here, or older ones than before."""
    if not isinstance(event, e.MeetingConvened | e.MeetingOpened | e.OutageNoted):
        return False
    return not (0 if state is None else state.edition) <= event.edition <= EDITION


def _is_ours(state: Meeting | None, event: e.Event) -> bool:
    """Whether these very rules are said to have decided this."""
    if isinstance(event, e.MeetingConvened | e.MeetingOpened | e.OutageNoted):
        return event.edition == EDITION
    return state is not None and state.edition == EDITION


def _decided(
    state: Meeting | None, command: c.Command, record: e.Recorded
) -> tuple[e.Event, ...] | None:
    """What comes of a command; None: nothing."""
    try:
        decision = decide(state, command, record.at)
    except Exception:
        return None  # in a state that only a forged event leads to, a rule may find what cannot be
    return None if isinstance(decision, Refusal) else decision


def _evolved(state: Meeting | None, record: e.Recorded) -> Meeting | None:
    try:
        return evolve(state, record.event, record.at)
    except Exception:
        return None  # likewise


def _rests_on_lost_words(state: Meeting | None, event: e.Event) -> bool:
    """Whether the rules cannot be asked about this event of the minutes, because words that it follows
    from have been erased."""
    if state is None or not isinstance(event, MinutesEvent):
        return False
    minutes = state.minutes
    texts = [minutes.text]
    for amendment in minutes.amendments:
        texts += [amendment.text, amendment.instead]
    return LOST in texts or LOST in (getattr(event, "text", None), getattr(event, "instead", None))


# What has held in every edition ----------------------------------------------------------------

AFTER_THE_END = frozenset(
    kind for kind, causes in TOLD_BY.items()
    if any(cause.command in LAWFUL[Status.CLOSED] for cause in causes)
) | {e.MinutesFrozen}  # fmt: skip
"""What may stand behind the close."""


_TALKING = (Status.OPEN, Status.PAUSED, Status.CAUCUS)
"""When what is written has ever been recorded, or held."""


def _has_always_held(state: Meeting | None, record: e.Recorded) -> bool:
    """Whether an event keeps to what no edition of the rules has ever let go: a meeting is convened
    first and once, statuses follow each other, numbers go up by one, one person has the floor at a time,
    what is said is said by those who have the floor and have agreed to be recorded, and after the
    close there are only minutes, exports and what is taken out."""
    event = record.event
    if state is None:
        return isinstance(event, e.MeetingConvened)
    if _evolved(state, record) is None:
        return False
    if state.status is Status.CLOSED and type(event) not in AFTER_THE_END:
        return False
    turn = state.floor
    match event:
        case e.TurnStarted():
            seat = state.seat(event.person)
            mine = seat is not None and seat.side == event.side
            return mine and turn is None and event.turn == state.last_turn + 1
        case e.TurnEnded():
            its = [each for each in (turn, state.interrupted) if each is not None]
            return any((each.number, each.person) == (event.turn, event.person) for each in its)
        case e.ContributionMade():
            own = turn is not None and (turn.number, turn.person) == (event.turn, event.person)
            said = state.status in _TALKING and state.records(event.person)
            return said and (own or event.turn is None)
        case e.FloorRequested():
            return event.request == state.last_request + 1
        case e.MessageHeld():
            return state.status in _TALKING and event.held == state.last_held + 1
    return True
