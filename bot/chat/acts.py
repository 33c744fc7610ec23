"""What pressing each button does: an interaction in, a command to the lane, an answer out.

One short function an act, listed in ACTS under the name that the button's id carries. The slash
commands use the same functions where they mean the same.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

import discord

from bot.chat.buttons import NONE_OPEN, CardButton
from bot.chat.modals import AskModal, NoteModal, RulingModal, ask
from bot.chat.room import returned
from bot.chat.rules import rules_digest, rules_text
from bot.chat.safety import SafeView
from bot.chat.visit import Visit
from bot.chat.wording import moment, note_shown, side_name
from bot.procedure import commands as c
from bot.procedure.formats import Kind
from bot.procedure.order import place_of
from bot.procedure.people import Capacity
from bot.procedure.refusals import Code, refuse
from bot.procedure.values import MeetingId, Words

Act = Callable[[Visit], Awaitable[None]]


def buttons(visit: Visit, *acts: tuple[str, str, str]) -> SafeView:
    """Buttons for one person's eyes: act, style, and what the id is to carry besides."""
    assert visit.meeting is not None, "there are buttons only where there is a meeting"
    view = SafeView(timeout=None)
    for act, style, seen in acts:
        view.add_item(
            CardButton.make(
                act,
                visit.meeting,
                label=visit.say(f"button-{act}"),
                style=discord.ButtonStyle[style],
                seen=seen,
            )
        )
    return view


# The table -----------------------------------------------------------------------------------------


async def choose_side(visit: Visit) -> None:
    """Offer a seat on each side."""
    meeting = visit.meeting
    if meeting is None:
        await visit.refuse(refuse(Code.NOT_CONVENED))
        return
    view = SafeView(timeout=None)
    for side in meeting.sides:
        name = side.name.into(visit.language)
        view.add_item(
            CardButton.make(
                "sit", meeting, label=name, style=discord.ButtonStyle.primary, seen=side.key
            )
        )
    await visit.answer_text(visit.say("choose-side"), view)


async def sit(visit: Visit) -> None:
    await take_seat(visit, visit.seen, Capacity.PARTICIPANT, visit.language)


async def take_seat(visit: Visit, side: str, capacity: Capacity, language: str) -> None:
    name = Words(visit.interaction.user.display_name)
    change = await visit.give(c.TakeSeat(visit.person, side, capacity, language, name))
    if change is None:
        return
    seat = change.after.seat(visit.person)
    assert seat is not None, "the seat was just taken"
    text = visit.say("seated", side=side_name(change.after, side, visit.language))
    if seat.accepted is None:
        text += "\n" + visit.say("seated-rules-next")
        await visit.answer_text(text, buttons(visit, ("rules", "primary", "")))
    else:
        await visit.answer_text(text)


async def show_rules(visit: Visit) -> None:
    """The rules of the room, and who will read what is said; with the button that accepts them."""
    meeting = visit.meeting
    if meeting is None:
        await visit.refuse(refuse(Code.NOT_CONVENED))
        return
    text = rules_text(visit.desk.phrases, visit.language)
    seat = meeting.seat(visit.person)
    if seat is None:
        await visit.answer_text(f"{text}\n\n{visit.say('rules-no-seat')}")
    elif seat.accepted is not None:
        await visit.answer_text(
            f"{text}\n\n{visit.say('rules-accepted-already')}",
            buttons(visit, ("withdraw-consent", "danger", "")),
        )
    else:
        await visit.answer_text(text, buttons(visit, ("accept", "success", visit.language)))


async def accept(visit: Visit) -> None:
    language = visit.desk.phrases.language(visit.seen or visit.language)
    digest = rules_digest(visit.desk.phrases)
    if await visit.give(c.AcceptRules(visit.person, digest, language)) is not None:
        await visit.answer("rules-accepted")


async def withdraw_consent(visit: Visit) -> None:
    if await visit.give(c.WithdrawConsent(visit.person)) is not None:
        await visit.answer("consent-withdrawn")


# The meeting ---------------------------------------------------------------------------------------


async def open_meeting(visit: Visit) -> None:
    await visit.carry_out(c.Open(visit.person))


async def pause(visit: Visit) -> None:
    await visit.carry_out(c.Pause(visit.person))


async def suspend(visit: Visit) -> None:
    await visit.carry_out(c.Suspend(visit.person))


async def resume(visit: Visit) -> None:
    await visit.carry_out(c.Resume(visit.person))


async def close(visit: Visit) -> None:
    if await visit.give(c.Close(visit.person)) is not None:
        await visit.answer("closed")


