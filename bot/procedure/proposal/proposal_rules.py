"""Rules for an agenda that was proposed from an article: the machine proposes, the co-chairs decide.

Whoever may change the agenda may propose, change and drop; agreeing is for co-chairs. As with the
minutes, nothing is adopted before a co-chair of every side has agreed to the very same revision, and one
person alone never adopts anything: a side without a co-chair is waited for.
"""

from __future__ import annotations

from dataclasses import replace

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.agenda.agenda_rules import (
    LONGEST_BUDGET,
    MOST_ITEMS,
    QUESTION_LENGTH,
    TITLE_LENGTH,
    wording_fault,
)
from bot.procedure.agenda.agenda_values import AgendaItem, ItemKey
from bot.procedure.draft import Draft
from bot.procedure.proposal.proposal_values import (
    EXCERPT_LENGTH,
    LONGEST_WHERE,
    Proposal,
    ProposedPoint,
)
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting
from bot.procedure.values import MINUTE, Instant, Milliseconds, PersonId

MOST_PROPOSED = 25
"""What a reader can still weigh at once, and what one list on Discord holds."""
STAGES = (1, 2, 3, 4, 5)

Decision = tuple[e.Event, ...] | Refusal


def unwelcome(meeting: Meeting) -> Refusal | None:
    """Why no proposal may be brought in now; asked before an article is read, and again."""
    return None if meeting.drawing.proposal is None else refuse(Code.PROPOSAL_WAITS)


def propose(meeting: Meeting, command: c.ProposeAgenda, now: Instant) -> Decision:
    fault = unwelcome(meeting)
    if fault is not None:
        return fault
    if not command.points:
        return refuse(Code.NOTHING_PROPOSED)
    if len(command.points) > MOST_PROPOSED:
        return refuse(Code.PROPOSAL_FULL, most=MOST_PROPOSED)
    fault = _too_long(command)
    if fault is not None:
        return fault
    points = tuple(replace(p, number=n) for n, p in enumerate(command.points, 1))
    revision = meeting.drawing.revision + 1
    return (e.ProposalMade(command.by, revision, command.source, points),)


def _too_long(command: c.ProposeAgenda) -> Refusal | None:
    """A proposal stays small in the journal; a title may be too long here and is reworded before it is
    agreed to."""
    texts = [(command.source.where, LONGEST_WHERE), (command.source.title or "", LONGEST_WHERE)]
    for point in command.points:
        if point.stage is not None and point.stage not in STAGES:
            return refuse(Code.BAD_STAGE)
        texts.append((point.excerpt.text or "", EXCERPT_LENGTH))
        for localized in (point.title, point.question):
            texts += [(each, QUESTION_LENGTH) for _, each in localized.texts]
    for text, most in texts:
        if len(text) > most:
            return refuse(Code.TOO_LONG, length=len(text), most=most)
    return None


def tick(meeting: Meeting, command: c.TickPoints, now: Instant) -> Decision:
    proposal = _reviewed(meeting, command.revision)
    if isinstance(proposal, Refusal):
        return proposal
    if not command.numbers <= {point.number for point in proposal.points}:
        return refuse(Code.UNKNOWN_POINT)
    if command.numbers == {point.number for point in proposal.ticked}:
        return ()
    return (e.ProposalTicked(proposal.revision + 1, tuple(sorted(command.numbers))),)


def reword(meeting: Meeting, command: c.RewordPoint, now: Instant) -> Decision:
    found = _point(meeting, command.revision, command.number)
    if isinstance(found, Refusal):
        return found
    proposal, point = found
    fault = wording_fault(command.title, command.question, command.budget)
    if fault is not None:
        return fault
    if command.stage is not None and command.stage not in STAGES:
        return refuse(Code.BAD_STAGE)
    changed = replace(
        point,
        title=command.title,
        question=command.question,
        budget=command.budget,
        stage=command.stage,
    )
    if changed == point:
        return ()
    return (
        e.ProposalReworded(
            proposal.revision + 1,
            point.number,
            command.title,
            command.question,
            command.budget,
            command.stage,
        ),
    )


def move(meeting: Meeting, command: c.MovePoint, now: Instant) -> Decision:
    found = _point(meeting, command.revision, command.number)
    if isinstance(found, Refusal):
        return found
    proposal, point = found
    position = max(0, min(command.position, len(proposal.points) - 1))
    if proposal.points[position] == point:
        return ()
    return (e.ProposalMoved(proposal.revision + 1, point.number, position),)


def merge(meeting: Meeting, command: c.MergePoints, now: Instant) -> Decision:
    """One point of several: the time of all of them together, as far as an item can have it."""
    proposal = _reviewed(meeting, command.revision)
    if isinstance(proposal, Refusal):
        return proposal
    parts = [point for point in proposal.points if point.number in command.numbers]
    if len(parts) != len(command.numbers):
        return refuse(Code.UNKNOWN_POINT)
    if len(parts) < 2:
        return refuse(Code.MERGE_NEEDS_TWO)
    first, *others = parts
    return (
        e.ProposalMerged(
            proposal.revision + 1,
            first.number,
            tuple(point.number for point in others),
            tuple(sorted({number for point in parts for number in point.paragraphs})),
            min(LONGEST_BUDGET, sum(point.budget for point in parts)),
            any(point.ticked for point in parts),
        ),
    )


