"""What a bot's journal has, read as anybody may read it while the bot writes or after it was killed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_for_reading
from bot.procedure import events as e
from bot.procedure.events import Recorded


@dataclass(frozen=True)
class Heard:
    """A message that the journal knows: `made` a contribution, or held."""

    message: int
    person: int
    text: str | None
    made: bool


async def records(database: Path) -> dict[str, list[Recorded]]:
    """Every event, by meeting, in its order."""
    reader = await open_for_reading(database)
    assert not isinstance(reader, JournalFault), reader
    try:
        return {one.id: list(await reader.read(one.id)) for one in await reader.meetings()}
    finally:
        await reader.close()


async def heard(database: Path) -> list[Heard]:
    """What was typed, as often and in the order in which the journal has it."""
    found = []
    for events in (await records(database)).values():
        for one in events:
            match one.event:
                case e.ContributionMade(message=message, person=person, words=words):
                    found.append(Heard(int(message), int(person), words.text, True))
                case e.MessageHeld(message=message, person=person, words=words):
                    text = None if words is None else words.text
                    found.append(Heard(int(message), int(person), text, False))
    return found
