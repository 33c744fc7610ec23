"""Handlers that look, for one reader: one's own place with all that can be changed about it, the list,
the balance, the agenda, the guide; and a text that was taken aside."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from bot.chat.floor.floor_forms import KindModal, NoteModal
from bot.chat.framework.components import in_rows
from bot.chat.framework.forms import SOMETHING
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.private_buttons import button, meeting_of
from bot.chat.framework.wording import (
    mention,
    minutes,
    moment,
    note_shown,
    paragraphs_named,
    shown,
    side_name,
    whole_minutes,
)
from bot.chat.messages.returned_text import returned
from bot.chat.room.card_text import article_named, share_of, share_of_side
from bot.procedure import commands as c
from bot.procedure.agenda.agenda_values import AgendaItem, ItemState
from bot.procedure.floor.floor_values import Request
from bot.procedure.floor.ordering_policies import place_of, speakers_list
from bot.procedure.floor.request_kinds import ASKED_FOR, IN_LISTS
from bot.procedure.proposal.proposal_values import ArticleSource
from bot.procedure.refusals import Code, refuse
from bot.procedure.state import Meeting
from bot.procedure.table.seats import Seat
from bot.procedure.values import MeetingId

MARKS = {
    ItemState.PENDING: "○",
    ItemState.OPEN: "▶",
    ItemState.PARKED: "⏸",
    ItemState.CLOSED: "✓",
}
LISTED = 20
GUIDED = (
    "ask",
    "yield",
    "more-coming",
    "extend",
    "point",
    "place",
    "unclear",
    "pass",
    "circle",
    "rules",
    "seat",
    "next",
    "next-item",
    "pause",
    "chairing",
)
"""The buttons that the guide explains, in the order of the card."""


# One's own place -----------------------------------------------------------------------------------


async def my_place(context: InteractionContext) -> None:
    """Where one stands: each request's place, note and age, with buttons to change it; a place on a
    rota; one's floor time."""
    meeting = await meeting_of(context)
    if meeting is None:
        return
    seat = meeting.seat(context.person)
    own = meeting.requests_of(context.person)
    lines = [*_standing(context, meeting, seat), *(_request(context, meeting, r) for r in own)]
    if not own:
        lines.append(context.say("place-nothing-asked"))
    items: list[Any] = []
    for row, request in enumerate(own[:4]):
        seen, several = str(request.number), len(own) > 1
        kind = context.say(f"kind-{request.kind}") if several else None
        for act, style in (
            ("note", "primary"),
            ("defer", "secondary"),
            ("kind", "secondary"),
            ("withdraw", "danger"),
        ):
            label = context.say(f"button-{act}")
            label = f"{label} ({kind})" if kind else label
            items.append(button(context, act, style, seen, label=label, row=row))
    for act in ("list", "balance", "agenda", "leave-ask"):
        items.append(button(context, act, row=4))
    if any(place.person == context.person for place in meeting.rota.places):
        items.append(button(context, "pass", row=4))
    await context.answer_long("\n".join(lines), in_rows(*items))


def _standing(context: InteractionContext, meeting: Meeting, seat: Seat | None) -> Iterator[str]:
    if seat is None:
        yield context.say("place-no-seat")
        return
    yield context.say(
        "place-seat",
        side=side_name(meeting, seat.side, context.language),
        capacity=context.say(f"capacity-{seat.capacity}"),
        share=share_of(meeting, context.person),
    )
    ahead = [place.person for place in meeting.rota.places]
    if context.person in ahead:
        place = ahead.index(context.person) + 1
        yield context.say("place-next") if place == 1 else context.say("place-on-rota", place=place)
    if context.person in meeting.circle.waiting:
        yield context.say("place-circle", place=meeting.circle.waiting.index(context.person) + 1)


def _request(context: InteractionContext, meeting: Meeting, request: Request) -> str:
    text = context.say(
        "my-place",
        place=place_of(meeting, request),
        kind=context.say(f"kind-{request.kind}"),
        since=moment(request.asked_at),
        note=note_shown(request.note, 200) or context.say("no-note-yet"),
    )
    if request.to is not None:
        text += " " + context.say("place-answers", person=mention(request.to))
    return text


async def note_form(context: InteractionContext) -> None:
    request = await _own_request(context)
    if request is None:
        return
    refused = context.refused(c.SetNote(context.person, request.number, SOMETHING))
    if refused is not None:
        await context.refuse(refused)
        return
    before = request.note.text if request.note is not None else None
    await context.show_form(NoteModal(context, request.number, before or ""))


async def kind_form(context: InteractionContext) -> None:
    request = await _own_request(context)
    if request is None:
        return
    others = (kind for kind in IN_LISTS if kind is not request.kind)
    refused = context.refused(*(c.ChangeKind(context.person, request.number, k) for k in others))
    if refused is not None:
        await context.refuse(refused)
    else:
        await context.show_form(KindModal(context, request))


async def _own_request(context: InteractionContext) -> Request | None:
    """The request that the button carries; None: it is gone or somebody else's, and that was said."""
    request = None
    if context.meeting is not None and context.seen.isdecimal():
        request = context.meeting.request(int(context.seen))
    if request is None:
        await context.refuse(refuse(Code.NOTHING_ASKED))
    elif request.person != context.person:
        await context.refuse(refuse(Code.NOT_YOUR_REQUEST))
        return None
    return request


async def defer(context: InteractionContext) -> None:
    number = int(context.seen) if context.seen.isdecimal() else None
    change = await context.give(c.Defer(context.person, number))
    if change is not None:
        own = change.after.requests_of(context.person)
        request = next((r for r in own if r.number == number), own[-1])
        await context.answer("deferred", place=place_of(change.after, request))


