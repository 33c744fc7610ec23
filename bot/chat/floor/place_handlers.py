"""Acts that look, for one reader: one's own place with all that can be changed about it, the list, the
balance, the agenda, the guide; and a text that was taken aside."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from bot.chat.floor.floor_forms import OFFERED, KindModal, NoteModal
from bot.chat.framework.components import in_rows
from bot.chat.framework.forms import SOMETHING
from bot.chat.framework.interaction_context import Visit
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
from bot.procedure.formats import ASKED_FOR
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


async def my_place(visit: Visit) -> None:
    """Where one stands: each request's place, note and age, with buttons to change it; a place on a
    rota; one's floor time."""
    meeting = await meeting_of(visit)
    if meeting is None:
        return
    seat = meeting.seat(visit.person)
    own = meeting.requests_of(visit.person)
    lines = [*_standing(visit, meeting, seat), *(_request(visit, meeting, r) for r in own)]
    if not own:
        lines.append(visit.say("place-nothing-asked"))
    items: list[Any] = []
    for row, request in enumerate(own[:4]):
        seen, several = str(request.number), len(own) > 1
        kind = visit.say(f"kind-{request.kind}") if several else None
        for act, style in (
            ("note", "primary"),
            ("defer", "secondary"),
            ("kind", "secondary"),
            ("withdraw", "danger"),
        ):
            label = visit.say(f"button-{act}")
            label = f"{label} ({kind})" if kind else label
            items.append(button(visit, act, style, seen, label=label, row=row))
    for act in ("list", "balance", "agenda", "leave-ask"):
        items.append(button(visit, act, row=4))
    if any(place.person == visit.person for place in meeting.rota.places):
        items.append(button(visit, "pass", row=4))
    await visit.answer_long("\n".join(lines), in_rows(*items))


def _standing(visit: Visit, meeting: Meeting, seat: Seat | None) -> Iterator[str]:
    if seat is None:
        yield visit.say("place-no-seat")
        return
    yield visit.say(
        "place-seat",
        side=side_name(meeting, seat.side, visit.language),
        capacity=visit.say(f"capacity-{seat.capacity}"),
        share=share_of(meeting, visit.person),
    )
    ahead = [place.person for place in meeting.rota.places]
    if visit.person in ahead:
        place = ahead.index(visit.person) + 1
        yield visit.say("place-next") if place == 1 else visit.say("place-on-rota", place=place)
    if visit.person in meeting.circle.waiting:
        yield visit.say("place-circle", place=meeting.circle.waiting.index(visit.person) + 1)


def _request(visit: Visit, meeting: Meeting, request: Request) -> str:
    text = visit.say(
        "my-place",
        place=place_of(meeting, request),
        kind=visit.say(f"kind-{request.kind}"),
        since=moment(request.asked_at),
        note=note_shown(request.note, 200) or visit.say("no-note-yet"),
    )
    if request.to is not None:
        text += " " + visit.say("place-answers", person=mention(request.to))
    return text


async def note_form(visit: Visit) -> None:
    request = await _own_request(visit)
    if request is None:
        return
    refused = visit.refused(c.SetNote(visit.person, request.number, SOMETHING))
    if refused is not None:
        await visit.refuse(refused)
        return
    before = request.note.text if request.note is not None else None
    await visit.show_form(NoteModal(visit, request.number, before or ""))


async def kind_form(visit: Visit) -> None:
    request = await _own_request(visit)
    if request is None:
        return
    others = (kind for kind in OFFERED if kind is not request.kind)
    refused = visit.refused(*(c.ChangeKind(visit.person, request.number, k) for k in others))
    if refused is not None:
        await visit.refuse(refused)
    else:
        await visit.show_form(KindModal(visit, request))


async def _own_request(visit: Visit) -> Request | None:
    """The request that the button carries; None: it is gone or somebody else's, and that was said."""
    request = None
    if visit.meeting is not None and visit.seen.isdecimal():
        request = visit.meeting.request(int(visit.seen))
    if request is None:
        await visit.refuse(refuse(Code.NOTHING_ASKED))
    elif request.person != visit.person:
        await visit.refuse(refuse(Code.NOT_YOUR_REQUEST))
        return None
    return request


async def defer(visit: Visit) -> None:
    number = int(visit.seen) if visit.seen.isdecimal() else None
    change = await visit.give(c.Defer(visit.person, number))
    if change is not None:
        own = change.after.requests_of(visit.person)
        request = next((r for r in own if r.number == number), own[-1])
        await visit.answer("deferred", place=place_of(change.after, request))


async def withdraw(visit: Visit) -> None:
    number = int(visit.seen) if visit.seen.isdecimal() else None
    if await visit.give(c.Withdraw(visit.person, number)) is not None:
        await visit.answer("withdrawn")


# What everybody may look at ------------------------------------------------------------------------


