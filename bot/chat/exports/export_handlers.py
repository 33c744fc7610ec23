"""Acts on exports: the panel on which one is chosen, and the files, for one person's eyes only.

What a panel has been set to stands in the ids of its lists and its button, so that it works after a
restart. No rule stands here; the export is in the journal before its file is sent.
"""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import discord
from discord import ui

from bot.chat.exports.exporting import names_on_discord
from bot.chat.framework.components import CardSelect, in_box
from bot.chat.framework.interaction_context import Visit
from bot.chat.framework.private_buttons import button
from bot.chat.framework.wording import language_name, shown
from bot.chat.room.channel_adapter import guild_of, venue_of
from bot.journal.port import MeetingSummary
from bot.procedure import commands as c
from bot.procedure.authorization import fault
from bot.procedure.capabilities import EXPORTS
from bot.procedure.events import ExportForm, ExportRule
from bot.procedure.record.export_rules import (
    answers_for_record,
    may_be_noted,
    open_to,
    open_to_person,
)
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting, Status
from bot.procedure.values import MeetingId
from bot.transcript.document_making import TABLES, Made, Wish
from bot.transcript.parts import Fitting, batches
from bot.transcript.render import forms
from bot.transcript.spreadsheet import Separator, usual
from bot.workers import Overrun

MOST_OFFERED = 25
"""How many choices Discord takes in one list."""
USUAL = ExportForm.HTML
"""What opens on any machine, for reading and for printing."""
_RULES = {"f": ExportRule.FULL, "s": ExportRule.BY_SIDE, "c": ExportRule.CHATHAM_HOUSE}
_FORMS = {
    "md": ExportForm.MD,
    "html": ExportForm.HTML,
    "json": ExportForm.JSON,
    "turns": ExportForm.CSV_TURNS,
    "floor": ExportForm.CSV_FLOOR,
    "docx": ExportForm.DOCX,
}
_OF_RULE = {rule: code for code, rule in _RULES.items()}
_OF_FORM = {form: code for code, form in _FORMS.items()}
_SEPARATORS = {"c": Separator.COMMA, "s": Separator.SEMICOLON}
_OF_SEPARATOR = {separator: code for code, separator in _SEPARATORS.items()}


# Which meeting -------------------------------------------------------------------------------------


async def about(visit: Visit, meeting: MeetingId | None, wish: Wish) -> Visit | None:
    """The visit about the meeting that is meant, by default the last one that was held here. None: there
    is none such in this server, and the person has been told; that a meeting of another one was asked
    for, that meeting's record says."""
    if meeting is None:
        meeting = await _held_here(visit)
        if meeting is None:
            await visit.refuse(refuse(Code.NOT_CONVENED))
            return None
    lane = await visit.desk.tables.fetch(meeting)
    if lane is None or guild_of(lane.meeting.venue) != visit.interaction.guild_id:
        # The same answer as where there is such a meeting and it is none of this person's.
        if lane is not None:
            await _note_refused(Visit.of(visit.interaction, lane), wish)
        await visit.refuse(refuse(Code.EXPORT_NO_SEAT))
        return None
    return Visit.of(visit.interaction, lane, visit.seen)


async def _held_here(visit: Visit) -> MeetingId | None:
    if visit.meeting is not None:
        return visit.meeting.id
    here = venue_of(visit.interaction.channel_id or 0, visit.interaction.guild_id)
    held = [each.id for each in await visit.desk.tables.journal.meetings() if each.venue == here]
    return held[-1] if held else None


async def offered(visit: Visit) -> list[MeetingSummary]:
    """The meetings of this server of which this person may have some export, the latest first."""
    may = await open_here(visit)
    return [each for each in reversed(await visit.desk.tables.journal.meetings()) if each.id in may]


async def open_here(visit: Visit) -> Mapping[MeetingId, frozenset[ExportRule]]:
    """Under which rules this person may have which meetings of this server; those of which they may
    have nothing are left out."""
    journal = visit.desk.tables.journal
    here = {
        each.id
        for each in await journal.meetings()
        if guild_of(each.venue) == visit.interaction.guild_id
    }
    found: dict[MeetingId, frozenset[ExportRule]] = {}
    for place in await journal.places_of(visit.person):
        may = open_to(place.capacity, accepted=place.accepted, convened=place.convened)
        if not isinstance(may, Code) and place.meeting in here:
            found[place.meeting] = may
    return found


