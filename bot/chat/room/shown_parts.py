"""What of a meeting shows in its room, part by part: where one is another than before, that part is
shown anew. Pure; nothing is shown here.
"""

from __future__ import annotations

from dataclasses import replace

from bot.procedure.state import Meeting, Status


def who_writes(meeting: Meeting) -> tuple[Status, str | None, bool]:
    floor = meeting.floor if meeting.status is Status.OPEN else None
    return meeting.status, None if floor is None else floor.person, meeting.open_to_all


def withdraws(meeting: Meeting) -> tuple[object, ...]:
    """What the sides' threads are made of; nothing outside a caucus."""
    return () if meeting.caucus is None else (meeting.caucus, meeting.seats)


def looks(meeting: Meeting) -> tuple[object, ...]:
    """What the card is made of; a contribution changes none of it, so it costs no edit."""
    floor = meeting.floor
    return (
        meeting.status,
        meeting.title,
        tuple(replace(item, spent=0) for item in meeting.agenda),
        meeting.seats,
        meeting.phase_index,
        floor and replace(floor, spoke=False, grace=0),
        meeting.interrupted,
        meeting.points,
        meeting.requests,
        meeting.rota,
        meeting.policy,
        meeting.presiding,
        meeting.leaving,
        meeting.talk.list_closed,
        meeting.talk.until,
        meeting.talk.sides_spent,
        meeting.circle if meeting.phase is not None else None,
        meeting.caucus and meeting.caucus.until,
        meeting.record.agreed,
        meeting.drawing.proposal and meeting.drawing.proposal.agreed,
        meeting.drawing.proposal is None,
        meeting.drawing.sources,
    )
