"""A dialogue with a history: several rehearsals in one file, as meetings of one dialogue, years apart.

A rehearsal is a meeting by itself, on a simulated Discord that gives everybody new ids. Here its events
are written down again with another meeting, number, date and dialogue, and with ids by name, so that
whoever came twice is the same person.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.journal.codec import decode, encode
from bot.journal.port import JournalFault
from bot.journal.sqlite import open_for_reading, open_journal
from bot.procedure.events import (
    Event,
    MeetingConvened,
    MeetingOpened,
    OutageNoted,
    Recorded,
    SeatTaken,
    TurnEnded,
)
from bot.procedure.table.seats import Dialogue
from bot.procedure.values import Instant

DAY = 24 * 60 * 60 * 1000
FIRST: Instant = 1_900_000_000_000  # 17 March 2030
EVERY = 167 * DAY

Renamed = dict[str, str]


async def played(path: Path) -> tuple[Recorded, ...]:
    """The records of the one meeting in a rehearsal's database."""
    reader = await open_for_reading(path)
    assert not isinstance(reader, JournalFault), reader
    try:
        (meeting,) = await reader.meetings()
        return await reader.read(meeting.id)
    finally:
        await reader.close()


async def write_history(
    rehearsals: Sequence[Path], target: Path, slower: Sequence[int] = ()
) -> list[str]:
    """One file with a meeting for each of the rehearsals' databases; the ids of the meetings.

    `slower` says for each by how much it is drawn out: some rehearsals are over in five minutes.
    """
    journal = await open_journal(target)
    assert not isinstance(journal, JournalFault)
    ids: list[str] = []
    dialogue: Dialogue | None = None
    known: Renamed = {}
    try:
        for number, path in enumerate(rehearsals, 1):
            records = await played(path)
            first = records[0].event
            assert isinstance(first, MeetingConvened)
            dialogue = dialogue or first.dialogue
            people = named(records, known)
            meeting = f"{dialogue.key}-{number}"
            factor = slower[number - 1] if slower else 1
            start = FIRST + (number - 1) * EVERY
            for record in records:
                event = again(record.event, people)
                if isinstance(event, MeetingConvened):
                    event = replace(event, meeting=meeting, number=number, dialogue=dialogue)
                if isinstance(event, MeetingConvened | MeetingOpened | OutageNoted):
                    event = replace(event, edition=0)  # no rules have made it what it is here
                if isinstance(event, TurnEnded):
                    event = replace(event, used=event.used * factor)
                at = start + (record.at - records[0].at) * factor
                actor = None if record.actor is None else people.get(record.actor, record.actor)
                done = await journal.append(meeting, record.seq - 1, at, actor, [event])
                assert isinstance(done, tuple), done
            ids.append(meeting)
    finally:
        await journal.close()
    return ids


def named(records: Sequence[Recorded], known: Renamed) -> Renamed:
    """Each id of a meeting with that which the person has in the dialogue; `known`: those by name."""
    people: Renamed = {}
    for record in records:
        if isinstance(record.event, SeatTaken):
            name = record.event.name.text
            assert name is not None
            people[record.event.person] = known.setdefault(name, f"90000000000000{len(known):04}")
    return people


def again(event: Event, people: Renamed) -> Event:
    """The event with other ids, through its own JSON, where ids stand as texts of their own."""
    encoded = encode(event)
    payload = json.dumps(changed(json.loads(encoded.payload), people), ensure_ascii=False)
    texts = {text.field: text.text for text in encoded.texts}
    return decode(encoded.kind, encoded.version, payload, texts)


def changed(value: object, people: Renamed) -> object:
    match value:
        case dict():
            return {people.get(key, key): changed(part, people) for key, part in value.items()}
        case list():
            return [changed(part, people) for part in value]
        case str():
            return people.get(value, value)
    return value
