"""What becomes of the state when the meeting as a whole moves: its course, breaks, phases, rotas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.procedure import events as e
from bot.procedure.floor.floor_values import Place, Turn
from bot.procedure.meeting.timekeeping import start, stop
from bot.procedure.replacing import replace
from bot.procedure.state import Caucus, Meeting, Record, Rota, Status
from bot.procedure.values import Instant, Milliseconds


def convened(event: e.MeetingConvened, at: Instant) -> Meeting:
    return Meeting(
        id=event.meeting,
        dialogue=event.dialogue,
        number=event.number,
        title=event.title,
        venue=event.venue,
        convener=event.convener,
        format=event.format,
        rules=event.rules,
        status=Status.CONVENED,
        agenda=event.agenda,
        convened_at=at,
        by_voice=event.by_voice,
        record=Record(keep_days=event.format.record.days),
        edition=event.edition,
    )


def _opened(meeting: Meeting, event: e.MeetingOpened, at: Instant) -> Meeting:
    record = replace(meeting.record, since=at)
    return replace(meeting, opened_at=at, record=record, edition=_later_edition(meeting, event))


def _later_edition(meeting: Meeting, event: e.MeetingOpened | e.OutageNoted) -> int:
    return max(meeting.edition, event.edition)


def stopped(meeting: Meeting, event: object, at: Instant) -> Meeting:
    floor = _unasked(stop(meeting.floor, at))
    since = at if meeting.stopped_at is None else meeting.stopped_at
    return replace(meeting, floor=floor, stopped_at=since)


def _unasked(turn: Turn | None) -> Turn | None:
    """More time that was asked for is not given by the silence of people who are not there."""
    return turn and replace(turn, asked_until=None)


def resumed(meeting: Meeting, event: object, at: Instant) -> Meeting:
    """Whoever had the floor goes on; what was to happen at a certain moment happens that much later."""
    length = 0 if meeting.stopped_at is None else at - meeting.stopped_at
    moved = _later(meeting, length)
    return replace(moved, floor=start(meeting.floor, at), stopped_at=None, caucus=None)


def _taken_up(meeting: Meeting, event: e.MeetingResumed, at: Instant) -> Meeting:
    """What was typed while the meeting was suspended is not heard afterwards either."""
    if meeting.status is Status.SUSPENDED:
        meeting = replace(meeting, record=replace(meeting.record, since=at))
    return resumed(meeting, event, at)


def _moved(meeting: Meeting, event: e.MeetingMoved, at: Instant) -> Meeting:
    return replace(
        meeting,
        venue=event.venue,
        format=replace(meeting.format, enforcement=event.enforcement),
        by_voice=event.by_voice,
        moved_at=at,
    )


def _later(meeting: Meeting, by: Milliseconds) -> Meeting:
    rota, talk = meeting.rota, meeting.talk
    if rota.thinking_until is not None:
        rota = replace(rota, thinking_until=rota.thinking_until + by)
    if talk.until is not None:
        talk = replace(talk, until=talk.until + by)
    return replace(meeting, rota=rota, talk=talk)


def _outage(meeting: Meeting, event: e.OutageNoted, at: Instant) -> Meeting:
    rota, turn = meeting.rota, meeting.floor
    away = at - min(event.since, at)
    meeting = replace(meeting, edition=_later_edition(meeting, event))
    if rota.thinking_until is not None and meeting.status is Status.OPEN:
        meeting = replace(meeting, rota=replace(rota, thinking_until=rota.thinking_until + away))
    if meeting.awaited_since is not None:
        meeting = replace(meeting, awaited_since=meeting.awaited_since + away)
    if turn is None or turn.running_since is None:
        return meeting
    since = max(event.since, turn.running_since)
    return replace(meeting, floor=_unasked(start(stop(turn, min(since, at)), at)))


def _closed(meeting: Meeting, event: e.MeetingClosed, at: Instant) -> Meeting:
    return replace(
        meeting,
        closed_at=at,
        requests=(),
        aside=(),
        points=(),
        rota=Rota(),
        interpretation=None,
        leaving=None,
        caucus=None,
        stopped_at=None,
    )


def _caucus_begun(meeting: Meeting, event: e.CaucusBegun, at: Instant) -> Meeting:
    return replace(stopped(meeting, event, at), caucus=Caucus(event.until))


def _caucus_warned(meeting: Meeting, event: e.CaucusWarned, at: Instant) -> Meeting:
    return replace(meeting, caucus=meeting.caucus and replace(meeting.caucus, warned=True))


def _caucus_ended(meeting: Meeting, event: e.CaucusEnded, at: Instant) -> Meeting:
    return replace(meeting, caucus=None)


# Phases and rotas ------------------------------------------------------------------------------


def _phase_entered(meeting: Meeting, event: e.PhaseEntered, at: Instant) -> Meeting:
    rota = _rota(event.rota, event.round, event.thinking, at)
    talk = replace(meeting.talk, until=event.until, wrote=frozenset(), reminded=False)
    rounds = meeting.rounds if event.round is None else event.round
    return replace(meeting, phase_index=event.index, rota=rota, talk=talk, rounds=rounds)


def _phase_ended(meeting: Meeting, event: e.PhaseEnded, at: Instant) -> Meeting:
    talk = replace(meeting.talk, until=None)
    return replace(meeting, phase_index=None, rota=Rota(), talk=talk)


def _phase_end_set(meeting: Meeting, event: e.PhaseEndSet, at: Instant) -> Meeting:
    return replace(meeting, talk=replace(meeting.talk, until=event.until, reminded=False))


def _reminded(meeting: Meeting, event: e.PhaseReminded, at: Instant) -> Meeting:
    return replace(meeting, talk=replace(meeting.talk, reminded=True))


def _round_begun(meeting: Meeting, event: e.RoundBegun, at: Instant) -> Meeting:
    """The thinking begins when nobody speaks: now, or when `ThinkingBegun` says so."""
    rota = replace(_rota(event.rota, event.round, event.thinking, at), called=True)
    if meeting.floor is not None:
        rota = replace(rota, thinking_until=None, thinking=event.thinking)
    return replace(meeting, rota=rota, rounds=event.round)


def _rota(places: tuple[Place, ...], nth: int | None, thinking: Milliseconds, at: Instant) -> Rota:
    return Rota(places, round=nth, thinking_until=at + thinking if thinking else None)


def _thinking(meeting: Meeting, event: e.ThinkingBegun, at: Instant) -> Meeting:
    rota = replace(meeting.rota, thinking_until=at + event.length, thinking=0)
    return replace(meeting, rota=rota)


def _thought(meeting: Meeting, event: e.ThinkingEnded, at: Instant) -> Meeting:
    return replace(meeting, rota=replace(meeting.rota, thinking_until=None, thinking=0))


def _place_added(meeting: Meeting, event: e.PlaceAdded, at: Instant) -> Meeting:
    places = (*meeting.rota.places, Place(event.side, event.person))
    return replace(meeting, rota=replace(meeting.rota, places=places))


def _passed(meeting: Meeting, event: e.PlacePassed, at: Instant) -> Meeting:
    rota, gone = meeting.rota, Place(event.side, event.person)
    if gone not in rota.places:
        return meeting
    index = rota.places.index(gone)
    places = rota.places[:index] + rota.places[index + 1 :]
    placed = rota.placed
    had = event.reason in (e.PassReason.PASSED, e.PassReason.CALLED_EARLY)
    if had and event.person is not None:
        placed = (*placed, event.person)
    return replace(meeting, rota=replace(rota, places=places, placed=placed))


def _round_ended(meeting: Meeting, event: e.RoundEnded, at: Instant) -> Meeting:
    return replace(meeting, rota=Rota())


APPLY: Mapping[type[Any], Callable[[Meeting, Any, Instant], Meeting]] = {
    e.MeetingOpened: _opened,
    e.MeetingPaused: stopped,
    e.MeetingSuspended: stopped,
    e.MeetingResumed: _taken_up,
    e.MeetingMoved: _moved,
    e.OutageNoted: _outage,
    e.MeetingClosed: _closed,
    e.CaucusBegun: _caucus_begun,
    e.CaucusWarned: _caucus_warned,
    e.CaucusEnded: _caucus_ended,
    e.PhaseEntered: _phase_entered,
    e.PhaseEnded: _phase_ended,
    e.PhaseEndSet: _phase_end_set,
    e.PhaseReminded: _reminded,
    e.RoundBegun: _round_begun,
    e.ThinkingBegun: _thinking,
    e.ThinkingEnded: _thought,
    e.PlaceAdded: _place_added,
    e.PlacePassed: _passed,
    e.RoundEnded: _round_ended,
}