async def show_list(visit: Visit) -> None:
    """Who has the floor and who waits, for one reader, in that reader's language."""
    meeting = await meeting_of(visit)
    if meeting is None or visit.lane is None:
        return
    lines: list[str] = []
    turn = meeting.floor
    if turn is None:
        lines.append(visit.say("card-floor-free"))
    else:
        lines.append(
            visit.say(
                "list-floor",
                person=mention(turn.person),
                kind=visit.say(f"kind-{turn.kind}"),
                left=minutes(max(0, turn.left(visit.lane.now()))),
            )
        )
    waiting = speakers_list(meeting)
    lines.append(f"**{visit.say('card-list', count=len(waiting))}**")
    lines.append(f"-# {visit.say(f'policy-{meeting.policy}')}")
    for place, request in enumerate(waiting[:LISTED], 1):
        lines.append(
            visit.say(
                "list-request",
                place=place,
                person=mention(request.person),
                side=side_name(meeting, request.side, visit.language),
                kind=visit.say(f"kind-{request.kind}"),
                since=moment(request.asked_at),
                note=note_shown(request.note, 80) or visit.say("no-note-yet"),
            )
        )
    if len(waiting) > LISTED:
        lines.append(visit.say("card-list-more", count=len(waiting) - LISTED))
    await visit.answer_long("\n".join(lines))


async def show_balance(visit: Visit) -> None:
    """Floor time and number of turns by side and person, as of now."""
    meeting = await meeting_of(visit)
    if meeting is None:
        return
    posts = meeting.format.by_date
    lines = [f"**{visit.say('card-posts' if posts else 'card-balance')}**"]
    if not posts:
        lines.append(f"-# {visit.say('balance-how')}")
    for side in meeting.sides:
        name = side_name(meeting, side.key, visit.language)
        lines.append(f"**{name}**: {share_of_side(meeting, side.key)}")
        for seat in meeting.members(side.key):
            if seat.capacity.speaks:
                lines.append(f"- {mention(seat.person)} {share_of(meeting, seat.person)}")
    if meeting.ledger.interpreted:
        length = minutes(meeting.ledger.interpreted)
        lines.append(visit.say("balance-interpreted", length=length))
    await visit.answer_long("\n".join(lines))


async def show_agenda(visit: Visit) -> None:
    """The whole agenda for one reader; as many lines as fit, the question of the open item only."""
    meeting = await meeting_of(visit)
    if meeting is None:
        return
    lines = [f"**{visit.say('agenda-heading')}**"]
    for number, item in enumerate(meeting.agenda, 1):
        line = f"{MARKS[item.state]} {number}. {shown(item.title.into(visit.language), 150)}"
        if not meeting.format.by_date:
            line += f" ({visit.say('card-budget', minutes=whole_minutes(item.budget))})"
        lines.append(line)
        source = meeting.drawing.sources.get(item.key)
        if source is not None:
            lines.append(f"-# {_drawn_from(visit, item, source)}")
        if item.state is ItemState.OPEN:
            lines.append(f"-# {shown(item.question.into(visit.language), 400)}")
    await visit.answer_long("\n".join(lines))


def _drawn_from(visit: Visit, item: AgendaItem, source: ArticleSource) -> str:
    """The paragraphs and the article that an item rests on."""
    article = article_named(source) or visit.say("review-pasted")
    return ", ".join(filter(None, (paragraphs_named(item.sources), article)))


async def show_guide(visit: Visit) -> None:
    """What each button is for, and what each kind of request is for, in a few words."""
    say = visit.say
    lines = [f"**{say('guide-heading')}**"]
    lines += [f"- **{say(f'button-{act}')}**: {say(f'guide-{act}')}" for act in GUIDED]
    lines.append(f"**{say('guide-kinds')}**")
    lines += [f"- **{say(f'kind-{kind}')}**: {say(f'kind-{kind}-help')}" for kind in ASKED_FOR]
    view = None if visit.meeting is None else in_rows(button(visit, "seats"))
    await visit.answer_long("\n".join(lines), view)


# What was taken aside ------------------------------------------------------------------------------


async def take_back(visit: Visit) -> None:
    meeting = await meeting_of(visit)
    if meeting is not None:
        await take_back_from(visit, meeting.id)


async def take_back_from(visit: Visit, meeting: MeetingId) -> None:
    """Give somebody the text that was typed out of turn, where a private message could not; also
    when the meeting is closed, since nobody's words are lost with it."""
    number = int(visit.seen) if visit.seen.isdecimal() else 0
    held = await visit.desk.tables.journal.held(meeting, number)
    if held is None or held.person != visit.person:
        await visit.answer("held-not-yours")
    elif held.words is None or held.words.text is None:
        await visit.answer("held-not-kept")
    else:
        await visit.answer_file(returned(visit.say("held-heading"), held.words.text))


ACTS: Mapping[str, Callable[[Visit], Awaitable[None]]] = {
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
