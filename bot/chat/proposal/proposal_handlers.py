"""Acts on an agenda that is proposed from an article: giving one, looking its points over, agreeing.

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
from bot.chat.framework.interaction_context import Visit
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


async def article_form(visit: Visit) -> None:
    if await _welcome(visit):
        await visit.show_form(ArticleModal(visit))


async def article_sent(visit: Visit, filled: Filled) -> None:
    file, address, text = filled.file("file"), filled.text("address"), filled.text("text")
    await take_article(visit, file, address, text)


async def take_article(
    visit: Visit,
    file: discord.Attachment | None = None,
    address: str | None = None,
    text: str | None = None,
) -> None:
    """Read the one that was given, and put what is found in it before the co-chairs."""
    address, text = (address or "").strip(), (text or "").strip()
    if sum(map(bool, (file, address, text))) != 1:
        await visit.answer("propose-one-of-three")
        return
    if not await _welcome(visit):
        return
    if not await visit.waited_for():
        return  # nobody can be answered, so nothing is read
    proposer = visit.desk.proposer
    if file is not None:
        found = await _from_file(visit, file)
    elif address:
        found = await proposer.from_address(address)
    else:
        found = await proposer.from_text(text)
    if found is None:
        await visit.answer("propose-not-fetched")
    elif isinstance(found, ReadingFault):
        await visit.answer(f"article-fault-{found.kind}", **found.facts)
    elif await visit.give(c.ProposeAgenda(visit.person, found.source, found.points)) is not None:
        await review(visit)


async def _from_file(visit: Visit, file: discord.Attachment) -> Drawn | ReadingFault | None:
    """None: Discord does not give the file out."""
    fault = too_large()
    if file.size > int(fault.facts["most"]) * 1_000_000:
        return fault
    data = await attempt("fetch an article", file.read())
    if isinstance(data, Trouble):
        return None
    return await visit.desk.proposer.from_file(data, file.filename)


async def _welcome(visit: Visit) -> bool:
    """Whether a proposal may be brought in by this person now. If not, they have been told why."""
    meeting = await meeting_of(visit)
    if meeting is None:
        return False
    refused = unheard(meeting, Action.PROPOSE_AGENDA, visit.person) or unwelcome(meeting)
    if refused is not None:
        await visit.refuse(refused)
    return refused is None


# Looking it over -----------------------------------------------------------------------------------


async def review(visit: Visit, number: int = 0) -> None:
    """The panel as it is now, with this point chosen."""
    found = await _reviewed(visit)
    if found is not None:
        await visit.answer_panel(panel(visit, *found, number))


async def _reviewed(visit: Visit) -> tuple[Meeting, Proposal] | None:
    """None: there is nothing that this person may look over, and they have been told."""
    meeting = await meeting_of(visit)
    if meeting is None:
        return None
    proposal = meeting.drawing.proposal
    refused = fault(meeting, Action.REVIEW_PROPOSAL, visit.person)
    if refused is None and proposal is not None:
        return meeting, proposal
    await visit.refuse(refused or refuse(Code.NO_PROPOSAL))
    return None


async def _unchanged(visit: Visit) -> tuple[Meeting, Proposal, ProposedPoint] | None:
    """What a button of the panel is about, if nothing has changed since it was drawn."""
    found = await _reviewed(visit)
    if found is None:
        return None
    meeting, proposal = found
    revision, number = read_seen(visit.seen)
    if revision != proposal.revision:
        await visit.refuse(refuse(Code.PROPOSAL_CHANGED))
        return None
    return meeting, proposal, chosen_point(proposal, number)


async def change(visit: Visit, command: c.Command, number: int) -> None:
    """Give the command, and show the panel as it is then."""
    if await visit.give(command) is not None:
        await review(visit, number)


async def turn_page(visit: Visit) -> None:
    await review(visit, read_seen(visit.seen)[1])


async def choose(visit: Visit) -> None:
    await review(visit, int(visit.chosen) if visit.chosen.isdecimal() else 0)


async def tick(visit: Visit) -> None:
    revision, number = read_seen(visit.seen)
    numbers = frozenset(int(each) for each in visit.all_chosen if each.isdecimal())
    await change(visit, c.TickPoints(visit.person, revision, numbers), number)


async def move_up(visit: Visit) -> None:
    await _move(visit, -1)


async def move_down(visit: Visit) -> None:
    await _move(visit, 1)


async def _move(visit: Visit, by: int) -> None:
    found = await _unchanged(visit)
    if found is not None:
        _, proposal, point = found
        place = max(0, proposal.points.index(point) + by)
        command = c.MovePoint(visit.person, proposal.revision, point.number, place)
        await change(visit, command, point.number)


# Forms ---------------------------------------------------------------------------------------------


async def reword_form(visit: Visit) -> None:
    found = await _unchanged(visit)
    if found is not None:
        meeting, proposal, point = found
        await visit.show_form(RewordModal(visit, proposal, point, meeting.dialogue.languages))


async def time_form(visit: Visit) -> None:
    found = await _unchanged(visit)
    if found is not None:
        _, proposal, point = found
        await visit.show_form(TimeModal(visit, proposal, point))


async def merge_form(visit: Visit) -> None:
    found = await _unchanged(visit)
    if found is None:
        return
    _, proposal, point = found
    if len(proposal.points) < 2:
        await visit.refuse(refuse(Code.MERGE_NEEDS_TWO))
    else:
        await visit.show_form(MergeModal(visit, proposal, point))


async def split_form(visit: Visit) -> None:
    found = await _unchanged(visit)
    if found is not None:
        _, proposal, point = found
        language = point.title.languages[0]
        await visit.show_form(SplitModal(visit, proposal, point, language))


async def point_sent(visit: Visit, filled: Filled, fill: FillPoint) -> None:
    """A form about a point, if nothing has changed since it was opened."""
    found = await _unchanged(visit)
    if found is None:
        return
    meeting, proposal, point = found
    command = fill(visit, meeting, proposal, point, filled)
    if command is None:
        await visit.answer("unknown-choice")
    elif isinstance(command, Refusal):
        await visit.refuse(command)
    else:
        await change(visit, command, point.number)


# Deciding ------------------------------------------------------------------------------------------


async def agree(visit: Visit) -> None:
    revision, number = read_seen(visit.seen)
    given = await visit.give(c.AgreeToAgenda(visit.person, revision))
    if given is None:
        return
    if given.after.drawing.proposal is None:
        added = len(given.after.agenda) - len(given.before.agenda if given.before else ())
        await _conclude(visit, visit.say("review-adopted", count=added))
    else:
        await review(visit, number)


async def drop_ask(visit: Visit) -> None:
    """It is work of several people, so ask once more."""
    found = await _unchanged(visit)
    if found is not None:
        sure = button(visit, "review-drop-sure", "danger", visit.seen)
        back = button(visit, "review-page", seen=visit.seen, label=visit.say("button-review-back"))
        text: ui.TextDisplay[Any] = ui.TextDisplay(visit.say("review-drop-ask"))
        await visit.answer_panel(in_box(text, ui.ActionRow(back, sure)))


async def drop(visit: Visit) -> None:
    revision, _ = read_seen(visit.seen)
    outcome = await visit.try_to(c.DropProposal(visit.person, revision))
    if isinstance(outcome, Refusal):
        await visit.refuse(outcome)
    else:
        await _conclude(visit, visit.say("review-dropped"))


async def _conclude(visit: Visit, text: str) -> None:
    """In the panel's place: there is nothing to press any more."""
    await visit.answer_panel(in_box(ui.TextDisplay(text)))


ACTS: Mapping[str, Callable[[Visit], Awaitable[None]]] = {
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

SENT: Mapping[str, Callable[[Visit, Filled], Awaitable[None]]] = {
    "article": article_sent,
    **{form: partial(point_sent, fill=fill) for form, fill in OF_A_POINT.items()},
}
