"""What the room is told when something has happened: one message for one decision, in all languages.

From committed records to text; no call to Discord, no rule. What the card already shows is not said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.card import everywhere
from bot.chat.wording import Voice, mention, minutes, moment, note_shown
from bot.procedure import events as e
from bot.procedure.floor import TurnEnd
from bot.procedure.meeting import Meeting
from bot.procedure.values import PersonId
from bot.roundtables import Change

LONGEST_MESSAGE = 2000
"""The most characters that Discord takes as one message."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """One message. `pinged` are the people whom it may alert: those whose turn it is, no others."""

    text: str
    pinged: tuple[PersonId, ...] = ()

    def with_more(self, more: Announcement) -> Announcement | None:
        """Both as one message; None when they do not fit."""
        text = f"{self.text}\n{more.text}"
        if len(text) > LONGEST_MESSAGE:
            return None
        return Announcement(text, tuple(dict.fromkeys(self.pinged + more.pinged)))


@dataclass(frozen=True, slots=True)
class _Told:
    change: Change
    voice: Voice

    @property
    def after(self) -> Meeting:
        return self.change.after


def announcements(change: Change, voice: Voice) -> tuple[Announcement, ...]:
    """What to say in the channel about this change: one message, or nothing; more only where one
    would be too long for Discord. Nothing is cut: the last line is often the one that matters."""
    told = _Told(change, voice)
    lines: list[str] = []
    pinged: list[PersonId] = []
    for record in change.records:
        say = _SAYINGS.get(type(record.event))
        line = None if say is None else say(told, record.event)
        if line:
            lines.append(line)
        if isinstance(record.event, e.TurnStarted | e.TurnTakenUp | e.TurnTimeUp | e.TurnWarned):
            floor = change.after.floor
            if floor is not None and floor.number == record.event.turn:
                pinged.append(floor.person)
    if not lines:
        return ()
    people = dict.fromkeys(pinged)
    messages = _fitted("\n".join(lines))
    if len(messages) == 1:
        return (Announcement(messages[0], tuple(people)),)
    return tuple(
        Announcement(text, tuple(person for person in people if mention(person) in text))
        for text in messages
    )


def _fitted(text: str) -> list[str]:
    """The text as messages that Discord takes, broken between lines; within one, between words,
    only where the line is too long for a message of its own."""
    messages: list[str] = []
    while len(text) > LONGEST_MESSAGE:
        cut = text.rfind("\n", 1, LONGEST_MESSAGE + 1)
        if cut < 0:
            cut = text.rfind(" ", 1, LONGEST_MESSAGE + 1)
        if cut < 0:
            cut = LONGEST_MESSAGE
        messages.append(text[:cut])
        text = text[cut:].lstrip("\n ")
    return [message for message in (*messages, text) if message.strip()]


def _opened(told: _Told, event: e.MeetingOpened) -> str:
    return told.voice.block("told-opened")


def _paused(told: _Told, event: e.MeetingPaused) -> str:
    return told.voice.block("told-paused")


def _suspended(told: _Told, event: e.MeetingSuspended) -> str:
    return told.voice.block("told-suspended")


def _resumed(told: _Told, event: e.MeetingResumed) -> str:
    text = told.voice.block("told-resumed")
    floor = told.after.floor
    if floor is not None and floor.ends_at is not None and floor.spent:
        text += "\n" + told.voice.block(
            "told-goes-on", person=mention(floor.person), when=moment(floor.ends_at)
        )
    return text


def _outage(told: _Told, event: e.OutageNoted) -> str:
    return told.voice.block("told-outage", length=minutes(told.change.records[0].at - event.since))


def _closed(told: _Told, event: e.MeetingClosed) -> str:
    return told.voice.block("told-closed", count=len(event.unspoken))


def _phase(told: _Told, event: e.PhaseEntered) -> str:
    phase = told.after.format.phases[event.index]
    return f"**{everywhere(phase.title, told.voice)}**".replace("\n", " · ")


def _item_opened(told: _Told, event: e.ItemOpened) -> str | None:
    item = told.after.find_item(event.item)
    if item is None:
        return None
    number = told.after.agenda.index(item) + 1
    title = everywhere(item.title, told.voice).replace("\n", " · ")
    return f"### {number}. {title}\n{everywhere(item.question, told.voice, '*')}"


def _item_left(told: _Told, event: e.ItemClosed | e.ItemParked) -> str | None:
    parked = isinstance(event, e.ItemParked)
    if not parked and not event.unspoken:
        return None
    phrase = "told-item-parked" if parked else "told-item-closed"
    return told.voice.block(phrase, count=len(event.unspoken))


def _budget(told: _Told, event: e.ItemBudgetSpent) -> str:
    return told.voice.block("told-budget-spent")


def _turn(told: _Told, event: e.TurnStarted) -> str:
    floor = told.after.floor
    ends = floor.ends_at if floor is not None and floor.number == event.turn else None
    phrase = "told-point" if event.kind.value == "point-of-order" else "told-turn"
    text = told.voice.block(
        phrase,
        person=mention(event.person),
        kind=event.kind.value,
        when=moment(ends) if ends is not None else "",
    )
    if event.out_of_order:
        text += "\n-# " + told.voice.line("told-out-of-order")
    before = told.change.before
    request = (
        before.request(event.request) if before is not None and event.request is not None else None
    )
    note = note_shown(request.note, 150) if request is not None else ""
    return f"{text}\n-# “{note}”" if note else text


def _taken_up(told: _Told, event: e.TurnTakenUp) -> str | None:
    floor = told.after.floor
    if floor is None or floor.ends_at is None:
        return None
    return told.voice.block(
        "told-goes-on", person=mention(floor.person), when=moment(floor.ends_at)
    )


def _warned(told: _Told, event: e.TurnWarned) -> str | None:
    floor = told.after.floor
    if floor is None or floor.ends_at is None:
        return None
    return told.voice.block("told-warned", person=mention(floor.person), when=moment(floor.ends_at))


def _time_up(told: _Told, event: e.TurnTimeUp) -> str | None:
    floor = told.after.floor
    return None if floor is None else told.voice.block("told-time-up", person=mention(floor.person))


def _extended(told: _Told, event: e.TurnExtended) -> str | None:
    floor = told.after.floor
    if floor is None:
        return None
    return told.voice.block("told-extended", person=mention(floor.person), more=minutes(event.by))


def _ended(told: _Told, event: e.TurnEnded) -> str | None:
    if event.how is TurnEnd.EXPIRED:
        return told.voice.block("told-expired", person=mention(event.person))
    if event.how is TurnEnd.LEFT:
        return told.voice.block("told-left", person=mention(event.person))
    return None


def _ruled(told: _Told, event: e.PointRuled) -> str:
    text = told.voice.block("told-sustained" if event.sustained else "told-not-sustained")
    note = note_shown(event.note, 200)
    return f"{text}\n-# “{note}”" if note else text


def _passed(told: _Told, event: e.PlacePassed) -> str:
    name = (
        mention(event.person)
        if event.person
        else everywhere(
            next(side.name for side in told.after.sides if side.key == event.side), told.voice
        ).replace("\n", " · ")
    )
    return told.voice.block("told-passed", who=name)


_SAYINGS: Mapping[type[Any], Callable[[_Told, Any], str | None]] = {
    e.MeetingOpened: _opened,
    e.MeetingPaused: _paused,
    e.MeetingSuspended: _suspended,
    e.MeetingResumed: _resumed,
    e.OutageNoted: _outage,
    e.MeetingClosed: _closed,
    e.PhaseEntered: _phase,
    e.ItemOpened: _item_opened,
    e.ItemClosed: _item_left,
    e.ItemParked: _item_left,
    e.ItemBudgetSpent: _budget,
    e.TurnStarted: _turn,
    e.TurnTakenUp: _taken_up,
    e.TurnWarned: _warned,
    e.TurnTimeUp: _time_up,
    e.TurnExtended: _extended,
    e.TurnEnded: _ended,
    e.PointRuled: _ruled,
    e.PlacePassed: _passed,
}
