"""`decide`: what becomes of a command. Events, or a refusal; nothing is changed and nothing is shown.

This file holds the dispatch only. The rules stand beside it by subject: `meetings`, `seating`,
`agenda`, `floor`, `speaking`, `clock`; what follows by itself when a turn or a phase ends stands in
`course`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.procedure import commands as c
from bot.procedure.decide import agenda, clock, floor, meetings, seating, speaking
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
    c.Ask: floor.ask,
    c.SetNote: floor.set_note,
    c.Withdraw: floor.withdraw,
    c.CallNext: floor.call_next,
    c.Grant: floor.grant,
    c.Yield: floor.yield_,
    c.Extend: floor.extend,
    c.RulePoint: floor.rule_point,
    c.Say: speaking.say,
    c.Reword: speaking.reword,
    c.Strike: speaking.strike,
}
