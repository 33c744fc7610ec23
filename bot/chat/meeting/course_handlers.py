"""Acts on the meeting as a whole: opening it, pausing, going on with the agenda, ruling, closing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.chat.floor.floor_forms import RulingModal
from bot.chat.framework.interaction_context import Visit
from bot.chat.framework.private_buttons import buttons, meeting_of
from bot.chat.meeting.meeting_move import resume_here
from bot.procedure import commands as c
from bot.procedure.formats import RunsOut
from bot.procedure.refusals import Code, refuse
from bot.procedure.values import MINUTE, SECOND, Milliseconds

ITEM_MORE: Milliseconds = 5 * MINUTE
"""What one press on the card adds to an item; the co-chairs' panel takes any number of minutes."""


async def open_meeting(visit: Visit) -> None:
    await visit.carry_out(c.Open(visit.person))


async def pause(visit: Visit) -> None:
    await visit.carry_out(c.Pause(visit.person))


async def suspend(visit: Visit) -> None:
    await visit.carry_out(c.Suspend(visit.person))


async def resume(visit: Visit) -> None:
    """Go on; where no meeting is held, with one whose own channel is gone."""
    if visit.lane is None:
        await resume_here(visit)
    else:
        await visit.carry_out(c.Resume(visit.person))


async def end_caucus(visit: Visit) -> None:
    await visit.carry_out(c.EndCaucus(visit.person))


async def ask_to_close(visit: Visit) -> None:
    """Closing can't be undone, so it is asked for once more."""
    meeting = await meeting_of(visit)
    if meeting is None:
        return
    waiting = len(meeting.requests) + len(meeting.aside)
    text = visit.say("close-sure", count=waiting)
    await visit.answer_text(text, buttons(visit, ("close", "danger", "")))


async def close(visit: Visit) -> None:
    if await visit.give(c.Close(visit.person)) is not None:
        await visit.answer("closed")


async def next_item(visit: Visit) -> None:
    """Go on with the agenda. What was in view comes with the press; another item means: too late."""
    replies = visit.seen.endswith("-r") if visit.seen else None
    await visit.carry_out(c.NextItem(visit.person, None, visit.seen_item, replies))


async def begin_closing(visit: Visit) -> None:
    await visit.carry_out(c.BeginClosing(visit.person, visit.seen_item))


async def park_item(visit: Visit) -> None:
    """Park the open item at once; another item than the one in view means: too late."""
    meeting = await meeting_of(visit)
    if meeting is None:
        return
    if meeting.item is None:
        await visit.refuse(refuse(Code.NO_OPEN_ITEM))
    else:
        await visit.carry_out(c.ParkItem(visit.person, meeting.item.key, visit.seen_item))


async def item_more(visit: Visit) -> None:
    seconds = visit.seen.partition("-")[2]
    budget = int(seconds) * SECOND if seconds.isdecimal() else None
    await visit.carry_out(c.ExtendItem(visit.person, ITEM_MORE, visit.seen_item, budget))


async def item_close(visit: Visit) -> None:
    await visit.carry_out(c.SetRunsOut(visit.person, RunsOut.CLOSE, visit.seen_item))


async def item_park(visit: Visit) -> None:
    await visit.carry_out(c.SetRunsOut(visit.person, RunsOut.PARK, visit.seen_item))


async def rule_sustained(visit: Visit) -> None:
    await _ruling(visit, sustained=True)


async def rule_not_sustained(visit: Visit) -> None:
    await _ruling(visit, sustained=False)


async def _ruling(visit: Visit, *, sustained: bool) -> None:
    refused = visit.refused(c.RulePoint(visit.person, sustained, None, visit.seen_turn))
    if refused is not None:
        await visit.refuse(refused)
    else:
        await visit.show_form(RulingModal(visit, sustained=sustained))


ACTS: Mapping[str, Callable[[Visit], Awaitable[None]]] = {
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
