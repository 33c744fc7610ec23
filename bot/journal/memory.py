"""A journal in memory, for tests and for trying things out. It keeps the same promises as the file,
down to what a text looks like after it was written and read; it only forgets them at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.journal.codec import decode, encode, settled, well_formed
from bot.journal.port import (
    ANYTHING,
    PATIENCE,
    Contribution,
    Found,
    Held,
    Known,
    MeetingSummary,
    Place,
    Proven,
    Stale,
    Unfinished,
    Wanted,
)
from bot.procedure.events import (
    CaucusBegun,
    CaucusEnded,
    ContributionEdited,
    ContributionMade,
    ContributionRemoved,
    ErasedBecause,
    Event,
    FileKept,
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
from bot.procedure.events.speech import message_of
from bot.procedure.meeting import Status
from bot.procedure.people import Capacity
from bot.procedure.values import Instant, MeetingId, PersonId
from bot.stems import holds


class MemoryJournal:
    """A `Journal` that is gone with its process."""

    def __init__(self) -> None:
        self._records: dict[MeetingId, list[Recorded]] = {}
        self._notes: dict[tuple[MeetingId, str], str] = {}
        self._beat: Instant | None = None
        self._files: dict[str, bytes] = {}

    async def append(
        self,
        meeting: MeetingId,
        expected: int,
        at: Instant,
        actor: PersonId | None,
        events: Sequence[Event],
    ) -> tuple[Recorded, ...] | Stale | Known:
        """See `Journal.append`."""
        found = len(self._records.get(meeting, ()))
        if found != expected:
            return Stale(meeting, expected, found)
        for event in events:
            message = message_of(event)
            if message is not None and await self.knows(meeting, message):
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

    async def keep_file(self, data: bytes) -> str:
        """See `Journal.keep_file`."""
        digest = hashlib.sha256(data).hexdigest()
        self._files[digest] = data
        return digest

    async def let_file_go(self, digest: str) -> None:
        """Nobody is given a file that no event names."""

    async def file(self, digest: str) -> bytes | None:
        """See `ReadableJournal.file`."""
        named = (
            record.event.digest.text
            for records in self._records.values()
            for record in records
            if isinstance(record.event, FileKept)
        )
        return self._files.get(digest) if digest in set(named) else None

    async def scrub(self, patience: float = PATIENCE) -> Unfinished | None:
        """Nothing is kept anywhere else."""
        return None

    async def read(self, meeting: MeetingId) -> tuple[Recorded, ...]:
        """See `ReadableJournal.read`."""
        return tuple(self._records.get(meeting, ()))

    async def meetings(self) -> tuple[MeetingSummary, ...]:
        """See `ReadableJournal.meetings`."""
        found = (summary(records) for records in self._records.values())
        return tuple(sorted((each for each in found if each), key=lambda m: (m.convened_at, m.id)))

    async def running(self) -> tuple[MeetingId, ...]:
        """See `ReadableJournal.running`."""
        return tuple(each.id for each in await self.meetings() if each.closed_at is None)

    async def next_number(self, dialogue: str) -> int:
        """See `ReadableJournal.next_number`."""
        numbers = (each.number for each in await self.meetings() if each.dialogue == dialogue)
        return max(numbers, default=0) + 1

    async def contribution(self, meeting: MeetingId, message: str) -> Contribution | None:
        """See `ReadableJournal.contribution`."""
        return contributions(self._records.get(meeting, ())).get(message)

    async def meeting_of(self, venue: str, message: str) -> MeetingId | None:
        """See `ReadableJournal.meeting_of`."""
        for each in await self.meetings():
            if each.venue == venue and message in contributions(self._records[each.id]):
                return each.id
        return None

    async def standing(self, meeting: MeetingId, latest: int) -> tuple[Contribution, ...]:
        """See `ReadableJournal.standing`."""
        made = contributions(self._records.get(meeting, ())).values()
        return tuple(each for each in made if not each.removed)[-latest:]

    async def knows(self, meeting: MeetingId, message: str) -> bool:
        """See `ReadableJournal.knows`."""
        return any(message_of(each.event) == message for each in self._records.get(meeting, ()))

    async def held(self, meeting: MeetingId, number: int) -> Held | None:
        """See `ReadableJournal.held`."""
        for record in self._records.get(meeting, ()):
            if isinstance(record.event, MessageHeld) and record.event.held == number:
                return Held(record.event.person, record.event.words)
        return None

    async def head(self, meeting: MeetingId) -> tuple[int, str] | None:
        """See `ReadableJournal.head`. A chain like the file's, but without salts."""
        records = self._records.get(meeting, ())
        own = b""
        for record in records:
            each = encode(record.event)
            row = f"{record.seq}|{record.at}|{record.actor}|{each.kind}|{each.payload}"
            own = hashlib.sha256(own + row.encode()).digest()
        return (len(records), own.hex()) if records else None

    async def meetings_with(self, person: PersonId) -> tuple[MeetingId, ...]:
        """See `ReadableJournal.meetings_with`."""
        return tuple(
            each.id
            for each in await self.meetings()
            if any(
                isinstance(record.event, SeatTaken) and record.event.person == person
                for record in self._records[each.id]
            )
        )

    async def places_of(self, person: PersonId) -> tuple[Place, ...]:
        """See `ReadableJournal.places_of`."""
        places: list[Place] = []
        sat = await self.meetings_with(person)
        for each in await self.meetings():
            records = self._records[each.id]
            convened = records[0].actor == person
            if convened or each.id in sat:
                places.append(Place(each.id, *place_in(records, person), convened))
        return tuple(places)

    async def proof(self, meeting: MeetingId) -> Proven | None:
        """See `ReadableJournal.proof`: nobody can have altered what is in here."""
        head = await self.head(meeting)
        return None if head is None else Proven(*head)

    async def search(
        self,
        asked: str,
        meeting: MeetingId | None = None,
        limit: int = 20,
        wanted: Wanted = ANYTHING,
    ) -> tuple[Found, ...]:
        """See `ReadableJournal.search`; the best match is the latest here."""
        words = well_formed(asked)
        found: list[Found] = []
        for each in await self.meetings():
            if meeting not in (None, each.id) or wanted.meeting not in (None, each.id):
                continue
            if wanted.dialogue not in (None, each.dialogue):
                continue
            if wanted.among is not None and each.id not in wanted.among:
                continue
            found += _matching(each.id, self._records[each.id], words, wanted)
        return tuple(sorted(found, key=lambda one: -one.at)[:limit])

    async def note(self, meeting: MeetingId, key: str) -> str | None:
        """See `ReadableJournal.note`."""
        return self._notes.get((meeting, key))

    async def set_note(self, meeting: MeetingId, key: str, value: str | None) -> None:
        """See `Journal.set_note`."""
        if value is None:
            self._notes.pop((meeting, key), None)
        else:
            self._notes[meeting, key] = value

    async def beat(self, at: Instant) -> None:
        """See `Journal.beat`."""
        self._beat = at

    async def last_beat(self) -> Instant | None:
        """See `ReadableJournal.last_beat`."""
        return self._beat

    async def close(self) -> None:
        """Nothing to let go of."""


