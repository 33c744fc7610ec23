"""The floor, read from events: requests, turns and their clocks. Part of `build`.

Who sits where, the agenda and the breaks are read there, what was said in `word_reading`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.procedure import events as ev
from bot.procedure.events import Recorded
from bot.procedure.floor.floor_values import RequestNumber, TurnNumber
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.values import Instant, PersonId
from bot.transcript.clock import Clock
from bot.transcript.model import (
    Extension,
    Member,
    Outcome,
    Passed,
    RequestLine,
    Ruling,
    TurnLine,
)


class FloorReading:
    """What has been read of the floor so far."""

    def __init__(self) -> None:
        self.turns: dict[TurnNumber, TurnLine] = {}
        self.rulings: list[Ruling] = []
        self.requests: dict[RequestNumber, RequestLine] = {}
        self.passed: list[Passed] = []
        self.speaking: TurnNumber | None = None
        self.interrupted: TurnNumber | None = None
        self.clocks: dict[TurnNumber, Clock] = {}

    def run(self, at: Instant) -> None:
        """The clock of whoever has the floor runs on."""
        if self.speaking is not None and self.speaking in self.clocks:
            self.clocks[self.speaking].run(at)

    def stop(self, at: Instant) -> None:
        """All clocks stand still."""
        for clock in self.clocks.values():
            clock.stop(at)

    def skip(self, since: Instant, at: Instant) -> None:
        """The time of an outage is given back."""
        for clock in self.clocks.values():
            clock.skip(since, at)

    def lines(self, until: Instant) -> tuple[TurnLine, ...]:
        """The turns, those still going on counted up to `until`."""
        return tuple(self._finished(turn, until) for turn in self.turns.values())

    def give_up(self, unspoken: tuple[RequestNumber, ...]) -> None:
        """The meeting is over: whoever still waits was not come to."""
        for number, request in self.requests.items():
            if request.outcome is Outcome.WAITING or number in unspoken:
                self.requests[number] = replace(request, outcome=Outcome.UNSPOKEN)

    def take(self, record: Recorded, members: Mapping[PersonId, Member], *, open_: bool) -> None:
        """Takes one record in. `open_`: the meeting is neither paused nor suspended."""
        at, seq = record.at, record.seq
        match record.event:
            case ev.FloorRequested(number, person, side, kind, item, note):
                self.requests[number] = RequestLine(seq, number, person, side, kind, at, item, note)
            case ev.KindChanged(number, kind):
                if request := self.requests.get(number):
                    self.requests[number] = replace(request, kind=kind)
            case ev.NoteSet(number, note):
                if request := self.requests.get(number):
                    self.requests[number] = replace(request, note=note)
            case ev.RequestWithdrawn(number, _):
                if request := self.requests.get(number):
                    self.requests[number] = replace(request, outcome=Outcome.WITHDRAWN)
            case ev.PlacePassed(side, place, reason):
                self.passed.append(Passed(seq, at, side, place, reason))
            case ev.TurnStarted() as event:
                member = members.get(event.person)
                withdrawn = member is not None and member.withdrawn_at is not None
                self._start_turn(event, seq, at, open_=open_, unrecorded=withdrawn)
            case ev.TurnInterrupted(turn):
                self._interrupt(turn, at)
            case ev.TurnTakenUp(turn):
                self.speaking, self.interrupted = turn, None
                if open_:
                    self.run(at)
            case ev.TurnTimeUp(turn):
                if line := self.turns.get(turn):
                    self.turns[turn] = replace(line, time_up_at=at)
            case ev.ClarityAsked(turn):
                if line := self.turns.get(turn):
                    self.turns[turn] = replace(line, unclear=line.unclear + 1)
            case ev.TurnCut(turn, limit):
                if line := self.turns.get(turn):
                    more = sum(extension.by for extension in line.extensions)
                    self.turns[turn] = replace(line, limit=max(0, limit - more))
            case ev.TurnExtended(turn, by, silently):
                if line := self.turns.get(turn):
                    extensions = (*line.extensions, Extension(at, by, silently))
                    self.turns[turn] = replace(line, extensions=extensions)
            case ev.TurnEnded(turn, _, _, how, used):
                if line := self.turns.get(turn):
                    self.clocks[turn].stop(at)
                    self.turns[turn] = replace(line, end=at, how=how, used=used)
                self.speaking = None if self.speaking == turn else self.speaking
                self.interrupted = None if self.interrupted == turn else self.interrupted
            case ev.PointRuled(turn, sustained, note):
                self.rulings.append(Ruling(seq, at, turn, record.actor, sustained, note))
            case _:
                pass

    def unrecorded(self, person: PersonId) -> None:
        """Consent is withdrawn: what is said in a turn that still goes on is kept no more."""
        for number, turn in self.turns.items():
            if turn.person == person and turn.end is None:
                self.turns[number] = replace(turn, unrecorded=True)

    def _start_turn(
        self, event: ev.TurnStarted, seq: int, at: Instant, *, open_: bool, unrecorded: bool
    ) -> None:
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
            answers=event.answers,
            interprets=event.interprets,
            unrecorded=unrecorded,
        )
        if event.kind is Kind.POINT_OF_ORDER and self.interrupted is not None:
            self._link(self.interrupted, number)
        if event.request is not None and (request := self.requests.get(event.request)):
            spoken = replace(request, outcome=Outcome.SPOKEN, turn=number)
            self.requests[event.request] = spoken
        self.speaking = number
        self.clocks[number] = Clock()
        if open_:
            self.run(at)

    def _interrupt(self, turn: TurnNumber, at: Instant) -> None:
        if turn not in self.turns:
            return
        self.clocks[turn].stop(at)
        self.interrupted = turn
        if self.speaking == turn:
            self.speaking = None
        elif self.speaking is not None and self.turns[self.speaking].kind is Kind.POINT_OF_ORDER:
            self._link(turn, self.speaking)

    def _link(self, turn: TurnNumber, by: TurnNumber) -> None:
        line = self.turns[turn]
        self.turns[turn] = replace(line, interrupted_by=(*line.interrupted_by, by))

    def _finished(self, turn: TurnLine, until: Instant) -> TurnLine:
        clock = self.clocks[turn.number]
        used = clock.total(until) if turn.end is None else turn.used
        return replace(turn, used=used, running=clock.spans())
