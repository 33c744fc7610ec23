"""Handlers on exports: the panel on which one is chosen, and the files, for one person's eyes only.

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
from bot.chat.framework.interaction_context import InteractionContext
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
from bot.transcript.document_forms import ATTRIBUTIONS, FORMS, forms
from bot.transcript.document_making import ExportWish, Made
from bot.transcript.parts import Fitting, batches
from bot.transcript.spreadsheet import Separator, usual
from bot.workers import Overrun

MOST_OFFERED = 25
"""How many choices Discord takes in one list."""
USUAL = ExportForm.HTML
"""What opens on any machine, for reading and for printing."""
_RULES = {row.code: rule for rule, row in ATTRIBUTIONS.items()}
_FORMS = {row.code: form for form, row in FORMS.items()}
_SEPARATORS = {"c": Separator.COMMA, "s": Separator.SEMICOLON}
_OF_SEPARATOR = {separator: code for code, separator in _SEPARATORS.items()}


# Which meeting -------------------------------------------------------------------------------------


async def about(
    context: InteractionContext, meeting: MeetingId | None, wish: ExportWish
) -> InteractionContext | None:
    """The visit about the meeting that is meant, by default the last one that was held here. None: there
    is none such in this server, and the person has been told; that a meeting of another one was asked
    for, that meeting's record says."""
    if meeting is None:
        meeting = await _held_here(context)
        if meeting is None:
            await context.refuse(refuse(Code.NOT_CONVENED))
            return None
    runner = await context.services.tables.fetch(meeting)
    if runner is None or guild_of(runner.meeting.venue) != context.interaction.guild_id:
        # The same answer as where there is such a meeting and it is none of this person's.
        if runner is not None:
            await _note_refused(InteractionContext.of(context.interaction, runner), wish)
        await context.refuse(refuse(Code.EXPORT_NO_SEAT))
        return None
    return InteractionContext.of(context.interaction, runner, context.seen)


async def _held_here(context: InteractionContext) -> MeetingId | None:
    if context.meeting is not None:
        return context.meeting.id
    here = venue_of(context.interaction.channel_id or 0, context.interaction.guild_id)
    held = [
        each.id for each in await context.services.tables.journal.meetings() if each.venue == here
    ]
    return held[-1] if held else None


async def offered(context: InteractionContext) -> list[MeetingSummary]:
    """The meetings of this server of which this person may have some export, the latest first."""
    may = await open_here(context)
    return [
        each
        for each in reversed(await context.services.tables.journal.meetings())
        if each.id in may
    ]


async def open_here(context: InteractionContext) -> Mapping[MeetingId, frozenset[ExportRule]]:
    """Under which rules this person may have which meetings of this server; those of which they may
    have nothing are left out."""
    journal = context.services.tables.journal
    here = {
        each.id
        for each in await journal.meetings()
        if guild_of(each.venue) == context.interaction.guild_id
    }
    found: dict[MeetingId, frozenset[ExportRule]] = {}
    for place in await journal.places_of(context.person):
        may = open_to(place.capacity, accepted=place.accepted, convened=place.convened)
        if not isinstance(may, Code) and place.meeting in here:
            found[place.meeting] = may
    return found


def meeting_label(context: InteractionContext, each: MeetingSummary) -> str:
    day = datetime.fromtimestamp((each.opened_at or each.convened_at) / 1000, UTC)
    title = each.title.into(context.language)
    return context.say("export-meeting", title=title, number=each.number, day=f"{day:%Y-%m-%d}")


# The panel -----------------------------------------------------------------------------------------


async def show_panel(context: InteractionContext, wish: ExportWish | None = None) -> None:
    """What there is to choose, for somebody who may have anything at all of this meeting. That somebody
    may not is written down as if they had asked for what the panel is set to."""
    meeting = context.meeting
    assert meeting is not None, "the panel is about a meeting"
    may = open_to_person(meeting, context.person)
    wish = _wish(context) if wish is None else wish
    if isinstance(may, Code):
        await _refuse(context, wish, refuse(may))
        return
    if wish.rule not in may:
        wish = replace(wish, rule=ExportRule.CHATHAM_HOUSE)
    lines = [f"**{context.say('export-heading')}**", _about(context, meeting)]
    if meeting.status is not Status.CLOSED:
        lines.append(context.say("export-still-open"))
    lines.append(context.say("export-is-noted"))
    lists = await _lists(context, meeting, may, wish)
    take = button(context, "export-take", "success", _seen(wish))
    pressable: list[ui.Item[Any]] = [*lists, take]
    rows = map(ui.ActionRow[Any], pressable)
    await context.answer_panel(in_box(ui.TextDisplay("\n".join(lines)), *rows))


