"""What pressing each button and choosing from each list does: an interaction in, a command to the lane,
an answer out.

One short function an act, listed in ACTS under the name that the id carries; one module a subject. The
slash commands use the same functions where they mean the same. No rule stands here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.chat import modals
from bot.chat.acts import (
    chairing,
    course,
    exports,
    minutes,
    place,
    proposal,
    record,
    speaking,
    table,
)
from bot.chat.forms import Filled
from bot.chat.visit import Visit

Act = Callable[[Visit], Awaitable[None]]
Sent = Callable[[Visit, Filled], Awaitable[None]]

ACTS: Mapping[str, Act] = {
    **table.ACTS,
    **speaking.ACTS,
    **place.ACTS,
    **course.ACTS,
    **chairing.ACTS,
    **record.ACTS,
    **minutes.ACTS,
    **proposal.ACTS,
}

AFTERWARDS: Mapping[str, Act] = minutes.AFTERWARDS
"""Those on a meeting that is over."""

OWN: Mapping[str, Act] = record.OWN
"""Those that concern a person and no meeting."""

ELSEWHERE: Mapping[str, Act] = exports.ELSEWHERE
"""Those on a meeting, over or not, that may be done from any room of its server."""

FORMS: Mapping[str, Sent] = {**modals.SENT, **chairing.SENT, **minutes.SENT, **proposal.SENT}
"""What becomes of each form that was filled in, in the meeting and the room where it was opened."""

FORMS_AFTERWARDS: Mapping[str, Sent] = minutes.SENT_AFTERWARDS
FORMS_ANYWHERE: Mapping[str, Sent] = record.SENT_ANYWHERE
