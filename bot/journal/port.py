"""What the rest of the project may ask of a journal, and the small values that it answers with.

No SQL and no file stands here; `sqlite` and `memory` each keep the promises of `Journal`, and one
contract suite in the tests holds both to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.events import Event, Recorded
from bot.procedure.floor.floor_values import TurnNumber
from bot.procedure.state import Status
from bot.procedure.table.seats import Capacity, SideKey
from bot.procedure.values import Instant, Localized, MeetingId, PersonId, Words

SECOND_PROCESS = "second process"
"""The bench note, of no meeting, of when another process with the same token was seen last."""


@dataclass(frozen=True, slots=True)
class Stale:
    """Nothing was appended: the writer had seen `expected` events, the meeting has `found`."""

    meeting: MeetingId
    expected: int
    found: int


@dataclass(frozen=True, slots=True)
class Known:
    """Nothing was appended: this message has become a contribution or a held message before."""

    meeting: MeetingId
    message: str


@dataclass(frozen=True, slots=True)
class MeetingSummary:
    """One line of the list of meetings.

    `turns` counts the turns that started, `contributions` the messages that were made and not
    removed since. `opened_at` is the first opening, `closed_at` the close; None until then. `keep_days`
    is how long after the close the words are kept, None: until somebody erases them; `erased_at` when
    they were, because they had been kept for so long.
    """

    id: MeetingId
    dialogue: str
    number: int
    title: Localized
    venue: str
    status: Status
    convened_at: Instant
    opened_at: Instant | None
    closed_at: Instant | None
    turns: int
    contributions: int
    keep_days: int | None = None
    erased_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """A message as it stands now: `words` are those of its last edit.

    `edited_at` and `removed_at` are None while it is as its author first sent it. `files` counts what
    hung on it then.
    """

    message: str
    person: PersonId
    side: SideKey
    turn: TurnNumber | None
    item: ItemKey | None
    at: Instant
    words: Words
    edited_at: Instant | None = None
    removed_at: Instant | None = None
    files: int = 0

    @property
    def removed(self) -> bool:
        return self.removed_at is not None


@dataclass(frozen=True, slots=True)
class HeldRow:
    """What was typed out of turn. `words` is None where nothing of it was kept: its author had
    agreed to no recording. It is Words(None) where it was kept, and erased since."""

    person: PersonId
    words: Words | None


@dataclass(frozen=True, slots=True)
class Proven:
    """A meeting whose chain holds: how many events it has, the hash of the last in hexadecimal, and the
    seqs of those that the rules could not have written where they stand."""

    events: int
    head: str
    unlawful: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """What somebody was in a meeting. `capacity` is that of the seat that they have, or had at the
    close; None: they have left it, or never had one. `accepted`: they accepted the rules of the room."""

    meeting: MeetingId
    capacity: Capacity | None
    accepted: bool
    convened: bool


class FaultKind(StrEnum):
    """Why a journal cannot be opened. Nothing has been written into the file in any of these."""

    MISSING = "missing"  # there is no such file (only when opening to read)
    NO_FOLDER = "no-folder"  # the folder that the file should be in does not exist
    DIRECTORY = "directory"  # the path is a folder
    NOT_A_DATABASE = "not-a-database"  # the file is something else than SQLite
    FOREIGN = "foreign"  # SQLite, but another program's
    NEWER = "newer"  # written by a newer version of Cochair
    OLDER = "older"  # an older version's, not migrated yet (only when opening to read)
    DAMAGED = "damaged"  # ours, but SQLite cannot make sense of it
    SCHEMA = (
        "schema"  # its tables and the like are not those that we make (only when opening to write)
    )
    LOCKED = "locked"  # another process is writing to it
    READ_ONLY = "read-only"  # the file or its folder may not be written
    FULL = "full"  # the disk is full
    UNREADABLE = "unreadable"  # the file may not be read, or the disk refuses


@dataclass(frozen=True, slots=True)
class JournalFault:
    """A journal that cannot be opened. `path` is as it was given."""

    kind: FaultKind
    path: str


PATIENCE = 2.0
"""For how many seconds somebody who reads is waited for, before an erasure is called unfinished."""


class Unfinished(StrEnum):
    """Why bytes of what was erased are still on the disk. The erasure itself is written: nobody who asks
    the journal finds the words, and `Journal.scrub` can be tried again until the bytes are gone too."""

    IN_USE = "in-use"  # somebody still reads the file as it was before
    FULL = "full"  # the disk has no room for the file to be written anew
    UNWRITABLE = "unwritable"  # the disk refuses, or an attachment may not be removed


class NewerJournal(Exception):
    """A meeting holds an event that this version does not know: a newer one has written it."""

    def __init__(self, meeting: MeetingId, seq: int, kind: str, version: int) -> None:
        super().__init__(f"{meeting} #{seq}: {kind} version {version} is not known here")
        self.meeting, self.seq, self.kind, self.version = meeting, seq, kind, version


class UnwrittenJournal(Exception):
    """What was to be written could not be, and nothing has changed: the disk is full, or refuses, or
    somebody keeps the file to themselves. It may be possible a moment later."""

    def __init__(self, kind: FaultKind) -> None:
        super().__init__(f"the journal cannot be written: {kind}")
        self.kind = kind


class DamagedJournal(Exception):
    """A row cannot be read as what it says it is. `cochair verify` tells more."""

    def __init__(self, meeting: MeetingId, seq: int) -> None:
        super().__init__(f"{meeting} #{seq}: the row cannot be read")
        self.meeting, self.seq = meeting, seq


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search is narrowed to; None: anything. `among`: only these meetings. `since` and `until`
    bound the moment at which something was said, both included."""

    meeting: MeetingId | None = None
    dialogue: str | None = None
    person: PersonId | None = None
    side: SideKey | None = None
    item: ItemKey | None = None
    since: Instant | None = None
    until: Instant | None = None
    among: frozenset[MeetingId] | None = None


ANYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Found:
    """A contribution that a search found, as it stands now. `seq` is its first event's, by which a
    transcript names it."""

    meeting: MeetingId
    message: str
    person: PersonId
    at: Instant
    words: Words
    side: SideKey
    item: ItemKey | None
    turn: TurnNumber | None
    seq: int


class ReadableJournal(Protocol):
    """What may be asked of a journal without changing it."""

    async def read(self, meeting: MeetingId) -> tuple[Recorded, ...]:
        """Every event of the meeting in order; empty for a meeting that there is not.

        Raises NewerJournal or DamagedJournal where a row cannot be understood.
        """
        ...

    async def meetings(self) -> tuple[MeetingSummary, ...]:
        """Every meeting that was convened, the earliest first."""
        ...

    async def running(self) -> tuple[MeetingId, ...]:
        """The meetings that were convened and are not closed, the earliest first."""
        ...

    async def next_number(self, dialogue: str) -> int:
        """The number for the dialogue's next meeting: one more than its highest so far."""
        ...

    async def contribution(self, meeting: MeetingId, message: str) -> ContributionRow | None:
        """The contribution with the platform's id `message`, removed or not."""
        ...

    async def meeting_of(self, venue: str, message: str) -> MeetingId | None:
        """The meeting, held at this place and over or not, to which this message is a contribution."""
        ...

    async def standing(self, meeting: MeetingId, latest: int) -> tuple[ContributionRow, ...]:
        """The contributions of the meeting that are not removed, in the order in which they were made;
        the latest so many of them."""
        ...

    async def knows(self, meeting: MeetingId, message: str) -> bool:
        """Whether this message has become a contribution or a held message."""
        ...

    async def held(self, meeting: MeetingId, number: int) -> HeldRow | None:
        """The held message with this number."""
        ...

    async def head(self, meeting: MeetingId) -> tuple[int, str] | None:
        """The seq of the meeting's last event and that event's hash in hexadecimal, which holds on to
        all before it; None for a meeting that there is not."""
        ...

    async def meetings_with(self, person: PersonId) -> tuple[MeetingId, ...]:
        """The meetings in which this person ever had a seat, the earliest first."""
        ...

    async def places_of(self, person: PersonId) -> tuple[RecordPlace, ...]:
        """The meetings that this person convened or ever had a seat in, the earliest first."""
        ...

    async def proof(self, meeting: MeetingId) -> Proven | None:
        """What `head` gives, after a walk along the whole chain, and what in the meeting is not lawful;
        None where the chain does not hold."""
        ...

    async def search(
        self,
        asked: str,
        meeting: MeetingId | None = None,
        limit: int = 20,
        wanted: Wanted = ANYTHING,
    ) -> tuple[Found, ...]:
        """Contributions that hold every word of `asked`, the best match first.

        Words are found in all their forms, `word*` finds all that begin so; case, accents and the dots
        on ё make no difference.
        """
        ...

    async def file(self, digest: str) -> bytes | None:
        """The attachment with this digest; None where there is none (any more)."""
        ...

    async def note(self, meeting: MeetingId, key: str) -> str | None:
        """The bench note that was last set under `key`."""
        ...

    async def last_beat(self) -> Instant | None:
        """When the bot was last known to be alive."""
        ...

    async def close(self) -> None:
        """Finish what is under way and let go of the file. A second call does nothing."""
        ...


class Journal(ReadableJournal, Protocol):
    """A journal that may be written to."""

    async def append(
        self,
        meeting: MeetingId,
        expected: int,
        at: Instant,
        actor: PersonId | None,
        events: Sequence[Event],
    ) -> tuple[Recorded, ...] | Stale | Known:
        """Append `events`, all or none, and return once they are safe on the disk.

        `expected` is the last seq that the writer knows of, 0 for a new meeting. A message becomes a
        contribution or a held message once. `TextsErased` erases the texts that it names, in the same
        transaction. The records that come back are as `read` will give them. Once begun, an append is
        finished even if the task that asked for it is cancelled. Raises UnwrittenJournal.
        """
        ...

    async def keep_file(self, data: bytes) -> str:
        """Store an attachment; its SHA-256 in hexadecimal, to be named by a `FileKept`. It is gone once
        no text names its digest any more. Raises UnwrittenJournal."""
        ...

    async def let_file_go(self, digest: str) -> None:
        """A file was stored, and no event will name it: take it away, if no other does. One that cannot
        be removed is left for `scrub`."""
        ...

    async def scrub(self, patience: float = PATIENCE) -> Unfinished | None:
        """After erasures: leave no byte of what was erased in the file, its free pages and its log
        included, nor in the folder of attachments.

        Somebody who reads is waited for, `patience` seconds at most, and never disturbed. What comes
        back is why it could not be finished; None: nothing is left to do. That something is left is
        remembered in the journal, so this may be called at any time, after a restart too.
        """
        ...

    async def set_note(self, meeting: MeetingId, key: str, value: str | None) -> None:
        """Keep a bench note, or drop it with None.

        Bench notes are the bot's own (where the card is, what permissions a channel had): they
        stand outside the chain, and prove nothing.
        """
        ...

    async def beat(self, at: Instant) -> None:
        """Note that the bot is alive, so that an outage can be measured."""
        ...