def _about(context: InteractionContext, meeting: Meeting) -> str:
    title = shown(meeting.title.into(context.language))
    return context.say("export-about", title=title, number=meeting.number)


async def _lists(
    context: InteractionContext, meeting: Meeting, may: frozenset[ExportRule], wish: ExportWish
) -> list[CardSelect]:
    def option(label: str, value: str, chosen: bool, helped: str | None = None) -> Any:
        text = None if helped is None else context.say(helped)[:100]
        return discord.SelectOption(
            label=label[:100], value=value, description=text, default=chosen
        )

    def made(act: str, hint: str, options: list[Any]) -> CardSelect:
        text = context.say(hint)
        return CardSelect.make(act, meeting, hint=text, options=options, seen=_seen(wish))

    rules = [
        option(context.say(f"export-rule-{r}"), r, r is wish.rule, f"export-rule-{r}-help")
        for r in ExportRule
        if r in may
    ]
    written = [option(context.say(f"export-form-{f}"), f, f is wish.form) for f in forms()]
    languages = [
        option(language_name(code), code, code == wish.language)
        for code in context.services.phrases.languages
    ]
    lists = [
        made("export-rule", "export-rule-hint", rules),
        made("export-form", "export-form-hint", written),
        made("export-language", "export-language-hint", languages),
    ]
    if FORMS[wish.form].has_cells:
        chosen = wish.separator or usual(wish.language)
        separators = [option(context.say(f"separator-{s}"), s, s is chosen) for s in Separator]
        lists.append(made("export-separator", "export-separator-hint", separators))
    meetings = [
        option(meeting_label(context, each), each.id, each.id == meeting.id)
        for each in (await offered(context))[:MOST_OFFERED]
    ]
    return (
        [made("export-meeting", "export-meeting-hint", meetings), *lists]
        if len(meetings) > 1
        else lists
    )


def _seen(wish: ExportWish) -> str:
    separator = "" if wish.separator is None else f"-{_OF_SEPARATOR[wish.separator]}"
    return f"{ATTRIBUTIONS[wish.rule].code}-{FORMS[wish.form].code}-{wish.language}{separator}"


def _wish(context: InteractionContext) -> ExportWish:
    """What the panel was set to; on a new one, what names nobody, as a page in the reader's language."""
    rule, _, rest = context.seen.partition("-")
    form, _, rest = rest.partition("-")
    language, _, separator = rest.partition("-")
    known = language in context.services.phrases.languages
    return ExportWish(
        _RULES.get(rule, ExportRule.CHATHAM_HOUSE),
        _FORMS.get(form, USUAL),
        language if known else context.language,
        _SEPARATORS.get(separator),
    )


async def choose_rule(context: InteractionContext) -> None:
    chosen = context.one_of(ExportRule)
    if chosen is None:
        await context.answer("unknown-choice")
    else:
        await show_panel(context, replace(_wish(context), rule=chosen))


async def choose_form(context: InteractionContext) -> None:
    chosen = context.one_of(ExportForm)
    if chosen is None:
        await context.answer("unknown-choice")
    else:
        await show_panel(context, replace(_wish(context), form=chosen))


async def choose_language(context: InteractionContext) -> None:
    language = context.services.phrases.language(context.chosen)
    await show_panel(context, replace(_wish(context), language=language))


async def choose_separator(context: InteractionContext) -> None:
    chosen = context.one_of(Separator)
    if chosen is None:
        await context.answer("unknown-choice")
    else:
        await show_panel(context, replace(_wish(context), separator=chosen))


