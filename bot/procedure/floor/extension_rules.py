"""Rules for what happens within a turn: more time, a few seconds more, more to come, plainer words."""

from __future__ import annotations

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.floor.calling import item_left
from bot.procedure.floor.floor_rules import own_turn, stale
from bot.procedure.floor.floor_values import Turn
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting
from bot.procedure.values import Instant


def extend(meeting: Meeting, command: c.Extend, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """A co-chair gives the speaker more time; a co-chair who speaks asks the room, or the other one."""
    fault = stale(meeting, command.seen_turn)
    if fault is not None:
        return fault
    turn = meeting.floor
    if turn is None:
        return refuse(Code.NO_FLOOR)
    if turn.person == command.by and meeting.format.consent is not None:
        return refuse(Code.OWN_EXTENSION)
    if command.seen_extensions is not None and command.seen_extensions != turn.extensions:
        return refuse(Code.ALREADY_EXTENDED)
    fault = _spent(meeting, turn)
    if fault is not None:
        return fault
    more = meeting.format.extension if command.more is None else command.more
    return (e.TurnExtended(turn.number, more),)


def ask_more(meeting: Meeting, command: c.AskMore, now: Instant) -> tuple[e.Event, ...] | Refusal:
    """The speaker asks for more time, and has it if nobody objects. Nobody is asked twice."""
    turn = own_turn(meeting, command.by, command.seen_turn)
    if isinstance(turn, Refusal):
        return turn
    window = meeting.format.consent
    if window is None:
        return refuse(Code.CO_CHAIRS_EXTEND)
    if turn.asked_until is not None:
        return refuse(Code.ASKED_ALREADY)
    if turn.objected:
        return refuse(Code.OBJECTED_ALREADY)
    fault = _spent(meeting, turn)
    if fault is not None:
        return fault
    if not room_for_more(meeting, turn, now):
        return refuse(Code.ITEM_ENDS)
    return (e.MoreTimeAsked(turn.number, window),)


def room_for_more(meeting: Meeting, turn: Turn, now: Instant) -> bool:
    """Whether an extension would still end before the item does, where the item ends on time."""
    left = item_left(meeting, now)
    return left is None or turn.left(now) + meeting.format.extension <= left


def object_to_more(
    meeting: Meeting, command: c.ObjectToMore, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """Anybody at the table may object, and need not say why."""
    turn = meeting.floor
    if turn is None or turn.asked_until is None or command.turn not in (None, turn.number):
        return refuse(Code.NOTHING_TO_OBJECT_TO)
    if turn.person == command.by:
        return refuse(Code.HAVE_THE_FLOOR)
    return (e.MoreTimeRefused(turn.number, command.by),)


def _spent(meeting: Meeting, turn: Turn) -> Refusal | None:
    most = meeting.format.extensions
    return None if turn.extensions < most else refuse(Code.NO_EXTENSIONS_LEFT, most=most)


def more_coming(
    meeting: Meeting, command: c.MoreComing, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """The speaker is still writing: nobody is called meanwhile without being asked once more."""
    turn = own_turn(meeting, command.by, command.seen_turn)
    if isinstance(turn, Refusal):
        return turn
    return () if turn.more else (e.MoreAnnounced(turn.number),)


def seen_typing(
    meeting: Meeting, command: c.SeenTyping, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """Whoever is seen typing when the time is up has the grace once more: what has been begun is to be
    taken, and not the next thing too."""
    turn = meeting.floor
    if turn is None or turn.person != command.by or not turn.time_up or turn.grace:
        return ()
    more = meeting.format.grace
    return (e.GraceProlonged(turn.number, more),) if more else ()


def ask_clarity(
    meeting: Meeting, command: c.AskClarity, now: Instant
) -> tuple[e.Event, ...] | Refusal:
    """The sign for "simpler words, or a translation, please". It takes the floor from nobody, and all
    who sit at the table may give it."""
    fault = stale(meeting, command.seen_turn)
    if fault is not None:
        return fault
    turn = meeting.floor
    if turn is None:
        return refuse(Code.NOBODY_SPEAKS)
    if turn.person == command.by:
        return refuse(Code.HAVE_THE_FLOOR)
    if command.by in turn.unclear:
        return refuse(Code.CLARITY_ASKED)
    return (e.ClarityAsked(turn.number, command.by),)
