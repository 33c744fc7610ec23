"""Handlers on the record: off it and back, how long words are kept, what is held of one, a search.

What somebody asks for about their own words is for their eyes only, whatever the meeting's state.
"""

from __future__ import annotations

import io
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.chat.exports import export_handlers
from bot.chat.exports.exporting import names_on_discord
from bot.chat.framework.components import CardButton, in_rows
from bot.chat.framework.forms import Filled, Form, field
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.private_buttons import meeting_of
from bot.chat.framework.wording import mention, moment, quoted, shown
from bot.journal.mine import OF_THE_TABLE, held_of
from bot.journal.ownership import texts_of, with_quotations
from bot.journal.port import Found, Wanted
from bot.phrases import Fact
from bot.procedure import commands as c
from bot.procedure.events import ErasedBecause, ExportRule
from bot.procedure.record.export_rules import may_know_names, open_to_person
from bot.procedure.refusals import Code, Refusal
from bot.procedure.values import MeetingId
from bot.stems import holds
from bot.workers import Overrun

HITS = 8
"""How many finds are shown at once."""
ALL, WORDS = "all", "words"
ASKED = {WORDS: "button-mine-erase-ask-words", ALL: "button-mine-erase-ask-all"}
SURE = {WORDS: "button-mine-erase-words", ALL: "button-mine-erase-all"}
WARNING = {WORDS: "mine-erase-sure-words", ALL: "mine-erase-sure-all"}


async def off_record(context: InteractionContext) -> None:
    await _agree(context, c.GoOffRecord(context.person), "off-record-agreed")


async def on_record(context: InteractionContext) -> None:
    await _agree(context, c.GoOnRecord(context.person), "on-record-agreed")


async def _agree(context: InteractionContext, command: c.Command, phrase: str) -> None:
    """Agree; what follows when all have agreed, the room sees."""
    outcome = await context.try_to(command)
    if isinstance(outcome, Refusal):
        await context.refuse(outcome)
    else:
        await context.conclude(phrase)


async def keep(context: InteractionContext, days: int | None) -> None:
    if await context.give(c.SetKeeping(context.person, days)) is not None:
        await context.answer("keeping-set", days=days or 0)


# One's own -----------------------------------------------------------------------------------------


async def mine(context: InteractionContext) -> None:
    """Everything that is held of this person, as a file; and the buttons that erase it."""
    journal = context.services.tables.journal
    held: list[dict[str, object]] = []
    texts = 0
    for meeting in await journal.meetings_with(context.person):
        records = await journal.read(meeting)
        held += held_of(records, context.person)
        texts += len(texts_of(records, context.person))
    if not held:
        await context.answer("mine-nothing")
        return
    document = json.dumps(held, ensure_ascii=False, indent=1).encode()
    said = [context.say("mine", entries=len(held), texts=texts)]
    agenda = sum(entry["kind"] in OF_THE_TABLE for entry in held)
    if agenda:
        said.append(context.say("mine-agenda", entries=agenda))
    arguments: dict[str, object] = {
        "content": "\n".join(said),
        "file": discord.File(io.BytesIO(document), "cochair-mine.json"),
    }
    if texts:
        arguments["view"] = in_rows(_erase_button(context, WORDS), _erase_button(context, ALL))
    await context.answer_file(arguments)


def _erase_button(context: InteractionContext, what: str, *, sure: bool = False) -> CardButton:
    act, labels = ("mine-erase", SURE) if sure else ("mine-erase-ask", ASKED)
    label = context.say(labels[what])
    return CardButton.own(act, what, label=label, style=discord.ButtonStyle.danger)


async def ask_to_erase(context: InteractionContext) -> None:
    """It cannot be undone, so it is asked for once more."""
    what = ALL if context.seen == ALL else WORDS
    view = in_rows(_erase_button(context, what, sure=True))
    await context.answer_text(context.say(WARNING[what]), view)


async def erase(context: InteractionContext) -> None:
    """Erase this person's texts in every meeting, with the name or without."""
    journal, erased = context.services.tables.journal, 0
    for meeting in await journal.meetings_with(context.person):
        runner = await context.services.tables.fetch(meeting)
        records = await journal.read(meeting)
        own = texts_of(records, context.person, names=context.seen == ALL)
        texts = with_quotations(records, own)
        if runner is None or not texts:
            continue
        command = c.EraseTexts(context.person, context.person, ErasedBecause.ASKED, texts)
        if not isinstance(await runner.give(command), Refusal):
            erased += len(own)
    left = await journal.scrub()  # what is left of it, the keeper takes up
    done = left is None or not erased
    await context.answer("mine-erased" if done else "mine-erased-nearly", texts=erased)


# Search --------------------------------------------------------------------------------------------


