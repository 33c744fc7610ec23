"""The card: one message a meeting that says where things stand, and carries the buttons.

From the state to a view, and nothing else: no call to Discord, no rule. It costs one edit however
much has changed. Everything on it is in all the languages of the dialogue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import discord
from discord import ui

from bot.chat.buttons import CardButton
from bot.chat.wording import (
    BETWEEN,
    Voice,
    mention,
    minutes,
    moment,
    note_shown,
    shown,
    side_name,
    whole_minutes,
)
from bot.procedure.agenda import AgendaItem, ItemState
from bot.procedure.floor import Request, Turn
from bot.procedure.formats import Calls
from bot.procedure.meeting import Meeting, Status
from bot.procedure.order import speakers_list
from bot.procedure.people import Capacity
from bot.procedure.values import Instant, Localized

MOST_TEXT = 4000
"""Characters of text that Discord takes in one message of this kind, all its parts together."""


@dataclass(frozen=True, slots=True)
class Detail:
    """How much is shown: characters of an item's question, people waiting and people seated (on each
    side) who are named. The rest is counted."""

    question: int
    listed: int
    seated: int


DETAILS = (Detail(500, 6, 60), Detail(250, 6, 30), Detail(120, 3, 12), Detail(0, 1, 4))
"""Tried in turn until the card fits: it may say less, but it never fails."""

COLOURS = {
    Status.CONVENED: discord.Colour(0x5B7083),
    Status.OPEN: discord.Colour(0x2E7D5B),
    Status.PAUSED: discord.Colour(0xB7791F),
    Status.SUSPENDED: discord.Colour(0xB7791F),
    Status.CLOSED: discord.Colour(0x5B7083),
}

_CONVENED = (("seat", "secondary"), ("rules", "primary"), ("open", "success"))
_SPEAKERS = (
    ("ask", "primary"),
    ("yield", "success"),
    ("place", "secondary"),
    ("point", "secondary"),
    ("rules", "secondary"),
)
_CHAIRS = (
    ("next", "primary"),
    ("extend", "secondary"),
    ("pause", "secondary"),
    ("next-item", "secondary"),
    ("seat", "secondary"),
)
_PAUSED = (("resume", "success"), ("seat", "secondary"))


def card(meeting: Meeting, voice: Voice, now: Instant) -> ui.LayoutView:
    """The card of this meeting at this moment, as detailed as it may be."""
    for detail in DETAILS:
        view = _drawn(meeting, voice, now, detail)
        if view.content_length() <= MOST_TEXT:
            break
    return view


def _drawn(meeting: Meeting, voice: Voice, now: Instant, detail: Detail) -> ui.LayoutView:
    box: ui.Container[ui.LayoutView] = ui.Container(accent_colour=COLOURS[meeting.status])
    box.add_item(ui.TextDisplay(_heading(meeting, voice)))
    for paragraph in _body(meeting, voice, now, detail):
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(paragraph))
    for row in _rows(meeting):
        box.add_item(
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
    view = ui.LayoutView(timeout=None)
    view.add_item(box)
    return view


def everywhere(text: Localized, voice: Voice, mark: str = "", most: int = 500) -> str:
    """A text of the dialogue's own in each of its languages, a line each."""
    lines = dict.fromkeys(shown(text.into(language), most) for language in voice.languages)
    return "\n".join(f"{mark}{line}{mark}" for line in lines)


def _heading(meeting: Meeting, voice: Voice) -> str:
    titles = dict.fromkeys(shown(meeting.title.into(code)) for code in voice.languages)
    state = voice.line(f"status-{meeting.status}")
    number = voice.line("card-meeting", number=meeting.number)
    formats = dict.fromkeys(shown(meeting.format.title.into(code)) for code in voice.languages)
    small = BETWEEN.join((number, *formats))
    return f"## {BETWEEN.join(titles)}\n**{state}**\n-# {small}"


def _body(meeting: Meeting, voice: Voice, now: Instant, detail: Detail) -> Iterator[str]:
    match meeting.status:
        case Status.CONVENED:
            yield _table(meeting, voice, detail)
            yield voice.block("card-convened")
        case Status.CLOSED:
            yield voice.block("card-closed")
            yield _balance(meeting, voice, now)
        case _:
            yield _item(meeting, voice, detail)
            yield _floor(meeting, voice, now)
            yield _list(meeting, voice, detail)
            yield _balance(meeting, voice, now)


def _table(meeting: Meeting, voice: Voice, detail: Detail) -> str:
    """Who has sat down, by side; a tick for those who have accepted the rules."""
    lines = []
    for side in meeting.sides:
        members = [
            f"{mention(seat.person)}"
            + ("★" if seat.capacity is Capacity.CO_CHAIR else "")
            + (" ✓" if seat.accepted else "")
            for seat in meeting.members(side.key)
        ]
        more = len(members) - detail.seated
        if more > 0:
            members = [*members[: detail.seated], voice.line("card-list-more", count=more)]
        who = ", ".join(members) or voice.line("card-nobody")
        lines.append(f"**{_side(meeting, side.key, voice)}**: {who}")
    return "\n".join(lines)


