"""Acts of whoever speaks, wants to, or listens: asking, giving up, more time, plainer words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.chat.floor.floor_forms import OFFERED, AskModal, PointModal
from bot.chat.framework.interaction_context import Visit
from bot.chat.framework.private_buttons import buttons, meeting_of
from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.authorization import may
from bot.procedure.capabilities import Action
from bot.procedure.formats import ANSWERS, Kind
from bot.procedure.refusals import Code, Refusal
from bot.procedure.state import Meeting


async def ask_form(visit: Visit) -> None:
    """Open the form, unless it is plain already that the floor can't be asked for."""
    if await _may_ask(visit, *OFFERED):
        await visit.show_form(AskModal(visit))


async def point_form(visit: Visit) -> None:
    """A point of order is heard at once; the form says first what it is for."""
    if await _may_ask(visit, Kind.POINT_OF_ORDER):
        await visit.show_form(PointModal(visit))


async def _may_ask(visit: Visit, *kinds: Kind) -> bool:
    """Whether any of these can be asked for; if none, the person has been told."""
    answers = visit.seen_turn
    asked = (c.Ask(visit.person, k, None, answers if k in ANSWERS else None) for k in kinds)
    refused = visit.refused(*asked)
    if refused is not None:
        await visit.refuse(refused)
    return refused is None


async def yield_floor(visit: Visit) -> None:
    seen = visit.seen_turn if visit.seen else None  # whoever has the floor knows it
    await visit.carry_out(c.Yield(visit.person, seen))


async def pass_turn(visit: Visit) -> None:
    """Let one's turn pass, now or beforehand."""
    speaking = _speaks(visit.meeting, visit.person)
    seen = visit.seen_turn if visit.seen and speaking else None
    change = await visit.give(c.Pass(visit.person, seen))
    if change is not None:
        await visit.conclude("passed")


async def more_coming(visit: Visit) -> None:
    await visit.carry_out(c.MoreComing(visit.person, visit.seen_turn if visit.seen else None))


async def extend(visit: Visit) -> None:
    """More time: the speaker asks the room for it, a co-chair gives it."""
    meeting = visit.meeting
    turn, _, times = visit.seen.partition("-")
    seen = int(turn) if turn.isdecimal() else visit.seen_turn
    if _speaks(meeting, visit.person):
        assert meeting is not None, "somebody speaks in it"
        if meeting.format.consent is not None or not may(meeting, Action.EXTEND, visit.person):
            await visit.carry_out(c.AskMore(visit.person, seen))
            return
    await visit.carry_out(
        c.Extend(visit.person, seen, seen_extensions=int(times) if times.isdecimal() else None)
    )


async def object_to_more(visit: Visit) -> None:
    """One objection is enough; who it came from is not told."""
    turn = int(visit.seen) if visit.seen.isdecimal() else None
    if await visit.give(c.ObjectToMore(visit.person, turn)) is not None:
        await visit.conclude("objected")


async def unclear(visit: Visit) -> None:
    """Ask the speaker for simpler words or a translation; who asked is not told."""
    if await visit.give(c.AskClarity(visit.person, visit.seen_turn)) is not None:
        await visit.answer("unclear-told")


async def circle(visit: Visit) -> None:
    """Take a chair in the inner circle, wait for one, or give it up again."""
    meeting = await meeting_of(visit)
    if meeting is None:
        return
    around = (*meeting.circle.seated, *meeting.circle.waiting)
    leaves = visit.person in around
    command = c.LeaveCircle(visit.person) if leaves else c.EnterCircle(visit.person)
    change = await visit.give(command)
    if change is None:
        return
    if leaves:
        await visit.answer("circle-left")
    elif any(isinstance(record.event, e.CircleSought) for record in change.records):
        await visit.answer("circle-waiting")
    else:
        await visit.answer("circle-entered")


async def call_next(visit: Visit) -> None:
    await _call_next(visit, sure=False)


async def call_next_surely(visit: Visit) -> None:
    await _call_next(visit, sure=True)


async def _call_next(visit: Visit, *, sure: bool) -> None:
    outcome = await visit.try_to(c.CallNext(visit.person, visit.seen_turn, sure))
    if isinstance(outcome, Refusal) and outcome.code is Code.MORE_COMING:
        text = visit.say_refusal(outcome)
        seen = str(visit.seen_turn if visit.seen_turn is not None else "")
        await visit.answer_text(text, buttons(visit, ("next-surely", "danger", seen)))
    else:
        await visit.settle(outcome)


def _speaks(meeting: Meeting | None, person: str) -> bool:
    return meeting is not None and meeting.floor is not None and meeting.floor.person == person


ACTS: Mapping[str, Callable[[Visit], Awaitable[None]]] = {
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