def split(meeting: Meeting, command: c.SplitPoint, now: Instant) -> Decision:
    """Two points of one, which share its time."""
    found = _point(meeting, command.revision, command.number)
    if isinstance(found, Refusal):
        return found
    proposal, point = found
    if len(proposal.points) >= MOST_PROPOSED:
        return refuse(Code.PROPOSAL_FULL, most=MOST_PROPOSED)
    fault = wording_fault(command.title, command.question, MINUTE)
    if fault is not None:
        return fault
    goes = set(command.paragraphs)
    if not goes <= set(point.paragraphs):
        return refuse(Code.UNKNOWN_PARAGRAPH)
    stays = tuple(number for number in point.paragraphs if number not in goes)
    if goes and not stays:
        return refuse(Code.SPLIT_LEAVES_NOTHING)
    new_budget = _half(point.budget)
    return (
        e.ProposalSplit(
            proposal.revision + 1,
            point.number,
            stays,
            max(MINUTE, point.budget - new_budget),
            proposal.last_point + 1,
            command.title,
            command.question,
            tuple(sorted(goes)) or point.paragraphs,
            new_budget,
        ),
    )


def _half(budget: Milliseconds) -> Milliseconds:
    """Half of it in whole minutes, and one at least."""
    return max(1, budget // (2 * MINUTE)) * MINUTE


def drop(meeting: Meeting, command: c.DropProposal, now: Instant) -> Decision:
    proposal = _reviewed(meeting, command.revision)
    if isinstance(proposal, Refusal):
        return proposal
    return (e.ProposalDropped(command.by, proposal.revision),)


def agree(meeting: Meeting, command: c.AgreeToAgenda, now: Instant) -> Decision:
    """Once a co-chair of every side has agreed to the same points, they come onto the agenda's end."""
    proposal = _reviewed(meeting, command.revision)
    if isinstance(proposal, Refusal):
        return proposal
    if command.by in proposal.agreed:
        return refuse(Code.AGREED_ALREADY)
    fault = _unfit(meeting, proposal)
    if fault is not None:
        return fault
    draft = Draft(meeting, now)
    draft.add(e.ProposalAgreed(command.by, proposal.revision))
    agreed = proposal.agreed | {command.by}
    sides = {seat.side for seat in meeting.co_chairs() if seat.person in agreed}
    if sides == {side.key for side in meeting.sides}:
        _adopt(draft, proposal, agreed)
    return draft.events


def _adopt(draft: Draft, proposal: Proposal, agreed: frozenset[PersonId]) -> None:
    items = _items(draft.meeting, proposal)
    keys = tuple(item.key for item in items)
    chairs = tuple(s.person for s in draft.meeting.co_chairs() if s.person in agreed)
    draft.add(e.ProposalAdopted(proposal.revision, proposal.source, keys, chairs))
    for item in items:
        draft.add(e.ItemAdded(item, len(draft.meeting.agenda)))


def _items(meeting: Meeting, proposal: Proposal) -> tuple[AgendaItem, ...]:
    taken = {item.key for item in meeting.agenda}
    items: list[AgendaItem] = []
    for point in proposal.ticked:
        key = _free_key(taken)
        taken.add(key)
        items.append(
            AgendaItem(
                key, point.title, point.question, point.budget, point.paragraphs, point.stage
            )
        )
    return tuple(items)


def _free_key(taken: set[ItemKey]) -> ItemKey:
    return next(key for n in range(1, len(taken) + 2) if (key := f"drawn-{n}") not in taken)


def _unfit(meeting: Meeting, proposal: Proposal) -> Refusal | None:
    """Why these points cannot become items as they stand."""
    if not proposal.ticked:
        return refuse(Code.NOTHING_TICKED)
    if len(meeting.agenda) + len(proposal.ticked) > MOST_ITEMS:
        return refuse(Code.AGENDA_FULL, most=MOST_ITEMS)
    for point in proposal.ticked:
        if wording_fault(point.title, point.question, point.budget) is not None:
            return refuse(
                Code.UNFIT_POINT, number=_place(proposal, point), title=TITLE_LENGTH,
                question=QUESTION_LENGTH,
            )  # fmt: skip
    return None


def _place(proposal: Proposal, point: ProposedPoint) -> int:
    """Where it stands, counted from 1, as people see it."""
    return proposal.points.index(point) + 1


def _reviewed(meeting: Meeting, revision: int) -> Proposal | Refusal:
    proposal = meeting.drawing.proposal
    if proposal is None:
        return refuse(Code.NO_PROPOSAL)
    return proposal if proposal.revision == revision else refuse(Code.PROPOSAL_CHANGED)


def _point(
    meeting: Meeting, revision: int, number: int
) -> tuple[Proposal, ProposedPoint] | Refusal:
    proposal = _reviewed(meeting, revision)
    if isinstance(proposal, Refusal):
        return proposal
    point = proposal.point(number)
    return refuse(Code.UNKNOWN_POINT) if point is None else (proposal, point)
