"""What people (and the clock) may ask of a meeting: imperative, frozen, with everything needed to
decide. Whether it is granted stands in `decide`. One module a subject; this one puts them together.

`by` is whoever gives the command. `seen_turn` is the number of the last turn that had started when
that person pressed the button: if another has started since, the command was meant for something
that is over, and is refused. None means that no turn was in view (a typed command).
"""

from __future__ import annotations

from typing import get_args

from bot.procedure.agenda.agenda_commands import (
    AddItem,
    BeginClosing,
    EditItem,
    ExtendItem,
    MoveItem,
    NextItem,
    ParkItem,
    SetRunsOut,
)
from bot.procedure.contributions.contribution_commands import (
    NoteReturned,
    Reword,
    Say,
    SeenTyping,
    Strike,
)
from bot.procedure.floor.floor_commands import (
    Ask,
    AskClarity,
    AskMore,
    CallNext,
    ChangeKind,
    CloseList,
    Defer,
    Extend,
    Grant,
    MoreComing,
    ObjectToMore,
    Pass,
    ReopenList,
    RulePoint,
    SetBalance,
    SetInterpretation,
    SetNote,
    SetPolicy,
    Withdraw,
    Yield,
)
from bot.procedure.meeting.meeting_commands import (
    BeginCaucus,
    Close,
    Convene,
    EndCaucus,
    LoseRoom,
    Move,
    NoteOutage,
    Open,
    Pause,
    Resume,
    SetPhaseEnd,
    Suspend,
    Tick,
)
from bot.procedure.minutes.minutes_commands import (
    AdoptMinutes,
    DecideAmendment,
    DraftMinutes,
    DropPoint,
    NotePoint,
    ProposeAmendment,
)
from bot.procedure.proposal.proposal_commands import (
    AgreeToAgenda,
    DropProposal,
    MergePoints,
    MovePoint,
    ProposeAgenda,
    RewordPoint,
    SplitPoint,
    TickPoints,
)
from bot.procedure.record.record_commands import (
    ClearSigns,
    EraseTexts,
    GoOffRecord,
    GoOnRecord,
    KeepFile,
    LeaveFileOut,
    NoteExportRefused,
    React,
    SetKeeping,
    TakeExport,
    WithdrawFile,
)
from bot.procedure.table.table_commands import (
    AcceptRules,
    AssignSeat,
    EnterCircle,
    LeaveCircle,
    LeaveSeat,
    PassChair,
    TakeSeat,
    WithdrawConsent,
)
from bot.procedure.values import PersonId

__all__ = [
    "COMMANDS",
    "AcceptRules",
    "AddItem",
    "AdoptMinutes",
    "AgreeToAgenda",
    "Ask",
    "AskClarity",
    "AskMore",
    "AssignSeat",
    "BeginCaucus",
    "BeginClosing",
    "CallNext",
    "ChangeKind",
    "ClearSigns",
    "Close",
    "CloseList",
    "Command",
    "Convene",
    "DecideAmendment",
    "Defer",
    "DraftMinutes",
    "DropPoint",
    "DropProposal",
    "EditItem",
    "EndCaucus",
    "EnterCircle",
    "EraseTexts",
    "Extend",
    "ExtendItem",
    "GoOffRecord",
    "GoOnRecord",
    "Grant",
    "KeepFile",
    "LeaveCircle",
    "LeaveFileOut",
    "LeaveSeat",
    "LoseRoom",
    "MergePoints",
    "MoreComing",
    "Move",
    "MoveItem",
    "MovePoint",
    "NextItem",
    "NoteExportRefused",
    "NoteOutage",
    "NotePoint",
    "NoteReturned",
    "ObjectToMore",
    "Open",
    "ParkItem",
    "Pass",
    "PassChair",
    "Pause",
    "ProposeAgenda",
    "ProposeAmendment",
    "React",
    "ReopenList",
    "Resume",
    "Reword",
    "RewordPoint",
    "RulePoint",
    "Say",
    "SeenTyping",
    "SetBalance",
    "SetInterpretation",
    "SetKeeping",
    "SetNote",
    "SetPhaseEnd",
    "SetPolicy",
    "SetRunsOut",
    "SplitPoint",
    "Strike",
    "Suspend",
    "TakeExport",
    "TakeSeat",
    "Tick",
    "TickPoints",
    "Withdraw",
    "WithdrawConsent",
    "WithdrawFile",
    "Yield",
    "actor",
]

Command = (
    Convene
    | Open
    | Pause
    | Suspend
    | Resume
    | Move
    | Close
    | BeginCaucus
    | EndCaucus
    | SetPhaseEnd
    | NoteOutage
    | LoseRoom
    | Tick
    | TakeSeat
    | AssignSeat
    | LeaveSeat
    | AcceptRules
    | WithdrawConsent
    | PassChair
    | EnterCircle
    | LeaveCircle
    | AddItem
    | EditItem
    | MoveItem
    | ParkItem
    | NextItem
    | BeginClosing
    | SetRunsOut
    | ExtendItem
    | Ask
    | SetNote
    | ChangeKind
    | Defer
    | Withdraw
    | CallNext
    | Grant
    | Yield
    | Pass
    | MoreComing
    | Extend
    | AskMore
    | ObjectToMore
    | AskClarity
    | RulePoint
    | SetPolicy
    | CloseList
    | ReopenList
    | SetInterpretation
    | SetBalance
    | Say
    | NoteReturned
    | Reword
    | Strike
    | SeenTyping
    | GoOffRecord
    | GoOnRecord
    | SetKeeping
    | EraseTexts
    | KeepFile
    | LeaveFileOut
    | React
    | WithdrawFile
    | ClearSigns
    | TakeExport
    | NoteExportRefused
    | NotePoint
    | DropPoint
    | DraftMinutes
    | ProposeAmendment
    | DecideAmendment
    | AdoptMinutes
    | ProposeAgenda
    | TickPoints
    | RewordPoint
    | MovePoint
    | MergePoints
    | SplitPoint
    | AgreeToAgenda
    | DropProposal
)

COMMANDS: tuple[type[Command], ...] = get_args(Command)


def actor(command: Command) -> PersonId | None:
    """Who gave the command; None for the clock and the bot itself."""
    return getattr(command, "by", None)
