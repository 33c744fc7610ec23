"""One meeting as the desk reads it: its transcript, and whether its chain holds.

What must not live here: how a transcript comes out of events, how a chain is checked.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.journal.port import DamagedJournal, NewerJournal
from bot.journal.verification import MeetingReport
from bot.procedure.events import Recorded
from bot.procedure.values import MeetingId
from bot.review.journal_repository import JournalRepository
from bot.transcript.build import build
from bot.transcript.model import Transcript


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """A meeting. `transcript`: None where its events cannot be read; `proof`: None without a chain."""

    meeting: MeetingId
    dialogue: str
    number: int
    transcript: Transcript | None
    proof: MeetingReport | None

    @property
    def holds(self) -> bool:
        """Whether its chain does, and nothing in it is unlawful."""
        return self.proof is not None and self.proof.problem is None and not self.proof.unlawful


async def read_record(journal: JournalRepository, meeting: MeetingId) -> MeetingRecord | None:
    """The meeting with this id; None if the file has none."""
    place = await journal.place_of(meeting)
    if place is None:
        return None
    transcript: Transcript | None = None
    proof: MeetingReport | None = None
    for _ in range(3):  # while it goes on, a record may come between the reading and the report
        records: tuple[Recorded, ...] = ()
        try:
            records = await journal.reader.read(meeting)
            transcript = build(records)
        except (NewerJournal, DamagedJournal, ValueError):
            transcript = None
        proof = await journal.verification.of(meeting)
        if proof is None or proof.problem is not None:
            transcript = None if transcript is None else build(records, broken=True)
            break
        if proof.events == len(records):
            wrong = tuple(each.seq for each in proof.unlawful)
            if transcript is not None:
                transcript = build(records, head=proof.head, unlawful=wrong)
            break
    return MeetingRecord(meeting, *place, transcript, proof)
