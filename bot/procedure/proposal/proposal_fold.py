"""What becomes of the state when an agenda is proposed from an article, changed, adopted or dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.procedure import events as e
from bot.procedure.proposal.proposal_values import Proposal, ProposedPoint, joined
from bot.procedure.replacing import replace
from bot.procedure.state import Meeting
from bot.procedure.values import Instant

Points = tuple[ProposedPoint, ...]


def _made(meeting: Meeting, event: e.ProposalMade, at: Instant) -> Meeting:
    last = max((point.number for point in event.points), default=0)
    proposal = Proposal(event.person, event.source, event.points, event.revision, last)
    return _with(meeting, proposal, event.revision)


def _with(meeting: Meeting, proposal: Proposal | None, revision: int) -> Meeting:
    drawing = replace(meeting.drawing, proposal=proposal, revision=revision)
    return replace(meeting, drawing=drawing)


def _changed(meeting: Meeting, revision: int, change: Callable[[Points], Points]) -> Meeting:
    """With other points; whoever had agreed before is asked anew."""
    proposal = meeting.drawing.proposal
    if proposal is None:
        return meeting
    points = change(proposal.points)
    last = max((proposal.last_point, *(point.number for point in points)))
    changed = replace(
        proposal, points=points, revision=revision, last_point=last, agreed=frozenset()
    )
    return _with(meeting, changed, revision)


def _ticked(meeting: Meeting, event: e.ProposalTicked, at: Instant) -> Meeting:
    return _changed(
        meeting,
        event.revision,
        lambda points: tuple(replace(p, ticked=p.number in event.numbers) for p in points),
    )


def _reworded(meeting: Meeting, event: e.ProposalReworded, at: Instant) -> Meeting:
    def reworded(point: ProposedPoint) -> ProposedPoint:
        if point.number != event.number:
            return point
        return replace(
            point,
            title=event.title,
            question=event.question,
            budget=event.budget,
            stage=event.stage,
        )

    return _changed(meeting, event.revision, lambda points: tuple(map(reworded, points)))


def _moved(meeting: Meeting, event: e.ProposalMoved, at: Instant) -> Meeting:
    def moved(points: Points) -> Points:
        own = tuple(point for point in points if point.number == event.number)
        rest = tuple(point for point in points if point.number != event.number)
        return (*rest[: event.position], *own, *rest[event.position :])

    return _changed(meeting, event.revision, moved)


def _merged(meeting: Meeting, event: e.ProposalMerged, at: Instant) -> Meeting:
    def merged(points: Points) -> Points:
        taken = {event.number, *event.others}
        parts = [point for point in points if point.number in taken]
        return tuple(
            replace(
                point,
                paragraphs=event.paragraphs,
                budget=event.budget,
                ticked=event.ticked,
                excerpt=joined(part.excerpt for part in parts),
                strength=max(part.strength for part in parts),
                why=tuple(dict.fromkeys(why for part in parts for why in part.why)),
            )
            if point.number == event.number
            else point
            for point in points
            if point.number not in event.others
        )

    return _changed(meeting, event.revision, merged)


def _split(meeting: Meeting, event: e.ProposalSplit, at: Instant) -> Meeting:
    def split(points: Points) -> Points:
        after: list[ProposedPoint] = []
        for point in points:
            if point.number != event.number:
                after.append(point)
                continue
            after.append(replace(point, paragraphs=event.paragraphs, budget=event.budget))
            after.append(
                replace(
                    point,
                    number=event.new,
                    title=event.title,
                    question=event.question,
                    paragraphs=event.new_paragraphs,
                    budget=event.new_budget,
                )
            )
        return tuple(after)

    return _changed(meeting, event.revision, split)


def _agreed(meeting: Meeting, event: e.ProposalAgreed, at: Instant) -> Meeting:
    proposal = meeting.drawing.proposal
    if proposal is None:
        return meeting
    agreed = replace(proposal, agreed=proposal.agreed | {event.person})
    return _with(meeting, agreed, meeting.drawing.revision)


def _adopted(meeting: Meeting, event: e.ProposalAdopted, at: Instant) -> Meeting:
    sources = {**meeting.drawing.sources, **dict.fromkeys(event.items, event.source)}
    return replace(meeting, drawing=replace(meeting.drawing, proposal=None, sources=sources))


def _dropped(meeting: Meeting, event: e.ProposalDropped, at: Instant) -> Meeting:
    return _with(meeting, None, meeting.drawing.revision)


APPLY: Mapping[type[Any], Callable[[Meeting, Any, Instant], Meeting]] = {
    e.ProposalMade: _made,
    e.ProposalTicked: _ticked,
    e.ProposalReworded: _reworded,
    e.ProposalMoved: _moved,
    e.ProposalMerged: _merged,
    e.ProposalSplit: _split,
    e.ProposalAgreed: _agreed,
    e.ProposalAdopted: _adopted,
    e.ProposalDropped: _dropped,
}
