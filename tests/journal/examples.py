"""A small meeting, event by event, for tests that need one; its people are invented."""

from __future__ import annotations

from collections.abc import Sequence

from bot.journal.port import Journal
from bot.procedure.agenda.agenda_values import AgendaItem
from bot.procedure.events import (
    ContributionEdited,
    ContributionMade,
    ContributionRemoved,
    ErasedBecause,
    Event,
    FloorRequested,
    HeldBecause,
    ItemMoved,
    ItemOpened,
    MeetingClosed,
    MeetingConvened,
    MeetingOpened,
    MessageHeld,
    Recorded,
    RulesAccepted,
    SeatTaken,
    TextAt,
    TextsErased,
    TurnEnded,
    TurnStarted,
)
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Format
from bot.procedure.table.seats import Capacity, Dialogue, Side
from bot.procedure.values import MINUTE, Localized, MeetingId, Words

DIALOGUE = Dialogue(
    "trust",
    Localized.of(en="Trust", ru="Доверие"),
    (Side("a", Localized.of(en="A", ru="А")), Side("b", Localized.of(en="B", ru="Б"))),
    ("en", "ru"),
)


def item(key: str) -> AgendaItem:
    return AgendaItem(
        key, Localized.of(en=key, ru=key), Localized.of(en="Why?", ru="Почему?"), 20 * MINUTE
    )


def convened(number: int = 1) -> MeetingConvened:
    return MeetingConvened(
        meeting=f"trust-{number}",
        dialogue=DIALOGUE,
        number=number,
        title=Localized.of(en="First", ru="Первая"),
        venue="700",
        convener="101",
        format=Format("plenary", Localized.of(en="Plenary"), ()),
        rules="0" * 64,
        agenda=(item("arms"), item("visits")),
    )


def said(message: str, text: str, turn: int | None = 1) -> ContributionMade:
    return ContributionMade(message, turn, "arms", "101", "a", Words(text))


EN = "Verification first, promises later."
RU = "Сначала проверка, потом обещания — всё по порядку."
HELD = "I must come in here!"

STORY: tuple[Event, ...] = (
    convened(),
    SeatTaken("101", "a", Capacity.PARTICIPANT, "en", Words("Ann Example")),
    RulesAccepted("101", "0" * 64, "en"),
    MeetingOpened(),
    ItemOpened("arms"),
    ItemMoved("visits", 0),
    FloorRequested(1, "101", "a", Kind.STATEMENT, "arms", Words("On verification")),
    TurnStarted(1, "101", "a", Kind.STATEMENT, 1, "arms", None, 3 * MINUTE),
    said("9001", EN),
    said("9002", RU),
    said("9003", "A slip of the finger"),
    MessageHeld(1, "9004", "102", HeldBecause.NOT_YOUR_TURN, Words(HELD)),
    MessageHeld(2, "9005", "103", HeldBecause.RULES_NOT_ACCEPTED, None),
    ContributionEdited("9001", "101", Words(EN + " Always.")),
    ContributionRemoved("9003"),
    TurnEnded(1, "101", "a", TurnEnd.YIELDED, 2 * MINUTE),
    MeetingClosed(()),
)


async def tell(
    journal: Journal, events: Sequence[Event] = STORY, meeting: MeetingId = "trust-1"
) -> tuple[Recorded, ...]:
    """Append the events one by one, a second apart."""
    told: list[Recorded] = []
    for seq, event in enumerate(events):
        result = await journal.append(meeting, seq, 1_000 * seq, "101", [event])
        assert isinstance(result, tuple)
        told.extend(result)
    return tuple(told)


async def erase(
    journal: Journal, seq: int, field: str, at: int, meeting: MeetingId = "trust-1"
) -> None:
    """Erase one text, as an event of the meeting."""
    told = len(await journal.read(meeting))
    erased = TextsErased("101", ErasedBecause.ASKED, (TextAt(seq, field),))
    assert isinstance(await journal.append(meeting, told, at, "101", [erased]), tuple)