async def choose_meeting(context: InteractionContext) -> None:
    wish = _wish(context)
    chosen = await about(context, context.chosen, wish)
    if chosen is not None:
        await show_panel(chosen, wish)


# The files -----------------------------------------------------------------------------------------


async def take_chosen(context: InteractionContext) -> None:
    await take(context, _wish(context))


async def take(context: InteractionContext, wish: ExportWish) -> None:
    """Give this person the export, if they may have it; either way it is written down."""
    meeting = context.meeting
    assert meeting is not None, "an export is of a meeting"
    refused = fault(meeting, EXPORTS[wish.rule], context.person)
    if refused is not None:
        await _refuse(context, wish, refused)
        return
    if wish.form not in forms():
        await context.refuse(refuse(Code.EXPORT_FORM_MISSING))
        return
    if not await context.waited_for():
        return  # nobody can be answered, so nothing is given
    reported = context.language if answers_for_record(meeting, context.person) else None
    exporter, room = context.services.exporter, _room(context)
    names = await names_on_discord(context.interaction.client, context.interaction.guild, meeting)
    made = await exporter.make(meeting.id, wish, names, room, _heading(context, wish), reported)
    if isinstance(made, Overrun):
        await context.refuse(refuse(Code.EXPORT_TOO_HEAVY))
        return
    outcome = await context.try_to(
        c.TakeExport(context.person, wish.rule, wish.form, wish.language)
    )
    if isinstance(outcome, Refusal):  # somebody has taken the seat away meanwhile
        await _refuse(context, wish, outcome)
        return
    await _send(context, wish, made, still_open=outcome.after.status is not Status.CLOSED)


async def _refuse(context: InteractionContext, wish: ExportWish, refused: Refusal) -> None:
    await _note_refused(context, wish)
    await context.refuse(refused)


async def _note_refused(context: InteractionContext, wish: ExportWish) -> None:
    meeting = context.meeting
    known = meeting is not None and may_be_noted(meeting, context.person)
    by = context.person if known else None
    await context.try_to(c.NoteExportRefused(by, wish.rule, wish.form))


def _room(context: InteractionContext) -> int:
    return context.services.exporter.room(context.interaction.filesize_limit)


def _heading(context: InteractionContext, wish: ExportWish) -> Callable[[int, int], str]:
    """Each part says on its face what it is a part of, and under which rule."""
    say = context.services.phrases.say
    rule = say(wish.language, f"export-rule-{wish.rule}")

    def heading(number: int, total: int) -> str:
        return "> " + say(wish.language, "export-part", number=number, total=total, rule=rule)

    return heading


async def _send(
    context: InteractionContext, wish: ExportWish, made: Made, *, still_open: bool
) -> None:
    files = (*made.document.files, *(made.report.files if made.report else ()))
    text: str | None = "\n".join(_answer(context, wish, made, still_open))
    for batch in batches(files, _room(context)):
        arguments: dict[str, Any] = {
            "files": [discord.File(io.BytesIO(each.data), each.name) for each in batch]
        }
        if text is not None:
            arguments["content"] = text
        await context.answer_file(arguments)
        text = None


def _answer(
    context: InteractionContext, wish: ExportWish, made: Made, still_open: bool
) -> Iterator[str]:
    yield context.say("export-given", rule=context.say(f"export-rule-{wish.rule}"))
    if still_open:
        yield context.say("export-still-open")
    fitting = made.document
    if fitting.how is Fitting.PARTS:
        yield context.say("export-in-parts", count=len(fitting.files))
    elif fitting.how is Fitting.PACKED:
        yield context.say("export-packed")
    elif fitting.how is Fitting.CUT:
        yield context.say("export-cut", count=len(fitting.files), name=fitting.whole)
    if made.report is not None:
        yield context.say("export-report")


ELSEWHERE: Mapping[str, Callable[[InteractionContext], Awaitable[None]]] = {
    "export": show_panel,
    "export-rule": choose_rule,
    "export-form": choose_form,
    "export-language": choose_language,
    "export-separator": choose_separator,
    "export-meeting": choose_meeting,
    "export-take": take_chosen,
}
"""What is done with a meeting, over or not, from any room of its server."""
