"""Whose a text is: what must go when somebody asks for all of theirs to be erased.

Pure. A text belongs to whoever an event is about, or else to whoever brought it about; what an
interpreter said for somebody belongs to that person too, since it is their words in another language,
and so does a point that was noted from their words. The draft of the minutes is nobody's own: it goes
when something goes that it quotes, unless it was adopted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from bot.journal.codec import encode
from bot.procedure.events import (
    AmendmentProposed,
    ContributionEdited,
    ContributionMade,
    Event,
    MinutesDrafted,
    MinutesFrozen,
    PointNoted,
    Recorded,
    SeatTaken,
    TextAt,
    TurnStarted,
)
from bot.procedure.values import PersonId

QUOTED = 12
"""Characters of the shortest words that are taken for a quotation where they stand again."""
_SOURCES = frozenset({"words", "text"})
"""Fields whose texts are looked for elsewhere: no names, nor the passage that an amendment repeats."""


def texts_of(
    records: Sequence[Recorded], person: PersonId | None, *, names: bool = True
) -> tuple[TextAt, ...]:
    """Where the texts of this person (None: of everybody) stand that are not erased yet, in order.
    Without `names`: all but what they are called."""
    authors, called = _authors(records), _called(records, person)

    def theirs(record: Recorded, field: str, text: str) -> bool:
        if _names(record, field, text, person, called):
            return names
        return person is None or person in _owners(record, field, authors)

    return tuple(
        TextAt(record.seq, field)
        for record in records
        for field, text in _texts(record)
        if theirs(record, field, text)
    )


def texts_of_message(records: Sequence[Recorded], message: str) -> tuple[TextAt, ...]:
    """Where every wording of this contribution stands, whatever hangs on it, and what quotes it."""
    own = tuple(
        TextAt(record.seq, field)
        for record in records
        if getattr(record.event, "message", None) == message
        for field, _ in _texts(record)
    )
    return with_quotations(records, own)


def with_quotations(records: Sequence[Recorded], texts: Sequence[TextAt]) -> tuple[TextAt, ...]:
    """These texts, and those of the minutes that quote one of them, in order: points, amendments, and
    drafts, which hold every point and the names of all who sat there. Minutes that were adopted stay as
    they are, and so does a name in what others wrote."""
    held = [(record, dict(_texts(record))) for record in records]
    gone = {(text.seq, text.field) for text in texts}
    adopted = {r.event.revision for r in records if isinstance(r.event, MinutesFrozen)}

    def erased(*kinds: type[Event]) -> Iterator[str]:
        for record, own in held:
            if isinstance(record.event, kinds):
                yield from (own[f] for f in own if (record.seq, f) in gone and f in _SOURCES)

    said = [text for text in erased(ContributionMade, ContributionEdited) if len(text) >= QUOTED]
    gone |= _quoting(held, PointNoted, said)
    gone |= _quoting(held, AmendmentProposed, [*said, *erased(PointNoted)])
    quoting = _quoting(held, MinutesDrafted, [*said, *erased(PointNoted, AmendmentProposed)])
    drawn_on = [
        record.seq
        for record, own in held
        if isinstance(record.event, PointNoted | SeatTaken)
        and any((record.seq, field) in gone for field in own)
    ]
    for record, own in held:
        if isinstance(record.event, MinutesDrafted) and record.event.revision not in adopted:
            if any(seq < record.seq for seq in drawn_on):
                gone |= {(record.seq, field) for field in own}
            gone |= {place for place in quoting if place[0] == record.seq}
    return tuple(
        TextAt(record.seq, field)
        for record, own in held
        for field in own
        if (record.seq, field) in gone
    )


def _quoting(
    held: Iterable[tuple[Recorded, Mapping[str, str]]], kind: type[Event], erased: Iterable[str]
) -> set[tuple[int, str]]:
    """Where texts of such events stand in which one of the erased texts stands again."""
    sought = {plain for text in erased if (plain := _plain(text))}
    return {
        (record.seq, field)
        for record, own in held
        if isinstance(record.event, kind)
        and any(each in text for text in map(_plain, own.values()) for each in sought)
        for field in own
        if field != "owner"
    }


def _texts(record: Recorded) -> Iterator[tuple[str, str]]:
    """The texts of an event that are not erased, by their fields."""
    for each in encode(record.event).texts:
        if each.text is not None:
            yield each.field, each.text


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _called(records: Sequence[Recorded], person: PersonId | None) -> frozenset[str]:
    """What this person (None: anybody) is, or was, called."""
    seats = (r.event for r in records if isinstance(r.event, SeatTaken))
    names = (seat.name.text for seat in seats if person in (None, seat.person))
    return frozenset(_plain(name) for name in names if name)


def _names(
    record: Recorded, field: str, text: str, person: PersonId | None, called: Set[str]
) -> bool:
    """Whether this text is what the person is called: in their seat, or as who undertakes something."""
    match record.event:
        case SeatTaken(person=seated):
            return person in (None, seated)
        case PointNoted() if field == "owner":
            plain = _plain(text)
            return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain) for name in called)
    return False


def _owners(record: Recorded, field: str, authors: dict[str, set[PersonId]]) -> set[PersonId]:
    event = record.event
    own = getattr(event, "person", None) or record.actor
    owners = set() if own is None or isinstance(event, MinutesDrafted) else {own}
    match event:
        case ContributionMade(message=message) | ContributionEdited(message=message):
            owners |= authors.get(message, set())
        case PointNoted(message=str(message)) if field == "text":
            owners |= authors.get(message, set())
    return owners


def _authors(records: Sequence[Recorded]) -> dict[str, set[PersonId]]:
    """Whose words each message is: its author's, and those of whoever it was interpreted for."""
    authors: dict[str, set[PersonId]] = {}
    for record in records:
        if isinstance(record.event, ContributionMade):
            authors.setdefault(record.event.message, set()).add(record.event.person)
    for message, person in _spoken_for(records).items():
        authors[message].add(person)
    return authors


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
