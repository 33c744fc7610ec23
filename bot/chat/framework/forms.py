"""Forms, which work after a restart as buttons do: everything that one needs is in its own id, and what
was filled in is read from what Discord sends.

The id names the form, the meeting in which it was opened, and what was in view then. What becomes of
what was filled in stands with each form; this file only draws, and reads.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

import discord
from discord import ui

from bot.chat.framework.components import NO_MEETING
from bot.chat.framework.interaction_context import InteractionContext
from bot.procedure.agenda.agenda_values import AgendaItem, ItemKey
from bot.procedure.state import Meeting
from bot.procedure.values import Words

FORM_ID = re.compile(
    r"cf:(?P<form>[a-z-]{1,14}):(?P<meeting>[a-z0-9-]{1,60}):(?P<seen>[A-Za-z0-9_-]{0,20})"
)
"""Discord takes a hundred characters."""

SOMETHING = Words("…")
"""What stands for words that are not written yet, when the rules are asked whether they would take
any."""

K = TypeVar("K", bound=Enum)


class Form(ui.Modal):
    """What a person fills in. discord.py need not remember it, which it would do for ever: most forms
    are closed without being sent."""

    def __init__(self, context: InteractionContext, form: str, title: str, seen: str = "") -> None:
        meeting = NO_MEETING if context.meeting is None else context.meeting.id
        custom_id = f"cf:{form}:{meeting}:{seen}"
        assert FORM_ID.fullmatch(custom_id), "the id of a form is what is read when it is sent"
        super().__init__(title=title[:45], timeout=None, custom_id=custom_id)
        self.stop()


def field(
    context: InteractionContext, phrase: str, component: ui.Item[Any], *, helped: bool = False
) -> ui.Label[Any]:
    """A field of a form under its label; Discord takes 45 characters of it, and 100 of its help."""
    description = context.say(f"{phrase}-help")[:100] if helped else None
    return ui.Label(text=context.say(phrase)[:45], description=description, component=component)


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in, by field. Nothing of it is believed: a form can be forged."""

    fields: Mapping[str, Mapping[str, Any]]
    attachments: Mapping[str, discord.Attachment]

    @classmethod
    def of(cls, interaction: discord.Interaction[Any]) -> Filled:
        data: Mapping[str, Any] = dict(interaction.data or {})
        found = {str(each["custom_id"]): each for each in _fields(data.get("components") or ())}
        resolved = (data.get("resolved") or {}).get("attachments") or {}
        state = interaction._state
        attachments = {
            key: discord.Attachment(data=each, state=state) for key, each in resolved.items()
        }
        return cls(found, attachments)

    def text(self, field: str) -> str:
        return str(self.fields.get(field, {}).get("value") or "").strip()

    def words(self, field: str) -> Words | None:
        """None where nothing was written."""
        text = self.text(field)
        return Words(text) if text else None

    def number(self, field: str) -> int | None:
        """None for what is no whole number, or a longer one than any form takes."""
        text = self.text(field)
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None

    def chosen(self, field: str) -> tuple[str, ...]:
        return tuple(map(str, self.fields.get(field, {}).get("values") or ()))

    def one_of(self, field: str, kinds: Iterable[K]) -> K | None:
        """The one of these that was chosen; None for anything else."""
        chosen = self.chosen(field)
        return next((kind for kind in kinds if (str(kind.value),) == chosen), None)

    def numbers(self, field: str) -> tuple[int, ...] | None:
        """None where something else than numbers was chosen."""
        chosen = self.chosen(field)
        fine = all(each.isascii() and each.isdecimal() and len(each) <= 9 for each in chosen)
        return tuple(map(int, chosen)) if fine else None

    def file(self, field: str) -> discord.Attachment | None:
        found = (self.attachments.get(each) for each in self.chosen(field))
        return next((each for each in found if each is not None), None)


def _fields(components: Sequence[Any]) -> Iterator[Mapping[str, Any]]:
    for component in components:
        if "custom_id" in component:
            yield component
        if isinstance(component.get("component"), dict):
            yield from _fields((component["component"],))
        yield from _fields(component.get("components") or ())


# What a form can be about --------------------------------------------------------------------------


def item_sign(key: ItemKey) -> str:
    """An item in the id of a form: places change while it is filled in, and keys may be long."""
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def signed_item(meeting: Meeting, sign: str) -> AgendaItem | None:
    return next((item for item in meeting.agenda if item_sign(item.key) == sign), None)


def seen_number(context: InteractionContext) -> int:
    """The number that the form carries; 0 for none."""
    return int(context.seen) if context.seen.isdecimal() else 0
