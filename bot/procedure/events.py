"""What has happened at a roundtable: frozen, in the past tense, with what a reader needs in ten years.

An event is never changed once a version of Cochair has written one: a new need gets a new event or a
new field with a default. What people said and what they are called is typed `Words`, which the
journal keeps apart so that it can be erased. One module a subject; this one puts them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from bot.procedure.agenda.agenda_events import (
    ItemAdded,
    ItemBudgetSpent,
    ItemClosed,
    ItemEdited,
    ItemExtended,
    ItemMoved,
    ItemOpened,
    ItemParked,
    ItemWarned,
    RepliesBegun,
    RunOutChosen,
    SideBudgetSpent,
)
from bot.procedure.contributions.contribution_events import (
    ContributionEdited,
    ContributionMade,
    ContributionRemoved,
    HeldBecause,
    HeldReturned,
    MessageHeld,
    Returned,
    SpeechEvent,
)
from bot.procedure.floor.floor_events import (
    BalanceSet,
    ClarityAsked,
    FloorRequested,
    GraceProlonged,
    InterpretationDue,
    InterpretationSet,
    InterpretationSkipped,
    KindChanged,
    ListClosed,
    ListReopened,
    LoudTold,
    MoreAnnounced,
    MoreTimeAsked,
    MoreTimeRefused,
    NoteSet,
    PassReason,
    PlacePassed,
    PointRuled,
    PolicySet,
    QuietInvited,
    RequestDeferred,
    RequestWithdrawn,
    TurnCut,
    TurnEnded,
    TurnExtended,
    TurnInterrupted,
    TurnStarted,
    TurnTakenUp,
    TurnTimeUp,
    TurnWarned,
)
from bot.procedure.meeting.meeting_events import (
    CaucusBegun,
    CaucusEnded,
    CaucusWarned,
    MeetingClosed,
    MeetingConvened,
    MeetingMoved,
    MeetingOpened,
    MeetingPaused,
    MeetingResumed,
    MeetingSuspended,
    OutageNoted,
    PhaseEnded,
    PhaseEndSet,
    PhaseEntered,
    PhaseReminded,
    PlaceAdded,
    RoundBegun,
    RoundEnded,
    ThinkingBegun,
    ThinkingEnded,
)
from bot.procedure.minutes.minutes_events import (
    AmendmentDecided,
    AmendmentProposed,
    MinutesAdopted,
    MinutesDrafted,
    MinutesEvent,
    MinutesFrozen,
    PointDropped,
    PointKind,
    PointNoted,
)
from bot.procedure.proposal.proposal_events import (
    ProposalAdopted,
    ProposalAgreed,
    ProposalDropped,
    ProposalEvent,
    ProposalMade,
    ProposalMerged,
    ProposalMoved,
    ProposalReworded,
    ProposalSplit,
    ProposalTicked,
)
from bot.procedure.record.record_events import (
    ErasedBecause,
    ExportForm,
    ExportGiven,
    ExportRefused,
    ExportRule,
    FileKept,
    FileLeftOut,
    FileWithdrawn,
    KeepingSet,
    LeftOut,
    OffRecordAgreed,
    OffRecordBegun,
    OffRecordEnded,
    ReactionAdded,
    ReactionTaken,
    RecordEvent,
    SignsCleared,
    TextAt,
    TextsErased,
)
from bot.procedure.table.table_events import (
    ChairHow,
    ChairTaken,
    CircleEntered,
    CircleLeft,
    CircleSeated,
    CircleSought,
    ConsentWithdrawn,
    RulesAccepted,
    SeatLeft,
    SeatTaken,
)
from bot.procedure.values import Instant, MeetingId, PersonId

__all__ = [
    "EVENTS",
    "AmendmentDecided",
    "AmendmentProposed",
    "BalanceSet",
    "CaucusBegun",
    "CaucusEnded",
    "CaucusWarned",
    "ChairHow",
    "ChairTaken",
    "CircleEntered",
    "CircleLeft",
    "CircleSeated",
    "CircleSought",
    "ClarityAsked",
    "ConsentWithdrawn",
    "ContributionEdited",
    "ContributionMade",
    "ContributionRemoved",
    "ErasedBecause",
    "Event",
    "ExportForm",
    "ExportGiven",
    "ExportRefused",
    "ExportRule",
    "FileKept",
    "FileLeftOut",
    "FileWithdrawn",
    "FloorRequested",
    "GraceProlonged",
    "HeldBecause",
    "HeldReturned",
    "InterpretationDue",
    "InterpretationSet",
    "InterpretationSkipped",
    "ItemAdded",
    "ItemBudgetSpent",
    "ItemClosed",
    "ItemEdited",
    "ItemExtended",
    "ItemMoved",
    "ItemOpened",
    "ItemParked",
    "ItemWarned",
    "KeepingSet",
    "KindChanged",
    "LeftOut",
    "ListClosed",
    "ListReopened",
    "LoudTold",
    "MeetingClosed",
    "MeetingConvened",
    "MeetingMoved",
    "MeetingOpened",
    "MeetingPaused",
    "MeetingResumed",
    "MeetingSuspended",
    "MessageHeld",
    "MinutesAdopted",
    "MinutesDrafted",
    "MinutesFrozen",
    "MoreAnnounced",
    "MoreTimeAsked",
    "MoreTimeRefused",
    "NoteSet",
    "OffRecordAgreed",
    "OffRecordBegun",
    "OffRecordEnded",
    "OutageNoted",
    "PassReason",
    "PhaseEndSet",
    "PhaseEnded",
    "PhaseEntered",
    "PhaseReminded",
    "PlaceAdded",
    "PlacePassed",
    "PointDropped",
    "PointKind",
    "PointNoted",
    "PointRuled",
    "PolicySet",
    "ProposalAdopted",
    "ProposalAgreed",
    "ProposalDropped",
    "ProposalMade",
    "ProposalMerged",
    "ProposalMoved",
    "ProposalReworded",
    "ProposalSplit",
    "ProposalTicked",
    "QuietInvited",
    "ReactionAdded",
    "ReactionTaken",
    "Recorded",
    "RepliesBegun",
    "RequestDeferred",
    "RequestWithdrawn",
    "Returned",
    "RoundBegun",
    "RoundEnded",
    "RulesAccepted",
    "RunOutChosen",
    "SeatLeft",
    "SeatTaken",
    "SideBudgetSpent",
    "SignsCleared",
    "TextAt",
    "TextsErased",
    "ThinkingBegun",
    "ThinkingEnded",
    "TurnCut",
    "TurnEnded",
    "TurnExtended",
    "TurnInterrupted",
    "TurnStarted",
    "TurnTakenUp",
    "TurnTimeUp",
    "TurnWarned",
]

Event = (
    MeetingConvened
    | MeetingOpened
    | MeetingPaused
    | MeetingSuspended
    | MeetingResumed
    | MeetingMoved
    | OutageNoted
    | MeetingClosed
    | CaucusBegun
    | CaucusWarned
    | CaucusEnded
    | PhaseEntered
    | PhaseEnded
    | PhaseEndSet
    | PhaseReminded
    | RoundBegun
    | ThinkingBegun
    | ThinkingEnded
    | PlaceAdded
    | RoundEnded
    | SeatTaken
    | SeatLeft
    | RulesAccepted
    | ConsentWithdrawn
    | ChairTaken
    | CircleSeated
    | CircleSought
    | CircleEntered
    | CircleLeft
    | ItemAdded
    | ItemEdited
    | ItemMoved
    | ItemOpened
    | ItemParked
    | ItemClosed
    | ItemWarned
    | ItemBudgetSpent
    | RunOutChosen
    | ItemExtended
    | SideBudgetSpent
    | RepliesBegun
    | FloorRequested
    | NoteSet
    | KindChanged
    | RequestDeferred
    | RequestWithdrawn
    | ListClosed
    | ListReopened
    | PolicySet
    | PlacePassed
    | TurnStarted
    | TurnInterrupted
    | TurnTakenUp
    | TurnWarned
    | TurnTimeUp
    | GraceProlonged
    | MoreAnnounced
    | MoreTimeAsked
    | MoreTimeRefused
    | TurnExtended
    | TurnCut
    | TurnEnded
    | InterpretationDue
    | InterpretationSkipped
    | InterpretationSet
    | ClarityAsked
    | PointRuled
    | QuietInvited
    | LoudTold
    | BalanceSet
    | SpeechEvent
    | RecordEvent
    | MinutesEvent
    | ProposalEvent
)


EVENTS: tuple[type[Event], ...] = get_args(Event)
"""Every kind of event there is; the journal stores each under its class's name."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands in the journal. `seq` counts from 1 within its meeting; `actor` is who
    brought it about, None for the clock or the bot itself."""

    meeting: MeetingId
    seq: int
    at: Instant
    actor: PersonId | None
    event: Event
