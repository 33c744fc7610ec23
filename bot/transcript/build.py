"""From the journal's events to a `Transcript`. Pure: no clock, no file, no look at any page.

It judges nothing: what stands in the journal was decided when it was written. A record that refers to
something unknown (a journal cut short) adds nothing rather than failing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.procedure import events as ev
from bot.procedure.agenda.agenda_values import AgendaItem, ItemKey, ItemState
from bot.procedure.events import Recorded
from bot.procedure.state import Status
from bot.procedure.values import Instant, PersonId
from bot.transcript.clock import Clock
from bot.transcript.floor_reading import FloorReading
from bot.transcript.floor_time import floor_of
from bot.transcript.model import (
    Accepted,
    AgendaLine,
    Attribution,
    Break,
    BreakKind,
    Member,
    Opening,
    PhaseSpan,
    SeatSpan,
    Transcript,
)
from bot.transcript.move_reading import MoveReading
from bot.transcript.paper_reading import PaperReading
from bot.transcript.word_reading import WordReading


def build(
    records: Sequence[Recorded],
    *,
    head: str | None = None,
    broken: bool = False,
    unlawful: Collection[int] = (),
) -> Transcript:
    """The transcript of one meeting from its records, in the order of `seq`, from the first on.

    `head` is the chain hash of the last record, printed so that a reader can compare it; `broken` says
    that the chain does not hold, which stands on the transcript's face; `unlawful` are the records that
    are not lawful, which stands there too, and by what was said in them. The meeting may still be open.
    ValueError if the records do not begin with the meeting's convening.
    """
    if not records or not isinstance(records[0].event, ev.MeetingConvened):
        raise ValueError("a transcript needs the meeting's records from its convening on")
    reading = _Reading(records[0].event, records[0].at, frozenset(unlawful))
    for record in records[1:]:
        reading.take(record)
    made = reading.result(records[-1].at, len(records), head)
    return replace(made, broken=broken, unlawful=len(unlawful))


class _Reading:
    """What has been read so far. Lives only while `build` runs."""

    def __init__(self, convened: ev.MeetingConvened, at: Instant, unlawful: frozenset[int]) -> None:
        self.convened = convened
        self.convened_at = at
        self.venue = convened.venue
        self.status = Status.CONVENED
        self.opened_at: Instant | None = None
        self.closed_at: Instant | None = None
        self.members: dict[PersonId, Member] = {}
        self.agenda: list[AgendaLine] = [_line(item, None) for item in convened.agenda]
        self.phases: list[PhaseSpan] = []
        self.breaks: list[Break] = []
        self.floor = FloorReading()
        self.words = WordReading(convened.dialogue.languages, convened.format.record, unlawful)
        self.papers = PaperReading(convened.rules_text)
        self.moves = MoveReading()
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
                self.floor.unrecorded(person)
            case ev.MeetingOpened():
                self.status, self.opened_at = Status.OPEN, at
            case ev.MeetingPaused():
                self.status = Status.PAUSED
                self._break(BreakKind.PAUSE, record)
            case ev.CaucusBegun():
                self.status = Status.CAUCUS
                self._break(BreakKind.CAUCUS, record)
            case ev.CaucusEnded():
                self.status = Status.PAUSED
                self._break(BreakKind.PAUSE, record)
            case ev.MeetingSuspended():
                self.status = Status.SUSPENDED
                self._break(BreakKind.SUSPENSION, record)
            case ev.OffRecordBegun():
                self.status = Status.OFF_RECORD
                self._break(BreakKind.OFF_RECORD, record)
            case ev.MeetingResumed() | ev.OffRecordEnded():
                self.status = Status.OPEN
                self._end_break(at)
                self._clocks_run(at)
            case ev.OutageNoted(since):
                self.breaks.append(Break(record.seq, BreakKind.OUTAGE, since, at))
                self.floor.skip(since, at)
                for clock in self.item_clocks.values():
                    clock.skip(since, at)
            case ev.MeetingMoved(venue):
                self.venue = venue
                self.moves.take(record)
            case ev.MeetingClosed(unspoken):
                self.status, self.closed_at = Status.CLOSED, at
                self._clocks_stop(at)
                self._end_break(at)
                self._end_phase(at)
                self.floor.give_up(unspoken)
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
            case ev.ItemExtended(key, by):
                if line := self._item(key):
                    self._put(replace(line, budget=line.budget + by))
                self.moves.take(record)
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
            case ev.ItemParked() as event:
                self._end_item(event, ItemState.PARKED, at)
            case ev.ItemClosed() as event:
                self._end_item(event, ItemState.CLOSED, at)
            case ev.ItemBudgetSpent(key):
                if line := self._item(key):
                    self._put(replace(line, budget_spent_at=at))
            case _:
                self.floor.take(record, self.members, open_=self.status is Status.OPEN)
                self.moves.take(record)
                self.words.take(record, self.members)
                self.papers.take(record)

    def _seat(self, event: ev.SeatTaken, at: Instant) -> None:
        self._leave(event.person, at)
        seat = SeatSpan(event.side, event.capacity, at, None)
        known = self.members.get(event.person)
        if known is None:
            member = Member(event.person, event.name, event.language, (seat,))
        else:
            former = known.former if event.name == known.name else (*known.former, known.name)
            member = replace(
                known,
                name=event.name,
                language=event.language,
                seats=(*known.seats, seat),
                former=former,
            )
        self.members[event.person] = member

    def _leave(self, person: PersonId, at: Instant) -> None:
        member = self.members.get(person)
        if member is not None and member.seats[-1].end is None:
            seats = (*member.seats[:-1], replace(member.seats[-1], end=at))
            self.members[person] = replace(member, seats=seats)

    def _break(self, kind: BreakKind, record: Recorded) -> None:
        self._end_break(record.at)
        self._clocks_stop(record.at)
        self.breaks.append(Break(record.seq, kind, record.at))

    def _end_break(self, at: Instant) -> None:
        self.breaks = [replace(b, end=at) if b.end is None else b for b in self.breaks]

    def _clocks_run(self, at: Instant) -> None:
        self.floor.run(at)
        for line in self.agenda:
            if line.state is ItemState.OPEN:
                self.item_clocks.setdefault(line.key, Clock()).run(at)

    def _clocks_stop(self, at: Instant) -> None:
        self.floor.stop(at)
        for clock in self.item_clocks.values():
            clock.stop(at)

    def _end_phase(self, at: Instant) -> None:
        self.phases = [replace(p, end=at) if p.end is None else p for p in self.phases]

    def _item(self, key: ItemKey) -> AgendaLine | None:
        return next((line for line in self.agenda if line.key == key), None)

    def _put(self, line: AgendaLine) -> None:
        self.agenda = [line if old.key == line.key else old for old in self.agenda]

    def _end_item(self, event: ev.ItemParked | ev.ItemClosed, how: ItemState, at: Instant) -> None:
        key = event.item
        line = self._item(key)
        if line is None:
            return
        openings = line.openings
        if openings and openings[-1].end is None:
            last = replace(
                openings[-1], end=at, how=how, unspoken=event.unspoken, ran_out=event.ran_out
            )
            openings = (*openings[:-1], last)
        if clock := self.item_clocks.get(key):
            clock.stop(at)
        self._put(replace(line, state=how, openings=openings))

    def result(self, until: Instant, records: int, head: str | None) -> Transcript:
        convened = self.convened
        turns = self.floor.lines(until)
        agenda = tuple(
            replace(line, spent=self.item_clocks.get(line.key, Clock()).total(until))
            for line in self.agenda
        )
        members = tuple(self.members.values())
        # A caucus leaves a pause behind it, which may have been over at once.
        breaks = tuple(b for b in self.breaks if b.end != b.start or b.kind is not BreakKind.PAUSE)
        return Transcript(
            meeting=convened.meeting,
            dialogue=convened.dialogue,
            number=convened.number,
            title=convened.title,
            venue=self.venue,
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
            contributions=tuple(self.words.contributions.values()),
            rulings=tuple(self.floor.rulings),
            requests=tuple(self.floor.requests.values()),
            passed=tuple(self.floor.passed),
            moves=tuple(self.moves.found),
            breaks=breaks,
            held=tuple(self.words.held),
            floor=floor_of(
                convened.dialogue,
                members,
                turns,
                self.words.contributions.values(),
                breaks,
                self.opened_at,
                self.closed_at or until,
            ),
            papers=self.papers.found(),
        )


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
