"""Handlers at the table: taking a seat, accepting the rules, withdrawing consent, leaving."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from discord import ui

from bot.chat.framework.components import in_rows
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.private_buttons import button, buttons, meeting_of
from bot.chat.framework.wording import language_name, mention, side_name
from bot.chat.table.room_rules import rules_digest, rules_text
from bot.procedure import commands as c
from bot.procedure.record.export_rules import open_to_person
from bot.procedure.refusals import Code
from bot.procedure.table.seats import Capacity
from bot.procedure.values import Words


async def choose_side(context: InteractionContext) -> None:
    """Offer a seat on each side, as one who speaks or as one who listens, and the language to be
    answered in. A language that was just chosen comes with the press."""
    meeting = await meeting_of(context)
    if meeting is None:
        return
    languages = context.services.phrases.languages
    language = context.seen if context.seen in languages else context.language
    say = context.services.phrases.say
    items: list[ui.Item[Any]] = []
    for row, act in enumerate(("sit", "observe")):
        for side in meeting.sides:
            name = side.name.into(language)
            label = name if act == "sit" else say(language, "observe-with", side=name)
            seen = f"{side.key}-{language}"
            style = "primary" if act == "sit" else "secondary"
            items.append(button(context, act, style, seen, label=label, row=row))
    for code in languages:
        style = "success" if code == language else "secondary"
        label = language_name(code)
        items.append(button(context, "speak", style, code, label=label, row=2))
    await context.answer_text(say(language, "choose-side"), in_rows(*items))


async def sit(context: InteractionContext) -> None:
    await _sit(context, Capacity.PARTICIPANT)


async def observe(context: InteractionContext) -> None:
    await _sit(context, Capacity.OBSERVER)


async def _sit(context: InteractionContext, capacity: Capacity) -> None:
    """A seat that was given stays what it is when only its language changes."""
    side, _, language = context.seen.partition("-")
    seat = None if context.meeting is None else context.meeting.seat(context.person)
    speaks = capacity is Capacity.PARTICIPANT
    if speaks and seat is not None and seat.side == side and seat.capacity is not Capacity.OBSERVER:
        capacity = seat.capacity
    await take_seat(context, side, capacity, language or context.language)


async def take_seat(
    context: InteractionContext, side: str, capacity: Capacity, language: str
) -> None:
    spoken = context.services.phrases.language(language)
    name = Words(context.interaction.user.display_name)
    change = await context.give(c.TakeSeat(context.person, side, capacity, spoken, name))
    if change is None:
        return
    seat = change.after.seat(context.person)
    assert seat is not None, "the seat was just taken"
    text = context.say(
        "seated",
        side=side_name(change.after, side, context.language),
        capacity=context.say(f"capacity-{capacity}"),
    )
    if seat.accepted is None:
        text += "\n" + context.say("seated-rules-next")
        await context.answer_text(text, buttons(context, ("rules", "primary", "")))
    else:
        await context.answer_text(text)


async def show_rules(context: InteractionContext) -> None:
    """The rules of the room, and who will read what is said; with the button that accepts them."""
    meeting = await meeting_of(context)
    if meeting is None:
        return
    text = rules_text(context.services.phrases, context.language, meeting.format)
    seat = meeting.seat(context.person)
    may_export = not isinstance(open_to_person(meeting, context.person), Code)
    export = (("export", "secondary", ""),) if may_export else ()
    if seat is None:
        view = buttons(context, *export) if export else None
        await context.answer_text(f"{text}\n\n{context.say('rules-no-seat')}", view)
    elif seat.recorded:
        await context.answer_text(
            f"{text}\n\n{context.say('rules-accepted-already')}",
            buttons(
                context,
                ("mine", "secondary", ""),
                ("search", "secondary", ""),
                *export,
                ("withdraw-consent", "danger", ""),
            ),
        )
    else:
        accept = ("accept", "success", context.language)
        await context.answer_text(text, buttons(context, accept, *export))


async def accept(context: InteractionContext) -> None:
    language = context.services.phrases.language(context.seen or context.language)
    meeting = await meeting_of(context)
    if meeting is None:
        return
    digest = rules_digest(context.services.phrases, meeting.format)
    if await context.give(c.AcceptRules(context.person, digest, language)) is not None:
        await context.answer("rules-accepted")


async def withdraw_consent(context: InteractionContext) -> None:
    if await context.give(c.WithdrawConsent(context.person)) is not None:
        await context.answer("consent-withdrawn")


async def ask_to_leave(context: InteractionContext) -> None:
    """Leaving takes the raised hands down, so it is asked for once more."""
    if await meeting_of(context) is not None:
        await context.answer_text(
            context.say("leave-sure"), buttons(context, ("leave", "danger", ""))
        )


async def leave(context: InteractionContext) -> None:
    if await context.give(c.LeaveSeat(context.person, context.person)) is not None:
        await context.answer("left-the-table")


async def show_seats(context: InteractionContext) -> None:
    """Who sits where, and who has accepted the rules."""
    meeting = await meeting_of(context)
    if meeting is None:
        return
    lines: list[str] = []
    for side in meeting.sides:
        lines.append(f"**{side_name(meeting, side.key, context.language)}**")
        for seat in meeting.members(side.key):
            accepted = context.say("seat-accepted" if seat.accepted else "seat-not-accepted")
            capacity = context.say(f"capacity-{seat.capacity}")
            lines.append(f"- {mention(seat.person)}, {capacity}; {accepted}")
        if not meeting.members(side.key):
            lines.append(f"- {context.say('card-nobody')}")
    await context.answer_long("\n".join(lines))


HANDLERS: Mapping[str, Callable[[InteractionContext], Awaitable[None]]] = {
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
