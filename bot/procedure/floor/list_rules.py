"""Rules for what the co-chairs choose: the order of the list, its closing, interpretation, and the
private words to the quiet and the loud."""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.draft import Draft
from bot.procedure.floor import rotas
from bot.procedure.formats import Policy
from bot.procedure.meeting import progress
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting, Status
from bot.procedure.transitions import WHY_NOT
from bot.procedure.values import Instant


def set_policy(
    meeting: Meeting, command: c.SetPolicy, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """Another order from now on; nobody's request is lost by it. A go-round begins at once."""
    if command.policy is Policy.GO_ROUND:
        return _go_round(meeting, now)
    if command.policy is meeting.policy:
        return refuse(Code.POLICY_ALREADY)
    return (e.PolicySet(command.policy),)


def _go_round(meeting: Meeting, now: Instant) -> tuple[e.Event, ...] | Refusal:
    phase = meeting.phase
    if meeting.status is not Status.OPEN:
        return refuse(WHY_NOT[meeting.status])
    if phase is None or not phase.speakers.listed:
        return refuse(Code.NO_ROUND_NOW)
    if meeting.rota.called:
        return refuse(Code.ROUND_ALREADY)
    nth = meeting.rounds + 1
    places = rotas.around(meeting, nth)
    thinking = phase.thinking or rotas.THINKING
    draft = Draft(meeting, now)
    draft.add(e.PolicySet(Policy.GO_ROUND))
    draft.add(e.RoundBegun(nth, places, thinking))
    progress.go_on(draft)
    return draft.events


def close_list(
    meeting: Meeting, command: c.CloseList, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    if meeting.talk.list_closed:
        return refuse(Code.LIST_CLOSED_ALREADY)
    return (e.ListClosed(),)


def reopen_list(
    meeting: Meeting, command: c.ReopenList, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    if not meeting.talk.list_closed:
        return refuse(Code.LIST_IS_OPEN)
    return (e.ListReopened(),)


def set_interpretation(
    meeting: Meeting, command: c.SetInterpretation, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    return () if command.on is meeting.interpreted else (e.InterpretationSet(command.on),)


def set_balance(
    meeting: Meeting, command: c.SetBalance, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    quiet = meeting.invites_quiet if command.invite_quiet is None else command.invite_quiet
    loud = meeting.tells_loud if command.tell_loud is None else command.tell_loud
    if (quiet, loud) == (meeting.invites_quiet, meeting.tells_loud):
        return ()
    return (e.BalanceSet(quiet, loud),)