def meeting_label(visit: Visit, each: MeetingSummary) -> str:
    day = datetime.fromtimestamp((each.opened_at or each.convened_at) / 1000, UTC)
    title = each.title.into(visit.language)
    return visit.say("export-meeting", title=title, number=each.number, day=f"{day:%Y-%m-%d}")


# The panel -----------------------------------------------------------------------------------------


async def show_panel(visit: Visit, wish: Wish | None = None) -> None:
    """What there is to choose, for somebody who may have anything at all of this meeting. That somebody
    may not is written down as if they had asked for what the panel is set to."""
    meeting = visit.meeting
    assert meeting is not None, "the panel is about a meeting"
    may = open_to_person(meeting, visit.person)
    wish = _wish(visit) if wish is None else wish
    if isinstance(may, Code):
        await _refuse(visit, wish, refuse(may))
        return
    if wish.rule not in may:
        wish = replace(wish, rule=ExportRule.CHATHAM_HOUSE)
    lines = [f"**{visit.say('export-heading')}**", _about(visit, meeting)]
    if meeting.status is not Status.CLOSED:
        lines.append(visit.say("export-still-open"))
    lines.append(visit.say("export-is-noted"))
    lists = await _lists(visit, meeting, may, wish)
    take = button(visit, "export-take", "success", _seen(wish))
    rows: Iterator[ui.Item[Any]] = (ui.ActionRow(each) for each in (*lists, take))
    await visit.answer_panel(in_box(ui.TextDisplay("\n".join(lines)), *rows))


def _about(visit: Visit, meeting: Meeting) -> str:
    title = shown(meeting.title.into(visit.language))
    return visit.say("export-about", title=title, number=meeting.number)


async def _lists(
    visit: Visit, meeting: Meeting, may: frozenset[ExportRule], wish: Wish
) -> list[CardSelect]:
    def option(label: str, value: str, chosen: bool, helped: str | None = None) -> Any:
        text = None if helped is None else visit.say(helped)[:100]
        return discord.SelectOption(
            label=label[:100], value=value, description=text, default=chosen
        )

    def made(act: str, hint: str, options: list[Any]) -> CardSelect:
        text = visit.say(hint)
        return CardSelect.make(act, meeting, hint=text, options=options, seen=_seen(wish))

    rules = [
        option(visit.say(f"export-rule-{r}"), r, r is wish.rule, f"export-rule-{r}-help")
        for r in ExportRule
        if r in may
    ]
    written = [option(visit.say(f"export-form-{f}"), f, f is wish.form) for f in forms()]
    languages = [
        option(language_name(code), code, code == wish.language)
        for code in visit.desk.phrases.languages
    ]
    lists = [
        made("export-rule", "export-rule-hint", rules),
        made("export-form", "export-form-hint", written),
        made("export-language", "export-language-hint", languages),
    ]
    if wish.form in TABLES:
        chosen = wish.separator or usual(wish.language)
        separators = [option(visit.say(f"separator-{s}"), s, s is chosen) for s in Separator]
        lists.append(made("export-separator", "export-separator-hint", separators))
    meetings = [
        option(meeting_label(visit, each), each.id, each.id == meeting.id)
        for each in (await offered(visit))[:MOST_OFFERED]
    ]
    return (
        [made("export-meeting", "export-meeting-hint", meetings), *lists]
        if len(meetings) > 1
        else lists
    )


def _seen(wish: Wish) -> str:
    separator = "" if wish.separator is None else f"-{_OF_SEPARATOR[wish.separator]}"
    return f"{_OF_RULE[wish.rule]}-{_OF_FORM[wish.form]}-{wish.language}{separator}"


def _wish(visit: Visit) -> Wish:
    """What the panel was set to; on a new one, what names nobody, as a page in the reader's language."""
    rule, _, rest = visit.seen.partition("-")
    form, _, rest = rest.partition("-")
    language, _, separator = rest.partition("-")
    known = language in visit.desk.phrases.languages
    return Wish(
        _RULES.get(rule, ExportRule.CHATHAM_HOUSE),
        _FORMS.get(form, USUAL),
        language if known else visit.language,
        _SEPARATORS.get(separator),
    )


async def choose_rule(visit: Visit) -> None:
    chosen = visit.one_of(ExportRule)
    if chosen is None:
        await visit.answer("unknown-choice")
    else:
        await show_panel(visit, replace(_wish(visit), rule=chosen))


async def choose_form(visit: Visit) -> None:
    chosen = visit.one_of(ExportForm)
    if chosen is None:
        await visit.answer("unknown-choice")
    else:
        await show_panel(visit, replace(_wish(visit), form=chosen))


