"""Where the time of a meeting went, and the clocks of turns: counted before an event is applied.

Every millisecond between the opening and the closing lands in exactly one bucket of the ledger. No
rule about how long anything may take stands here.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.procedure import events as e
from bot.procedure.agenda.agenda_values import ItemState
from bot.procedure.floor.floor_values import Turn
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.replacing import replace
from bot.procedure.state import Ledger, Meeting, Status, Talk
from bot.procedure.values import Instant, Milliseconds


def count(meeting: Meeting, event: e.Event, at: Instant) -> Meeting:
    """Put the time since the last event where it belongs."""
    since = meeting.ledger.counted_to
    if since is None:
        if isinstance(event, e.MeetingOpened):
            return replace(meeting, ledger=replace(meeting.ledger, counted_to=at))
        return meeting
    if meeting.status is Status.CLOSED:
        return meeting
    until = max(at, since)
    if until == since:
        return meeting  # of the events of one moment the first has counted it
    worked = until
    if isinstance(event, e.OutageNoted):
        worked = min(max(event.since, since), until)
    ledger = _charge(meeting, meeting.ledger, worked - since)
    ledger = replace(ledger, paused=ledger.paused + until - worked, counted_to=until)
    agenda = meeting.agenda
    if meeting.status is Status.OPEN:
        agenda = tuple(
            replace(item, spent=item.spent + worked - since)
            if item.state is ItemState.OPEN
            else item
            for item in agenda
        )
    return replace(meeting, ledger=ledger, agenda=agenda, talk=_of_sides(meeting, worked - since))


def _of_sides(meeting: Meeting, length: Milliseconds) -> Talk:
    """The sides' floor time on the item. Points of order and interpretations are at nobody's expense."""
    turn, talk = meeting.floor, meeting.talk
    if meeting.status is not Status.OPEN or turn is None or turn.running_since is None:
        return talk
    if not length or turn.kind.rules.aside:
        return talk
    return replace(talk, by_side=plus(talk.by_side, turn.side, length))


def _charge(meeting: Meeting, ledger: Ledger, length: Milliseconds) -> Ledger:
    if meeting.status is not Status.OPEN:
        return replace(ledger, paused=ledger.paused + length)
    turn = meeting.floor
    if turn is None or turn.running_since is None:
        return replace(ledger, idle=ledger.idle + length)
    if turn.kind is Kind.INTERPRETATION:
        return replace(ledger, interpreted=ledger.interpreted + length)
    return replace(
        ledger,
        floor=plus(ledger.floor, turn.person, length),
        by_side=plus(ledger.by_side, turn.side, length),
    )


def plus(counts: Mapping[str, int], key: str, more: int) -> Mapping[str, int]:
    """`counts` with `more` added under `key`."""
    return {**counts, key: counts.get(key, 0) + more}


def stop(turn: Turn | None, at: Instant) -> Turn | None:
    """The turn with its clock standing still from `at`."""
    return turn and replace(turn, spent=turn.used(at), running_since=None)


def start(turn: Turn | None, at: Instant) -> Turn | None:
    """The turn with its clock running from `at`."""
    return turn and replace(turn, running_since=at)
