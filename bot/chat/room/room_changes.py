"""What people with rights on the server do to a meeting's room, or to whoever has the floor, answered in
a sentence to the room: a new name, slow mode, a thread archived or locked, a time-out.

What changed is told once; whether anything has to be mended stands in `presenter`. No rule lives here.
"""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.chat.framework.wording import mention, moment, shown
from bot.chat.messages.message_reading import moment as at
from bot.chat.room.meeting_places import PlaceLook, meeting_place
from bot.chat.room.presenter import Presenter
from bot.phrases import Fact
from bot.procedure import events as e
from bot.procedure.values import PersonId
from bot.roundtables import Change

Sentence = tuple[str, dict[str, Fact]]


def room_changed(presenter: Presenter, now: PlaceLook, channel: object | None = None) -> None:
    """The channel looks like this now. `channel`: what discord.py takes for it, if it is another than
    before, as when a thread comes back from the archive."""
    before, presenter.room.look = presenter.room.look, now
    place = meeting_place(channel)
    if place is not None and place is not presenter.room.channel:
        presenter.room.rebind(place)
    for phrase, facts in _differences(before, now):
        presenter.announce(phrase, **facts)
    if before.shut and not now.shut:
        presenter.show_again()


def _differences(before: PlaceLook, now: PlaceLook) -> Iterator[Sentence]:
    if now.name != before.name:
        yield "notice-renamed", {"name": shown(now.name)}
    if now.slowmode != before.slowmode:
        yield (
            ("notice-slow", {"seconds": now.slowmode}) if now.slowmode else ("notice-slow-off", {})
        )
    if now.locked and not before.locked:
        yield "notice-locked", {}
    elif before.locked and not now.locked:
        yield "notice-unlocked", {}
    elif now.archived and not before.archived and not now.locked:
        yield "notice-archived", {}  # to say so opens it again


def called(presenter: Presenter, change: Change) -> None:
    """Who was given the floor may not be able to use it."""
    for record in change.records:
        if isinstance(record.event, e.TurnStarted):
            member = presenter.room.channel.guild.get_member(int(record.event.person))
            if member is not None and (sentence := _barred(member)) is not None:
                presenter.announce(sentence[0], **sentence[1])


def member_changed(presenter: Presenter, before: discord.Member, after: discord.Member) -> None:
    """Whoever has the floor cannot write any more, or can again."""
    floor = presenter.meeting.floor
    if floor is None or floor.person != _name(after):
        return
    was, is_now = _barred(before), _barred(after)
    if is_now is not None and is_now != was:
        presenter.announce(is_now[0], **is_now[1])
    elif was is not None and is_now is None:
        presenter.announce("notice-can-write", person=mention(_name(after)))


def _barred(member: discord.Member) -> Sentence | None:
    """Why Discord lets this member write nowhere on the server."""
    person = mention(_name(member))
    if member.is_timed_out() and member.timed_out_until is not None:
        return "notice-timed-out", {
            "person": person,
            "when": moment(at(member.timed_out_until), "f"),
        }
    return ("notice-screening", {"person": person}) if member.pending else None


def _name(member: discord.Member) -> PersonId:
    return str(member.id)
