"""Everybody whom a transcript names in any place, and how to know them: names, former names, ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.procedure.values import Instant, PersonId
from bot.transcript.attribution.cleaned import Sort
from bot.transcript.attribution.cleaner import Cleaner
from bot.transcript.attribution.names import Names
from bot.transcript.attribution.sides import SideNames
from bot.transcript.labels import Labels
from bot.transcript.model import Transcript

_SHORTEST_ID = 6
"""Characters of the shortest id that is looked for in texts: shorter ones are in any text by chance."""


def cleaner_of(
    transcript: Transcript, labels: Labels, also: Iterable[str], *, sides: bool
) -> Cleaner:
    """A cleaner for the texts of this transcript. `also` are more names and phrases that have to go;
    `sides`: the sides have to go too."""
    return Cleaner(
        names=Names.of(known_names(transcript), also),
        sides=SideNames.of(transcript.dialogue.sides) if sides else None,
        ids=frozenset(each for each in ids(transcript) if len(each) >= _SHORTEST_ID),
        mark=lambda sort: mark(labels, sort),
    )


def mark(labels: Labels, sort: Sort) -> str:
    """What stands in a text in place of what was taken out."""
    return labels.say(f"mark-{sort}")


def known_names(transcript: Transcript) -> Iterator[str]:
    """All names, also former ones. Erased ones are known no longer."""
    for member in transcript.members:
        for name in (member.name, *member.former):
            if name.text is not None:
                yield name.text


def people(transcript: Transcript) -> frozenset[PersonId]:
    """The ids of all who occur."""
    found = {
        *(member.person for member in transcript.members),
        *(turn.person for turn in transcript.turns),
        *(contribution.person for contribution in transcript.contributions),
        *(contribution.removed_by for contribution in transcript.contributions),
        *(ruling.by for ruling in transcript.rulings),
        *(request.person for request in transcript.requests),
        *(passed.person for passed in transcript.passed),
        *(move.by for move in transcript.moves),
        *(move.person for move in transcript.moves),
        *(held.person for held in transcript.held),
        *(line.person for line in transcript.floor.people),
        *(p for made in transcript.contributions for sign in made.signs for p in sign.people),
        *(point.person for point in transcript.papers.points),
        *(amendment.person for amendment in transcript.papers.amendments),
        *(who for who, _ in _adopted(transcript)),
        *(export.person for export in transcript.papers.exports),
        *(person for drawn in transcript.papers.drawn for person in drawn.agreed),
        transcript.convener,
    }
    return frozenset(person for person in found if person is not None)


def _adopted(transcript: Transcript) -> tuple[tuple[PersonId, Instant], ...]:
    minutes = transcript.papers.minutes
    return () if minutes is None else minutes.adopted


def ids(transcript: Transcript) -> frozenset[str]:
    """All ids of people, messages and places, and the meeting's own."""
    messages = {c.message for c in transcript.contributions}
    replies = {c.reply_to for c in transcript.contributions if c.reply_to is not None}
    places = set((transcript.venue or "").split("/"))
    return people(transcript) | messages | replies | places | {transcript.meeting}
