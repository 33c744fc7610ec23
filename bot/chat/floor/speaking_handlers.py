"""Handlers of whoever speaks, wants to, or listens: asking, giving up, more time, plainer words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.chat.floor.floor_forms import AskModal, PointModal
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.private_buttons import buttons, meeting_of
from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.authorization import may
from bot.procedure.capabilities import Action
from bot.procedure.floor.request_kinds import ANSWERS, IN_LISTS, Kind
from bot.procedure.refusals import Code, Refusal
from bot.procedure.state import Meeting


async def ask_form(context: InteractionContext) -> None:
    """Open the form, unless it is plain already that the floor can't be asked for."""
    if await _may_ask(context, *IN_LISTS):
        await context.show_form(AskModal(context))


async def point_form(context: InteractionContext) -> None:
    """A point of order is heard at once; the form says first what it is for."""
    if await _may_ask(context, Kind.POINT_OF_ORDER):
        await context.show_form(PointModal(context))


async def _may_ask(context: InteractionContext, *kinds: Kind) -> bool:
    """Whether any of these can be asked for; if none, the person has been told."""
    answers = context.seen_turn
    asked = (c.Ask(context.person, k, None, answers if k in ANSWERS else None) for k in kinds)
    refused = context.refused(*asked)
    if refused is not None:
        await context.refuse(refused)
    return refused is None


async def yield_floor(context: InteractionContext) -> None:
    seen = context.seen_turn if context.seen else None  # whoever has the floor knows it
    await context.carry_out(c.Yield(context.person, seen))


async def pass_turn(context: InteractionContext) -> None:
    """Let one's turn pass, now or beforehand."""
    speaking = _speaks(context.meeting, context.person)
    seen = context.seen_turn if context.seen and speaking else None
    change = await context.give(c.Pass(context.person, seen))
    if change is not None:
        await context.conclude("passed")


async def more_coming(context: InteractionContext) -> None:
    await context.carry_out(
        c.MoreComing(context.person, context.seen_turn if context.seen else None)
    )


async def extend(context: InteractionContext) -> None:
    """More time: the speaker asks the room for it, a co-chair gives it."""
    meeting = context.meeting
    turn, _, times = context.seen.partition("-")
    seen = int(turn) if turn.isdecimal() else context.seen_turn
    if _speaks(meeting, context.person):
        assert meeting is not None, "somebody speaks in it"
        if meeting.format.consent is not None or not may(meeting, Action.EXTEND, context.person):
            await context.carry_out(c.AskMore(context.person, seen))
            return
    await context.carry_out(
        c.Extend(context.person, seen, seen_extensions=int(times) if times.isdecimal() else None)
    )


async def object_to_more(context: InteractionContext) -> None:
    """One objection is enough; who it came from is not told."""
    turn = int(context.seen) if context.seen.isdecimal() else None
    if await context.give(c.ObjectToMore(context.person, turn)) is not None:
        await context.conclude("objected")


async def unclear(context: InteractionContext) -> None:
    """Ask the speaker for simpler words or a translation; who asked is not told."""
    if await context.give(c.AskClarity(context.person, context.seen_turn)) is not None:
        await context.answer("unclear-told")


async def circle(context: InteractionContext) -> None:
    """Take a chair in the inner circle, wait for one, or give it up again."""
    meeting = await meeting_of(context)
    if meeting is None:
        return
    around = (*meeting.circle.seated, *meeting.circle.waiting)
    leaves = context.person in around
    command = c.LeaveCircle(context.person) if leaves else c.EnterCircle(context.person)
    change = await context.give(command)
    if change is None:
        return
    if leaves:
        await context.answer("circle-left")
    elif any(isinstance(record.event, e.CircleSought) for record in change.records):
        await context.answer("circle-waiting")
    else:
        await context.answer("circle-entered")


async def call_next(context: InteractionContext) -> None:
    await _call_next(context, sure=False)


async def call_next_surely(context: InteractionContext) -> None:
    await _call_next(context, sure=True)


async def _call_next(context: InteractionContext, *, sure: bool) -> None:
    outcome = await context.try_to(c.CallNext(context.person, context.seen_turn, sure))
    if isinstance(outcome, Refusal) and outcome.code is Code.MORE_COMING:
        text = context.say_refusal(outcome)
        seen = str(context.seen_turn if context.seen_turn is not None else "")
        await context.answer_text(text, buttons(context, ("next-surely", "danger", seen)))
    else:
        await context.settle(outcome)


def _speaks(meeting: Meeting | None, person: str) -> bool:
    return meeting is not None and meeting.floor is not None and meeting.floor.person == person


HANDLERS: Mapping[str, Callable[[InteractionContext], Awaitable[None]]] = {
    "ask": ask_form,
    "point": point_form,
    "yield": yield_floor,
    "pass": pass_turn,
    "more-coming": more_coming,
    "extend": extend,
    "object": object_to_more,
    "unclear": unclear,
    "circle": circle,
    "next": call_next,
    "next-surely": call_next_surely,
}
