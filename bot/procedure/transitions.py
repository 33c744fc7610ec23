"""The table of what is lawful when: one place for the reader, the rules, and the diagram in the docs.

`LAWFUL` says which commands a meeting hears in each status; anything else is refused before any other
rule is asked. `TRANSITIONS` says where the events that change a status lead. The diagram in docs/ is
drawn from these two, and a test sees that it is current.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.refusals import Code
from bot.procedure.state import Status

_SEATING: frozenset[type[c.Command]] = frozenset(
    {c.TakeSeat, c.AssignSeat, c.LeaveSeat, c.AcceptRules, c.WithdrawConsent}
)
_EDITING: frozenset[type[c.Command]] = frozenset({c.AddItem, c.EditItem, c.MoveItem, c.ParkItem})
_PROPOSING: frozenset[type[c.Command]] = frozenset(
    {
        c.ProposeAgenda,
        c.TickPoints,
        c.RewordPoint,
        c.MovePoint,
        c.MergePoints,
        c.SplitPoint,
        c.AgreeToAgenda,
        c.DropProposal,
    }
)
"""Whenever the agenda may be edited, and only then."""
_CHOOSING: frozenset[type[c.Command]] = frozenset({c.SetPolicy, c.SetInterpretation, c.SetBalance})
_CHAIRING: frozenset[type[c.Command]] = frozenset(
    {c.PassChair, c.CloseList, c.ReopenList, c.SetRunsOut, c.ExtendItem}
)
_LISTING: frozenset[type[c.Command]] = frozenset(
    {c.Ask, c.SetNote, c.ChangeKind, c.Defer, c.Withdraw, c.EnterCircle, c.LeaveCircle}
)
_RECORD: frozenset[type[c.Command]] = frozenset(
    {
        c.Reword,
        c.MarkDeleted,
        c.KeepFile,
        c.LeaveFileOut,
        c.React,
        c.EraseTexts,
        c.SetKeeping,
        c.WithdrawFile,
        c.ClearSigns,
    }
)
_NOTING: frozenset[type[c.Command]] = frozenset({c.NotePoint, c.DropPoint})
_MINUTES: frozenset[type[c.Command]] = frozenset(
    {c.DraftMinutes, c.ProposeAmendment, c.DecideAmendment, c.AdoptMinutes}
)
_EXPORTS: frozenset[type[c.Command]] = frozenset({c.TakeExport, c.NoteExportRefused})
"""At any time, also when all is over: taking the record away changes nothing in it."""
_BREAKS: frozenset[type[c.Command]] = frozenset({c.Suspend, c.Close, c.NoteOutage, c.LoseRoom})
_SITTING = (
    _SEATING
    | _EDITING
    | _PROPOSING
    | _CHOOSING
    | _CHAIRING
    | _LISTING
    | _RECORD
    | _NOTING
    | _BREAKS
    | _EXPORTS
    | {c.Say, c.NoteReturned}
)

LAWFUL: Mapping[Status, frozenset[type[c.Command]]] = {
    Status.CONVENED: _SEATING
    | _EDITING
    | _PROPOSING
    | _CHOOSING
    | _EXPORTS
    | {c.Open, c.Close, c.SetKeeping, c.EraseTexts},
    Status.OPEN: _SITTING
    | {
        c.Pause,
        c.BeginCaucus,
        c.Tick,
        c.SetPhaseEnd,
        c.NextItem,
        c.BeginClosing,
        c.CallNext,
        c.Grant,
        c.Yield,
        c.Pass,
        c.MoreComing,
        c.Extend,
        c.AskMore,
        c.ObjectToMore,
        c.AskClarity,
        c.RulePoint,
        c.SeenTyping,
        c.GoOffRecord,
    },
    Status.PAUSED: _SITTING
    | {c.Resume, c.BeginCaucus, c.Extend, c.Yield, c.RulePoint, c.GoOffRecord},
    # Nobody sits down at a side's table by themselves while that side is among its own.
    Status.CAUCUS: _SITTING - {c.TakeSeat} | {c.EndCaucus, c.Resume, c.Tick},
    # What is said is not heard, so there is nothing to keep, edit or answer; what was said before may
    # still be taken out or erased.
    Status.OFF_RECORD: _SEATING
    | _BREAKS
    | _EXPORTS
    | {
        c.GoOnRecord,
        c.Say,
        c.NoteReturned,
        c.MarkDeleted,
        c.EraseTexts,
        c.KeepFile,
        c.LeaveFileOut,
        c.WithdrawFile,
    },
    Status.SUSPENDED: _SEATING
    | _EDITING
    | _PROPOSING
    | _RECORD
    | _EXPORTS
    # What was sent before may be heard of only now.
    | {c.Resume, c.Move, c.Close, c.NoteOutage, c.Withdraw, c.Say, c.NoteReturned},
    Status.CLOSED: _MINUTES
    | _EXPORTS
    | {c.MarkDeleted, c.EraseTexts, c.KeepFile, c.LeaveFileOut, c.WithdrawFile, c.NoteReturned},
}

WHY_NOT: Mapping[Status, Code] = {
    Status.CONVENED: Code.NOT_OPEN_YET,
    Status.OPEN: Code.ALREADY_OPEN,
    Status.PAUSED: Code.MEETING_PAUSED,
    Status.CAUCUS: Code.IN_CAUCUS,
    Status.OFF_RECORD: Code.IS_OFF_RECORD,
    Status.SUSPENDED: Code.MEETING_SUSPENDED,
    Status.CLOSED: Code.MEETING_CLOSED,
}

TRANSITIONS: Mapping[tuple[Status | None, type[e.Event]], Status] = {
    (None, e.MeetingConvened): Status.CONVENED,
    (Status.CONVENED, e.MeetingOpened): Status.OPEN,
    (Status.OPEN, e.MeetingPaused): Status.PAUSED,
    (Status.PAUSED, e.MeetingResumed): Status.OPEN,
    (Status.OPEN, e.MeetingSuspended): Status.SUSPENDED,
    (Status.PAUSED, e.MeetingSuspended): Status.SUSPENDED,
    (Status.SUSPENDED, e.MeetingResumed): Status.OPEN,
    (Status.OPEN, e.CaucusBegun): Status.CAUCUS,
    (Status.PAUSED, e.CaucusBegun): Status.CAUCUS,
    (Status.CAUCUS, e.CaucusEnded): Status.PAUSED,
    (Status.OPEN, e.OffRecordBegun): Status.OFF_RECORD,
    (Status.PAUSED, e.OffRecordBegun): Status.OFF_RECORD,
    (Status.OFF_RECORD, e.OffRecordEnded): Status.OPEN,
    (Status.CONVENED, e.MeetingClosed): Status.CLOSED,
    (Status.OPEN, e.MeetingClosed): Status.CLOSED,
    (Status.PAUSED, e.MeetingClosed): Status.CLOSED,
    (Status.SUSPENDED, e.MeetingClosed): Status.CLOSED,
}


def refusal_code(status: Status, command: type[c.Command]) -> Code | None:
    """Why a meeting in this status does not hear this command; None if it does."""
    if command in LAWFUL[status]:
        return None
    if command is c.Resume and status is Status.OPEN:
        return Code.NOT_PAUSED
    if command is c.GoOnRecord:
        return Code.IS_ON_RECORD if status is not Status.CLOSED else Code.MEETING_CLOSED
    if command is c.EndCaucus and status in (Status.OPEN, Status.PAUSED):
        return Code.NO_CAUCUS
    return WHY_NOT[status]
