"""What a journal has to answer, worked out anew from its records each time: the model that the file is
compared with under random operations. It has neither tables to read by nor anything else that could be
behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.journal.codec import decode, encode, settled
from bot.journal.port import (
    ContributionRow,
    HeldRow,
    Known,
    MeetingSummary,
    RecordPlace,
    Stale,
)
from bot.procedure.contributions.contribution_events import message_of
from bot.procedure.events import (
    CaucusBegun,
    CaucusEnded,
    ContributionEdited,
    ContributionMade,
    ContributionRemoved,
    ErasedBecause,
    Event,
    KeepingSet,
    MeetingClosed,
    MeetingConvened,
    MeetingMoved,
    MeetingOpened,
    MeetingPaused,
    MeetingResumed,
    MeetingSuspended,
    MessageHeld,
    OffRecordBegun,
    OffRecordEnded,
    Recorded,
    RulesAccepted,
    SeatLeft,
    SeatTaken,
    TextAt,
    TextsErased,
    TurnStarted,
)
from bot.procedure.state import Status
from bot.procedure.table.seats import Capacity
from bot.procedure.values import Instant, MeetingId, PersonId


class JournalModel:
    """What is written is a list; each method is that of `Journal` of the same name."""

    def __init__(self) -> None:
        self._records: dict[MeetingId, list[Recorded]] = {}
        self._notes: dict[tuple[MeetingId, str], str] = {}
        self._beat: Instant | None = None

    def append(
        self,
        meeting: MeetingId,
        expected: int,
        at: Instant,
        actor: PersonId | None,
        events: Sequence[Event],
    ) -> tuple[Recorded, ...] | Stale | Known:
        found = len(self._records.get(meeting, ()))
        if found != expected:
            return Stale(meeting, expected, found)
        for event in events:
            message = message_of(event)
            if message is not None and self._knows(meeting, message):
                return Known(meeting, message)
        recorded = tuple(
            Recorded(meeting, expected + nth, at, actor, settled(encode(event)))
            for nth, event in enumerate(events, start=1)
        )
        if recorded:
            self._records.setdefault(meeting, []).extend(recorded)
        for event in events:
            if isinstance(event, TextsErased):
                self._erase(meeting, event.texts)
        return recorded

    def _knows(self, meeting: MeetingId, message: str) -> bool:
        return any(message_of(each.event) == message for each in self._records.get(meeting, ()))

    def _erase(self, meeting: MeetingId, texts: Sequence[TextAt]) -> None:
        records = self._records[meeting]
        for text in texts:
            index = text.seq - 1
            if 0 <= index < len(records):
                record = records[index]
                encoded = encode(record.event)
                left = {each.field: each.text for each in encoded.texts}
                if text.field in left:
                    left[text.field] = None
                    event = decode(encoded.kind, encoded.version, encoded.payload, left)
                    records[index] = replace(record, event=event)

    def read(self, meeting: MeetingId) -> tuple[Recorded, ...]:
        return tuple(self._records.get(meeting, ()))

    def meetings(self) -> tuple[MeetingSummary, ...]:
        found = (summary(records) for records in self._records.values())
        return tuple(sorted((each for each in found if each), key=lambda m: (m.convened_at, m.id)))

    def running(self) -> tuple[MeetingId, ...]:
        return tuple(each.id for each in self.meetings() if each.closed_at is None)

    def next_number(self, dialogue: str) -> int:
        numbers = (each.number for each in self.meetings() if each.dialogue == dialogue)
        return max(numbers, default=0) + 1

    def contribution(self, meeting: MeetingId, message: str) -> ContributionRow | None:
        return contributions(self._records.get(meeting, ())).get(message)

    def held(self, meeting: MeetingId, number: int) -> HeldRow | None:
        for record in self._records.get(meeting, ()):
            if isinstance(record.event, MessageHeld) and record.event.held == number:
                return HeldRow(record.event.person, record.event.words)
        return None

    def meetings_with(self, person: PersonId) -> tuple[MeetingId, ...]:
        return tuple(
            each.id
            for each in self.meetings()
            if any(
                isinstance(record.event, SeatTaken) and record.event.person == person
                for record in self._records[each.id]
            )
        )

    def places_of(self, person: PersonId) -> tuple[RecordPlace, ...]:
        places: list[RecordPlace] = []
        sat = self.meetings_with(person)
        for each in self.meetings():
            records = self._records[each.id]
            convened = records[0].actor == person
            if convened or each.id in sat:
                places.append(RecordPlace(each.id, *place_in(records, person), convened))
        return tuple(places)

    def note(self, meeting: MeetingId, key: str) -> str | None:
        return self._notes.get((meeting, key))

    def set_note(self, meeting: MeetingId, key: str, value: str | None) -> None:
        if value is None:
            self._notes.pop((meeting, key), None)
        else:
            self._notes[meeting, key] = value

    def beat(self, at: Instant) -> None:
        self._beat = at

    def last_beat(self) -> Instant | None:
        return self._beat


def contributions(records: Sequence[Recorded]) -> dict[str, ContributionRow]:
    """Every message as it stands after these records."""
    made: dict[str, ContributionRow] = {}
    for record in records:
        match record.event:
            case ContributionMade() as it if it.message not in made:
                made[it.message] = ContributionRow(
                    it.message,
                    it.person,
                    it.side,
                    it.turn,
                    it.item,
                    record.at if it.sent is None else it.sent,
                    it.words,
                    files=it.files,
                )
            case ContributionEdited(message=message, words=words) if message in made:
                made[message] = replace(made[message], words=words, edited_at=record.at)
            case ContributionRemoved(message=message) if message in made:
                if not made[message].removed:
                    made[message] = replace(made[message], removed_at=record.at)
    return made


def summary(records: Sequence[Recorded]) -> MeetingSummary | None:
    """One line about a meeting; None for one that was never convened."""
    line: MeetingSummary | None = None
    turns: set[int] = set()
    for record in records:
        match record.event:
            case MeetingConvened() as it if line is None:
                line = MeetingSummary(
                    record.meeting,
                    it.dialogue.key,
                    it.number,
                    it.title,
                    it.venue,
                    Status.CONVENED,
                    record.at,
                    opened_at=None,
                    closed_at=None,
                    turns=0,
                    contributions=0,
                    keep_days=it.format.record.days,
                )
            case TurnStarted(turn=turn):
                turns.add(turn)
        if line is not None:
            line = moved_on(line, record)
    if line is None:
        return None
    left = sum(not each.removed for each in contributions(records).values())
    return replace(line, turns=len(turns), contributions=left)


def place_in(records: Sequence[Recorded], person: PersonId) -> tuple[Capacity | None, bool]:
    """The capacity of the seat that somebody has at the end, and whether they accepted the rules."""
    capacity: Capacity | None = None
    accepted = False
    for record in records:
        match record.event:
            case SeatTaken() as seat if seat.person == person:
                capacity = seat.capacity
            case SeatLeft() as left if left.person == person:
                capacity = None
            case RulesAccepted() as acceptance if acceptance.person == person:
                accepted = True
    return capacity, accepted


def moved_on(line: MeetingSummary, record: Recorded) -> MeetingSummary:
    """The line with the status that this record gives the meeting."""
    match record.event:
        case MeetingOpened():
            opened = record.at if line.opened_at is None else line.opened_at
            return replace(line, status=Status.OPEN, opened_at=opened)
        case MeetingPaused() | CaucusEnded():
            return replace(line, status=Status.PAUSED)
        case MeetingSuspended():
            return replace(line, status=Status.SUSPENDED)
        case MeetingResumed() | OffRecordEnded():
            return replace(line, status=Status.OPEN)
        case MeetingMoved(venue):
            return replace(line, venue=venue)
        case CaucusBegun():
            return replace(line, status=Status.CAUCUS)
        case OffRecordBegun():
            return replace(line, status=Status.OFF_RECORD)
        case KeepingSet(days):
            return replace(line, keep_days=days)
        case TextsErased(because=ErasedBecause.RETENTION):
            return replace(line, erased_at=record.at)
        case MeetingClosed():
            closed = record.at if line.closed_at is None else line.closed_at
            return replace(line, status=Status.CLOSED, closed_at=closed)
    return line
