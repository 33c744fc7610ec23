"""The runners: one a meeting, in which commands are decided, committed, and only then told to anybody.

What lives here: the order of things (decide, journal, then show), the one timer of each meeting, and
the list of meetings that run. What must not: Discord, SQL, any rule of procedure.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from weakref import WeakValueDictionary

import structlog

from bot.journal.port import Journal, Known, Stale
from bot.observer import UNOBSERVED, Observer
from bot.procedure import commands as c
from bot.procedure.decide import decide
from bot.procedure.events import Recorded
from bot.procedure.evolve import evolve, fold
from bot.procedure.meeting.deadlines import next_deadline
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting, Status
from bot.procedure.values import SECOND, Instant, MeetingId, Milliseconds

log = structlog.get_logger(__name__)

Clock = Callable[[], Instant]

TRY_AGAIN: Milliseconds = 5 * SECOND
"""How soon the clock tries again when the journal could not be written."""

BEAT: Milliseconds = 10 * SECOND
"""How often the journal is told that the bot is alive: the most that an outage is misjudged by."""

REMEMBERED: Milliseconds = 60 * SECOND
"""For how long a runner remembers its earlier states; older ones are read from the journal."""

SLOW_BEAT: Milliseconds = 600 * SECOND
"""The same where nobody's minutes are counted: no meeting is in session, or only talks over days."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a command brought about: the committed records, and the state before and after them."""

    before: Meeting | None
    after: Meeting
    records: tuple[Recorded, ...]


Listener = Callable[[Change], None]
"""Told of every change after it is committed. It must return at once and never raise."""


Made = Callable[[Instant], Awaitable[c.Command | None]]
"""Makes a command at the moment at which it is decided; None: there is nothing to decide."""


