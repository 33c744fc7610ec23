"""`decide`: what becomes of a command. Events, or a refusal; nothing is changed and nothing is shown.

This file holds the dispatch only. When a command is heard stands in `transitions`, who may give it in
`capabilities`; the rules stand beside this file by subject. What follows by itself when a turn, a phase
or an item ends stands in `course`; who is given the floor then, and for how long, in `calling`; what a
turn leaves to be done in `after`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.procedure import commands as c
from bot.procedure.agenda import agenda_rules
from bot.procedure.authorization import action_of, fault
from bot.procedure.capabilities import CAPABILITIES
from bot.procedure.contributions import contribution_rules
from bot.procedure.events import Event
from bot.procedure.floor import extension_rules, floor_rules, list_rules, request_rules
from bot.procedure.meeting import caucus_rules, deadlines, meeting_rules
from bot.procedure.minutes import minutes_rules
from bot.procedure.proposal import proposal_rules
from bot.procedure.record import export_rules, record_rules
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting
from bot.procedure.table import chair_rules, circle_rules, seat_rules
from bot.procedure.transitions import refusal_code
from bot.procedure.values import Instant

Decision = tuple[Event, ...] | Refusal


def decide(meeting: Meeting | None, command: c.Command, now: Instant) -> Decision:
    """What happens when `command` is given at `now`.

    An empty tuple means that the command is lawful and there is nothing to do (a tick before any
    deadline, a remark that is nobody's business).
    """
    if isinstance(command, c.Convene):
        return meeting_rules.convene(command) if meeting is None else refuse(Code.ALREADY_CONVENED)
    if meeting is None:
        return refuse(Code.NOT_CONVENED)
    unlawful = refusal_code(meeting.status, type(command))
    if unlawful is not None:
        return refuse(unlawful)
    action = action_of(meeting, command)
    refused = fault(meeting, action, c.actor(command))
    if refused is not None:
        return () if CAPABILITIES[action].ignored else refused
    return _RULES[type(command)](meeting, command, now)


_RULES: Mapping[type[Any], Callable[[Meeting, Any, Instant], Decision]] = {
    c.TakeSeat: seat_rules.take,
    c.AssignSeat: seat_rules.assign,
    c.LeaveSeat: seat_rules.leave,
    c.AcceptRules: seat_rules.accept,
    c.WithdrawConsent: seat_rules.withdraw_consent,
    c.Open: meeting_rules.open_,
    c.Pause: meeting_rules.pause,
    c.Suspend: meeting_rules.suspend,
    c.Resume: meeting_rules.resume,
    c.Move: meeting_rules.move,
    c.Close: meeting_rules.close,
    c.NoteOutage: deadlines.note_outage,
    c.LoseRoom: meeting_rules.lose_room,
    c.Tick: deadlines.tick,
    c.AddItem: agenda_rules.add,
    c.EditItem: agenda_rules.edit,
    c.MoveItem: agenda_rules.move,
    c.ParkItem: agenda_rules.park,
    c.NextItem: agenda_rules.next_item,
    c.BeginClosing: agenda_rules.begin_closing,
    c.SetRunsOut: agenda_rules.set_runs_out,
    c.ExtendItem: agenda_rules.extend_item,
    c.GoOffRecord: record_rules.go_off,
    c.GoOnRecord: record_rules.go_on,
    c.SetKeeping: record_rules.set_keeping,
    c.EraseTexts: record_rules.erase,
    c.KeepFile: record_rules.keep_file,
    c.LeaveFileOut: record_rules.leave_file_out,
    c.React: record_rules.react,
    c.WithdrawFile: record_rules.withdraw_file,
    c.ClearSigns: record_rules.clear_signs,
    c.TakeExport: export_rules.take,
    c.NoteExportRefused: export_rules.note_refused,
    c.NotePoint: minutes_rules.note_point,
    c.DropPoint: minutes_rules.drop_point,
    c.DraftMinutes: minutes_rules.draft,
    c.ProposeAmendment: minutes_rules.propose,
    c.DecideAmendment: minutes_rules.decide_amendment,
    c.AdoptMinutes: minutes_rules.adopt,
    c.ProposeAgenda: proposal_rules.propose,
    c.TickPoints: proposal_rules.tick,
    c.RewordPoint: proposal_rules.reword,
    c.MovePoint: proposal_rules.move,
    c.MergePoints: proposal_rules.merge,
    c.SplitPoint: proposal_rules.split,
    c.AgreeToAgenda: proposal_rules.agree,
    c.DropProposal: proposal_rules.drop,
    c.BeginCaucus: caucus_rules.begin,
    c.EndCaucus: caucus_rules.end,
    c.SetPhaseEnd: deadlines.set_phase_end,
    c.PassChair: chair_rules.pass_chair,
    c.EnterCircle: circle_rules.enter,
    c.LeaveCircle: circle_rules.leave,
    c.Ask: request_rules.ask,
    c.SetNote: request_rules.set_note,
    c.ChangeKind: request_rules.change_kind,
    c.Defer: request_rules.defer,
    c.Withdraw: request_rules.withdraw,
    c.CallNext: floor_rules.call_next,
    c.Grant: floor_rules.grant,
    c.Yield: floor_rules.yield_,
    c.Pass: floor_rules.pass_,
    c.RulePoint: floor_rules.rule_point,
    c.MoreComing: extension_rules.more_coming,
    c.Extend: extension_rules.extend,
    c.AskMore: extension_rules.ask_more,
    c.ObjectToMore: extension_rules.object_to_more,
    c.AskClarity: extension_rules.ask_clarity,
    c.SeenTyping: extension_rules.seen_typing,
    c.SetPolicy: list_rules.set_policy,
    c.CloseList: list_rules.close_list,
    c.ReopenList: list_rules.reopen_list,
    c.SetInterpretation: list_rules.set_interpretation,
    c.SetBalance: list_rules.set_balance,
    c.Say: contribution_rules.say,
    c.Reword: contribution_rules.reword,
    c.MarkDeleted: contribution_rules.mark_deleted,
    c.NoteReturned: contribution_rules.note_returned,
}

if _without := sorted(each.__name__ for each in set(c.COMMANDS) - set(_RULES) - {c.Convene}):
    raise RuntimeError(f"commands without a rule: {', '.join(_without)}")