async def next_item(visit: Visit) -> None:
    """Go on with the agenda. What was in view is the item's place; another one means: too late."""
    meeting = visit.meeting
    seen = "" if visit.seen == NONE_OPEN else None
    if meeting is not None and visit.seen.isdecimal() and int(visit.seen) < len(meeting.agenda):
        seen = meeting.agenda[int(visit.seen)].key
    await visit.carry_out(c.NextItem(visit.person, None, seen))


# The floor -----------------------------------------------------------------------------------------


async def ask_form(visit: Visit) -> None:
    """Open the form, unless it is plain already that the floor can't be asked for."""
    meeting = visit.meeting
    seat = None if meeting is None else meeting.seat(visit.person)
    if meeting is None:
        await visit.refuse(refuse(Code.NOT_CONVENED))
    elif seat is None:
        await visit.refuse(refuse(Code.NO_SEAT))
    elif seat.accepted is None:
        await visit.answer_text(
            visit.say("refusal-rules-first"), buttons(visit, ("rules", "primary", ""))
        )
    else:
        await visit.interaction.response.send_modal(AskModal(visit))


async def point_of_order(visit: Visit) -> None:
    await ask(visit, Kind.POINT_OF_ORDER, None)


async def yield_floor(visit: Visit) -> None:
    await visit.carry_out(c.Yield(visit.person, visit.seen_turn))


async def call_next(visit: Visit) -> None:
    await visit.carry_out(c.CallNext(visit.person, visit.seen_turn))


async def extend(visit: Visit) -> None:
    turn, _, times = visit.seen.partition("-")
    await visit.carry_out(
        c.Extend(
            visit.person,
            int(turn) if turn.isdecimal() else None,
            seen_extensions=int(times) if times.isdecimal() else None,
        )
    )


async def rule_sustained(visit: Visit) -> None:
    await _ruling(visit, sustained=True)


async def rule_not_sustained(visit: Visit) -> None:
    await _ruling(visit, sustained=False)


async def _ruling(visit: Visit, *, sustained: bool) -> None:
    meeting = visit.meeting
    if meeting is None:
        await visit.refuse(refuse(Code.NOT_CONVENED))
    elif not meeting.chairs(visit.person):
        await visit.refuse(refuse(Code.CO_CHAIRS_ONLY))
    elif not meeting.points:
        await visit.refuse(refuse(Code.NO_POINT))
    else:
        await visit.interaction.response.send_modal(RulingModal(visit, sustained=sustained))


async def my_place(visit: Visit) -> None:
    """Where one stands: each request's place, note and age, with buttons to change it."""
    meeting = visit.meeting
    if meeting is None:
        await visit.refuse(refuse(Code.NOT_CONVENED))
        return
    own = meeting.requests_of(visit.person)
    if not own:
        await visit.refuse(refuse(Code.NOTHING_ASKED))
        return
    lines = [
        visit.say(
            "my-place",
            place=place_of(meeting, request),
            kind=visit.say(f"kind-{request.kind}"),
            since=moment(request.asked_at),
            note=note_shown(request.note, 200) or visit.say("no-note-yet"),
        )
        for request in own
    ]
    latest = str(own[-1].number)
    view = buttons(visit, ("note", "primary", latest), ("withdraw", "danger", latest))
    await visit.answer_text("\n".join(lines), view)


async def note_form(visit: Visit) -> None:
    meeting = visit.meeting
    request = None
    if meeting is not None and visit.seen.isdecimal():
        request = meeting.request(int(visit.seen))
    if request is None:
        await visit.refuse(refuse(Code.NOTHING_ASKED))
        return
    if request.person != visit.person:
        await visit.refuse(refuse(Code.NOT_YOUR_REQUEST))
        return
    before = request.note.text if request.note is not None else None
    await visit.interaction.response.send_modal(NoteModal(visit, request.number, before or ""))


async def withdraw(visit: Visit) -> None:
    number = int(visit.seen) if visit.seen.isdecimal() else None
    if await visit.give(c.Withdraw(visit.person, number)) is not None:
        await visit.answer("withdrawn")


async def take_back(visit: Visit) -> None:
    if visit.meeting is None:
        await visit.refuse(refuse(Code.NOT_CONVENED))
        return
    await take_back_from(visit, visit.meeting.id)


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


ACTS: Mapping[str, Act] = {
    "seat": choose_side,
    "sit": sit,
    "rules": show_rules,
    "accept": accept,
    "withdraw-consent": withdraw_consent,
    "open": open_meeting,
    "pause": pause,
    "resume": resume,
    "close": close,
    "next-item": next_item,
    "ask": ask_form,
    "point": point_of_order,
    "yield": yield_floor,
    "next": call_next,
    "extend": extend,
    "sustain": rule_sustained,
    "not-sustain": rule_not_sustained,
    "place": my_place,
    "note": note_form,
    "withdraw": withdraw,
    "take-back": take_back,
}