def contributions(records: Sequence[Recorded]) -> dict[str, Contribution]:
    """Every message as it stands after these records."""
    made: dict[str, Contribution] = {}
    for record in records:
        match record.event:
            case ContributionMade() as it if it.message not in made:
                made[it.message] = Contribution(
                    it.message,
                    it.person,
                    it.side,
                    it.turn,
                    it.item,
                    record.at if it.sent is None else it.sent,
                    it.words,
                    edited_at=None,
                    removed_at=None,
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


def _matching(
    meeting: MeetingId,
    records: Sequence[Recorded],
    asked: str,
    wanted: Wanted,
) -> Iterator[Found]:
    """The contributions of a meeting that hold all these words, and that are wanted."""
    seqs = {
        record.event.message: record.seq
        for record in reversed(records)
        if isinstance(record.event, ContributionMade)
    }
    for it in contributions(records).values():
        text = it.words.text
        if it.removed or text is None:
            continue
        fits = (
            wanted.person in (None, it.person)
            and wanted.side in (None, it.side)
            and wanted.item in (None, it.item)
            and (wanted.since is None or it.at >= wanted.since)
            and (wanted.until is None or it.at <= wanted.until)
        )
        if fits and holds(text, asked):
            yield Found(
                meeting,
                it.message,
                it.person,
                it.at,
                it.words,
                it.side,
                it.item,
                it.turn,
                seqs[it.message],
            )
