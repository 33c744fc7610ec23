"""What has happened at a roundtable: frozen, in the past tense, with what a reader needs in ten years.

An event is never changed once a version of Cochair has written one: a new need gets a new event or a
new field with a default. What people said and what they are called is typed `Words`, which the
journal keeps apart so that it can be erased. Each stands with its subject; this module is where all of
them can be had (`from bot.procedure import events as e`).
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.agenda.agenda_events import *
from bot.procedure.contributions.contribution_events import *
from bot.procedure.event import KINDS as KINDS
from bot.procedure.event import Event as Event
from bot.procedure.event import name_of as name_of
from bot.procedure.floor.floor_events import *
from bot.procedure.meeting.meeting_events import *
from bot.procedure.minutes.minutes_events import *
from bot.procedure.proposal.proposal_events import *
from bot.procedure.record.record_events import *
from bot.procedure.table.table_events import *
from bot.procedure.values import Instant, MeetingId, PersonId

EVENTS: tuple[type[Event], ...] = tuple(KINDS.values())
"""Every kind of event there is."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands in the journal. `seq` counts from 1 within its meeting; `actor` is who
    brought it about, None for the clock or the bot itself."""

    meeting: MeetingId
    seq: int
    at: Instant
    actor: PersonId | None
    event: Event
