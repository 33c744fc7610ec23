"""From the journal's events to a `Transcript`. Pure: no clock, no file, no look at any page.

It judges nothing: what stands in the journal was decided when it was written. A record that refers to
something unknown (a journal cut short) adds nothing rather than failing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.procedure import events as ev
from bot.procedure.agenda import AgendaItem, ItemKey, ItemState
from bot.procedure.events import Recorded
from bot.procedure.floor import RequestNumber, TurnNumber
from bot.procedure.formats import Kind
from bot.procedure.meeting import Status
from bot.procedure.values import Instant, PersonId
from bot.transcript.clock import Clock
from bot.transcript.floor_time import floor_of
from bot.transcript.language import language_of
from bot.transcript.model import (
    Accepted,
    AgendaLine,
    Attribution,
    Break,
    BreakKind,
    Contribution,
    Extension,
    Held,
    Member,
    Opening,
    Outcome,
    Passed,
    PhaseSpan,
    RequestLine,
    Ruling,
    SeatSpan,
    Transcript,
    TurnLine,
    Wording,
)


def build(records: Sequence[Recorded], *, head: str | None = None) -> Transcript:
    """The transcript of one meeting from its records, in the order of `seq`, from the first on.

    `head` is the chain hash of the last record, printed so that a reader can compare it. The meeting
    may still be open. ValueError if the records do not begin with the meeting's convening.
    """
    if not records or not isinstance(records[0].event, ev.MeetingConvened):
        raise ValueError("a transcript needs the meeting's records from its convening on")
    reading = _Reading(records[0].event, records[0].at)
    for record in records[1:]:
        reading.take(record)
    return reading.result(records[-1].at, len(records), head)


class _Reading:
    """What has been read so far. Lives only while `build` runs."""

    def __init__(self, convened: ev.MeetingConvened, at: Instant) -> None:
        self.convened = convened
        self.convened_at = at
        self.status = Status.CONVENED
        self.opened_at: Instant | None = None
        self.closed_at: Instant | None = None
        self.members: dict[PersonId, Member] = {}
        self.agenda: list[AgendaLine] = [_line(item, None) for item in convened.agenda]
        self.phases: list[PhaseSpan] = []
        self.turns: dict[TurnNumber, TurnLine] = {}
        self.contributions: dict[str, Contribution] = {}
        self.rulings: list[Ruling] = []
        self.requests: dict[RequestNumber, RequestLine] = {}
        self.passed: list[Passed] = []
        self.breaks: list[Break] = []
        self.held: list[Held] = []
        self.speaking: TurnNumber | None = None
        self.interrupted: TurnNumber | None = None
        self.turn_clocks: dict[TurnNumber, Clock] = {}
        self.item_clocks: dict[ItemKey, Clock] = {}

    def take(self, record: Recorded) -> None:
        at = record.at
        match record.event:
            case ev.SeatTaken() as event:
                self._seat(event, at)
            case ev.SeatLeft(person):
                self._leave(person, at)
            case ev.RulesAccepted(person, rules, language):
                if member := self.members.get(person):
                    accepted = (*member.accepted, Accepted(at, rules, language))
                    self.members[person] = replace(member, accepted=accepted, withdrawn_at=None)
            case ev.ConsentWithdrawn(person):
                if member := self.members.get(person):
                    self.members[person] = replace(member, withdrawn_at=at)
            case ev.MeetingOpened():
                self.status, self.opened_at = Status.OPEN, at
            case ev.MeetingPaused():
                self.status = Status.PAUSED
                self._break(BreakKind.PAUSE, record)
            case ev.MeetingSuspended():
                self.status = Status.SUSPENDED
                self._break(BreakKind.SUSPENSION, record)
            case ev.MeetingResumed():
                self.status = Status.OPEN
                self._end_break(at)
                self._clocks_run(at)
            case ev.OutageNoted(since):
                self.breaks.append(Break(record.seq, BreakKind.OUTAGE, since, at))
                for clock in (*self.turn_clocks.values(), *self.item_clocks.values()):
                    clock.skip(since, at)
            case ev.MeetingClosed(unspoken):
                self.status, self.closed_at = Status.CLOSED, at
                self._clocks_stop(at)
                self._end_break(at)
                self._end_phase(at)
                self._give_up(unspoken)
            case _:
                self._take_agenda(record)

    def _take_agenda(self, record: Recorded) -> None:
        at = record.at
        match record.event:
            case ev.PhaseEntered(phase, index, _):
                self._end_phase(at)
                on_table = next((i.key for i in self.agenda if i.state is ItemState.OPEN), None)
                title = self.convened.format.phases[index].title
                self.phases.append(PhaseSpan(record.seq, phase, title, on_table, at))
            case ev.PhaseEnded():
                self._end_phase(at)
            case ev.ItemAdded(item, position):
                self.agenda.insert(position, _line(item, at))
            case ev.ItemEdited(key, title, question, budget):
                if line := self._item(key):
                    self._put(
                        replace(
                            line,
                            title=title,
                            question=question,
                            budget=budget,
                            edited=(*line.edited, at),
                        )
                    )
            case ev.ItemMoved(key, position):
                if line := self._item(key):
                    self.agenda.remove(line)
                    self.agenda.insert(position, line)
            case ev.ItemOpened(key):
                if line := self._item(key):
                    openings = (*line.openings, Opening(record.seq, at))
                    self._put(replace(line, state=ItemState.OPEN, openings=openings))
                    self.item_clocks.setdefault(key, Clock())
                    if self.status is Status.OPEN:
                        self.item_clocks[key].run(at)
            case ev.ItemParked(key, unspoken):
                self._end_item(key, ItemState.PARKED, unspoken, at)
            case ev.ItemClosed(key, unspoken):
                self._end_item(key, ItemState.CLOSED, unspoken, at)
            case ev.ItemBudgetSpent(key):
                if line := self._item(key):
                    self._put(replace(line, budget_spent_at=at))
            case _:
                self._take_floor(record)

    def _take_floor(self, record: Recorded) -> None:
        at, seq = record.at, record.seq
        match record.event:
            case ev.FloorRequested(number, person, side, kind, item, note):
                self.requests[number] = RequestLine(seq, number, person, side, kind, at, item, note)
            case ev.NoteSet(number, note):
                if request := self.requests.get(number):
                    self.requests[number] = replace(request, note=note)
            case ev.RequestWithdrawn(number, _):
                if request := self.requests.get(number):
                    self.requests[number] = replace(request, outcome=Outcome.WITHDRAWN)
            case ev.PlacePassed(side, place, reason):
                self.passed.append(Passed(seq, at, side, place, reason))
            case ev.TurnStarted() as event:
                self._start_turn(event, seq, at)
            case ev.TurnInterrupted(turn):
                self._interrupt(turn, at)
            case ev.TurnTakenUp(turn):
                self.speaking, self.interrupted = turn, None
                self._clocks_run(at)
            case ev.TurnTimeUp(turn):
                if line := self.turns.get(turn):
                    self.turns[turn] = replace(line, time_up_at=at)
            case ev.TurnExtended(turn, by):
                if line := self.turns.get(turn):
                    extensions = (*line.extensions, Extension(at, by))
                    self.turns[turn] = replace(line, extensions=extensions)
            case ev.TurnEnded(turn, _, _, how, used):
                if line := self.turns.get(turn):
                    self.turn_clocks[turn].stop(at)
                    self.turns[turn] = replace(line, end=at, how=how, used=used)
                self.speaking = None if self.speaking == turn else self.speaking
                self.interrupted = None if self.interrupted == turn else self.interrupted
            case ev.PointRuled(turn, sustained, note):
                self.rulings.append(Ruling(seq, at, turn, record.actor, sustained, note))
            case _:
                self._take_words(record)

    def _take_words(self, record: Recorded) -> None:
        at = record.at
        match record.event:
            case ev.ContributionMade() as event:
                self._contribute(event, record.seq, at)
            case ev.ContributionEdited(message, _, words):
                made = self.contributions.get(message)
                if made is not None and not made.removed:
                    wordings = (*made.wordings, Wording(at, words))
                    self.contributions[message] = replace(made, wordings=wordings)
            case ev.ContributionRemoved(message):
                made = self.contributions.get(message)
                if made is not None and not made.removed:
                    self.contributions[message] = replace(
                        made, wordings=(), removed_at=at, removed_by=record.actor
                    )
            case ev.MessageHeld(_, _, person, reason, _):
                self.held.append(Held(at, person if person in self.members else None, reason))

    def _seat(self, event: ev.SeatTaken, at: Instant) -> None:
        self._leave(event.person, at)
        seat = SeatSpan(event.side, event.capacity, at, None)
        known = self.members.get(event.person)
        if known is None:
            member = Member(event.person, event.name, event.language, (seat,))
        else:
            member = replace(
                known, name=event.name, language=event.language, seats=(*known.seats, seat)
            )
        self.members[event.person] = member

    def _leave(self, person: PersonId, at: Instant) -> None:
        member = self.members.get(person)
        if member is not None and member.seats[-1].end is None:
            seats = (*member.seats[:-1], replace(member.seats[-1], end=at))
            self.members[person] = replace(member, seats=seats)

    def _start_turn(self, event: ev.TurnStarted, seq: int, at: Instant) -> None:
        number = event.turn
        self.turns[number] = TurnLine(
            seq=seq,
            number=number,
            person=event.person,
            side=event.side,
            kind=event.kind,
            phase=event.phase,
            item=event.item,
            start=at,
            limit=event.limit,
            request=event.request,
            out_of_order=event.out_of_order,
            place=event.place,
        )
        if event.kind is Kind.POINT_OF_ORDER and self.interrupted is not None:
            self._link(self.interrupted, number)
        if event.request is not None and (request := self.requests.get(event.request)):
            spoken = replace(request, outcome=Outcome.SPOKEN, turn=number)
            self.requests[event.request] = spoken
        self.speaking = number
        self.turn_clocks[number] = Clock()
        self._clocks_run(at)

    def _interrupt(self, turn: TurnNumber, at: Instant) -> None:
        if turn not in self.turns:
            return
        self.turn_clocks[turn].stop(at)
        self.interrupted = turn
        if self.speaking == turn:
            self.speaking = None
        elif self.speaking is not None and self.turns[self.speaking].kind is Kind.POINT_OF_ORDER:
            self._link(turn, self.speaking)

    def _link(self, turn: TurnNumber, by: TurnNumber) -> None:
        line = self.turns[turn]
        self.turns[turn] = replace(line, interrupted_by=(*line.interrupted_by, by))

    def _contribute(self, event: ev.ContributionMade, seq: int, at: Instant) -> None:
        member = self.members.get(event.person)
        languages = self.convened.dialogue.languages
        own = member.language if member else languages[0]
        self.contributions[event.message] = Contribution(
            seq=seq,
            message=event.message,
            at=at,
            turn=event.turn,
            item=event.item,
            person=event.person,
            side=event.side,
            language=language_of(event.words.text or "", own, languages),
            wordings=(Wording(at, event.words),),
            files=event.files,
            reply_to=event.reply_to,
        )

    def _break(self, kind: BreakKind, record: Recorded) -> None:
        self._end_break(record.at)
        self._clocks_stop(record.at)
        self.breaks.append(Break(record.seq, kind, record.at))

    def _end_break(self, at: Instant) -> None:
        self.breaks = [replace(b, end=at) if b.end is None else b for b in self.breaks]

    def _clocks_run(self, at: Instant) -> None:
        if self.status is not Status.OPEN:
            return
        if self.speaking is not None and self.speaking in self.turn_clocks:
            self.turn_clocks[self.speaking].run(at)
        for line in self.agenda:
            if line.state is ItemState.OPEN:
                self.item_clocks.setdefault(line.key, Clock()).run(at)

    def _clocks_stop(self, at: Instant) -> None:
        for clock in (*self.turn_clocks.values(), *self.item_clocks.values()):
            clock.stop(at)

    def _end_phase(self, at: Instant) -> None:
        self.phases = [replace(p, end=at) if p.end is None else p for p in self.phases]

    def _item(self, key: ItemKey) -> AgendaLine | None:
        return next((line for line in self.agenda if line.key == key), None)

    def _put(self, line: AgendaLine) -> None:
        self.agenda = [line if old.key == line.key else old for old in self.agenda]

    def _end_item(
        self, key: ItemKey, how: ItemState, unspoken: tuple[RequestNumber, ...], at: Instant
    ) -> None:
        line = self._item(key)
        if line is None:
            return
        openings = line.openings
        if openings and openings[-1].end is None:
            last = replace(openings[-1], end=at, how=how, unspoken=unspoken)
            openings = (*openings[:-1], last)
        if clock := self.item_clocks.get(key):
            clock.stop(at)
        self._put(replace(line, state=how, openings=openings))

    def _give_up(self, unspoken: tuple[RequestNumber, ...]) -> None:
        for number, request in self.requests.items():
            if request.outcome is Outcome.WAITING or number in unspoken:
                self.requests[number] = replace(request, outcome=Outcome.UNSPOKEN)

    def result(self, until: Instant, records: int, head: str | None) -> Transcript:
        convened = self.convened
        turns = tuple(self._finished(turn, until) for turn in self.turns.values())
        agenda = tuple(
            replace(line, spent=self.item_clocks.get(line.key, Clock()).total(until))
            for line in self.agenda
        )
        members = tuple(self.members.values())
        breaks = tuple(self.breaks)
        return Transcript(
            meeting=convened.meeting,
            dialogue=convened.dialogue,
            number=convened.number,
            title=convened.title,
            venue=convened.venue,
            convener=convened.convener,
            format=convened.format,
            rules=convened.rules,
            attribution=Attribution.FULL,
            status=self.status,
            convened_at=self.convened_at,
            opened_at=self.opened_at,
            closed_at=self.closed_at,
            until=until,
            records=records,
            head=head,
            members=members,
            agenda=agenda,
            phases=tuple(self.phases),
            turns=turns,
            contributions=tuple(self.contributions.values()),
            rulings=tuple(self.rulings),
            requests=tuple(self.requests.values()),
            passed=tuple(self.passed),
            breaks=breaks,
            held=tuple(self.held),
            floor=floor_of(
                convened.dialogue, members, turns, breaks, self.opened_at, self.closed_at or until
            ),
        )

    def _finished(self, turn: TurnLine, until: Instant) -> TurnLine:
        clock = self.turn_clocks[turn.number]
        used = clock.total(until) if turn.end is None else turn.used
        return replace(turn, used=used, running=clock.spans())


def _line(item: AgendaItem, added_at: Instant | None) -> AgendaLine:
    return AgendaLine(
        key=item.key,
        title=item.title,
        question=item.question,
        budget=item.budget,
        sources=item.sources,
        stage=item.stage,
        state=item.state,
        added_at=added_at,
    )
