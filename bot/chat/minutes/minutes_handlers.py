"""Handlers on the minutes: noting a point on the way, amending, deciding on an amendment, adopting."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import discord
from discord import ui

from bot.chat.framework.forms import SOMETHING, Filled, Form, field
from bot.chat.framework.interaction_context import InteractionContext
from bot.procedure import commands as c
from bot.procedure.events import PointKind
from bot.procedure.minutes.minutes_rules import AMENDMENT_LENGTH, POINT_LENGTH
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.values import Instant, Words
from bot.roundtables import Change

KINDS = {
    PointKind.AGREEMENT: "minutes-kind-agreement",
    PointKind.DIFFERENCE: "minutes-kind-difference",
    PointKind.QUESTION: "minutes-kind-question",
    PointKind.UNDERTAKING: "minutes-kind-undertaking",
}


class MinutesNoteModal(Form):
    """Note a point for the minutes; `message` is the contribution that it rests on."""

    def __init__(
        self, context: InteractionContext, text: str = "", message: str | None = None
    ) -> None:
        super().__init__(context, "note-point", context.say("point-noting"), message or "")
        kind: ui.Select[Any] = ui.Select(
            custom_id="kind",
            options=[
                discord.SelectOption(
                    label=context.say(KINDS[each])[:100],
                    value=each.value,
                    default=each is PointKind.AGREEMENT,
                )
                for each in PointKind
            ],
        )
        typed: ui.TextInput[Any] = ui.TextInput(
            custom_id="text",
            style=discord.TextStyle.paragraph,
            max_length=POINT_LENGTH,
            default=text[:POINT_LENGTH] or None,
        )
        owner: ui.TextInput[Any] = ui.TextInput(custom_id="owner", required=False, max_length=100)
        due: ui.TextInput[Any] = ui.TextInput(custom_id="due", required=False, max_length=10)
        self.add_item(field(context, "point-kind", kind))
        self.add_item(field(context, "point-text", typed))
        self.add_item(field(context, "point-owner", owner, helped=True))
        self.add_item(field(context, "point-due", due, helped=True))


async def point_sent(context: InteractionContext, filled: Filled) -> None:
    due = day(filled.text("due"))
    if isinstance(due, Refusal):
        await context.refuse(due)
        return
    kind = filled.one_of("kind", PointKind) if filled.chosen("kind") else PointKind.AGREEMENT
    if kind is None:
        await context.answer("unknown-choice")
        return
    words, message = Words(filled.text("text")), context.seen or None
    command = c.NotePoint(context.person, kind, words, message, filled.words("owner"), due)
    if await context.give(command) is not None:
        await context.answer("point-noted")


def day(typed: str) -> Instant | Refusal | None:
    """The day that was typed, as its beginning in UTC; None for none."""
    if not typed.strip():
        return None
    try:
        begins = datetime.strptime(typed.strip(), "%Y-%m-%d").replace(tzinfo=UTC)
        return int(begins.timestamp()) * 1000
    except ValueError:
        return refuse(Code.BAD_DAY)


async def note_form(context: InteractionContext) -> None:
    await _open_note(context)


async def note_message(context: InteractionContext, message: discord.Message) -> None:
    """Note what this message says; if it is on the record, the point rests on it."""
    known = None
    if context.meeting is not None:
        journal = context.services.tables.journal
        known = await journal.contribution(context.meeting.id, str(message.id))
    text = "" if known is None or known.words.text is None else known.words.text
    await _open_note(context, text, None if known is None else str(message.id))


async def _open_note(
    context: InteractionContext, text: str = "", message: str | None = None
) -> None:
    noted = c.NotePoint(context.person, PointKind.AGREEMENT, SOMETHING, message, None, None)
    refused = context.refused(noted)
    if refused is not None:
        await context.refuse(refused)
    else:
        await context.show_form(MinutesNoteModal(context, text, message))


class AmendModal(Form):
    """Propose another wording of the minutes of this meeting."""

    def __init__(self, context: InteractionContext) -> None:
        super().__init__(context, "amend", context.say("amend-title"))
        instead: ui.TextInput[Any] = ui.TextInput(
            custom_id="instead",
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=AMENDMENT_LENGTH,
        )
        text: ui.TextInput[Any] = ui.TextInput(
            custom_id="text", style=discord.TextStyle.paragraph, max_length=AMENDMENT_LENGTH
        )
        self.add_item(field(context, "amend-instead", instead, helped=True))
        self.add_item(field(context, "amend-text", text))


async def amendment_sent(context: InteractionContext, filled: Filled) -> None:
    words, instead = Words(filled.text("text")), filled.words("instead")
    if await context.give(c.ProposeAmendment(context.person, words, instead)) is not None:
        await context.answer("amendment-noted")


async def amend(context: InteractionContext) -> None:
    refused = context.refused(c.ProposeAmendment(context.person, SOMETHING, None))
    if refused is not None:
        await context.refuse(refused)
    else:
        await context.show_form(AmendModal(context))


async def adopt(context: InteractionContext) -> None:
    change = await context.give(c.AdoptMinutes(context.person, _number(context)))
    if isinstance(change, Change):
        await context.answer("minutes-you-adopt")


async def accept(context: InteractionContext) -> None:
    await _decide(context, accepted=True)


async def decline(context: InteractionContext) -> None:
    await _decide(context, accepted=False)


async def _decide(context: InteractionContext, *, accepted: bool) -> None:
    command = c.DecideAmendment(context.person, _number(context), accepted)
    if await context.give(command) is not None:
        await context.answer("done")


def _number(context: InteractionContext) -> int:
    return int(context.seen) if context.seen.isdecimal() else 0


HANDLERS: Mapping[str, Callable[[InteractionContext], Awaitable[None]]] = {"note-point": note_form}

AFTERWARDS: Mapping[str, Callable[[InteractionContext], Awaitable[None]]] = {
    "amend": amend,
    "minutes-adopt": adopt,
    "amend-accept": accept,
    "amend-decline": decline,
}
"""What is done with a meeting that is over."""

SENT: Mapping[str, Callable[[InteractionContext, Filled], Awaitable[None]]] = {
    "note-point": point_sent
}
SENT_AFTERWARDS: Mapping[str, Callable[[InteractionContext, Filled], Awaitable[None]]] = {
    "amend": amendment_sent,
}
"""Forms about a meeting that is over."""
