"""Whose a text is: what must go when somebody asks for all of theirs to be erased.

Pure. A text belongs to whoever an event is about, or else to whoever brought it about; and what an
interpreter said for somebody belongs to that person too, since it is their words in another language.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.journal.codec import encode
from bot.procedure.events import (
    ContributionEdited,
    ContributionMade,
    Recorded,
    TextAt,
    TurnStarted,
)
from bot.procedure.values import PersonId


def texts_of(records: Sequence[Recorded], person: PersonId | None) -> tuple[TextAt, ...]:
    """Where the texts of this person (None: of everybody) stand that are not erased yet, in order."""
    spoken_for = _spoken_for(records)
    return tuple(
        TextAt(record.seq, text.field)
        for record in records
        for text in encode(record.event).texts
        if text.text is not None and (person is None or person in _owners(record, spoken_for))
    )


def texts_of_message(records: Sequence[Recorded], message: str) -> tuple[TextAt, ...]:
    """Where every wording of this contribution stands, and whatever hangs on it."""
    return tuple(
        TextAt(record.seq, text.field)
        for record in records
        if getattr(record.event, "message", None) == message
        for text in encode(record.event).texts
        if text.text is not None
    )


def _owners(record: Recorded, spoken_for: dict[str, PersonId]) -> set[PersonId]:
    event = record.event
    own = getattr(event, "person", None) or record.actor
    owners = set() if own is None else {own}
    if isinstance(event, ContributionMade | ContributionEdited) and event.message in spoken_for:
        owners.add(spoken_for[event.message])
    return owners


def _spoken_for(records: Sequence[Recorded]) -> dict[str, PersonId]:
    """Whom each interpreter's message speaks for."""
    speakers: dict[int, PersonId] = {}
    interprets: dict[int, int] = {}
    found: dict[str, PersonId] = {}
    for record in records:
        match record.event:
            case TurnStarted() as turn:
                speakers[turn.turn] = turn.person
                if turn.interprets is not None:
                    interprets[turn.turn] = turn.interprets
            case ContributionMade(message=message, turn=number) if number in interprets:
                found[message] = speakers[interprets[number]]
    return found
