"""The card: one message a meeting that says where things stand, and carries the buttons.

From the state to a view, and nothing else: no call to Discord, no rule. It costs one edit however
much has changed. What it says stands in `card_text`; here is how it is laid out, and which buttons
there are when.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from bot.chat.framework.components import CardButton, in_box
from bot.chat.framework.wording import RoomPhrases
from bot.chat.room.card_text import DETAILS, CardDetail, heading, paragraphs
from bot.procedure.formats import Speakers
from bot.procedure.state import Meeting, Status
from bot.procedure.values import Instant

MOST_TEXT = 4000
"""Characters of text that Discord takes in one message of this kind, all its parts together."""

COLOURS = {
    Status.CONVENED: discord.Colour(0x5B7083),
    Status.OPEN: discord.Colour(0x2E7D5B),
    Status.PAUSED: discord.Colour(0xB7791F),
    Status.CAUCUS: discord.Colour(0x6B5B95),
    Status.OFF_RECORD: discord.Colour(0x4A4A4A),
    Status.SUSPENDED: discord.Colour(0xB7791F),
    Status.CLOSED: discord.Colour(0x5B7083),
}

Row = tuple[tuple[str, str], ...]
"""Handlers and the styles of their buttons."""

_CONVENED: Row = (
    ("seat", "secondary"),
    ("rules", "primary"),
    ("open", "success"),
    ("guide", "secondary"),
    ("chairing", "secondary"),
)
_SPEAKER: Row = (
    ("ask", "primary"),
    ("yield", "success"),
    ("more-coming", "secondary"),
    ("extend", "secondary"),
    ("point", "secondary"),
)
_MEMBER: Row = (
    ("place", "secondary"),
    ("unclear", "secondary"),
    ("rules", "secondary"),
    ("seat", "secondary"),
    ("guide", "secondary"),
)
_CHAIRS: Row = (
    ("next", "primary"),
    ("next-item", "secondary"),
    ("pause", "secondary"),
    ("chairing", "secondary"),
)
_WAITING: Row = (("ask", "primary"), *_MEMBER[:1], *_MEMBER[2:])
"""What one can do while the meeting stands still."""
_PAUSED: Row = (("resume", "success"), ("chairing", "secondary"))
_CAUCUS: Row = (("end-caucus", "success"), ("chairing", "secondary"))
_OFF_RECORD: Row = (("on-record", "success"), ("chairing", "secondary"))
_CLOSED: Row = (("export", "secondary"),)
_RULING: Row = (("sustain", "success"), ("not-sustain", "danger"))
_RUNNING_OUT: Row = (
    ("item-more", "secondary"),
    ("item-close", "secondary"),
    ("item-park", "secondary"),
)


def card(meeting: Meeting, voice: RoomPhrases, now: Instant) -> ui.LayoutView:
    """The card of this meeting at this moment, as detailed as it may be."""
    for detail in DETAILS:
        view = _drawn(meeting, voice, now, detail)
        if view.content_length() <= MOST_TEXT:
            break
    return view


def _drawn(meeting: Meeting, voice: RoomPhrases, now: Instant, detail: CardDetail) -> ui.LayoutView:
    parts: list[ui.Item[Any]] = [ui.TextDisplay(heading(meeting, voice))]
    for paragraph in paragraphs(meeting, voice, now, detail):
        parts += (ui.Separator(), ui.TextDisplay(paragraph))
    for row in rows(meeting):
        parts.append(
            ui.ActionRow(
                *(
                    CardButton.make(
                        action,
                        meeting,
                        label=voice.line(f"button-{action}"),
                        style=discord.ButtonStyle[style],
                    )
                    for action, style in row
                )
            )
        )
    return in_box(*parts, colour=COLOURS[meeting.status])


def rows(meeting: Meeting) -> Iterator[Row]:
    """The buttons, row by row: those of whoever speaks or wants to, those of everybody at the table,
    those of the co-chairs; and what is asked of somebody just now comes first."""
    match meeting.status:
        case Status.CONVENED:
            yield _CONVENED
        case Status.PAUSED | Status.SUSPENDED:
            yield _WAITING
            yield _PAUSED
        case Status.CAUCUS:
            yield _WAITING
            yield _CAUCUS
        case Status.OFF_RECORD:
            yield tuple(one for one in _MEMBER if one[0] != "unclear")
            yield _OFF_RECORD
        case Status.OPEN:
            yield from _asked(meeting)
            yield _speakers(meeting)
            yield _members(meeting)
            yield _CHAIRS
        case Status.CLOSED:
            yield _CLOSED


def _asked(meeting: Meeting) -> Iterator[Row]:
    """What the room or the co-chairs are being asked."""
    if meeting.record.agreed:
        yield (("off-record", "primary"),)
    if meeting.points:
        yield _RULING
    if meeting.floor is not None and meeting.floor.asked_until is not None:
        yield (("object", "danger"),)
    item = meeting.item
    if item is not None and item.warned and meeting.leaving is None:
        yield _RUNNING_OUT


def _speakers(meeting: Meeting) -> Row:
    if meeting.written_freely and meeting.floor is None:
        return (("agenda", "primary"), ("balance", "secondary"), ("point", "secondary"))
    if meeting.all_are_called:
        return tuple(("pass", s) if act == "more-coming" else (act, s) for act, s in _SPEAKER)
    return _SPEAKER


def _members(meeting: Meeting) -> Row:
    phase = meeting.phase
    if phase is not None and phase.speakers is Speakers.CIRCLE:
        return tuple(("circle", s) if act == "seat" else (act, s) for act, s in _MEMBER)
    return _MEMBER
