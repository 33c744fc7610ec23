"""Handlers on an agenda that is proposed from an article: giving one, looking its points over, agreeing.

Everything is for one person's eyes; the room learns that something awaits its co-chairs, and what they
have agreed to. Every id carries the revision that was in view. No rule stands here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

import discord
from discord import ui

from bot.agenda.reading_faults import ReadingFault
from bot.chat.framework.components import in_box
from bot.chat.framework.discord_calls import Trouble, attempt
from bot.chat.framework.forms import Filled
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.private_buttons import button, meeting_of
from bot.chat.proposal.article_reading import Drawn, too_large
from bot.chat.proposal.proposal_forms import (
    OF_A_POINT,
    ArticleModal,
    FillPoint,
    MergeModal,
    RewordModal,
    SplitModal,
    TimeModal,
)
from bot.chat.proposal.proposal_panel import chosen_point, panel, read_seen
from bot.procedure import commands as c
from bot.procedure.authorization import fault, unheard
from bot.procedure.capabilities import Action
from bot.procedure.proposal.proposal_rules import unwelcome
from bot.procedure.proposal.proposal_values import Proposal, ProposedPoint
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting

# Giving an article ---------------------------------------------------------------------------------


async def article_form(context: InteractionContext) -> None:
    if await _welcome(context):
        await context.show_form(ArticleModal(context))


async def article_sent(context: InteractionContext, filled: Filled) -> None:
    file, address, text = filled.file("file"), filled.text("address"), filled.text("text")
    await take_article(context, file, address, text)


async def take_article(
    context: InteractionContext,
    file: discord.Attachment | None = None,
    address: str | None = None,
    text: str | None = None,
) -> None:
    """Read the one that was given, and put what is found in it before the co-chairs."""
    address, text = (address or "").strip(), (text or "").strip()
    if sum(map(bool, (file, address, text))) != 1:
        await context.answer("propose-one-of-three")
        return
    if not await _welcome(context):
        return
    if not await context.waited_for():
        return  # nobody can be answered, so nothing is read
    proposer = context.services.proposer
    if file is not None:
        found = await _from_file(context, file)
    elif address:
        found = await proposer.from_address(address)
    else:
        found = await proposer.from_text(text)
    if found is None:
        await context.answer("propose-not-fetched")
    elif isinstance(found, ReadingFault):
        await context.answer(f"article-fault-{found.kind}", **found.facts)
    elif (
        await context.give(c.ProposeAgenda(context.person, found.source, found.points)) is not None
    ):
        await review(context)


async def _from_file(
    context: InteractionContext, file: discord.Attachment
) -> Drawn | ReadingFault | None:
    """None: Discord does not give the file out."""
    fault = too_large()
    if file.size > int(fault.facts["most"]) * 1_000_000:
        return fault
    data = await attempt("fetch an article", file.read())
    if isinstance(data, Trouble):
        return None
    return await context.services.proposer.from_file(data, file.filename)


async def _welcome(context: InteractionContext) -> bool:
    """Whether a proposal may be brought in by this person now. If not, they have been told why."""
    meeting = await meeting_of(context)
    if meeting is None:
        return False
    refused = unheard(meeting, Action.PROPOSE_AGENDA, context.person) or unwelcome(meeting)
    if refused is not None:
        await context.refuse(refused)
    return refused is None


# Looking it over -----------------------------------------------------------------------------------


async def review(context: InteractionContext, number: int = 0) -> None:
    """The panel as it is now, with this point chosen."""
    found = await _reviewed(context)
    if found is not None:
        await context.answer_panel(panel(context, *found, number))


async def _reviewed(context: InteractionContext) -> tuple[Meeting, Proposal] | None:
    """None: there is nothing that this person may look over, and they have been told."""
    meeting = await meeting_of(context)
    if meeting is None:
        return None
    proposal = meeting.drawing.proposal
    refused = fault(meeting, Action.REVIEW_PROPOSAL, context.person)
    if refused is None and proposal is not None:
        return meeting, proposal
    await context.refuse(refused or refuse(Code.NO_PROPOSAL))
    return None


async def _unchanged(context: InteractionContext) -> tuple[Meeting, Proposal, ProposedPoint] | None:
    """What a button of the panel is about, if nothing has changed since it was drawn."""
    found = await _reviewed(context)
    if found is None:
        return None
    meeting, proposal = found
    revision, number = read_seen(context.seen)
    if revision != proposal.revision:
        await context.refuse(refuse(Code.PROPOSAL_CHANGED))
        return None
    return meeting, proposal, chosen_point(proposal, number)


async def change(context: InteractionContext, command: c.Command, number: int) -> None:
    """Give the command, and show the panel as it is then."""
    if await context.give(command) is not None:
        await review(context, number)


async def turn_page(context: InteractionContext) -> None:
    await review(context, read_seen(context.seen)[1])


async def choose(context: InteractionContext) -> None:
    await review(context, int(context.chosen) if context.chosen.isdecimal() else 0)


async def tick(context: InteractionContext) -> None:
    revision, number = read_seen(context.seen)
    numbers = frozenset(int(each) for each in context.all_chosen if each.isdecimal())
    await change(context, c.TickPoints(context.person, revision, numbers), number)


async def move_up(context: InteractionContext) -> None:
    await _move(context, -1)


async def move_down(context: InteractionContext) -> None:
    await _move(context, 1)


async def _move(context: InteractionContext, by: int) -> None:
    found = await _unchanged(context)
    if found is not None:
        _, proposal, point = found
        place = max(0, proposal.points.index(point) + by)
        command = c.MovePoint(context.person, proposal.revision, point.number, place)
        await change(context, command, point.number)


# Forms ---------------------------------------------------------------------------------------------


async def reword_form(context: InteractionContext) -> None:
    found = await _unchanged(context)
    if found is not None:
        meeting, proposal, point = found
        await context.show_form(RewordModal(context, proposal, point, meeting.dialogue.languages))


async def time_form(context: InteractionContext) -> None:
    found = await _unchanged(context)
    if found is not None:
        _, proposal, point = found
        await context.show_form(TimeModal(context, proposal, point))


async def merge_form(context: InteractionContext) -> None:
    found = await _unchanged(context)
    if found is None:
        return
    _, proposal, point = found
    if len(proposal.points) < 2:
        await context.refuse(refuse(Code.MERGE_NEEDS_TWO))
    else:
        await context.show_form(MergeModal(context, proposal, point))


async def split_form(context: InteractionContext) -> None:
    found = await _unchanged(context)
    if found is not None:
        _, proposal, point = found
        language = point.title.languages[0]
        await context.show_form(SplitModal(context, proposal, point, language))


async def point_sent(context: InteractionContext, filled: Filled, fill: FillPoint) -> None:
    """A form about a point, if nothing has changed since it was opened."""
    found = await _unchanged(context)
    if found is None:
        return
    meeting, proposal, point = found
    command = fill(context, meeting, proposal, point, filled)
    if command is None:
        await context.answer("unknown-choice")
    elif isinstance(command, Refusal):
        await context.refuse(command)
    else:
        await change(context, command, point.number)


# Deciding ------------------------------------------------------------------------------------------


async def agree(context: InteractionContext) -> None:
    revision, number = read_seen(context.seen)
    given = await context.give(c.AgreeToAgenda(context.person, revision))
    if given is None:
        return
    if given.after.drawing.proposal is None:
        added = len(given.after.agenda) - len(given.before.agenda if given.before else ())
        await _conclude(context, context.say("review-adopted", count=added))
    else:
        await review(context, number)


async def drop_ask(context: InteractionContext) -> None:
    """It is work of several people, so ask once more."""
    found = await _unchanged(context)
    if found is not None:
        sure = button(context, "review-drop-sure", "danger", context.seen)
        back = button(
            context, "review-page", seen=context.seen, label=context.say("button-review-back")
        )
        text: ui.TextDisplay[Any] = ui.TextDisplay(context.say("review-drop-ask"))
        await context.answer_panel(in_box(text, ui.ActionRow(back, sure)))


async def drop(context: InteractionContext) -> None:
    revision, _ = read_seen(context.seen)
    outcome = await context.try_to(c.DropProposal(context.person, revision))
    if isinstance(outcome, Refusal):
        await context.refuse(outcome)
    else:
        await _conclude(context, context.say("review-dropped"))


async def _conclude(context: InteractionContext, text: str) -> None:
    """In the panel's place: there is nothing to press any more."""
    await context.answer_panel(in_box(ui.TextDisplay(text)))


HANDLERS: Mapping[str, Callable[[InteractionContext], Awaitable[None]]] = {
    "propose": article_form,
    "review": review,
    "review-page": turn_page,
    "review-choose": choose,
    "review-tick": tick,
    "review-reword": reword_form,
    "review-time": time_form,
    "review-up": move_up,
    "review-down": move_down,
    "review-merge": merge_form,
    "review-split": split_form,
    "review-agree": agree,
    "review-drop": drop_ask,
    "review-drop-sure": drop,
}

SENT: Mapping[str, Callable[[InteractionContext, Filled], Awaitable[None]]] = {
    "article": article_sent,
    **{form: partial(point_sent, fill=fill) for form, fill in OF_A_POINT.items()},
}
