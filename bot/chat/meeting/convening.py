"""Convening a meeting in a channel: what the organizer wished for, checked, and made into a command.

Everything that would go wrong in the middle of a meeting is looked for here, before it begins.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from bot.agenda.article_values import Agenda
from bot.chat.framework.discord_roles import admits, roles_of
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.preflight import SHOWN_AS, missing_permissions
from bot.chat.framework.wording import shown
from bot.chat.recovery import give_back_permissions
from bot.chat.room.channel_adapter import venue_of
from bot.chat.room.meeting_places import Channel, meeting_place, place_of
from bot.chat.table.room_rules import rules_digest, rules_text
from bot.journal.port import MeetingSummary
from bot.procedure import commands as c
from bot.procedure.capabilities import Action
from bot.procedure.formats import Enforcement, Format
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.table.seats import Dialogue, Side
from bot.procedure.values import Localized, visible

DEFAULT_FORMAT = "dartmouth-plenary"
SIDE_KEYS = ("a", "b")
NAMED = 10
"""How many of what there is are named to somebody who asked for what there is not."""


@dataclass(frozen=True, slots=True)
class ConveneWish:
    """What was typed after `/roundtable convene`. A side's name may be given in each language,
    separated by a stroke: "Eastern delegation | Восточная делегация"; so may the dialogue's."""

    agenda: str
    format: str | None = None
    first_side: str | None = None
    second_side: str | None = None
    dialogue: str | None = None
    enforcement: Enforcement | None = None


async def convene(context: InteractionContext, wish: ConveneWish) -> None:
    services, interaction = context.services, context.interaction
    channel = interaction.channel
    if context.runner is not None:
        await context.refuse(refuse(Code.ALREADY_CONVENED))
        return
    place = place_of(channel)
    if place is None or not _here(channel) or interaction.guild is None:
        await context.answer("cannot-convene-here")
        return
    if not admits(Action.CONVENE, roles_of(interaction.user, interaction.permissions)):
        await context.answer("cannot-convene-permission")
        return
    typed = (wish.first_side, wish.second_side, wish.dialogue)
    if any(name is not None and not visible(name.replace("|", "")) for name in typed):
        await context.refuse(refuse(Code.EMPTY_TEXT))
        return
    agenda = services.catalogue.agendas.get(wish.agenda)
    if agenda is None:
        known = ", ".join(sorted(services.catalogue.agendas)[:NAMED])
        await context.answer("unknown-agenda", given=shown(wish.agenda), known=known)
        return
    form = services.catalogue.formats.get(wish.format or DEFAULT_FORMAT)
    if form is None:
        known = ", ".join(sorted(services.catalogue.formats)[:NAMED])
        await context.answer("unknown-format", given=shown(wish.format or ""), known=known)
        return
    wished = form.enforcement if wish.enforcement is None else wish.enforcement
    form = replace(form, enforcement=place.kept(wished))
    # Else this meeting would take what the last one left behind for the channel's own permissions.
    await give_back_permissions(
        interaction.client, services, venue_of(channel.id, channel.guild.id)
    )
    held = channel.permissions_for(channel.guild.me)
    missing = missing_permissions(held, form.enforcement.value, place)
    if missing:
        names = ", ".join(f"**{SHOWN_AS[name]}**" for name in missing)
        await context.answer("missing-permissions", names=names)
        return
    softened = "yes" if form.enforcement is not wished else "no"
    await _convene(context, channel, wish, agenda, form, softened)


def _here(channel: Any) -> TypeGuard[Channel]:
    return meeting_place(channel) is not None


async def _convene(
    context: InteractionContext,
    channel: Channel,
    wish: ConveneWish,
    agenda: Agenda,
    form: Format,
    softened: str,
) -> None:
    services, guild = context.services, channel.guild
    place = place_of(channel)
    summaries = await services.tables.journal.meetings()
    title = agenda.title if wish.dialogue is None else _in_languages(context, wish.dialogue)
    wished = agenda.id if wish.dialogue is None else title.texts[0][1]
    key = dialogue_key(wished, guild.id, summaries)
    dialogue = Dialogue(key, title, _sides(context, wish), services.languages)
    # A dialogue keeps its words as long as it did last time.
    kept = next((s.keep_days for s in reversed(summaries) if s.dialogue == key), None)

    def command(number: int) -> c.Convene:
        return c.Convene(
            by=context.person,
            meeting=f"{key}-{number}",
            dialogue=dialogue,
            number=number,
            title=agenda.title,
            venue=venue_of(channel.id, guild.id),
            format=form,
            rules=rules_digest(services.phrases, form),
            rules_text=Localized(
                tuple(
                    (code, rules_text(services.phrases, code, form)) for code in services.languages
                )
            ),
            keep_days=kept,
            agenda=tuple(item.as_item() for item in agenda.items),
            by_voice=place is not None and place.spoken,
        )

    runner = await services.tables.convene(key, venue_of(channel.id, guild.id), command)
    if isinstance(runner, Refusal):
        await context.refuse(runner)
        return
    services.seat_room(runner.meeting, channel).show_again()
    where = "" if place is None else place.value
    await context.answer("convened", count=len(agenda.items), place=where, softened=softened)


def dialogue_key(wished: str, guild_id: int, summaries: tuple[MeetingSummary, ...]) -> str:
    """A short name for the dialogue that no other server's dialogue has: one server never sees, or
    goes on counting, another's meetings."""
    plain = unicodedata.normalize("NFKD", wished).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "dialogue"
    others = {
        summary.dialogue
        for summary in summaries
        if summary.venue.partition("/")[0] != str(guild_id)
    }
    if slug not in others:
        return slug
    return next(key for n in range(2, len(others) + 3) if (key := f"{slug}-{n}") not in others)


def _sides(context: InteractionContext, wish: ConveneWish) -> tuple[Side, ...]:
    given = (wish.first_side, wish.second_side)
    return tuple(
        Side(key, _side_name(context, key, name))
        for key, name in zip(SIDE_KEYS, given, strict=True)
    )


def _side_name(context: InteractionContext, key: str, given: str | None) -> Localized:
    languages = context.services.languages
    if given is None:
        return Localized(
            tuple((code, context.services.phrases.say(code, f"side-{key}")) for code in languages)
        )
    return _in_languages(context, given)


def _in_languages(context: InteractionContext, given: str) -> Localized:
    """`Name | Имя`: one part for each language; the first stands in for those that are missing."""
    languages = context.services.languages
    parts = [visible(part) for part in given.split("|")]
    first = next(part for part in parts if part)
    return Localized(
        tuple(
            (code, parts[index] if index < len(parts) and parts[index] else first)
            for index, code in enumerate(languages)
        )
    )