async def search(context: InteractionContext, asked: str, person: str | None) -> None:
    """What was said in the meetings of this server of which this person may have a transcript. Who may
    have none but the one that names nobody is told of nobody but themselves who said it."""
    may = await export_handlers.open_here(context)
    if person not in (None, context.person):  # nobody's words are looked for where nobody is named
        may = {meeting: rules for meeting, rules in may.items() if ExportRule.FULL in rules}
    wanted = Wanted(person=person, among=frozenset(may))
    found = await context.services.tables.journal.search(asked, None, HITS, wanted)
    async with context.in_time():
        lines = [line for hits in _by_meeting(found) for line in await _told(context, asked, hits)]
    if not lines:
        await context.answer("search-nothing")
        return
    heading = f"**{context.say('search-heading', count=len(lines))}**"
    unnamed = any(ExportRule.FULL not in may[hit.meeting] for hit in found)
    notes = [context.say("search-unnamed")] if unnamed else []
    await context.answer_long("\n".join((heading, *lines, *notes)))


def _by_meeting(found: Sequence[Found]) -> list[list[Found]]:
    """The finds of each meeting together, the meeting with the best of them first."""
    meetings: dict[MeetingId, list[Found]] = {}
    for hit in found:
        meetings.setdefault(hit.meeting, []).append(hit)
    return [*meetings.values()]


async def _told(context: InteractionContext, asked: str, hits: Sequence[Found]) -> list[str]:
    """The finds of one meeting as this person may have them."""
    runner = await context.services.tables.fetch(hits[0].meeting)
    if runner is None or isinstance(open_to_person(runner.meeting, context.person), Code):
        return []
    if may_know_names(runner.meeting, context.person):
        return [_hit(context, hit, hit.words.text or "") for hit in hits]
    own = [hit for hit in hits if hit.person == context.person]
    others = [hit for hit in hits if hit.person != context.person]
    texts = [hit.words.text or "" for hit in others]
    names = await names_on_discord(
        context.interaction.client, context.interaction.guild, runner.meeting
    )
    lines = [_hit(context, hit, hit.words.text or "") for hit in own]
    clean = await context.services.exporter.unnamed(
        runner.meeting.id, texts, context.language, names
    )
    if isinstance(clean, Overrun):
        return [*lines, context.say("search-too-heavy")]
    return [
        *lines,
        # What is found by a name alone would say that the name stood there.
        *(
            _hit(context, h, t, named=False)
            for h, t in zip(others, clean, strict=True)
            if holds(t, asked)
        ),
    ]


_HITS = {
    (True, True): "search-hit-turn",
    (True, False): "search-hit",
    (False, True): "search-hit-unnamed-turn",
    (False, False): "search-hit-unnamed",
}
"""By whether the author is named, and whether it was said in a turn."""


def _hit(context: InteractionContext, hit: Found, text: str, *, named: bool = True) -> str:
    facts: dict[str, Fact] = {"meeting": hit.meeting}
    if named:
        facts |= {"person": mention(hit.person), "when": moment(hit.at, "f")}
    if hit.turn is not None:
        facts["turn"] = hit.turn
    phrase = _HITS[named, hit.turn is not None]
    return f"{context.say(phrase, **facts)}\n> {quoted(shown(text, 200))}"


async def show_keeping(context: InteractionContext) -> None:
    meeting = await meeting_of(context)
    if meeting is not None:
        await context.answer("keeping-is", days=meeting.record.keep_days or 0)


class SearchModal(Form):
    """Search without a command."""

    def __init__(self, context: InteractionContext) -> None:
        super().__init__(context, "search", context.say("search-title"))
        words: ui.TextInput[Any] = ui.TextInput(custom_id="words", max_length=100)
        self.add_item(field(context, "search-words", words, helped=True))


async def search_form(context: InteractionContext) -> None:
    """Open it for those who may have anything that is searched; to others, nothing is to be found."""
    if await export_handlers.open_here(context):
        await context.show_form(SearchModal(context))
    else:
        await context.answer("search-nothing")


async def search_sent(context: InteractionContext, filled: Filled) -> None:
    await search(context, filled.text("words"), None)


HANDLERS: Mapping[str, Callable[[InteractionContext], Awaitable[None]]] = {
    "off-record": off_record,
    "on-record": on_record,
    "mine": mine,
    "search": search_form,
}

OWN: Mapping[str, Callable[[InteractionContext], Awaitable[None]]] = {
    "mine-erase-ask": ask_to_erase,
    "mine-erase": erase,
}
"""What concerns a person and no meeting, so that it works when all of them are over."""

SENT_ANYWHERE: Mapping[str, Callable[[InteractionContext, Filled], Awaitable[None]]] = {
    "search": search_sent
}
"""Forms that concern no meeting, and are good in any room."""
