"""Acts on the minutes: noting a point on the way, amending, deciding on an amendment, adopting."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import discord
from discord import ui

from bot.chat.framework.forms import SOMETHING, Filled, Form, field
from bot.chat.framework.interaction_context import Visit
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


class NoteModal(Form):
    """Note a point for the minutes; `message` is the contribution that it rests on."""

    def __init__(self, visit: Visit, text: str = "", message: str | None = None) -> None:
        super().__init__(visit, "note-point", visit.say("point-noting"), message or "")
        kind: ui.Select[Any] = ui.Select(
            custom_id="kind",
            options=[
                discord.SelectOption(
                    label=visit.say(KINDS[each])[:100],
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
        self.add_item(field(visit, "point-kind", kind))
        self.add_item(field(visit, "point-text", typed))
        self.add_item(field(visit, "point-owner", owner, helped=True))
        self.add_item(field(visit, "point-due", due, helped=True))


async def point_sent(visit: Visit, filled: Filled) -> None:
    due = day(filled.text("due"))
    if isinstance(due, Refusal):
        await visit.refuse(due)
        return
    kind = filled.one_of("kind", PointKind) if filled.chosen("kind") else PointKind.AGREEMENT
    if kind is None:
        await visit.answer("unknown-choice")
        return
    words, message = Words(filled.text("text")), visit.seen or None
    command = c.NotePoint(visit.person, kind, words, message, filled.words("owner"), due)
    if await visit.give(command) is not None:
        await visit.answer("point-noted")


def day(typed: str) -> Instant | Refusal | None:
    """The day that was typed, as its beginning in UTC; None for none."""
    if not typed.strip():
        return None
    try:
        begins = datetime.strptime(typed.strip(), "%Y-%m-%d").replace(tzinfo=UTC)
        return int(begins.timestamp()) * 1000
    except ValueError:
        return refuse(Code.BAD_DAY)


async def note_form(visit: Visit) -> None:
    await _open_note(visit)


async def note_message(visit: Visit, message: discord.Message) -> None:
    """Note what this message says; if it is on the record, the point rests on it."""
    known = None
    if visit.meeting is not None:
        journal = visit.desk.tables.journal
        known = await journal.contribution(visit.meeting.id, str(message.id))
    text = "" if known is None or known.words.text is None else known.words.text
    await _open_note(visit, text, None if known is None else str(message.id))


async def _open_note(visit: Visit, text: str = "", message: str | None = None) -> None:
    noted = c.NotePoint(visit.person, PointKind.AGREEMENT, SOMETHING, message, None, None)
    refused = visit.refused(noted)
    if refused is not None:
        await visit.refuse(refused)
    else:
        await visit.show_form(NoteModal(visit, text, message))


class AmendModal(Form):
    """Propose another wording of the minutes of this meeting."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit, "amend", visit.say("amend-title"))
        instead: ui.TextInput[Any] = ui.TextInput(
            custom_id="instead",
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=AMENDMENT_LENGTH,
        )
        text: ui.TextInput[Any] = ui.TextInput(
            custom_id="text", style=discord.TextStyle.paragraph, max_length=AMENDMENT_LENGTH
        )
        self.add_item(field(visit, "amend-instead", instead, helped=True))
        self.add_item(field(visit, "amend-text", text))


async def amendment_sent(visit: Visit, filled: Filled) -> None:
    words, instead = Words(filled.text("text")), filled.words("instead")
    if await visit.give(c.ProposeAmendment(visit.person, words, instead)) is not None:
        await visit.answer("amendment-noted")


async def amend(visit: Visit) -> None:
    refused = visit.refused(c.ProposeAmendment(visit.person, SOMETHING, None))
    if refused is not None:
        await visit.refuse(refused)
    else:
        await visit.show_form(AmendModal(visit))


async def adopt(visit: Visit) -> None:
    change = await visit.give(c.AdoptMinutes(visit.person, _number(visit)))
    if isinstance(change, Change):
        await visit.answer("minutes-you-adopt")


async def accept(visit: Visit) -> None:
    await _decide(visit, accepted=True)


async def decline(visit: Visit) -> None:
    await _decide(visit, accepted=False)


async def _decide(visit: Visit, *, accepted: bool) -> None:
    command = c.DecideAmendment(visit.person, _number(visit), accepted)
    if await visit.give(command) is not None:
        await visit.answer("done")


def _number(visit: Visit) -> int:
    return int(visit.seen) if visit.seen.isdecimal() else 0


ACTS: Mapping[str, Callable[[Visit], Awaitable[None]]] = {"note-point": note_form}

AFTERWARDS: Mapping[str, Callable[[Visit], Awaitable[None]]] = {
    "amend": amend,
    "minutes-adopt": adopt,
    "amend-accept": accept,
    "amend-decline": decline,
}
"""What is done with a meeting that is over."""

SENT: Mapping[str, Callable[[Visit, Filled], Awaitable[None]]] = {"note-point": point_sent}
SENT_AFTERWARDS: Mapping[str, Callable[[Visit, Filled], Awaitable[None]]] = {
    "amend": amendment_sent,
}
"""Forms about a meeting that is over."""
