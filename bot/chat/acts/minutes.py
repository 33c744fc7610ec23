"""Acts on the minutes: noting a point on the way, amending, deciding on an amendment, adopting."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import discord
from discord import ui

from bot.chat.modals import field
from bot.chat.safety import SafeModal
from bot.chat.visit import Visit
from bot.procedure import commands as c
from bot.procedure.decide.minutes import AMENDMENT_LENGTH, POINT_LENGTH
from bot.procedure.events import PointKind
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.values import Instant, MeetingId, Words
from bot.roundtables import Change

KINDS = {
    PointKind.AGREEMENT: "minutes-kind-agreement",
    PointKind.DIFFERENCE: "minutes-kind-difference",
    PointKind.QUESTION: "minutes-kind-question",
    PointKind.UNDERTAKING: "minutes-kind-undertaking",
}


class PointModal(SafeModal):
    """Note a point for the minutes; `message` is the contribution that it rests on."""

    def __init__(self, visit: Visit, text: str = "", message: str | None = None) -> None:
        super().__init__(title=visit.say("point-noting")[:45], timeout=None)
        self.message = message
        self.kind: ui.Select[Any] = ui.Select(
            custom_id="kind",
            options=[
                discord.SelectOption(
                    label=visit.say(KINDS[kind])[:100],
                    value=kind.value,
                    default=kind is PointKind.AGREEMENT,
                )
                for kind in PointKind
            ],
        )
        self.text: ui.TextInput[Any] = ui.TextInput(
            custom_id="text",
            style=discord.TextStyle.paragraph,
            max_length=POINT_LENGTH,
            default=text[:POINT_LENGTH] or None,
        )
        self.owner: ui.TextInput[Any] = ui.TextInput(
            custom_id="owner", required=False, max_length=100
        )
        self.due: ui.TextInput[Any] = ui.TextInput(custom_id="due", required=False, max_length=10)
        self.add_item(field(visit, "point-kind", self.kind))
        self.add_item(field(visit, "point-text", self.text))
        self.add_item(field(visit, "point-owner", self.owner, helped=True))
        self.add_item(field(visit, "point-due", self.due, helped=True))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        visit = Visit.here(interaction)
        due = day(self.due.value)
        if isinstance(due, Refusal):
            await visit.refuse(due)
            return
        owner = Words(self.owner.value) if self.owner.value.strip() else None
        kind = PointKind(self.kind.values[0] if self.kind.values else PointKind.AGREEMENT)
        words = Words(self.text.value)
        command = c.NotePoint(visit.person, kind, words, self.message, owner, due)
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
    await visit.interaction.response.send_modal(PointModal(visit))


async def note_message(visit: Visit, message: discord.Message) -> None:
    """Note what this message says; if it is on the record, the point rests on it."""
    known = None
    if visit.meeting is not None:
        journal = visit.desk.tables.journal
        known = await journal.contribution(visit.meeting.id, str(message.id))
    text = "" if known is None or known.words.text is None else known.words.text
    modal = PointModal(visit, text, None if known is None else str(message.id))
    await visit.interaction.response.send_modal(modal)


class AmendModal(SafeModal):
    """Propose another wording of the minutes of this meeting."""

    def __init__(self, visit: Visit, meeting: MeetingId) -> None:
        super().__init__(title=visit.say("amend-title")[:45], timeout=None)
        self.meeting = meeting
        self.instead: ui.TextInput[Any] = ui.TextInput(
            custom_id="instead",
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=AMENDMENT_LENGTH,
        )
        self.text: ui.TextInput[Any] = ui.TextInput(
            custom_id="text", style=discord.TextStyle.paragraph, max_length=AMENDMENT_LENGTH
        )
        self.add_item(field(visit, "amend-instead", self.instead, helped=True))
        self.add_item(field(visit, "amend-text", self.text))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        here = Visit.here(interaction)
        visit = Visit.of(interaction, await here.desk.tables.fetch(self.meeting))
        instead = Words(self.instead.value) if self.instead.value.strip() else None
        command = c.ProposeAmendment(visit.person, Words(self.text.value), instead)
        if await visit.give(command) is not None:
            await visit.answer("amendment-noted")


async def amend(visit: Visit) -> None:
    if visit.meeting is not None:
        await visit.interaction.response.send_modal(AmendModal(visit, visit.meeting.id))


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