async def withdraw(context: InteractionContext) -> None:
    number = int(context.seen) if context.seen.isdecimal() else None
    if await context.give(c.Withdraw(context.person, number)) is not None:
        await context.answer("withdrawn")


# What everybody may look at ------------------------------------------------------------------------


async def show_list(context: InteractionContext) -> None:
    """Who has the floor and who waits, for one reader, in that reader's language."""
    meeting = await meeting_of(context)
    if meeting is None or context.runner is None:
        return
    lines: list[str] = []
    turn = meeting.floor
    if turn is None:
        lines.append(context.say("card-floor-free"))
    else:
        lines.append(
            context.say(
                "list-floor",
                person=mention(turn.person),
                kind=context.say(f"kind-{turn.kind}"),
                left=minutes(max(0, turn.left(context.runner.now()))),
            )
        )
    waiting = speakers_list(meeting)
    lines.append(f"**{context.say('card-list', count=len(waiting))}**")
    lines.append(f"-# {context.say(f'policy-{meeting.policy}')}")
    for place, request in enumerate(waiting[:LISTED], 1):
        lines.append(
            context.say(
                "list-request",
                place=place,
                person=mention(request.person),
                side=side_name(meeting, request.side, context.language),
                kind=context.say(f"kind-{request.kind}"),
                since=moment(request.asked_at),
                note=note_shown(request.note, 80) or context.say("no-note-yet"),
            )
        )
    if len(waiting) > LISTED:
        lines.append(context.say("card-list-more", count=len(waiting) - LISTED))
    await context.answer_long("\n".join(lines))


async def show_balance(context: InteractionContext) -> None:
    """Floor time and number of turns by side and person, as of now."""
    meeting = await meeting_of(context)
    if meeting is None:
        return
    posts = meeting.format.by_date
    lines = [f"**{context.say('card-posts' if posts else 'card-balance')}**"]
    if not posts:
        lines.append(f"-# {context.say('balance-how')}")
    for side in meeting.sides:
        name = side_name(meeting, side.key, context.language)
        lines.append(f"**{name}**: {share_of_side(meeting, side.key)}")
        for seat in meeting.members(side.key):
            if seat.capacity.speaks:
                lines.append(f"- {mention(seat.person)} {share_of(meeting, seat.person)}")
    if meeting.ledger.interpreted:
        length = minutes(meeting.ledger.interpreted)
        lines.append(context.say("balance-interpreted", length=length))
    await context.answer_long("\n".join(lines))


async def show_agenda(context: InteractionContext) -> None:
    """The whole agenda for one reader; as many lines as fit, the question of the open item only."""
    meeting = await meeting_of(context)
    if meeting is None:
        return
    lines = [f"**{context.say('agenda-heading')}**"]
    for number, item in enumerate(meeting.agenda, 1):
        line = f"{MARKS[item.state]} {number}. {shown(item.title.into(context.language), 150)}"
        if not meeting.format.by_date:
            line += f" ({context.say('card-budget', minutes=whole_minutes(item.budget))})"
        lines.append(line)
        source = meeting.drawing.sources.get(item.key)
        if source is not None:
            lines.append(f"-# {_drawn_from(context, item, source)}")
        if item.state is ItemState.OPEN:
            lines.append(f"-# {shown(item.question.into(context.language), 400)}")
    await context.answer_long("\n".join(lines))


def _drawn_from(context: InteractionContext, item: AgendaItem, source: ArticleSource) -> str:
    """The paragraphs and the article that an item rests on."""
    article = article_named(source) or context.say("review-pasted")
    return ", ".join(filter(None, (paragraphs_named(item.sources), article)))


async def show_guide(context: InteractionContext) -> None:
    """What each button is for, and what each kind of request is for, in a few words."""
    say = context.say
    lines = [f"**{say('guide-heading')}**"]
    lines += [f"- **{say(f'button-{act}')}**: {say(f'guide-{act}')}" for act in GUIDED]
    lines.append(f"**{say('guide-kinds')}**")
    lines += [f"- **{say(f'kind-{kind}')}**: {say(f'kind-{kind}-help')}" for kind in ASKED_FOR]
    view = None if context.meeting is None else in_rows(button(context, "seats"))
    await context.answer_long("\n".join(lines), view)


# What was taken aside ------------------------------------------------------------------------------


async def take_back(context: InteractionContext) -> None:
    meeting = await meeting_of(context)
    if meeting is not None:
        await take_back_from(context, meeting.id)


async def take_back_from(context: InteractionContext, meeting: MeetingId) -> None:
    """Give somebody the text that was typed out of turn, where a private message could not; also
    when the meeting is closed, since nobody's words are lost with it."""
    number = int(context.seen) if context.seen.isdecimal() else 0
    held = await context.services.tables.journal.held(meeting, number)
    if held is None or held.person != context.person:
        await context.answer("held-not-yours")
    elif held.words is None or held.words.text is None:
        await context.answer("held-not-kept")
    else:
        await context.answer_file(returned(context.say("held-heading"), held.words.text))


HANDLERS: Mapping[str, Callable[[InteractionContext], Awaitable[None]]] = {
    "place": my_place,
    "note": note_form,
    "kind": kind_form,
    "defer": defer,
    "withdraw": withdraw,
    "list": show_list,
    "balance": show_balance,
    "agenda": show_agenda,
    "guide": show_guide,
    "take-back": take_back,
}