class MeetingRunner:
    """One meeting: its commands one at a time, its clock, its state."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        tell: Listener,
        meeting: Meeting | None,
        seq: int,
        since: Instant = 0,
        observer: Observer = UNOBSERVED,
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._tell = tell
        self._observer = observer
        self._meeting = meeting
        self._seq = seq
        self._since = since
        self._turnstile = asyncio.Lock()
        self._timer: asyncio.Task[None] | None = None
        self._due: Instant | None = None
        self._past: deque[tuple[Instant, Meeting]] = deque()
        # A meeting that is taken up again waits with its clock until its room has been put right.
        self._running = meeting is None

    @property
    def meeting(self) -> Meeting:
        """The state as committed."""
        assert self._meeting is not None, "a lane is handed out only after convening"
        return self._meeting

    def now(self) -> Instant:
        """The time by the meeting's clock, which never runs backwards: nothing happens before what
        happened last."""
        return max(self._clock(), self._since)

    async def as_of(self, at: Instant) -> Meeting | None:
        """The state as it was at that moment; None before the convening."""
        if self._since <= at:
            return self._meeting
        for since, meeting in reversed(self._past):
            if since <= at:
                return meeting
        records = await self._journal.read(self.meeting.id)
        return fold(record for record in records if record.at <= at)

    async def give(self, command: c.Command | Made) -> Change | Refusal:
        """Decide the command, commit what it brings about, tell the listener. One that rests on what
        held at some moment is `Made` when its turn has come: what was given before it may not be
        written yet.

        What the journal knows already changes nothing. Raises whatever the journal raises; then nothing
        has changed.
        """
        async with self._turnstile:
            now = self.now()
            before = self._meeting
            if callable(command):
                made = await command(now)
                if made is None:
                    return Change(before, self.meeting, ())
                command = made
            decision = decide(before, command, now)
            self._observer.decided(decision.code if isinstance(decision, Refusal) else None)
            if isinstance(decision, Refusal):
                return decision
            if not decision:
                return Change(before, self.meeting, ())
            first = decision[0]
            name = before.id if before is not None else getattr(first, "meeting", "")
            asked = asyncio.get_running_loop().time()
            writing = asyncio.ensure_future(
                self._journal.append(name, self._seq, now, c.actor(command), decision)
            )
            try:
                written = await asyncio.shield(writing)
            except asyncio.CancelledError:
                # What is begun is committed all the same, so the state must follow it.
                self._apply(name, before, await writing)
                raise
            except Exception:
                self._observer.not_written()
                raise
            self._observer.appended(len(decision), asyncio.get_running_loop().time() - asked)
            return self._apply(name, before, written)

    def _apply(
        self, name: MeetingId, before: Meeting | None, written: tuple[Recorded, ...] | Stale | Known
    ) -> Change:
        """Make what was committed the state, and tell of it."""
        if isinstance(written, Stale):
            raise RuntimeError(f"another writer is at work on meeting {name}")
        if isinstance(written, Known):
            return Change(before, self.meeting, ())
        after = before
        for record in written:
            after = evolve(after, record.event, record.at)
        assert after is not None, "a decision has at least one event"
        self._remember(before)
        self._meeting = after
        self._since = written[-1].at
        self._seq = written[-1].seq
        change = Change(before, after, written)
        self._tell(change)
        self._set_timer()
        return change

    def _remember(self, before: Meeting | None) -> None:
        if before is not None:
            self._past.append((self._since, before))
        while len(self._past) > 1 and self._past[1][0] < self._clock() - REMEMBERED:
            self._past.popleft()

    # The clock -----------------------------------------------------------------------------------

    def start_clock(self) -> None:
        """Begin to watch the deadlines; called once the room has been put right."""
        self._running = True
        self._set_timer()

    async def come_back(self, last_seen: Instant | None) -> None:
        """Note the outage that began at `last_seen`, or after the last record if that was later."""
        if self.meeting.status is not Status.CONVENED:
            await self.give(c.NoteOutage(last_seen or 0))

    def stop_clock(self) -> None:
        self._running = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
            self._due = None

    def _set_timer(self) -> None:
        """One sleeping task at most, replaced when the next deadline is another one."""
        due = next_deadline(self.meeting) if self._running else None
        if due == self._due and self._timer is not None and not self._timer.done():
            return
        current = asyncio.current_task()
        if self._timer is not None and self._timer is not current:
            self._timer.cancel()
        self._due = due
        self._timer = None if due is None else asyncio.create_task(self._sleep_until(due))

    async def _sleep_until(self, due: Instant) -> None:
        while (left := due - self._clock()) > 0:
            await asyncio.sleep(left / SECOND)
        if self._due == due:
            self._due = None
            while True:
                try:
                    await self.give(c.Tick())
                    return
                except Exception as error:  # a clock that dies would leave the speaker for ever
                    kind = type(error).__name__
                    log.error("the clock failed", meeting=self.meeting.id, kind=kind)
                    await asyncio.sleep(TRY_AGAIN / SECOND)


class Roundtables:
    """Every meeting that is not over, by its id and by the place where it is held."""

    def __init__(self, journal: Journal, clock: Clock, observer: Observer = UNOBSERVED) -> None:
        self.journal = journal
        self.clock = clock
        self._observer = observer
        self._runners: dict[MeetingId, MeetingRunner] = {}
        self._places: dict[str, MeetingId] = {}
        self._known: WeakValueDictionary[MeetingId, MeetingRunner] = WeakValueDictionary()
        """Every runner that anybody still holds, running or over: the one place where a meeting's
        runner is looked for before another would be made, so that no meeting has two writers."""
        self._listeners: list[Listener] = []
        self._heart: asyncio.Task[None] | None = None
        self._unheard: set[str] = set()
        self._pulse: Milliseconds = SLOW_BEAT
        self._convening = asyncio.Lock()

    def listen(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def at(self, venue: str) -> MeetingRunner | None:
        """The meeting held at this place now."""
        meeting = self._places.get(venue)
        return None if meeting is None else self._runners[meeting]

    def get(self, meeting: MeetingId) -> MeetingRunner | None:
        return self._runners.get(meeting)

    async def fetch(self, meeting: MeetingId) -> MeetingRunner | None:
        """The runner of a meeting, also of one that is over: then it has no clock, and is kept for
        as long as somebody uses it. None: there is no such meeting."""
        return self._known.get(meeting) or await self._taken_up(meeting)

    async def _taken_up(self, meeting: MeetingId) -> MeetingRunner | None:
        """The meeting's runner, made from the journal if nobody holds one. Nothing is decided without a
        runner, and none is made meanwhile, so what was read is the latest."""
        async with self._convening:
            runner = self._known.get(meeting)
            if runner is None:
                records = await self.journal.read(meeting)
                if not records:
                    return None
                runner = self._known[meeting] = self._runner(records)
            return runner

    @property
    def runners(self) -> Sequence[MeetingRunner]:
        return tuple(self._runners.values())

    async def convene(
        self, dialogue: str, venue: str, command: Callable[[int], c.Convene]
    ) -> MeetingRunner | Refusal:
        """Open a runner for a dialogue's next meeting; `command` is made from its number.

        A place holds one meeting at a time. One convening goes on at a time, so that two of them
        never get the same number.
        """
        async with self._convening:
            if self.at(venue) is not None:
                return refuse(Code.ALREADY_CONVENED)
            number = await self.journal.next_number(dialogue)
            runner = self._runner()
            outcome = await runner.give(command(number))
            return outcome if isinstance(outcome, Refusal) else runner

    async def move(self, runner: MeetingRunner, command: c.Move) -> Change | Refusal:
        """Hold a meeting at another place, where none is held."""
        async with self._convening:
            if self.at(command.venue) is not None:
                return refuse(Code.ALREADY_CONVENED)
            return await runner.give(command)

    def _runner(self, records: Sequence[Recorded] = ()) -> MeetingRunner:
        """A runner with the state that these records lead to."""
        last = records[-1] if records else None
        runner = MeetingRunner(
            self.journal,
            self.clock,
            lambda change: self._told(runner, change),
            fold(records),
            0 if last is None else last.seq,
            0 if last is None else last.at,
            self._observer,
        )
        return runner

    async def start(self) -> None:
        """Find the meetings that were running when the bot went away. The time that it was gone is
        noted, and their clocks start, when their rooms are put right (`come_back`, `start_clock`)."""
        for name in await self.journal.running():
            runner = await self._taken_up(name)
            if runner is not None and runner.meeting.status is not Status.CLOSED:
                self._enter(runner)
        self._beat_anew()

    async def close(self) -> None:
        """Stop the clocks, and note that the bot was there until now: the meetings go on when it is
        back, and what passes until then is given back to the last second."""
        for runner in self._runners.values():
            runner.stop_clock()
        heart, self._heart = self._heart, None
        if heart is not None:
            heart.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await heart
            await self._sign_of_life()

    def _enter(self, runner: MeetingRunner) -> None:
        self._known[runner.meeting.id] = self._runners[runner.meeting.id] = runner
        self._places[runner.meeting.venue] = runner.meeting.id

    def _told(self, runner: MeetingRunner, change: Change) -> None:
        meeting = change.after
        if change.before is None:
            self._enter(runner)  # before anybody hears of it, so that a listener can find it
        elif change.before.venue != meeting.venue:
            self._places.pop(change.before.venue, None)
            self._places[meeting.venue] = meeting.id
        for listener in self._listeners:
            listener(change)
        if meeting.status is Status.CLOSED and self._runners.pop(meeting.id, None) is not None:
            self._places.pop(meeting.venue, None)
        if self._heart is not None and self._pulse_wanted() != self._pulse:
            self._beat_anew()

    def miss(self, what: str) -> None:
        """Something may go unheard from here on: no sign of life is written until it is `made_up`, so
        that a process that comes after this one looks for it from here."""
        self._unheard.add(what)

    def made_up(self, what: str) -> None:
        self._unheard.discard(what)

    def _pulse_wanted(self) -> Milliseconds:
        """How often a sign of life is worth its write to the disk."""
        counting = any(
            runner.meeting.status is Status.OPEN and not runner.meeting.format.by_date
            for runner in self._runners.values()
        )
        return BEAT if counting else SLOW_BEAT

    def _beat_anew(self) -> None:
        if self._heart is not None:
            self._heart.cancel()
        self._pulse = self._pulse_wanted()
        self._heart = asyncio.create_task(self._beat(self._pulse))

    async def _beat(self, pulse: Milliseconds) -> None:
        while True:
            await self._sign_of_life()
            await asyncio.sleep(pulse / SECOND)

    async def _sign_of_life(self) -> None:
        sitting = any(runner.meeting.status is Status.OPEN for runner in self._runners.values())
        if sitting and not self._unheard:
            try:
                await self.journal.beat(self.clock())
            except Exception as error:  # the next one may be written again
                self._observer.not_written()
                log.error("no sign of life written", kind=type(error).__name__)
