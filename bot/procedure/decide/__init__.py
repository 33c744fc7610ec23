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
from bot.procedure.authorization import action_of, fault
from bot.procedure.capabilities import CAPABILITIES
from bot.procedure.decide import (
    agenda,
    caucus,
    chair,
    circle,
    clock,
    exports,
    extension,
    floor,
    meetings,
    minutes,
    proposal,
    record,
    requests,
    seating,
    speaking,
    switches,
)
from bot.procedure.events import Event
from bot.procedure.meeting import Meeting
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.transitions import refusal_code
from bot.procedure.values import Instant

Decision = tuple[Event, ...] | Refusal


def decide(meeting: Meeting | None, command: c.Command, now: Instant) -> Decision:
    """What happens when `command` is given at `now`.

    An empty tuple means that the command is lawful and there is nothing to do (a tick before any
    deadline, a remark that is nobody's business).
    """
    if isinstance(command, c.Convene):
        return meetings.convene(command) if meeting is None else refuse(Code.ALREADY_CONVENED)
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
    c.TakeSeat: seating.take,
    c.AssignSeat: seating.assign,
    c.LeaveSeat: seating.leave,
    c.AcceptRules: seating.accept,
    c.WithdrawConsent: seating.withdraw_consent,
    c.Open: meetings.open_,
    c.Pause: meetings.pause,
    c.Suspend: meetings.suspend,
    c.Resume: meetings.resume,
    c.Move: meetings.move,
    c.Close: meetings.close,
    c.NoteOutage: clock.note_outage,
    c.LoseRoom: meetings.lose_room,
    c.Tick: clock.tick,
    c.AddItem: agenda.add,
    c.EditItem: agenda.edit,
    c.MoveItem: agenda.move,
    c.ParkItem: agenda.park,
    c.NextItem: agenda.next_item,
    c.BeginClosing: agenda.begin_closing,
    c.SetRunsOut: agenda.set_runs_out,
    c.ExtendItem: agenda.extend_item,
    c.GoOffRecord: record.go_off,
    c.GoOnRecord: record.go_on,
    c.SetKeeping: record.set_keeping,
    c.EraseTexts: record.erase,
    c.KeepFile: record.keep_file,
    c.LeaveFileOut: record.leave_file_out,
    c.React: record.react,
    c.WithdrawFile: record.withdraw_file,
    c.ClearSigns: record.clear_signs,
    c.TakeExport: exports.take,
    c.NoteExportRefused: exports.note_refused,
    c.NotePoint: minutes.note_point,
    c.DropPoint: minutes.drop_point,
    c.DraftMinutes: minutes.draft,
    c.ProposeAmendment: minutes.propose,
    c.DecideAmendment: minutes.decide_amendment,
    c.AdoptMinutes: minutes.adopt,
    c.ProposeAgenda: proposal.propose,
    c.TickPoints: proposal.tick,
    c.RewordPoint: proposal.reword,
    c.MovePoint: proposal.move,
    c.MergePoints: proposal.merge,
    c.SplitPoint: proposal.split,
    c.AgreeToAgenda: proposal.agree,
    c.DropProposal: proposal.drop,
    c.BeginCaucus: caucus.begin,
    c.EndCaucus: caucus.end,
    c.SetPhaseEnd: clock.set_phase_end,
    c.PassChair: chair.pass_chair,
    c.EnterCircle: circle.enter,
    c.LeaveCircle: circle.leave,
    c.Ask: requests.ask,
    c.SetNote: requests.set_note,
    c.ChangeKind: requests.change_kind,
    c.Defer: requests.defer,
    c.Withdraw: requests.withdraw,
    c.CallNext: floor.call_next,
    c.Grant: floor.grant,
    c.Yield: floor.yield_,
    c.Pass: floor.pass_,
    c.RulePoint: floor.rule_point,
    c.MoreComing: extension.more_coming,
    c.Extend: extension.extend,
    c.AskMore: extension.ask_more,
    c.ObjectToMore: extension.object_to_more,
    c.AskClarity: extension.ask_clarity,
    c.SeenTyping: extension.seen_typing,
    c.SetPolicy: switches.set_policy,
    c.CloseList: switches.close_list,
    c.ReopenList: switches.reopen_list,
    c.SetInterpretation: switches.set_interpretation,
    c.SetBalance: switches.set_balance,
    c.Say: speaking.say,
    c.Reword: speaking.reword,
    c.Strike: speaking.strike,
    c.NoteReturned: speaking.note_returned,
}
