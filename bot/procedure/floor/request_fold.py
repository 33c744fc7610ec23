"""What becomes of the state when hands go up and down, and when the order of the list changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.procedure import events as e
from bot.procedure.floor.floor_values import Deferral, Request
from bot.procedure.formats import Policy
from bot.procedure.replacing import replace
from bot.procedure.state import Meeting
from bot.procedure.values import Instant


def _requested(meeting: Meeting, event: e.FloorRequested, at: Instant) -> Meeting:
    ticket = meeting.last_ticket + 1
    request = Request(
        number=event.request,
        person=event.person,
        side=event.side,
        kind=event.kind,
        asked_at=at,
        item=event.item,
        note=event.note,
        ticket=ticket,
        answers=event.answers,
        to=event.to,
    )
    return replace(
        meeting,
        requests=(*meeting.requests, request),
        last_request=event.request,
        last_ticket=ticket,
    )


def _with_request(meeting: Meeting, number: int, change: Callable[[Request], Request]) -> Meeting:
    requests = tuple(
        change(request) if request.number == number else request for request in meeting.requests
    )
    return replace(meeting, requests=requests)


def _noted(meeting: Meeting, event: e.NoteSet, at: Instant) -> Meeting:
    return _with_request(meeting, event.request, lambda r: replace(r, note=event.note))


def _kind_changed(meeting: Meeting, event: e.KindChanged, at: Instant) -> Meeting:
    ticket = meeting.last_ticket + 1

    def change(request: Request) -> Request:
        return replace(
            request,
            kind=event.kind,
            ticket=request.ticket if event.keeps_place else ticket,
            deferral=None,
            answers=event.answers,
            to=event.to,
        )

    return replace(_with_request(meeting, event.request, change), last_ticket=ticket)


def _deferred(meeting: Meeting, event: e.RequestDeferred, at: Instant) -> Meeting:
    deferral = Deferral(meeting.last_deferral + 1, meeting.last_request)
    changed = _with_request(meeting, event.request, lambda r: replace(r, deferral=deferral))
    return replace(changed, last_deferral=deferral.nth)


def _request_withdrawn(meeting: Meeting, event: e.RequestWithdrawn, at: Instant) -> Meeting:
    return without_request(meeting, event.request)


def without_request(meeting: Meeting, number: int | None) -> Meeting:
    """The meeting without this request, be it on the list or set aside."""
    return replace(
        meeting,
        requests=tuple(r for r in meeting.requests if r.number != number),
        aside=tuple(r for r in meeting.aside if r.number != number),
    )


def _list_closed(meeting: Meeting, event: e.ListClosed, at: Instant) -> Meeting:
    return replace(meeting, talk=replace(meeting.talk, list_closed=True))


def _list_reopened(meeting: Meeting, event: e.ListReopened, at: Instant) -> Meeting:
    return replace(meeting, talk=replace(meeting.talk, list_closed=False))


def _policy_set(meeting: Meeting, event: e.PolicySet, at: Instant) -> Meeting:
    if event.policy is Policy.GO_ROUND:
        return meeting  # for one round only: what held before holds again then
    return replace(meeting, switches=replace(meeting.switches, policy=event.policy))


def _interpretation_set(meeting: Meeting, event: e.InterpretationSet, at: Instant) -> Meeting:
    return replace(meeting, switches=replace(meeting.switches, interpreted=event.on))


def _balance_set(meeting: Meeting, event: e.BalanceSet, at: Instant) -> Meeting:
    switches = replace(meeting.switches, invite_quiet=event.invite_quiet, tell_loud=event.tell_loud)
    return replace(meeting, switches=switches)


def _nudged(meeting: Meeting, event: e.QuietInvited | e.LoudTold, at: Instant) -> Meeting:
    talk = meeting.talk
    return replace(meeting, talk=replace(talk, nudged=talk.nudged | {event.person}))


APPLY: Mapping[type[Any], Callable[[Meeting, Any, Instant], Meeting]] = {
    e.FloorRequested: _requested,
    e.NoteSet: _noted,
    e.KindChanged: _kind_changed,
    e.RequestDeferred: _deferred,
    e.RequestWithdrawn: _request_withdrawn,
    e.ListClosed: _list_closed,
    e.ListReopened: _list_reopened,
    e.PolicySet: _policy_set,
    e.InterpretationSet: _interpretation_set,
    e.BalanceSet: _balance_set,
    e.QuietInvited: _nudged,
    e.LoudTold: _nudged,
}
