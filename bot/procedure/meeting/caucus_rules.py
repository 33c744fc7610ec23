"""Rules for the caucus: each side withdraws among its own for so many minutes, and is called back.

What is said in caucus is nobody's business but theirs: it is in no record, and the floor, the list and
the clock of the meeting stand still meanwhile.
"""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.draft import Draft
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting
from bot.procedure.values import MINUTE, Instant, Milliseconds

SHORTEST_CAUCUS: Milliseconds = 1 * MINUTE
LONGEST_CAUCUS: Milliseconds = 240 * MINUTE
CALL: Milliseconds = 1 * MINUTE
"""How long before its end those in caucus are told."""


def begin(meeting: Meeting, command: c.BeginCaucus, now: Instant) -> tuple[e.Event, ...] | Refusal:
    if not SHORTEST_CAUCUS <= command.length <= LONGEST_CAUCUS:
        return refuse(
            Code.BAD_CAUCUS, least=SHORTEST_CAUCUS // MINUTE, most=LONGEST_CAUCUS // MINUTE
        )
    return (e.CaucusBegun(now + command.length),)


def end(meeting: Meeting, command: c.EndCaucus, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """Call everybody back; a co-chair goes on with the meeting when they are there."""
    return (e.CaucusEnded(),)


def due(draft: Draft) -> None:
    caucus = draft.meeting.caucus
    if caucus is None:
        return
    if draft.now >= caucus.until:
        draft.add(e.CaucusEnded())
    elif draft.now >= caucus.until - CALL and not caucus.warned:
        draft.add(e.CaucusWarned())


def deadline(meeting: Meeting) -> Instant | None:
    caucus = meeting.caucus
    if caucus is None:
        return None
    return caucus.until if caucus.warned else caucus.until - CALL
