"""Acts on the record: off it and back, how long words are kept, what is held of one person, a search.

What somebody asks for about their own words is for their eyes only, whatever the meeting's state.
"""

from __future__ import annotations

import io
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
from discord import ui

from bot.chat.acts.common import meeting_of
from bot.chat.buttons import CardButton, in_rows
from bot.chat.modals import field
from bot.chat.safety import SafeModal
from bot.chat.visit import Visit
from bot.chat.wording import mention, moment, quoted, shown
from bot.journal.mine import held_of
from bot.journal.ownership import texts_of
from bot.journal.port import Wanted
from bot.procedure import commands as c
from bot.procedure.events import ErasedBecause
from bot.procedure.refusals import Refusal

HITS = 8
"""How many finds are shown at once."""
ALL, WORDS = "all", "words"
ASKED = {WORDS: "button-mine-erase-ask-words", ALL: "button-mine-erase-ask-all"}
SURE = {WORDS: "button-mine-erase-words", ALL: "button-mine-erase-all"}
WARNING = {WORDS: "mine-erase-sure-words", ALL: "mine-erase-sure-all"}
NAMES = "name"
"""The field of a payload that holds what somebody is called."""


async def off_record(visit: Visit) -> None:
    await _agree(visit, c.GoOffRecord(visit.person), "off-record-agreed")


async def on_record(visit: Visit) -> None:
    await _agree(visit, c.GoOnRecord(visit.person), "on-record-agreed")


async def _agree(visit: Visit, command: c.Command, phrase: str) -> None:
    """Agree; what follows when all have agreed, the room sees."""
    outcome = await visit.try_to(command)
    if isinstance(outcome, Refusal):
        await visit.refuse(outcome)
    else:
        await visit.conclude(phrase)


async def keep(visit: Visit, days: int | None) -> None:
    if await visit.give(c.SetKeeping(visit.person, days)) is not None:
        await visit.answer("keeping-set", days=days or 0)


# One's own -----------------------------------------------------------------------------------------


async def mine(visit: Visit) -> None:
    """Everything that is held of this person, as a file; and the buttons that erase it."""
    journal = visit.desk.tables.journal
    held: list[dict[str, object]] = []
    texts = 0
    for meeting in await journal.meetings_with(visit.person):
        records = await journal.read(meeting)
        held += held_of(records, visit.person)
        texts += len(texts_of(records, visit.person))
    if not held:
        await visit.answer("mine-nothing")
        return
    document = json.dumps(held, ensure_ascii=False, indent=1).encode()
    arguments: dict[str, object] = {
        "content": visit.say("mine", entries=len(held), texts=texts),
        "file": discord.File(io.BytesIO(document), "cochair-mine.json"),
    }
    if texts:
        arguments["view"] = in_rows(_erase_button(visit, WORDS), _erase_button(visit, ALL))
    await visit.answer_file(arguments)


def _erase_button(visit: Visit, what: str, *, sure: bool = False) -> CardButton:
    act, labels = ("mine-erase", SURE) if sure else ("mine-erase-ask", ASKED)
    label = visit.say(labels[what])
    return CardButton.own(act, what, label=label, style=discord.ButtonStyle.danger)


async def ask_to_erase(visit: Visit) -> None:
    """It cannot be undone, so it is asked for once more."""
    what = ALL if visit.seen == ALL else WORDS
    view = in_rows(_erase_button(visit, what, sure=True))
    await visit.answer_text(visit.say(WARNING[what]), view)


async def erase(visit: Visit) -> None:
    """Erase this person's texts in every meeting, with the name or without."""
    journal, erased = visit.desk.tables.journal, 0
    for meeting in await journal.meetings_with(visit.person):
        lane = await visit.desk.tables.fetch(meeting)
        texts = texts_of(await journal.read(meeting), visit.person)
        if visit.seen != ALL:
            texts = tuple(text for text in texts if text.field != NAMES)
        if lane is None or not texts:
            continue
        command = c.EraseTexts(visit.person, visit.person, ErasedBecause.ASKED, texts)
        if not isinstance(await lane.give(command), Refusal):
            erased += len(texts)
    left = await journal.scrub()  # what is left of it, the keeper takes up
    done = left is None or not erased
    await visit.answer("mine-erased" if done else "mine-erased-nearly", texts=erased)


# Search --------------------------------------------------------------------------------------------


async def search(visit: Visit, asked: str, person: str | None) -> None:
    """What was said in the meetings at which this person had a seat."""
    wanted = Wanted(person=person, seated=visit.person)
    found = await visit.desk.tables.journal.search(asked, None, HITS, wanted)
    if not found:
        await visit.answer("search-nothing")
        return
    lines = [f"**{visit.say('search-heading', count=len(found))}**"]
    for hit in found:
        text = quoted(shown(hit.words.text or "", 200))
        facts = {"meeting": hit.meeting, "person": mention(hit.person), "when": moment(hit.at, "f")}
        if hit.turn is None:
            where = visit.say("search-hit", **facts)
        else:
            where = visit.say("search-hit-turn", turn=hit.turn, **facts)
        lines.append(f"{where}\n> {text}")
    await visit.answer_long("\n".join(lines))


async def show_keeping(visit: Visit) -> None:
    meeting = await meeting_of(visit)
    if meeting is not None:
        await visit.answer("keeping-is", days=meeting.record.keep_days or 0)


class SearchModal(SafeModal):
    """Search without a command."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(title=visit.say("search-title")[:45], timeout=None)
        self.words: ui.TextInput[Any] = ui.TextInput(custom_id="words", max_length=100)
        self.add_item(field(visit, "search-words", self.words, helped=True))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        await search(Visit.here(interaction), self.words.value, None)


async def search_form(visit: Visit) -> None:
    await visit.interaction.response.send_modal(SearchModal(visit))


ACTS: Mapping[str, Callable[[Visit], Awaitable[None]]] = {
    "off-record": off_record,
    "on-record": on_record,
    "mine": mine,
    "search": search_form,
}

OWN: Mapping[str, Callable[[Visit], Awaitable[None]]] = {
    "mine-erase-ask": ask_to_erase,
    "mine-erase": erase,
}
"""What concerns a person and no meeting, so that it works when all of them are over."""
