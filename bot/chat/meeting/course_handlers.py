"""Handlers on the meeting as a whole: opening it, pausing, going on with the agenda, ruling, closing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.chat.floor.floor_forms import RulingModal
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.private_buttons import buttons, meeting_of
from bot.chat.meeting.meeting_move import resume_here
from bot.procedure import commands as c
from bot.procedure.formats import RunsOut
from bot.procedure.refusals import Code, refuse
from bot.procedure.values import MINUTE, SECOND, Milliseconds

ITEM_MORE: Milliseconds = 5 * MINUTE
"""What one press on the card adds to an item; the co-chairs' panel takes any number of minutes."""


async def open_meeting(context: InteractionContext) -> None:
    await context.carry_out(c.Open(context.person))


async def pause(context: InteractionContext) -> None:
    await context.carry_out(c.Pause(context.person))


async def suspend(context: InteractionContext) -> None:
    await context.carry_out(c.Suspend(context.person))


async def resume(context: InteractionContext) -> None:
    """Go on; where no meeting is held, with one whose own channel is gone."""
    if context.runner is None:
        await resume_here(context)
    else:
        await context.carry_out(c.Resume(context.person))


async def end_caucus(context: InteractionContext) -> None:
    await context.carry_out(c.EndCaucus(context.person))


async def ask_to_close(context: InteractionContext) -> None:
    """Closing can't be undone, so it is asked for once more."""
    meeting = await meeting_of(context)
    if meeting is None:
        return
    waiting = len(meeting.requests) + len(meeting.aside)
    text = context.say("close-sure", count=waiting)
    await context.answer_text(text, buttons(context, ("close", "danger", "")))


async def close(context: InteractionContext) -> None:
    if await context.give(c.Close(context.person)) is not None:
        await context.answer("closed")


async def next_item(context: InteractionContext) -> None:
    """Go on with the agenda. What was in view comes with the press; another item means: too late."""
    replies = context.seen.endswith("-r") if context.seen else None
    await context.carry_out(c.NextItem(context.person, None, context.seen_item, replies))


async def begin_closing(context: InteractionContext) -> None:
    await context.carry_out(c.BeginClosing(context.person, context.seen_item))


async def park_item(context: InteractionContext) -> None:
    """Park the open item at once; another item than the one in view means: too late."""
    meeting = await meeting_of(context)
    if meeting is None:
        return
    if meeting.item is None:
        await context.refuse(refuse(Code.NO_OPEN_ITEM))
    else:
        await context.carry_out(c.ParkItem(context.person, meeting.item.key, context.seen_item))


async def item_more(context: InteractionContext) -> None:
    seconds = context.seen.partition("-")[2]
    budget = int(seconds) * SECOND if seconds.isdecimal() else None
    await context.carry_out(c.ExtendItem(context.person, ITEM_MORE, context.seen_item, budget))


async def item_close(context: InteractionContext) -> None:
    await context.carry_out(c.SetRunsOut(context.person, RunsOut.CLOSE, context.seen_item))


async def item_park(context: InteractionContext) -> None:
    await context.carry_out(c.SetRunsOut(context.person, RunsOut.PARK, context.seen_item))


async def rule_sustained(context: InteractionContext) -> None:
    await _ruling(context, sustained=True)


async def rule_not_sustained(context: InteractionContext) -> None:
    await _ruling(context, sustained=False)


async def _ruling(context: InteractionContext, *, sustained: bool) -> None:
    refused = context.refused(c.RulePoint(context.person, sustained, None, context.seen_turn))
    if refused is not None:
        await context.refuse(refused)
    else:
        await context.show_form(RulingModal(context, sustained=sustained))


HANDLERS: Mapping[str, Callable[[InteractionContext], Awaitable[None]]] = {
    "open": open_meeting,
    "pause": pause,
    "suspend": suspend,
    "resume": resume,
    "end-caucus": end_caucus,
    "close-ask": ask_to_close,
    "close": close,
    "next-item": next_item,
    "closing": begin_closing,
    "park": park_item,
    "item-more": item_more,
    "item-close": item_close,
    "item-park": item_park,
    "sustain": rule_sustained,
    "not-sustain": rule_not_sustained,
}
