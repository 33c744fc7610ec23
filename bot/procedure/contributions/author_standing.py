"""How somebody stood at some moment, as far as it decides what becomes of a message.

A message is judged by what held when it was sent, and it may be heard of later: then the state of that
moment is asked, and not the state of now. Only what the rules of `decide.speaking` ask stands here.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.floor.floor_values import TurnNumber
from bot.procedure.formats import Accepts, Enforcement
from bot.procedure.state import Meeting, Status
from bot.procedure.table.seats import SideKey
from bot.procedure.values import PersonId


@dataclass(frozen=True, slots=True)
class Standing:
    """`side` is None without a seat. `turn` is the person's own turn, running or stopped. `free`: anyone
    at the table could write; `unenforced`: nobody's message is taken out; `replies_only`: what answered
    nothing was not taken."""

    status: Status
    side: SideKey | None
    accepted: bool
    recorded: bool
    turn: TurnNumber | None
    item: ItemKey | None
    free: bool
    written_freely: bool
    unenforced: bool
    replies_only: bool

    @property
    def speaking(self) -> bool:
        return self.turn is not None and self.status is Status.OPEN


def standing(meeting: Meeting, person: PersonId) -> Standing:
    """How this person stands in this state of a meeting."""
    seat, turn, item, phase = meeting.seat(person), meeting.floor, meeting.item, meeting.phase
    unenforced = meeting.format.enforcement is Enforcement.OPEN
    return Standing(
        status=meeting.status,
        side=None if seat is None else seat.side,
        accepted=seat is not None and seat.accepted is not None,
        recorded=seat is not None and seat.recorded,
        turn=None if turn is None or turn.person != person else turn.number,
        item=None if item is None else item.key,
        free=unenforced or meeting.open_to_all,
        written_freely=meeting.written_freely,
        unenforced=unenforced,
        replies_only=(
            meeting.written_freely
            and phase is not None
            and phase.accepts is Accepts.REPLIES
            and not unenforced
        ),
    )