async def choose_language(visit: Visit) -> None:
    language = visit.desk.phrases.language(visit.chosen)
    await show_panel(visit, replace(_wish(visit), language=language))


async def choose_separator(visit: Visit) -> None:
    chosen = visit.one_of(Separator)
    if chosen is None:
        await visit.answer("unknown-choice")
    else:
        await show_panel(visit, replace(_wish(visit), separator=chosen))


async def choose_meeting(visit: Visit) -> None:
    wish = _wish(visit)
    chosen = await about(visit, visit.chosen, wish)
    if chosen is not None:
        await show_panel(chosen, wish)


# The files -----------------------------------------------------------------------------------------


async def take_chosen(visit: Visit) -> None:
    await take(visit, _wish(visit))


async def take(visit: Visit, wish: Wish) -> None:
    """Give this person the export, if they may have it; either way it is written down."""
    meeting = visit.meeting
    assert meeting is not None, "an export is of a meeting"
    refused = fault(meeting, EXPORTS[wish.rule], visit.person)
    if refused is not None:
        await _refuse(visit, wish, refused)
        return
    if wish.form not in forms():
        await visit.refuse(refuse(Code.EXPORT_FORM_MISSING))
        return
    if not await visit.waited_for():
        return  # nobody can be answered, so nothing is given
    reported = visit.language if answers_for_record(meeting, visit.person) else None
    exporter, room = visit.desk.exporter, _room(visit)
    names = await names_on_discord(visit.interaction.client, visit.interaction.guild, meeting)
    made = await exporter.make(meeting.id, wish, names, room, _heading(visit, wish), reported)
    if isinstance(made, Overrun):
        await visit.refuse(refuse(Code.EXPORT_TOO_HEAVY))
        return
    outcome = await visit.try_to(c.TakeExport(visit.person, wish.rule, wish.form, wish.language))
    if isinstance(outcome, Refusal):  # somebody has taken the seat away meanwhile
        await _refuse(visit, wish, outcome)
        return
    await _send(visit, wish, made, still_open=outcome.after.status is not Status.CLOSED)


async def _refuse(visit: Visit, wish: Wish, refused: Refusal) -> None:
    await _note_refused(visit, wish)
    await visit.refuse(refused)


async def _note_refused(visit: Visit, wish: Wish) -> None:
    meeting = visit.meeting
    known = meeting is not None and may_be_noted(meeting, visit.person)
    by = visit.person if known else None
    await visit.try_to(c.NoteExportRefused(by, wish.rule, wish.form))


def _room(visit: Visit) -> int:
    return visit.desk.exporter.room(visit.interaction.filesize_limit)


def _heading(visit: Visit, wish: Wish) -> Callable[[int, int], str]:
    """Each part says on its face what it is a part of, and under which rule."""
    say = visit.desk.phrases.say
    rule = say(wish.language, f"export-rule-{wish.rule}")

    def heading(number: int, total: int) -> str:
        return "> " + say(wish.language, "export-part", number=number, total=total, rule=rule)

    return heading


async def _send(visit: Visit, wish: Wish, made: Made, *, still_open: bool) -> None:
    files = (*made.document.files, *(made.report.files if made.report else ()))
    text: str | None = "\n".join(_answer(visit, wish, made, still_open))
    for batch in batches(files, _room(visit)):
        arguments: dict[str, Any] = {
            "files": [discord.File(io.BytesIO(each.data), each.name) for each in batch]
        }
        if text is not None:
            arguments["content"] = text
        await visit.answer_file(arguments)
        text = None


def _answer(visit: Visit, wish: Wish, made: Made, still_open: bool) -> Iterator[str]:
    yield visit.say("export-given", rule=visit.say(f"export-rule-{wish.rule}"))
    if still_open:
        yield visit.say("export-still-open")
    fitting = made.document
    if fitting.how is Fitting.PARTS:
        yield visit.say("export-in-parts", count=len(fitting.files))
    elif fitting.how is Fitting.PACKED:
        yield visit.say("export-packed")
    elif fitting.how is Fitting.CUT:
        yield visit.say("export-cut", count=len(fitting.files), name=fitting.whole)
    if made.report is not None:
        yield visit.say("export-report")


ELSEWHERE: Mapping[str, Callable[[Visit], Awaitable[None]]] = {
    "export": show_panel,
    "export-rule": choose_rule,
    "export-form": choose_form,
    "export-language": choose_language,
    "export-separator": choose_separator,
    "export-meeting": choose_meeting,
    "export-take": take_chosen,
}
"""What is done with a meeting, over or not, from any room of its server."""
