"""What pressing each button and choosing from each list does: an interaction in, a command to the
runner, an answer out.

One short function a handler, listed in HANDLERS under the name that the id carries; one module a
subject. The slash commands use the same functions where they mean the same. No rule stands here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.chat.chairing import chairing_handlers
from bot.chat.exports import export_handlers
from bot.chat.floor import floor_forms, place_handlers, speaking_handlers
from bot.chat.framework.forms import Filled
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.meeting import course_handlers
from bot.chat.minutes import minutes_handlers
from bot.chat.proposal import proposal_handlers
from bot.chat.record import record_handlers
from bot.chat.table import table_handlers

Handler = Callable[[InteractionContext], Awaitable[None]]
Sent = Callable[[InteractionContext, Filled], Awaitable[None]]

HANDLERS: Mapping[str, Handler] = {
    **table_handlers.HANDLERS,
    **speaking_handlers.HANDLERS,
    **place_handlers.HANDLERS,
    **course_handlers.HANDLERS,
    **chairing_handlers.HANDLERS,
    **record_handlers.HANDLERS,
    **minutes_handlers.HANDLERS,
    **proposal_handlers.HANDLERS,
}

AFTERWARDS: Mapping[str, Handler] = minutes_handlers.AFTERWARDS
"""Those on a meeting that is over."""

OWN: Mapping[str, Handler] = record_handlers.OWN
"""Those that concern a person and no meeting."""

ELSEWHERE: Mapping[str, Handler] = export_handlers.ELSEWHERE
"""Those on a meeting, over or not, that may be done from any room of its server."""

FORMS: Mapping[str, Sent] = {
    **floor_forms.SENT,
    **chairing_handlers.SENT,
    **minutes_handlers.SENT,
    **proposal_handlers.SENT,
}
"""What becomes of each form that was filled in, in the meeting and the room where it was opened."""

FORMS_AFTERWARDS: Mapping[str, Sent] = minutes_handlers.SENT_AFTERWARDS
FORMS_ANYWHERE: Mapping[str, Sent] = record_handlers.SENT_ANYWHERE