def _side(meeting: Meeting, key: str, voice: Voice) -> str:
    return BETWEEN.join(
        dict.fromkeys(side_name(meeting, key, language) for language in voice.languages)
    )


def _item(meeting: Meeting, voice: Voice, detail: Detail) -> str:
    phase = meeting.phase
    item = meeting.item
    head = [] if phase is None else [f"**{_inline(phase.title, voice)}**"]
    if item is not None:
        head.append(everywhere(item.title, voice, "**"))
        if detail.question:
            head.append(everywhere(item.question, voice, "*", detail.question))
        head.append("-# " + _item_facts(meeting, item, voice))
    elif phase is None:
        head.append(voice.block("card-over" if meeting.over else "card-between"))
    return "\n".join(head)


def _inline(text: Localized, voice: Voice) -> str:
    return BETWEEN.join(dict.fromkeys(shown(text.into(code)) for code in voice.languages))


def _item_facts(meeting: Meeting, item: AgendaItem, voice: Voice) -> str:
    number = meeting.agenda.index(item) + 1
    facts = [
        voice.line("card-item-number", number=number, total=len(meeting.agenda)),
        voice.line("card-budget", minutes=whole_minutes(item.budget)),
    ]
    if item.sources:
        facts.append("¶ " + ", ".join(map(str, item.sources)))
    parked = sum(other.state is ItemState.PARKED for other in meeting.agenda)
    if parked:
        facts.append(voice.line("card-parked", count=parked))
    return " | ".join(facts)


def _floor(meeting: Meeting, voice: Voice, now: Instant) -> str:
    turn = meeting.floor
    if turn is None:
        lines = [f"🎙 {voice.line('card-floor-free')}"]
        phase = meeting.phase
        if phase is not None and phase.calls is Calls.CHAIR and meeting.status is Status.OPEN:
            lines.append("-# " + voice.line("card-chair-calls"))
        return "\n".join(lines)
    lines = [f"🎙 **{mention(turn.person)}** — {_side(meeting, turn.side, voice)}"]
    lines.append(f"{voice.line(f'kind-{turn.kind}')}; {_time(turn, voice, now)}")
    if meeting.interrupted is not None:
        lines.append(voice.block("card-interrupted", person=mention(meeting.interrupted.person)))
    return "\n".join(lines)


def _time(turn: Turn, voice: Voice, now: Instant) -> str:
    if turn.ends_at is None:
        return voice.line("card-time-left", left=minutes(max(0, turn.left(now))))
    if turn.time_up:
        return voice.line("card-time-up")
    return voice.line("card-until", when=moment(turn.ends_at))


def _list(meeting: Meeting, voice: Voice, detail: Detail) -> str:
    waiting = speakers_list(meeting)
    title = f"**{voice.line('card-list', count=len(waiting))}**"
    if not waiting:
        return f"{title}\n-# {voice.line('card-list-empty')}"
    lines = [_request(meeting, place, request, voice) for place, request in enumerate(waiting, 1)]
    more = len(waiting) - detail.listed
    if more > 0:
        lines = [*lines[: detail.listed], voice.line("card-list-more", count=more)]
    return "\n".join((title, *lines))


def _request(meeting: Meeting, place: int, request: Request, voice: Voice) -> str:
    note = note_shown(request.note)
    about = f" — “{note}”" if note else ""
    kind = voice.line(f"kind-{request.kind}")
    return (
        f"{place}. {mention(request.person)} ({_side(meeting, request.side, voice)}), {kind}"
        f"{about}, {moment(request.asked_at)}"
    )


def _balance(meeting: Meeting, voice: Voice, now: Instant) -> str:
    """Floor time by side, as of the last change; a live figure would cost an edit a second."""
    shares = " | ".join(
        f"{_side(meeting, side.key, voice)} {minutes(meeting.ledger.by_side.get(side.key, 0))}"
        for side in meeting.sides
    )
    return f"-# {voice.line('card-balance')}: {shares}"


def _rows(meeting: Meeting) -> tuple[tuple[tuple[str, str], ...], ...]:
    match meeting.status:
        case Status.CONVENED:
            return (_CONVENED,)
        case Status.OPEN:
            if meeting.points:
                return (_SPEAKERS, _CHAIRS, (("sustain", "success"), ("not-sustain", "danger")))
            return (_SPEAKERS, _CHAIRS)
        case Status.PAUSED | Status.SUSPENDED:
            return ((("ask", "primary"), ("place", "secondary"), ("rules", "secondary")), _PAUSED)
        case Status.CLOSED:
            return ()
