"""Where the two accounts come from: the world through the fake's control, the journal from its file.

What must not live here: a judgement of any kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import discord as dpy

from bot.procedure import events as e
from bot.procedure.events import Recorded
from bot.procedure.evolve import evolve
from bot.procedure.state import Meeting, Status
from tests.campaigns.evidence import Floor, Journal, Known, Press, Sent, World
from tests.campaigns.room import WRITING, Room
from tests.fakediscord.control import Control
from tests.fakediscord.people import buttons_of
from tests.fakediscord.record import records

TAKE_BACK = "cc:take-back:"


async def world_of(room: Room, discord: Control) -> World:
    """What the world knows of this room now."""
    here = await discord.messages(room.channel)
    people = {who: name for name, who in room.everybody.items()}
    overwrites = await discord.overwrites(room.home)
    return World(
        people=people,
        room=room.name,
        locked=room.locked,
        entitled=frozenset(room.entitled()),
        sent=tuple(
            Sent(message, room.everybody[name], text, sent_at(message))
            for message, (name, text) in sorted(room.said.items())
        ),
        standing=frozenset(int(one["id"]) for one in here) & room.said.keys(),
        given=await given(room, discord),
        waiting=Counter(number for one in here for number in _take_back(one["components"])),
        writers=frozenset(await room.writers()),
        together=tuple(room.together),
        overwrites={int(target): (pair[0], pair[1]) for target, pair in overwrites.items()},
        wished=dict(room.hands.wished),
        writing=WRITING,
        loose=dict(room.hands.loose),
        untimely=frozenset(await discord.untimely()),
        card=await room.card() is not None,
    )


async def given(room: Room, discord: Control) -> Counter[tuple[int, str]]:
    """How often each person of the room was given each text in private."""
    found: Counter[tuple[int, str]] = Counter()
    for who in room.everybody.values():
        for message in await discord.private_words(who):
            found[who, message["content"].rpartition("\n\n")[2]] += 1
    return found


def _take_back(components: object) -> list[int]:
    ids = [each for each in buttons_of(components) if each.startswith(TAKE_BACK)]
    return [int(each.rpartition(":")[2]) for each in ids]


def sent_at(message: int) -> int:
    """The moment in a message's id."""
    return (message >> 22) + dpy.utils.DISCORD_EPOCH


async def silent_presses(discord: Control) -> list[Press]:
    return [
        Press(int(datetime.fromisoformat(one["at"]).timestamp() * 1000), one["what"])
        for one in await discord.silent()
    ]


async def journals_of(database: Path) -> dict[int, Journal]:
    """What the journal has, by channel."""
    found = {}
    for events in (await records(database)).values():
        first = events[0].event
        assert isinstance(first, e.MeetingConvened)
        found[int(first.venue.partition("/")[2])] = journal_of(events)
    return found


def journal_of(events: Sequence[Recorded]) -> Journal:
    """What the events of one meeting say."""
    state: Meeting | None = None
    known: list[Known] = []
    floors: list[Floor] = []
    opened: int | None = None
    ended: int | None = None
    for one in events:
        state = evolve(state, one.event, one.at)
        assert state is not None
        _follow(floors, state, one.at)
        match one.event:
            case e.MeetingOpened():
                opened = one.at
            case e.MeetingClosed():
                ended = one.at
            case e.ContributionMade(message=message, person=person, words=words, turn=turn):
                known.append(Known(int(message), int(person), words.text, one.at, turn=turn))
            case e.MessageHeld(held=held, message=message, person=person, words=words):
                text = None if words is None else words.text
                known.append(Known(int(message), int(person), text, one.at, held=held))
    assert state is not None, "a meeting has events"
    speaker = state.floor if state.status is Status.OPEN else None
    return Journal(
        known=tuple(known),
        floors=tuple(floors),
        listening=None if opened is None else (opened, ended),
        owed=frozenset(state.record.owed),
        speaker=None if speaker is None else int(speaker.person),
        closed=state.status is Status.CLOSED,
    )


def _follow(floors: list[Floor], state: Meeting, at: int) -> None:
    """Note who has the floor from this moment on."""
    turn = state.floor if state.status is Status.OPEN else None
    last = floors[-1] if floors and floors[-1].until is None else None
    if last is not None and turn is not None and last.turn == turn.number:
        return
    if last is not None:
        floors[-1] = Floor(last.person, last.turn, last.since, at)
    if turn is not None:
        floors.append(Floor(int(turn.person), turn.number, at, None))
