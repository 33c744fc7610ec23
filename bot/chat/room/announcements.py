"""What the room is told when something has happened: one message for one decision, in all languages.

From committed records to messages; no call to Discord, no rule. How each event is worded stands in
`sayings`.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.framework.wording import LONGEST_MESSAGE, RoomPhrases, fitted, mention
from bot.chat.proposal.proposal_announcements import PROPOSAL_SAYINGS
from bot.chat.room.announcement_texts import TEXTS, Announced
from bot.procedure import events as e
from bot.procedure.values import PersonId
from bot.roundtables import Change

_SAYINGS = {**TEXTS, **PROPOSAL_SAYINGS}


@dataclass(frozen=True, slots=True)
class Announcement:
    """One message. `pinged` are the people whom it may alert: those whose turn it is, no others."""

    text: str
    pinged: tuple[PersonId, ...] = ()
    nonce: str | None = None
    """Discord says what has the same nonce once; so it stays what it is when it is tried again."""

    def with_more(self, more: Announcement) -> Announcement | None:
        """Both as one message; None when they do not fit, or
        one of them may have been said already."""
        text = f"{self.text}\n{more.text}"
        if self.nonce is not None or more.nonce is not None:
            return None
        if len(text) > LONGEST_MESSAGE:
            return None
        return Announcement(text, tuple(dict.fromkeys(self.pinged + more.pinged)))


def announcements(change: Change, voice: RoomPhrases) -> tuple[Announcement, ...]:
    """What to say in the channel about this change: one message, or nothing; more only where one
    would be too long for Discord. Nothing is cut: the last line is often the one that matters."""
    told = Announced(change, voice)
    lines: list[str] = []
    pinged: list[PersonId] = []
    for record in change.records:
        say = _SAYINGS.get(type(record.event))
        line = None if say is None else say(told, record.event)
        if line:
            lines.append(line)
        pinged += _alerted(change, record.event)
    if not lines:
        return ()
    people = dict.fromkeys(pinged)
    messages = fitted("\n".join(lines))
    if len(messages) == 1:
        return (Announcement(messages[0], tuple(people)),)
    return tuple(
        Announcement(text, tuple(person for person in people if mention(person) in text))
        for text in messages
    )


def _alerted(change: Change, event: e.Event) -> tuple[PersonId, ...]:
    """Whom this concerns so much that the message may alert them."""
    floor = change.after.floor
    match event:
        case (
            e.TurnStarted(turn=turn)
            | e.TurnTakenUp(turn=turn)
            | e.TurnTimeUp(turn=turn)
            | e.TurnWarned(turn=turn)
            | e.ClarityAsked(turn=turn)
        ):
            return (floor.person,) if floor is not None and floor.number == turn else ()
        case e.ChairTaken(person, e.ChairHow.DROPPED_OUT | e.ChairHow.ABSENT):
            return (person,)
        case e.ProposalMade(person):
            return tuple(s.person for s in change.after.co_chairs() if s.person != person)
        case e.CaucusEnded():
            return tuple(seat.person for seat in change.after.seats)
    return ()
