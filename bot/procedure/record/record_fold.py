"""What becomes of the state when the meeting goes off the record, or when texts are erased."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import Any

from bot.procedure import events as e
from bot.procedure.floor.floor_values import Request
from bot.procedure.meeting import meeting_fold
from bot.procedure.minutes.minutes_values import Minutes
from bot.procedure.replacing import replace
from bot.procedure.state import RECENT, Fetching, Meeting, Owed
from bot.procedure.values import ERASED, Instant, Words


def _agreed(meeting: Meeting, event: e.OffRecordAgreed, at: Instant) -> Meeting:
    record = meeting.record
    return replace(meeting, record=replace(record, agreed=record.agreed | {event.person}))


def _begun(meeting: Meeting, event: e.OffRecordBegun, at: Instant) -> Meeting:
    silent = replace(meeting, record=replace(meeting.record, agreed=frozenset()))
    return meeting_fold.stopped(silent, event, at)


def _ended(meeting: Meeting, event: e.OffRecordEnded, at: Instant) -> Meeting:
    heard = replace(meeting, record=replace(meeting.record, agreed=frozenset(), since=at))
    return meeting_fold.resumed(heard, event, at)


def _keeping(meeting: Meeting, event: e.KeepingSet, at: Instant) -> Meeting:
    return replace(meeting, record=replace(meeting.record, keep_days=event.days))


def fetching(meeting: Meeting, event: e.ContributionMade) -> Meeting:
    """Its attachments are to be kept or left out, one after the other."""
    if not event.files:
        return meeting
    its = Fetching(event.person, event.files)
    return _with_fetching(meeting, {**meeting.record.fetching, event.message: its})


def heard(meeting: Meeting, message: str) -> Meeting:
    """This message has become something: told again, it is nothing new."""
    recent = (*meeting.record.recent, message)[-RECENT:]
    return replace(meeting, record=replace(meeting.record, recent=recent))


def owing(meeting: Meeting, event: e.MessageHeld) -> Meeting:
    its = Owed(event.person, event.message, event.reason, event.words is not None)
    owed = {**meeting.record.owed, event.held: its}
    return replace(meeting, record=replace(meeting.record, owed=owed))


def _returned(meeting: Meeting, event: e.HeldReturned, at: Instant) -> Meeting:
    owed = {held: its for held, its in meeting.record.owed.items() if held != event.held}
    return replace(meeting, record=replace(meeting.record, owed=owed))


def _fetched(
    meeting: Meeting, event: e.FileKept | e.FileLeftOut | e.FileWithdrawn, at: Instant
) -> Meeting:
    waited = dict(meeting.record.fetching)
    its = waited.pop(event.message, None)
    if its is not None and len(done := its.done | {event.number}) < its.files:
        waited[event.message] = replace(its, done=done)
    return _with_fetching(meeting, waited)


def _removed(meeting: Meeting, event: e.ContributionRemoved, at: Instant) -> Meeting:
    """What hung on it is not kept any more, if the dialogue keeps nothing of what was taken out."""
    keeps = meeting.format.record.removed or event.by_others
    if keeps or event.message not in meeting.record.fetching:
        return meeting
    waited = {m: its for m, its in meeting.record.fetching.items() if m != event.message}
    return _with_fetching(meeting, waited)


def _with_fetching(meeting: Meeting, waited: Mapping[str, Fetching]) -> Meeting:
    return replace(meeting, record=replace(meeting.record, fetching=waited))


def _erased(meeting: Meeting, event: e.TextsErased, at: Instant) -> Meeting:
    """Texts that the state holds are gone from it too. Whoever asks for one note to be erased has all of
    them erased, so it is enough to know whose they are."""
    gone = {(text.seq, text.field) for text in event.texts}
    fields = {text.field for text in event.texts}
    if event.because is not e.ErasedBecause.REMOVED:  # of that message alone, which is known by now
        waited = meeting.record.fetching.items()
        still = {m: its for m, its in waited if event.person not in (None, its.person)}
        meeting = _with_fetching(meeting, still)

    def bare(requests: tuple[Request, ...]) -> tuple[Request, ...]:
        return tuple(
            replace(request, note=ERASED)
            if request.note is not None and event.person in (None, request.person)
            else request
            for request in requests
        )

    if "name" in fields:
        seats = tuple(
            replace(seat, name=ERASED) if (seat.event, "name") in gone else seat
            for seat in meeting.seats
        )
        meeting = replace(meeting, seats=seats)
    if fields & {"text", "owner", "instead"}:
        meeting = replace(meeting, minutes=_bare_minutes(meeting.minutes, gone))
    proposal = meeting.drawing.proposal
    excerpts = any(field.endswith(".excerpt") for field in fields)
    if excerpts and proposal is not None and event.person in (None, proposal.person):
        points = tuple(replace(point, excerpt=ERASED) for point in proposal.points)
        proposal = replace(proposal, points=points)
        meeting = replace(meeting, drawing=replace(meeting.drawing, proposal=proposal))
    if "note" in fields:
        meeting = replace(meeting, requests=bare(meeting.requests), aside=bare(meeting.aside))
    return meeting


def _bare_minutes(minutes: Minutes, gone: Set[tuple[int, str]]) -> Minutes:
    def left(words: Words, seq: int, field: str) -> Words:
        return ERASED if (seq, field) in gone else words

    return replace(
        minutes,
        text=minutes.text and left(minutes.text, minutes.event, "text"),
        points=tuple(
            replace(
                point,
                text=left(point.text, point.event, "text"),
                owner=point.owner and left(point.owner, point.event, "owner"),
            )
            for point in minutes.points
        ),
        amendments=tuple(
            replace(
                each,
                text=left(each.text, each.event, "text"),
                instead=each.instead and left(each.instead, each.event, "instead"),
            )
            for each in minutes.amendments
        ),
    )


APPLY: Mapping[type[Any], Callable[[Meeting, Any, Instant], Meeting]] = {
    e.OffRecordAgreed: _agreed,
    e.OffRecordBegun: _begun,
    e.OffRecordEnded: _ended,
    e.KeepingSet: _keeping,
    e.TextsErased: _erased,
    e.FileKept: _fetched,
    e.FileLeftOut: _fetched,
    e.FileWithdrawn: _fetched,
    e.ContributionRemoved: _removed,
    e.HeldReturned: _returned,
}
