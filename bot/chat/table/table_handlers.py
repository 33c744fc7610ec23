"""Acts at the table: taking a seat, accepting the rules, withdrawing consent, leaving."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from discord import ui

from bot.chat.framework.components import in_rows
from bot.chat.framework.interaction_context import Visit
from bot.chat.framework.private_buttons import button, buttons, meeting_of
from bot.chat.framework.wording import language_name, mention, side_name
from bot.chat.table.room_rules import rules_digest, rules_text
from bot.procedure import commands as c
from bot.procedure.record.export_rules import open_to_person
from bot.procedure.refusals import Code
from bot.procedure.table.seats import Capacity
from bot.procedure.values import Words


async def choose_side(visit: Visit) -> None:
    """Offer a seat on each side, as one who speaks or as one who listens, and the language to be
    answered in. A language that was just chosen comes with the press."""
    meeting = await meeting_of(visit)
    if meeting is None:
        return
    languages = visit.desk.phrases.languages
    language = visit.seen if visit.seen in languages else visit.language
    say = visit.desk.phrases.say
    items: list[ui.Item[Any]] = []
    for row, act in enumerate(("sit", "observe")):
        for side in meeting.sides:
            name = side.name.into(language)
            label = name if act == "sit" else say(language, "observe-with", side=name)
            seen = f"{side.key}-{language}"
            style = "primary" if act == "sit" else "secondary"
            items.append(button(visit, act, style, seen, label=label, row=row))
    for code in languages:
        style = "success" if code == language else "secondary"
        label = language_name(code)
        items.append(button(visit, "speak", style, code, label=label, row=2))
    await visit.answer_text(say(language, "choose-side"), in_rows(*items))


async def sit(visit: Visit) -> None:
    await _sit(visit, Capacity.PARTICIPANT)


async def observe(visit: Visit) -> None:
    await _sit(visit, Capacity.OBSERVER)


async def _sit(visit: Visit, capacity: Capacity) -> None:
    """A seat that was given stays what it is when only its language changes."""
    side, _, language = visit.seen.partition("-")
    seat = None if visit.meeting is None else visit.meeting.seat(visit.person)
    speaks = capacity is Capacity.PARTICIPANT
    if speaks and seat is not None and seat.side == side and seat.capacity is not Capacity.OBSERVER:
        capacity = seat.capacity
    await take_seat(visit, side, capacity, language or visit.language)


async def take_seat(visit: Visit, side: str, capacity: Capacity, language: str) -> None:
    spoken = visit.desk.phrases.language(language)
    name = Words(visit.interaction.user.display_name)
    change = await visit.give(c.TakeSeat(visit.person, side, capacity, spoken, name))
    if change is None:
        return
    seat = change.after.seat(visit.person)
    assert seat is not None, "the seat was just taken"
    text = visit.say(
        "seated",
        side=side_name(change.after, side, visit.language),
        capacity=visit.say(f"capacity-{capacity}"),
    )
    if seat.accepted is None:
        text += "\n" + visit.say("seated-rules-next")
        await visit.answer_text(text, buttons(visit, ("rules", "primary", "")))
    else:
        await visit.answer_text(text)


async def show_rules(visit: Visit) -> None:
    """The rules of the room, and who will read what is said; with the button that accepts them."""
    meeting = await meeting_of(visit)
    if meeting is None:
        return
    text = rules_text(visit.desk.phrases, visit.language, meeting.format)
    seat = meeting.seat(visit.person)
    may_export = not isinstance(open_to_person(meeting, visit.person), Code)
    export = (("export", "secondary", ""),) if may_export else ()
    if seat is None:
        view = buttons(visit, *export) if export else None
        await visit.answer_text(f"{text}\n\n{visit.say('rules-no-seat')}", view)
    elif seat.recorded:
        await visit.answer_text(
            f"{text}\n\n{visit.say('rules-accepted-already')}",
            buttons(
                visit,
                ("mine", "secondary", ""),
                ("search", "secondary", ""),
                *export,
                ("withdraw-consent", "danger", ""),
            ),
        )
    else:
        accept = ("accept", "success", visit.language)
        await visit.answer_text(text, buttons(visit, accept, *export))


async def accept(visit: Visit) -> None:
    language = visit.desk.phrases.language(visit.seen or visit.language)
    meeting = await meeting_of(visit)
    if meeting is None:
        return
    digest = rules_digest(visit.desk.phrases, meeting.format)
    if await visit.give(c.AcceptRules(visit.person, digest, language)) is not None:
        await visit.answer("rules-accepted")


async def withdraw_consent(visit: Visit) -> None:
    if await visit.give(c.WithdrawConsent(visit.person)) is not None:
        await visit.answer("consent-withdrawn")


async def ask_to_leave(visit: Visit) -> None:
    """Leaving takes the raised hands down, so it is asked for once more."""
    if await meeting_of(visit) is not None:
        await visit.answer_text(visit.say("leave-sure"), buttons(visit, ("leave", "danger", "")))


async def leave(visit: Visit) -> None:
    if await visit.give(c.LeaveSeat(visit.person, visit.person)) is not None:
        await visit.answer("left-the-table")


async def show_seats(visit: Visit) -> None:
    """Who sits where, and who has accepted the rules."""
    meeting = await meeting_of(visit)
    if meeting is None:
        return
    lines: list[str] = []
    for side in meeting.sides:
        lines.append(f"**{side_name(meeting, side.key, visit.language)}**")
        for seat in meeting.members(side.key):
            accepted = visit.say("seat-accepted" if seat.accepted else "seat-not-accepted")
            capacity = visit.say(f"capacity-{seat.capacity}")
            lines.append(f"- {mention(seat.person)}, {capacity}; {accepted}")
        if not meeting.members(side.key):
            lines.append(f"- {visit.say('card-nobody')}")
    await visit.answer_long("\n".join(lines))


ACTS: Mapping[str, Callable[[Visit], Awaitable[None]]] = {
    "seats": show_seats,
    "seat": choose_side,
    "speak": choose_side,
    "sit": sit,
    "observe": observe,
    "rules": show_rules,
    "accept": accept,
    "withdraw-consent": withdraw_consent,
    "leave-ask": ask_to_leave,
    "leave": leave,
}
